package difference

import (
	"slices"
	"time"

	"declarationwatch/tools/internal/campaign"
)

// Row names a row of the record by what never changes about it. A pledge and a source have an id; an assessment is known
// by its subject, which is a pledge or a government's conduct on a commitment, its date and its place among those of that date.
type Row struct {
	Pledge, Source        string
	Signatory, Commitment string
	Date                  campaign.Date
	N                     int // from 1
}

// HeldBack lists the rows that are not to be shown at a moment. The record that is open now decides of the rows it holds;
// of any other row, one side that holds it back is enough. A side may be nil.
func HeldBack(now time.Time, open *campaign.Campaign, sides ...*campaign.Campaign) map[Row]bool {
	held := map[Row]bool{}
	for _, c := range append(sides, open) {
		visit(c, func(row Row, embargo *campaign.Moment, withheld bool) {
			slip := *embargo != "" && !embargo.Valid()
			held[row] = withheld || slip || embargo.Withheld(now) || held[row] && c != open
		})
	}
	return held
}

// Published gives a record without the rows that it holds back itself at a moment, and without those named: what is under
// embargo now may have been public when the record was written. The record stays as it is.
func Published(c *campaign.Campaign, held map[Row]bool, now time.Time) *campaign.Campaign {
	out := *c
	out.Pledges, out.Evidence, out.Assessments = slices.Clone(c.Pledges), slices.Clone(c.Evidence), slices.Clone(c.Assessments)
	for i, a := range out.Assessments {
		out.Assessments[i].Events = slices.Clone(a.Events)
	}
	visit(&out, func(row Row, embargo *campaign.Moment, _ bool) {
		if held[row] {
			*embargo = never
		}
	})
	return out.Published(now)
}

// never is the end of an embargo that does not end.
const never campaign.Moment = "9999-12-31"

// visit shows every row that the published record can hold, with its embargo, and whether it is never to be shown.
func visit(c *campaign.Campaign, see func(row Row, embargo *campaign.Moment, withheld bool)) {
	if c == nil {
		return
	}
	for i := range c.Pledges {
		see(Row{Pledge: string(c.Pledges[i].ID)}, &c.Pledges[i].PublishAfter, false)
	}
	for i := range c.Evidence {
		e := &c.Evidence[i]
		see(Row{Source: string(e.ID)}, &e.PublishAfter, len(e.Withheld) > 0)
	}
	for _, a := range c.Assessments {
		seen := map[campaign.Date]int{}
		for i := range a.Events {
			e := &a.Events[i]
			seen[e.Date]++
			see(eventRow(string(a.Pledge), string(a.Signatory), string(a.Commitment), e.Date, seen[e.Date]), &e.PublishAfter, false)
		}
	}
}

// eventRow names an event of a pledge, or of conduct where there is no pledge.
func eventRow(pledge, signatory, commitment string, date campaign.Date, n int) Row {
	if pledge != "" {
		return Row{Pledge: pledge, Date: date, N: n}
	}
	return Row{Signatory: signatory, Commitment: commitment, Date: date, N: n}
}

// Without leaves out rows, and what hangs on them, of a record that is only known as it was published. The statuses and
// totals stay as they were.
func (r *Record) Without(rows map[Row]bool) *Record {
	out := *r
	out.Evidence = slices.DeleteFunc(slices.Clone(r.Evidence), func(s source) bool { return rows[Row{Source: s.ID}] })
	out.Cells = slices.Clone(r.Cells)
	for i, c := range out.Cells {
		out.Cells[i].Pledges = slices.DeleteFunc(slices.Clone(c.Pledges), func(p pledge) bool { return rows[Row{Pledge: p.ID}] })
		seen := map[Row]int{}
		out.Cells[i].Events = slices.DeleteFunc(slices.Clone(c.Events), func(e event) bool {
			row := eventRow(e.Pledge, e.Signatory, e.Commitment, e.Date, 0)
			seen[row]++
			row.N = seen[row]
			return rows[row] || e.Pledge != "" && rows[Row{Pledge: e.Pledge}]
		})
	}
	return &out
}

// cited leaves out the ids of sources that the record has no entry of: those of a source that is not shown tell of it.
func (r *Record) cited() *Record {
	if r.Evidence == nil {
		return r
	}
	known := map[string]bool{}
	for _, s := range r.Evidence {
		known[s.ID] = true
	}
	only := func(ids []string) []string {
		return slices.DeleteFunc(slices.Clone(ids), func(id string) bool { return !known[id] })
	}
	out := *r
	out.Signatories, out.Observers, out.Commitments = slices.Clone(r.Signatories), slices.Clone(r.Observers), slices.Clone(r.Commitments)
	out.Cells = slices.Clone(r.Cells)
	for _, governments := range [][]government{out.Signatories, out.Observers} {
		for i := range governments {
			governments[i].Evidence = only(governments[i].Evidence)
		}
	}
	for i := range out.Commitments {
		out.Commitments[i].Evidence = only(out.Commitments[i].Evidence)
	}
	for i := range out.Cells {
		c := &out.Cells[i]
		c.Pledges, c.Events = slices.Clone(c.Pledges), slices.Clone(c.Events)
		for i := range c.Pledges {
			c.Pledges[i].Evidence = only(c.Pledges[i].Evidence)
		}
		for i := range c.Events {
			c.Events[i].Evidence = only(c.Events[i].Evidence)
		}
	}
	return &out
}
