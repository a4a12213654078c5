package export

import (
	"math"
	"slices"
	"strconv"
	"time"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/matrix"
)

// viewTimeline is dated things laid out year by year; without years where there are too few to draw.
type viewTimeline struct {
	Years list[viewYear] `json:"years"`
}

// viewYear is one year's stretch of the line, with what stands on both sides of it.
type viewYear struct {
	Year   string   `json:"year"`   // "" for several that are run together
	Before string   `json:"before"` // the year that those come before
	Until  float64  `json:"until"`  // how much of it is past, in percent
	Above  viewSide `json:"above"`
	Below  viewSide `json:"below"`
}

type viewSide struct {
	Rows  int            `json:"rows"`
	Marks list[viewMark] `json:"marks"`
}

// viewMark is one thing, at its place in percent of the year and in a row counted from the line, from 1. The days its
// date may stand for run from From to To.
type viewMark struct {
	Kind       string                `json:"kind"` // membership, pledge, finding or entry
	Date       campaign.Date         `json:"date"`
	Status     string                `json:"status"` // or the kind of the membership
	Commitment campaign.CommitmentID `json:"commitment,omitempty"`
	Anchor     campaign.ID           `json:"anchor,omitempty"`
	Number     int                   `json:"number,omitempty"` // of the entry in its list, from 1
	At         float64               `json:"at"`
	From       float64               `json:"from"`
	To         float64               `json:"to"`
	Row        int                   `json:"row"`
	below      bool
}

const (
	fewest        = 3 // things that make a timeline
	monthsOfSigns = 1 // to a column, where a mark is a sign
	monthsOfLinks = 2 // to a column, where a mark is a link that a finger must find
)

// conduct lays out what a government promised, above the line, and what became of it, below.
func (v viewer) conduct(memberships []viewMembership, cells []matrix.Cell) viewTimeline {
	var marks []viewMark
	for _, m := range memberships {
		marks = append(marks, viewMark{Kind: "membership", Date: m.Date, Status: string(m.Kind)})
	}
	for _, c := range cells {
		for _, t := range c.Things {
			anchor := campaign.ID(c.Commitment)
			if t.Pledge != nil {
				anchor = t.Pledge.ID
				marks = append(marks, viewMark{Kind: "pledge", Date: t.Pledge.Date, Status: string(v.Campaign.Vocabulary.Default.Pledge), Commitment: c.Commitment, Anchor: anchor})
			}
			for _, f := range t.Events {
				if !f.Corrected {
					marks = append(marks, viewMark{Kind: "finding", Date: f.Event.Date, Status: string(f.Event.Status), Commitment: c.Commitment, Anchor: anchor, below: true})
				}
			}
		}
	}
	if len(marks) < fewest+len(memberships) {
		return viewTimeline{}
	}
	order := map[string]int{} // of the words, so that like signs stand together
	for i, s := range v.statuses() {
		order[string(s.ID)] = i + 1
	}
	slices.SortStableFunc(marks, func(a, b viewMark) int { return order[a.Status] - order[b.Status] })
	return v.lay(marks, monthsOfSigns)
}

// course lays out the entries of a programme, numbered as in their list.
func (v viewer) course(entries []viewEntry) viewTimeline {
	var marks []viewMark
	for i, e := range entries {
		if e.Date != "" {
			marks = append(marks, viewMark{Kind: "entry", Date: e.Date, Status: e.Status, Anchor: e.ID, Number: i + 1})
		}
	}
	if len(marks) < fewest {
		return viewTimeline{}
	}
	return v.lay(marks, monthsOfLinks)
}

// lay gives the years from the first mark to the day of the record. What lies more than a year before the Declaration
// shares one stretch, so that an old law does not push recent years together.
func (v viewer) lay(marks []viewMark, months int) (out viewTimeline) {
	asOf := v.Matrix.AsOf.First()
	oldest := v.Campaign.Declaration.Adopted.First().Year() - 1 // drawn as a year of its own
	first := asOf.Year()
	for _, m := range marks {
		first = min(first, m.Date.First().Year())
	}
	first = min(max(first, oldest-1), asOf.Year()) // the stretch of all before the oldest takes the place of the year before it
	stretches := make([]drawing, asOf.Year()-first+1)
	for _, m := range marks {
		d := &stretches[max(m.Date.First().Year(), first)-first]
		d.marks = append(d.marks, m)
	}
	for i, d := range stretches {
		year := viewYear{Year: strconv.Itoa(first + i), Until: 100}
		if d.columns, d.months = 12/months, months; first+i < oldest {
			year.Year, year.Before, d.together = "", strconv.Itoa(oldest), true
		}
		if first+i == asOf.Year() {
			year.Until = share(asOf, asOf.YearDay())
		}
		year.Above, year.Below = d.side(false), d.side(true)
		out.Years = append(out.Years, year)
	}
	return out
}

// drawing is the marks of one stretch, before they are laid.
type drawing struct {
	columns, months int
	together        bool // whether several years are
	marks           []viewMark
}

// side stacks the marks of one side in columns, by month; what is known by its year alone gets rows of its own over
// them. Where years are run together the columns are filled in order.
func (d drawing) side(below bool) (out viewSide) {
	rows := make([]int, d.columns)
	put := func(m viewMark, column int) {
		rows[column]++
		m.Row, m.At = rows[column], tenth((float64(column)+0.5)*100/float64(d.columns))
		out.Marks, out.Rows = append(out.Marks, m), max(out.Rows, m.Row)
	}
	var bare []viewMark
	for _, m := range d.marks {
		switch {
		case m.below != below:
		case d.together:
			put(m, len(out.Marks)%d.columns)
		case len(m.Date) == len("2006"):
			bare = append(bare, m)
		default:
			first, last := m.Date.First(), m.Date.Last()
			m.From, m.To = share(first, first.YearDay()-1), share(last, last.YearDay())
			put(m, (int(first.Month())-1)/d.months)
		}
	}
	for _, m := range bare {
		out.Rows++
		m.Row, m.At, m.To = out.Rows, 50, 100
		out.Marks = append(out.Marks, m)
	}
	return out
}

// share is what some days are of a date's year, in percent.
func share(date time.Time, days int) float64 {
	length := time.Date(date.Year(), time.December, 31, 0, 0, 0, 0, time.UTC).YearDay()
	return tenth(float64(days) * 100 / float64(length))
}

func tenth(x float64) float64 { return math.Round(x*10) / 10 }
