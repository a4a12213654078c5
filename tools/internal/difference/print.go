package difference

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"declarationwatch/tools/internal/diag"
)

// Format is a way to print a difference.
type Format string

const (
	Text     Format = "text"     // for people
	JSON     Format = "json"     // the Difference as one object
	Markdown Format = "markdown" // for the notes of a release
)

// Formats lists every format in the order help shows them.
var Formats = []Format{Text, JSON, Markdown}

// Print writes the difference. An unknown format is an error.
func (d *Difference) Print(w io.Writer, f Format) error {
	var b strings.Builder
	switch f {
	case Text:
		d.text(&b)
	case Markdown:
		d.markdown(&b)
	case JSON:
		out := json.NewEncoder(&b)
		out.SetEscapeHTML(false)
		out.SetIndent("", "  ")
		if err := out.Encode(d); err != nil {
			return err
		}
	default:
		return fmt.Errorf("unknown format %q", f)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// part is a section with its words.
type part struct {
	Section
	title string
	noun  string // of one
	added string // what a new one is said to be
}

// parts lists the sections that stand before the cells, and those after them.
func (d *Difference) parts() (before, after []part) {
	return []part{
			{d.Governments, "governments", "government", "joined"},
			{d.Commitments, "commitments", "commitment", "added"},
		}, []part{
			{d.Pledges, "pledges", "pledge", "added"},
			{d.Assessments, "assessments", "assessment", "added"},
			{d.Evidence, "sources", "source", "added"},
		}
}

// The words for what became of a record. What is gone stands out: the record is append-only.
const (
	gone      = "GONE"
	corrected = "corrected"
	changed   = "changed"
	warning   = "nothing is ever deleted from the record: find out why something is gone before this goes out"
)

// told is a record with what became of it.
type told struct {
	Item
	became string
}

// items lists everything of a part, what is gone first.
func (p part) items() []told {
	var out []told
	for _, group := range []struct {
		became string
		items  []Item
	}{{gone, p.Gone}, {p.added, p.Added}, {corrected, p.Corrected}, {changed, p.Changed}} {
		for _, item := range group.items {
			out = append(out, told{item, group.became})
		}
	}
	return out
}

// counts says how much changed, part by part, for the headline.
func (d *Difference) counts() []string {
	var out []string
	count := func(n int, noun, became string) {
		if n > 0 {
			out = append(out, diag.Count(n, noun)+" "+became)
		}
	}
	before, after := d.parts()
	parts := func(parts []part) {
		for _, p := range parts {
			count(len(p.Added), p.noun, p.added)
			count(len(p.Gone), p.noun, gone)
			count(len(p.Corrected), p.noun, corrected)
			count(len(p.Changed), p.noun, changed)
		}
	}
	parts(before)
	count(len(d.Cells), "cell", changed)
	parts(after)
	count(len(d.Words), "text", changed)
	if out == nil && len(d.Totals) > 0 {
		count(len(d.Totals), "total", changed)
	}
	return out
}

// anyGone reports whether the newer side lacks something.
func (d *Difference) anyGone() bool {
	before, after := d.parts()
	return slices.ContainsFunc(slices.Concat(before, after), func(p part) bool { return len(p.Gone) > 0 })
}
