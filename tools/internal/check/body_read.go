package check

import (
	"bytes"
	"sort"
	"strings"
	"sync"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// markdown reads as Hugo does: the same parser, with the extensions that are on by default and the attributes of headings.
var markdown = sync.OnceValue(func() parser.Parser {
	return goldmark.New(
		goldmark.WithExtensions(extension.GFM, extension.DefinitionList, extension.Footnote),
		goldmark.WithParserOptions(parser.WithAttribute()),
	).Parser()
})

// heading is one heading of a text.
type heading struct {
	at        int // of its first byte
	level     int
	text      string // without markup
	id        string // given as {#id}; "" for none
	shortcode bool   // whether it contains one
}

// link is a link or an image.
type link struct {
	at         int // of its first byte
	image      bool
	auto       bool   // whether it is an address without a text
	address    string // as written
	text       string // without markup; placeholderByte for what a shortcode prints
	shortcodes []shortcode
}

// read fills in what the rules ask about.
func (p *prose) read() {
	if _, long := p.overlong(); long {
		return
	}
	p.shortcodes = readShortcodes(p.text)
	r := reader{p, masked(p.text, p.shortcodes)}
	// The walk of a well-formed tree does not fail.
	_ = ast.Walk(markdown().Parse(text.NewReader(r.source)), func(n ast.Node, entering bool) (ast.WalkStatus, error) {
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
	case *ast.Heading:
		r.heading(n)
	case *ast.Link:
		r.link(n, link{at: n.Pos(), address: string(n.Destination)})
	case *ast.Image:
		r.link(n, link{at: n.Pos(), address: string(n.Destination), image: true})
	case *ast.AutoLink:
		r.autoLink(n)
	case *ast.RawHTML:
		r.html = append(r.html, n.Segments.At(0).Start)
	case *ast.HTMLBlock:
		r.html = append(r.html, n.Pos())
	case *ast.CodeSpan:
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			if t, ok := c.(*ast.Text); ok {
				r.code(t.Segment)
			}
		}
	case *ast.CodeBlock:
		r.code(n.Lines().Sliced(0, n.Lines().Len())...)
	case *ast.FencedCodeBlock:
		r.code(n.Lines().Sliced(0, n.Lines().Len())...)
	}
}

func (r reader) heading(n *ast.Heading) {
	h := heading{at: n.Pos(), level: n.Level, text: r.plain(n)}
	if id, ok := n.AttributeString("id"); ok {
		if id, ok := id.([]byte); ok {
			h.id = string(id)
		}
	}
	h.shortcode = strings.ContainsRune(h.text, placeholderByte)
	r.headings = append(r.headings, h)
}

func (r reader) link(n ast.Node, l link) {
	l.text = strings.Join(strings.Fields(r.plain(n)), " ")
	// The shortcodes of an image in the link are told as the image's.
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		r.each(c, func(s text.Segment) {
			for _, i := range r.overlapping(s) {
				l.shortcodes = append(l.shortcodes, r.shortcodes[i])
			}
		})
	}
	r.links = append(r.links, l)
}

// each calls f with the segments of text in a node, those of images left out.
func (r reader) each(n ast.Node, f func(text.Segment)) {
	switch n := n.(type) {
	case *ast.Text:
		f(n.Segment)
	case *ast.Image:
	default:
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
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

func (r reader) code(segments ...text.Segment) {
	for _, s := range segments {
		for _, i := range r.overlapping(s) {
			r.shortcodes[i].inCode = true
		}
	}
}

// overlapping returns the indices of the shortcodes that are in a segment, or partly in it.
func (r reader) overlapping(s text.Segment) []int {
	var found []int
	for i := sort.Search(len(r.shortcodes), func(i int) bool { return r.shortcodes[i].to > s.Start }); i < len(r.shortcodes) && r.shortcodes[i].from < s.Stop; i++ {
		found = append(found, i)
	}
	return found
}

// plain is the text in a node without its markup, put together as Hugo does for the anchor of a heading.
func (r reader) plain(n ast.Node) string {
	var b bytes.Buffer
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		r.write(&b, c)
	}
	return string(util.ResolveEntityNames(b.Bytes()))
}

func (r reader) write(b *bytes.Buffer, n ast.Node) {
	switch n := n.(type) {
	case *ast.String:
		b.Write(n.Value)
	case *ast.Text:
		b.Write(n.Segment.Value(r.source))
		if n.HardLineBreak() || n.SoftLineBreak() {
			b.WriteByte('\n')
		}
	case *ast.RawHTML:
	default:
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			r.write(b, c)
		}
	}
}
