package source

import (
	"reflect"
	"time"

	"declarationwatch/tools/internal/diag"
)

// collector records the leaves of a decoded document: it walks the index and the value together.
type collector struct {
	doc   *Doc
	found *findings
}

func (c *collector) walk(n *node, v reflect.Value, s *shape, key string) {
	if len(c.doc.lost) > 0 && n != c.doc.root && c.doc.isLost(int(n.offset)) {
		return
	}
	if v.Kind() == reflect.Pointer {
		if v.IsNil() {
			return
		}
		v = v.Elem()
	}
	switch {
	case s.list != nil:
		if s.list.kind != tableKind {
			key = "" // an element of a list has no name; a table goes by its header's
		}
		for i, e := range n.entries[:min(len(n.entries), v.Len())] {
			c.walk(e, v.Index(i), s.list, key)
		}
	case s.texts, s.kind == stringKind:
		c.text(n, v)
		c.doc.Leaves = append(c.doc.Leaves, Leaf{c.doc.position(int(n.offset)), key, v.Interface()})
	case s.any:
		c.anything(n, v)
	case s.kind == tableKind:
		c.doc.put(v, s, n)
		for _, e := range n.entries {
			if i := s.find(e.key); i >= 0 {
				c.walk(e, v.Field(s.fields[i].index), s.fields[i].shape, e.key)
			}
		}
	case s.kind == dateKind && n.kind == dateKind:
		// For the decoder a day begins in the time zone of the machine; for Hugo in that of config.toml: UTC.
		t := v.Interface().(time.Time)
		v.Set(reflect.ValueOf(time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)))
	}
}

// put sets the Place of a struct.
func (d *Doc) put(v reflect.Value, s *shape, n *node) {
	if s.place != nil {
		v.FieldByIndex(s.place).Set(reflect.ValueOf(Place{d, n}))
	}
}

// anything looks at the texts of a value of any type.
func (c *collector) anything(n *node, v reflect.Value) {
	for v.Kind() == reflect.Interface {
		v = v.Elem()
	}
	switch {
	case v.Kind() == reflect.String:
		c.text(n, v)
	case n.kind == tableKind && v.Kind() == reflect.Map:
		for _, e := range n.entries {
			if of := v.MapIndex(reflect.ValueOf(e.key)); of.IsValid() {
				c.anything(e, of)
			}
		}
	case n.kind == arrayKind && v.Kind() == reflect.Slice:
		for i, e := range n.entries[:min(len(n.entries), v.Len())] {
			c.anything(e, v.Index(i))
		}
	}
}

// text reports control characters in a text or a table of texts. They can only be written as escapes: the text of the
// file has none any more.
func (c *collector) text(n *node, v reflect.Value) {
	if v.Kind() == reflect.Map {
		for _, e := range n.entries {
			if of := v.MapIndex(reflect.ValueOf(e.key)); of.IsValid() {
				c.text(e, of)
			}
		}
		return
	}
	for _, r := range v.String() {
		if message := unwanted(r); message != "" {
			c.found.add(diag.Problem{At: c.doc.position(int(n.offset)), Rule: RuleCharacter, Message: message, Hint: "remove it"})
		}
	}
}
