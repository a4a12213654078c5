package check

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/diag"
	"declarationwatch/tools/internal/draw"
)

// The rules of this file check that a status has what every page, picture and frame needs of it.

func statusOrder(c *campaign.Campaign, report *report) {
	unique := func(key string, value func(campaign.Status) int) {
		first := map[int]diag.Position{}
		for _, s := range c.Vocabulary.Statuses {
			if !s.Skipped(key) && value(s) != 0 { // a missing or mistyped key
				once(report, first, value(s), s.At(key), "renumber one of the two statuses", "duplicate %s %d", key, value(s))
			}
		}
	}
	unique("order", func(s campaign.Status) int { return s.Order })
	unique("rank", func(s campaign.Status) int { return s.Rank })
	d := c.Vocabulary.Default
	if d.Pledge != "" && d.Computed(d.Pledge) {
		report.errorf(c.Vocabulary.At("default", "pledge"), "status %q of a pledge is that of an empty cell", d.Pledge).
			WithHint("set another status")
	}
	for _, s := range c.Vocabulary.Statuses {
		computed := d.Computed(s.ID)
		switch none := s.Group == campaign.None; {
		case computed && s.Counts:
			report.errorf(s.At("counts"), "status %q of an empty cell counts as found", s.ID).
				WithHint("set counts = false")
		case computed && !none && !s.Skipped("group"):
			report.errorf(s.At("group"), "status %q of an empty cell is in the group %q", s.ID, s.Group).
				WithHint(`set group = "none"`)
		case !computed && none:
			report.errorf(s.At("group"), "status %q is in the group of empty cells", s.ID).
				WithHint("set another group, or name it in [default]")
		}
	}
}

// leastDistance is how far apart the bars of two statuses are in OKLab, where 0.02 is the least difference that is seen.
const leastDistance = 0.1

func statusColour(c *campaign.Campaign, report *report) {
	for _, s := range c.Vocabulary.Statuses {
		for i, scheme := range []struct {
			name string
			campaign.Palette
		}{{"light", s.Colours.Light}, {"dark", s.Colours.Dark}} {
			valid := func(key string, colour campaign.Colour) bool {
				_, ok := colour.RGB()
				if !ok && colour != "" {
					report.errorf(s.At("colours", scheme.name, key), "invalid colour %q", colour).
						WithHint(`write "#rrggbb" in lower case`)
				}
				return ok
			}
			contrast := func(key string, colour, ground campaign.Colour, atLeast float64) {
				if ratio := colour.Contrast(ground); ratio < atLeast {
					report.errorf(s.At("colours", scheme.name, key), "%s of %q has a contrast of %.1f:1 on %s", key, s.ID, math.Floor(ratio*10)/10, ground).
						WithHint(fmt.Sprintf("set colours with at least %g:1", atLeast))
				}
			}
			ground := scheme.Wash
			if ground == campaign.Transparent {
				ground = campaign.Paper[i]
			}
			ink, wash, bar := valid("ink", scheme.Ink), valid("wash", ground), valid("bar", scheme.Bar)
			if ink && wash {
				contrast("ink", scheme.Ink, ground, 7)
			}
			if bar {
				contrast("bar", scheme.Bar, campaign.Paper[i], 3)
			}
		}
	}
	// Any two may be side by side in a chart. What is not published is in none.
	var charted []campaign.Status
	for _, s := range c.Vocabulary.Statuses {
		if s.Group != campaign.None {
			charted = append(charted, s)
		}
	}
	for i, s := range charted {
		for _, other := range charted[:i] {
			for k, scheme := range []string{"light", "dark"} {
				distance, ok := s.Colours.Schemes()[k].Bar.Distance(other.Colours.Schemes()[k].Bar)
				if ok && distance < leastDistance {
					report.warnf(s.At("colours", scheme, "bar"), "bar of %q looks like that of %q: distance %.2f in OKLab", s.ID, other.ID, math.Floor(distance*100)/100).
						WithHint(fmt.Sprintf("set a colour whose distance is at least %.1f", leastDistance))
				}
			}
		}
	}
}

func statusSymbol(c *campaign.Campaign, report *report) {
	first := map[string]diag.Position{}
	for _, s := range c.Vocabulary.Statuses {
		switch {
		case s.Symbol == "":
		case !slices.Contains(draw.Symbols(), s.Symbol):
			report.errorf(s.At("symbol"), "unknown symbol %q: pictures have no shape for it", s.Symbol).
				WithHint("set one of " + strings.Join(draw.Symbols(), " ") + ", or add its shape to tools/internal/draw/shape.go")
		default:
			once(report, first, s.Symbol, s.At("symbol"), "shapes must differ: a status is not told by colour only", "duplicate symbol %q", s.Symbol)
		}
	}
}

func periodMonths(c *campaign.Campaign, report *report) {
	for _, p := range c.Profile.Periods {
		switch {
		case p.Months != 1 && p.Months != 12 && !p.Skipped("months"):
			report.errorf(p.At("months"), "a period of %d months", p.Months).WithHint("set months to 1 or 12")
		case p.FirstMonth != 0 && (p.FirstMonth < 1 || p.FirstMonth > 12 || p.Months == 1):
			report.errorf(p.At("first_month"), "invalid first month %d", p.FirstMonth).
				WithHint("set 1 to 12, of a period of 12 months")
		}
	}
}

func currencyAmount(c *campaign.Campaign, report *report) {
	for _, currency := range c.Profile.Currencies {
		for key, text := range map[string]campaign.Text{"amount": currency.Amount, "millions": currency.Millions} {
			for _, language := range slices.Sorted(maps.Keys(text)) {
				if !strings.Contains(text[language], "{amount}") {
					report.errorf(currency.At(key), "%s in language %q is without {amount}", key, language).WithHint("write {amount} where the number belongs")
				}
			}
		}
	}
}
