package check

import (
	"fmt"
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
		first := map[int]campaign.Status{}
		for _, s := range c.Vocabulary.Statuses {
			if s.Skipped(key) || value(s) == 0 {
				continue // a missing or mistyped key
			}
			if before, ok := first[value(s)]; ok {
				report.add(diag.Problem{
					At: s.At(key), Message: fmt.Sprintf("duplicate %s %d", key, value(s)), Hint: "renumber one of the two statuses",
					Related: []diag.Related{{At: before.At(key), Message: fmt.Sprintf("%s of %q", key, before.ID)}},
				})
				continue
			}
			first[value(s)] = s
		}
	}
	unique("order", func(s campaign.Status) int { return s.Order })
	unique("rank", func(s campaign.Status) int { return s.Rank })
	d := c.Vocabulary.Default
	if d.Pledge != "" && d.Computed(d.Pledge) {
		report.add(diag.Problem{At: c.Vocabulary.At("default", "pledge"), Message: fmt.Sprintf("status %q of a pledge is that of an empty cell", d.Pledge),
			Hint: "set another status"})
	}
	for _, s := range c.Vocabulary.Statuses {
		computed := d.Computed(s.ID)
		switch none := s.Group == campaign.None; {
		case computed && s.Counts:
			report.add(diag.Problem{At: s.At("counts"), Message: fmt.Sprintf("status %q of an empty cell counts as found", s.ID), Hint: "set counts = false"})
		case computed && !none && !s.Skipped("group"):
			report.add(diag.Problem{At: s.At("group"), Message: fmt.Sprintf("status %q of an empty cell is in the group %q", s.ID, s.Group), Hint: `set group = "none"`})
		case !computed && none:
			report.add(diag.Problem{At: s.At("group"), Message: fmt.Sprintf("status %q is in the group of empty cells", s.ID), Hint: "set another group, or name it in [default]"})
		}
	}
}

func statusColour(c *campaign.Campaign, report *report) {
	for _, s := range c.Vocabulary.Statuses {
		for i, scheme := range []struct {
			name string
			campaign.Palette
		}{{"light", s.Colours.Light}, {"dark", s.Colours.Dark}} {
			valid := func(key string, colour campaign.Colour) bool {
				_, ok := colour.RGB()
				if !ok && colour != "" {
					report.add(diag.Problem{At: s.At("colours", scheme.name, key), Message: fmt.Sprintf("invalid colour %q", colour), Hint: `write "#rrggbb" in lower case`})
				}
				return ok
			}
			contrast := func(key string, colour, ground campaign.Colour, atLeast float64) {
				if ratio := colour.Contrast(ground); ratio < atLeast {
					report.add(diag.Problem{
						At: s.At("colours", scheme.name, key), Message: fmt.Sprintf("%s of %q has a contrast of %.1f:1 on %s", key, s.ID, math.Floor(ratio*10)/10, ground),
						Hint: fmt.Sprintf("set colours with at least %g:1", atLeast),
					})
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
}

func statusSymbol(c *campaign.Campaign, report *report) {
	first := map[string]campaign.Status{}
	for _, s := range c.Vocabulary.Statuses {
		before, taken := first[s.Symbol]
		switch {
		case s.Symbol == "":
		case !slices.Contains(draw.Symbols(), s.Symbol):
			report.add(diag.Problem{
				At: s.At("symbol"), Message: fmt.Sprintf("unknown symbol %q: pictures have no shape for it", s.Symbol),
				Hint: "set one of " + strings.Join(draw.Symbols(), " ") + ", or add its shape to tools/internal/draw/shape.go",
			})
		case taken:
			report.add(diag.Problem{
				At: s.At("symbol"), Message: fmt.Sprintf("duplicate symbol %q", s.Symbol), Hint: "shapes must differ: a status is not told by colour only",
				Related: []diag.Related{{At: before.At("symbol"), Message: fmt.Sprintf("symbol of %q", before.ID)}},
			})
		}
		first[s.Symbol] = s
	}
}

func periodMonths(c *campaign.Campaign, report *report) {
	for _, p := range c.Profile.Periods {
		switch {
		case p.Months != 1 && p.Months != 12 && !p.Skipped("months"):
			report.add(diag.Problem{At: p.At("months"), Message: fmt.Sprintf("a period of %d months", p.Months), Hint: "set months to 1 or 12"})
		case p.FirstMonth != 0 && (p.FirstMonth < 1 || p.FirstMonth > 12 || p.Months == 1):
			report.add(diag.Problem{At: p.At("first_month"), Message: fmt.Sprintf("invalid first month %d", p.FirstMonth), Hint: "set 1 to 12, of a period of 12 months"})
		}
	}
}
