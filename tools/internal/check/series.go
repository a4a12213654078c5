package check

import (
	"fmt"
	"slices"
	"time"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/diag"
)

// The rules of this file prevent charts of figures that cannot be compared.

// drawn is a point of a series with the entry of its own programme that it names.
type drawn struct {
	campaign.Point
	entry campaign.Entry
}

// series calls f with every series and those of its points whose entry is of its programme.
func series(c *campaign.Campaign, f func(s campaign.Series, points []drawn)) {
	for _, p := range c.Programmes {
		own := map[campaign.EntryID]campaign.Entry{}
		for _, e := range p.Entries {
			own[e.ID] = e
		}
		for _, s := range p.Series {
			var points []drawn
			for _, point := range s.Points {
				if e, ok := own[point.Entry]; ok {
					points = append(points, drawn{point, e})
				}
			}
			f(s, points)
		}
	}
}

func seriesEntry(c *campaign.Campaign, report *report) {
	definitions := c.Definitions()[campaign.KindEntry]
	series(c, func(s campaign.Series, points []drawn) {
		if len(s.Points) == 1 {
			report.errorf(s.At(), "series of one figure").WithHint("add another [[series.point]], or remove the series")
		}
		for _, p := range s.Points {
			own := slices.ContainsFunc(points, func(other drawn) bool { return other.Entry == p.Entry })
			if elsewhere := definitions[campaign.ID(p.Entry)]; len(elsewhere) > 0 && !own {
				report.errorf(p.At("entry"), "entry %q belongs to another programme", p.Entry).WithRelated(elsewhere[0], "the entry")
			}
		}
		first := map[campaign.EntryID]diag.Position{}
		for _, p := range points {
			once(report, first, p.Entry, p.At("entry"), "", "duplicate entry %q", p.Entry)
			switch {
			case !p.entry.Confidence.Published():
				report.errorf(p.At("entry"), "entry %q is of low confidence and is not published", p.Entry).WithRelated(p.entry.At(), "the entry")
			case p.entry.Figure == nil && !p.entry.Skipped("figure"):
				report.errorf(p.At("entry"), "entry %q has no number to draw", p.Entry).
					WithHint("a figure in words, figure_text, is shown only in the timeline").WithRelated(p.entry.At(), "the entry")
			case p.entry.Figure != nil && *p.entry.Figure < 0:
				report.errorf(p.At("entry"), "entry %q has a figure below 0, and bars of a chart start at 0", p.Entry).
					WithHint("correct the figure, or remove the point: the timeline shows it").WithRelated(p.entry.At("figure"), "the figure")
			}
		}
	})
}

func seriesPeriod(c *campaign.Campaign, report *report) {
	series(c, func(s campaign.Series, points []drawn) {
		var before campaign.Date
		for _, p := range points {
			span, known := c.Profile.Period(s.Span)
			if !p.Period.Valid() || !known {
				continue // a problem of its own
			}
			if !span.Precise(p.Period) {
				report.errorf(p.At("period"), "%s is not a period of length %q", p.Period, s.Span).
					WithHint("write a month as YYYY-MM, and a year of any kind as YYYY")
				continue
			}
			if before.Valid() && p.Period.Valid() && !p.Period.First().After(before.First()) {
				report.errorf(p.At("period"), "%s is below %s", p.Period, before).
					WithHint("put points in the order of their periods, each period once")
			}
			before = p.Period
			if end := span.Last(p.Period); p.entry.Date != "" && !p.entry.Date.Last().Equal(end) {
				report.errorf(p.At("period"), "the figure is dated %s, and its period ends %s", p.entry.Date, end.Format(time.DateOnly)).
					WithHint("part of a period cannot be compared with a complete one; remove the point").
					WithRelated(p.entry.At("date"), "the date")
			} else if p.entry.Date == "" {
				report.errorf(p.At("entry"), "entry %q has no date, so its period is unknown", p.Entry)
			}
		}
	})
}

func seriesUnit(c *campaign.Campaign, report *report) {
	unit := func(p drawn) string { return c.Languages.Text(p.entry.Unit, c.Languages.Source) }
	counts := func(p drawn) string { return campaign.Bare(unit(p)) }
	series(c, func(s campaign.Series, points []drawn) {
		for i, p := range points {
			if i > 0 && counts(p) != counts(points[0]) {
				report.errorf(p.At("entry"), "entry %q counts %q, and the series began with %q", p.Entry, counts(p), counts(points[0])).
					WithHint("a series contains figures of one thing").WithRelated(p.entry.At("unit"), "its unit")
			}
			if hedge := c.Profile.Hedge(unit(p)); hedge != "" && p.Hedge != hedge {
				report.errorf(p.At("entry"), "point without the hedge of entry %q, whose unit is %q", p.Entry, unit(p)).
					WithHint(fmt.Sprintf("set hedge = %q", hedge)).WithRelated(p.entry.At("unit"), "its unit")
			}
		}
	})
}
