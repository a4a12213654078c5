package published

import (
	"reflect"
	"testing"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/matrix"
)

// TestLay: a date stands no more exactly than it is known, and nothing stands on top of anything else.
func TestLay(t *testing.T) {
	v := builder{Input: Input{
		Campaign: &campaign.Campaign{Declaration: campaign.Declaration{Adopted: "2022-06-10"}},
		Matrix:   &matrix.Matrix{AsOf: "2023-07-02"},
	}}
	type placed struct {
		year  string
		at    float64
		row   int
		span  [2]float64
		below bool
	}
	for _, test := range []struct {
		name  string
		marks []Mark
		want  map[campaign.Date]placed
	}{
		{"a day, a month and a year", []Mark{{Date: "2022-01-01"}, {Date: "2022-12-31"}, {Date: "2022-02"}, {Date: "2022"}}, map[campaign.Date]placed{
			"2022-01-01": {"2022", 8.3, 1, [2]float64{0, 0.3}, false},
			"2022-12-31": {"2022", 91.7, 1, [2]float64{99.7, 100}, false},
			"2022-02":    {"2022", 8.3, 2, [2]float64{8.5, 16.2}, false},
			"2022":       {"2022", 50, 3, [2]float64{0, 100}, false},
		}},
		{"one column, two sides", []Mark{{Date: "2022-06-01"}, {Date: "2022-06-30"}, {Date: "2022-06-15", below: true}}, map[campaign.Date]placed{
			"2022-06-01": {"2022", 41.7, 1, [2]float64{41.4, 41.6}, false},
			"2022-06-30": {"2022", 41.7, 2, [2]float64{49.3, 49.6}, false},
			"2022-06-15": {"2022", 41.7, 1, [2]float64{45.2, 45.5}, true},
		}},
		{"two months to a column", []Mark{{Date: "2023-01"}, {Date: "2023-02"}, {Date: "2023-03"}}, map[campaign.Date]placed{
			"2023-01": {"2023", 8.3, 1, [2]float64{0, 8.5}, false},
			"2023-02": {"2023", 8.3, 2, [2]float64{8.5, 16.2}, false},
			"2023-03": {"2023", 25, 1, [2]float64{16.2, 24.7}, false},
		}},
		{"long before the Declaration", []Mark{{Date: "2008-12-23"}, {Date: "2017"}, {Date: "2021"}}, map[campaign.Date]placed{
			"2008-12-23": {"", 8.3, 1, [2]float64{}, false},
			"2017":       {"", 25, 1, [2]float64{}, false},
			"2021":       {"2021", 50, 1, [2]float64{0, 100}, false},
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := map[campaign.Date]placed{}
			years := v.layOut(test.marks).Years
			for _, y := range years {
				for _, side := range []Half{y.Above, y.Below} {
					for _, m := range side.Marks {
						got[m.Date] = placed{y.Year, m.At, m.Row, [2]float64{m.From, m.To}, m.below}
					}
				}
			}
			if !reflect.DeepEqual(got, test.want) {
				t.Errorf("got  %v\nwant %v", got, test.want)
			}
			if last := years[len(years)-1]; last.Year != "2023" || last.Until != 50.1 {
				t.Errorf("the line ends at %v of %s", last.Until, last.Year)
			}
		})
	}
	// A record read as of a day before the years that are drawn one by one.
	early := builder{Input: Input{Campaign: v.Campaign, Matrix: &matrix.Matrix{AsOf: "2018-01-01"}}}
	if years := early.layOut([]Mark{{Date: "2017"}, {Date: "2016-01"}}).Years; len(years) != 1 || len(years[0].Above.Marks) != 2 {
		t.Errorf("years: %v", years)
	}
}
