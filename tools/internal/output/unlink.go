package output

import (
	"bytes"
	"encoding/json"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

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
		if err := s.Write(f.Name, edit(text, broken)); err != nil {
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
