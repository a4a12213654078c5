package check

import (
	"fmt"
	"time"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/diag"
)

// pageCorrections leaves to the rules of single values what is not a date, and an empty text.
func pageCorrections(c *campaign.Campaign, report *report) {
	for _, p := range c.Pages {
		for i, correction := range p.Params.Corrections {
			at := func(key string) diag.Position { return p.At("params", "corrections", i, key) }
			if s := section(&p); s != "statements" && s != "analysis" || p.IsSection() {
				report.add(diag.Problem{At: p.At("params", "corrections", i), Message: "this page shows no corrections: statements and analysis do",
					Hint: "say it in the text"})
				continue
			}
			made := correction.Date.First()
			switch out := p.DateInstant().UTC().Truncate(24 * time.Hour); {
			case made.IsZero():
			case len(correction.Date) != len(time.DateOnly):
				report.add(diag.Problem{At: at("date"), Message: fmt.Sprintf("%s is not a day", correction.Date),
					Hint: "write the day the correction was made, YYYY-MM-DD"})
			case made.After(report.now):
				report.add(diag.Problem{At: at("date"), Message: fmt.Sprintf("%s has not come yet", correction.Date),
					Hint: "a correction is dated by the day it is made"})
			case made.Before(out):
				report.errorf(at("date"), "the correction is dated %s, before the page itself, %s", correction.Date, out.Format(time.DateOnly))
			}
		}
	}
}
