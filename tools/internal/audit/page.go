package audit

import (
	"fmt"
	"net/url"
	"slices"

	"golang.org/x/text/language"

	"declarationwatch/tools/internal/diag"
	"declarationwatch/tools/internal/output"
)

// title is a title in a language.
type title struct{ lang, text string }

func pageTitle(r *report) {
	n := r.Page.Titles
	if n == 1 && r.Page.Title == "" {
		n = 0
	}
	r.one(n, "title", "titles")
}

// one reports that a page has none of something or several, of which it has one.
func (r *report) one(n int, singular, plural string) {
	if n == 0 {
		r.errorf("the page has no %s", singular)
	} else if n > 1 {
		r.errorf("the page has %d %s", n, plural)
	}
}

func sameTitle(r *report) {
	t := title{r.Page.Lang, r.Page.Title}
	if t.text == "" || r.Page.Hidden() || isNotFound(r.File) {
		return
	}
	if other := r.site.titles[t]; other != nil {
		r.add(diag.Problem{
			Message: fmt.Sprintf("duplicate title %q", t.text),
			Related: []diag.Related{{At: r.at(other.Name), Message: "the other page"}},
		})
		return
	}
	r.site.titles[t] = r.File
}

func pageDescription(r *report) {
	if r.Page.Description == "" && !isNotFound(r.File) {
		r.add(diag.Problem{Message: "the page has no description", Hint: `add description = "..." to its front matter`})
	}
}

func pageCanonical(r *report) {
	n := len(r.Page.Canonical)
	switch {
	case isCopy(r.File) && n != 1:
		r.errorf("the file has %d canonical addresses; name the one page that it is a copy of", n)
	case isCopy(r.File):
		r.copied(r.Page.Canonical[0])
	case n == 0 && isNotFound(r.File):
	case n != 1:
		r.one(n, "canonical address", "canonical addresses")
	default:
		// Compared as values: one address can be written in several ways.
		here := r.site.Target(r.File, "")
		u, err := url.Parse(r.Page.Canonical[0])
		if err != nil || u.Path != here.Path || u.Host != here.Host || u.Scheme != here.Scheme || u.RawQuery != "" || u.Fragment != "" {
			r.errorf("the canonical address is %q, not the page's own, %s", r.Page.Canonical[0], here)
		}
	}
}

// copied checks that a standalone file or a frame names a page of the site as the one to list.
func (r *report) copied(address string) {
	target := r.site.Target(r.File, address)
	if !absolute(address) || !r.site.Own(target) {
		r.errorf("the canonical address %q is not that of a page of the site", address)
	} else if to := r.site.Answer(target); to == nil || to.Page == nil || isCopy(to) {
		r.errorf("the canonical address %q leads to no page", address)
	}
}

func pageLang(r *report) {
	if r.Page.Lang == "" {
		r.add(diag.Problem{Message: "missing language of the page", Hint: `add lang="..." to <html>`})
	} else if _, err := language.Parse(r.Page.Lang); err != nil {
		r.errorf("invalid language %q; use a BCP 47 code", r.Page.Lang)
	}
}

func pageNoindex(r *report) {
	switch hidden := r.Page.Hidden(); {
	case r.site.Preview && !hidden:
		r.add(diag.Problem{Message: "the page is a preview and lets search engines in", Hint: `<meta name="robots" content="noindex">`})
	case r.Is(output.StaffPage) && !hidden:
		r.errorf("the page is for staff and lets search engines in")
	case r.Is(output.FramePage) && !hidden:
		r.errorf("the frame lets search engines in; they must list the page that it is a copy of")
	case !r.site.Preview && hidden && !isNotFound(r.File) && !r.Is(output.FramePage, output.StaffPage):
		r.errorf("the page keeps search engines out")
	}
}

func pageH1(r *report) { r.one(r.Page.H1, "<h1>", "<h1>") }

func headingOrder(r *report) {
	// What comes before the first <h1>, such as a heading of the navigation, is not part of the text.
	levels := r.Page.Headings[max(slices.Index(r.Page.Headings, 1), 0):]
	for i := 1; i < len(levels); i++ {
		if levels[i] > levels[i-1]+1 {
			r.errorf("an <h%d> follows an <h%d>", levels[i], levels[i-1])
		}
	}
}

func imageSize(r *report) {
	for _, image := range r.Page.Unsized {
		r.errorf("image %q has no width or no height in pixels", image)
	}
}

func imageAlt(r *report) {
	for _, image := range r.Page.Unseen {
		r.errorf("image %q has no alt", image)
	}
}

func duplicateID(r *report) {
	for id, n := range r.Page.IDs {
		if n > 1 {
			r.errorf("duplicate id %q", id)
		}
	}
}

func emptyText(r *report) {
	for _, what := range r.Page.Empty {
		r.add(diag.Problem{Message: "no text in " + what, Hint: "add words, or an aria-label"})
	}
}
