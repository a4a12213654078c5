package published

import (
	"fmt"
	"slices"
	"testing"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/locale"
	"declarationwatch/tools/internal/matrix"
)

// grown returns a matrix of some governments, in three regions and none, and commitments, under two pillars.
func grown(governments, commitments int) (*campaign.Campaign, *matrix.Matrix) {
	c := &campaign.Campaign{Languages: locale.Languages{All: []string{"en"}}}
	c.Profile.Subregions = []campaign.Word{{ID: "east"}, {ID: "west"}, {ID: "south"}}
	m := &matrix.Matrix{Pillars: []*campaign.Pillar{{ID: "first"}, {ID: "second"}}}
	for i := range commitments {
		pillar := m.Pillars[i*2/commitments].ID
		m.Commitments = append(m.Commitments, &campaign.Commitment{ID: campaign.CommitmentID(fmt.Sprintf("c%d", i)), Pillar: pillar, ShortTitle: campaign.Text{"en": "a title"}})
	}
	for i := range governments {
		member := matrix.Member{Signatory: &campaign.Signatory{
			ID: campaign.SignatoryID(fmt.Sprintf("g%04d", governments-i)), Memberships: []campaign.Membership{{Date: campaign.Date(fmt.Sprintf("%d", 1000+i))}},
		}}
		if in := i % 4; in < 3 {
			member.Subregion = campaign.Subregion(c.Profile.Subregions[in].ID)
		}
		for j, x := range m.Commitments {
			cell := matrix.Cell{Commitment: x.ID}
			if (i+j)%3 == 0 {
				cell.Things = []matrix.Thing{{}}
			}
			member.Cells = append(member.Cells, cell)
		}
		m.Signatories = append(m.Signatories, member)
	}
	return c, m
}

// leaves returns the pages of a part that have cells, by path.
func (p GridPart) leaves(into map[string]GridPart) map[string]GridPart {
	if len(p.Parts) == 0 {
		into[p.Path] = p
	}
	for _, part := range p.Parts {
		part.leaves(into)
	}
	return into
}

// TestDivide: whatever room there is, each cell is on one page, no page has more than its room unless it is of one cell, and each
// compares some governments if its region has any to compare.
func TestDivide(t *testing.T) {
	c, m := grown(40, 20)
	d := newDivider(c, m, 0)
	counts, last := map[campaign.ID]int{}, map[campaign.ID]campaign.SignatoryID{}
	for _, g := range divide(c, m, 100_000).Governments {
		counts[d.region(g)]++
		last[d.region(g)] = g
	}
	for _, room := range []int{100_000, 8_000, 2_200, 500, 1} {
		seen := map[string]string{}
		depth := 0
		for address, part := range divide(c, m, room).leaves(map[string]GridPart{}) {
			if n := d.letters(part); n > room && len(part.Governments)*len(part.Commitments) > 1 {
				t.Errorf("room for %d: %s has %d", room, address, n)
			}
			if region := counts[part.Region]; len(part.Commitments) > 1 && part.Number > 0 && len(part.Governments) < min(fewestColumns, region) && part.Governments[len(part.Governments)-1] != last[part.Region] {
				t.Errorf("room for %d: %s compares %d of %d governments", room, address, len(part.Governments), region)
			}
			if part.Number > 0 {
				depth = 3
			} else if part.Region != "" {
				depth = max(depth, 2)
			} else if part.Pillar != "" {
				depth = max(depth, 1)
			}
			for _, g := range part.Governments {
				for _, x := range part.Commitments {
					cell := string(g) + " " + string(x)
					if at, ok := seen[cell]; ok {
						t.Errorf("room for %d: %s is on %s and %s", room, cell, at, address)
					}
					seen[cell] = address
				}
			}
		}
		if len(seen) != 40*20 {
			t.Errorf("room for %d: %d of %d cells are on pages", room, len(seen), 40*20)
		}
		if want := map[int]int{100_000: 0, 8_000: 1, 2_200: 2, 500: 3, 1: 3}[room]; depth != want {
			t.Errorf("room for %d: the pages are %d levels deep, want %d", room, depth, want)
		}
	}
}

// TestDivideGrows: a government that joins later moves none of those before it to another page.
func TestDivideGrows(t *testing.T) {
	const room = 1_000
	pages := func(governments int) map[string]string {
		c, m := grown(governments, 20)
		for i := range m.Signatories { // the ids of those before stay
			m.Signatories[i].ID = campaign.SignatoryID(fmt.Sprintf("g%04d", i))
		}
		out := map[string]string{}
		for address, part := range divide(c, m, room).leaves(map[string]GridPart{}) {
			for _, g := range part.Governments {
				out[fmt.Sprint(g, part.Pillar)] = address
			}
		}
		return out
	}
	before, after := pages(60), pages(61)
	for key, address := range before {
		if after[key] != address {
			t.Errorf("%s moves from %s to %s", key, address, after[key])
		}
	}
}

// TestGrids: the pages of a divided matrix add up to the whole, in the same way at the end of each year.
func TestGrids(t *testing.T) {
	c, now := grown(12, 8)
	before := *now
	before.AsOf, now.AsOf = "2024-12-31", "2025-06-01"
	c.Vocabulary.Default.Nothing = "nothing"
	for _, m := range []*matrix.Matrix{&before, now} {
		whole := m.Part(func(campaign.CommitmentID) bool { return true }, func(campaign.SignatoryID) bool { return true })
		m.Totals, m.ByPillar, m.ByCommitment, m.Signatories = whole.Totals, whole.ByPillar, whole.ByCommitment, whole.Signatories
	}
	roots, parts := grids(c, []*matrix.Matrix{&before, now}, 300, spells{})
	var check func(grid pagesGrid)
	check = func(grid pagesGrid) {
		if len(grid.Parts) == 0 {
			return
		}
		cells, filled := 0, 0
		for _, address := range grid.Parts {
			part, ok := parts[address]
			if !ok || part.Up != grid.Path || part.ID != grid.ID {
				t.Fatalf("%s: part %s: %+v", grid.Path, address, part)
			}
			if today, ok := parts[part.Today]; !ok || !slices.Equal(today.Only, part.Only) {
				t.Errorf("%s is not like %s", address, part.Today)
			}
			cells, filled = cells+part.Cells, filled+part.Filled
			check(part)
		}
		if cells != grid.Cells || filled != grid.Filled || cells == 0 || grid.Squares != nil {
			t.Errorf("%s: %d of %d, its parts %d of %d", grid.Path, grid.Filled, grid.Cells, filled, cells)
		}
	}
	for i, address := range []string{"matrix/2024", "matrix"} {
		if roots[i].Path != address || len(roots[i].Parts) != 2 {
			t.Errorf("%s: %+v", address, roots[i].Parts)
		}
		check(roots[i])
	}
}
