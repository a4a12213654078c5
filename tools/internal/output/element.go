package output

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"
)

// linking lists the attributes that contain an address.
var linking = []string{
	"href", "src", "action", "formaction", "poster", "data", "xlink:href", "background", "srcset", "imagesrcset", "ping",
}

// posting lists the properties of <meta> that lead those who show a post about the page to something (https://ogp.me).
// They ask for it, not the reader's browser, so it is a link and no part of the page's weight.
var posting = map[string]bool{
	"og:url": true, "og:image": true, "og:image:url": true, "og:image:secure_url": true, "og:audio": true, "og:video": true, "twitter:image": true,
}

// loading lists what a browser asks for by itself, by element and attribute; <link> and <meta> have rules of their own.
var loading = map[string][]string{
	"script": {"src", "href", "xlink:href"}, "img": {"src", "srcset"}, "source": {"src", "srcset"},
	"video": {"src", "poster"}, "audio": {"src"}, "track": {"src"}, "object": {"data"}, "embed": {"src"},
	"iframe": {"src"}, "frame": {"src"}, "input": {"src"}, "body": {"background"}, "a": {"ping"}, "area": {"ping"},
	"use": {"href", "xlink:href"}, "image": {"href", "xlink:href"}, "feimage": {"href", "xlink:href"},
}

// fetching lists the kinds of <link> that a browser acts on by itself, and which of them load something for this page.
var fetching = map[string]bool{
	"stylesheet": true, "icon": true, "apple-touch-icon": true, "apple-touch-icon-precomposed": true, "mask-icon": true, "manifest": true,
	"preload": true, "modulepreload": true, "preconnect": false, "dns-prefetch": false, "prefetch": false, "prerender": false,
}

// Request is something that a browser asks for by itself, without a click.
type Request struct {
	What    string // where it is asked for, such as "<script src>"
	Address string // as written
	Style   bool   // it is a style sheet
	Loads   bool   // it is shown or run with the page, so that it counts in its weight
}

// Inline is a script or a style within a file.
type Inline struct {
	What      string
	Style     bool
	Attribute bool // of an element that is there for something else
}

// IsScript reports whether what is asked for is a script.
func (r Request) IsScript() bool { return strings.HasPrefix(r.What, "<script") }

// element takes in an element.
func (r reader) element(n *html.Node) {
	f, p, name := r.file, r.page, strings.ToLower(n.Data)
	for _, a := range n.Attr {
		r.attribute(fullName(a), a.Val)
	}
	for _, key := range loading[name] {
		value, ok := get(n, key)
		if !ok {
			continue
		}
		for _, address := range addresses(key, value) {
			f.Requests = append(f.Requests, Request{What: "<" + name + " " + key + ">", Address: address, Loads: key == "src" || key == "data" || key == "href"})
		}
	}
	if level := Level(n); level > 0 {
		p.Headings = append(p.Headings, level)
		if level == 1 {
			p.H1++
		}
		if Unnamed(n) {
			p.Empty = append(p.Empty, fmt.Sprintf("heading <%s>", n.Data))
		}
	}
	switch name {
	case "html":
		p.Lang, p.Kind = Attribute(n, "lang"), Attribute(n, "data-page")
	case "a", "area":
		r.leads(n)
	case "meta":
		r.meta(n)
	case "link":
		r.link(n)
	case "img":
		if !isLength(n, "width") || !isLength(n, "height") {
			p.Unsized = append(p.Unsized, Attribute(n, "src"))
		}
		if !HasAttribute(n, "alt") {
			p.Unseen = append(p.Unseen, Attribute(n, "src"))
		}
	case "style":
		f.Inline = append(f.Inline, Inline{Style: true, What: "a <style> element"})
		f.Styles = append(f.Styles, sha256.Sum256([]byte(content(n))))
		f.readStyle([]byte(content(n)))
	case "script":
		r.script(n)
	case "title":
		if n.Namespace != "" {
			break
		}
		if p.Titles++; p.Titles == 1 {
			p.Title = strings.Join(strings.Fields(content(n)), " ")
		}
	// Two kinds of pieces of HTML that are text to the parser: readers without scripts see the one, and a page within the
	// page loads what it loads.
	case "noscript":
		r.fragment(name, content(n))
	case "iframe":
		r.fragment("srcdoc", Attribute(n, "srcdoc"))
	}
}

