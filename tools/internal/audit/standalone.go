package audit

import (
	"path"
	"slices"
	"strings"
)

// standsAlone reports whether a file is meant to be kept and opened without the site. Its styles are in it, it is no page
// that a visitor waits for, and search engines are to list the page that it is a copy of.
func (o *output) standsAlone(f *file) bool {
	return matches(o.Standalone, f.name)
}

// matches reports whether a name fits one of some patterns.
func matches(patterns []string, name string) bool {
	return slices.ContainsFunc(patterns, func(pattern string) bool {
		match, _ := path.Match(pattern, name)
		return match
	})
}

// standalone holds such a file to what that takes, wherever it is opened: from a memory stick as from the site.
func standalone(o *output, report *report) {
	for _, f := range o.files {
		if !o.standsAlone(f) {
			continue
		}
		for _, r := range f.requests {
			switch {
			case strings.HasPrefix(r.what, "<script"):
				report.errorf(f.name, "%s: a file that stands alone runs no script", r.what)
			case !o.carried(f, r.address):
				report.errorf(f.name, "%s asks for %q: a file that stands alone asks for nothing", r.what, r.address)
			}
		}
		for _, link := range f.links {
			if !strings.HasPrefix(link, "#") && !absolute(link) {
				report.errorf(f.name, "link %q leads out of a file that stands alone and is no full address", link)
			}
		}
	}
}

// carried reports whether an address holds what it stands for.
func (o *output) carried(f *file, address string) bool {
	target, err := o.target(f, address)
	return err == nil && target.Scheme == "data"
}
