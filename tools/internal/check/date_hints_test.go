package check_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"declarationwatch/tools/internal/fixture"
)

// dateKeys are the lines of a pledge and of a page that have a date or a moment; %s is its value.
const (
	datedPledge = `[[pledge]]
id = "mex-cards"
commitment = "family-reunification"
summary = { en = "Give cards." }
confidence = "high"
evidence = ["text"]
date = %[1]s
deadline = %[1]s
publish_after = %[1]s
`
	datedPage = `+++
title = "Dates"
description = "A page with every date."
date = %[1]s
publishDate = %[1]s
expiryDate = %[1]s
lastmod = %[1]s

[params]
as_of = %[1]s
not_after = %[1]s

[[params.corrections]]
date = %[1]s
text = "Corrected."
+++
Words.
`
)

var suggestedDate = regexp.MustCompile(`"?\d{4}-\d\d-\d\d(?:[T ][\d:.]+(?:Z|[+-]\d\d:\d\d)?)?"?|"\d{4}(?:-\d\d)?"`)

// TestDateHints: whatever a hint says to write for a date is accepted there.
func TestDateHints(t *testing.T) {
	for _, value := range []string{
		`2026-06-10`, `2026-06-10T10:00:00`, `2026-06-10 10:00:00`, `2026-06-10T10:00`, `2026-06-10T10:00:00Z`, `2026-06-10t10:00:00.5z`, `10:00:00`,
		`2026-02-30`, `2026-6-1`, `10 June 2026`, `June 10, 2026`, `10/06/2026`, `2026/06/10`, `10.6.2026`, `10 de junio de 2026`, `2026-06`, `2026`, `20260610`, `true`,
		`2026-06-10T10:00:00 America/Bogota`, `2026-06-10T9:00:00Z`, `2026-06-10T10:00:00+0500`,
	} {
		for _, value := range []string{value, `"` + value + `"`} {
			lines := map[string][]string{"data/pledges/mexico.toml": strings.Split(datedPledge, "\n"), "content/dated.md": strings.Split(datedPage, "\n")}
			files := fixture.Small(t)
			hints := func(lines map[string][]string, value string) map[string]string {
				for name, text := range lines {
					text = slices.Clone(text)
					for i, line := range text {
						text[i] = strings.Replace(line, "%[1]s", value, 1)
					}
					files[name] = &fstest.MapFile{Data: []byte(strings.Join(text, "\n"))}
				}
				out := map[string]string{}
				for _, p := range problemsOf(files) {
					if slices.Contains([]string{"wrong-type", "syntax", "bad-date", "bad-moment"}, p.Rule) {
						at := p.At
						at.Column = 0
						out[at.String()] = p.Hint
					}
				}
				return out
			}
			suggested := [3]map[string]string{{}, {}, {}}
			for at, hint := range hints(lines, value) {
				dates := suggestedDate.FindAllString(hint, -1)
				if strings.Contains(hint, "remove the quotes") {
					dates = append(dates, strings.Trim(value, `"`))
				}
				if len(dates) == 0 && !strings.Contains(hint, "YYYY-MM-DD") {
					t.Errorf("%s = %s: hint without a date: %q", at, value, hint)
				}
				for i, date := range dates[:min(len(dates), len(suggested))] {
					suggested[i][at] = date
				}
			}
			for _, dates := range suggested {
				again := map[string][]string{}
				for name, text := range lines {
					again[name] = slices.Clone(text)
					for i, line := range text {
						if date := dates[fmt.Sprintf("%s:%d", name, i+1)]; date != "" {
							again[name][i] = strings.Replace(line, "%[1]s", date, 1)
						}
					}
				}
				refused := hints(again, `"2026-01-01"`)
				for at, date := range dates {
					if hint, ok := refused[at]; ok {
						t.Errorf("%s = %s: the hint says to write %s, which is refused: %q", at, value, date, hint)
					}
				}
			}
		}
	}
}
