package hosting

import (
	"path"
	"regexp"
	"slices"
	"strings"

	"declarationwatch/tools/internal/former"
	"declarationwatch/tools/internal/output"
)

// redirect is one line of _redirects.
type redirect struct {
	from, to, status string
	pattern          *regexp.Regexp // of one that was read: the addresses that it hits
}

const (
	gone    = "301"  // without "!": a file at the address has priority
	moved   = "301!" // with "!", because a file may be at the old address: the page that Hugo writes there for any other host
	missing = "404"  // without "!", as above
)

// folders have files and no page of their own; a visitor who opens one is redirected.
var folders = []struct{ from, to string }{
	{"data/v1/", "data/"},
	{"data/v1/schema/", "data/v1/schema/matrix.schema.json"},
	{"data/v1/signatories/", "data/#parts"},
	{"data/v1/commitments/", "data/#parts"},
	{"oembed/", "embed/"},
	{output.Releases + "/", "data/#releases"},
}

// redirects returns the lines for the addresses that pages, records and languages had before, and for wrong addresses in each language that has
// a page for them. The one at the top of the site a host finds by itself.
func redirects(s *output.Site, files []*file, ids []former.ID) []redirect {
	root := s.Base.EscapedPath()
	out := formerRedirects(root, files, ids)
	var known []*regexp.Regexp
	for _, r := range out {
		known = append(known, compile(r.from))
	}
	for _, f := range files {
		address := under(root, f.address[0])
		if s.Redirects(f.File) && !slices.ContainsFunc(known, func(r *regexp.Regexp) bool { return r.MatchString(address) }) {
			to := *s.Target(f.File, f.Page.Refresh)
			to.Scheme, to.Host = "", ""
			out = append(out, redirect{address, to.String(), moved, nil})
		}
	}
	for _, d := range folders {
		page, _, _ := strings.Cut(d.to, "#")
		if s.Answer(s.Base.JoinPath(page)) != nil && s.Answer(s.Base.JoinPath(d.from)) == nil {
			out = append(out, redirect{under(root, "/"+d.from), under(root, "/"+d.to), moved, nil})
		}
	}
	out = append(out, languageRedirects(s, root, out)...)
	for _, f := range files {
		if folder, name := path.Split(f.Name); name == "404.html" && folder != "" {
			out = append(out, redirect{under(root, "/"+folder+"*"), under(root, "/"+f.Name), missing, nil})
		}
	}
	return out
}
