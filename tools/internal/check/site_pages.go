package check

import (
	"fmt"
	"regexp"
	"slices"
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
		named := map[string]bool{}
		for _, s := range c.Signatories {
			if named[s.ISO2] {
				continue // which is reported
			}
			named[s.ISO2] = true
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

// keptFor returns what an address is kept for: pages and files that the build makes, or will make once a list is too long for one page;
// "" for nothing. Pages that records always have are in recordPages.
func keptFor(c *campaign.Campaign, address string) string {
	_, below := c.Languages.Split(address)
	names := append(strings.Split(below, "/"), "", "")
	first := func(folders ...string) bool { return slices.Contains(folders, names[0]) }
	list := ofYear.ReplaceAllString(below, "")
	switch {
	case names[0] == campaign.FeedFolder, names[1] == campaign.FeedFolder && first("changes"), names[2] == campaign.FeedFolder && first("signatories", "commitments"):
		return "a feed"
	case names[2] == campaign.Mentions && first("signatories", "commitments", "programmes"):
		return "the texts that name a record"
	case names[1] == campaign.PillarFolder && first("commitments", "matrix"), names[2] == campaign.PillarFolder && first("signatories", "matrix"):
		return "pages by pillar"
	case first("signatories") && names[2] != "" && c.Has(campaign.KindCommitment, names[2]):
		return "reports on a government and a commitment"
	case first("sources") && slices.ContainsFunc(c.Profile.SourceKinds, func(kind campaign.Word) bool { return string(kind.ID) == names[1] }):
		return "the register of sources"
	case list != below && (!strings.Contains(list, "/") || strings.Count(list, "/") == 1 && first("programmes", "topics")) && !first("embed", "search"):
		return fmt.Sprintf("a page of the list /%s/, which has one a year when it is long", list)
	case made.MatchString(below + "/"):
		return builtFiles
	}
	return ""
}

const builtFiles = "files that the build writes"

// made matches what is below the folders that the build writes as a whole: frames and their pictures, data, releases, the search index,
// the matrix in parts, and what templates make of style sheets, scripts and lists. Some of them have a page of content/.
var made = regexp.MustCompile(`^(?:data/v\d+|oembed|v|pictures|css|js|lists|\.well-known)/|^(?:embed|matrix|search)/.|(?:^|/)(?:index|404)\.html/$|\.(?:xml|json|txt)/$`)

// sitePage: other pages link to those that the site itself consists of, in every language.
func sitePage(c *campaign.Campaign, report *report) {
	own := c.SitePages()
	files := map[string]bool{}
	for _, p := range c.Pages {
		files[p.Doc.File] = true
	}
	for i := range c.Pages {
		p := &c.Pages[i]
		if !own(p) {
			continue
		}
		if why := p.Withheld(report.now()); why != "" {
			report.errorf(p.At(), "page of the site itself is %s", why).
				WithHint("publish it, or remove its folder from layouts/ and the links to it")
		}
		if p.Language() != c.Languages.Source {
			continue
		}
		for _, language := range c.Languages.All {
			if language != c.Languages.Source && !files[campaign.TranslationOf(p.Doc.File, language)] && !translatedByKey(c, p, language) {
				report.errorf(p.At(), "page of the site itself is missing in %q", language).
					WithHint(fmt.Sprintf("go run ./tools new translation %s -language %s", p.Doc.File, language))
			}
		}
	}
}
