package bench

import (
	"strings"

	"golang.org/x/text/language"

	"declarationwatch/tools/internal/locale"
)

type government struct{ id, iso2, iso3 string }

// countries returns as many as there are to be, each of which has a name of its own in every language.
func (m *maker) countries() (all []government) {
	taken := map[string]bool{}
	for a := 'A'; a <= 'Z'; a++ {
		for b := 'A'; b <= 'Z'; b++ {
			code := string([]rune{a, b})
			region, err := language.ParseRegion(code)
			if err != nil || !region.IsCountry() || region.Canonicalize().String() != code || len(all) == m.Governments {
				continue
			}
			name := locale.Country(code, m.project.Languages.Source)
			id := strings.Trim(strings.Map(func(r rune) rune {
				if r >= 'a' && r <= 'z' {
					return r
				}
				return '-'
			}, strings.ToLower(name)), "-")
			for strings.Contains(id, "--") {
				id = strings.ReplaceAll(id, "--", "-")
			}
			if id == "" || taken[id] || name == code || region.ISO3() == "ZZZ" {
				continue
			}
			taken[id] = true
			all = append(all, government{id, code, region.ISO3()})
		}
	}
	return all
}
