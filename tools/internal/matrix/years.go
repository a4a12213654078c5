package matrix

import (
	"fmt"
	"iter"

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
					c := b.since(m.ID, commitment.ID, day)
					if !yield(YearEnd{date, c.Signatory, c.Commitment, c.Status, c.Since, c.Last, m.Left == nil}) {
						return
					}
				}
			}
		}
	}
}
