package published

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"declarationwatch/tools/internal/campaign"
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
	switch f {
	case Text, Markdown:
		var b strings.Builder
		d.write(printer{&b, f == Markdown})
		_, err := io.WriteString(w, b.String())
		return err
	case JSON:
		return diag.WriteJSON(w, d)
	}
	return fmt.Errorf("unknown format %q", f)
}

// Empty reports whether nothing differs. The day and the addresses of the site are no difference.
func (d *Difference) Empty() bool { return len(d.Sections) == 0 }

// warning follows the headline where something is gone: the record is append-only.
const warning = "nothing is ever deleted from the record: find out why something is gone before this goes out"

func (d *Difference) anyGone() bool {
	return slices.ContainsFunc(d.Sections, func(s Section) bool {
		return slices.ContainsFunc(s.Items, func(x Item) bool { return x.Change == gone })
	})
}

// String returns what a headline calls an edition.
func (s Side) String() string { return fmt.Sprintf("%s (as of %s)", s.Name, s.AsOf) }

// verbs are what happened to a record, by its change.
var verbs = map[string]string{
	gone: "GONE", string(campaign.Withdrew): "left the Declaration", string(campaign.Suspended): "was suspended",
}

func (s Section) verb(x Item) string {
	if s.object.Kind == campaign.KindSignatory && x.Change == Added {
		return "joined"
	}
	return cmp.Or(verbs[x.Change], x.Change)
}

// noun returns what to call one record of a section.
func (s Section) noun() string { return strings.ToLower(s.object.Title[written]) }

// single reports whether the section is of something that there is once, such as the totals: it has neither id nor key.
func (s Section) single() bool {
	return !slices.ContainsFunc(s.object.Fields, func(f Field) bool { return f.Key || f.Name == "id" })
}

// shown returns the items that a reader sees: those of which more changed than texts in other languages.
func (d *Difference) shown(s Section) []Item {
	return slices.DeleteFunc(slices.Clone(s.Items), func(x Item) bool { return len(x.Fields) > 0 && len(d.facts(x)) == 0 })
}

// facts returns the changed fields of an item, without texts in other languages than the source.
func (d *Difference) facts(x Item) []FieldChange {
	return slices.DeleteFunc(slices.Clone(x.Fields), d.translated)
}

func (d *Difference) translated(f FieldChange) bool {
	return f.Language != "" && f.Language != d.source
}

// counts returns how much changed, section by section, for the headline. Totals follow from the rest, so they count only
// where nothing else changed.
func (d *Difference) counts() []string {
	var out []string
	texts, totals := 0, 0
	for _, g := range d.groups() {
		texts += len(g.ids)
	}
	for _, s := range d.Sections {
		verbs, n := []string{}, map[string]int{}
		for _, x := range d.shown(s) {
			if s.single() {
				totals += len(x.Fields)
				continue
			}
			verb := s.verb(x)
			if n[verb]++; n[verb] == 1 {
				verbs = append(verbs, verb)
			}
		}
		for _, verb := range verbs {
			noun := s.title
			if n[verb] == 1 {
				noun = s.noun()
			}
			out = append(out, fmt.Sprintf("%d %s %s", n[verb], noun, verb))
		}
	}
	switch {
	case texts > 0:
		out = append(out, diag.Count(texts, "text")+" in other languages changed")
	case out == nil:
		out = append(out, diag.Count(totals, "total")+" changed")
	}
	return out
}

// group is the changed texts of one field in one language, of all the records of one kind.
type group struct {
	label string
	ids   []string
}

// groups returns the changed texts in other languages.
func (d *Difference) groups() (out []group) {
	for _, s := range d.Sections {
		for _, x := range s.Items {
			for _, f := range x.Fields {
				change := changed
				switch {
				case !d.translated(f):
					continue
				case f.From == "":
					change = Added
				case f.To == "":
					change = verbs[gone]
				}
				label := fmt.Sprintf("%s %s, %s, %s", s.noun(), strings.ToLower(f.field.Title[written]), f.Language, change)
				i := slices.IndexFunc(out, func(g group) bool { return g.label == label })
				if i < 0 {
					out, i = append(out, group{label, nil}), len(out)
				}
				out[i].ids = append(out[i].ids, x.ID)
			}
		}
	}
	return out
}

// most is how many ids a group names before it counts the others.
const most = 8

func (g group) String() string {
	ids := strings.Join(g.ids, ", ")
	if more := len(g.ids) - most; more > 1 {
		ids = fmt.Sprintf("%s and %d more", strings.Join(g.ids[:most], ", "), more)
	}
	return g.label + ": " + ids
}

// label returns what to call the field of a change.
func (d *Difference) label(f FieldChange) string {
	label := strings.ToLower(f.field.Title[written])
	if f.key != "" {
		label += ": " + d.Name(campaign.KindStatus, f.key)
	}
	return label
}

// value returns a field's value for reading.
func (d *Difference) value(f FieldChange, value string) string {
	switch {
	case value == "":
		return "none"
	case f.field.Type.Name == booleanType.Name:
		return map[string]string{"true": "yes", "false": "no"}[value]
	case f.field.Refers != "" && !f.field.List:
		return d.Name(f.field.Refers, value)
	}
	return value
}

// Name returns what to call the record with an id.
func (d *Difference) Name(kind campaign.Kind, id string) string { return cmp.Or(d.names[kind][id], id) }

// SourcePage returns the address at which a source is listed; "" for an unknown one.
func (d *Difference) SourcePage(id string) string { return d.urls[id] }
