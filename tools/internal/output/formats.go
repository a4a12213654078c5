package output

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"

	"golang.org/x/net/html"
)

// readJSON reads a file as JSON, and as a JSON Feed if it has the version of one.
func (f *File) readJSON(text []byte) {
	if bytes.HasPrefix(text, []byte("\xef\xbb\xbf")) {
		f.fault("byte order mark, which JSON does not allow")
		return
	}
	if !json.Valid(text) {
		f.fault("%v", json.Unmarshal(text, new(any)))
		return
	}
	if !bytes.Contains(text, []byte("//jsonfeed.org/version/")) {
		return
	}
	if len(text) > largestTree {
		f.fault("JSON Feed is larger than %d MiB", largestTree>>20)
		return
	}
	var feed struct {
		Home  string `json:"home_page_url"`
		Self  string `json:"feed_url"`
		Next  string `json:"next_url"`
		Items []struct {
			URL         string `json:"url"`
			Image       string `json:"image"`
			HTML        string `json:"content_html"`
			Attachments []struct {
				URL string `json:"url"`
			} `json:"attachments"`
		} `json:"items"`
	}
	if err := json.Unmarshal(text, &feed); err != nil {
		if mistyped, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
			err = fmt.Errorf("%s is of type %s, which it must not be", mistyped.Field, mistyped.Value)
		}
		f.fault("JSON Feed: %v", err)
		return
	}
	listed := []string{feed.Home, feed.Self, feed.Next}
	for _, item := range feed.Items {
		f.readBody(item.HTML)
		listed = append(listed, item.URL, item.Image)
		for _, a := range item.Attachments {
			listed = append(listed, a.URL)
		}
	}
	for _, address := range listed {
		if address != "" {
			f.Listed = append(f.Listed, Listed{Address: address})
		}
	}
}

// Listed is an address that a sitemap or a feed names.
type Listed struct {
	Address string
	Own     bool // it must be of this site
}

// readXML reads a file as XML: it must be well-formed, prefixes included. Sitemaps and feeds list pages, pictures load files.
func (f *File) readXML(text []byte) {
	document := &html.Node{Type: html.DocumentNode}
	at, depth := document, 0
	var root *html.Node
	roots := 0
	d := xml.NewDecoder(bytes.NewReader(text))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			f.fault("%v", err)
			return
		}
		switch t := token.(type) {
		case xml.StartElement:
			if depth++; depth > deepest {
				f.fault("its elements are nested more than %d deep", deepest)
				return
			}
			n := f.node(t)
			if at == document {
				root, roots = n, roots+1
			}
			at.AppendChild(n)
			at = n
		case xml.EndElement:
			at, depth = at.Parent, depth-1
		case xml.CharData:
			if at == document && len(bytes.Trim(t, " \t\r\n\ufeff")) > 0 {
				f.fault("text outside its element")
				return
			}
			at.AppendChild(&html.Node{Type: html.TextNode, Data: string(t)})
		case xml.ProcInst:
			if m := styled.FindSubmatch(t.Inst); m != nil && t.Target == "xml-stylesheet" {
				f.Links = append(f.Links, string(m[1]))
				f.Requests = append(f.Requests, Request{What: "<?xml-stylesheet?>", Address: string(m[1]), Loads: true})
			}
		}
	}
	switch {
	case roots != 1:
		f.fault("it has %d elements at the top, not 1", roots)
	case root.Data == "svg":
		reader{f, newPage()}.tree(document)
	case root.Data == "urlset", root.Data == "sitemapindex":
		f.readList(root, true)
	case root.Data == "feed", root.Data == "rss":
		f.readList(root, false)
	}
}

// deepest bounds the nesting of elements, as the parser of HTML does: no document needs more.
const deepest = 512

var styled = regexp.MustCompile(`\bhref\s*=\s*["']([^"']+)["']`)

// node returns an element as one of HTML is read. It refuses a prefix that nothing declares: the decoder leaves it as it is,
// browsers show an error.
func (f *File) node(t xml.StartElement) *html.Node {
	n := &html.Node{Type: html.ElementNode, Data: strings.ToLower(t.Name.Local)}
	declared := func(n xml.Name) {
		if n.Space != "" && n.Space != "xmlns" && n.Space != "xml" && !strings.ContainsAny(n.Space, ":/") {
			f.fault("undeclared prefix %q", n.Space)
		}
	}
	declared(t.Name)
	for _, a := range t.Attr {
		declared(a.Name)
		attribute := html.Attribute{Key: strings.ToLower(a.Name.Local), Val: a.Value}
		if strings.HasSuffix(a.Name.Space, "/xlink") {
			attribute.Namespace = "xlink"
		}
		n.Attr = append(n.Attr, attribute)
	}
	return n
}

// readList takes in the addresses in a sitemap, which are of this site, or in a feed.
func (f *File) readList(root *html.Node, own bool) {
	for n := range root.Descendants() {
		switch text := strings.TrimSpace(content(n)); {
		case n.Data == "link", n.Data == "loc" && own:
			for _, address := range []string{strings.TrimSpace(Attribute(n, "href")), text} {
				if address != "" {
					f.Listed = append(f.Listed, Listed{address, own})
				}
			}
		case !own && strings.Contains(text, "<"):
			f.readBody(text)
		}
	}
}

// readBody takes in the links of HTML in a feed.
func (f *File) readBody(text string) {
	body := &File{}
	reader{body, newPage()}.fragment("content", text)
	f.Links, f.Faults = append(f.Links, body.Links...), append(f.Faults, body.Faults...)
}
