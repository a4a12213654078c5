// Package chart draws the charts of pages as pictures, for those who want one in a report or a post, and stages them for Hugo: the
// pictures as static files, and their addresses and words as data.
package chart

import (
	"encoding/json"
	"errors"
	"path"
	"slices"
	"strings"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/disk"
	"declarationwatch/tools/internal/draw"
	"declarationwatch/tools/internal/locale"
	"declarationwatch/tools/internal/matrix"
	"declarationwatch/tools/internal/minify"
	"declarationwatch/tools/internal/published"
	"declarationwatch/tools/internal/words"
)

// Source is what charts are made from.
type Source struct {
	published.Input
	Record *published.Pages
	Words  words.All
}

// Chart is the picture of one chart.
type Chart struct {
	Language string
	ID       string // within a language: "pledges", the id of a series, or that of a timeline
	Picture  *draw.Drawing
	Raster   *draw.Drawing // that of another language where our font lacks the letters of this one
}

// All returns the charts of every language.
func All(s Source, style *draw.Style) []Chart {
	var all []Chart
	legible := draw.Legible{}
	for _, language := range s.Campaign.Languages.All {
		m := maker{Source: s, Words: s.Words[language], style: style}
		m.charts()
		all = append(all, m.all...)
	}
	for _, c := range all {
		legible.Add(c.ID, c.Picture)
	}
	for i, c := range all {
		all[i].Raster = legible.For(c.Picture, c.ID)
	}
	return all
}

// maker makes the charts of one language.
type maker struct {
	Source
	*words.Words
	style *draw.Style
	all   []Chart
}

func (m *maker) charts() {
	r := m.Record
	if n := r.Totals.Pledges; n > 0 {
		m.add("pledges", "", m.Count("home.bars", n), m.In(r.Findings.Home.Heading), draw.Part{Bars: m.pledges(r.Totals.Totals)})
	}
	if r.Core.Totals.Pledges > 0 {
		m.add("children", "children", m.Text("for_children.summary"), m.In(r.Findings.Children.Heading), draw.Part{Bars: m.pledges(r.Core.Totals)})
	}
	m.add("years", "", m.Text("home.years"), m.Text("home.years_note"), draw.Part{Bars: m.years(r.History)})
	var pillars []draw.Part
	for _, p := range r.Pillars {
		pillars = append(pillars, draw.Part{Title: m.In(p.Title), Bars: m.years(r.PillarHistory[p.ID])})
	}
	m.add("pillars", "", m.Text("chart.pillars"), m.Text("home.years_note"), pillars...)
	for _, p := range r.Programmes {
		for _, s := range p.Series {
			m.series(p, s)
		}
		m.course(p)
	}
	for _, g := range slices.Concat(r.Signatories, r.Observers) {
		m.conduct(g)
	}
}

// add adds a chart that is on a page.
func (m *maker) add(id, page, title, lead string, parts ...draw.Part) {
	m.draw(id, page, draw.Chart{Head: draw.Head{Title: title, Lead: lead}, Parts: parts, Key: m.key(parts)})
}

func (m *maker) draw(id, page string, c draw.Chart) {
	c.Head = m.head(page, c.Title, c.Lead)
	m.all = append(m.all, Chart{Language: m.Language, ID: id, Picture: c.Draw(m.style)})
}

// head returns the head of a chart that is on a page.
func (m *maker) head(page, title, lead string) draw.Head {
	_, address, _ := strings.Cut(string(m.URL("%s%s", m.Campaign.Languages.Root(m.Language), page)), "://")
	return draw.Head{Lang: m.Language, RTL: m.RTL, Title: title, Lead: lead, Source: strings.Join([]string{
		m.In(m.Campaign.Profile.Name), strings.TrimSuffix(address, "/"), strings.ReplaceAll(m.Campaign.Profile.Licence.Name, " ", "\u00a0"),
	}, " · ")}
}

// pledges returns a bar for each status that a pledge has, and one for pledges without a later report.
func (m *maker) pledges(t matrix.Totals) []draw.Bar {
	var bars []draw.Bar
	add := func(status campaign.StatusID, label string, n int) {
		if n > 0 {
			bars = append(bars, draw.Bar{Label: label, Figure: m.Number(n), Counts: []draw.Count{{Status: string(status), Count: n}}})
		}
	}
	for _, s := range m.Record.Statuses {
		n := t.PledgesBy[s.ID]
		if s.ID == m.Record.Default.Pledge {
			add(s.ID, m.Text("chart.unreported"), t.Unreported)
			add(s.ID, m.Text("chart.reported_again"), n-t.Unreported)
			continue
		}
		add(s.ID, m.In(s.Label), n)
	}
	return bars
}

