package matrix

import (
	"slices"
	"strings"
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
	Why        campaign.Text         `json:"why"`    // the cause in words
	Evidence   []campaign.EvidenceID `json:"evidence"`
	Recorded   campaign.Date         `json:"recorded"` // when the cause was written down; "" for a pledge, whose row has no such day

	settled time.Time
}

func (c Change) compare(d Change) int {
	if n := c.settled.Compare(d.settled); n != 0 {
		return n
	}
	if n := len(d.Date) - len(c.Date); n != 0 {
		return n // a whole month or year ends after its last day
	}
	if n := strings.Compare(string(c.Signatory), string(d.Signatory)); n != 0 {
		return n
	}
	return strings.Compare(string(c.Commitment), string(d.Commitment))
}

// cause is something that can change a cell: a pledge that is made or an event that comes about.
type cause struct {
	date     campaign.Date
	settled  time.Time
	pledge   campaign.PledgeID
	status   campaign.StatusID // what the cause makes of its thing
	why      campaign.Text
	evidence []campaign.EvidenceID
	recorded campaign.Date
}

// changes replays a government's cells day by day, up to the as-of date.
func (b *builder) changes(m Member) []Change {
	var out []Change
	for _, now := range m.Cells {
		if !now.Filled() {
			continue
		}
		key := cellKey{now.Signatory, now.Commitment}
		before := b.cell(key, time.Time{}).Status
		causes := b.causes(key)
		for len(causes) > 0 {
			day := causes[0].settled
			n := 1
			for n < len(causes) && causes[n].settled.Equal(day) {
				n++
			}
			if after := b.cell(key, day).Status; after != before {
				why := decisive(causes[:n], after)
				out = append(out, Change{
					Signatory: key.signatory, Commitment: key.commitment, Date: why.date, From: before, To: after,
					Pledge: why.pledge, Why: why.why, Evidence: why.evidence, Recorded: why.recorded, settled: day,
				})
				before = after
			}
			causes = causes[n:]
		}
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

// causes lists what can have changed a cell by the as-of date, oldest first.
func (b *builder) causes(key cellKey) []cause {
	var out []cause
	for _, h := range b.things[key] {
		var made time.Time
		var pledge campaign.PledgeID
		if p := h.pledge; p != nil {
			made, pledge = p.Date.Last(), p.ID
			out = append(out, cause{p.Date, made, pledge, b.campaign.Vocabulary.Default.Pledge, p.Summary, p.Evidence, ""})
		}
		for _, f := range h.events {
			if f.Corrected {
				continue
			}
			e := f.Event
			date, day := e.Date, settled(e)
			if day.Before(made) {
				date, day = h.pledge.Date, made // what was found before a pledge was made counts from then
			}
			out = append(out, cause{date, day, pledge, e.Status, e.Summary, e.Evidence, e.Recorded})
		}
	}
	out = slices.DeleteFunc(out, func(c cause) bool { return c.settled.After(b.asOf) })
	slices.SortStableFunc(out, func(x, y cause) int { return x.settled.Compare(y.settled) })
	return out
}
