package check

import (
	"maps"
	"slices"
	"strings"

	"golang.org/x/text/language"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/diag"
)

// The rules of this file check what the search finds beside the words of pages.

func alias(c *campaign.Campaign, report *report) {
	pages := map[string]bool{}
	for address := range recordPages(c) {
		pages[address+"/"] = true
	}
	for _, p := range c.Pages {
		address := strings.TrimPrefix(p.Address(), c.Languages.Root(p.Language()))
		pages[strings.Trim(address, "/")+"/"] = true
	}
	words := map[string]diag.Position{}
	for _, a := range c.Profile.Aliases {
		if a.Page != "" && !pages[a.Page] {
			report.errorf(a.At("page"), "page %q does not exist", a.Page).WithHint(diag.Suggest(a.Page, slices.Sorted(maps.Keys(pages))))
		}
		for i, word := range a.Words {
			if !blank(word) { // which is reported
				once(report, words, folded(word), a.At("words", i), "remove one of the two", "duplicate alias %q", word)
			}
		}
	}
}

func notSigned(c *campaign.Campaign, report *report) {
	signed, first := map[string]campaign.Signatory{}, map[string]diag.Position{}
	for _, s := range c.Signatories {
		signed[s.ISO2] = s
	}
	for _, g := range c.Profile.NotSigned {
		if g.ISO2 == "" { // which is reported
			continue
		}
		region, err := language.ParseRegion(g.ISO2)
		if err != nil || !region.IsCountry() || region.Canonicalize().String() != g.ISO2 {
			report.errorf(g.At("iso2"), "unknown country code %q; use ISO 3166-1 alpha-2", g.ISO2)
		}
		if s, ok := signed[g.ISO2]; ok {
			report.warnf(g.At("iso2"), "%q is the government %q, which has a page", g.ISO2, s.ID).
				WithHint("remove it here: no page says it any more").WithRelated(s.At("iso2"), "the government")
		}
		once(report, first, g.ISO2, g.At("iso2"), "remove one of the two", "duplicate government %q", g.ISO2)
	}
}
