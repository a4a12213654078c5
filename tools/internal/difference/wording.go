package difference

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// String is how a headline calls an edition.
func (e Edition) String() string { return fmt.Sprintf("%s (as of %s)", e.Name, e.AsOf) }

// fields are what to call those fields whose names in data/v1 say too little.
var fields = map[string]string{
	"short_title": "title", "archive_url": "archived copy", "url": "address", "evidence": "sources", "event": "made at",
	"title_kind": "kind of title", "children": "about children", "who_benefits": "who benefits", "for_children": "for children",
	"accessed": "last read", "note": "note", "since": "member since",
}

func field(name string) string {
	if s, ok := fields[name]; ok {
		return s
	}
	return name
}

// shown is a value for reading.
func (d *Difference) shown(field, value string) string {
	if value == "" {
		return "none"
	}
	return d.names.value(field, value)
}

// totalNames are what to call those totals whose names say too little.
var totalNames = map[string]string{
	"signatories": "governments", "filled": "cells with anything on record", "evidence": "sources",
}

func (d *Difference) total(name string) string {
	if status, ok := strings.CutPrefix(name, byStatus); ok {
		return "cells: " + d.names.status(status)
	}
	if s, ok := totalNames[name]; ok {
		return s
	}
	return name
}

// group is the changed words of one field, of all the records of one kind.
type group struct {
	kind, field, language, became string
	ids                           []string
}

// groups gathers words, in the order in which each group is first met.
func (d *Difference) groups() []group {
	var out []group
	for _, w := range d.Words {
		g := group{w.Kind, w.Field, w.Language, changed, nil}
		switch {
		case w.From == "":
			g.became = "added"
		case w.To == "":
			g.became = gone
		}
		same := func(o group) bool {
			return o.kind == g.kind && o.field == g.field && o.language == g.language && o.became == g.became
		}
		i := slices.IndexFunc(out, same)
		if i < 0 {
			out, i = append(out, g), len(out)
		}
		out[i].ids = append(out[i].ids, w.ID)
	}
	return out
}

// most is how many ids a group names before it counts the others.
const most = 8

// named lists the ids of a group.
func (g group) named() string {
	if more := len(g.ids) - most; more > 1 {
		return ids(g.ids[:most]) + " and " + strconv.Itoa(more) + " more"
	}
	return ids(g.ids)
}

// label says which words a group is of: "status definition, es: 2 changed".
func (g group) label() string {
	s := g.kind + " " + field(g.field)
	if g.language != "" {
		s += ", " + g.language
	}
	return fmt.Sprintf("%s: %d %s", s, len(g.ids), g.became)
}
