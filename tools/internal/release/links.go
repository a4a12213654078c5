package release

import (
	"cmp"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html"

	"declarationwatch/tools/internal/output"
)

// linker makes links of frozen pages to what the release contains relative, so that they work wherever its folder is. Every
// other link is a full address: the site around a release changes, and may be gone.
type linker struct {
	base *url.URL        // of the site, with a closing slash
	held map[string]bool // files of the release, by path
}

// leading is the attributes that contain an address.
var leading = []string{"href", "src", "action"}

// relative returns a page of the release with its links rewritten. What it names as canonical stays a full address.
func (l linker) relative(name string, text []byte) []byte {
	here := l.base.JoinPath(name)
	return output.Rewrite(text, func(tag *html.Token) bool { return l.rewrite(tag, name, here) })
}

// rewrite rewrites the links of a tag, and reports whether it had any.
func (l linker) rewrite(tag *html.Token, name string, here *url.URL) (changed bool) {
	// A live link leads to the current page, although the release has a copy of it.
	live := slices.ContainsFunc(tag.Attr, func(a html.Attribute) bool { return a.Key == "data-live" })
	for i, a := range tag.Attr {
		if a.Key == "rel" && a.Val == "canonical" {
			return false
		}
		if !slices.Contains(leading, a.Key) || a.Val == "" || strings.ContainsAny(a.Val[:1], "#?") {
			continue
		}
		target, err := here.Parse(a.Val)
		if err != nil || target.Scheme != l.base.Scheme || target.Host != l.base.Host {
			continue
		}
		below, inside := strings.CutPrefix(target.Path, l.base.Path)
		if !inside {
			continue
		}
		if !live && (l.held[below] || l.held[below+"index.html"]) {
			target.Scheme, target.Host = "", ""
			target.Path = cmp.Or(strings.Repeat("../", strings.Count(name, "/"))+below, "./")
		}
		tag.Attr[i].Val, changed = target.String(), true
	}
	return changed
}
