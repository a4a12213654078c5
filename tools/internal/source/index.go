package source

import (
	"errors"

	"github.com/pelletier/go-toml/v2/unstable"
)

// kind is the type of a value as the text writes it.
type kind int

const (
	tableKind kind = iota
	arrayKind
	stringKind
	integerKind
	floatKind
	boolKind
	dateKind // any of TOML's four date and time types
)

var kindNames = map[kind]string{
	tableKind: "a table", arrayKind: "an array", stringKind: "a string", integerKind: "a whole number",
	floatKind: "a number", boolKind: "true or false", dateKind: "a date without quotes",
}

var kindOf = map[unstable.Kind]kind{
	unstable.String: stringKind, unstable.Integer: integerKind, unstable.Float: floatKind, unstable.Bool: boolKind,
	unstable.LocalDate: dateKind, unstable.LocalTime: dateKind, unstable.LocalDateTime: dateKind, unstable.DateTime: dateKind,
	unstable.Array: arrayKind, unstable.InlineTable: tableKind,
}

// syntaxError says where the expression that cannot be read begins, and where in it reading stopped.
type syntaxError struct {
	start, at int // byte offsets
	message   string
}

func (e *syntaxError) Error() string { return e.message }

// index maps text to the tree of its keys. It does not judge: duplicate keys and impossible dates are the
// decoder's to refuse, so the last of two equal keys wins here.
func index(text []byte) (*node, error) {
	root := newTable(0)
	current := root
	var p unstable.Parser
	p.Reset(text)
	done := 0 // end of the last expression that was read
	for p.NextExpression() {
		e := p.Expression()
		switch e.Kind {
		case unstable.KeyValue:
			current.put(&p, e)
			done = int(e.Raw.Offset + e.Raw.Length)
		case unstable.Table, unstable.ArrayTable:
			current, done = root.open(&p, e)
		}
	}
	if err := p.Error(); err != nil {
		at := len(text)
		var perr *unstable.ParserError
		if errors.As(err, &perr) {
			at = int(p.Range(perr.Highlight).Offset)
		}
		return nil, &syntaxError{nextExpression(text, done), at, err.Error()}
	}
	return root, nil
}

func newTable(offset int) *node {
	return &node{offset: offset, kind: tableKind, children: map[string]*node{}}
}

// open makes or finds the table that a header names, and says where the header's last key ends.
func (n *node) open(p *unstable.Parser, header *unstable.Node) (table *node, end int) {
	it := header.Key()
	for it.Next() {
		key := it.Node()
		offset := int(key.Raw.Offset)
		end = offset + int(key.Raw.Length)
		if it.IsLast() && header.Kind == unstable.ArrayTable {
			list := n.child(string(key.Data), offset)
			list.kind = arrayKind
			element := newTable(offset)
			list.elements = append(list.elements, element)
			return element, end
		}
		n = n.child(string(key.Data), offset).latest()
	}
	return n, end
}

// latest is the table that a header or a dotted key goes on from: the last element of an array of tables.
func (n *node) latest() *node {
	if n.kind == arrayKind && len(n.elements) > 0 {
		return n.elements[len(n.elements)-1]
	}
	return n
}

// child finds or makes the table under a key.
func (n *node) child(key string, offset int) *node {
	if c := n.children[key]; c != nil {
		return c
	}
	c := newTable(offset)
	n.set(key, c)
	return c
}

func (n *node) set(key string, c *node) {
	if n.children == nil { // a scalar that the text goes on to treat as a table
		n.children = map[string]*node{}
	}
	if n.children[key] == nil {
		n.keys = append(n.keys, key)
	}
	n.children[key] = c
}

// put adds a key-value pair, whose key may be dotted, to a table.
func (n *node) put(p *unstable.Parser, pair *unstable.Node) {
	it := pair.Key()
	for it.Next() {
		key := it.Node()
		offset := int(key.Raw.Offset)
		if it.IsLast() {
			n.set(string(key.Data), value(p, pair.Value(), offset))
			return
		}
		n = n.child(string(key.Data), offset)
	}
}

// value builds the node of a value whose key stands at offset.
func value(p *unstable.Parser, v *unstable.Node, offset int) *node {
	n := &node{offset: offset, kind: kindOf[v.Kind]}
	switch v.Kind {
	case unstable.InlineTable:
		n.children = map[string]*node{}
		for it := v.Children(); it.Next(); {
			n.put(p, it.Node())
		}
	case unstable.Array:
		for it := v.Children(); it.Next(); {
			at := offset
			// An array has no place of its own in the syntax tree; its elements answer for their key.
			if raw := it.Node().Raw; raw.Length > 0 {
				at = int(raw.Offset)
			}
			n.elements = append(n.elements, value(p, it.Node(), at))
		}
	default:
		n.text = string(v.Data)
	}
	return n
}
