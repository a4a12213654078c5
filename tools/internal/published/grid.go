package published

import (
	"path"
	"slices"
	"strconv"
	"strings"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/matrix"
)

type (
	// pagesGrid is the matrix as a page draws it, as of one day: commitments by governments.
	pagesGrid struct {
		ID          string                                                         `json:"id"` // the year at whose end it is; "" for that of the record
		AsOf        campaign.Date                                                  `json:"as_of"`
		Governments int                                                            `json:"governments"` // in the totals
		Cells       int                                                            `json:"cells"`
		Filled      int                                                            `json:"filled"`
		Members     map[campaign.SignatoryID]pagesMember                           `json:"members"` // those with a column
		Found       map[campaign.CommitmentID]int                                  `json:"found"`   // governments in the totals with something found
		Pillars     map[campaign.PillarID]map[campaign.StatusID]int                `json:"by_pillar"`
		Statuses    map[campaign.StatusID]int                                      `json:"by_status"`
		Squares     map[campaign.CommitmentID]map[campaign.SignatoryID]pagesSquare `json:"squares"` // without those that have the default status
		Facets      []pagesFacet                                                   `json:"facets"`
		Why         map[string]campaign.Text                                       `json:"-"`   // what explains a cell in one sentence, by the code of the government, "-" and commitment
		Shown       map[string]campaign.Text                                       `json:"why"` // the same, of the cells on its page

		// Of a matrix on several pages.
		Path   string                  `json:"path"`   // of its page, below the folder of a language
		Today  string                  `json:"today"`  // that of the same part of the matrix of the record
		Up     string                  `json:"up"`     // that of the page of which this is a part
		Name   campaign.Text           `json:"name"`   // of the part
		Pillar campaign.PillarID       `json:"pillar"` // that it is part of
		Region campaign.ID             `json:"region"` // the same
		Number int                     `json:"number"` // of the page of governments within a region
		Rows   []campaign.CommitmentID `json:"rows"`   // the first and the last of its commitments, where it has not all of its pillar
		Only   []campaign.SignatoryID  `json:"only"`   // its governments; nil for all
		Parts  []string                `json:"parts"`  // the pages of its parts, which have the cells; nil where its own has
	}
	// pagesMember is a government with a column: what was found, and how it left.
	pagesMember struct {
		Filled     int                     `json:"filled"`
		Membership campaign.MembershipKind `json:"membership"`
		Until      campaign.Date           `json:"until"`
	}
	// pagesSquare is one government on one commitment.
	pagesSquare struct {
		Status campaign.StatusID `json:"status"`
		Filled bool              `json:"filled"`
		Spell  string            `json:"spell"`
		Quiet  int               `json:"years_without_report"`
	}
	pagesFacet struct {
		ID     string          `json:"id"`
		Values []pagesSelected `json:"values"`
	}
	// pagesSelected is one value of a facet, and what it selects in the grid: cells with something in them, or all of a status.
	pagesSelected struct {
		ID     campaign.ID   `json:"id"`
		Label  campaign.Text `json:"label"`
		Symbol string        `json:"symbol"`
		Count  int           `json:"count"`
	}
)

// newGrid returns the grid of a matrix, and adds to spells those that it shows.
func newGrid(c *campaign.Campaign, m *matrix.Matrix, spells spells) pagesGrid {
	out := pagesGrid{
		AsOf: m.AsOf, Governments: m.Totals.Governments, Cells: m.Totals.Cells, Filled: m.Totals.Filled, Statuses: m.Totals.ByStatus,
		Members: map[campaign.SignatoryID]pagesMember{}, Found: map[campaign.CommitmentID]int{},
		Pillars: map[campaign.PillarID]map[campaign.StatusID]int{}, Squares: map[campaign.CommitmentID]map[campaign.SignatoryID]pagesSquare{},
		Facets: facets(c, m), Why: map[string]campaign.Text{},
	}
	for id, totals := range m.ByPillar {
		out.Pillars[id] = totals.ByStatus
	}
	for id, totals := range m.ByCommitment {
		out.Found[id], out.Squares[id] = totals.Filled, map[campaign.SignatoryID]pagesSquare{}
	}
	for _, member := range m.Signatories {
		shown := pagesMember{Filled: member.Totals.Filled, Membership: member.Since.Kind}
		if member.Left != nil {
			shown.Membership, shown.Until = member.Left.Kind, member.Left.Date
		}
		out.Members[member.ID] = shown
		for _, cell := range member.Cells {
			if cell.Status != c.Vocabulary.Default.Nothing || cell.Filled() {
				out.Squares[cell.Commitment][member.ID] = pagesSquare{cell.Status, cell.Filled(), spells.add(spell{cell.Since, cell.Reported, cell.Last, cell.Quiet, ""}), cell.Quiet}
				if text := why(cell); text != nil {
					out.Why[member.ISO3+"-"+string(cell.Commitment)] = brief(text)
				}
			}
		}
	}
	return out
}

