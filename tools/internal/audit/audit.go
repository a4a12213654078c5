// Package audit checks a finished site and reports what a visitor would trip over. It takes the facts that package output
// read and adds problems to a list; it changes nothing and does not know how the files were made. A rule is a row of data,
// so that the manual, the tests and the run are loops over one table.
package audit

import (
	"fmt"
	"path"
	"sync"

	"declarationwatch/tools/internal/diag"
	"declarationwatch/tools/internal/disk"
	"declarationwatch/tools/internal/output"
)

// Options is what the rules need to know beside the site. Its functions may be nil.
type Options struct {
	Name        string            // what to call the site's folder in positions, such as "public"
	Budgets     Budgets           // what the pages may weigh
	Preview     bool              // every page must keep search engines out
	Given       map[string]string // files that are published as they are, with their file in the project
	FrameScript string            // the one script that a frame not called index.html may load

	// Origin returns the content file that an output file is made from, and the place of a link in it: no file if not known,
	// and no line if only the file is known.
	Origin func(file, link string) diag.Position

	// Redact returns a message about a file without what is withheld.
	Redact func(file, message string) string
}

// Rule is one thing that must be true of the output.
type Rule struct {
	ID    string // stable; printed in brackets after every problem
	Doc   string // one sentence: what must be true, and why if that is not obvious
	of    func(*site, *output.File) bool
	check func(*report) // one file, or the site if of is nil
}

// Rules is every rule that output can break, in the order of the manual.
var Rules = []Rule{
	{"output-parse", "every page, JSON, XML and SVG file can be parsed, and so can the JSON-LD of a page", files, unreadable},
	{"dead-link", "every link inside the site leads to a file, and its fragment to an id in it", files, deadLink},
	{"output-id", "no two elements of a page have the same id: a link to it would be ambiguous", html, duplicateID},
	{"listed-page", "the sitemap and the feeds lead to pages that exist", files, listedPage},
	{"empty-text", "every link and heading has text, or another name that a screen reader reads out", pages, emptyText},

	{"mixed-content", "no page of an https site loads anything over http, which browsers block", files, mixedContent},
	{"third-party", "no page makes a request to another site: its owner would learn who reads us", files, thirdParty},
	{"inline-script", "scripts are files: none in a page but JSON-LD, no on... attribute, no javascript: address", files, inline(false)},
	{"inline-style", "styles are files: no <style> but in standalone files, frames and frozen pages, no style attribute anywhere", files, inline(true)},
	{"standalone", "a standalone file loads nothing, runs nothing, and links out of itself only by full addresses", standalones, standalone},
	{"frame", "a frame for partners is one request, runs no script but the one that reports its height, and has no link that opens within their page", frames, frame},

	{"page-title", "every page has one title, and it is not empty", pages, pageTitle},
	{"same-title", "no two pages of one language that a search engine may list have the same title", pages, sameTitle},
	{"page-description", "every page has a description, for search engines and lists", pages, pageDescription},
	{"page-canonical", "every page names its own full address as canonical; a standalone file or a frame names that of the page it is a copy of", pages, pageCanonical},
	{"page-lang", "every page has its language, as a BCP 47 code", pages, pageLang},
	{"page-noindex", "frames, pages for staff and the page for wrong addresses keep search engines out, and no other page; in a preview every page does", listed, pageNoindex},
	{"page-h1", "every page has one heading of level 1", pages, pageH1},
	{"heading-order", "no heading is more than one level below the one before it", pages, headingOrder},
	{"image-size", "every image has its width and height, so that nothing moves when it loads", pages, imageSize},
	{"image-alt", "every image has a text for those who do not see it; an empty one means that it only decorates", pages, imageAlt},

	{"weight", "no page weighs more than its budget", nil, weight},
}

// What rules are about. Pages are the HTML files that a visitor reads, except those that are frozen: nothing in them may
// change; and those that the project gives as they are: a file by which a search engine knows whose the site is has no title.
func files(*site, *output.File) bool           { return true }
func html(_ *site, f *output.File) bool        { return f.Page != nil }
func standalones(_ *site, f *output.File) bool { return f.Is(output.StandalonePage) }
func frames(o *site, f *output.File) bool      { return f.Is(output.FramePage) && pages(o, f) }
func pages(o *site, f *output.File) bool {
	return f.Page != nil && !frozen(f) && o.Given[f.Name] == "" && !o.Redirects(f)
}

// listed also takes a page that is given: one that keeps search engines out may be a copy of a preview.
func listed(o *site, f *output.File) bool {
	return pages(o, f) || !o.Preview && f.Page != nil && o.Given[f.Name] != "" && !frozen(f)
}

// Run applies every rule to every file.
func Run(s *output.Site, o Options, problems *diag.List) {
	if o.Origin == nil {
		o.Origin = func(string, string) diag.Position { return diag.Position{} }
	}
	site := &site{Site: s, Options: o, titles: map[title]*output.File{}, memo: disk.OpenMemo("weights")}
	for _, rule := range Rules {
		r := report{site, &output.File{}, rule.ID, problems}
		if rule.of == nil {
			rule.check(&r)
			continue
		}
		for _, f := range site.Files {
			if rule.of(site, f) {
				rule.check(r.on(f))
			}
		}
	}
}

// site is a finished site as the rules see it.
type site struct {
	*output.Site
	Options
	titles  map[title]*output.File // of the pages seen so far
	weights sync.Map               // of functions that return a weight, by weighing
	memo    disk.Memo              // of weights
}

// frozen reports whether a file is in a release, or is a page made for one.
func frozen(f *output.File) bool { return f.Release || f.Is(output.FrozenPage) }

// isCopy reports whether a page is a copy of another one of the site: search engines list that one.
func isCopy(f *output.File) bool { return f.Is(output.StandalonePage, output.FramePage) }

// isNotFound reports whether a page is shown in place of one that does not exist. It has no address of its own.
func isNotFound(f *output.File) bool { return path.Base(f.Name) == "404.html" }

// report adds problems of a file under the id of the rule that runs.
type report struct {
	site         *site
	*output.File // of no name for the site
	rule         string
	problems     *diag.List
}

// on returns the report of the same rule on a file.
func (r *report) on(f *output.File) *report { return &report{r.site, f, r.rule, r.problems} }

// add reports a problem of the output file, with the content file it is made from.
func (r *report) add(p diag.Problem) {
	p.Rule = r.rule
	if given := r.site.Given[r.Name]; given != "" && p.At.File == "" {
		p.At.File = given
	}
	if p.At.File == "" {
		p.At = r.at(r.Name)
		if made := r.site.Origin(r.Name, ""); made.File != "" {
			p.Related = append(p.Related, diag.Related{At: made, Message: "made from this page"})
		}
	}
	if redact := r.site.Redact; redact != nil {
		p.Message, p.Hint = redact(r.Name, p.Message), redact(r.Name, p.Hint)
	}
	r.problems.Add(p)
}

func (r *report) at(file string) diag.Position {
	return diag.Position{File: path.Join(r.site.Name, file)}
}

func (r *report) errorf(format string, args ...any) {
	r.add(diag.Problem{Message: fmt.Sprintf(format, args...)})
}

func unreadable(r *report) {
	for _, fault := range r.Faults {
		r.errorf("cannot be read: %s", fault)
	}
}
