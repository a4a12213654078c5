package minify

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/tdewolff/parse/v2"
	"github.com/tdewolff/parse/v2/html"
	"github.com/tdewolff/parse/v2/xml"
)

// The minifier copies the content of an iframe, and of an SVG in a data URL, at every level of nesting, so that a small file
// nested deeply takes gigabytes. Browsers stop at 512 elements.
const (
	maxDepth  = 256
	maxWithin = 4 // files within files: iframes and data URLs
)

// checkDepth returns an error for a file that is nested too deeply to be minified.
func checkDepth(media string, text []byte) error {
	d := depth{}
	switch media {
	case "text/html":
		d.html(text)
	case "image/svg+xml", "text/xml":
		d.xml(text)
	case "text/css":
		d.urls(text)
	}
	if d.deep {
		return fmt.Errorf("elements nested more than %d deep, or files in data URLs and iframes more than %d", maxDepth, maxWithin)
	}
	return nil
}

// depth follows the elements of a file.
type depth struct {
	open   []string // elements
	within int      // files that this one is in
	deep   bool
}

// optional lists elements that may end where the next of their kind starts; void ones have no end.
var (
	optional = []string{"li", "p", "dt", "dd", "tr", "td", "th", "option", "optgroup", "rt", "rp", "tbody"}
	void     = []string{"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)

func (d *depth) start(name string) {
	if last := len(d.open) - 1; last >= 0 && d.open[last] == name && slices.Contains(optional, name) {
		return
	}
	d.open = append(d.open, name)
	d.deep = d.deep || len(d.open) > maxDepth
}

func (d *depth) end(name string) {
	for i := len(d.open) - 1; i >= 0; i-- {
		if d.open[i] == name {
			d.open = d.open[:i]
			return
		}
	}
}

func (d *depth) html(text []byte) {
	l := html.NewLexer(parse.NewInputBytes(slices.Clip(text)))
	for name := ""; !d.deep; {
		switch kind, data := l.Next(); kind {
		case html.ErrorToken:
			return
		case html.StartTagToken:
			name = strings.ToLower(string(l.Text()))
			if !slices.Contains(void, name) {
				d.start(name)
			}
		case html.StartTagVoidToken:
			d.end(name)
		case html.EndTagToken:
			d.end(strings.ToLower(string(l.Text())))
		case html.AttributeToken:
			d.urls(l.AttrVal())
		case html.SVGToken, html.MathToken:
			d.xml(data)
		case html.TextToken:
			if len(d.open) > 0 && d.open[len(d.open)-1] == "iframe" {
				d.in(func(d *depth) { d.html(data) })
			}
		}
	}
}

func (d *depth) xml(text []byte) {
	l := xml.NewLexer(parse.NewInputBytes(slices.Clip(text)))
	for name := ""; !d.deep; {
		switch kind, data := l.Next(); kind {
		case xml.ErrorToken:
			return
		case xml.StartTagToken:
			name = string(l.Text())
			d.start(name)
		case xml.StartTagCloseVoidToken:
			d.end(name)
		case xml.EndTagToken:
			d.end(string(l.Text()))
		case xml.AttributeToken:
			d.urls(l.AttrVal())
		case xml.TextToken, xml.CDATAToken:
			d.urls(data)
		}
	}
}

var dataURL = regexp.MustCompile(`(?i)data:image/svg[ +]xml[^"')]*`)

// urls follows the SVGs in the data URLs of a text.
func (d *depth) urls(text []byte) {
	if !bytes.Contains(text, []byte("data:image/svg")) {
		return
	}
	for _, url := range dataURL.FindAll(bytes.Trim(text, `"'`), -1) {
		if _, svg, err := parse.DataURI(slices.Clone(url)); err == nil && !d.deep {
			d.in(func(d *depth) { d.xml(svg) })
		}
	}
}

// in follows a file in this one.
func (d *depth) in(follow func(*depth)) {
	inner := depth{within: d.within + 1}
	if inner.deep = inner.within > maxWithin; !inner.deep {
		follow(&inner)
	}
	d.deep = d.deep || inner.deep
}
