package export

import "declarationwatch/tools/internal/campaign"

// viewSeries is figures that may be drawn side by side.
type viewSeries struct {
	ID     campaign.ID     `json:"id"`
	Title  string          `json:"title"`
	Unit   string          `json:"unit"`
	Note   string          `json:"note"`
	Span   campaign.Span   `json:"span"`
	Points list[viewPoint] `json:"points"`
}

// viewPoint is one of them.
type viewPoint struct {
	Entry  campaign.EntryID `json:"entry"`
	Period campaign.Date    `json:"period"`
	Figure string           `json:"figure"`
	Share  float64          `json:"share"` // of the series' largest, in percent
	Hedge  campaign.Hedge   `json:"hedge"`
}

// series gives those of a programme with the points whose entries are shown. One point alone is no series.
func (v viewer) series(p campaign.Programme, shown []viewEntry) list[viewSeries] {
	figures, words := map[campaign.EntryID]float64{}, map[campaign.EntryID]string{}
	for _, e := range p.Entries {
		if e.Figure != nil {
			figures[campaign.EntryID(e.ID)] = *e.Figure
		}
	}
	for _, e := range shown {
		words[campaign.EntryID(e.ID)] = e.Figure
	}
	var all list[viewSeries]
	for _, s := range p.Series {
		out := viewSeries{ID: s.ID, Title: v.text(s.Title), Unit: v.text(s.Unit), Note: v.text(s.Note), Span: s.Span}
		largest := 0.0
		for _, point := range s.Points {
			if words[point.Entry] != "" {
				out.Points = append(out.Points, viewPoint{point.Entry, point.Period, words[point.Entry], figures[point.Entry], point.Hedge})
				largest = max(largest, figures[point.Entry])
			}
		}
		if len(out.Points) < 2 || largest <= 0 {
			continue
		}
		for i := range out.Points {
			out.Points[i].Share = tenth(100 * out.Points[i].Share / largest)
		}
		all = append(all, out)
	}
	return all
}
