package audit

import (
	"fmt"
	"net/url"
	"path"
	"strings"

	"golang.org/x/text/language"

	"declarationwatch/tools/internal/diag"
)

// isNotFound reports whether a page is shown in place of one that is not there. It has no address of its own.
func isNotFound(f *file) bool { return path.Base(f.name) == "404.html" }

// hidden reports whether a page asks search engines not to list it.
func (p *page) hidden() bool {
	return strings.Contains(p.robots, "noindex") || strings.Contains(p.robots, "none")
}

func pageTitle(o *output, report *report) {
	for f, p := range o.pages() {
		switch {
		case len(p.titles) == 0 || p.titles[0] == "":
			report.errorf(f.name, "the page has no title")
		case len(p.titles) > 1:
			report.errorf(f.name, "the page has %d titles", len(p.titles))
		}
	}
}

func sameTitle(o *output, report *report) {
	type key struct{ lang, title string }
	first := map[key]*file{}
	for f, p := range o.pages() {
		if len(p.titles) == 0 || p.titles[0] == "" || p.hidden() || isNotFound(f) {
			continue
		}
		k := key{p.lang, p.titles[0]}
		if before, ok := first[k]; ok {
			report.add(f.name, diag.Problem{
				Message: fmt.Sprintf("title %q is another page's too", k.title),
				Related: []diag.Related{{At: report.at(before.name), Message: "the other page"}},
			})
			continue
		}
		first[k] = f
	}
}

func pageDescription(o *output, report *report) {
	for f, p := range o.pages() {
		if p.description == "" && !isNotFound(f) {
			report.add(f.name, diag.Problem{Message: "the page has no description", Hint: `add description = "..." to its front matter`})
		}
	}
}

func pageCanonical(o *output, report *report) {
	for f, p := range o.pages() {
		if o.isCopy(f) {
			o.copied(f, report)
			continue
		}
		here := *o.base
		here.Path += strings.TrimSuffix(f.name, "index.html")
		switch {
		case len(p.canonical) == 0 && isNotFound(f):
		case len(p.canonical) == 0:
			report.errorf(f.name, "the page has no canonical address")
		case len(p.canonical) > 1:
			report.errorf(f.name, "the page has %d canonical addresses", len(p.canonical))
		default:
			// Compared as values: one address can be written in several ways.
			u, err := url.Parse(p.canonical[0])
			if err != nil || u.Path != here.Path || u.Host != here.Host || u.Scheme != here.Scheme || u.RawQuery != "" || u.Fragment != "" {
				report.errorf(f.name, "the canonical address is %q, not the page's own, %s", p.canonical[0], here.String())
			}
		}
	}
}

// copied checks that a file that stands alone, or a frame, names a page of the site as the one to list.
func (o *output) copied(f *file, report *report) {
	if len(f.page.canonical) != 1 {
		report.errorf(f.name, "the file names %d pages, not 1, as the one that it is a copy of", len(f.page.canonical))
		return
	}
	address := f.page.canonical[0]
	target, err := o.target(f, address)
	if err != nil || !absolute(address) || !o.own(target) {
		report.errorf(f.name, "the canonical address %q is not that of a page of the site", address)
		return
	}
	below, _ := strings.CutPrefix(target.Path, o.base.Path)
	if to := o.answer(below); to == nil || to.page == nil || o.isCopy(to) {
		report.errorf(f.name, "the canonical address %q leads to no page", address)
	}
}

func pageLang(o *output, report *report) {
	for f, p := range o.pages() {
		if p.lang == "" {
			report.add(f.name, diag.Problem{Message: "the page does not say its language", Hint: `<html lang="en">`})
		} else if _, err := language.Parse(p.lang); err != nil {
			report.errorf(f.name, "the page's language %q is no BCP 47 code", p.lang)
		}
	}
}

func pageNoindex(o *output, report *report) {
	for f, p := range o.pages() {
		switch {
		case o.Preview && !p.hidden():
			report.add(f.name, diag.Problem{Message: "the page is a preview and lets search engines in", Hint: `<meta name="robots" content="noindex">`})
		case o.isFrame(f) && !p.hidden():
			report.errorf(f.name, "the frame lets search engines in: they are to list the page that it stands for")
		case !o.Preview && p.hidden() && !isNotFound(f) && !o.isFrame(f):
			report.errorf(f.name, "the page keeps search engines out")
		}
	}
}
