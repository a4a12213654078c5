package matrix

import (
	"slices"
	"time"

	"declarationwatch/tools/internal/campaign"
)

// builder has what every cell needs, looked up once for all days.
type builder struct {
	campaign *campaign.Campaign
	statuses []campaign.StatusID
	ranked   []campaign.StatusID
	rank     map[campaign.StatusID]int // place in ranked
	ends     map[campaign.StatusID]bool
	groups   map[campaign.StatusID]campaign.Group
	contents map[campaign.SignatoryID]map[campaign.CommitmentID]*content
}

// content is what can be in a cell, whatever the day.
type content struct {
	signatory   campaign.SignatoryID
	commitment  campaign.CommitmentID
	things      []history
	unpublished bool     // it has rows that are too weak to publish
	changes     []Change // oldest first
}

// history is a thing with all its published events, whatever their date.
type history struct {
	pledge *campaign.Pledge
	events []Finding
}

func newBuilder(c *campaign.Campaign) *builder {
	b := &builder{
		campaign: c, ranked: c.Vocabulary.Ranked(), rank: map[campaign.StatusID]int{}, ends: map[campaign.StatusID]bool{},
		groups: map[campaign.StatusID]campaign.Group{}, contents: map[campaign.SignatoryID]map[campaign.CommitmentID]*content{},
	}
	for i, id := range b.ranked {
		b.rank[id] = i
	}
	for _, s := range c.Vocabulary.Statuses {
		b.statuses = append(b.statuses, s.ID)
		b.ends[s.ID], b.groups[s.ID] = s.Ends, s.Group
	}
	assessed := map[campaign.PledgeID][]campaign.Event{}
	for _, a := range c.Assessments {
		if a.Pledge != "" {
			assessed[a.Pledge] = a.Events
		}
	}
	for i := range c.Pledges {
		p := &c.Pledges[i]
		x := b.content(p.Signatory, p.Commitment)
		if !p.Confidence.Published() {
			x.unpublished = true
			continue
		}
		x.things = append(x.things, history{p, findings(assessed[p.ID])})
	}
	for i := range c.Assessments {
		a := &c.Assessments[i]
		if a.Commitment == "" {
			continue
		}
		x := b.content(a.Signatory, a.Commitment)
		if events := findings(a.Events); len(events) > 0 {
			x.things = append(x.things, history{nil, events})
		} else {
			x.unpublished = true
		}
	}
	for _, row := range b.contents {
		for _, x := range row {
			x.changes = b.replay(x)
		}
	}
	return b
}

// content returns what can be in a cell, to be added to.
func (b *builder) content(signatory campaign.SignatoryID, commitment campaign.CommitmentID) *content {
	row := b.contents[signatory]
	if row == nil {
		row = map[campaign.CommitmentID]*content{}
		b.contents[signatory] = row
	}
	if row[commitment] == nil {
		row[commitment] = &content{signatory: signatory, commitment: commitment}
	}
	return row[commitment]
}

// findings lists the published events, oldest first, and marks those that a correction replaces.
func findings(events []campaign.Event) []Finding {
	var out []Finding
	replaced := map[campaign.EventID]bool{}
	for i := range events {
		if e := &events[i]; e.Confidence.Published() {
			out = append(out, Finding{Event: e})
			if e.Replaces != "" {
				replaced[e.Replaces] = true
			}
		}
	}
	for i, f := range out {
		out[i].Corrected = replaced[f.Event.ID]
	}
	slices.SortStableFunc(out, func(x, y Finding) int { return x.Event.Date.Compare(y.Event.Date) })
	return out
}

// ordered returns the rows of a list by their order.
func ordered[T any](rows []T, order func(*T) int) []*T {
	var out []*T
	for i := range rows {
		out = append(out, &rows[i])
	}
	slices.SortStableFunc(out, func(x, y *T) int { return order(x) - order(y) })
	return out
}

// member returns a government without its row, as of the end of a day; ok is false before it first endorsed or observed.
func member(s *campaign.Signatory, day time.Time) (m Member, ok bool) {
	m.Signatory = s
	for i := range s.Memberships {
		switch membership := &s.Memberships[i]; {
		case !membership.Date.By(day):
		case membership.Kind == campaign.Endorsed || membership.Kind == campaign.Observing:
			m.Since, m.Left, ok = *membership, nil, true
		default:
			m.Left = membership
		}
	}
	return m, ok
}

