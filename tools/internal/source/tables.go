package source

import (
	"fmt"

	"github.com/pelletier/go-toml/v2/unstable"
)

// The rules of TOML on what may be defined where. The decoder does not enforce some of them, which Hugo's does, and does not
// report where the first definition is.

// header opens the table that a header names.
func (x *indexer) header(e *unstable.Node) (f *fault) {
	n := x.open[0]
	x.open = x.open[:1]
	if parts(e) > maxDepth {
		it := e.Key()
		it.Next()
		return tooDeep(x.offset(it.Node()))
	}
	for it := e.Key(); it.Next() && f == nil; {
		key, offset := x.key(it.Node()), x.offset(it.Node())
		as := headed
		if !it.IsLast() {
			as = implied
		} else if e.Kind == unstable.ArrayTable {
			as = repeated
		}
		n, f = x.enter(n, key, offset, as)
		if f == nil {
			x.open = append(x.open, n)
		}
	}
	return f
}

// enter opens the table under a key of a header: one on the way (implied), or what the last key names, a table (headed) or
// another element of an array of tables (repeated). It creates what there is not.
func (x *indexer) enter(n *node, key string, offset int, as origin) (*node, *fault) {
	e := n.entry(key)
	switch {
	case e == nil:
		e = x.newTable(n, key, offset, as)
	case as == implied && e.origin == complete:
		return nil, &fault{offset, fmt.Sprintf("%q is not a table that can be extended", key), "", e}
	case as == headed && e.origin != implied, as == repeated && e.origin != repeated:
		return nil, defined(key, offset, e)
	case as == headed:
		e.offset, e.origin = int32(offset), headed
	}
	if as == repeated {
		e.kind = arrayKind
		e.entries = append(e.entries, &node{offset: int32(offset), kind: tableKind, origin: headed})
	}
	if e.origin == repeated {
		e = e.entries[len(e.entries)-1]
	}
	return e, nil
}

// put adds a key-value pair, whose key may be dotted, to a table.
func (x *indexer) put(n *node, pair *unstable.Node, depth int) *fault {
	if depth += parts(pair); depth > maxDepth {
		return tooDeep(x.offset(pair))
	}
	for it := pair.Key(); it.Next(); {
		key, offset := x.key(it.Node()), x.offset(it.Node())
		e := n.entry(key)
		switch {
		case it.IsLast():
			if e != nil {
				return defined(key, offset, e)
			}
			e = &node{key: key}
			if f := x.value(pair.Value(), e, offset, depth); f != nil {
				return f
			}
			n.add(e)
		case e == nil:
			n = x.newTable(n, key, offset, dotted)
		case e.origin != dotted:
			return defined(key, offset, e)
		default:
			n = e
		}
	}
	return nil
}

// parts returns the number of keys in a header or a dotted key.
func parts(e *unstable.Node) int {
	n := 0
	for it := e.Key(); it.Next(); {
		n++
	}
	return n
}

func (x *indexer) newTable(n *node, key string, offset int, o origin) *node {
	e := &node{offset: int32(offset), kind: tableKind, origin: o, key: key}
	n.add(e)
	return e
}

func defined(key string, offset int, earlier *node) *fault {
	return &fault{offset, fmt.Sprintf("duplicate key %q", key), "", earlier}
}
