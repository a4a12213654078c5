package source

import (
	"bytes"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"sync"
	"time"

	"declarationwatch/tools/internal/diag"
)

// conformer holds a document against the Go type it is to be decoded into. It reports every unknown key,
// missing key and wrong type, where a decoder would stop at the first, and notes the leaves.
type conformer struct {
	doc      *Doc
	problems *diag.List
	mistyped []*node // to be blanked out before decoding
}

type field struct {
	name     string
	typ      reflect.Type
	required bool
}

var fieldCache sync.Map // reflect.Type -> []field

// fieldsOf lists the keys of a struct. A key is required when its tag says so: `toml:"id" required:"true"`.
func fieldsOf(t reflect.Type) []field {
	if cached, ok := fieldCache.Load(t); ok {
		return cached.([]field)
	}
	var fields []field
	for i := range t.NumField() {
		f := t.Field(i)
		if name := f.Tag.Get("toml"); name != "" && name != "-" {
			fields = append(fields, field{name, f.Type, f.Tag.Get("required") == "true"})
		}
	}
	fieldCache.Store(t, fields)
	return fields
}

var timeType = reflect.TypeFor[time.Time]()

func (c *conformer) walk(n *node, t reflect.Type, key string) {
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch {
	case t == timeType:
		c.want(n, key, dateKind)
	case t.Kind() == reflect.Struct:
		if c.want(n, key, tableKind) {
			c.table(n, t, key)
		}
	case t.Kind() == reflect.Map:
		if c.want(n, key, tableKind) {
			c.texts(n, t, key)
		}
	case t.Kind() == reflect.Slice:
		if c.want(n, key, arrayKind) {
			if t.Elem().Kind() != reflect.Struct {
				key = "" // an element of a list has no name; a table goes by its header's
			}
			for _, e := range n.elements {
				c.walk(e, t.Elem(), key)
			}
		}
	case t.Kind() == reflect.String:
		if c.want(n, key, stringKind) {
			value := reflect.New(t).Elem()
			value.SetString(n.text)
			c.leaf(n, key, value)
		}
	case t.Kind() == reflect.Bool:
		c.want(n, key, boolKind)
	case t.Kind() == reflect.Int:
		c.want(n, key, integerKind)
	case t.Kind() == reflect.Float64:
		c.want(n, key, floatKind, integerKind)
	default:
		panic(fmt.Sprintf("source: no rule for Go type %s of key %q", t, key))
	}
}

func (c *conformer) table(n *node, t reflect.Type, key string) {
	fields := fieldsOf(t)
	for _, f := range fields {
		if child := n.children[f.name]; child != nil {
			c.walk(child, f.typ, f.name)
		} else if f.required && !c.damaged(n) {
			c.problems.Errorf(c.at(n), RuleMissingKey, "missing key %q%s", f.name, inTable(key))
		}
	}
	for _, name := range n.keys {
		if !slices.ContainsFunc(fields, func(f field) bool { return f.name == name }) {
			c.unknown(n.children[name], name, fields)
		}
	}
}

func inTable(key string) string {
	if key == "" {
		return ""
	}
	return fmt.Sprintf(" in %q", key)
}

func (c *conformer) unknown(n *node, name string, fields []field) {
	names := make([]string, len(fields))
	for i, f := range fields {
		names[i] = f.name
	}
	hint := diag.Suggest(name, names)
	if hint == "" {
		hint = "known here: " + strings.Join(names, ", ")
	}
	c.problems.Add(diag.Problem{At: c.at(n), Rule: RuleUnknownKey, Message: fmt.Sprintf("unknown key %q", name), Hint: hint})
}

// texts notes a table of strings as one leaf of the map's own type.
func (c *conformer) texts(n *node, t reflect.Type, key string) {
	value := reflect.MakeMapWithSize(t, len(n.keys))
	for _, name := range n.keys {
		if child := n.children[name]; c.want(child, name, stringKind) {
			value.SetMapIndex(reflect.ValueOf(name), reflect.ValueOf(child.text))
		}
	}
	c.leaf(n, key, value)
}

func (c *conformer) leaf(n *node, key string, value reflect.Value) {
	c.doc.Leaves = append(c.doc.Leaves, Leaf{c.at(n), key, value.Interface()})
}

func (c *conformer) at(n *node) diag.Position {
	if n == c.doc.root {
		return c.doc.At()
	}
	return c.doc.position(n.offset)
}

// want reports whether a value is of one of the kinds, and complains when it is not.
func (c *conformer) want(n *node, key string, kinds ...kind) bool {
	if slices.Contains(kinds, n.kind) {
		return true
	}
	name := "an element"
	if key != "" {
		name = fmt.Sprintf("%q", key)
	}
	hint := ""
	if n.kind == dateKind && kinds[0] == stringKind {
		hint = fmt.Sprintf("put the date in quotes: %q", n.text)
	} else if kinds[0] == dateKind && n.kind == stringKind {
		hint = "take the quotes away"
	}
	c.problems.Add(diag.Problem{
		At: c.at(n), Rule: RuleWrongType, Hint: hint,
		Message: fmt.Sprintf("%s should be %s, not %s", name, kindNames[kinds[0]], kindNames[n.kind]),
	})
	c.mistyped = append(c.mistyped, n)
	return false
}

// damaged reports whether a skipped mistake may have held keys of a table: it begins after the table does and
// before the next table's header.
func (c *conformer) damaged(n *node) bool {
	for _, s := range c.doc.lost {
		if s.from >= n.offset && !holdsHeader(c.doc.text[n.offset:s.from]) {
			return true
		}
	}
	return false
}

// holdsHeader reports whether a line after the first begins a table.
func holdsHeader(text []byte) bool {
	for {
		i := bytes.IndexByte(text, '\n')
		if i < 0 {
			return false
		}
		text = text[i+1:]
		if header.Match(text) {
			return true
		}
	}
}
