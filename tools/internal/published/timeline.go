package published

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"time"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/matrix"
)

// Timeline is dated things laid out year by year; without years where there are too few to draw.
type Timeline struct {
	Years []Year `json:"years"`
}

type (
	// Year is one year's part of the line, with what is on both sides of it.
	Year struct {
		Year   string  `json:"year"`   // "" for several that are run together
		Before string  `json:"before"` // the year that those come before
		Until  float64 `json:"until"`  // how much of it is past, in percent
		Above  Half    `json:"above"`
		Below  Half    `json:"below"`
	}
	Half struct {
		Rows  int    `json:"rows"`
		Marks []Mark `json:"marks"`
	}
	// Mark is one thing, at its place in percent of the year and in a row counted from the line, from 1. The days that its
	// date may mean run from From to To.
	Mark struct {
		Kind   string        `json:"kind"` // membership, pledge, finding or entry
		Date   campaign.Date `json:"date"`
		Status string        `json:"status"` // or the kind of the membership
		Anchor string        `json:"anchor"`
		Count  int           `json:"count"` // how many reports of one date it is, or pledges
		At     float64       `json:"at"`
		From   float64       `json:"from"`
		To     float64       `json:"to"`
		Row    int           `json:"row"`
		below  bool
	}
)

const (
	fewest    = 3   // things that make a timeline
	mostMarks = 150 // that can be told apart; a page has room for as many
	months    = 2   // to a column, so that a finger finds a mark
)

// conduct lays out what a government pledged, above the line, and what happened next, below: one mark a date and side, of the status
// that matters most.
func (b *builder) conduct(memberships []campaign.Membership, cells []matrix.Cell) Timeline {
	var marks []Mark
	for _, m := range memberships {
		marks = append(marks, Mark{Kind: "membership", Date: m.Date, Status: string(m.Kind)})
	}
	for _, c := range cells {
		for _, t := range c.Things {
			anchor := string(c.Commitment)
			if t.Pledge != nil {
				anchor = string(t.Pledge.ID)
				marks = append(marks, Mark{Kind: "pledge", Date: t.Pledge.Date, Status: string(b.Campaign.Vocabulary.Default.Pledge), Anchor: anchor})
			}
			for _, f := range t.Events {
				if !f.Corrected {
					marks = append(marks, Mark{Kind: "finding", Date: f.Event.Date, Status: string(f.Event.Status), Anchor: anchor, below: true})
				}
			}
		}
	}
	if len(marks) < fewest+len(memberships) {
		return Timeline{}
	}
	rank := map[string]int{} // 0 for memberships
	for _, s := range b.record.Statuses {
		rank[string(s.ID)] = s.Rank
	}
	return b.layOut(merged(marks, rank, "2006-01-02"))
}

// merged returns one mark a date and kind, of the status with the lowest rank, or where these are too many one a month or a year.
func merged(marks []Mark, rank map[string]int, precision string) (out []Mark) {
	type place struct {
		kind string
		date campaign.Date
	}
	all, at := slices.Clone(marks), map[place]int{}
	for i := range all {
		all[i].Date, all[i].Count = all[i].Date[:min(len(all[i].Date), len(precision))], 0
	}
	slices.SortStableFunc(all, func(x, y Mark) int { return cmp.Or(x.Date.Compare(y.Date), rank[x.Status]-rank[y.Status]) })
	for _, m := range all {
		i, seen := at[place{m.Kind, m.Date}]
		if !seen {
			i, out = len(out), append(out, m)
			at[place{m.Kind, m.Date}] = i
		}
		out[i].Count++
	}
	if coarser := map[string]string{"2006-01-02": "2006-01", "2006-01": "2006"}[precision]; coarser != "" && len(out) > mostMarks {
		return merged(marks, rank, coarser)
	}
	return out
}

// course lays out the entries of a programme.
func (b *builder) course(entries []Entry) Timeline {
	var marks []Mark
	for _, e := range entries {
		if e.Date != "" {
			marks = append(marks, Mark{Kind: "entry", Date: e.Date, Status: string(e.Status), Anchor: string(e.ID), Count: 1})
		}
	}
	if len(marks) < fewest {
		return Timeline{}
	}
	if len(marks) > mostMarks {
		marks = merged(marks, nil, "2006-01-02")
	}
	return b.layOut(marks)
}

// layOut returns the years from the first mark to the day of the record. What is more than a year older than the
// declaration shares one part, so that an old law does not push recent years together.
func (b *builder) layOut(marks []Mark) (out Timeline) {
	asOf := b.day()
	oldest := b.Campaign.Declaration.Adopted.First().Year() - 1 // drawn as a year of its own
	first := asOf.Year()
	for _, m := range marks {
		first = min(first, m.Date.First().Year())
	}
	first = min(max(first, oldest-1), asOf.Year()) // the part before the oldest takes the place of the year before it
	for at := first; at <= asOf.Year(); at++ {
		p := part{together: at < oldest}
		for _, m := range marks {
			if max(m.Date.First().Year(), first) == at {
				p.marks = append(p.marks, m)
			}
		}
		year := Year{Year: strconv.Itoa(at), Until: 100, Above: p.side(false), Below: p.side(true)}
		if p.together {
			year.Year, year.Before = "", strconv.Itoa(oldest)
		}
		if at == asOf.Year() {
			year.Until = share(asOf, asOf.YearDay())
		}
		out.Years = append(out.Years, year)
	}
	return out
}

// part is the marks of one part of the line, before they are laid out.
type part struct {
	together bool // whether several years are
	marks    []Mark
}

// side stacks the marks of one side in columns, by month; what is known only by its year gets rows of its own above
// them. Where years are run together the columns are filled in order.
func (p part) side(below bool) (out Half) {
	rows := [12 / months]int{}
	put := func(m Mark, column int) {
		rows[column]++
		m.Row, m.At = rows[column], tenth((float64(column)+0.5)*100/float64(len(rows)))
		out.Marks, out.Rows = append(out.Marks, m), max(out.Rows, m.Row)
	}
	var bare []Mark
	for _, m := range p.marks {
		switch {
		case m.below != below:
		case p.together:
			put(m, len(out.Marks)%len(rows))
		case len(m.Date) == len("2006"):
			bare = append(bare, m)
		default:
			first, last := m.Date.First(), m.Date.Last()
			m.From, m.To = share(first, first.YearDay()-1), share(last, last.YearDay())
			put(m, (int(first.Month())-1)/months)
		}
	}
	for _, m := range bare {
		out.Rows++
		m.Row, m.At, m.To = out.Rows, 50, 100
		out.Marks = append(out.Marks, m)
	}
	return out
}

// share returns what part of a date's year some days are, in percent.
func share(date time.Time, days int) float64 {
	length := time.Date(date.Year(), time.December, 31, 0, 0, 0, 0, time.UTC).YearDay()
	return tenth(float64(days) * 100 / float64(length))
}

func tenth(x float64) float64 { return math.Round(x*10) / 10 }
