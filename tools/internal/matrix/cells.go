package matrix

import (
	"slices"
	"time"

	"declarationwatch/tools/internal/campaign"
)

// builder has what every cell needs, looked up once.
type builder struct {
	campaign    *campaign.Campaign
	asOf        time.Time
	statuses    []campaign.StatusID
	ranked      []campaign.StatusID
	rank        map[campaign.StatusID]int // place in ranked
	ends        map[campaign.StatusID]bool
	things      map[cellKey][]history
	unpublished map[cellKey]bool // cells with rows that are too weak to publish
}

type cellKey struct {
	signatory  campaign.SignatoryID
	commitment campaign.CommitmentID
}

// history is a thing with all its published events, whatever their date.
type history struct {
	pledge *campaign.Pledge
	events []Finding
}

func newBuilder(c *campaign.Campaign, asOf time.Time) *builder {
	b := &builder{
		campaign: c, asOf: asOf, ranked: c.Vocabulary.Ranked(), rank: map[campaign.StatusID]int{}, ends: map[campaign.StatusID]bool{},
		things: map[cellKey][]history{}, unpublished: map[cellKey]bool{},
	}
	for i, id := range b.ranked {
		b.rank[id] = i
	}
	for _, s := range c.Vocabulary.Statuses {
		b.statuses = append(b.statuses, s.ID)
		b.ends[s.ID] = s.Ends
	}
	assessed := map[campaign.PledgeID][]campaign.Event{}
	for _, a := range c.Assessments {
		if a.Pledge != "" {
			assessed[a.Pledge] = a.Events
		}
	}
	for i := range c.Pledges {
		p := &c.Pledges[i]
		key := cellKey{p.Signatory, p.Commitment}
		if !p.Confidence.Published() {
			b.unpublished[key] = true
			continue
		}
		b.things[key] = append(b.things[key], history{p, findings(assessed[p.ID])})
	}
	for i := range c.Assessments {
		a := &c.Assessments[i]
		if a.Commitment == "" {
			continue
		}
		key := cellKey{a.Signatory, a.Commitment}
		if events := findings(a.Events); len(events) > 0 {
			b.things[key] = append(b.things[key], history{nil, events})
		} else {
			b.unpublished[key] = true
		}
	}
	return b
}

// findings lists the published events, oldest first, and marks those that a correction replaces.
func findings(events []campaign.Event) []Finding {
	var out []Finding
	for i := range events {
		e := &events[i]
		if !e.Confidence.Published() {
			continue
		}
		if e.Corrects != "" {
			// The nearest earlier event of that date that is not corrected yet.
			for j := len(out) - 1; j >= 0; j-- {
				if out[j].Event.Date == e.Corrects && !out[j].Corrected {
					out[j].Corrected = true
					break
				}
			}
		}
		out = append(out, Finding{Event: e})
	}
	slices.SortStableFunc(out, func(x, y Finding) int { return settled(x.Event).Compare(settled(y.Event)) })
	return out
}

// settled is the day by which an event has surely happened: the last its date allows, or the day it was written
// down if that is sooner.
func settled(e *campaign.Event) time.Time {
	day := e.Date.Last()
	if recorded := e.Recorded.Last(); recorded.Before(day) && !recorded.Before(e.Date.First()) {
		return recorded
	}
	return day
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

// member returns a government's row; ok is false before it first endorsed or observed.
func (b *builder) member(s *campaign.Signatory, commitments []*campaign.Commitment) (m Member, ok bool) {
	m.Signatory = s
	for i := range s.Memberships {
		switch membership := &s.Memberships[i]; {
		case membership.Date.Last().After(b.asOf):
		case membership.Kind == campaign.Endorsed || membership.Kind == campaign.Observing:
			m.Since, m.Left, ok = *membership, nil, true
		default:
			m.Left = membership
		}
	}
	if !ok {
		return Member{}, false
	}
	for _, commitment := range commitments {
		key := cellKey{s.ID, commitment.ID}
		m.Cells = append(m.Cells, b.cell(key, b.asOf))
	}
	return m, true
}

// departures returns what a government did about the Declaration after its first endorsement, by the as-of date.
func (b *builder) departures(m Member) []Departure {
	var out []Departure
	for i := range m.Memberships[1:] {
		if membership := &m.Memberships[i+1]; !membership.Date.Last().After(b.asOf) {
			out = append(out, Departure{m.ID, membership})
		}
	}
	return out
}

// cell returns a cell as of the end of a day.
func (b *builder) cell(key cellKey, day time.Time) Cell {
	c := Cell{Signatory: key.signatory, Commitment: key.commitment, Status: b.campaign.Vocabulary.Default.Nothing}
	if b.unpublished[key] {
		c.Status = b.campaign.Vocabulary.Default.Unpublished
	}
	counts := make([]int, len(b.ranked))
	for _, h := range b.things[key] {
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
		c.Since = c.since()
	}
	return c
}

// since returns the date of the newest thing with the cell's status.
func (c Cell) since() campaign.Date {
	var since campaign.Date
	for _, t := range c.Things {
		if t.Status == c.Status && (since == "" || t.Since.Last().After(since.Last())) {
			since = t.Since
		}
	}
	return since
}

// thing returns a history as of the end of a day; ok is false before it began.
func (b *builder) thing(h history, day time.Time) (Thing, bool) {
	t := Thing{Pledge: h.pledge}
	if h.pledge != nil {
		if h.pledge.Date.Last().After(day) {
			return t, false
		}
		t.Status, t.Since = b.campaign.Vocabulary.Default.Pledge, h.pledge.Date
	}
	for _, f := range h.events {
		if settled(f.Event).After(day) {
			continue
		}
		t.Events = append(t.Events, f)
		if !f.Corrected {
			t.Status, t.Since = f.Event.Status, f.Event.Date
		}
	}
	t.ended = b.ends[t.Status]
	return t, t.Status != ""
}
