package audit

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// linking lists the attributes that hold an address.
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

// start takes in an opening tag.
func (r *reader) start(e *element, closed bool) {
	f, p := r.file, r.page
	for _, a := range e.attributes {
		r.attribute(e, a)
	}
	for _, name := range loading[e.name] {
		if value, ok := e.get(name); ok {
			for _, address := range addresses(name, value) {
				f.requests = append(f.requests, request{what: "<" + e.name + " " + name + ">", address: address, loads: name == "src" || name == "data" || name == "href"})
			}
		}
	}
	switch e.name {
	case "html":
		p.lang, _ = e.get("lang")
	case "a", "area":
		r.leads(e)
	case "meta":
		r.meta(e)
	case "link":
		r.link(e)
	case "img":
		src, _ := e.get("src")
		_, alt := e.get("alt")
		p.images = append(p.images, image{src, isLength(e, "width") && isLength(e, "height"), alt})
	case "h1", "h2", "h3", "h4", "h5", "h6":
		p.headings = append(p.headings, int(e.name[1]-'0'))
	case "title":
		r.raw = "title"
	case "style":
		r.raw = "style"
	case "script":
		r.script(e)
	case "svg", "math":
		if !closed {
			r.foreign++
		}
	case "iframe":
		// A page within the page: what it loads, this page loads.
		if text, ok := e.get("srcdoc"); ok {
			inner := reader{file: f, page: &page{ids: map[string]bool{}}}
			if err := inner.read([]byte(text)); err != nil {
				f.fault("srcdoc: %v", err)
			}
		}
	}
}

func (r *reader) attribute(e *element, a attribute) {
	f := r.file
	switch {
	case a.name == "id":
		if r.page.ids[a.value] {
			r.page.twice = append(r.page.twice, a.value)
		}
		r.page.ids[a.value] = true
	case a.name == "style":
		f.inline = append(f.inline, inline{style: true, attribute: true, what: "a style attribute"})
		f.style([]byte(a.value))
	case len(a.name) > 2 && strings.HasPrefix(a.name, "on"):
		f.inline = append(f.inline, inline{attribute: true, what: "an " + a.name + " attribute"})
	case linking[a.name], a.name == "srcset", a.name == "imagesrcset", a.name == "ping":
		for _, address := range addresses(a.name, a.value) {
			if scripted.MatchString(address) {
				f.inline = append(f.inline, inline{attribute: true, what: "a javascript: address"})
				continue
			}
			f.links = append(f.links, address)
		}
	}
}

// scripted matches an address that is a program. Browsers skip blanks and control characters in its scheme.
var scripted = regexp.MustCompile(`(?i)^[\x00-\x20]*` + strings.Join(strings.Split("javascript", ""), `[\t\r\n]*`) + `[\t\r\n]*:`)

// addresses gives the addresses that the value of an attribute holds.
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

// leads notes a link that opens where the page is, or that hands the page to what it opens.
func (r *reader) leads(e *element) {
	href, ok := e.get("href")
	target, _ := e.get("target")
	rel, _ := e.get("rel")
	apart := strings.EqualFold(target, "_blank") && slices.Contains(strings.Fields(strings.ToLower(rel)), "noopener")
	if ok && !strings.HasPrefix(href, "#") && !apart {
		r.page.inside = append(r.page.inside, href)
	}
}

func (r *reader) meta(e *element) {
	content, _ := e.get("content")
	name, _ := e.get("name")
	switch strings.ToLower(name) {
	case "description":
		r.page.description = strings.TrimSpace(content)
	case "robots", "googlebot", "bingbot":
		r.page.robots += " " + strings.ToLower(content)
	}
	property, _ := e.get("property")
	if posting[strings.ToLower(property)] || posting[strings.ToLower(name)] {
		r.file.links = append(r.file.links, content)
	}
	if equiv, _ := e.get("http-equiv"); strings.EqualFold(equiv, "refresh") {
		if m := refreshing.FindStringSubmatch(content); m != nil {
			r.page.refresh = strings.Trim(m[1], `'" `)
			r.file.links = append(r.file.links, r.page.refresh)
			r.file.requests = append(r.file.requests, request{what: "<meta http-equiv=refresh>", address: r.page.refresh})
		}
	}
}

var refreshing = regexp.MustCompile(`(?i)^\s*[\d.]+\s*[;,]?\s*(?:url\s*=\s*)?(\S.*)$`)

func (r *reader) link(e *element) {
	href, ok := e.get("href")
	rel, _ := e.get("rel")
	if !ok {
		return
	}
	for kind := range strings.FieldsSeq(strings.ToLower(rel)) {
		if kind == "canonical" {
			r.page.canonical = append(r.page.canonical, href)
		}
		if slices.Contains(fetching, kind) {
			r.file.requests = append(r.file.requests, request{
				what: "<link rel=" + kind + ">", address: href, style: kind == "stylesheet", loads: !slices.Contains(hinting, kind),
			})
			return
		}
	}
}

func (r *reader) script(e *element) {
	kind, _ := e.get("type")
	_, src := e.get("src")
	_, href := e.get("href") // in SVG
	_, xlink := e.get("xlink:href")
	switch {
	case strings.EqualFold(strings.TrimSpace(kind), jsonLD):
		r.raw = jsonLD
	case !src && !href && !xlink:
		r.raw = "script"
	}
}

// isLength reports whether an attribute is a length in pixels, as width and height of an image are.
func isLength(e *element, name string) bool {
	value, _ := e.get(name)
	n, err := strconv.Atoi(value)
	return err == nil && n > 0
}
