package main

import (
	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/locale"
	"declarationwatch/tools/internal/search"
)

// searched says what the search is to know of a finished site that its pages do not say: by what other names a reader
// may look for a government.
func (o buildOptions) searched(public *campaign.Campaign, dir string) search.Site {
	site := search.Site{
		Dir: dir, BaseURL: o.baseURL, Languages: o.languages(), Preview: o.preview, Names: map[string][]string{},
	}
	for _, s := range public.Signatories {
		names := append([]string{s.ISO2, s.ISO3}, locale.CountryNames(s.ISO2, o.languages())...)
		site.Names["signatories/"+string(s.ID)+"/"] = names
	}
	return site
}
