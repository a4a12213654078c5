package output

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Kinds of pages, as the attribute data-page of <html> names them. Every other page is one of the site's own.
const (
	FramePage      = "frame"      // shown within pages of others
	StandalonePage = "standalone" // meant to be kept and opened without the site
	FrozenPage     = "frozen"     // made to be put into a release
)

// Page is what is known of an HTML file beside what is known of every file.
type Page struct {
	Kind        string // data-page
	IDs         map[string]bool
	Twice       []string // ids that more than one element has
	Lang        string
	Titles      []string
	Description string
	Canonical   []string
	Robots      string   // what it asks of search engines, in lower case
	Refresh     string   // where it leads its visitor by itself
	Headings    []int    // levels, in the order of the page
	Empty       []string // links and headings without text, described
	Images      []Image
	Inside      []string // links that open in the window, or the frame, that the page is in
}

// Image is one <img>.
type Image struct {
	Address    string
	Sized, Alt bool // it has a width and a height in pixels; it has a text for those who do not see it
}

// Hidden reports whether a page asks search engines not to list it.
func (p *Page) Hidden() bool {
	return strings.Contains(p.Robots, "noindex") || strings.Contains(p.Robots, "none")
}

// Firsts counts the headings of level 1.
func (p *Page) Firsts() int {
	n := 0
	for _, level := range p.Headings {
		if level == 1 {
			n++
		}
	}
	return n
}

func newPage() *Page { return &Page{IDs: map[string]bool{}} }

// readPage takes in a page.
func (f *File) readPage(document *html.Node) {
	f.Page = newPage()
	reader{f, f.Page}.tree(document)
}

// reader goes through the elements of a page, or of a picture.
type reader struct {
	file *File
	page *Page
}

// element is an opening tag, of HTML or of XML.
type element struct {
	name       string
	attributes []attribute
	content    func() string // the text in it, for elements whose content is not markup
}

type attribute struct{ name, value string }

// get returns the first attribute of a name, which is the one that counts.
func (e *element) get(name string) (value string, ok bool) {
	for _, a := range e.attributes {
		if a.name == name {
			return a.value, true
		}
	}
	return "", false
}

func (r reader) tree(root *html.Node) {
	var e element
	for n := range root.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		e.name, e.attributes = strings.ToLower(n.Data), e.attributes[:0]
		for _, a := range n.Attr {
			if a.Namespace != "" {
				a.Key = a.Namespace + ":" + a.Key
			}
			e.attributes = append(e.attributes, attribute{a.Key, a.Val})
		}
		e.content = func() string { return content(n) }
		r.start(&e)
		switch {
		case n.DataAtom == atom.Title && n.Namespace == "":
			r.page.Titles = append(r.page.Titles, strings.Join(strings.Fields(content(n)), " "))
		case n.DataAtom == atom.Noscript:
			r.fragment("noscript", content(n))
		case Level(n) > 0 && Unnamed(n):
			r.page.Empty = append(r.page.Empty, fmt.Sprintf("heading <%s>", n.Data))
		case n.Data == "a" && Unnamed(n):
			if href, ok := e.get("href"); ok {
				r.page.Empty = append(r.page.Empty, fmt.Sprintf("link to %q", href))
			}
		}
	}
}

// fragment takes in a piece of HTML that is text to the parser: readers without scripts see what is in <noscript>, and a
// page within the page loads what it loads.
func (r reader) fragment(what, text string) {
	body := &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body}
	nodes, err := html.ParseFragmentWithOptions(strings.NewReader(text), body, html.ParseOptionEnableScripting(false))
	if err != nil {
		r.file.fault("%s: %v", what, err)
		return
	}
	for _, n := range nodes {
		body.AppendChild(n)
	}
	reader{r.file, newPage()}.tree(body)
}

// Level returns the level of a heading, 0 for what is not one.
func Level(n *html.Node) int {
	if n.Type == html.ElementNode && len(n.Data) == 2 && n.Data[0] == 'h' && '1' <= n.Data[1] && n.Data[1] <= '6' {
		return int(n.Data[1] - '0')
	}
	return 0
}

// Unnamed reports whether an element has nothing that a screen reader could read out.
func Unnamed(n *html.Node) bool {
	for _, name := range []string{"aria-label", "aria-labelledby", "alt"} {
		if strings.TrimSpace(Attribute(n, name)) != "" {
			return false
		}
	}
	for child := range n.ChildNodes() {
		switch {
		case child.Type == html.TextNode && strings.TrimSpace(child.Data) != "":
			return false
		case child.Type == html.ElementNode && Attribute(child, "aria-hidden") != "true" && !HasAttribute(child, "hidden") && !Unnamed(child):
			return false
		}
	}
	return true
}

// Attribute returns the value of an attribute, "" for none.
func Attribute(n *html.Node, name string) string {
	if n != nil {
		for _, a := range n.Attr {
			if a.Key == name && a.Namespace == "" {
				return a.Val
			}
		}
	}
	return ""
}

// HasAttribute reports whether an element has an attribute.
func HasAttribute(n *html.Node, name string) bool {
	return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == name })
}

// content is the text right below a node.
func content(n *html.Node) string {
	var parts []string
	for child := range n.ChildNodes() {
		if child.Type == html.TextNode {
			parts = append(parts, child.Data)
		}
	}
	return strings.Join(parts, "")
}

// style takes in a style sheet within the file.
func (r reader) style(text string) {
	r.file.Inline = append(r.file.Inline, Inline{Style: true, What: "a <style> element"})
	r.file.Styles = append(r.file.Styles, sha256.Sum256([]byte(text)))
	r.file.readStyle([]byte(text))
}

// jsonLD is the one kind of script that is not a program.
const jsonLD = "application/ld+json"

func (r reader) script(e *element) {
	kind, _ := e.get("type")
	_, src := e.get("src")
	_, href := e.get("href") // in SVG
	_, xlink := e.get("xlink:href")
	switch {
	case strings.EqualFold(strings.TrimSpace(kind), jsonLD):
		var v json.RawMessage
		if err := json.Unmarshal([]byte(e.content()), &v); err != nil {
			r.file.fault("JSON-LD: %v", err)
		}
	case !src && !href && !xlink:
		r.file.Inline = append(r.file.Inline, Inline{What: "a <script> element without src"})
	}
}
