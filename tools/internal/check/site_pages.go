package check

import (
	"path"
	"strings"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/diag"
	"declarationwatch/tools/internal/locale"
)

// The rules of this file look at the pages of the finished site together: those of content/ and those of records.

func pageTitle(c *campaign.Campaign, report *report) {
	first := map[string]diag.Position{}
	claim := func(language, title string, at diag.Position) {
		if !blank(title) { // which is reported
			once(report, first, language+" "+folded(title), at, "", "duplicate title")
		}
	}
	for _, language := range c.Languages.All {
		for _, s := range c.Signatories {
			claim(language, locale.Country(s.ISO2, language), s.At("iso2"))
		}
		for _, commitment := range c.Commitments {
			claim(language, c.Languages.Text(commitment.ShortTitle, language), commitment.At("short_title"))
		}
		for _, p := range c.Programmes {
			claim(language, c.Languages.Text(p.Title, language), p.At("title"))
		}
	}
	for _, p := range c.Pages {
		claim(p.Language(), p.Title, p.At("title"))
	}
}

// withheldSitePage: a page with a folder of its own in layouts/ is part of every site that these layouts make.
func withheldSitePage(c *campaign.Campaign, report *report) {
	own := map[string]bool{"": true} // the home page
	for _, file := range c.Files {
		if below, is := strings.CutPrefix(file, "layouts/"); is {
			folder, _, _ := strings.Cut(below, "/")
			own[folder] = true
		}
	}
	for _, p := range c.Pages {
		name := strings.TrimSuffix(strings.TrimPrefix(p.Source(), "content/"), ".md")
		if p.IsSection() {
			name = strings.TrimPrefix(path.Dir(name), ".")
		}
		if why := p.Withheld(report.now()); why != "" && own[name] {
			report.errorf(p.At(), "page of the site itself is %s", why).
				WithHint("publish it, or remove its folder from layouts/ and the links to it")
		}
	}
}
