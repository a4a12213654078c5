package audit

import (
	"fmt"
	"net/url"
	"path"
	"strings"
)

// target reads an address as a browser does that shows the file.
func (o *output) target(f *file, address string) (*url.URL, error) {
	here := *o.base
	here.Path += strings.TrimSuffix(f.name, "index.html")
	// Browsers take a backslash for a slash.
	return here.Parse(strings.ReplaceAll(strings.TrimSpace(address), `\`, "/"))
}

// own reports whether an address lies on the site's own host, by the site's own protocol.
func (o *output) own(u *url.URL) bool {
	return strings.EqualFold(u.Host, o.base.Host) && u.Opaque == "" && u.Scheme == o.base.Scheme
}

// deadLink checks that every link inside the site leads somewhere. Links that leave it are the reader's own.
func deadLink(o *output, report *report) {
	for _, f := range o.files {
		seen := map[string]bool{}
		for _, link := range f.links {
			if seen[link] {
				continue
			}
			seen[link] = true
			if fault := o.broken(f, link); fault != "" {
				report.errorf(f.name, "link %q%s", link, fault)
			}
		}
	}
}

// listed is an address that a sitemap or a feed names.
type listed struct {
	address string
	own     bool // it must be of this site
}

func listedPage(o *output, report *report) {
	for _, f := range o.files {
		for _, l := range f.listed {
			target, err := o.target(f, l.address)
			if err == nil && l.own && !o.own(target) {
				report.errorf(f.name, "lists %q, which is not of this site", l.address)
			} else if fault := o.broken(f, l.address); fault != "" {
				report.errorf(f.name, "lists %q, which%s", l.address, strings.TrimPrefix(fault, ":"))
			}
		}
	}
}

// broken says what is wrong with an address inside the site, in words that follow it; "" when nothing is.
func (o *output) broken(f *file, address string) string {
	target, err := o.target(f, address)
	if err != nil {
		return " cannot be read as an address"
	}
	if !o.own(target) {
		return ""
	}
	below, inside := strings.CutPrefix(target.Path, o.base.Path)
	if !inside && target.Path+"/" != o.base.Path {
		return fmt.Sprintf(" leaves the site's folder %s", o.base.Path)
	}
	to := o.answer(below)
	if to == nil {
		return " leads to no file"
	}
	if target.Fragment != "" && to.page != nil && !to.page.ids[target.Fragment] {
		return fmt.Sprintf(": %s has no id %q", to.name, target.Fragment)
	}
	return ""
}

// absolute reports whether an address is whole in itself, whatever page it stands on.
func absolute(address string) bool {
	u, err := url.Parse(strings.TrimSpace(address))
	return err == nil && u.IsAbs()
}

// answer gives the file that a server would answer with, or nil.
func (o *output) answer(below string) *file {
	if below == "" || strings.HasSuffix(below, "/") {
		return o.byName[below+"index.html"]
	}
	if f, ok := o.byName[below]; ok {
		return f
	}
	return o.byName[path.Join(below, "index.html")]
}

func duplicateID(o *output, report *report) {
	for _, f := range o.files {
		if f.page == nil {
			continue
		}
		for _, id := range f.page.twice {
			report.errorf(f.name, "id %q is given twice", id)
		}
	}
}