// years returns a bar for the end of each year, with the commitments of governments on which something was found, by status.
func (m *maker) years(history []published.DayTotals) []draw.Bar {
	var bars []draw.Bar
	for i, day := range history {
		bar := draw.Bar{Label: string(day.Day[:len("2006")]), Figure: m.Number(day.Totals.Filled)}
		if i == len(history)-1 {
			bar.Label = m.Text("chart.now")
		}
		for _, s := range m.Record.Statuses {
			if n := day.Totals.ByStatus[s.ID]; n > 0 && s.Group != campaign.None {
				bar.Counts = append(bar.Counts, draw.Count{Status: string(s.ID), Label: m.In(s.Label), Count: n})
			}
		}
		bars = append(bars, bar)
	}
	return bars
}

// key returns the statuses that bars are made of, with their numbers in the last bar of each part; nothing where each bar has one
// status, and its name beside it.
func (m *maker) key(parts []draw.Part) []draw.Count {
	sums, several := map[string]int{}, false
	for _, part := range parts {
		for i, bar := range part.Bars {
			several = several || len(bar.Counts) > 1
			for _, count := range bar.Counts {
				if i < len(part.Bars)-1 {
					count.Count = 0 // it is part of the key, too
				}
				sums[count.Status] += count.Count
			}
		}
	}
	if !several {
		return nil
	}
	var key []draw.Count
	for _, s := range m.Record.Statuses {
		if n, ok := sums[string(s.ID)]; ok {
			key = append(key, draw.Count{Status: string(s.ID), Label: m.In(s.Label), Count: n})
		}
	}
	return key
}

// series draws the figures of a policy that may be compared.
func (m *maker) series(p published.Programme, s published.Series) {
	var bars []draw.Bar
	for _, point := range s.Points {
		bar := draw.Bar{Label: m.In(point.Label), Length: *point.Figure.Number, Figure: locale.Number(*point.Figure.Number, m.Language), Rough: point.Hedge != ""}
		if bar.Label == "" {
			bar.Label = m.Date(string(point.Period))
		}
		if bar.Rough {
			bar.Figure = m.Text("chart."+string(point.Hedge)) + " " + bar.Figure
		}
		bars = append(bars, bar)
	}
	m.draw(string(s.ID), "programmes/"+string(p.ID)+"/", draw.Chart{
		Head: draw.Head{Title: m.In(s.Title), Lead: m.In(s.Unit)}, Parts: []draw.Part{{Bars: bars}}, Note: m.In(s.Note),
	})
}

// staged is what templates get of a chart, as hugo.Data.charts.LANGUAGE.ID.
type staged struct {
	SVG string `json:"svg"` // below the site's root
	PNG string `json:"png"`
	Alt string `json:"alt"` // all of it in words
}

// file returns the path of a chart's picture below the site's root.
func (c Chart) file(form string) string {
	return path.Join(draw.Folder(c.Language), "charts", c.ID+"."+form)
}

// Files returns the paths of the picture in both forms, below the site's root.
func (c Chart) Files() []string { return []string{c.file("svg"), c.file("png")} }

// Stage writes folder/data/charts.json, and adds the SVG and the PNG of each chart to the pictures of its language.
func Stage(folder string, charts []Chart, cache *draw.Cache, pictures disk.Folders) error {
	data := map[string]map[string]staged{}
	for _, c := range charts {
		if data[c.Language] == nil {
			data[c.Language] = map[string]staged{}
		}
		pictures.Add(draw.Folder(c.Language), c.file("svg"), minify.SVG(c.Picture.SVG()))
		pictures.Add(draw.Folder(c.Language), c.file("png"), cache.File(c.Raster))
		data[c.Language][c.ID] = staged{c.file("svg"), c.file("png"), c.Picture.Description}
	}
	text, err := json.Marshal(data)
	return errors.Join(err, disk.Write(folder, "data/charts.json", text))
}
