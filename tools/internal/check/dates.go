package check

import (
	"cmp"
	"fmt"
	"time"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/source"
)

// The rules of this file check dates: those in the future, those out of order and those that are old.

func futureDate(c *campaign.Campaign, report *report) {
	for r := range c.Rows() {
		for _, d := range r.Dates {
			key, date := d.Key, d.Date
			if !date.First().After(report.now()) {
				continue
			}
			// What we did ourselves cannot be prepared.
			ours := key == "recorded" || key == "reviewed" || key == "accessed" || key == "as_of"
			if ours || !prepared(c, r.From, date) {
				hint := "correct it, or add it once it has happened"
				switch {
				case ours:
					hint = "correct it: it is a day on which something was done for this site"
				case r.Kind != "": // the row may have that key
					hint = `correct it, or withhold the row until then with publish_after = "` + date.First().Format(time.DateOnly) + `"`
				}
				report.errorf(r.At(key), "date %s is in the future", date).WithHint(hint)
			}
		}
	}
}

// prepared reports whether a row is written in advance: it is withheld until a date has come.
func prepared(c *campaign.Campaign, from campaign.Moment, date campaign.Date) bool {
	moment := from.Instant()
	return !moment.IsZero() && !moment.Before(begins(c, date))
}

// How many years before the Declaration a date may be. A pledge or a report is shown on a line of time with all others.
const (
	yearsOfPledge = 50
	yearsOfSource = 200
)

func distantDate(c *campaign.Campaign, report *report) {
	adopted := c.Declaration.Adopted.First()
	if adopted.Year() < report.now().Year()-yearsOfSource {
		adopted = report.now()
	}
	ofPledge, ofSource := adopted.AddDate(-yearsOfPledge, 0, 0), adopted.AddDate(-yearsOfSource, 0, 0)
	for r := range c.Rows() {
		years, least := yearsOfSource, ofSource
		if r.Kind == campaign.KindPledge || r.Kind == campaign.KindEvent {
			years, least = yearsOfPledge, ofPledge
		}
		for _, d := range r.Dates {
			if day := d.Date.First(); day.Before(least) && !day.IsZero() {
				report.errorf(r.At(d.Key), "date %s is more than %d years before the Declaration", d.Date, years).WithHint("correct the year")
			}
		}
	}
}

// begins returns when the first day of a date begins for the campaign.
func begins(c *campaign.Campaign, date campaign.Date) time.Time {
	zone, _ := c.Profile.Zone()
	day := date.First()
	return time.Date(day.Year(), day.Month(), day.Day(), 0, 0, 0, 0, zone)
}

func timeZone(c *campaign.Campaign, report *report) {
	if _, known := c.Profile.Zone(); !known {
		report.errorf(c.Profile.At("time_zone"), "unknown time zone %q", c.Profile.TimeZone).
			WithHint(`use a name of the IANA database, as "America/Bogota", or "UTC"`)
	}
}

func eventOrder(c *campaign.Campaign, report *report) {
	for _, a := range c.Assessments {
		for i, e := range a.Events {
			if e.Date.Valid() && e.Recorded.Valid() && e.Date.First().After(e.Recorded.Last()) {
				if e.Fact == "" && !prepared(c, e.PublishAfter, e.Date) { // event-fact reports a fact's
					report.errorf(e.At(e.DateKey()), "event of %s is recorded earlier, %s", e.Date, e.Recorded)
				}
			}
			if i == 0 {
				continue
			}
			before := a.Events[i-1]
			switch {
			case !e.Recorded.Valid() || !before.Recorded.Valid(): // bad-date reports it
			case e.Recorded.Last().Before(before.Recorded.Last()):
				report.errorf(e.At("recorded"), "recorded %s, earlier than the event above it, %s", e.Recorded, before.Recorded).
					WithHint("the record is append-only: put later events below")
			case e.Recorded == before.Recorded && e.Corrects == "" && e.Date.Valid() && before.Date.Valid() && e.Date.Compare(before.Date) < 0:
				report.errorf(e.At(cmp.Or(e.DateKey(), "fact")), "event of %s is below that of %s", e.Date, before.Date).
					WithHint("put events of one recording day in the order of their dates")
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
		if age := int(report.now().Sub(seen.Last()) / (24 * time.Hour)); seen.Valid() && age > days {
			report.warnf(a.At(), "not reviewed for %d days, since %s", age, seen).
				WithHint(`add an event, or set reviewed = "` + report.now().Format(time.DateOnly) + `"`)
		}
	}
}

func badMoment(c *campaign.Campaign, report *report) {
	values(c, func(m campaign.Moment, leaf source.Leaf) {
		if m != "" && !m.Valid() {
			report.errorf(leaf.At, "invalid moment %q", m).
				WithHint(fmt.Sprintf(`use a day, "2026-12-01", for its first minute (%s), or an instant, "2026-12-01T10:00:00-05:00"`, cmp.Or(c.Profile.TimeZone, "UTC")))
		}
	})
}
