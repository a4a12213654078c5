// Package share makes one file of a page of the finished site, to be sent to somebody before the page is out: styles and pictures
// are in it, nothing is loaded, and it is marked.
package share

import (
	"bytes"
	"encoding/base64"
	"mime"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"declarationwatch/tools/internal/source"
)

// Page is a page of a finished site.
type Page struct {
	Dir     string                    // the site's folder
	Address string                    // of the page below it, with a slash at its end
	BaseURL string                    // of the site, with a slash at its end
	Banner  string                    // what marks the page, in its language
	Public  func(address string) bool // whether a page of the site, by its address below the root, is out
}

// File returns the page as one file.
func (p Page) File() ([]byte, error) {
	text, err := os.ReadFile(filepath.Join(p.Dir, filepath.FromSlash(p.Address), "index.html"))
	if err != nil {
		return nil, err
	}
	document, err := html.Parse(bytes.NewReader(text))
	if err != nil {
		return nil, err
	}
	base, err := url.Parse(p.BaseURL)
	if err != nil {
		return nil, err
	}
	m := maker{p, base, base.JoinPath(p.Address + "/")}
	for _, n := range slices.Collect(document.Descendants()) {
		if err := m.element(n); err != nil {
			return nil, err
		}
	}
	m.mark(document)
	var out bytes.Buffer
	err = html.Render(&out, document)
	return out.Bytes(), err
}

// maker changes the elements of a page.
type maker struct {
	Page
	base, here *url.URL
}

// element makes an element ask for nothing.
func (m maker) element(n *html.Node) error {
	if n.Type != html.ElementNode || n.Parent == nil {
		return nil
	}
	switch n.DataAtom {
	case atom.Script, atom.Noscript, atom.Form, atom.Source, atom.Iframe, atom.Base:
		n.Parent.RemoveChild(n)
	case atom.Link:
		return m.link(n)
	case atom.Meta:
		if attribute(n, "property") != "" || attribute(n, "name") == source.DraftMark || attribute(n, "http-equiv") != "" {
			n.Parent.RemoveChild(n)
		}
	case atom.Img, atom.Image:
		remove(n, "srcset", "sizes", "loading")
		return m.embedded(n, "src", "href", "xlink:href")
	case atom.A:
		return m.anchor(n)
	}
	if style := attribute(n, "style"); style != "" {
		css, err := m.style(style, m.here)
		set(n, "style", css)
		return err
	}
	if n.DataAtom == atom.Style && n.FirstChild != nil {
		css, err := m.style(n.FirstChild.Data, m.here)
		n.FirstChild.Data = css
		return err
	}
	return nil
}

// link replaces a style sheet by its text. Every other link is for who finds the page on the site.
func (m maker) link(n *html.Node) error {
	if attribute(n, "rel") == "stylesheet" {
		at := m.here.ResolveReference(reference(attribute(n, "href")))
		css, found, err := m.read(at)
		if err != nil {
			return err
		}
		if found {
			text, err := m.style(string(css), at)
			if err != nil {
				return err
			}
			style := &html.Node{Type: html.ElementNode, Data: "style", DataAtom: atom.Style}
			if media := attribute(n, "media"); media != "" {
				set(style, "media", media)
			}
			style.AppendChild(&html.Node{Type: html.TextNode, Data: strings.ReplaceAll(text, "</", `<\/`)})
			n.Parent.InsertBefore(style, n)
		}
	}
	n.Parent.RemoveChild(n)
	return nil
}

// anchor makes a link lead to the site. What is not out has no address there: a file beside the page is put into the page, and a
// link to another such page is only words.
func (m maker) anchor(n *html.Node) error {
	href := attribute(n, "href")
	if href == "" || strings.HasPrefix(href, "#") {
		return nil
	}
	at := m.here.ResolveReference(reference(href))
	below, own := m.below(at)
	switch {
	case own && below == m.Address && at.Fragment != "":
		set(n, "href", "#"+at.EscapedFragment())
	case own && strings.HasPrefix(below, m.Address+"/") && path.Ext(below) != ".html" && path.Ext(below) != "":
		set(n, "download", path.Base(below))
		return m.embedded(n, "href")
	case own && !m.Public(below):
		remove(n, "href")
	default:
		set(n, "href", at.String())
	}
	return nil
}

