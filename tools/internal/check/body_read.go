package check

import (
	"bytes"
	"sort"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// heading is one heading of a text.
type heading struct {
	at    int // of its first byte
	level int
	text  string // without markup
	id    string // given as {#id}; "" for none
}

// link is a link or an image.
type link struct {
	at         int // of its first byte
	image      bool
	auto       bool   // whether it is an address without a text
	address    string // as written
	text       string // without markup; placeholderByte for what a shortcode prints
	title      string // of an image: "caption | credit"
	alone      bool   // of an image: whether it has a paragraph of the text to itself
	shortcodes []shortcode
}

// read fills in what the rules ask about.
func (p *prose) read() {
	if _, long := p.overlong(); long {
		return
	}
	p.shortcodes = readShortcodes(p.text)
	p.figures()
	r := reader{p, masked(p.text, p.shortcodes)}
	// The walk of a well-formed tree does not fail.
	_ = ast.Walk(engine().Parser().Parse(text.NewReader(r.source)), func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if entering {
			r.visit(n)
		}
		return ast.WalkContinue, nil
	})
}

type reader struct {
	*prose
	source []byte // the text, its shortcodes masked
}

func (r reader) visit(n ast.Node) {
	switch n := n.(type) {
	case *ast.Text:
		if _, code := n.Parent().(*ast.CodeSpan); !code {
			r.prose.plain = append(r.prose.plain, n.Segment)
		}
	case *ast.Heading:
		given, _ := n.AttributeString("id")
		id, _ := given.([]byte)
		r.headings = append(r.headings, heading{n.Pos(), n.Level, r.plain(n), string(id)})
	case *ast.Link:
		r.link(n, link{at: n.Pos(), address: string(n.Destination)})
	case *ast.Image:
		r.link(n, link{at: n.Pos(), address: string(n.Destination), image: true, title: string(n.Title), alone: r.body && alone(n)})
	case *ast.AutoLink:
		r.autoLink(n)
	case *ast.RawHTML:
		r.html = append(r.html, n.Segments.At(0).Start)
	case *ast.HTMLBlock:
		r.html = append(r.html, n.Pos())
	case *ast.CodeSpan:
		r.each(n, r.code)
	case *ast.CodeBlock, *ast.FencedCodeBlock:
		for _, line := range n.Lines().Sliced(0, n.Lines().Len()) {
			r.code(line)
		}
	}
}

// alone reports whether a node is all of a paragraph that is in no list, quotation or table.
func alone(n ast.Node) bool {
	parent := n.Parent()
	return parent.Kind() == ast.KindParagraph && parent.ChildCount() == 1 && parent.Parent().Kind() == ast.KindDocument
}

func (r reader) link(n ast.Node, l link) {
	l.text = strings.Join(strings.Fields(r.plain(n)), " ")
	r.each(n, func(s text.Segment) { l.shortcodes = append(l.shortcodes, r.overlapping(s)...) })
	r.links = append(r.links, l)
}

// each calls f with the segments of text in a node. The text of an image in it is that image's.
func (r reader) each(n ast.Node, f func(text.Segment)) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			f(c.Segment)
		case *ast.Image:
		default:
			r.each(c, f)
		}
	}
}

func (r reader) autoLink(n *ast.AutoLink) {
	if n.AutoLinkType == ast.AutoLinkEmail {
		return // the address is what there is to say
	}
	at := n.Pos()
	if strings.IndexByte(" \t*_~(", r.source[at]) >= 0 {
		at++ // the node of a bare address begins with what comes before it
	}
	r.links = append(r.links, link{at: at, auto: true, address: string(n.URL(r.source)), text: string(n.Label(r.source))})
}

func (r reader) code(s text.Segment) {
	in := r.overlapping(s)
	for i := range in {
		in[i].inCode = true
	}
}

// overlapping returns the shortcodes that are in a segment, or partly in it.
func (r reader) overlapping(s text.Segment) []shortcode {
	from := sort.Search(len(r.shortcodes), func(i int) bool { return r.shortcodes[i].to > s.Start })
	to := sort.Search(len(r.shortcodes), func(i int) bool { return r.shortcodes[i].from >= s.Stop })
	return r.shortcodes[from:max(from, to)]
}

// plain is the text in a node without its markup, put together as Hugo does for the anchor of a heading.
func (r reader) plain(n ast.Node) string {
	var b bytes.Buffer
	_ = ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		switch n := n.(type) {
		case *ast.String:
			if entering {
				b.Write(n.Value)
			}
		case *ast.Text:
			if entering {
				b.Write(n.Segment.Value(r.source))
			} else if n.HardLineBreak() || n.SoftLineBreak() {
				b.WriteByte('\n')
			}
		}
		return ast.WalkContinue, nil
	})
	return string(util.ResolveEntityNames(b.Bytes()))
}
