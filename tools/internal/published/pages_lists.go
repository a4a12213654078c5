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
	Rows      []pagesPlace          `json:"rows"`     // the cells of governments
	Pledges   []pagesPlace          `json:"pledges"`  // the pledges of governments
	Observed  []pagesPlace          `json:"observed"` // the pledges of observers, which no total counts
	Facets    []pagesFacet          `json:"facets"`   // what the matrix can be narrowed by
	Grid      pagesGrid             `json:"grid"`     // the matrix
	Past      []pagesGrid           `json:"past"`     // the matrix at the end of each year before, oldest first
	Grids     map[string]pagesGrid  `json:"grids"`    // the parts of those that are too large for one page, by path
	Cited     []campaign.EvidenceID `json:"cited"`    // the sources of what the matrix shows, by publisher
	Core      pagesCore             `json:"core"`
	AskFacts  int                   `json:"ask_facts"`  // how many of the earlier facts of each ask their page lists
	MadeThere int                   `json:"made_there"` // how many of the pledges that were made at each meeting the page of meetings lists
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
	out.AskFacts, out.MadeThere = p.askFacts(s.Campaign.Languages.All), p.madeThere(s.Campaign.Languages.All)
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

// How much the page of asks lists of their earlier facts, and the page of meetings of the pledges that were made there, in letters.
const (
	roomOfAsks     = 60_000
	roomOfMeetings = 60_000
	lettersOfFact  = 30 // its date and link
	lettersOfMade  = 50 // the government and the link of a pledge
)

// askFacts returns how many of the earlier facts of each ask there is room for; the others are on the pages of their policies.
func (p *Pages) askFacts(languages []string) int {
	lists := make([][]int, len(p.Asks))
	for i, ask := range p.Asks {
		for _, id := range ask.Entries {
			lists[i] = append(lists[i], longest(p.Entry[string(id)].Brief, languages)+lettersOfFact)
		}
	}
	return mostOfEach(lists, roomOfAsks, []int{10_000, 50, 20, 10, 5, 3, 1})
}

// madeThere returns how many of the pledges that were made at each meeting there is room for; all are in the data.
func (p *Pages) madeThere(languages []string) int {
	lists := make([][]int, len(p.Meetings))
	for i, m := range p.Meetings {
		for _, pledge := range m.Pledges {
			lists[i] = append(lists[i], longest(pledge.Summary, languages)+lettersOfMade)
		}
	}
	slices.SortFunc(lists, func(a, b []int) int { return len(b) - len(a) })
	return mostOfEach(lists[:min(len(lists), campaign.PerPage)], roomOfMeetings, []int{60, 20, 10, 5, 3, 1})
}

// mostOfEach returns how many of each list of letters there is room for, the first of some numbers that can be; 0 for none.
func mostOfEach(lists [][]int, room int, numbers []int) int {
	for _, most := range numbers {
		size := 0
		for _, list := range lists {
			for _, letters := range list[:min(len(list), most)] {
				size += letters
			}
		}
		if size <= room {
			return most
		}
	}
	return 0
}

// longest returns the letters of a text in the language that needs most.
func longest(text campaign.Text, languages []string) (most int) {
	for _, language := range languages {
		most = max(most, utf8.RuneCountInString(text[language]))
	}
	return most
}

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
