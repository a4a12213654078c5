package audit

import (
	"path"
	"strings"
)

// isFrame reports whether a page is made to be shown within the pages of others. Its styles are in it, and search engines
// are to list the page that it stands for.
func (o *output) isFrame(f *file) bool { return matches(o.Frames, f.name) }

// isCopy reports whether a page stands for another one of the site.
func (o *output) isCopy(f *file) bool { return o.standsAlone(f) || o.isFrame(f) }

// frame holds such a page to what partners are promised: one request, no script but the one that tells a height, and no
// link that would open the site within their page.
func frame(o *output, report *report) {
	for f, p := range o.pages() {
		if !o.isFrame(f) {
			continue
		}
		for _, r := range f.requests {
			script := strings.HasPrefix(r.what, "<script") && path.Base(f.name) != "index.html"
			switch target, err := o.target(f, r.address); {
			case o.carried(f, r.address):
			case !script:
				report.errorf(f.name, "%s asks for %q: a frame is one request", r.what, r.address)
			case err == nil && (!o.own(target) || !strings.HasSuffix(target.Path, "/"+o.FrameScript)):
				report.errorf(f.name, "%s asks for %q: the only script of a frame is %s", r.what, r.address, o.FrameScript)
			}
		}
		for _, link := range p.inside {
			report.errorf(f.name, "link %q opens within the partner's page: give it target=\"_blank\" rel=\"noopener\"", link)
		}
	}
}
