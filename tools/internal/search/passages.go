package search

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"declarationwatch/tools/internal/output"
)

// passage is a part of a page's text that has an address of its own.
type passage struct {
	Anchor string // "" for the page itself
	Text   string
	Weak   bool // it counts for a page that was found by its title only
}

// MarshalJSON writes a passage as a short array, since an index has some thousands: its anchor, its text, and 1 where
// it is weak.
func (p passage) MarshalJSON() ([]byte, error) {
	if p.Weak {
		return json.Marshal([]any{p.Anchor, p.Text, 1})
	}
	return json.Marshal([]any{p.Anchor, p.Text})
}

// passages cuts the text below a node at every id, leaving out one element. A heading's passage ends where the element
// around the heading ends, that of any other element where the element ends.
func passages(n, without *html.Node) []passage {
	r := reader{passages: []passage{{}}, without: without}
	r.children(n, 0, false)
	for i, p := range r.passages {
		r.passages[i].Text = strings.TrimSuffix(oneLine(p.Text), " ·")
	}
	return slices.DeleteFunc(r.passages, func(p passage) bool { return p.Text == "" })
}

type reader struct {
	passages []passage
	section  string // the last heading of a section
	without  *html.Node
}

// children reads the content of a node into the passage with a number, and into those that begin in it.
func (r *reader) children(n *html.Node, at int, weakly bool) {
	for child := range n.ChildNodes() {
		at = r.node(child, at, weakly)
	}
}

// node reads one node and returns the number of the passage that continues after it.
func (r *reader) node(n *html.Node, at int, weakly bool) int {
	switch {
	case n.Type == html.TextNode:
		r.passages[at].Text += n.Data
		return at
	case n.Type != html.ElementNode || n == r.without || silent(n):
		return at
	}
	weakly = weakly || output.Attribute(n, mark) == "weak"
	if weakly && output.Level(n) > 1 {
		return at
	}
	if n.DataAtom == atom.H2 {
		r.section = plain(n)
	}
	here := at
	if id := output.Attribute(n, "id"); id != "" {
		r.passages = append(r.passages, passage{Anchor: id, Weak: weakly})
		here = len(r.passages) - 1
		if weakly {
			r.passages[here].Text = r.section // without it a gap would read like something that happened
		}
	}
	r.pause(n, here)
	r.children(n, here, weakly)
	r.pause(n, here)
	if output.Level(n) > 1 {
		return here
	}
	return at
}

// pause ends a sentence where a block begins or ends, so that the words of two blocks do not run into each other.
func (r *reader) pause(n *html.Node, at int) {
	text := strings.TrimSpace(r.passages[at].Text)
	if text == "" || slices.Contains(inline, n.DataAtom) {
		return
	}
	last, _ := utf8.DecodeLastRuneInString(text)
	if !strings.ContainsRune(".!?:;,·…", last) {
		text += " ·"
	}
	r.passages[at].Text = text + " "
}

// inline is the elements that words run through.
var inline = []atom.Atom{
	atom.A, atom.Abbr, atom.B, atom.Cite, atom.Code, atom.Em, atom.I, atom.Mark, atom.Q, atom.S, atom.Small, atom.Span,
	atom.Strong, atom.Sub, atom.Sup, atom.Time, atom.U, atom.Var, atom.Wbr,
}

// silent reports whether an element has none of the page's own text.
func silent(n *html.Node) bool {
	switch output.Attribute(n, mark) {
	case "skip", "summary", "byline":
		return true
	}
	return slices.Contains(textless, n.Data) || output.HasAttribute(n, "hidden") || output.Attribute(n, "aria-hidden") == "true"
}

// textless is the elements that have none of a page's own text, whatever the page.
var textless = []string{"nav", "aside", "script", "style", "template", "noscript", "svg", "figure", "form", "button", "select", "summary", "h1"}

// plain is all the text of a node, in one line.
func plain(n *html.Node) string {
	var text strings.Builder
	if n != nil {
		for below := range n.Descendants() {
			if below.Type == html.TextNode {
				text.WriteString(below.Data)
			}
		}
	}
	return oneLine(text.String())
}

// oneLine returns a text with one space for any run of spaces, and none where what is left out was before a full stop.
func oneLine(text string) string {
	return spaced.ReplaceAllString(strings.Join(strings.Fields(text), " "), "$1")
}

var spaced = regexp.MustCompile(` ([.,;:)]+( |$))`)
