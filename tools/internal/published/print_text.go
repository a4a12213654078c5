package published

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// text prints for a person at a terminal: a headline, then the sections, each line within a width.
func (d *Difference) text(b *strings.Builder) {
	if d.Empty() {
		fmt.Fprintf(b, "no difference in the published record between %s and %s\n", clean(d.Before.String()), clean(d.After.String()))
		return
	}
	// One line, however long: it may become the subject of a letter.
	fmt.Fprintf(b, "%s -> %s: %s\n", clean(d.Before.String()), clean(d.After.String()), strings.Join(d.counts(), ", "))
	if d.anyGone() {
		wrap(b, "", "  ", verbs[gone]+": "+warning)
	}
	for _, s := range d.Sections {
		for i, x := range d.shown(s) {
			if i == 0 {
				fmt.Fprintf(b, "\n%s\n", s.title)
			} else {
				b.WriteString("\n")
			}
			d.textItem(b, s, x)
		}
	}
	for i, g := range d.groups() {
		if i == 0 {
			b.WriteString("\nother languages\n")
		}
		wrap(b, "  ", "    ", g.String())
	}
}

func (d *Difference) textItem(b *strings.Builder, s Section, x Item) {
	facts := d.facts(x)
	switch {
	case s.single():
		for _, f := range facts {
			wrap(b, "  ", "    ", fmt.Sprintf("%s: %s -> %s", d.label(f), d.value(f, f.From), d.value(f, f.To)))
		}
		return
	case x.ID == "": // a cell, whose status is all that can change
		wrap(b, "  ", "    ", fmt.Sprintf("%s: %s -> %s%s", d.subject(x), d.value(facts[0], facts[0].From), d.value(facts[0], facts[0].To), x.since()))
		wrap(b, "    ", "    ", x.Why)
		facts = nil
	case x.Signatory == "":
		wrap(b, "  ", "    ", fmt.Sprintf("%s: %s [%s]%s", s.verb(x), d.subject(x), x.ID, x.since()))
	default:
		wrap(b, "  ", "    ", fmt.Sprintf("%s: %s [%s]", s.verb(x), d.subject(x), x.ID))
		wrap(b, "    ", "    ", fmt.Sprintf("%s, %s: %s", x.Date, d.status(x.Status), x.Title))
	}
	for _, f := range facts {
		wrap(b, "    ", "      ", fmt.Sprintf("%s: %s -> %s", d.label(f), d.value(f, f.From), d.value(f, f.To)))
	}
	if len(facts) == 0 && len(x.Evidence) > 0 {
		wrap(b, "    ", "      ", "sources: "+strings.Join(x.Evidence, ", "))
	}
	wrap(b, "    ", "    ", x.Permalink)
}

// width is how long a line may be, in characters, unless one word is longer.
const width = 100

// wrap writes a text in lines, the first after one indent and the others after another. An empty text has no line.
func wrap(b *strings.Builder, first, rest, text string) {
	line, words := first, 0
	for _, word := range strings.Fields(clean(text)) {
		if words > 0 && utf8.RuneCountInString(line)+1+utf8.RuneCountInString(word) > width {
			b.WriteString(line + "\n")
			line, words = rest, 0
		}
		if words > 0 {
			line += " "
		}
		line += word
		words++
	}
	if words > 0 {
		b.WriteString(line + "\n")
	}
}
