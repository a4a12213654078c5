package check

import (
	"fmt"
	"time"

	"declarationwatch/tools/internal/campaign"
)

func membership(c *campaign.Campaign, report *report) {
	for _, s := range c.Signatories {
		for i, m := range s.Memberships {
			at := m.At("kind")
			switch full := len(m.Date) == len(time.DateOnly); {
			case !m.Date.Valid(): // which is reported
			case m.Precision == "day" && !full: // a sentence would say "on 2022"
				report.errorf(m.At("precision"), "precision %q of a date without a day", m.Precision).
					WithHint(`set precision = "month", or write the day: date = "YYYY-MM-DD"`)
			case m.Precision == "month" && full:
				report.errorf(m.At("precision"), "precision %q of a full date", m.Precision).
					WithHint(fmt.Sprintf(`set precision = "day", or date = %q`, m.Date[:len("2006-01")]))
			}
			if !m.Confidence.Published() { // it decides what counts, and what comes after it
				report.errorf(m.At("confidence"), "a membership is published, and its confidence is %q", m.Confidence).
					WithHint("find a source that makes it medium, or remove the [[membership]] until there is one")
			}
			if s.Role == campaign.Observer != (m.Kind == campaign.Observing) {
				report.errorf(at, "%q does not fit the role %q", m.Kind, s.Role).
					WithHint(fmt.Sprintf("an observer only has %q; a government that endorsed has role = %q, and no %[1]q", campaign.Observing, campaign.Endorser))
				continue
			}
			if i == 0 {
				if m.Kind == campaign.Withdrew || m.Kind == campaign.Suspended {
					report.errorf(at, "%q before the first endorsement", m.Kind).
						WithHint(fmt.Sprintf("add the [[membership]] with kind = %q above it", campaign.Endorsed))
				}
				continue
			}
			before := s.Memberships[i-1]
			if m.Date.Valid() && before.Date.Valid() && m.Date.Last().Before(before.Date.Last()) {
				hint := "put the oldest first"
				if !m.Date.First().Before(before.Date.First()) { // on a day of the month or year before it
					hint += fmt.Sprintf("; if it came after the one above, write date = %q and precision = %q", before.Date, "month")
				}
				report.errorf(m.At("date"), "%s is below %s; memberships are in the order of their dates", m.Date, before.Date).WithHint(hint)
			}
			if m.Kind == before.Kind {
				report.errorf(at, "%q twice in a row", m.Kind).WithHint("remove one of the two, or add what came between them")
			}
		}
	}
}

func pledgeAfterLeaving(c *campaign.Campaign, report *report) {
	byID := map[campaign.SignatoryID]campaign.Signatory{}
	for _, s := range c.Signatories {
		byID[s.ID] = s
	}
	for _, p := range c.Pledges {
		if left := byID[p.Signatory].Left(p.Date); left != nil && len(p.Note) == 0 {
			report.errorf(p.At("date"), "pledge is later than the membership %q of its government", left.Kind).
				WithHint(fmt.Sprintf(`correct the date, or add note = { %s = "..." } that says why it counts`, c.Languages.Source)).
				WithRelated(left.At(), "it left here")
		}
	}
}
