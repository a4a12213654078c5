package check

import (
	"fmt"
	"time"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/diag"
	"declarationwatch/tools/internal/source"
)

// The rules of this file check dates: those in the future, those out of order and those that are old.

// dated is the date of something that has happened.
type dated struct {
	date  campaign.Date
	place campaign.Place
	path  []any
	until campaign.Moment // of the row's own embargo
}

// happened returns every date that must not be in the future. Deadlines may be.
func happened(c *campaign.Campaign) []dated {
	var out []dated
	add := func(date campaign.Date, until campaign.Moment, place campaign.Place, path ...any) {
		out = append(out, dated{date, place, path, until})
	}
	add(c.Declaration.Adopted, "", c.Declaration.Place, "adopted")
	for _, s := range c.Signatories {
		for i, m := range s.Memberships {
			add(m.Date, "", s.Place, "membership", i, "date")
			add(m.Recorded, "", s.Place, "membership", i, "recorded")
		}
	}
	for _, p := range c.Pledges {
		add(p.Date, p.PublishAfter, p.Place, "date")
	}
	for _, a := range c.Assessments {
		add(a.Reviewed, "", a.Place, "reviewed")
		for i, e := range a.Events {
			add(e.Date, e.PublishAfter, a.Place, "event", i, "date")
			add(e.Recorded, "", a.Place, "event", i, "recorded")
		}
	}
	for _, e := range c.Evidence {
		add(e.Published, e.PublishAfter, e.Place, "published")
		add(e.Accessed, "", e.Place, "accessed")
	}
	for _, m := range c.Meetings {
		add(m.Date, m.PublishAfter, m.Place, "date")
	}
	for _, p := range c.Programmes {
		for _, e := range p.Entries {
			add(e.Date, e.PublishAfter, e.Place, "date")
		}
	}
	for _, p := range c.Pages {
		add(p.Params.AsOf, "", p.Place, "params", "as_of")
	}
	return out
}

func futureDate(c *campaign.Campaign, report *report) {
	for _, d := range happened(c) {
		if d.date == "" || !d.date.First().After(report.now) {
			continue
		}
		// A row that is withheld until then is prepared in advance.
		if meant := d.until.Instant(); !meant.IsZero() && !meant.Before(d.date.First()) {
			continue
		}
		report.add(diag.Problem{
			At: d.place.At(d.path...), Message: fmt.Sprintf("date %s is in the future", d.date),
			Hint: `correct it, or withhold the row until then with publish_after = "` + string(d.date) + `"`,
		})
	}
}

func eventOrder(c *campaign.Campaign, report *report) {
	for _, a := range c.Assessments {
		for i, e := range a.Events {
			if e.Date.Valid() && e.Recorded.Valid() && e.Date.First().After(e.Recorded.Last()) {
				report.errorf(a.At("event", i, "date"), "event of %s is recorded earlier, %s", e.Date, e.Recorded)
			}
			if i == 0 {
				continue
			}
			before := a.Events[i-1]
			switch {
			case e.Recorded.Last().Before(before.Recorded.Last()):
				report.add(diag.Problem{
					At: a.At("event", i, "recorded"), Message: fmt.Sprintf("recorded %s, earlier than the event above it, %s", e.Recorded, before.Recorded),
					Hint: "the record is append-only: put later events below",
				})
			case e.Recorded == before.Recorded && e.Corrects == "" && e.Date.Last().Before(before.Date.Last()):
				report.add(diag.Problem{
					At: a.At("event", i, "date"), Message: fmt.Sprintf("event of %s is below that of %s", e.Date, before.Date),
					Hint: "put events of one recording day in the order of their dates",
				})
			}
		}
	}
}

func stale(c *campaign.Campaign, report *report) {
	days := c.Vocabulary.StaleAfterDays
	if days <= 0 {
		return
	}
	for _, a := range c.Assessments {
		seen := a.Reviewed
		for _, e := range a.Events {
			if e.Recorded.Last().After(seen.Last()) {
				seen = e.Recorded
			}
		}
		if age := int(report.now.Sub(seen.Last()) / (24 * time.Hour)); seen.Valid() && age > days {
			report.add(diag.Problem{
				At: a.At(), Severity: diag.Warning, Message: fmt.Sprintf("not reviewed for %d days, since %s", age, seen),
				Hint: `add an event, or set reviewed = "` + report.now.Format(time.DateOnly) + `"`,
			})
		}
	}
}

func badMoment(c *campaign.Campaign, report *report) {
	values(c, func(m campaign.Moment, leaf source.Leaf) {
		if m != "" && !m.Valid() {
			report.add(diag.Problem{At: leaf.At, Message: fmt.Sprintf("invalid moment %q", m),
				Hint: `use a day, "2026-12-01", for after its end (UTC), or an instant, "2026-12-01T10:00:00-05:00"`})
		}
	})
}
