package campaign

import "testing"

func TestMeasure(t *testing.T) {
	p := Profile{
		AboutWords: []string{"about", "estimate"}, MoreWords: []string{"over", "minimum"},
		Currencies: []Currency{{ID: "USD", Units: []Text{{"en": "US dollars"}, {"en": "USD"}}}},
		Periods:    []PeriodOfFigures{{ID: "month", UnitWords: []string{"a month", "per month"}}, {ID: "year", UnitWords: []string{"a year"}}, {ID: "other"}},
	}
	for unit, want := range map[string]Measure{
		"":                             {},
		"people":                       {What: "people"},
		"USD":                          {Currency: "USD"},
		"USD a year":                   {Currency: "USD", Period: "year"},
		"US dollars over two years":    {Currency: "USD", What: "over two years"},
		"workers a year (minimum)":     {Hedge: MoreThan, Period: "year", What: "workers"},
		"people a year, per country":   {Period: "year", What: "people, per country"},
		"people (estimate, both ways)": {Hedge: About, What: "people"},
		"people per month":             {Period: "month", What: "people"},
		"students of a yearly course":  {What: "students of a yearly course"},
	} {
		text := Text{}
		if unit != "" {
			text["en"] = unit
		}
		if got := p.Measure(text, "en"); got != want {
			t.Errorf("%q: %+v, want %+v", unit, got, want)
		}
	}
}
