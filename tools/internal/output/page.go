package output

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Kinds of pages, as the attribute data-page of <html> names them. Every other page is one of the site's own.
const (
	FramePage      = "frame"      // shown within pages of others
	StandalonePage = "standalone" // meant to be kept and opened without the site
	FrozenPage     = "frozen"     // made to be put into a release
	StaffPage      = "staff"      // for those who run the site; no search engine lists it
)

// Page is what is known of an HTML file beside what is known of every file.
type Page struct {
	Kind        string         // data-page
	IDs         map[string]int // how many elements have an id
	Lang        string
	Title       string // the first
	Titles      int
	Description string
	Canonical   []string
	Robots      string   // what it asks of search engines, in lower case
	Refresh     string   // where it leads its visitor by itself
	Headings    []int    // levels, in the order of the page
	H1          int      // how many of level 1
	Empty       []string // links and headings without text, described
	Unsized     []string // images without a width and a height in pixels
	Unseen      []string // images without a text for those who do not see them
	Inside      []string // links that open in the window, or the frame, that the page is in
}

// Hidden reports whether a page asks search engines not to list it.
func (p *Page) Hidden() bool {
	return strings.Contains(p.Robots, "noindex") || strings.Contains(p.Robots, "none")
}

func newPage() *Page { return &Page{IDs: map[string]int{}} }

// reader goes through the elements of a page, or of a picture.
type reader struct {
	file *File
	page *Page
}

func (r reader) tree(root *html.Node) {
	for n := range root.Descendants() {
		if n.Type == html.ElementNode {
			r.element(n)
		}
	}
}

// fragment takes in a piece of HTML.
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
	value, _ := get(n, name)
	return value
}

// HasAttribute reports whether an element has an attribute.
func HasAttribute(n *html.Node, name string) bool {
	_, ok := get(n, name)
	return ok
}

// get returns the first attribute of a name, which is the one that counts.
func get(n *html.Node, name string) (value string, ok bool) {
	if n != nil {
		for _, a := range n.Attr {
			if fullName(a) == name {
				return a.Val, true
			}
		}
	}
	return "", false
}

func fullName(a html.Attribute) string {
	if a.Namespace == "" {
		return a.Key
	}
	return a.Namespace + ":" + a.Key
}

// content is the text right below a node.
func content(n *html.Node) string {
	var b strings.Builder
	for child := range n.ChildNodes() {
		if child.Type == html.TextNode {
			b.WriteString(child.Data)
		}
	}
	return b.String()
}
