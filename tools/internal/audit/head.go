package audit

import (
	"fmt"
	"net/url"
	"strings"

	"golang.org/x/text/language"

	"declarationwatch/tools/internal/diag"
	"declarationwatch/tools/internal/output"
)

func pageTitle(o *site, report *report) {
	for f, p := range o.pages() {
		switch {
		case len(p.Titles) == 0 || p.Titles[0] == "":
			report.errorf(f.Name, "the page has no title")
		case len(p.Titles) > 1:
			report.errorf(f.Name, "the page has %d titles", len(p.Titles))
		}
	}
}

func sameTitle(o *site, report *report) {
	type key struct{ lang, title string }
	first := map[key]*output.File{}
	for f, p := range o.pages() {
		if len(p.Titles) == 0 || p.Titles[0] == "" || p.Hidden() || isNotFound(f) {
			continue
		}
		k := key{p.Lang, p.Titles[0]}
		if before, ok := first[k]; ok {
			report.add(f.Name, diag.Problem{
				Message: fmt.Sprintf("duplicate title %q", k.title),
				Related: []diag.Related{{At: report.at(before.Name), Message: "the other page"}},
			})
			continue
		}
		first[k] = f
	}
}

func pageDescription(o *site, report *report) {
	for f, p := range o.pages() {
		if p.Description == "" && !isNotFound(f) {
			report.add(f.Name, diag.Problem{Message: "the page has no description", Hint: `add description = "..." to its front matter`})
		}
	}
}

func pageCanonical(o *site, report *report) {
	for f, p := range o.pages() {
		if isCopy(f) {
			o.copied(f, report)
			continue
		}
		here := *o.Base
		here.Path += strings.TrimSuffix(f.Name, "index.html")
		switch {
		case len(p.Canonical) == 0 && isNotFound(f):
		case len(p.Canonical) == 0:
			report.errorf(f.Name, "the page has no canonical address")
		case len(p.Canonical) > 1:
			report.errorf(f.Name, "the page has %d canonical addresses", len(p.Canonical))
		default:
			// Compared as values: one address can be written in several ways.
			u, err := url.Parse(p.Canonical[0])
			if err != nil || u.Path != here.Path || u.Host != here.Host || u.Scheme != here.Scheme || u.RawQuery != "" || u.Fragment != "" {
				report.errorf(f.Name, "the canonical address is %q, not the page's own, %s", p.Canonical[0], here.String())
			}
		}
	}
}

// copied checks that a standalone file or a frame names a page of the site as the one to list.
func (o *site) copied(f *output.File, report *report) {
	if len(f.Page.Canonical) != 1 {
		report.errorf(f.Name, "the file has %d canonical addresses; name the one page that it is a copy of", len(f.Page.Canonical))
		return
	}
	address := f.Page.Canonical[0]
	target, err := o.Target(f, address)
	if err != nil || !absolute(address) || !o.Own(target) {
		report.errorf(f.Name, "the canonical address %q is not that of a page of the site", address)
		return
	}
	if to := o.Answer(target); to == nil || to.Page == nil || isCopy(to) {
		report.errorf(f.Name, "the canonical address %q leads to no page", address)
	}
}

func pageLang(o *site, report *report) {
	for f, p := range o.pages() {
		if p.Lang == "" {
			report.add(f.Name, diag.Problem{Message: "missing language of the page", Hint: `add lang="..." to <html>`})
		} else if _, err := language.Parse(p.Lang); err != nil {
			report.errorf(f.Name, "invalid language %q; use a BCP 47 code", p.Lang)
		}
	}
}

func pageNoindex(o *site, report *report) {
	for f, p := range o.pages() {
		switch {
		case o.Preview && !p.Hidden():
			report.add(f.Name, diag.Problem{Message: "the page is a preview and lets search engines in", Hint: `<meta name="robots" content="noindex">`})
		case isKind(f, output.FramePage) && !p.Hidden():
			report.errorf(f.Name, "the frame lets search engines in; they must list the page that it is a copy of")
		case !o.Preview && p.Hidden() && !isNotFound(f) && !isKind(f, output.FramePage):
			report.errorf(f.Name, "the page keeps search engines out")
		}
	}
}
