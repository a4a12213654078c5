package digest

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"strings"
	"unicode/utf8"

	"declarationwatch/tools/internal/diag"
	"declarationwatch/tools/internal/published"
)

// Format is a way to write a letter.
type Format string

const (
	Markdown Format = "markdown"
	Text     Format = "text" // lines that a mail program does not break
	HTML     Format = "html" // a document without scripts, style sheets and pictures: mail programs drop them
)

// Formats lists every format in the order help shows them.
var Formats = []Format{Markdown, Text, HTML}

// Ending returns how the name of a file in the format ends.
func (f Format) Ending() string {
	return map[Format]string{Markdown: ".md", Text: ".txt", HTML: ".html"}[f]
}

//go:embed mail.gohtml
var mailText string

var mail = template.Must(template.New("mail").Parse(mailText))

// Write writes the letter. An unknown format is an error.
func (l *Letter) Write(w io.Writer, f Format) error {
	switch f {
	case Markdown:
		_, err := io.WriteString(w, l.markdown())
		return err
	case Text:
		_, err := io.WriteString(w, l.text())
		return err
	case HTML:
		return mail.Execute(w, l)
	}
	return fmt.Errorf("unknown format %q", f)
}

func (l *Letter) markdown() string {
	var b strings.Builder
	words := published.EscapeMarkdown
	link := func(x Link) string { return published.MarkdownLink(x.Words, x.Address) }
	fmt.Fprintf(&b, "# %s\n\n**%s**\n\n", words(l.Title), words(l.Heading))
	if l.Lead != "" {
		b.WriteString(words(l.Lead) + "\n\n")
	}
	if len(l.Sections) == 0 {
		b.WriteString(words(l.Empty) + "\n\n")
	}
	for _, s := range l.Sections {
		fmt.Fprintf(&b, "## %s\n\n", words(s.Title))
		for _, x := range s.Lines {
			fmt.Fprintf(&b, "- **%s**: %s", link(x.Link), words(x.Text))
			for i, source := range x.Sources {
				b.WriteString([]string{" " + words(x.Label) + ": ", ", "}[min(i, 1)] + link(source))
			}
			b.WriteString("\n")
		}
		b.WriteString("\n")
	}
	b.WriteString(link(l.All) + "\n")
	return b.String()
}

func (l *Letter) text() string {
	var b strings.Builder
	write := func(indent, text string) { b.WriteString(wrapped(indent, text)) }
	write("", l.Title)
	b.WriteString("\n")
	write("", l.Heading)
	if l.Lead != "" {
		write("", l.Lead)
	}
	if len(l.Sections) == 0 {
		b.WriteString("\n")
		write("", l.Empty)
	}
	for _, s := range l.Sections {
		b.WriteString("\n")
		write("", strings.ToUpper(s.Title))
		for _, x := range s.Lines {
			b.WriteString("\n")
			write("", x.Words+": "+x.Text)
			write("  ", x.Address)
			for i, source := range x.Sources {
				write("  ", []string{x.Label + ": ", ""}[min(i, 1)]+source.Words)
				write("  ", source.Address)
			}
		}
	}
	b.WriteString("\n")
	write("", l.All.Words+": "+l.All.Address)
	return b.String()
}

// width is how long a line of plain text may be, in characters, unless one word is longer.
const width = 72

// wrapped returns a text in lines, without what controls a terminal.
func wrapped(indent, text string) string {
	var b strings.Builder
	line := ""
	for _, word := range strings.Fields(diag.Visible(text)) {
		switch {
		case line == "":
			line = indent + word
		case utf8.RuneCountInString(line)+1+utf8.RuneCountInString(word) > width:
			b.WriteString(line + "\n")
			line = indent + word
		default:
			line += " " + word
		}
	}
	return b.String() + line + "\n"
}
