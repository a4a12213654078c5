// Package document makes the Markdown of a page from what people write with: a Word document, a page saved or copied as HTML, or
// plain text.
package document

import (
	"bytes"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// Document is a text that a page can begin with.
type Document struct {
	Title    string
	Lead     string // its first sentences, short enough for a description
	Markdown string
	Files    []File // that the text shows
}

// File is a file that lies beside the page.
type File struct {
	Name  string
	Bytes []byte
}

// Options is what depends on the project and on where a document comes from.
type Options struct {
	Vague func(linkText string) bool                 // whether a link's text does not say where it leads
	Open  func(name string) (file []byte, err error) // a file that an HTML page names, such as a picture saved beside it
}

// longestLead is how many characters a lead has at most.
const longestLead = 160

// Read reads a document by its content: Word's format, HTML, or else plain text.
func Read(raw []byte, o Options) (Document, error) {
	switch {
	case bytes.HasPrefix(raw, []byte("PK\x03\x04")):
		page, files, err := word(raw)
		if err != nil {
			return Document{}, err
		}
		o.Open = func(name string) ([]byte, error) { return files[name], nil }
		return fromHTML(page, o)
	case bytes.HasPrefix(raw, []byte("\xd0\xcf\x11\xe0")):
		return Document{}, fmt.Errorf("this is the old Word format; save it as .docx")
	case bytes.HasPrefix(raw, []byte("{\\rtf")):
		return Document{}, fmt.Errorf("this is RTF; save it as .docx")
	case bytes.HasPrefix(raw, []byte("%PDF")):
		return Document{}, fmt.Errorf("this is a PDF, whose text has no structure; use the document that it was made from")
	case !utf8.Valid(raw):
		return Document{}, fmt.Errorf("this is not text in UTF-8; save it as .docx, or as a page in UTF-8")
	case !bytes.ContainsRune(raw, '<') || !isHTML(raw):
		return fromHTML(paragraphs(string(raw)), o)
	}
	return fromHTML(string(raw), o)
}

// isHTML reports whether a text has an element that pages are made of.
func isHTML(raw []byte) bool {
	lower := bytes.ToLower(raw)
	for _, tag := range []string{"<p", "<div", "<br", "<h1", "<h2", "<ul", "<ol", "<table", "<span", "<a ", "<b>", "<html", "<meta"} {
		if bytes.Contains(lower, []byte(tag)) {
			return true
		}
	}
	return false
}

// paragraphs returns plain text as HTML: empty lines divide paragraphs.
func paragraphs(text string) string {
	var b strings.Builder
	text = strings.ReplaceAll(text, "\r\n", "\n")
	for part := range strings.SplitSeq(text, "\n\n") {
		if part = strings.TrimSpace(part); part != "" {
			b.WriteString("<p>" + html.EscapeString(part) + "</p>\n")
		}
	}
	return b.String()
}

// lead returns the first sentences of a text that fit a description.
func lead(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	if utf8.RuneCountInString(text) <= longestLead {
		return text
	}
	short := string([]rune(text)[:longestLead])
	for _, end := range []string{". ", "? ", "! "} {
		if i := strings.LastIndex(short, end); i > longestLead/3 {
			return short[:i+1]
		}
	}
	short = string([]rune(short)[:longestLead-1])
	return strings.TrimRight(short[:max(strings.LastIndexByte(short, ' '), 1)], " ,;:") + "…"
}

// clean returns a text without what editors leave in it that nobody sees. A no-break space stays between digits only, where
// languages group thousands with it.
func clean(text string) string {
	runes := []rune(text)
	var b strings.Builder
	for i, r := range runes {
		grouping := i > 0 && i+1 < len(runes) && unicode.IsDigit(runes[i-1]) && unicode.IsDigit(runes[i+1])
		switch {
		case r == '\u00a0' && grouping, r == '\u202f' && grouping:
			b.WriteRune('\u00a0')
		case r == '\u2028', r == '\u2029', unicode.IsSpace(r):
			b.WriteRune(' ')
		case unicode.IsControl(r), unicode.Is(unicode.Co, r), r == utf8.RuneError,
			unicode.Is(unicode.Cf, r) && !strings.ContainsRune("\u200c\u200d\u200e\u200f\u061c", r):
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}
