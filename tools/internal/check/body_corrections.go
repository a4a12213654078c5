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
				report.add(diag.Problem{At: p.At("params", "corrections", i), Message: "corrections on a page that does not show them: only statements and analysis do",
					Hint: "write it in the text"})
				continue
			}
			made := correction.Date.First()
			switch out := p.DateInstant().UTC().Truncate(24 * time.Hour); {
			case made.IsZero():
			case len(correction.Date) != len(time.DateOnly):
				report.add(diag.Problem{At: at("date"), Message: fmt.Sprintf("%s is not a full date", correction.Date),
					Hint: "write the day the correction was made, YYYY-MM-DD"})
			case made.After(report.now):
				report.add(diag.Problem{At: at("date"), Message: fmt.Sprintf("date %s is in the future", correction.Date),
					Hint: "write the day the correction was made"})
			case made.Before(out):
				report.errorf(at("date"), "correction dated %s is earlier than its page, %s", correction.Date, out.Format(time.DateOnly))
			}
		}
	}
}
