package matrix

import (
	"maps"
	"slices"

	"declarationwatch/tools/internal/campaign"
)

// Totals counts a set of cells. Every status of the vocabulary has an entry in each map, 0 included.
type Totals struct {
	Governments int                       // whose cells these are
	Cells       int                       `json:"cells"`
	Filled      int                       `json:"filled"`                        // cells with anything in them
	ByStatus    map[campaign.StatusID]int `json:"cells_by_status"`               // by headline status
	Things      int                       `json:"things" pages:"only"`           // pledges and lines of conduct
	ThingsBy    map[campaign.StatusID]int `json:"things_by_status" pages:"only"` // by status of their own
	Pledges     int                       `json:"pledges"`
	PledgesBy   map[campaign.StatusID]int `json:"pledges_by_status" diff:"-"`
	Early       int                       `json:"fulfilled_early" diff:"-"` // pledges that were fulfilled before or when they were made
	Quiet       int                       `json:"quiet" diff:"-"`           // pledges that are said to go on, without a report for long
	Unreported  int                       `json:"unreported" diff:"-"`      // pledges without a report that counts
}

func newTotals(statuses []campaign.StatusID) Totals {
	t := Totals{
		ByStatus: map[campaign.StatusID]int{}, ThingsBy: map[campaign.StatusID]int{}, PledgesBy: map[campaign.StatusID]int{},
	}
	for _, s := range statuses {
		t.ByStatus[s], t.ThingsBy[s], t.PledgesBy[s] = 0, 0, 0
	}
	return t
}

func (t *Totals) add(c Cell) {
	t.Cells++
	t.ByStatus[c.Status]++
	if c.Filled() {
		t.Filled++
	}
	for _, thing := range c.Things {
		t.Things++
		t.ThingsBy[thing.Status]++
		if thing.Pledge != nil {
			t.Pledges++
			t.PledgesBy[thing.Status]++
			if thing.Early {
				t.Early++
			}
			if thing.Quiet > 0 {
				t.Quiet++
			}
			if !slices.ContainsFunc(thing.Events, func(f Finding) bool { return !f.Corrected }) {
				t.Unreported++
			}
		}
	}
}

// Add returns the totals of both sets of cells, which are of the same governments.
func (t Totals) Add(other Totals) Totals {
	sum := other
	sum.Cells, sum.Filled, sum.Things, sum.Pledges = t.Cells+other.Cells, t.Filled+other.Filled, t.Things+other.Things, t.Pledges+other.Pledges
	sum.Early, sum.Quiet, sum.Unreported = t.Early+other.Early, t.Quiet+other.Quiet, t.Unreported+other.Unreported
	add := func(x, y map[campaign.StatusID]int) map[campaign.StatusID]int {
		out := maps.Clone(y)
		for status, n := range x {
			out[status] += n
		}
		return out
	}
	sum.ByStatus, sum.ThingsBy, sum.PledgesBy = add(t.ByStatus, other.ByStatus), add(t.ThingsBy, other.ThingsBy), add(t.PledgesBy, other.PledgesBy)
	return sum
}

// ByGroup returns the cells by the group of their status, 0 included. All groups but campaign.None add up to Filled.
func (t Totals) ByGroup(v campaign.Vocabulary) map[campaign.Group]int {
	groups := map[campaign.Group]int{}
	for _, g := range campaign.Group("").Choices() {
		groups[campaign.Group(g)] = 0
	}
	for _, s := range v.Statuses {
		groups[s.Group] += t.ByStatus[s.ID]
	}
	return groups
}

// total computes every total of the matrix. Observers and governments that left are only in their own.
func (m *Matrix) total(statuses []campaign.StatusID) {
	m.Totals = newTotals(statuses)
	m.ByPillar = map[campaign.PillarID]Totals{}
	m.ByCommitment = map[campaign.CommitmentID]Totals{}
	for _, p := range m.Pillars {
		m.ByPillar[p.ID] = newTotals(statuses)
	}
	for _, c := range m.Commitments {
		m.ByCommitment[c.ID] = newTotals(statuses)
	}
	for i := range m.Signatories {
		member := &m.Signatories[i]
		member.count(statuses)
		member.Totals.Governments = 1
		if member.Left != nil {
			continue
		}
		m.Totals.Governments++
		for j, cell := range member.Cells {
			m.Totals.add(cell)
			addTo(m.ByPillar, m.Commitments[j].Pillar, cell)
			addTo(m.ByCommitment, m.Commitments[j].ID, cell)
		}
	}
	for i := range m.Observers {
		m.Observers[i].count(statuses)
	}
}

// count computes the totals of a row.
func (m *Member) count(statuses []campaign.StatusID) {
	m.Totals = newTotals(statuses)
	for _, cell := range m.Cells {
		m.Totals.add(cell)
	}
}

func addTo[K comparable](totals map[K]Totals, key K, c Cell) {
	t := totals[key]
	t.add(c)
	totals[key] = t
}

// Part returns the matrix of some of the commitments by some of the governments, with totals of its own and without changes.
func (m *Matrix) Part(commitments func(campaign.CommitmentID) bool, governments func(campaign.SignatoryID) bool) *Matrix {
	out := &Matrix{AsOf: m.AsOf}
	var kept []int
	for i, c := range m.Commitments {
		if commitments(c.ID) {
			kept, out.Commitments = append(kept, i), append(out.Commitments, c)
		}
	}
	for _, p := range m.Pillars {
		if slices.ContainsFunc(out.Commitments, func(c *campaign.Commitment) bool { return c.Pillar == p.ID }) {
			out.Pillars = append(out.Pillars, p)
		}
	}
	for _, member := range m.Signatories {
		if !governments(member.ID) {
			continue
		}
		cells := member.Cells
		member.Cells = make([]Cell, len(kept))
		for to, from := range kept {
			member.Cells[to] = cells[from]
		}
		out.Signatories = append(out.Signatories, member)
	}
	out.total(slices.Collect(maps.Keys(m.Totals.ByStatus)))
	return out
}
