package difference

import (
	"fmt"
	"strings"
)

// markdown prints for the notes of a release: a heading, and a list under a heading for every section that has something.
func (d *Difference) markdown(b *strings.Builder) {
	if d.Empty() {
		fmt.Fprintf(b, "No difference in the published record between %s and %s.\n", escape(d.Before.String()), escape(d.After.String()))
		return
	}
	fmt.Fprintf(b, "## %s → %s\n\n%s.\n", escape(d.Before.String()), escape(d.After.String()), strings.Join(d.counts(), ", "))
	if d.anyGone() {
		fmt.Fprintf(b, "\n**%s:** %s.\n", gone, warning)
	}
	before, after := d.parts()
	for _, p := range before {
		d.markdownPart(b, p)
	}
	d.markdownCells(b)
	for _, p := range after {
		d.markdownPart(b, p)
	}
	if len(d.Words) > 0 {
		heading(b, "words")
	}
	for _, g := range d.groups() {
		fmt.Fprintf(b, "- %s: %s\n", escape(g.label()), escape(g.named()))
	}
	if len(d.Totals) > 0 {
		heading(b, "totals")
		b.WriteString("| | before | after |\n| --- | ---: | ---: |\n")
	}
	for _, t := range d.Totals {
		fmt.Fprintf(b, "| %s | %d | %d |\n", escape(d.total(t.Name)), t.Before, t.After)
	}
}

func (d *Difference) markdownCells(b *strings.Builder) {
	if len(d.Cells) > 0 {
		heading(b, "cells")
	}
	for _, c := range d.Cells {
		fmt.Fprintf(b, "- **%s**: %s → %s", link(d.names.cell(c.Signatory, c.Commitment), c.Permalink), escape(d.names.status(c.From)), escape(d.names.status(c.To)))
		if c.Since != "" {
			fmt.Fprintf(b, ", since %s", escape(string(c.Since)))
		}
		if c.Why != "" {
			fmt.Fprintf(b, ". %s", escape(c.Why))
		}
		fmt.Fprintf(b, "%s\n", d.cited(c.Evidence))
	}
}

func (d *Difference) markdownPart(b *strings.Builder, p part) {
	for i, x := range p.items() {
		if i == 0 {
			heading(b, p.title)
		}
		address := x.Permalink
		if x.became == gone {
			address = ""
		}
		fmt.Fprintf(b, "- **%s**: ", x.became)
		if x.Signatory == "" {
			b.WriteString(link(x.Title, address))
		} else {
			fmt.Fprintf(b, "%s, %s, %s: %s", link(d.names.cell(x.Signatory, x.Commitment), address), escape(string(x.Date)),
				escape(d.names.status(x.Status)), escape(x.Title))
		}
		if x.Fields == nil {
			b.WriteString(d.cited(x.Evidence))
		}
		b.WriteString("\n")
		for _, f := range x.Fields {
			fmt.Fprintf(b, "  - %s: %s → %s\n", field(f.Field), escape(d.shown(f.Field, f.From)), escape(d.shown(f.Field, f.To)))
		}
	}
}

func heading(b *strings.Builder, title string) {
	fmt.Fprintf(b, "\n### %s\n\n", strings.ToUpper(title[:1])+title[1:])
}

// cited lists sources in brackets, each leading to its place in the register.
func (d *Difference) cited(evidence []string) string {
	var links []string
	for _, id := range evidence {
		links = append(links, link(id, d.names.sources[id]))
	}
	if links == nil {
		return ""
	}
	return " (" + strings.Join(links, ", ") + ")"
}

func link(text, address string) string {
	if address == "" {
		return escape(text)
	}
	return "[" + escape(text) + "](" + strings.NewReplacer("(", "%28", ")", "%29", "<", "%3C", ">", "%3E", " ", "%20", "\n", "").Replace(address) + ")"
}

// marks is every character that Markdown may take for a mark of its own.
var marks = strings.NewReplacer(`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "<", `\<`, ">", `\>`, "|", `\|`, "~", `\~`, "&", `\&`)

// escape keeps the words of a record words, on one line.
func escape(text string) string { return marks.Replace(strings.Join(strings.Fields(plain(text)), " ")) }
