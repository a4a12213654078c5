package published

import (
	"fmt"
	"slices"
	"testing"

	"declarationwatch/tools/internal/campaign"
)

// TestRowLists: a government with many commitments has those with the gravest status on its page, and all by pillar on pages that a
// phone loads at once.
func TestRowLists(t *testing.T) {
	for _, n := range []int{mostRows, 5 * mostRows} {
		p := &Pages{Record: &Record{Signatories: []Signatory{{ID: "a", Long: true}, {ID: "short"}}}, Worst: map[string][]campaign.CommitmentID{}, Commitment: map[string]Commitment{}}
		p.Pillars = []Pillar{{ID: "first"}, {ID: "second"}, {ID: "empty"}}
		for i := range n {
			c := Commitment{ID: campaign.CommitmentID(fmt.Sprint(i)), Pillar: p.Pillars[min(1, i*3/n)].ID}
			p.Commitments = append(p.Commitments, c)
			p.Commitment[string(c.ID)] = c
			p.Worst["a"] = append([]campaign.CommitmentID{c.ID}, p.Worst["a"]...)
		}
		p.Worst["short"] = p.Worst["a"]
		lists := p.rowLists(mostRows)
		if n <= mostRows {
			if len(lists) > 0 {
				t.Errorf("%d rows have a list of their own", n)
			}
			continue
		}
		if len(lists) != 1 || lists[0].ID != "a" {
			t.Fatalf("%d rows: %+v", n, lists)
		}
		list := lists[0]
		var all []string
		for _, pillar := range list.Years {
			for _, part := range pillar.Parts {
				if all = append(all, part.Things...); len(part.Things) > campaign.PerPage {
					t.Errorf("%s has %d rows", part.Path, len(part.Things))
				}
			}
		}
		if len(list.Years) != 2 || len(all) != n || list.Count != n || len(list.Newest) != mostRows || list.Newest[0] != string(p.Worst["a"][0]) {
			t.Errorf("%d rows: %d under %d pillars, %d first", n, len(all), len(list.Years), len(list.Newest))
		}
		if both := slices.Sorted(slices.Values(slices.Concat(list.Newest, list.Moved))); !slices.Equal(both, slices.Sorted(slices.Values(all))) {
			t.Error("the page has not the address of each commitment once")
		}
	}
}
