package search

import (
	"bytes"
	"cmp"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// page is what an HTML page has for the index.
type page struct {
	path      string // below its language's root, "" for the home page
	title     string
	canonical string
	hidden    bool // it keeps search engines out
	menu      []link
	entries   []entry
}

type link struct{ href, text string }

// readPage takes in a page. One without a <main> or a first heading gives nil: it is none to read.
func readPage(text []byte, address string) (*page, error) {
	document, err := html.Parse(bytes.NewReader(text))
	if err != nil {
		return nil, err
	}
	p := &page{path: address}
	var main *html.Node
	description := ""
	for n := range document.Descendants() {
		switch {
		case n.DataAtom == atom.Main && main == nil:
			main = n
		case n.DataAtom == atom.Meta && attribute(n, "name") == "robots":
			p.hidden = strings.Contains(attribute(n, "content"), "noindex")
		case n.DataAtom == atom.Meta && attribute(n, "name") == "description":
			description = attribute(n, "content")
		case n.DataAtom == atom.Link && attribute(n, "rel") == "canonical":
			p.canonical = attribute(n, "href")
		case n.DataAtom == atom.A && within(n, atom.Nav) && !within(n, atom.Main):
			p.menu = append(p.menu, link{attribute(n, "href"), plain(n)})
		}
	}
	if p.title = plain(first(main, atom.H1, "")); p.title == "" {
		return nil, nil
	}
	p.entries = entries(main, address, p.title, description)
	return p, nil
}

// entries makes what is found of a page: its parts where they are found by themselves, and the page.
func entries(main *html.Node, address, title, description string) []entry {
	row := kindOf(address)
	whole := entry{Path: address, Kind: row, Title: title, Summary: cmp.Or(plain(first(main, 0, "lead")), description)}
	if byline := first(main, 0, "meta"); byline != nil && kinds[row].dated {
		// It begins with a mark of who speaks, and the publisher's own name stands there too.
		whole.Byline = strings.TrimSpace(strings.TrimPrefix(untilDate(byline), plain(first(byline, 0, "tag"))))
		whole.date = attribute(first(byline, atom.Time, ""), "datetime")
	}
	var all []entry
	switch {
	case kinds[row].bare:
	case kinds[row].each == "":
		whole.Passages = passages(main, nil)
	default:
		whole.Kind = other
		for n := range main.Descendants() {
			if id := attribute(n, "id"); id != "" && hasClass(n, kinds[row].each) {
				all = append(all, part(n, address+"#"+id, row))
			}
		}
	}
	return append(all, whole)
}

// untilDate is the text of a byline up to its last date: how long a page takes to read is no part of what it is.
func untilDate(byline *html.Node) string {
	var text, dated string
	for n := range byline.Descendants() {
		if n.Type == html.TextNode {
			text = joined(text, n.Data)
			if within(n, atom.Time) {
				dated = text
			}
		}
	}
	return strings.TrimSpace(cmp.Or(dated, text))
}

// part makes an entry of an element that has an address of its own.
func part(n *html.Node, address string, row int) entry {
	title := first(n, atom.H3, "")
	e := entry{Path: address, Kind: row, Title: plain(title), Summary: plain(first(n, 0, "meta"))}
	for _, p := range passages(n, title) {
		p.Anchor = "" // the entry's address leads there
		e.Passages = append(e.Passages, p)
	}
	return e
}

// first finds the first element of a name or of a class below a node, or nil.
func first(below *html.Node, name atom.Atom, class string) *html.Node {
	if below == nil {
		return nil
	}
	for n := range below.Descendants() {
		if n.Type == html.ElementNode && (name == 0 || n.DataAtom == name) && (class == "" || hasClass(n, class)) {
			return n
		}
	}
	return nil
}

func attribute(n *html.Node, name string) string {
	if n != nil {
		for _, a := range n.Attr {
			if a.Key == name {
				return a.Val
			}
		}
	}
	return ""
}

func hasClass(n *html.Node, classes ...string) bool {
	for class := range strings.FieldsSeq(attribute(n, "class")) {
		if slices.Contains(classes, class) {
			return true
		}
	}
	return false
}

func within(n *html.Node, name atom.Atom) bool {
	for above := range n.Ancestors() {
		if above.DataAtom == name {
			return true
		}
	}
	return false
}