// embedded puts the file that an attribute names into it.
func (m maker) embedded(n *html.Node, names ...string) error {
	for _, name := range names {
		value := attribute(n, name)
		if value == "" || strings.HasPrefix(value, "data:") || strings.HasPrefix(value, "#") {
			continue
		}
		data, err := m.data(m.here.ResolveReference(reference(value)))
		if err != nil {
			return err
		}
		set(n, name, data)
	}
	return nil
}

// loaded matches what a style sheet loads.
var loaded = regexp.MustCompile(`url\(\s*(?:"([^"]*)"|'([^']*)'|([^)"'\s]*))\s*\)`)

// style returns a style sheet with what it loads in it.
func (m maker) style(css string, at *url.URL) (text string, err error) {
	text = loaded.ReplaceAllStringFunc(css, func(call string) string {
		parts := loaded.FindStringSubmatch(call)
		value := parts[1] + parts[2] + parts[3]
		if strings.HasPrefix(value, "data:") || strings.HasPrefix(value, "#") || err != nil {
			return call
		}
		var data string
		data, err = m.data(at.ResolveReference(reference(value)))
		return `url("` + data + `")`
	})
	return text, err
}

// data returns a file of the site as a data: address; "" for one elsewhere, which nobody may be asked for.
func (m maker) data(at *url.URL) (string, error) {
	text, found, err := m.read(at)
	if err != nil || !found {
		return "", err
	}
	kind := mime.TypeByExtension(path.Ext(at.Path))
	if kind == "" {
		kind = "application/octet-stream"
	}
	return "data:" + strings.ReplaceAll(kind, " ", "") + ";base64," + base64.StdEncoding.EncodeToString(text), nil
}

// read returns a file of the site by its address.
func (m maker) read(at *url.URL) (text []byte, found bool, err error) {
	below, own := m.below(at)
	if !own || !filepath.IsLocal(filepath.FromSlash(below)) {
		return nil, false, nil
	}
	text, err = os.ReadFile(filepath.Join(m.Dir, filepath.FromSlash(below)))
	return text, err == nil, err
}

// below returns a path below the site's root, without slashes at its ends; own is false for an address elsewhere.
func (m maker) below(at *url.URL) (below string, own bool) {
	if at.Host != m.base.Host || at.Scheme != m.base.Scheme {
		return "", false
	}
	below, own = strings.CutPrefix(at.Path, m.base.Path)
	return strings.Trim(below, "/"), own
}

// mark says on the page, in its title and in its head that it is not for publication.
func (m maker) mark(document *html.Node) {
	for n := range document.Descendants() {
		switch n.DataAtom {
		case atom.Title:
			if n.Parent.DataAtom == atom.Head {
				n.FirstChild.Data = m.Banner + " · " + n.FirstChild.Data
			}
		case atom.Head:
			for _, name := range []string{source.DraftMark, "robots"} {
				meta := &html.Node{Type: html.ElementNode, Data: "meta", DataAtom: atom.Meta}
				set(meta, "name", name)
				set(meta, "content", map[string]string{"robots": "noindex", source.DraftMark: "shared"}[name])
				n.InsertBefore(meta, n.FirstChild)
			}
		case atom.P:
			if attribute(n, "class") == "preview" && n.FirstChild != nil {
				n.FirstChild.Data = m.Banner
			}
		}
	}
}

// reference parses an address as a page has it; what is none leads nowhere.
func reference(address string) *url.URL {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil {
		return &url.URL{Scheme: "invalid", Opaque: "address"}
	}
	return u
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name && a.Namespace == "" || a.Namespace+":"+a.Key == name {
			return a.Val
		}
	}
	return ""
}

func set(n *html.Node, name, value string) {
	for i, a := range n.Attr {
		if a.Key == name || a.Namespace+":"+a.Key == name {
			n.Attr[i].Val = value
			return
		}
	}
	n.Attr = append(n.Attr, html.Attribute{Key: name, Val: value})
}

func remove(n *html.Node, names ...string) {
	n.Attr = slices.DeleteFunc(n.Attr, func(a html.Attribute) bool { return slices.Contains(names, a.Key) })
}
