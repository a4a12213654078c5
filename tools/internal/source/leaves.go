package source

import (
	"reflect"
	"time"
)

// collector notes the leaves of a decoded document: it walks the index and the value side by side.
type collector struct {
	doc  *Doc
	line int // of the last leaf, near which the next one mostly stands
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
		c.doc.Leaves = append(c.doc.Leaves, Leaf{c.doc.place(int(n.offset), c.lineOf(int(n.offset))), key, v.Interface()})
	case s.kind == tableKind:
		i := -1
		for _, e := range n.entries {
			if j := s.find(e.key, i+1); j >= 0 {
				i = j
				c.walk(e, v.Field(s.fields[i].index), s.fields[i].shape, e.key)
			}
		}
	case s.kind == dateKind && n.kind == dateKind:
		// The decoder takes a day to begin where the machine stands; Hugo, where config.toml says: UTC.
		t := v.Interface().(time.Time)
		v.Set(reflect.ValueOf(time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)))
	}
}

// lineOf is Doc.line for places that mostly follow one another.
func (c *collector) lineOf(offset int) int {
	lines := c.doc.lines
	for i := c.line; i < min(c.line+8, len(lines)); i++ {
		if i > 0 && lines[i-1] <= offset && offset < lines[i] {
			c.line = i
			return i
		}
	}
	c.line = c.doc.line(offset)
	return c.line
}
