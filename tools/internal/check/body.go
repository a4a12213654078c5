package check

import (
	"bytes"
	"fmt"
	"iter"
	"slices"

	"github.com/yuin/goldmark/text"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/diag"
)

// The rules of this file and of its sisters body_*.go look at content files: at each as a file among the others, and at
// the Markdown in it.

// bodyRules is their part of the table.
var bodyRules = append(pageRules, []Rule{
	{"too-long", "no page is longer than 256 KiB and no paragraph longer than 16 KiB: longer ones are slow to read", overProse(tooLong)},
	{"placeholder", "a text has no TODO, FIXME, XXX or lorem ipsum, unless its page is a draft", overPassages(placeholder)},
	{"shortcode", "a shortcode is one of cell, count, evidence, fact, figure and pullquote, written {{< name arguments >}}", overProse(shortcodeSyntax)},
	{"shortcode-place", "a shortcode is where its output may be: not in code, an address or an image description, nor a link in a link", overProse(shortcodePlace)},
	{"shortcode-arguments", "a shortcode has the arguments it takes, and they name published records", overProse(shortcodeArguments)},
	{"heading-level", "headings start at level 2, below the page's title, and skip no level", overProse(headingLevel)},
	{"heading-anchor", "every heading of a page has text and an anchor of its own", overProse(headingAnchor)},
	{"image-alt", "every image has a description", overProse(imageAlt)},
	{"raw-html", "a text is Markdown without HTML, which no page would show", overProse(rawHTML)},
	{"link-text", "the text of a link says where it leads, read on its own", overProse(linkText)},
	{"link-address", "the address of a link or image is of a kind that a page can carry: /path/, #anchor, https, mailto or tel", overProse(linkAddress)},
	{"broken-link", "a link inside the site leads to a page or file that exists; build checks the place on the page", overProse(brokenLink)},
	{"withheld-link", "nothing public names what is withheld: its address would reveal it", overProse(withheldLink)},
}...)

// mostProblems bounds what is reported of one rule in one text, so that a file of noise costs little and says enough.
const mostProblems = 50

// overProse returns the run of a rule about Markdown, which is shown every text.
func overProse(rule func(*prose, *report)) func(*campaign.Campaign, *report) {
	return overTexts(func(all *report) iter.Seq[*prose] { return slices.Values(all.texts()) }, rule)
}

// overTexts returns the run of a rule that is shown one text after the other.
func overTexts[T any](texts func(*report) iter.Seq[T], rule func(T, *report)) func(*campaign.Campaign, *report) {
	return func(_ *campaign.Campaign, all *report) {
		var found diag.List
		single := *all
		single.problems = &found
		for one := range texts(all) {
			found = diag.List{}
			rule(one, &single)
			for i, problem := range found.Sorted() {
				if i == mostProblems { // as serious as what is not listed
					problem.Message = fmt.Sprintf("more than %d problems of one kind in one text; the rest is not listed", mostProblems)
					problem.Hint, problem.Related = "", nil
					all.problems.Add(problem)
					break
				}
				all.problems.Add(problem)
			}
		}
	}
}

func everyFile(string) bool { return true }

// readTexts reads every text of some files of the record, for all rules.
func readTexts(c *campaign.Campaign, only func(file string) bool) []*prose {
	var texts []*prose
	for i := range c.Pages {
		if !only(c.Pages[i].Doc.File) {
			continue
		}
		for _, p := range textsOf(&c.Pages[i]) {
			p.read()
			texts = append(texts, p)
		}
	}
	return texts
}

// placed returns texts as those of a site, which is asked for if there are any.
func placed(texts []*prose, site func() *addresses) []*prose {
	out := make([]*prose, len(texts))
	for i, p := range texts {
		here := *p
		here.site = site()
		out[i] = &here
	}
	return out
}

// prose is one Markdown text of a page, read: its body, or one of its key points or corrections.
type prose struct {
	page       *campaign.Page
	body       bool // whether it is the page's body
	text       []byte
	at         func(offset int) diag.Position
	shortcodes []shortcode
	headings   []heading
	links      []link         // and images
	html       []int          // offsets of raw HTML
	plain      []text.Segment // what is shown as it is written
	site       *addresses
}

// textsOf returns the texts of a page, not read yet.
func textsOf(page *campaign.Page) []*prose {
	texts := []*prose{{page: page, body: true, text: page.Doc.Body(), at: page.Doc.BodyAt}}
	add := func(text string, at diag.Position) {
		texts = append(texts, &prose{page: page, text: []byte(text), at: func(int) diag.Position { return at }})
	}
	for i, point := range page.Params.KeyPoints {
		add(point, page.Params.At("key_points", i))
	}
	for _, correction := range page.Params.Corrections {
		add(correction.Text, correction.At("text"))
	}
	return texts
}

// A text beyond these is not read as Markdown: the parser's time grows with the square of a paragraph's length, and one
// of its nesting. The longest page that there is has a twentieth of either.
const (
	longestBody      = 256 << 10
	longestParagraph = 16 << 10
)

// overlong returns where a text becomes too long, and whether it does.
func (p *prose) overlong() (offset int, long bool) {
	if len(p.text) > longestBody {
		return 0, true
	}
	start, end := 0, 0
	for line := range bytes.Lines(p.text) {
		if len(bytes.TrimSpace(line)) == 0 {
			start = end + len(line)
		}
		end += len(line)
		if end-start > longestParagraph {
			return start, true
		}
	}
	return 0, false
}

func tooLong(p *prose, report *report) {
	if offset, long := p.overlong(); long {
		message, hint := fmt.Sprintf("paragraph is longer than %d KiB; the text was not checked", longestParagraph>>10), "add empty lines between its parts"
		if len(p.text) > longestBody {
			message, hint = fmt.Sprintf("text is longer than %d KiB; it was not checked", longestBody>>10), "split it into several pages"
		}
		report.errorf(p.at(offset), "%s", message).WithHint(hint)
	}
}
