package source

import (
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"

	"declarationwatch/tools/internal/diag"
)

// The rules of TOML on what may be defined where. The decoder does not enforce some of them, which Hugo's does, and does not
// report where the first definition is.

const duplicate = "duplicate key %q"

// header opens the table that a header names.
func (x *indexer) header(e *unstable.Node) (f *diag.Problem) {
	n := x.open[0]
	x.open = x.open[:1]
	if parts(e) > maxDepth {
		it := e.Key()
		it.Next()
		return x.fault(x.offset(it.Node()), "%s", tooDeep)
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
func (x *indexer) enter(n *node, key string, offset int, as origin) (*node, *diag.Problem) {
	e := n.find(key)
	switch {
	case e == nil:
		e = x.newTable(n, key, offset, as)
	case as == implied && e.origin == complete:
		return nil, x.conflict(offset, "%q is not a table that can be extended", e)
	case as == headed && e.origin != implied, as == repeated && e.origin != repeated:
		return nil, x.conflict(offset, duplicate, e)
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
func (x *indexer) put(n *node, pair *unstable.Node, depth int) *diag.Problem {
	if depth += parts(pair); depth > maxDepth {
		return x.fault(x.offset(pair), "%s", tooDeep)
	}
	for it := pair.Key(); it.Next(); {
		key, offset := x.key(it.Node()), x.offset(it.Node())
		e := n.find(key)
		switch {
		case it.IsLast():
			if e != nil {
				return x.conflict(offset, duplicate, e)
			}
			e = &node{key: key}
			if f := x.value(pair.Value(), e, offset, depth); f != nil {
				return f
			}
			x.bracketed(e, pair, it.Node())
			n.add(e)
		case e == nil:
			n = x.newTable(n, key, offset, dotted)
		case e.origin != dotted:
			return x.conflict(offset, duplicate, e)
		default:
			n = e
		}
	}
	return nil
}

// bracketed notes where the text of an array or of an inline table is, whose position the syntax tree lacks: from the bracket
// after the last key to the end of the pair.
func (x *indexer) bracketed(e *node, pair, last *unstable.Node) {
	if e.kind == arrayKind || e.kind == tableKind {
		key := x.offset(last) + int(last.Raw.Length)
		e.from = int32(key + strings.IndexAny(x.doc.text[key:], "[{"))
		e.to = int32(x.offset(pair) + int(pair.Raw.Length))
	}
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

// conflict returns the mistake of defining a key again.
func (x *indexer) conflict(offset int, format string, earlier *node) *diag.Problem {
	return x.fault(offset, format, earlier.key).WithRelated(x.doc.position(int(earlier.offset)), "first defined here")
}
