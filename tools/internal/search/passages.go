package search

import (
	"encoding/json"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// passage is a stretch of a page's text that has an address of its own.
type passage struct {
	Anchor string // "" for the page itself
	Text   string
	Weak   bool // it counts for a page that was found by its title only
}

// MarshalJSON writes a passage as a short array, since an index holds some thousands: its anchor, its text, and 1 where
// it is weak.
func (p passage) MarshalJSON() ([]byte, error) {
	if p.Weak {
		return json.Marshal([]any{p.Anchor, p.Text, 1})
	}
	return json.Marshal([]any{p.Anchor, p.Text})
}

// passages cuts the text below a node at every id, leaving out one element. A heading's passage goes on to the end of
// what the heading stands in, that of any other element to the element's own end.
func passages(n, without *html.Node) []passage {
	r := reader{passages: []passage{{}}, without: without}
	r.children(n, 0, false)
	for i, p := range r.passages {
		r.passages[i].Text = strings.TrimSuffix(strings.TrimSpace(p.Text), " ·")
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

// node reads one node and gives the number of the passage that goes on after it.
func (r *reader) node(n *html.Node, at int, weakly bool) int {
	switch {
	case n.Type == html.TextNode:
		r.passages[at].Text = joined(r.passages[at].Text, n.Data)
		return at
	case n.Type != html.ElementNode || n == r.without || silent(n):
		return at
	}
	weakly = weakly || hasClass(n, weak...)
	if weakly && isHeading(n) {
		return at
	}
	if n.DataAtom == atom.H2 {
		r.section = plain(n)
	}
	here := at
	if id := attribute(n, "id"); id != "" {
		r.passages = append(r.passages, passage{Anchor: id, Weak: weakly})
		here = len(r.passages) - 1
		if weakly {
			r.passages[here].Text = r.section // without it a gap would read like a deed
		}
	}
	r.pause(n, here)
	r.children(n, here, weakly)
	r.pause(n, here)
	if isHeading(n) {
		return here
	}
	return at
}

// pause ends a sentence where a block begins or ends, so that the words of two blocks do not run into each other.
func (r *reader) pause(n *html.Node, at int) {
	text := r.passages[at].Text
	if text == "" || slices.Contains(inline, n.DataAtom) {
		return
	}
	text = strings.TrimRight(text, " ")
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

func isHeading(n *html.Node) bool {
	switch n.DataAtom {
	case atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		return true
	}
	return false
}

// silent reports whether an element holds none of the page's own text.
func silent(n *html.Node) bool {
	if slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == "hidden" }) {
		return true
	}
	return slices.Contains(noise, n.Data) || hasClass(n, noisy...) || attribute(n, "aria-hidden") == "true"
}

// plain is all the text of a node, in one line.
func plain(n *html.Node) string {
	if n == nil {
		return ""
	}
	var text string
	for below := range n.Descendants() {
		if below.Type == html.TextNode {
			text = joined(text, below.Data)
		}
	}
	return strings.TrimSpace(text)
}

// joined adds to a line of text, with one space for any run of blanks and none where something left out stood before a
// stop.
func joined(line, more string) string {
	if strings.HasSuffix(line, " ") && strings.ContainsAny(more[:min(1, len(more))], ".,;:)") {
		line = strings.TrimRight(line, " ")
	}
	if line != "" && !strings.HasSuffix(line, " ") && strings.TrimLeftFunc(more, unicode.IsSpace) != more {
		line += " "
	}
	line += strings.Join(strings.Fields(more), " ")
	if line != "" && !strings.HasSuffix(line, " ") && strings.TrimRightFunc(more, unicode.IsSpace) != more {
		line += " "
	}
	return line
}
