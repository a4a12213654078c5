package matrix

import (
	"fmt"
	"iter"
	"time"

	"declarationwatch/tools/internal/campaign"
)

// YearEnd is a cell at the end of a year.
type YearEnd struct {
	Day         campaign.Date
	Signatory   campaign.SignatoryID
	Commitment  campaign.CommitmentID
	Status      campaign.StatusID
	Since, Last campaign.Date
	Belongs     bool // the government has not left
}

// YearEnds passes on the cells of the governments that had endorsed at the end of each year from the adoption of the declaration on, up
// to a day, as History has them. It makes no matrix: there may be millions of cells.
func YearEnds(c *campaign.Campaign, asOf campaign.Date) iter.Seq[YearEnd] {
	return func(yield func(YearEnd) bool) {
		b := newBuilder(c)
		commitments := ordered(c.Commitments, func(c *campaign.Commitment) int { return c.Order })
		for year := c.Declaration.Adopted.First().Year(); ; year++ {
			date := campaign.Date(fmt.Sprintf("%04d-12-31", year))
			day := date.First()
			if day.After(asOf.First()) {
				return
			}
			for i := range c.Signatories {
				m, ok := member(&c.Signatories[i], day)
				if !ok || m.Role == campaign.Observer {
					continue
				}
				for _, commitment := range commitments {
					cell := YearEnd{Day: date, Signatory: m.ID, Commitment: commitment.ID, Status: c.Vocabulary.Default.Nothing, Belongs: m.Left == nil}
					if x := b.contents[m.ID][commitment.ID]; x != nil {
						if x.unpublished {
							cell.Status = c.Vocabulary.Default.Unpublished
						}
						if changes := x.until(day); len(changes) > 0 {
							last := changes[len(changes)-1]
							cell.Status, cell.Since, cell.Last = last.To, last.Date, x.last(day)
						}
					}
					if !yield(cell) {
						return
					}
				}
			}
		}
	}
}

// last returns the date of the newest pledge or report that counts, by the end of a day.
func (x *content) last(day time.Time) (last campaign.Date) {
	for _, h := range x.things {
		if h.pledge != nil {
			if !h.pledge.Date.By(day) {
				continue
			}
			last = campaign.Newest(last, h.pledge.Date)
		}
		for _, f := range h.events {
			if !f.Corrected && f.Event.Date.By(day) {
				last = campaign.Newest(last, f.Event.Date)
			}
		}
	}
	return last
}
