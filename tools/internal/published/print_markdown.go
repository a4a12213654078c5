package published

import (
	"fmt"
	"strings"
)

// markdown prints for the notes of a release: a heading, and a list under a heading for every section.
func (d *Difference) markdown(b *strings.Builder) {
	if d.Empty() {
		fmt.Fprintf(b, "No difference in the published record between %s and %s.\n", escape(d.Before.String()), escape(d.After.String()))
		return
	}
	fmt.Fprintf(b, "## %s → %s\n\n%s.\n", escape(d.Before.String()), escape(d.After.String()), strings.Join(d.counts(), ", "))
	if d.anyGone() {
		fmt.Fprintf(b, "\n**%s:** %s.\n", verbs[gone], warning)
	}
	for _, s := range d.Sections {
		for i, x := range d.shown(s) {
			if i == 0 {
				heading(b, s.title)
			}
			d.markdownItem(b, s, x)
		}
	}
	for i, g := range d.groups() {
		if i == 0 {
			heading(b, "other languages")
		}
		fmt.Fprintf(b, "- %s\n", escape(g.String()))
	}
}

func (d *Difference) markdownItem(b *strings.Builder, s Section, x Item) {
	facts := d.facts(x)
	switch {
	case s.single():
		b.WriteString("| | before | after |\n| --- | ---: | ---: |\n")
		for _, f := range facts {
			fmt.Fprintf(b, "| %s | %s | %s |\n", escape(d.label(f)), escape(d.value(f, f.From)), escape(d.value(f, f.To)))
		}
		return
	case x.ID == "": // a cell, whose status is all that can change
		from, to := d.value(facts[0], facts[0].From), d.value(facts[0], facts[0].To)
		fmt.Fprintf(b, "- **%s**: %s → %s%s", link(d.subject(x), x.Permalink), escape(from), escape(to), escape(x.since()))
		if x.Why != "" {
			fmt.Fprintf(b, ". %s", escape(x.Why))
		}
		facts = nil
	case x.Signatory == "":
		fmt.Fprintf(b, "- **%s**: %s%s", s.verb(x), link(d.subject(x), x.Permalink), escape(x.since()))
	default:
		fmt.Fprintf(b, "- **%s**: %s, %s, %s: %s", s.verb(x), link(d.subject(x), x.Permalink), escape(string(x.Date)), escape(d.status(x.Status)), escape(x.Title))
	}
	if len(facts) == 0 && len(x.Evidence) > 0 {
		var links []string
		for _, id := range x.Evidence {
			links = append(links, link(id, d.urls[id]))
		}
		fmt.Fprintf(b, " (%s)", strings.Join(links, ", "))
	}
	b.WriteString("\n")
	for _, f := range facts {
		fmt.Fprintf(b, "  - %s: %s → %s\n", escape(d.label(f)), escape(d.value(f, f.From)), escape(d.value(f, f.To)))
	}
}

func heading(b *strings.Builder, title string) {
	fmt.Fprintf(b, "\n### %s\n\n", strings.ToUpper(title[:1])+title[1:])
}

func link(text, address string) string {
	if address == "" {
		return escape(text)
	}
	return "[" + escape(text) + "](" + strings.NewReplacer("(", "%28", ")", "%29", "<", "%3C", ">", "%3E", " ", "%20", "\n", "").Replace(address) + ")"
}

// special is every character that Markdown may read as syntax.
var special = strings.NewReplacer(`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "<", `\<`, ">", `\>`, "|", `\|`, "~", `\~`, "&", `\&`)

// escape keeps the words of a record words, on one line.
func escape(text string) string {
	return special.Replace(strings.Join(strings.Fields(clean(text)), " "))
}
