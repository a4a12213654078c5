package output

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// Target resolves an address as a browser does that shows the file. It returns an empty one for what is not an address. The caller
// must not change it.
func (s *Site) Target(f *File, address string) *url.URL {
	// Browsers take a backslash for a slash.
	address = strings.ReplaceAll(strings.TrimSpace(address), `\`, "/")
	here := *s.Base
	if !strings.HasPrefix(address, "/") && !strings.HasPrefix(address, "https://") && !strings.HasPrefix(address, "http://") {
		here.Path += strings.TrimSuffix(f.Name, "index.html")
		return resolve(here, address)
	}
	// It leads to the same place from any file, and most pages have the same links.
	target, ok := s.targets.Load(address)
	if !ok {
		target, _ = s.targets.LoadOrStore(address, resolve(here, address))
	}
	return target.(*url.URL)
}

func resolve(here url.URL, address string) *url.URL {
	target, err := here.Parse(address)
	if err != nil {
		return &url.URL{}
	}
	return target
}

// Own reports whether an address is on the site's own host, by the site's own protocol.
func (s *Site) Own(u *url.URL) bool {
	return strings.EqualFold(u.Host, s.Base.Host) && u.Opaque == "" && u.Scheme == s.Base.Scheme
}

// Foreign reports whether to ask for an address is to ask another host.
func (s *Site) Foreign(u *url.URL) bool {
	web := strings.HasPrefix(u.Scheme, "http") || strings.HasPrefix(u.Scheme, "ws")
	return u.Host != "" && !strings.EqualFold(u.Host, s.Base.Host) || web && u.Opaque != ""
}

// Answer returns the file that a server answers with at an address of the site, or nil.
func (s *Site) Answer(u *url.URL) *File {
	below, inside := strings.CutPrefix(u.Path, s.Base.Path)
	switch f, ok := s.byName[below]; {
	case !inside && u.Path+"/" != s.Base.Path:
		return nil
	case !inside, below == "", strings.HasSuffix(below, "/"):
		return s.byName[strings.TrimPrefix(below, u.Path)+"index.html"]
	case ok:
		return f
	}
	return s.byName[path.Join(below, "index.html")]
}

// Former returns where an address in a language that the site has no more leads on to: the same address in the source language. It
// returns nil for any other address.
func (s *Site) Former(u *url.URL) *url.URL {
	below, inside := strings.CutPrefix(u.Path, s.Base.Path)
	language, rest := s.Languages.Split(below)
	if !inside || !slices.Contains(s.Languages.Former, language) {
		return nil
	}
	return s.Base.JoinPath(rest)
}

// Broken returns what is wrong with a link inside the site, in words that follow it; "" if nothing is.
func (s *Site) Broken(f *File, address string) string {
	target := s.Target(f, address)
	to := s.Answer(target)
	switch {
	case *target == url.URL{}:
		return " is not an address"
	case !s.Own(target):
	case to == nil && s.Former(target) != nil:
	case to == nil && !strings.HasPrefix(target.Path+"/", s.Base.Path):
		return fmt.Sprintf(" leaves the site's folder %s", s.Base.Path)
	case to == nil:
		return " leads to no file"
	case target.Fragment != "" && to.Page != nil && !s.hasID(to, target.Fragment):
		return fmt.Sprintf(": %s has no id %q", to.Name, target.Fragment)
	}
	return ""
}

// Redirects reports whether a page only leads on to another one of the site: what Hugo writes for an alias.
func (s *Site) Redirects(f *File) bool {
	if f.Page == nil || f.Page.Refresh == "" || f.Page.H1 > 0 {
		return false
	}
	return s.Own(s.Target(f, f.Page.Refresh))
}

// Unlink makes plain words of links inside the site that lead nowhere, in pages and in feeds. A site of a past day needs it:
// what a text written since then links to was not there yet.
func (s *Site) Unlink() error {
	for _, f := range slices.Clone(s.Files) {
		edit := unlinkers[Kind(f.Name)]
		if edit == nil || f.Release || s.Redirects(f) {
			continue
		}
		broken := map[string]bool{}
		for _, link := range f.Links {
			if s.Broken(f, link) != "" {
				broken[link] = true
			}
		}
		if len(broken) == 0 {
			continue
		}
		text, err := s.Bytes(f)
		if err != nil {
			return err
		}
		if err := s.Write(Text{f.Name, edit(text, broken)}); err != nil {
			return err
		}
	}
	return nil
}

// unlinkers are how to unlink each kind of file: in feeds, HTML is the text of elements or of strings.
var unlinkers = map[string]func(text []byte, broken map[string]bool) []byte{
	"html": unlink,
	"xml": func(text []byte, broken map[string]bool) []byte {
		return Rewrite(text, func(t *html.Token) bool {
			before := t.Data
			if t.Type == html.TextToken {
				t.Data = string(unlink([]byte(t.Data), broken))
			}
			return t.Data != before
		})
	},
	"json": func(text []byte, broken map[string]bool) []byte {
		return quoted.ReplaceAllFunc(text, func(literal []byte) []byte {
			var before string
			if json.Unmarshal(literal, &before) != nil {
				return literal
			}
			after := string(unlink([]byte(before), broken))
			if after == before {
				return literal
			}
			literal, _ = json.Marshal(after) // a string always can be
			return literal
		})
	},
}

var quoted = regexp.MustCompile(`"(?:[^"\\]|\\.)*"`)

// unlink replaces <a> by <span> where its address is in broken. In a drawing, which has no <span>, the address goes.
func unlink(text []byte, broken map[string]bool) []byte {
	drawings, open := 0, false // how many <svg> are open; whether an <a> is that became a <span>
	return Rewrite(text, func(tag *html.Token) (changed bool) {
		start := tag.Type == html.StartTagToken
		switch {
		case tag.Type == html.TextToken:
		case tag.Data == "svg" && start:
			drawings++
		case tag.Data == "svg" && tag.Type == html.EndTagToken:
			drawings--
		case tag.Data == "a" && start:
			changed = slices.ContainsFunc(tag.Attr, func(a html.Attribute) bool { return isAddress(a.Key) && broken[a.Val] })
			if changed && drawings == 0 {
				tag.Data, open = "span", true
			}
			if changed {
				tag.Attr = slices.DeleteFunc(tag.Attr, func(a html.Attribute) bool {
					return isAddress(a.Key) || slices.Contains([]string{"rel", "target", "download", "hreflang"}, a.Key)
				})
			}
		case tag.Data == "a" && open && drawings == 0:
			tag.Data, open, changed = "span", false, true
		}
		return changed
	})
}

// Rewrite returns a page with the tags and the text that edit changes, and every other byte as it is.
func Rewrite(text []byte, edit func(*html.Token) (changed bool)) []byte {
	var out bytes.Buffer
	z := html.NewTokenizer(bytes.NewReader(text))
	for {
		kind := z.Next()
		raw := slices.Clone(z.Raw())
		switch kind {
		case html.ErrorToken:
			return append(out.Bytes(), raw...)
		case html.StartTagToken, html.EndTagToken, html.SelfClosingTagToken, html.TextToken:
			if token := z.Token(); edit(&token) {
				raw = []byte(token.String())
			}
		}
		out.Write(raw)
	}
}

func isAddress(attribute string) bool { return strings.TrimPrefix(attribute, "xlink:") == "href" }
