package source

import (
	"fmt"
	"slices"
	"strings"

	"declarationwatch/tools/internal/diag"
)

// unknown reports an entry that no field of the current table reads.
func (c *conformer) unknown(n *node) {
	if p := c.found.errorf(c.at(n), RuleUnknownKey, "unknown key %q", n.key); c.found.more == 0 {
		p.Hint = c.hint(n.key)
	}
}

// hint returns how to fix an unknown key: the right case, the right table, the right letters.
func (c *conformer) hint(name string) string {
	here := c.above[len(c.above)-1]
	if known := here.alike(name); known != "" {
		return fmt.Sprintf("did you mean %q?", known)
	}
	for i := len(c.above) - 2; i >= 0; i-- {
		known := c.above[i].alike(name)
		if known == "" {
			continue
		}
		if here.origin == complete {
			return fmt.Sprintf("move %q out of %s", known, here.key)
		}
		hint := fmt.Sprintf("move %q above %s", known, c.header(len(c.above)-1))
		if i > 0 {
			hint += ", below " + c.header(i)
		}
		return hint
	}
	for _, f := range here.fields {
		if known := f.alike(name); known != "" {
			return fmt.Sprintf("move %q below [%s]", known, c.path(len(c.above)-1, f.name))
		}
		if f.list != nil && f.list.alike(name) != "" {
			return fmt.Sprintf("move %q below [[%s]]", f.list.alike(name), c.path(len(c.above)-1, f.name))
		}
	}
	names := make([]string, len(here.fields))
	for i, f := range here.fields {
		names[i] = f.name
	}
	if hint := diag.Suggest(name, names); hint != "" {
		return hint
	}
	return "known keys: " + strings.Join(names, ", ")
}

// strayed reports whether an entry of a table of texts is a key of a table around it and not a language, as happens if it
// is written below the header of the texts.
func (c *conformer) strayed(n *node) bool {
	around := c.above[:len(c.above)-1]
	return len(n.key) > 3 && slices.ContainsFunc(around, func(l level) bool { return l.shape.find(n.key) >= 0 })
}

// alike returns the field whose name differs from a name in case, hyphens and underscores at most, or "".
func (s *shape) alike(name string) string {
	for _, f := range s.fields {
		if strings.EqualFold(squeeze.Replace(f.name), squeeze.Replace(name)) {
			return f.name
		}
	}
	return ""
}

var squeeze = strings.NewReplacer("-", "", "_", "")

// header returns the header of a table that is being walked.
func (c *conformer) header(i int) string {
	if c.above[i].node.key == "" { // the element of an array
		return "[[" + c.path(i) + "]]"
	}
	return "[" + c.path(i) + "]"
}

// path joins the keys of the tables that are being walked, down to one, and keys below it.
func (c *conformer) path(i int, below ...string) string {
	var keys []string
	for _, l := range c.above[1 : i+1] {
		keys = append(keys, l.key)
	}
	return strings.Join(append(keys, below...), ".")
}
