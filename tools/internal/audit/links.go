package audit

import (
	"fmt"
	"net/url"
	"strings"

	"declarationwatch/tools/internal/diag"
	"declarationwatch/tools/internal/output"
)

// deadLink checks that every link inside the site leads somewhere. Links to other sites are for the editor to check.
func deadLink(o *site, report *report) {
	for _, f := range o.Files {
		seen := map[string]bool{}
		for _, link := range f.Links {
			if seen[link] {
				continue
			}
			seen[link] = true
			if fault := o.Broken(f, link); fault != "" {
				report.link(f.Name, link, fmt.Sprintf("link %q%s", link, fault))
			}
		}
	}
}

// link adds a problem of a link: at its line in the content file, if it is written in one, or else at the output file.
func (r *report) link(file, link, message string) {
	p := diag.Problem{Message: message}
	if at := r.site.origin(file, link); at.IsValid() {
		p.At = at
		p.Related = []diag.Related{{At: r.at(file), Message: "on this page"}}
	}
	r.add(file, p)
}

func listedPage(o *site, report *report) {
	for _, f := range o.Files {
		for _, l := range f.Listed {
			target, err := o.Target(f, l.Address)
			if err == nil && l.Own && !o.Own(target) {
				report.errorf(f.Name, "lists %q, which is not of this site", l.Address)
			} else if fault := o.Broken(f, l.Address); fault != "" {
				report.errorf(f.Name, "lists %q, which%s", l.Address, strings.TrimPrefix(fault, ":"))
			}
		}
	}
}

// absolute reports whether an address is complete, whatever page it is on.
func absolute(address string) bool {
	u, err := url.Parse(strings.TrimSpace(address))
	return err == nil && u.IsAbs()
}

func duplicateID(o *site, report *report) {
	for _, f := range o.Files {
		if f.Page != nil {
			for _, id := range f.Page.Twice {
				report.errorf(f.Name, "duplicate id %q", id)
			}
		}
	}
}

func emptyText(o *site, report *report) {
	for f, p := range o.pages() {
		for _, what := range p.Empty {
			report.add(f.Name, diag.Problem{Message: "no text in " + what, Hint: "add words, or an aria-label"})
		}
	}
}

// standalone checks what a file needs that is opened without the site, such as from a memory stick.
func standalone(o *site, report *report) {
	for _, f := range o.Files {
		if !isKind(f, output.StandalonePage) {
			continue
		}
		for _, r := range f.Requests {
			switch {
			case strings.HasPrefix(r.What, "<script"):
				report.errorf(f.Name, "%s: a standalone file must not run a script", r.What)
			case !o.carried(f, r.Address):
				report.errorf(f.Name, "%s asks for %q: a standalone file must not load anything", r.What, r.Address)
			}
		}
		for _, link := range f.Links {
			if !strings.HasPrefix(link, "#") && !absolute(link) {
				report.errorf(f.Name, "link %q leads out of a standalone file; use a full address", link)
			}
		}
	}
}

// carried reports whether an address contains what it names.
func (o *site) carried(f *output.File, address string) bool {
	target, err := o.Target(f, address)
	return err == nil && target.Scheme == "data"
}

// frame checks what partners are promised of a frame: one request, no script but the one that reports its height, and no
// link that opens within their page.
func frame(o *site, report *report) {
	for f, p := range o.pages() {
		if !isKind(f, output.FramePage) {
			continue
		}
		for _, r := range f.Requests {
			script := strings.HasPrefix(r.What, "<script") && !strings.HasSuffix(f.Name, "/index.html")
			switch target, err := o.Target(f, r.Address); {
			case o.carried(f, r.Address):
			case !script:
				report.errorf(f.Name, "%s asks for %q: a frame is one request", r.What, r.Address)
			case err == nil && (!o.Own(target) || !strings.HasSuffix(target.Path, "/"+o.FrameScript)):
				report.errorf(f.Name, "%s asks for %q: the only script of a frame is %s", r.What, r.Address, o.FrameScript)
			}
		}
		for _, link := range p.Inside {
			report.errorf(f.Name, "link %q opens within the partner's page; add target=\"_blank\" rel=\"noopener\"", link)
		}
	}
}
