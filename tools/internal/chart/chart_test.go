package chart_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"declarationwatch/tools/internal/chart"
	"declarationwatch/tools/internal/disk"
	"declarationwatch/tools/internal/draw"
	"declarationwatch/tools/internal/fixture/project"
	"declarationwatch/tools/internal/locale"
	"declarationwatch/tools/internal/published"
)

// TestAll: in every language there is a chart of pledges, of years and of each series, whose words have the numbers of the record.
func TestAll(t *testing.T) {
	t.Parallel()
	p := project.Read(t)
	public, texts := p.Campaign, p.Words
	in, pages := p.Pages(published.Input{})
	all := chart.All(chart.Source{Input: in, Record: pages, Words: texts}, p.Style)
	if err := texts.Err(); err != nil {
		t.Error(err)
	}
	drawn := map[string]string{}
	for _, c := range all {
		if _, twice := drawn[c.Language+c.ID]; twice {
			t.Errorf("%s: two charts %q", c.Language, c.ID)
		}
		drawn[c.Language+c.ID] = c.Picture.Description
	}
	for _, language := range public.Languages.All {
		want := map[string][]float64{"pledges": {float64(pages.Totals.Unreported)}}
		for _, day := range pages.History {
			want["years"] = append(want["years"], float64(day.Totals.Filled))
		}
		for _, history := range pages.PillarHistory {
			want["pillars"] = append(want["pillars"], float64(history[len(history)-1].Totals.Filled))
		}
		for _, p := range pages.Programmes {
			for _, s := range p.Series {
				for _, point := range s.Points {
					want[string(s.ID)] = append(want[string(s.ID)], *point.Figure.Number)
				}
			}
		}
		for id, numbers := range want {
			for _, n := range numbers {
				if !strings.Contains(drawn[language+id], " "+locale.Number(n, language)+".") {
					t.Errorf("%s: the chart %q does not say %v: %s", language, id, n, drawn[language+id])
				}
			}
		}
	}

	for _, language := range public.Languages.All {
		timelines := 0
		says := func(id string, years []published.Year, words ...string) {
			description, is := drawn[language+id]
			if is != (len(years) > 0) {
				t.Errorf("%s: the timeline %q is drawn: %t, of %d years", language, id, is, len(years))
			}
			if !is {
				return
			}
			timelines++
			for _, word := range words {
				if !strings.Contains(description, word) {
					t.Errorf("%s: the timeline %q does not say %q: %s", language, id, word, description)
				}
			}
		}
		for _, p := range pages.Programmes {
			var words []string
			for _, e := range p.Entries {
				if e.Date == "" {
					continue
				}
				words = append(words, texts[language].Date(string(e.Date)), public.Languages.Text(pages.Words["entry_status"][string(e.Status)], language))
			}
			says("programmes."+string(p.ID), p.Timeline.Years, words...)
		}
		for _, g := range slices.Concat(pages.Signatories, pages.Observers) {
			var words []string
			for _, year := range g.Timeline.Years {
				pledges := 0
				for _, mark := range year.Above.Marks {
					if mark.Kind == "pledge" {
						pledges += mark.Count
					}
				}
				if pledges > 0 {
					words = append(words, texts[language].Count("signatory.count_pledges", pledges))
				}
			}
			says("signatories."+string(g.ID), g.Timeline.Years, words...)
		}
		if timelines == 0 {
			t.Errorf("%s: no timeline is drawn", language)
		}
	}

	folder := t.TempDir()
	pictures := disk.Folders{}
	if err := chart.Stage(folder, all[:1], &draw.Cache{}, pictures); err != nil {
		t.Fatal(err)
	}
	var staged map[string]map[string]struct{ SVG, PNG, Alt string }
	text, err := os.ReadFile(filepath.Join(folder, "data", "charts.json"))
	if err == nil {
		err = json.Unmarshal(text, &staged)
	}
	if err != nil {
		t.Fatal(err)
	}
	if err := (disk.Shelf{}).Take(pictures.Of("https://x.example/"), folder); err != nil {
		t.Fatal(err)
	}
	first := staged[all[0].Language][all[0].ID]
	for _, file := range []string{first.SVG, first.PNG} {
		if size, err := os.Stat(filepath.Join(folder, filepath.FromSlash(file))); err != nil || size.Size() == 0 {
			t.Errorf("no %q: %v", file, err)
		}
	}
}
