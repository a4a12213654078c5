package published

import (
	"strings"
	"unicode/utf8"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/diag"
)

// printer writes for people: as Markdown for the notes of a release, or as text for a terminal, where no line is wider than
// a width, except the headline, which may become the subject of a letter.
type printer struct {
	*strings.Builder
	markdown bool
}

// write prints a headline, then the sections.
func (d *Difference) write(p printer) {
	before, after := p.words(d.Before.String()), p.words(d.After.String())
	if d.Empty() {
		p.WriteString("no difference in the published record between " + before + " and " + after + "\n")
		return
	}
	if counts := strings.Join(d.counts(), ", "); p.markdown {
		p.WriteString("## " + before + " → " + after + "\n\n" + counts + "\n")
	} else {
		p.WriteString(before + " -> " + after + ": " + counts + "\n")
	}
	if d.anyGone() {
		p.line(0, verbs[gone]+": "+warning)
	}
	for _, s := range d.Sections {
		for i, x := range d.shown(s) {
			if i == 0 {
				p.section(s.title)
			} else if !p.markdown {
				p.WriteString("\n")
			}
			d.entry(p, s, x)
		}
	}
	for i, g := range d.groups() {
		if i == 0 {
			p.section("other languages")
		}
		p.line(1, p.words(g.String()))
	}
}

// entry prints an item: what happened to which record, and what there is to know about it.
func (d *Difference) entry(p printer, s Section, x Item) {
	verb, subject, level, facts := s.verb(x), x.Title, 2, d.facts(x)
	if x.Signatory != "" {
		subject = d.Name(campaign.KindSignatory, x.Signatory) + ", " + d.Name(campaign.KindCommitment, x.Commitment)
	}
	cell := x.ID == "" && !s.single() // whose status is all that can change
	if cell {
		verb, facts = d.value(facts[0], facts[0].From)+" -> "+d.value(facts[0], facts[0].To), nil
	}
	head := p.bold(verb) + ": " + p.link(subject, x.Permalink)
	if x.ID != "" && !p.markdown {
		head += " [" + x.ID + "]"
	}
	if x.Date != "" && (cell || x.Signatory == "") {
		head += ", "
		if x.Precision == "on-or-before" {
			head += "at the latest "
		}
		head += "since " + p.words(string(x.Date))
	}
	if s.single() {
		level = 1
	} else {
		p.line(1, head)
	}
	switch {
	case cell:
		p.line(2, p.words(x.Why))
	case x.Signatory != "":
		p.line(2, p.words(string(x.Date)+", "+d.Name(campaign.KindStatus, x.Status)+": "+x.Title))
	}
	for _, f := range facts {
		p.line(level, p.words(d.label(f)+": "+d.value(f, f.From)+" -> "+d.value(f, f.To)))
	}
	if len(facts) == 0 && len(x.Evidence) > 0 {
		var links []string
		for _, id := range x.Evidence {
			links = append(links, p.link(id, d.SourcePage(id)))
		}
		p.line(2, "sources: "+strings.Join(links, ", "))
	}
	if !p.markdown {
		p.line(2, x.Permalink)
	}
}

func (p printer) section(title string) {
	if p.markdown {
		title = "### " + strings.ToUpper(title[:1]) + title[1:] + "\n"
	}
	p.WriteString("\n" + title + "\n")
}

// width is how long a line may be, in characters, unless one word is longer.
const width = 100

// line writes a text at a level: of a list, or with an indent that grows by two where the text goes on. An empty text has
// no line.
func (p printer) line(level int, text string) {
	indent := strings.Repeat("  ", level)
	if p.markdown {
		if text != "" {
			p.WriteString([]string{"\n", "- ", "  - "}[level] + text + "\n")
		}
		return
	}
	line := indent
	for i, word := range strings.Fields(text) {
		word = diag.Visible(word)
		switch {
		case i == 0:
			line += word
		case utf8.RuneCountInString(line+" "+word) > width:
			p.WriteString(line + "\n")
			line = indent + "  " + word
		default:
			line += " " + word
		}
	}
	if strings.TrimSpace(line) != "" {
		p.WriteString(line + "\n")
	}
}

// syntax is every character that Markdown may read as syntax.
var syntax = strings.NewReplacer(`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "<", `\<`, " -> ", " → ", ">", `\>`, "|", `\|`, "~", `\~`, "&", `\&`)

// words returns a text as what it is, on one line: without what controls a terminal, and in Markdown without syntax.
func (p printer) words(text string) string {
	text = diag.Visible(strings.Join(strings.Fields(text), " "))
	if p.markdown {
		return syntax.Replace(text)
	}
	return text
}

// EscapeMarkdown returns a text as Markdown that shows it as it is, on one line.
func EscapeMarkdown(text string) string { return printer{markdown: true}.words(text) }

// MarkdownLink returns a link as Markdown.
func MarkdownLink(text, address string) string { return printer{markdown: true}.link(text, address) }

func (p printer) bold(text string) string {
	if p.markdown {
		return "**" + p.words(text) + "**"
	}
	return text
}

func (p printer) link(text, address string) string {
	if address == "" || !p.markdown {
		return p.words(text)
	}
	return "[" + p.words(text) + "](" + strings.NewReplacer("(", "%28", ")", "%29", "<", "%3C", ">", "%3E", " ", "%20", "\n", "").Replace(address) + ")"
}
