// Package matrix computes the status of every government on every commitment. It is a pure function of the record and
// a day: campaign + as-of date -> cells, totals, changes.
package matrix

import (
	"fmt"
	"slices"

	"declarationwatch/tools/internal/campaign"
)

// Matrix is the record as it stood at the end of one day (UTC).
type Matrix struct {
	AsOf         campaign.Date
	Signatories  []Member               // governments that had endorsed, by id, with those that left
	Observers    []Member               // governments that look on; their cells are in no total
	Commitments  []*campaign.Commitment // in order
	Pillars      []*campaign.Pillar     // in order
	Totals       Totals
	ByPillar     map[campaign.PillarID]Totals
	ByCommitment map[campaign.CommitmentID]Totals
	Changes      []Change    // oldest first
	Departures   []Departure // oldest first
}

// Member is a government and its row: one cell for each commitment, in the order of Matrix.Commitments.
type Member struct {
	*campaign.Signatory
	Since  campaign.Membership  // its latest endorsement
	Left   *campaign.Membership // how it left; nil while it is a member. What left is in no total but its own
	Cells  []Cell
	Totals Totals
}

// Departure is something a government did about the Declaration after it had endorsed: it left, was suspended or came back.
type Departure struct {
	Signatory campaign.SignatoryID `json:"signatory"`
	*campaign.Membership
}

// Cell is one government on one commitment.
type Cell struct {
	Signatory    campaign.SignatoryID
	Commitment   campaign.CommitmentID
	Status       campaign.StatusID
	Since        campaign.Date // first day of the unbroken run of the status; "" for an empty cell
	Reported     bool          // Since is the day of a report: that on which it took effect is not known
	Last         campaign.Date // of the newest pledge or report in it; "" for an empty cell
	Quiet        int           // complete years without a report on what is said to go on; 0 where none is overdue
	Distribution []Count       // in headline order; empty where nothing is on record
	Things       []Thing
}

// Count is a number of things that carry a status.
type Count struct {
	Status campaign.StatusID `json:"status"`
	N      int               `json:"count"`
}

// Thing is a part of a cell: a pledge, or conduct on the commitment itself.
type Thing struct {
	Pledge   *campaign.Pledge // nil for conduct
	Status   campaign.StatusID
	Since    campaign.Date // first day of the unbroken run of the status
	Reported bool          // as of a cell
	Last     campaign.Date // of the pledge or its newest report
	Early    bool          // it was fulfilled on the day it was pledged or before
	Quiet    int           // as of a cell
	Events   []Finding     // those of the day or before, oldest first

	ended bool // by its status
}

// Finding is a published event of a thing.
type Finding struct {
	*campaign.Event
	Corrected bool // a later event replaces it; it stays visible and counts for nothing
}

// Evidence lists the evidence of a thing, each once, in the order of its history.
func (t Thing) Evidence() []campaign.EvidenceID {
	var all []campaign.EvidenceID
	if t.Pledge != nil {
		all = append(all, t.Pledge.Evidence...)
	}
	for _, f := range t.Events {
		all = append(all, f.Event.Evidence...)
	}
	return unique(all)
}

// Overdue reports whether a pledge's deadline had passed by a day without a status that ends the pledge.
func (t Thing) Overdue(asOf campaign.Date) bool {
	return t.Pledge != nil && !t.ended && t.Pledge.Deadline != "" && t.Pledge.Deadline.Last().Before(asOf.First())
}

// Evidence lists the evidence of everything in the cell, each once.
func (c Cell) Evidence() []campaign.EvidenceID {
	var all []campaign.EvidenceID
	for _, t := range c.Things {
		all = append(all, t.Evidence()...)
	}
	return unique(all)
}

// Filled reports whether the cell has anything that is published.
func (c Cell) Filled() bool { return len(c.Things) > 0 }

func unique(ids []campaign.EvidenceID) []campaign.EvidenceID {
	seen := map[campaign.EvidenceID]bool{}
	out := ids[:0:0]
	for _, id := range ids {
		if !seen[id] {
			seen[id] = true
			out = append(out, id)
		}
	}
	return out
}

// Build computes the matrix as of a day, which must be a valid full date. The campaign must have passed the check;
// it is only read.
func Build(c *campaign.Campaign, asOf campaign.Date) *Matrix { return newBuilder(c).withChanges(asOf) }

// withChanges returns the matrix as of a day.
func (b *builder) withChanges(asOf campaign.Date) *Matrix {
	m := b.matrix(asOf)
	var all [][]Change
	for _, member := range m.Signatories {
		for _, c := range member.Cells {
			if c.Filled() {
				all = append(all, b.contents[c.Signatory][c.Commitment].until(asOf.First()))
			}
		}
	}
	m.Changes = slices.Concat(all...)
	slices.SortFunc(m.Changes, Change.compare)
	return m
}

// matrix returns the matrix as of a day, without changes.
func (b *builder) matrix(asOf campaign.Date) *Matrix {
	c, day := b.campaign, asOf.First()
	m := &Matrix{
		AsOf:        asOf,
		Pillars:     ordered(c.Declaration.Pillars, func(p *campaign.Pillar) int { return p.Order }),
		Commitments: ordered(c.Commitments, func(c *campaign.Commitment) int { return c.Order }),
	}
	for i := range c.Signatories {
		member, ok := b.member(&c.Signatories[i], m.Commitments, day)
		switch {
		case !ok:
		case member.Role == campaign.Observer:
			m.Observers = append(m.Observers, member)
		default:
			m.Signatories = append(m.Signatories, member)
			m.Departures = append(m.Departures, departures(member, day)...)
		}
	}
	m.total(b.statuses)
	slices.SortStableFunc(m.Departures, func(x, y Departure) int { return x.Date.Compare(y.Date) })
	return m
}

// History returns the matrix at the end of each year from the adoption of the declaration on, and last of all that of the as-of
// day. Each equals Build for that day, but that only the last has changes: those of the other years are among them.
func History(c *campaign.Campaign, asOf campaign.Date) []*Matrix {
	var out []*Matrix
	b := newBuilder(c)
	for year := c.Declaration.Adopted.First().Year(); year < asOf.First().Year(); year++ {
		out = append(out, b.matrix(campaign.Date(fmt.Sprintf("%04d-12-31", year))))
	}
	return append(out, b.withChanges(asOf))
}
