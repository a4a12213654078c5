package audit

import (
	"fmt"
	"net/url"
	"strings"

	"declarationwatch/tools/internal/diag"
)

// deadLink checks that every link inside the site leads somewhere. Links to other sites are for the editor to check.
func deadLink(r *report) {
	for _, link := range r.Links {
		if fault := r.site.Broken(r.File, link); fault != "" {
			p := diag.Problem{Message: fmt.Sprintf("link %q%s", link, fault)}
			if at := r.site.Origin(r.Name, link); at.IsValid() { // where it is written
				p.At, p.Related = at, []diag.Related{{At: r.at(r.Name), Message: "on this page"}}
			}
			r.add(p)
		}
	}
}

func listedPage(r *report) {
	for _, l := range r.Listed {
		if l.Own && !r.site.Own(r.site.Target(r.File, l.Address)) {
			r.errorf("lists %q, which is not of this site", l.Address)
		} else if fault := r.site.Broken(r.File, l.Address); fault != "" {
			r.errorf("lists %q, which%s", l.Address, strings.TrimPrefix(fault, ":"))
		}
	}
}

// absolute reports whether an address is complete, whatever page it is on.
func absolute(address string) bool {
	u, err := url.Parse(strings.TrimSpace(address))
	return err == nil && u.IsAbs()
}

// standalone checks what a file needs that is opened without the site, such as from a memory stick.
func standalone(r *report) {
	for _, q := range r.Requests {
		if q.IsScript() {
			r.errorf("%s: a standalone file must not run a script", q.What)
		} else if r.site.Target(r.File, q.Address).Scheme != "data" {
			r.errorf("%s asks for %q: a standalone file must not load anything", q.What, q.Address)
		}
	}
	for _, link := range r.Links {
		if !strings.HasPrefix(link, "#") && !absolute(link) {
			r.errorf("link %q leads out of a standalone file; use a full address", link)
		}
	}
}

// frame checks what partners are promised of a frame: one request, no script but the one that reports its height, and no
// link that opens within their page.
func frame(r *report) {
	for _, q := range r.Requests {
		switch target := r.site.Target(r.File, q.Address); {
		case target.Scheme == "data":
		case !q.IsScript() || strings.HasSuffix(r.Name, "/index.html"):
			r.errorf("%s asks for %q: a frame is one request", q.What, q.Address)
		case !r.site.Own(target) || !strings.HasSuffix(target.Path, "/"+r.site.FrameScript):
			r.errorf("%s asks for %q: the only script of a frame is %s", q.What, q.Address, r.site.FrameScript)
		}
	}
	for _, link := range r.Page.Inside {
		r.errorf("link %q opens within the partner's page; add target=\"_blank\" rel=\"noopener\"", link)
	}
}

func thirdParty(r *report) {
	for _, q := range r.Requests {
		if r.site.Foreign(r.site.Target(r.File, q.Address)) {
			r.add(diag.Problem{
				Message: fmt.Sprintf("%s makes a request to another site: %q", q.What, q.Address),
				Hint:    "put a copy into assets/ or static/, or make it a plain link",
			})
		}
	}
}

func mixedContent(r *report) {
	for _, q := range r.Requests {
		if to := r.site.Target(r.File, q.Address).Scheme; r.site.Base.Scheme == "https" && (to == "http" || to == "ws") {
			r.errorf("%s asks for %q over http", q.What, q.Address)
		}
	}
}

// inline refuses every script or style within a page. Standalone files, frames, frozen pages and pictures may contain a
// style sheet, which a content security policy allows by its hash.
func inline(style bool) func(*report) {
	return func(r *report) {
		mayHaveSheet := isCopy(r.File) || frozen(r.File) || r.Page == nil
		for _, i := range r.Inline {
			if i.Style == style && (!style || i.Attribute || !mayHaveSheet) {
				r.errorf("contains %s", i.What)
			}
		}
	}
}
