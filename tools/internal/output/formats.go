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
)

// readJSON reads a file as JSON, and as a JSON Feed if it says that it is one.
func (f *File) readJSON(text []byte) {
	if hasBOM(text) {
		f.fault("byte order mark, which JSON does not allow")
		return
	}
	var v json.RawMessage
	if err := json.Unmarshal(text, &v); err != nil {
		f.fault("%v", err)
		return
	}
	if !bytes.Contains(text, []byte("//jsonfeed.org/version/")) {
		return
	}
	var feed struct {
		Home  string `json:"home_page_url"`
		Self  string `json:"feed_url"`
		Next  string `json:"next_url"`
		Items []struct {
			URL         string `json:"url"`
			Image       string `json:"image"`
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
	f.list(feed.Home, feed.Self, feed.Next)
	for _, item := range feed.Items {
		f.list(item.URL, item.Image)
		for _, a := range item.Attachments {
			f.list(a.URL)
		}
	}
}

// hasBOM reports whether a text opens with the byte order mark of UTF-8, which JSON must not have.
func hasBOM(text []byte) bool { return bytes.HasPrefix(text, []byte("\xef\xbb\xbf")) }

// Listed is an address that a sitemap or a feed names.
type Listed struct {
	Address string
	Own     bool // it must be of this site
}

// list adds addresses in a feed, which may be of other sites too.
func (f *File) list(addresses ...string) {
	for _, address := range addresses {
		if address != "" {
			f.Listed = append(f.Listed, Listed{Address: address})
		}
	}
}

// readXML reads a file as XML: it must be well-formed, prefixes included. Sitemaps and feeds list pages, pictures load files.
func (f *File) readXML(text []byte) {
	d := xml.NewDecoder(bytes.NewReader(text))
	var open []string     // the elements that are open
	var drawing []element // the same, of a picture
	picture := reader{f, newPage()}
	roots := 0
	var words strings.Builder // of the innermost element
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
			if len(open) == 0 {
				roots++
			}
			if open = append(open, t.Name.Local); len(open) > deepest {
				f.fault("its elements are nested more than %d deep", deepest)
				return
			}
			words.Reset()
			f.named(t)
			if open[0] == "svg" {
				drawing = append(drawing, elementOf(t))
			}
			if open[0] == "feed" || open[0] == "urlset" || open[0] == "sitemapindex" {
				f.lead(open, attributeOf(t, "href"))
			}
		case xml.EndElement:
			if open[0] == "svg" {
				e := &drawing[len(open)-1]
				e.content = words.String
				picture.start(e)
				drawing = drawing[:len(open)-1]
			}
			f.lead(open, words.String())
			open = open[:len(open)-1]
			words.Reset()
		case xml.CharData:
			if len(open) == 0 && len(bytes.Trim(t, " \t\r\n\ufeff")) > 0 {
				f.fault("text outside its element")
				return
			}
			words.Write(t)
		case xml.ProcInst:
			if m := styled.FindSubmatch(t.Inst); m != nil && t.Target == "xml-stylesheet" {
				f.Links = append(f.Links, string(m[1]))
				f.Requests = append(f.Requests, Request{What: "<?xml-stylesheet?>", Address: string(m[1]), Loads: true})
			}
		}
	}
	if roots != 1 {
		f.fault("it has %d elements at the top, not 1", roots)
	}
}

// deepest bounds the nesting of elements, as the parser of HTML does: no document needs more.
const deepest = 512

// elementOf returns a tag of a picture as one of HTML is read.
func elementOf(t xml.StartElement) element {
	e := element{name: strings.ToLower(t.Name.Local)}
	for _, a := range t.Attr {
		name := strings.ToLower(a.Name.Local)
		if strings.HasSuffix(a.Name.Space, "/xlink") {
			name = "xlink:" + name
		}
		e.attributes = append(e.attributes, attribute{name, a.Value})
	}
	return e
}

var styled = regexp.MustCompile(`\bhref\s*=\s*["']([^"']+)["']`)

// named refuses a prefix that nothing declares: the decoder leaves it as it is, browsers show an error.
func (f *File) named(e xml.StartElement) {
	undeclared := func(n xml.Name) bool {
		return n.Space != "" && n.Space != "xmlns" && n.Space != "xml" && !strings.ContainsAny(n.Space, ":/")
	}
	if undeclared(e.Name) {
		f.fault("undeclared prefix %q", e.Name.Space)
	}
	for _, a := range e.Attr {
		if undeclared(a.Name) {
			f.fault("undeclared prefix %q", a.Name.Space)
		}
	}
}

func attributeOf(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// lead takes in an address in an element of a sitemap or a feed.
func (f *File) lead(open []string, address string) {
	address = strings.TrimSpace(address)
	element := open[len(open)-1]
	switch {
	case address == "":
	case open[0] == "urlset" || open[0] == "sitemapindex":
		if element == "loc" || element == "link" {
			f.Listed = append(f.Listed, Listed{address, true})
		}
	case element == "link" && (open[0] == "feed" || open[0] == "rss"):
		f.list(address)
	}
}
