package published

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/collate"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/matrix"
)

// pagesLists is the record counted, grouped and sorted for pages.
type pagesLists struct {
	Rows     []pagesPlace          `json:"rows"`     // the cells of governments
	Pledges  []pagesPlace          `json:"pledges"`  // the pledges of governments
	Observed []pagesPlace          `json:"observed"` // the pledges of observers, which no total counts
	Facets   []pagesFacet          `json:"facets"`   // what the matrix can be narrowed by
	Grid     pagesGrid             `json:"grid"`     // the matrix
	Past     []pagesGrid           `json:"past"`     // the matrix at the end of each year before, oldest first
	Grids    map[string]pagesGrid  `json:"grids"`    // the parts of those that are too large for one page, by path
	Cited    []campaign.EvidenceID `json:"cited"`    // the sources of what the matrix shows, by publisher
	Core     pagesCore             `json:"core"`
	AskFacts int                   `json:"ask_facts"` // how many of the earlier facts of each ask their page lists
}

type (
	pagesName struct {
		ID    campaign.SignatoryID `json:"id"`
		Label campaign.Text        `json:"label"`
	}
	// pagesPlace is a cell, or a pledge in one.
	pagesPlace struct {
		ID         campaign.PledgeID     `json:"id"` // "" for a cell
		Signatory  campaign.SignatoryID  `json:"signatory"`
		Commitment campaign.CommitmentID `json:"commitment"`
		Pillar     campaign.PillarID     `json:"pillar"`
		Status     campaign.StatusID     `json:"status"`
		Filled     bool                  `json:"filled"`
	}
	// pagesCore counts the commitments about children.
	pagesCore struct {
		Commitments int           `json:"commitments"`
		Totals      matrix.Totals `json:"totals"`
		Cells       int           `json:"cells"`
		Filled      int           `json:"filled"`
		Unpledged   int           `json:"unpledged"` // commitments under which nobody pledged anything
	}
)

// newPagesLists returns all but what depends on a language.
func newPagesLists(s Input, p *Pages, history []*matrix.Matrix) pagesLists {
	r, out := p.Record, pagesLists{}
	all, parts := grids(s.Campaign, history, cmp.Or(s.GridRoom, roomOfGrid), p.Spells)
	last := len(all) - 1
	out.AskFacts = p.askFacts(s.Campaign.Languages.All)
	out.Grid, out.Past, out.Grids, out.Facets = all[last], all[:last], parts, all[last].Facets
	for _, g := range r.Signatories {
		if g.Until != "" {
			continue // left the declaration, and the totals
		}
		for _, c := range r.Commitments {
			cell := p.Cells[string(g.ID)][string(c.ID)]
			out.Rows = append(out.Rows, pagesPlace{"", g.ID, c.ID, c.Pillar, cell.Status, len(cell.Things) > 0})
			out.Pledges = append(out.Pledges, pledgesOf(cell, c)...)
		}
	}
	for _, g := range r.Observers {
		for _, c := range r.Commitments {
			out.Observed = append(out.Observed, pledgesOf(p.Cells[string(g.ID)][string(c.ID)], c)...)
		}
	}
	for _, c := range r.Commitments {
		if c.Children == "core" {
			out.Core.Commitments++
			out.Core.Totals = out.Core.Totals.Add(c.Totals.Totals)
			out.Core.Cells += c.Totals.Cells
			out.Core.Filled += c.Filled
			if c.Pledges == 0 {
				out.Core.Unpledged++
			}
		}
	}
	return out
}

// roomOfAsks is how much the page of asks lists of their earlier facts, in letters.
const roomOfAsks = 60_000

// askFacts returns how many of the earlier facts of each ask there is room for; the others are on the pages of their policies.
func (p *Pages) askFacts(languages []string) int {
	for _, most := range []int{10_000, 50, 20, 10, 5, 3, 1} {
		size := 0
		for _, ask := range p.Asks {
			for _, id := range ask.Entries[:min(len(ask.Entries), most)] {
				longest := 0
				for _, language := range languages {
					longest = max(longest, utf8.RuneCountInString(p.Entry[string(id)].Brief[language]))
				}
				size += longest + lettersOfFact
			}
		}
		if size <= roomOfAsks {
			return most
		}
	}
	return 0
}

// lettersOfFact is about what the date and the link of a fact need.
const lettersOfFact = 30

// pledgesOf returns the pledges of a cell, which is under a commitment.
func pledgesOf(cell Cell, under Commitment) []pagesPlace {
	var out []pagesPlace
	for _, t := range cell.Things {
		if t.Of != "" {
			out = append(out, pagesPlace{t.ID, cell.Signatory, under.ID, under.Pillar, t.Status, true})
		}
	}
	return out
}

// cited returns the sources of what the standalone file shows of cells and beside them, by publisher, oldest first.
func cited(evidence map[campaign.EvidenceID]Source, shown map[campaign.EvidenceID]bool, share int, order *collate.Collator) []campaign.EvidenceID {
	var out []campaign.EvidenceID
	for _, s := range slices.SortedFunc(maps.Values(evidence), func(a, b Source) int {
		return cmp.Or(order.CompareString(a.Publisher, b.Publisher), strings.Compare(string(a.Published), string(b.Published)), strings.Compare(string(a.ID), string(b.ID)))
	}) {
		if shown[s.ID] || slices.ContainsFunc(s.Used, func(u Use) bool { return u.besideMatrix(share) }) {
			out = append(out, s.ID)
		}
	}
	return out
}

// besideMatrix reports whether the sources of a place are in a standalone file of some share of the record, and not those of a cell.
func (u Use) besideMatrix(share int) bool {
	return u.Kind == "declaration" || share > titlesAlone && (u.Kind == "signatory" || u.Kind == "commitment")
}
