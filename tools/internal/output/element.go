package output

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// linking lists the attributes that contain an address.
var linking = map[string]bool{
	"href": true, "src": true, "action": true, "formaction": true, "poster": true, "data": true, "xlink:href": true, "background": true,
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

// fetching lists the kinds of <link> that a browser acts on by itself.
var fetching = []string{
	"stylesheet", "icon", "apple-touch-icon", "apple-touch-icon-precomposed", "mask-icon", "manifest",
	"preconnect", "dns-prefetch", "preload", "prefetch", "modulepreload", "prerender",
}

// hinting are those among them that load nothing for this page.
var hinting = []string{"preconnect", "dns-prefetch", "prefetch", "prerender"}

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

// start takes in an opening tag.
func (r reader) start(e *element) {
	f, p := r.file, r.page
	for _, a := range e.attributes {
		r.attribute(a)
	}
	for _, name := range loading[e.name] {
		if value, ok := e.get(name); ok {
			for _, address := range addresses(name, value) {
				f.Requests = append(f.Requests, Request{What: "<" + e.name + " " + name + ">", Address: address, Loads: name == "src" || name == "data" || name == "href"})
			}
		}
	}
	switch e.name {
	case "html":
		p.Lang, _ = e.get("lang")
		p.Kind, _ = e.get("data-page")
	case "a", "area":
		r.leads(e)
	case "meta":
		r.meta(e)
	case "link":
		r.link(e)
	case "img":
		src, _ := e.get("src")
		_, alt := e.get("alt")
		p.Images = append(p.Images, Image{src, isLength(e, "width") && isLength(e, "height"), alt})
	case "h1", "h2", "h3", "h4", "h5", "h6":
		p.Headings = append(p.Headings, int(e.name[1]-'0'))
	case "style":
		r.style(e.content())
	case "script":
		r.script(e)
	case "iframe":
		if text, ok := e.get("srcdoc"); ok {
			r.fragment("srcdoc", text)
		}
	}
}

func (r reader) attribute(a attribute) {
	f := r.file
	switch {
	case a.name == "id":
		if r.page.IDs[a.value] {
			r.page.Twice = append(r.page.Twice, a.value)
		}
		r.page.IDs[a.value] = true
	case a.name == "style":
		f.Inline = append(f.Inline, Inline{Style: true, Attribute: true, What: "a style attribute"})
		f.readStyle([]byte(a.value))
	case len(a.name) > 2 && strings.HasPrefix(a.name, "on"):
		f.Inline = append(f.Inline, Inline{Attribute: true, What: "an " + a.name + " attribute"})
	case linking[a.name], a.name == "srcset", a.name == "imagesrcset", a.name == "ping":
		for _, address := range addresses(a.name, a.value) {
			if scripted.MatchString(address) {
				f.Inline = append(f.Inline, Inline{Attribute: true, What: "a javascript: address"})
				continue
			}
			f.Links = append(f.Links, address)
		}
	}
}

// scripted matches an address that is a program. Browsers skip spaces and control characters in its scheme.
var scripted = regexp.MustCompile(`(?i)^[\x00-\x20]*` + strings.Join(strings.Split("javascript", ""), `[\t\r\n]*`) + `[\t\r\n]*:`)

// addresses returns the addresses in the value of an attribute.
func addresses(attribute, value string) []string {
	switch attribute {
	case "ping":
		return strings.Fields(value)
	case "srcset", "imagesrcset":
		var out []string
		for candidate := range strings.SplitSeq(value, ",") {
			if fields := strings.Fields(candidate); len(fields) > 0 {
				out = append(out, fields[0])
			}
		}
		return out
	}
	return []string{value}
}

// leads records a link that opens where the page is, or that hands the page to what it opens.
func (r reader) leads(e *element) {
	href, ok := e.get("href")
	target, _ := e.get("target")
	rel, _ := e.get("rel")
	apart := strings.EqualFold(target, "_blank") && slices.Contains(strings.Fields(strings.ToLower(rel)), "noopener")
	if ok && !strings.HasPrefix(href, "#") && !apart {
		r.page.Inside = append(r.page.Inside, href)
	}
}

func (r reader) meta(e *element) {
	content, _ := e.get("content")
	name, _ := e.get("name")
	switch strings.ToLower(name) {
	case "description":
		r.page.Description = strings.TrimSpace(content)
	case "robots", "googlebot", "bingbot":
		r.page.Robots += " " + strings.ToLower(content)
	}
	property, _ := e.get("property")
	if posting[strings.ToLower(property)] || posting[strings.ToLower(name)] {
		r.file.Links = append(r.file.Links, content)
	}
	if equiv, _ := e.get("http-equiv"); strings.EqualFold(equiv, "refresh") {
		if m := refreshing.FindStringSubmatch(content); m != nil {
			r.page.Refresh = strings.Trim(m[1], `'" `)
			r.file.Links = append(r.file.Links, r.page.Refresh)
			r.file.Requests = append(r.file.Requests, Request{What: "<meta http-equiv=refresh>", Address: r.page.Refresh})
		}
	}
}

var refreshing = regexp.MustCompile(`(?i)^\s*[\d.]+\s*[;,]?\s*(?:url\s*=\s*)?(\S.*)$`)

func (r reader) link(e *element) {
	href, ok := e.get("href")
	rel, _ := e.get("rel")
	if !ok {
		return
	}
	for kind := range strings.FieldsSeq(strings.ToLower(rel)) {
		if kind == "canonical" {
			r.page.Canonical = append(r.page.Canonical, href)
		}
		if slices.Contains(fetching, kind) {
			r.file.Requests = append(r.file.Requests, Request{
				What: "<link rel=" + kind + ">", Address: href, Style: kind == "stylesheet", Loads: !slices.Contains(hinting, kind),
			})
			return
		}
	}
}

// isLength reports whether an attribute is a length in pixels, as width and height of an image are.
func isLength(e *element, name string) bool {
	value, _ := e.get(name)
	n, err := strconv.Atoi(value)
	return err == nil && n > 0
}
