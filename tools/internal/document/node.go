package document

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func setAttribute(n *html.Node, name, value string) {
	n.Attr = append(n.Attr, html.Attribute{Key: name, Val: value})
}

// squeezed returns a style without spaces, in small letters.
func squeezed(style string) string { return strings.ToLower(strings.ReplaceAll(style, " ", "")) }

// plain returns the text of an element.
func plain(n *html.Node) string {
	if n.Type == html.TextNode {
		return n.Data
	}
	var b strings.Builder
	for m := range n.Descendants() {
		if m.Type == html.TextNode {
			b.WriteString(m.Data)
		}
	}
	return b.String()
}

// setText replaces what is in an element by a text.
func setText(n *html.Node, text string) {
	for n.FirstChild != nil {
		n.RemoveChild(n.FirstChild)
	}
	n.AppendChild(&html.Node{Type: html.TextNode, Data: text})
}

func rename(n *html.Node, to atom.Atom) { n.Data, n.DataAtom = to.String(), to }

// lift replaces an element by what is in it.
func lift(n *html.Node) {
	if n.Parent == nil {
		return
	}
	for n.FirstChild != nil {
		child := n.FirstChild
		n.RemoveChild(child)
		n.Parent.InsertBefore(child, n)
	}
	n.Parent.RemoveChild(n)
}

// inside reports whether an element is in one with some name, or with an attribute of that name.
func inside(n *html.Node, names ...string) bool {
	for m := n.Parent; m != nil; m = m.Parent {
		if slices.ContainsFunc(names, func(name string) bool { return m.Data == name || attribute(m, name) != "" }) {
			return true
		}
	}
	return false
}

// marked reports whether an element is in the reference of a footnote.
func marked(n *html.Node) bool { return inside(n, refAttribute) }

// block returns the item, paragraph or division that an element is, or is in.
func block(n *html.Node) *html.Node {
	for m := n; m != nil; m = m.Parent {
		if slices.Contains([]string{"p", "li", "div", "td", "dd"}, m.Data) {
			return m
		}
	}
	return nil
}

// backLink returns the first link within the page of a footnote's text.
func backLink(n *html.Node) *html.Node {
	for m := range n.Descendants() {
		if m.Data == "a" && strings.HasPrefix(attribute(m, "href"), "#") {
			return m
		}
	}
	return nil
}

// after reports whether an element comes after another in the document.
func after(first, second *html.Node) bool {
	root := first
	for root.Parent != nil {
		root = root.Parent
	}
	for n := range root.Descendants() {
		switch n {
		case first:
			return true
		case second:
			return false
		}
	}
	return false
}

// nextElement returns the element after another, unless a text is between them.
func nextElement(n *html.Node) *html.Node {
	return beside(n, func(m *html.Node) *html.Node { return m.NextSibling })
}

// previousElement returns the element before another, unless a text is between them.
func previousElement(n *html.Node) *html.Node {
	return beside(n, func(m *html.Node) *html.Node { return m.PrevSibling })
}

func beside(n *html.Node, step func(*html.Node) *html.Node) *html.Node {
	for m := step(n); m != nil; m = step(m) {
		if m.Type == html.ElementNode {
			return m
		}
		if strings.TrimSpace(plain(m)) != "" {
			return nil
		}
	}
	return nil
}