func (r reader) attribute(name, value string) {
	f := r.file
	switch {
	case name == "id":
		r.page.IDs[value]++
	case name == "style":
		f.Inline = append(f.Inline, Inline{Style: true, Attribute: true, What: "a style attribute"})
		f.readStyle([]byte(value))
	case len(name) > 2 && strings.HasPrefix(name, "on"):
		f.Inline = append(f.Inline, Inline{Attribute: true, What: "an " + name + " attribute"})
	case slices.Contains(linking, name):
		for _, address := range addresses(name, value) {
			if scripted.MatchString(address) {
				f.Inline = append(f.Inline, Inline{Attribute: true, What: "a javascript: address"})
			} else {
				f.Links = append(f.Links, address)
			}
		}
	}
}

// scripted matches an address that is a program. Browsers skip spaces and control characters in its scheme.
var scripted = regexp.MustCompile(`(?i)^[\x00-\x20]*` + strings.Join(strings.Split("javascript", ""), `[\t\r\n]*`) + `[\t\r\n]*:`)

// addresses returns the addresses in the value of an attribute.
func addresses(attribute, value string) (out []string) {
	switch attribute {
	case "ping":
		return strings.Fields(value)
	case "srcset", "imagesrcset":
		for candidate := range strings.SplitSeq(value, ",") {
			if fields := strings.Fields(candidate); len(fields) > 0 {
				out = append(out, fields[0])
			}
		}
		return out
	}
	return []string{value}
}

// leads records a link that opens where the page is, or that hands the page to what it opens, and one without text.
func (r reader) leads(n *html.Node) {
	href, ok := get(n, "href")
	apart := strings.EqualFold(Attribute(n, "target"), "_blank") && slices.Contains(strings.Fields(strings.ToLower(Attribute(n, "rel"))), "noopener")
	if ok && !strings.HasPrefix(href, "#") && !apart {
		r.page.Inside = append(r.page.Inside, href)
	}
	if ok && n.Data == "a" && Unnamed(n) {
		r.page.Empty = append(r.page.Empty, fmt.Sprintf("link to %q", href))
	}
}

func (r reader) meta(n *html.Node) {
	content, name := Attribute(n, "content"), strings.ToLower(Attribute(n, "name"))
	switch name {
	case "description":
		r.page.Description = strings.TrimSpace(content)
	case "robots", "googlebot", "bingbot":
		r.page.Robots += " " + strings.ToLower(content)
	}
	if posting[strings.ToLower(Attribute(n, "property"))] || posting[name] {
		r.file.Links = append(r.file.Links, content)
	}
	if m := refreshing.FindStringSubmatch(content); m != nil && strings.EqualFold(Attribute(n, "http-equiv"), "refresh") {
		r.page.Refresh = strings.Trim(m[1], `'" `)
		r.file.Links = append(r.file.Links, r.page.Refresh)
		r.file.Requests = append(r.file.Requests, Request{What: "<meta http-equiv=refresh>", Address: r.page.Refresh})
	}
}

var refreshing = regexp.MustCompile(`(?i)^\s*[\d.]+\s*[;,]?\s*(?:url\s*=\s*)?(\S.*)$`)

func (r reader) link(n *html.Node) {
	href, ok := get(n, "href")
	if !ok {
		return
	}
	for kind := range strings.FieldsSeq(strings.ToLower(Attribute(n, "rel"))) {
		if kind == "canonical" {
			r.page.Canonical = append(r.page.Canonical, href)
		}
		if loads, ok := fetching[kind]; ok {
			r.file.Requests = append(r.file.Requests, Request{What: "<link rel=" + kind + ">", Address: href, Style: kind == "stylesheet", Loads: loads})
			return
		}
	}
}

func (r reader) script(n *html.Node) {
	switch {
	case strings.EqualFold(strings.TrimSpace(Attribute(n, "type")), "application/ld+json"): // the one kind that is no program
		var v json.RawMessage
		if err := json.Unmarshal([]byte(content(n)), &v); err != nil {
			r.file.fault("JSON-LD: %v", err)
		}
	case !HasAttribute(n, "src") && !HasAttribute(n, "href") && !HasAttribute(n, "xlink:href"): // two are of SVG
		r.file.Inline = append(r.file.Inline, Inline{What: "a <script> element without src"})
	}
}

// isLength reports whether an attribute is a length in pixels, as width and height of an image are.
func isLength(n *html.Node, name string) bool {
	length, err := strconv.Atoi(Attribute(n, name))
	return err == nil && length > 0
}
