package check

import (
	"time"

	"declarationwatch/tools/internal/campaign"
)

// pageCorrections leaves to the rules of single values what is not a date, and an empty text.
func pageCorrections(c *campaign.Campaign, report *report) {
	for _, p := range c.Pages {
		for _, correction := range p.Params.Corrections {
			if s := section(&p); s != "statements" && s != "analysis" || p.IsSection() {
				report.errorf(correction.At(), "corrections on a page that does not show them: only statements and analysis do").
					WithHint("write it in the text")
				continue
			}
			made := correction.Date.First()
			switch out := p.Date.UTC().Truncate(24 * time.Hour); {
			case made.IsZero():
			case len(correction.Date) != len(time.DateOnly):
				report.errorf(correction.At("date"), "%s is not a full date", correction.Date).
					WithHint("write the day the correction was made, YYYY-MM-DD")
			case made.After(report.now):
				report.errorf(correction.At("date"), "date %s is in the future", correction.Date).
					WithHint("write the day the correction was made")
			case made.Before(out):
				report.errorf(correction.At("date"), "correction dated %s is earlier than its page, %s", correction.Date, out.Format(time.DateOnly))
			}
		}
	}
}
