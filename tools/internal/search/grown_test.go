package search

import (
	"fmt"

	"declarationwatch/tools/internal/fixture"
)

// grown returns the entries of a site of so many statements, some governments and their commitments.
func grown(statements int) []entry {
	prose := fixture.NewProse(1, 40_000)
	var entries []entry
	for i := range 22 {
		e := entry{Path: fmt.Sprintf("signatories/g%d/", i), Rank: 1, KindName: "Governments", Title: prose.Text(2), Summary: prose.Text(12), Also: []string{fmt.Sprintf("g%d", i)}}
		for n := range 40 {
			e.Passages = append(e.Passages, passage{Anchor: fmt.Sprintf("c%d", n), Text: prose.Text(30), Weak: n > 20})
		}
		entries = append(entries, e)
	}
	for i := range statements {
		e := entry{Path: fmt.Sprintf("statements/s%d/", i), Rank: 6, KindName: "Statements", Title: prose.Text(8), Summary: prose.Text(20), Byline: prose.Text(3)}
		for n := range 1 + prose.IntN(6) {
			e.Passages = append(e.Passages, passage{Anchor: fmt.Sprintf("p%d", n), Text: prose.Text(20 + prose.IntN(200))})
		}
		if prose.IntN(50) == 0 {
			e.Passages = append(e.Passages, passage{Text: prose.Text(2000)})
		}
		entries = append(entries, e)
	}
	return entries
}