// grids returns the grids of a history, oldest first, and those of their parts. All are divided like the last one, so that each page has
// the same part of every year.
func grids(c *campaign.Campaign, history []*matrix.Matrix, room int, spells spells) (grids []pagesGrid, parts map[string]pagesGrid) {
	last := len(history) - 1
	whole := divide(c, history[last], room)
	parts = map[string]pagesGrid{}
	for i, m := range history {
		root := pagesGrid{Path: "matrix"}
		if i < last {
			root.ID = strconv.Itoa(m.AsOf.First().Year())
			root.Path = path.Join(root.Path, root.ID)
		}
		grids = append(grids, whole.grids(root, c, m, spells, parts))
	}
	return grids, parts
}

// why returns what explains the status of a cell: its newest report of that status, or a pledge that no report is on.
func why(cell matrix.Cell) (text campaign.Text) {
	var newest campaign.Date
	for _, t := range cell.Things {
		if t.Status != cell.Status {
			continue
		}
		if t.Pledge != nil && (newest == "" || t.Pledge.Date.Compare(newest) > 0) {
			newest, text = t.Pledge.Date, t.Pledge.Summary
		}
		for _, f := range t.Events {
			if !f.Corrected && f.Status == cell.Status && (newest == "" || f.Date.Compare(newest) >= 0) {
				newest, text = f.Date, f.Summary
			}
		}
	}
	return text
}

// facets returns those of a matrix, each with the values that it has. A government that left counts only as itself.
func facets(c *campaign.Campaign, m *matrix.Matrix) []pagesFacet {
	count := func(pass func(matrix.Member, *campaign.Commitment, matrix.Cell) bool) (n int) {
		for _, member := range m.Signatories {
			for i, cell := range member.Cells {
				if member.Left == nil && pass(member, m.Commitments[i], cell) {
					n++
				}
			}
		}
		return n
	}
	filled := func(pass func(matrix.Member, *campaign.Commitment, matrix.Cell) bool) int {
		return count(func(g matrix.Member, c *campaign.Commitment, cell matrix.Cell) bool {
			return cell.Filled() && pass(g, c, cell)
		})
	}

	status, children, pillar, region, quiet := pagesFacet{ID: "status"}, pagesFacet{ID: "children"}, pagesFacet{ID: "pillar"}, pagesFacet{ID: "region"}, pagesFacet{ID: "quiet"}
	for _, s := range c.Vocabulary.Ordered() {
		if n := count(func(_ matrix.Member, _ *campaign.Commitment, cell matrix.Cell) bool { return cell.Status == s.ID }); n > 0 {
			status.Values = append(status.Values, pagesSelected{campaign.ID(s.ID), s.Label, s.Symbol, n})
		}
	}
	for id, in := range map[campaign.ID]func(campaign.ChildrenScope) bool{
		"core":    func(s campaign.ChildrenScope) bool { return s == "core" },
		"related": func(s campaign.ChildrenScope) bool { return s != "none" },
	} {
		if slices.ContainsFunc(m.Commitments, func(c *campaign.Commitment) bool { return in(c.Children) }) {
			n := filled(func(_ matrix.Member, c *campaign.Commitment, _ matrix.Cell) bool { return in(c.Children) })
			children.Values = append(children.Values, pagesSelected{ID: id, Count: n})
		}
	}
	slices.SortFunc(children.Values, func(a, b pagesSelected) int { return strings.Compare(string(a.ID), string(b.ID)) })
	for _, p := range m.Pillars {
		if slices.ContainsFunc(m.Commitments, func(c *campaign.Commitment) bool { return c.Pillar == p.ID }) {
			n := filled(func(_ matrix.Member, c *campaign.Commitment, _ matrix.Cell) bool { return c.Pillar == p.ID })
			pillar.Values = append(pillar.Values, pagesSelected{ID: campaign.ID(p.ID), Label: p.Title, Count: n})
		}
	}
	for _, w := range c.Profile.Subregions {
		in := func(g matrix.Member) bool { return campaign.ID(g.Subregion) == w.ID }
		if slices.ContainsFunc(m.Signatories, in) {
			n := filled(func(g matrix.Member, _ *campaign.Commitment, _ matrix.Cell) bool { return in(g) })
			region.Values = append(region.Values, pagesSelected{ID: w.ID, Label: w.Label, Count: n})
		}
	}
	for years := 1; ; years++ {
		n := count(func(_ matrix.Member, _ *campaign.Commitment, cell matrix.Cell) bool { return cell.Quiet >= years })
		if n == 0 {
			break
		}
		quiet.Values = append(quiet.Values, pagesSelected{ID: campaign.ID(strconv.Itoa(years)), Count: n})
	}
	return []pagesFacet{status, children, pillar, region, quiet}
}
