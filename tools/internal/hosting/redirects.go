package hosting

import (
	"net/url"
	"path"
	"strings"
)

// redirect is one line of _redirects.
type redirect struct{ from, to, status string }

const (
	moved   = "301!" // with the mark, because a file may lie at the old address: Hugo's page that leads on, for any other host
	missing = "404"  // without it: a file that is there goes first
)

// doors are folders that hold files and no page of their own, and where who looks into one is led.
var doors = []struct{ from, to string }{
	{"data/v1/", "data/"},
	{"data/v1/schema/", "data/v1/schema/matrix.schema.json"},
	{"oembed/", "embed/"},
	{"v/", "changes/#releases"},
}

// redirects gives the lines for the addresses that pages had before, and for wrong addresses in each language that has a
// page for them. The one at the top of the site a host finds by itself.
func redirects(files []*file, base *url.URL) []redirect {
	var out []redirect
	for _, f := range files {
		if f.leadsTo == "" {
			continue
		}
		if to, err := base.JoinPath(f.name).Parse(f.leadsTo); err == nil && to.Scheme == base.Scheme && to.Host == base.Host {
			to.Scheme, to.Host = "", ""
			out = append(out, redirect{under(base.EscapedPath(), f.address[0]), to.String(), moved})
		}
	}
	there := map[string]bool{}
	for _, f := range files {
		there[strings.TrimSuffix(f.name, "index.html")] = true
	}
	for _, d := range doors {
		if page, _, _ := strings.Cut(d.to, "#"); there[page] && !there[d.from] {
			out = append(out, redirect{under(base.EscapedPath(), "/"+d.from), under(base.EscapedPath(), "/"+d.to), moved})
		}
	}
	for _, f := range files {
		if folder, name := path.Split(f.name); name == "404.html" && folder != "" {
			out = append(out, redirect{under(base.EscapedPath(), "/"+folder+"*"), under(base.EscapedPath(), "/"+f.name), missing})
		}
	}
	return out
}
