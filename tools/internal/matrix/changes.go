package matrix

import (
	"cmp"
	"slices"
	"time"

	"declarationwatch/tools/internal/campaign"
)

// Change is a day on which a cell's headline became another.
type Change struct {
	Signatory  campaign.SignatoryID  `json:"signatory"`
	Commitment campaign.CommitmentID `json:"commitment"`
	Date       campaign.Date         `json:"date"` // of the cause, in the precision known
	From       campaign.StatusID     `json:"from"`
	To         campaign.StatusID     `json:"to"`     // never equal to From
	Pledge     campaign.PledgeID     `json:"pledge"` // that the cause is about; "" for conduct
	Event      campaign.EventID      `json:"event"`  // the cause, where it is a report
	Fact       campaign.EntryID      `json:"fact"`   // that the report judges
	Actor      campaign.SignatoryID  `json:"actor"`  // another government, whose act it was
	Why        campaign.Text         `json:"why"`    // the cause in words
	Evidence   []campaign.EvidenceID `json:"evidence"`
	Reported   campaign.Date         `json:"reported"` // the date, where only that of a report is known
	Recorded   campaign.Date         `json:"recorded"` // when the cause was written down; "" for a pledge, whose row has no such day

	from time.Time // the first day that it counts
}

func (c Change) compare(d Change) int {
	return cmp.Or(c.from.Compare(d.from), c.Date.Compare(d.Date), cmp.Compare(c.Signatory, d.Signatory), cmp.Compare(c.Commitment, d.Commitment))
}

// cause is something that can change a cell: a pledge that is made or an event that comes about.
type cause struct {
	Change
	status campaign.StatusID // what the cause makes of its thing
	thing  int               // its place in the cell
	order  int               // among the reports on the thing, of which the last that counts gives the status; 0 for the pledge itself
}

// until returns the changes of a cell up to the end of a day. The last made the cell what it is.
func (x *content) until(day time.Time) []Change {
	n, _ := slices.BinarySearchFunc(x.changes, day, func(c Change, day time.Time) int { return cmp.Or(c.from.Compare(day), -1) })
	return x.changes[:n]
}

// replay returns every change of a cell, cause by cause.
func (b *builder) replay(x *content) []Change {
	var out []Change
	before := b.cell(x, time.Time{}).Status
	causes, latest, counts := b.causes(x), make([]cause, len(x.things)), make([]int, len(b.ranked))
	for len(causes) > 0 {
		day := causes[0].from
		n := 1
		for n < len(causes) && causes[n].from.Equal(day) {
			n++
		}
		for _, c := range causes[:n] {
			if last := &latest[c.thing]; last.status == "" || c.order > last.order {
				if last.status != "" {
					counts[b.rank[last.status]]--
				}
				counts[b.rank[c.status]]++
				*last = c
			}
		}
		if after := b.ranked[slices.IndexFunc(counts, func(n int) bool { return n > 0 })]; after != before {
			c := decisive(causes[:n], after).Change
			c.From, c.To = before, after
			out = append(out, c)
			before = after
		}
		causes = causes[n:]
	}
	return out
}

// decisive picks, among the causes of one day, the last that brought the new headline about; where none carries it,
// as when a reversal is corrected away, the last of all.
func decisive(causes []cause, status campaign.StatusID) cause {
	for _, c := range slices.Backward(causes) {
		if c.status == status {
			return c
		}
	}
	return causes[len(causes)-1]
}

// causes lists what can change a cell, oldest first.
func (b *builder) causes(x *content) []cause {
	n := 0
	for _, h := range x.things {
		n += 1 + len(h.events)
	}
	out := make([]cause, 0, n)
	add := func(c Change, status campaign.StatusID, thing, order int) {
		c.Signatory, c.Commitment, c.from = x.signatory, x.commitment, c.Date.First()
		out = append(out, cause{c, status, thing, order})
	}
	for thing, h := range x.things {
		var pledge campaign.PledgeID
		if p := h.pledge; p != nil {
			pledge = p.ID
			add(Change{Date: p.Date, Pledge: pledge, Why: p.Summary, Evidence: p.Evidence}, b.campaign.Vocabulary.Default.Pledge, thing, 0)
		}
		for i, f := range h.events {
			if e := f.Event; !f.Corrected {
				c := Change{
					Date: h.counts(e.Date), Pledge: pledge, Event: e.ID, Fact: e.Fact, Actor: e.Actor, Why: e.Summary, Evidence: e.Evidence, Recorded: e.Recorded,
				}
				if c.Date == e.Date {
					c.Reported = e.Reported
				}
				add(c, e.Status, thing, i+1)
			}
		}
	}
	slices.SortStableFunc(out, func(x, y cause) int { return cmp.Or(x.from.Compare(y.from), x.Date.Compare(y.Date)) })
	return out
}
