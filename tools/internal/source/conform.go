package source

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"declarationwatch/tools/internal/diag"
)

// conformer compares a document with the Go type that it is decoded into. It reports every unknown key, missing key and
// wrong type, where a decoder stops at the first.
type conformer struct {
	doc      *Doc
	found    *findings
	above    []level // the tables around the one at hand, from the root
	mistyped []int   // offsets of values to leave out before decoding
}

// level is a table that is being walked.
type level struct {
	*node
	*shape
	key string
}

func (c *conformer) walk(n *node, s *shape, key string) {
	if !s.accepts(n.kind) {
		c.wrongType(n, s, key)
		return
	}
	switch {
	case s.any:
		c.anything(n, key)
	case s.list != nil:
		if s.list.kind != tableKind {
			key = "" // an element of a list has no name; a table goes by its header's
		}
		for _, e := range n.entries {
			c.walk(e, s.list, key)
		}
	case s.texts:
		c.texts(n, s, key)
	case s.kind == tableKind:
		c.table(n, s, key)
	case s.kind == stringKind:
	case s.kind == integerKind || s.kind == floatKind:
		c.number(n, key)
	}
}

// anything looks at a value of any type, for what no file may contain.
func (c *conformer) anything(n *node, key string) {
	switch n.kind {
	case integerKind, floatKind:
		c.number(n, key)
	case tableKind, arrayKind:
		for _, e := range n.entries {
			c.anything(e, e.key)
		}
	}
}

// maxNumber is the largest whole number that every reader of JSON reads exactly (RFC 8259, 6).
const maxNumber = 1<<53 - 1

// number reports a number that JSON cannot express, or that readers of JSON would round.
func (c *conformer) number(n *node, key string) {
	text := strings.ReplaceAll(c.doc.text[n.from:n.to], "_", "")
	value, err := strconv.ParseFloat(text, 64)
	if n.kind == integerKind {
		var whole int64
		whole, err = strconv.ParseInt(text, 0, 64)
		value = float64(whole)
	}
	if err == nil && math.Abs(value) <= maxNumber {
		return
	}
	at := c.at(n)
	if !c.found.full() {
		c.found.add(diag.Problem{At: at, Rule: RuleWrongType, Message: fmt.Sprintf("%q must be a number of at most %d, not %s", key, maxNumber, text)})
	}
}

func (c *conformer) table(n *node, s *shape, key string) {
	c.above = append(c.above, level{n, s, key})
	var seen uint64 // the fields found; no record has more than 64
	for _, e := range n.entries {
		if i := s.find(e.key); i >= 0 {
			seen |= 1 << i
			c.walk(e, s.fields[i].shape, e.key)
		} else if s.open {
			c.anything(e, e.key)
		} else {
			c.unknown(e)
		}
	}
	if !n.damaged {
		for i, f := range s.fields {
			if f.required && seen&(1<<i) == 0 {
				c.missing(n, f.name, key)
			}
		}
	}
	c.above = c.above[:len(c.above)-1]
}

func (c *conformer) missing(n *node, name, key string) {
	at := c.at(n)
	if c.found.full() {
		return
	}
	message := fmt.Sprintf("missing key %q", name)
	if key != "" {
		message += fmt.Sprintf(" in %q", key)
	}
	c.found.add(diag.Problem{At: at, Rule: RuleMissingKey, Message: message})
}

// texts checks a table of strings, whose keys are languages.
func (c *conformer) texts(n *node, s *shape, key string) {
	c.above = append(c.above, level{n, s, key})
	for _, e := range n.entries {
		if e.kind != stringKind {
			c.wrongType(e, textShape, e.key)
		} else if c.strayed(e) {
			c.unknown(e)
		}
	}
	c.above = c.above[:len(c.above)-1]
}

var textShape = &shape{kind: stringKind}

func (c *conformer) at(n *node) diag.Position {
	if n == c.doc.root {
		return c.doc.At()
	}
	return c.doc.position(int(n.offset))
}

// wrongType reports a value whose kind the shape does not accept.
func (c *conformer) wrongType(n *node, s *shape, key string) {
	c.mistyped = append(c.mistyped, int(n.offset))
	at := c.at(n)
	if c.found.full() {
		return
	}
	name := "element"
	if key != "" {
		name = fmt.Sprintf("%q", key)
	}
	p := diag.Problem{At: at, Rule: RuleWrongType, Message: fmt.Sprintf("%s must be %s, not %s", name, kindNames[s.kind], kindNames[n.kind])}
	written := c.doc.text[n.from:n.to]
	switch {
	case s.kind == stringKind && n.kind >= dateKind:
		p.Hint = fmt.Sprintf("put the date in quotes: %q", written)
	case s.kind == dateKind && n.kind == localDateTimeKind:
		p.Message = fmt.Sprintf("%s has no offset from UTC", name)
		p.Hint = fmt.Sprintf("write %sZ for UTC, or the offset of the place, such as %s-05:00", written, written)
	case s.kind == dateKind && n.kind == stringKind:
		p.Hint = "remove the quotes"
	case s.kind == dateKind:
		p.Hint = dateHint
	case s.kind == boolKind:
		p.Hint = "write true or false, without quotes"
	}
	c.found.add(p)
}
