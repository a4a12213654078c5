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

// linker makes links of frozen pages relative, so that they lead where they should on whatever host the release lies: to
// what the release holds, or else into the site around it.
type linker struct {
	base string          // of the site, with a closing slash
	held map[string]bool // files of the release, by path
}

// leading is the attributes that hold an address.
var leading = []string{"href", "src", "action"}

// relative gives a page of the release with its links made relative. What it names as canonical stays a full address.
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
			if tag := z.Token(); l.mend(&tag, name, here, base) {
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

// mend makes the links of a tag relative, and reports whether it had any.
func (l linker) mend(tag *html.Token, name string, here, base *url.URL) (mended bool) {
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
		up := strings.Repeat("../", strings.Count(name, "/"))
		if isLive(tag) || !l.held[below] && !l.held[below+"index.html"] {
			up += "../../" // out of v/2026.11/
		}
		target.Scheme, target.Host, target.Path = "", "", up+below
		if target.Path == "" {
			target.Path = "./"
		}
		tag.Attr[i].Val, mended = target.String(), true
	}
	return mended
}
