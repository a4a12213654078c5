package release

import (
	"bytes"
	"errors"
	"io"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// linker makes links of frozen pages to what the release contains relative, so that they work wherever its folder is. Every
// other link is a full address: the site around a release changes, and may be gone.
type linker struct {
	base string          // of the site, with a closing slash
	held map[string]bool // files of the release, by path
}

// leading is the attributes that hold an address.
var leading = []string{"href", "src", "action"}

// relative returns a page of the release with its links rewritten. What it names as canonical stays a full address.
func (l linker) relative(name string, text []byte) ([]byte, error) {
	base, err := url.Parse(l.base)
	if err != nil {
		return nil, err
	}
	here := base.JoinPath(name)
	var out bytes.Buffer
	for z := html.NewTokenizer(bytes.NewReader(text)); ; {
		switch kind := z.Next(); kind {
		case html.ErrorToken:
			if err := z.Err(); !errors.Is(err, io.EOF) {
				return nil, err
			}
			return out.Bytes(), nil
		case html.StartTagToken, html.SelfClosingTagToken:
			raw := slices.Clone(z.Raw())
			if tag := z.Token(); l.rewrite(&tag, name, here, base) {
				out.WriteString(tag.String())
			} else {
				out.Write(raw)
			}
		default:
			out.Write(z.Raw())
		}
	}
}

// isLive reports whether a link leads to the living page, although the release has a copy of it.
func isLive(tag *html.Token) bool {
	return slices.ContainsFunc(tag.Attr, func(a html.Attribute) bool { return a.Key == "data-live" })
}

// rewrite rewrites the links of a tag, and reports whether it had any.
func (l linker) rewrite(tag *html.Token, name string, here, base *url.URL) (changed bool) {
	for i, a := range tag.Attr {
		if a.Key == "rel" && a.Val == "canonical" {
			return false
		}
		if !slices.Contains(leading, a.Key) || a.Val == "" || strings.ContainsAny(a.Val[:1], "#?") {
			continue
		}
		target, err := here.Parse(a.Val)
		if err != nil || target.Scheme != base.Scheme || target.Host != base.Host {
			continue
		}
		below, inside := strings.CutPrefix(target.Path, base.Path)
		if !inside {
			continue
		}
		if !isLive(tag) && (l.held[below] || l.held[below+"index.html"]) {
			target.Scheme, target.Host, target.Path = "", "", strings.Repeat("../", strings.Count(name, "/"))+below
			if target.Path == "" {
				target.Path = "./"
			}
		}
		tag.Attr[i].Val, changed = target.String(), true
	}
	return changed
}
