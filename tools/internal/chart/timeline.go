package chart

import (
	"slices"
	"strings"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/draw"
	"declarationwatch/tools/internal/published"
)

// The files of timelines have names of their own: the id of a series has no full stop.
const (
	ofProgramme = "programmes."
	ofSignatory = "signatories."
)

// course draws the timeline of a policy, with each of its dated reports in words.
func (m *maker) course(p published.Programme) {
	t := draw.Timeline{Stretches: m.stretches(p.Timeline, func(published.Mark) draw.TimeMark { return draw.TimeMark{} })}
	for _, e := range p.Entries {
		if e.Date != "" {
			date := m.Date(string(e.Date))
			if e.Reported != "" {
				date = m.Text("date.reported", "Date", date)
			}
			t.Dated = append(t.Dated, draw.Dated{Date: date, Words: m.In(m.Record.Words["entry_status"][string(e.Status)]) + ". " + m.In(e.Brief)})
		}
	}
	m.timeline(ofProgramme+string(p.ID), "programmes/"+string(p.ID)+"/", m.In(p.Title), m.In(m.Record.Findings.Programme[p.ID].Lead), t)
}

// conduct draws the timeline of a government. Its dates are in words on its page, one by one.
func (m *maker) conduct(g published.Signatory) {
	seen := map[string]bool{}
	t := draw.Timeline{Stretches: m.stretches(g.Timeline, func(mark published.Mark) draw.TimeMark {
		if mark.Kind != "membership" {
			seen[mark.Status] = true
			return draw.TimeMark{Status: mark.Status, Count: mark.Count}
		}
		if kind := campaign.MembershipKind(mark.Status); kind == campaign.Withdrew || kind == campaign.Suspended {
			return draw.TimeMark{Symbol: draw.Left}
		}
		return draw.TimeMark{Symbol: draw.Joined}
	})}
	for i, y := range g.Timeline.Years {
		t.Stretches[i].Words = strings.Join(m.counted(y), ", ")
	}
	for _, s := range m.Record.Statuses {
		if seen[string(s.ID)] {
			t.Key = append(t.Key, draw.Count{Status: string(s.ID), Label: m.In(s.Label)})
		}
	}
	m.timeline(ofSignatory+string(g.ID), "signatories/"+string(g.ID)+"/", m.In(m.Record.Findings.Signatory[g.ID].Heading), m.Text("chart.timeline_note"), t)
}

// counted returns what a government did in a year, in words.
func (m *maker) counted(y published.Year) (words []string) {
	counts := map[string]int{}
	for _, mark := range slices.Concat(y.Above.Marks, y.Below.Marks) {
		if counts[mark.Kind] += mark.Count; mark.Kind == "membership" {
			words = append(words, m.Text("chart."+mark.Status))
		}
	}
	if n := counts["pledge"]; n > 0 {
		words = append(words, m.Count("signatory.count_pledges", n))
	}
	if n := counts["finding"]; n > 0 {
		words = append(words, m.Count("ask.entries", n))
	}
	return words
}

// timeline adds a timeline that is on a page; nothing where there are too few marks to draw.
func (m *maker) timeline(id, page, title, lead string, t draw.Timeline) {
	if len(t.Stretches) == 0 {
		return
	}
	t.Head = m.head(page, title, lead)
	m.all = append(m.all, Chart{Language: m.Language, ID: id, Picture: t.Draw(m.style)})
}

// stretches returns the years of a timeline with its marks, each as look returns it and at its place.
func (m *maker) stretches(t published.Timeline, look func(published.Mark) draw.TimeMark) (out []draw.Stretch) {
	half := func(h published.Half) (marks []draw.TimeMark) {
		for _, mark := range h.Marks {
			drawn := look(mark)
			drawn.At, drawn.Row = mark.At, mark.Row
			if len(mark.Date) < len("2006-01-02") {
				drawn.From, drawn.To = mark.From, mark.To
			}
			marks = append(marks, drawn)
		}
		return marks
	}
	for _, y := range t.Years {
		s := draw.Stretch{Label: y.Year, Until: y.Until, Above: half(y.Above), Below: half(y.Below)}
		if s.Label == "" {
			s.Label = m.Text("chart.earlier", "Year", y.Before)
		}
		out = append(out, s)
	}
	return out
}
