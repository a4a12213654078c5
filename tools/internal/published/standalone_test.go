package published

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"declarationwatch/tools/internal/campaign"
)

// TestStandalone: the more there is on record, the less of it is in the file that stands alone, and always as much as there is room for.
func TestStandalone(t *testing.T) {
	languages := []string{"en"}
	said := func(about ...any) campaign.Text {
		return campaign.Text{"en": fmt.Sprint(about...) + strings.Repeat(" word", 200)}
	}
	record := func(governments, commitments, filled int) *Pages {
		p := &Pages{Record: &Record{}, Cells: map[string]map[string]Cell{}}
		for i := range governments {
			p.Signatories = append(p.Signatories, Signatory{ID: campaign.SignatoryID(fmt.Sprint("g", i)), Name: campaign.Text{"en": fmt.Sprint("Government ", i)}})
		}
		for i := range commitments {
			p.Commitments = append(p.Commitments, Commitment{ID: campaign.CommitmentID(fmt.Sprint("c", i)), ShortTitle: campaign.Text{"en": fmt.Sprint("Commitment ", i)}, Summary: said("commitment", i)})
		}
		for i := range filled {
			thing := Thing{}
			if i < 500 { // texts of more would not be kept anyway
				thing.Of, thing.Summary, thing.Pledge.Evidence = "pledge", said(i), []campaign.EvidenceID{campaign.EvidenceID(fmt.Sprint(i))}
				for report := range 4 {
					thing.Events = append(thing.Events, Assessment{Summary: said(i, " ", report)})
				}
			}
			g, c := fmt.Sprint("g", i%governments), fmt.Sprint("c", i/governments)
			if p.Cells[g] == nil {
				p.Cells[g] = map[string]Cell{}
			}
			p.Cells[g][c] = Cell{Things: []Thing{thing}}
		}
		return p
	}
	seen := map[int]bool{}
	for _, sizes := range [][][3]int{
		{{1, 1, 1}, {5, 10, 35}, {10, 10, 70}, {10, 20, 150}, {10, 50, 500}},
		{{10, 10, 90}, {10, 300, 1_000}, {10, 900, 1_000}, {10, 900, 9_000}},
		{{20, 40, 800}, {100, 100, 8_000}, {200, 500, 60_000}, {2_000, 2_000, 60_000}},
	} {
		before := shares[0]
		for _, n := range sizes {
			p := record(n[0], n[1], n[2])
			share, _ := p.standalone(languages)
			seen[share] = true
			if share > before {
				t.Errorf("%v: it has %d, and %d of a smaller record", n, share, before)
			}
			before = share
			if size, _ := p.lettersAlone(share, languages); size > roomOfStandalone && share != totalsAlone {
				t.Errorf("%v: %d has %d letters", n, share, size)
			}
			if i := slices.Index(shares, share); i > 0 {
				if size, _ := p.lettersAlone(shares[i-1], languages); size <= roomOfStandalone {
					t.Errorf("%v: it has %d, and there is room for %d", n, share, shares[i-1])
				}
			}
		}
	}
	for _, share := range []int{shares[0], statusAlone, titlesAlone, numbersAlone, countsAlone, totalsAlone} {
		if !seen[share] {
			t.Errorf("no record has %d", share)
		}
	}
	if want := statusAlone - totalsAlone + 1; len(shareNames) != want {
		t.Errorf("%d names, want %d", len(shareNames), want)
	}
}
