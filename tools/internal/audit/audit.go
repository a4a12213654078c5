// Package audit reads the files of a finished site and reports what a visitor would trip over, and what is in them that
// should not be out yet. It takes a folder of output and adds problems to a list; it changes nothing and knows nothing
// of how the files were made. A rule is a row of data, so that the manual, the tests and the run are loops over one table.
package audit

import (
	"fmt"
	"path"

	"declarationwatch/tools/internal/diag"
)

// Rules that are named outside their own row.
const (
	RuleDeadLink    = "dead-link"    // a link inside the site leads to no file, or to no such place in it
	RuleDuplicateID = "output-id"    // two elements of a page have one id, so that links to it are a matter of luck
	RuleUnreadable  = "output-parse" // a file is not what its name says
	RuleEmbargo     = "embargo"      // a file holds what is withheld
)

// Site is the output to be read.
type Site struct {
	Dir      string                   // where the files are
	Name     string                   // what to call Dir in positions, such as "public"
	BaseURL  string                   // absolute, with a closing slash
	Budgets  Budgets                  // what the pages may weigh
	Source   func(file string) string // the content file behind an output file, "" where not known; may be nil
	Preview  bool                     // every page must keep search engines out
	Withheld []Secret                 // what must be nowhere in the files; empty in a preview

	// Standalone names, by patterns as of path.Match, the files that are meant to be kept and opened without the site.
	Standalone []string

	// Frames names likewise the pages that partners show within their own, and FrameScript the one script that such a page
	// may ask for if it is not called index.html.
	Frames      []string
	FrameScript string

	// Frozen reports whether a file is one that never changes again, or that is about to be made such. Its page is as good
	// as it was when it was frozen, so that only what would harm a reader is told of it. May be nil.
	Frozen func(file string) bool
}

// Rule is one thing that must hold of the output.
type Rule struct {
	ID  string // stable; printed in brackets after every problem
	Doc string // one sentence: what must hold, and why where that is not plain
	run func(o *output, report *report)
}

// Rules is every rule that output can break, in the order of the manual.
var Rules = []Rule{
	{RuleUnreadable, "every page, JSON, XML and SVG file can be parsed, and so can the JSON-LD of a page", unreadable},
	{RuleDeadLink, "every link inside the site leads to a file, and its fragment to an id in it", deadLink},
	{RuleDuplicateID, "no id is given twice in a page, so that a link to it is no matter of luck", duplicateID},
	{"listed-page", "the sitemap and the feeds lead to pages that exist", listedPage},

	{"mixed-content", "no page of an https site loads anything over http, which browsers block", mixedContent},
	{"third-party", "no page makes a request to another site: its owner would learn who reads us", thirdParty},
	{"inline-script", "scripts are files: none in a page but JSON-LD, no on... attribute, no javascript: address", inlineScript},
	{"inline-style", "styles are files: no <style> in a page but one that stands alone or in a frame, no style attribute anywhere", inlineStyle},
	{"standalone", "a file that stands alone asks for nothing, runs nothing, and leads out of itself by full addresses only", standalone},
	{"frame", "a frame for partners is one request, runs no script but the one that tells its height, and has no link that opens within their page", frame},

	{"page-title", "every page has one title, and it is not empty", pageTitle},
	{"same-title", "no two pages of one language that a search engine may list have the same title", sameTitle},
	{"page-description", "every page has a description, for search engines and lists", pageDescription},
	{"page-canonical", "every page names its own full address as canonical; a file that stands alone and a frame, that of the page it is a copy of", pageCanonical},
	{"page-lang", "every page says its language, as a BCP 47 code", pageLang},
	{"page-noindex", "frames and the page for wrong addresses keep search engines out, and no other page; in a preview every page does", pageNoindex},
	{"page-h1", "every page has one first heading", pageH1},
	{"heading-order", "no heading is more than one level below the one before it", headingOrder},
	{"image-size", "every image has its width and height, so that nothing jumps when it comes", imageSize},
	{"image-alt", "every image has a text for those who do not see it; an empty one says that it only decorates", imageAlt},

	{"weight", "no page weighs more than its budget", weight},

	{RuleEmbargo, "no file of any kind holds anything that is withheld: no title, sentence, address or file", embargo},
	{"embargo-unsearched", "while something is withheld, every file and every entry of an archive can be searched for it", unsearched},
}

// Run applies every rule to every file. The error is for files that cannot be read.
func Run(s Site, problems *diag.List) error {
	out, err := read(s)
	if err != nil {
		return err
	}
	for _, rule := range Rules {
		rule.run(out, &report{out, rule.ID, problems})
	}
	return nil
}

// report adds problems under the id of the rule that runs.
type report struct {
	output   *output
	rule     string
	problems *diag.List
}

// add tells a problem of an output file, with the content file it was made from.
func (r *report) add(file string, p diag.Problem) {
	p.At, p.Rule = r.at(file), r.rule
	if source := r.output.Source; source != nil {
		if made := source(file); made != "" {
			p.Related = append(p.Related, diag.Related{At: diag.Position{File: made}, Message: "made from this page"})
		}
	}
	p.Message, p.Hint = r.output.secrets.discreet(file, p.Message), r.output.secrets.discreet(file, p.Hint)
	r.problems.Add(p)
}

func (r *report) at(file string) diag.Position {
	return diag.Position{File: path.Join(r.output.Name, file)}
}

func (r *report) errorf(file, format string, args ...any) {
	r.add(file, diag.Problem{Message: fmt.Sprintf(format, args...)})
}