// member returns a government's row as of the end of a day; ok is false before it first endorsed or observed.
func (b *builder) member(s *campaign.Signatory, commitments []*campaign.Commitment, day time.Time) (m Member, ok bool) {
	if m, ok = member(s, day); !ok {
		return Member{}, false
	}
	m.Cells = make([]Cell, 0, len(commitments))
	for _, commitment := range commitments {
		m.Cells = append(m.Cells, b.since(s.ID, commitment.ID, day))
	}
	return m, true
}

// since returns a cell as of the end of a day, and when it became what it is.
func (b *builder) since(signatory campaign.SignatoryID, commitment campaign.CommitmentID, day time.Time) Cell {
	x := b.contents[signatory][commitment]
	if x == nil {
		x = &content{signatory: signatory, commitment: commitment}
	}
	c := b.cell(x, day)
	if c.Filled() {
		all := x.until(day)
		last := &all[len(all)-1]
		c.Since, c.Reported = last.Date, last.Reported != ""
	}
	return c
}

// departures returns what a government did about the Declaration after its first endorsement, by the end of a day.
func departures(m Member, day time.Time) []Departure {
	var out []Departure
	for i := range m.Memberships[1:] {
		if membership := &m.Memberships[i+1]; membership.Date.By(day) {
			out = append(out, Departure{m.ID, membership})
		}
	}
	return out
}

// cell returns a cell as of the end of a day.
func (b *builder) cell(x *content, day time.Time) Cell {
	c := Cell{Signatory: x.signatory, Commitment: x.commitment, Status: b.campaign.Vocabulary.Default.Nothing}
	if x.unpublished {
		c.Status = b.campaign.Vocabulary.Default.Unpublished
	}
	if len(x.things) == 0 {
		return c
	}
	counts := make([]int, len(b.ranked))
	for _, h := range x.things {
		thing, ok := b.thing(h, day)
		if !ok {
			continue
		}
		c.Things = append(c.Things, thing)
		counts[b.rank[thing.Status]]++
	}
	for i, n := range counts {
		if n > 0 {
			c.Distribution = append(c.Distribution, Count{b.ranked[i], n})
		}
	}
	if len(c.Distribution) > 0 {
		c.Status = c.Distribution[0].Status
		c.Last = lastOf(c.Things)
		c.Quiet = b.quiet(c.Status, c.Last, day)
	}
	return c
}

// lastOf returns the newest date of some things.
func lastOf(things []Thing) (last campaign.Date) {
	for _, t := range things {
		last = campaign.Newest(last, t.Last)
	}
	return last
}

// quiet returns for how many complete years there was no report on what is said to go on; 0 where a report is not overdue by
// stale_after_days of the vocabulary.
func (b *builder) quiet(status campaign.StatusID, last campaign.Date, day time.Time) int {
	if group := b.groups[status]; group != campaign.Moving && group != campaign.Announced || !b.campaign.Vocabulary.Stale(last, day) {
		return 0
	}
	years := day.Year() - last.Last().Year()
	if last.Last().AddDate(years, 0, 0).After(day) {
		years--
	}
	return max(years, 1)
}

// thing returns a history as of the end of a day; ok is false before it began.
func (b *builder) thing(h history, day time.Time) (Thing, bool) {
	t := Thing{Pledge: h.pledge}
	if h.pledge != nil {
		if !h.pledge.Date.By(day) {
			return t, false
		}
		t.Status, t.Since, t.Last = b.campaign.Vocabulary.Default.Pledge, h.pledge.Date, h.pledge.Date
	}
	for _, f := range h.events {
		if !f.Event.Date.By(day) {
			continue
		}
		if t.Events == nil {
			t.Events = make([]Finding, 0, len(h.events))
		}
		t.Events = append(t.Events, f)
		if f.Corrected {
			continue
		}
		if e := f.Event; t.Status != e.Status {
			// What was done before the pledge was made is a status of the pledge from then on.
			t.Status, t.Since, t.Early = e.Status, h.counts(e.Date), h.early(e.Date)
			t.Reported = e.Reported != "" && t.Since == e.Date
		}
		t.Last = campaign.Newest(t.Last, f.Event.Date)
	}
	t.Early = t.Early && b.groups[t.Status] == campaign.Kept
	t.Quiet = b.quiet(t.Status, t.Last, day)
	t.ended = b.ends[t.Status]
	return t, t.Status != ""
}

// early reports whether what is dated was over on the day of the pledge or before it.
func (h history) early(date campaign.Date) bool {
	return h.pledge != nil && !date.Last().After(h.pledge.Date.First())
}

// counts returns the date from which an event counts for its pledge.
func (h history) counts(date campaign.Date) campaign.Date {
	if h.pledge != nil && date.First().Before(h.pledge.Date.First()) {
		return h.pledge.Date
	}
	return date
}
