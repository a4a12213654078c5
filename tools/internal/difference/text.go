package difference

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// text prints for a person at a terminal: a headline, then the sections that have something, each line within a width.
func (d *Difference) text(b *strings.Builder) {
	if d.Empty() {
		fmt.Fprintf(b, "no difference in the published record between %s and %s\n", plain(d.Before.String()), plain(d.After.String()))
		return
	}
	// One line, however long: it may become the subject of a letter.
	fmt.Fprintf(b, "%s -> %s: %s\n", plain(d.Before.String()), plain(d.After.String()), strings.Join(d.counts(), ", "))
	if d.anyGone() {
		wrap(b, "", "  ", gone+": "+warning)
	}
	before, after := d.parts()
	for _, p := range before {
		d.textPart(b, p)
	}
	d.textCells(b)
	for _, p := range after {
		d.textPart(b, p)
	}
	if len(d.Words) > 0 {
		b.WriteString("\nwords\n")
	}
	for _, g := range d.groups() {
		wrap(b, "  ", "    ", g.label()+": "+g.named())
	}
	if len(d.Totals) > 0 {
		b.WriteString("\ntotals\n")
	}
	for _, t := range d.Totals {
		fmt.Fprintf(b, "  %-*s  %d -> %d\n", d.totalWidth(), plain(d.total(t.Name)), t.Before, t.After)
	}
}

func (d *Difference) totalWidth() int {
	widest := 0
	for _, t := range d.Totals {
		widest = max(widest, utf8.RuneCountInString(plain(d.total(t.Name))))
	}
	return widest
}

func (d *Difference) textCells(b *strings.Builder) {
	if len(d.Cells) > 0 {
		b.WriteString("\ncells\n")
	}
	for i, c := range d.Cells {
		apart(b, i)
		line := fmt.Sprintf("%s: %s -> %s", d.names.cell(c.Signatory, c.Commitment), d.names.status(c.From), d.names.status(c.To))
		if c.Since != "" {
			line += ", since " + string(c.Since)
		}
		wrap(b, "  ", "    ", line)
		wrap(b, "    ", "    ", c.Why)
		sources(b, c.Evidence)
		wrap(b, "    ", "    ", c.Permalink)
	}
}

// textPart prints a section: what is gone first, because nothing should be.
func (d *Difference) textPart(b *strings.Builder, p part) {
	for i, x := range p.items() {
		if i == 0 {
			fmt.Fprintf(b, "\n%s\n", p.title)
		}
		apart(b, i)
		if x.Signatory == "" {
			wrap(b, "  ", "    ", fmt.Sprintf("%s: %s [%s]", x.became, x.Title, x.ID))
		} else {
			wrap(b, "  ", "    ", fmt.Sprintf("%s: %s [%s]", x.became, d.names.cell(x.Signatory, x.Commitment), x.ID))
			wrap(b, "    ", "    ", fmt.Sprintf("%s, %s: %s", x.Date, d.names.status(x.Status), x.Title))
		}
		for _, f := range x.Fields {
			wrap(b, "    ", "      ", fmt.Sprintf("%s: %s -> %s", field(f.Field), d.shown(f.Field, f.From), d.shown(f.Field, f.To)))
		}
		if x.Fields == nil {
			sources(b, x.Evidence)
		}
		if x.became != gone {
			wrap(b, "    ", "    ", x.Permalink) // what is gone has no place any more
		}
	}
}

// apart sets entries of some lines each apart.
func apart(b *strings.Builder, i int) {
	if i > 0 {
		b.WriteString("\n")
	}
}

func sources(b *strings.Builder, evidence []string) {
	if len(evidence) > 0 {
		wrap(b, "    ", "      ", "sources: "+ids(evidence))
	}
}

// width is how long a line may be, in characters, unless one word is longer.
const width = 100

// wrap writes a text in lines, the first after one indent and the others after another. An empty text has no line.
func wrap(b *strings.Builder, first, rest, text string) {
	line, words := first, 0
	for _, word := range strings.Fields(plain(text)) {
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

// plain keeps what a record holds from steering a terminal, or turning its text about.
func plain(text string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsSpace(r) && (unicode.Is(unicode.Cc, r) || unicode.Is(unicode.Bidi_Control, r)) {
			return utf8.RuneError
		}
		return r
	}, text)
}
