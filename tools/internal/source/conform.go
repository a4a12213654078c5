package source

import (
	"fmt"
	"math"
	"reflect"
	"strings"
	"time"

	"declarationwatch/tools/internal/diag"
)

// conformer compares a document with the Go type that it is read into, and sets the value. It reports every unknown key,
// missing key and wrong type, where a decoder stops at the first.
type conformer struct {
	doc      *Doc
	found    *findings
	above    []level // the tables around the one at hand, from the root
	mistyped []int   // offsets of values that are left out
	lists    int     // so far, of values without a name
}

// level is a table that is being walked.
type level struct {
	*node
	*shape
	key string
}

// walk sets v to what the decoder read of a node, and records its leaves. A statement is set as a whole or not at all: walk
// reports false if a mistake in the value, or in a part of it, keeps it from being set.
func (c *conformer) walk(n *node, data any, v reflect.Value, s *shape, key string) bool {
	if data == nil {
		return true // its statement is lost, for a mistake that is already reported
	}
	if !s.accepts(n.kind) {
		c.wrongType(n, s, v.Type(), key)
		return false
	}
	leaves, to := len(c.doc.Leaves), v
	if v.Kind() == reflect.Pointer {
		v.Set(reflect.New(v.Type().Elem()))
		to = v.Elem()
	}
	table, _ := data.(map[string]any)
	fits := true
	switch {
	case s.any:
		c.anything(n, data, key)
		to.Set(reflect.ValueOf(data))
	case s.list != nil:
		if s.list.kind != tableKind {
			key = "" // an element of a list has no name; a table goes by its header's
		}
		list := Elements(data)
		to.Set(reflect.MakeSlice(to.Type(), len(list), len(list)))
		for i, e := range n.entries[:min(len(n.entries), len(list))] {
			fits = c.walk(e, list[i], to.Index(i), s.list, key) && fits
		}
		if s.list.kind == stringKind {
			c.lists++
			for i := range c.doc.Leaves[leaves:] {
				c.doc.Leaves[leaves+i].List = c.lists
			}
		}
	case s.texts:
		fits = c.texts(n, table, to, s, key)
	case s.kind == tableKind:
		fits = c.table(n, table, to, s, key)
	default:
		to.Set(reflect.ValueOf(c.scalar(n, data, key)).Convert(to.Type()))
	}
	if !fits {
		v.SetZero()
		c.doc.Leaves = c.doc.Leaves[:leaves]
	} else if s.texts || s.kind == stringKind {
		c.doc.Leaves = append(c.doc.Leaves, Leaf{At: c.at(n), Key: key, Value: to.Interface()})
	}
	return fits
}

// anything looks at a value of any type, for what no file may contain.
func (c *conformer) anything(n *node, data any, key string) {
	table, _ := data.(map[string]any)
	list := Elements(data)
	for i, e := range n.entries {
		if table != nil {
			c.anything(e, table[e.key], e.key)
		} else if i < len(list) {
			c.anything(e, list[i], "")
		}
	}
	c.scalar(n, data, key)
}

// Floating is the zone of a day, which is written without one. For the decoder it is that of the machine.
var Floating = time.FixedZone("", 0)

// scalar looks at a value for what no file may contain, and returns it.
func (c *conformer) scalar(n *node, data any, key string) any {
	switch value := data.(type) {
	case string:
		c.text(n, value)
		return c.own(n, value)
	case int64:
		c.number(n, float64(value), key)
	case float64:
		c.number(n, value, key)
	case time.Time:
		if n.kind == dateKind {
			return time.Date(value.Year(), value.Month(), value.Day(), 0, 0, 0, 0, Floating)
		}
	}
	return data
}

// own returns a string as a part of the document, if it is spelled out there. What the decoder returns is a part of a copy of its
// own, which otherwise stayed as long as any string of it. Its lines end in line feeds, however the file was saved.
func (c *conformer) own(n *node, text string) string {
	text = strings.ReplaceAll(text, "\r\n", "\n")
	if from, to := n.from+1, n.to-1; from <= to && c.doc.text[from:to] == text {
		return c.doc.text[from:to]
	}
	return text
}

// MaxNumber is the largest whole number that every reader of JSON reads exactly (RFC 8259, 6).
const MaxNumber = 1<<53 - 1

// number reports a number that JSON cannot express, or that readers of JSON would round.
func (c *conformer) number(n *node, value float64, key string) {
	bound := ""
	switch {
	case math.IsNaN(value) || math.IsInf(value, 0):
	case value > MaxNumber:
		bound = fmt.Sprintf(" of at most %d", MaxNumber)
	case value < -MaxNumber:
		bound = fmt.Sprintf(" of at least -%d", MaxNumber)
	default:
		return
	}
	text := strings.ReplaceAll(c.doc.text[n.from:n.to], "_", "")
	c.found.errorf(c.at(n), RuleWrongType, "%q must be a number%s, not %s", key, bound, text)
}

// text reports control characters in a text. They can only be written as escapes: the text of the file has none any more.
func (c *conformer) text(n *node, text string) {
	for _, r := range text {
		if message := unwanted(r); message != "" {
			c.found.errorf(c.at(n), ruleOf(r), "%s", message).WithHint("remove it")
		}
	}
}

