package check

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/diag"
)

// The rules of this file prevent charts of figures that cannot be compared.

// drawn is a point of a series with the entry of its own programme that it names.
type drawn struct {
	campaign.Point
	entry campaign.Entry
	at    func(key string) diag.Position
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
			for i, point := range s.Points {
				if e, ok := own[point.Entry]; ok {
					points = append(points, drawn{point, e, func(key string) diag.Position { return s.At("point", i, key) }})
				}
			}
			f(s, points)
		}
	}
}

func seriesEntry(c *campaign.Campaign, report *report) {
	definitions := c.Definitions(campaign.KindEntry)
	series(c, func(s campaign.Series, points []drawn) {
		if len(s.Points) == 1 {
			report.add(diag.Problem{At: s.At(), Message: "series of one figure", Hint: "add another [[series.point]], or remove the series"})
		}
		for i, p := range s.Points {
			is := func(other drawn) bool { return other.Entry == p.Entry }
			if elsewhere := definitions[campaign.ID(p.Entry)]; len(elsewhere) > 0 && !slices.ContainsFunc(points, is) {
				report.add(diag.Problem{At: s.At("point", i, "entry"), Message: fmt.Sprintf("entry %q belongs to another programme", p.Entry),
					Related: []diag.Related{{At: elsewhere[0].At("id"), Message: "the entry"}}})
			}
		}
		for i, p := range points {
			related := []diag.Related{{At: p.entry.At(), Message: "the entry"}}
			switch {
			case slices.ContainsFunc(points[:i], func(other drawn) bool { return other.Entry == p.Entry }):
				report.errorf(p.at("entry"), "duplicate entry %q", p.Entry)
			case !p.entry.Confidence.Published():
				report.add(diag.Problem{At: p.at("entry"), Message: fmt.Sprintf("entry %q is of low confidence and is not published", p.Entry), Related: related})
			case p.entry.Figure == nil && !p.entry.Skipped("figure"):
				report.add(diag.Problem{At: p.at("entry"), Message: fmt.Sprintf("entry %q has no number to draw", p.Entry),
					Hint: "a figure in words, figure_text, is shown only in the timeline", Related: related})
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
				report.add(diag.Problem{At: p.at("period"), Message: fmt.Sprintf("%s is not a period of length %q", p.Period, s.Span),
					Hint: "write a month as YYYY-MM, and a year of any kind as YYYY"})
				continue
			}
			if before != "" && !p.Period.First().After(before.First()) {
				report.add(diag.Problem{At: p.at("period"), Message: fmt.Sprintf("%s is below %s", p.Period, before),
					Hint: "put points in the order of their periods, each period once"})
			}
			before = p.Period
			if end := span.Last(p.Period); p.entry.Date != "" && !p.entry.Date.Last().Equal(end) {
				report.add(diag.Problem{
					At: p.at("period"), Message: fmt.Sprintf("the figure is dated %s, and its period ends %s", p.entry.Date, end.Format(time.DateOnly)),
					Hint:    "part of a period cannot be compared with a complete one; remove the point",
					Related: []diag.Related{{At: p.entry.At("date"), Message: "the date"}},
				})
			} else if p.entry.Date == "" {
				report.errorf(p.at("entry"), "entry %q has no date, so its period is unknown", p.Entry)
			}
		}
	})
}

var brackets = regexp.MustCompile(`\s*\([^)]*\)`)

func seriesUnit(c *campaign.Campaign, report *report) {
	unit := func(p drawn) string { return c.Languages.Text(p.entry.Unit, c.Languages.Source) }
	// What is in brackets says how a figure was obtained, not what it counts.
	counts := func(p drawn) string { return strings.TrimSpace(brackets.ReplaceAllString(unit(p), "")) }
	roughness := []struct {
		words []string
		hedge campaign.Hedge
	}{{c.Profile.MoreWords, campaign.MoreThan}, {c.Profile.AboutWords, campaign.About}}
	series(c, func(s campaign.Series, points []drawn) {
		for i, p := range points {
			related := []diag.Related{{At: p.entry.At("unit"), Message: "its unit"}}
			if i > 0 && counts(p) != counts(points[0]) {
				report.add(diag.Problem{
					At: p.at("entry"), Message: fmt.Sprintf("entry %q counts %q, and the series began with %q", p.Entry, counts(p), counts(points[0])),
					Hint: "a series contains figures of one thing", Related: related,
				})
			}
			for _, rough := range roughness {
				if hasWord(unit(p), rough.words) && p.Hedge != rough.hedge {
					report.add(diag.Problem{At: p.at("entry"), Message: fmt.Sprintf("point without the hedge of entry %q, whose unit is %q", p.Entry, unit(p)),
						Hint: fmt.Sprintf("set hedge = %q", rough.hedge), Related: related})
					break
				}
			}
		}
	})
}

// hasWord reports whether a text has one of some words, which may be several words long.
func hasWord(text string, words []string) bool {
	isLetter := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) }
	return slices.ContainsFunc(words, func(word string) bool {
		for at := 0; ; at += len(word) {
			i := strings.Index(text[at:], word)
			if i < 0 || word == "" {
				return false
			}
			at += i
			before, _ := utf8.DecodeLastRuneInString(text[:at])
			after, _ := utf8.DecodeRuneInString(text[at+len(word):])
			if !isLetter(before) && !isLetter(after) {
				return true
			}
		}
	})
}