// Elements returns those of an array of decoded data, for which the decoder has two types.
func Elements(data any) []any {
	list, _ := data.([]any)
	tables, _ := data.([]map[string]any)
	for _, t := range tables {
		list = append(list, t)
	}
	return list
}

func (c *conformer) table(n *node, data map[string]any, v reflect.Value, s *shape, key string) bool {
	c.doc.put(v, s, n)
	c.above = append(c.above, level{n, s, key})
	fits := true
	var seen uint64 // the fields found; no record has more than 64
	for _, e := range n.entries {
		if i := s.find(e.key); i >= 0 {
			seen |= 1 << i
			fits = c.walk(e, data[e.key], v.Field(s.fields[i].index), s.fields[i].shape, e.key) && fits
		} else if s.open {
			c.anything(e, data[e.key], e.key)
		} else {
			c.unknown(e)
		}
	}
	for i, f := range s.fields {
		if f.required && seen&(1<<i) == 0 && !n.damaged {
			p := c.found.errorf(c.at(n), RuleMissingKey, "missing key %q", f.name)
			if key != "" {
				p.Message += fmt.Sprintf(" in %q", key)
			}
		}
	}
	c.above = c.above[:len(c.above)-1]
	return fits || n.origin != complete
}

// put sets the Place of a struct.
func (d *Doc) put(v reflect.Value, s *shape, n *node) {
	if s.place != nil {
		v.FieldByIndex(s.place).Set(reflect.ValueOf(Place{d, n}))
	}
}

// texts reads a table of strings, whose keys are languages.
func (c *conformer) texts(n *node, data map[string]any, v reflect.Value, s *shape, key string) bool {
	c.above = append(c.above, level{n, s, key})
	fits := true
	v.Set(reflect.MakeMap(v.Type()))
	for _, e := range n.entries {
		text, ok := data[e.key].(string)
		if e.kind != stringKind {
			c.wrongType(e, textShape, v.Type().Elem(), e.key)
			fits = false
		} else if c.strayed(e) {
			c.unknown(e)
		}
		if ok {
			c.text(e, text)
			v.SetMapIndex(reflect.ValueOf(e.key).Convert(v.Type().Key()), reflect.ValueOf(c.own(e, text)).Convert(v.Type().Elem()))
		}
	}
	c.above = c.above[:len(c.above)-1]
	return fits || n.origin != complete
}

var textShape = &shape{kind: stringKind}

func (c *conformer) at(n *node) diag.Position { return c.doc.position(int(n.offset)) }

// wrongType reports a value whose kind the shape does not accept.
func (c *conformer) wrongType(n *node, s *shape, t reflect.Type, key string) {
	c.mistyped = append(c.mistyped, int(n.offset))
	name := "element"
	if key != "" {
		name = fmt.Sprintf("%q", key)
	}
	p := c.found.errorf(c.at(n), RuleWrongType, "%s must be %s, not %s", name, kindNames[s.kind], kindNames[n.kind])
	written := c.doc.text[n.from:n.to]
	switch {
	case s.kind == stringKind && n.kind != tableKind && n.kind != arrayKind:
		p.Hint = inQuotes(t, written, n.kind == localDateTimeKind)
	case s.kind == dateKind && n.kind == localDateTimeKind:
		p.Message = fmt.Sprintf("%s has no offset from UTC", name)
		p.Hint = fmt.Sprintf("write %sZ for UTC, or the offset of the place, such as %s-05:00", written, written)
	case s.kind == dateKind:
		text := strings.Trim(written, `"'`)
		switch day := dayOf(text); {
		case n.kind == stringKind && (onCalendar(dateKind, text) || onCalendar(dateTimeKind, text)):
			p.Hint = "remove the quotes"
		case n.kind == stringKind && day != "":
			p.Hint = fmt.Sprintf("write %s = %s", key, day)
		default:
			p.Hint = bareDateHint
		}
	case s.kind == boolKind:
		p.Hint = "write true or false, without quotes"
	}
}

// inQuotes returns how to write a value as a text of a type: as it is, or where the type does not accept that, the moment or the day in it.
func inQuotes(t reflect.Type, written string, local bool) string {
	accepts := func(text string) bool {
		v := reflect.New(t).Elem()
		v.SetString(text)
		x, ok := v.Interface().(interface{ Valid() bool })
		return !ok || x.Valid()
	}
	moment := strings.NewReplacer(" ", "T", "t", "T", "z", "Z").Replace(written)
	day := written[:min(len(written), len(time.DateOnly))]
	switch example := "2026-11-30"; {
	case local && accepts(moment+"Z"):
		return fmt.Sprintf("write %q for UTC, or the offset of the place, such as %q", moment+"Z", moment+"-05:00")
	case accepts(written):
		return fmt.Sprintf("put it in quotes: %q", written)
	case accepts(moment):
		return fmt.Sprintf("write %q", moment)
	case accepts(day):
		return fmt.Sprintf("write %q", day)
	case accepts(example):
		return fmt.Sprintf("write a day in quotes, such as %q", example)
	}
	return "write a text in quotes"
}
