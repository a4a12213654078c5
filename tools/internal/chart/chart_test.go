package chart_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"declarationwatch/tools/internal/chart"
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

	folder := t.TempDir()
	if err := chart.Stage(folder, all[:1], &draw.Cache{}); err != nil {
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
	first := staged[all[0].Language][all[0].ID]
	for _, file := range []string{first.SVG, first.PNG} {
		if size, err := os.Stat(filepath.Join(folder, "static", filepath.FromSlash(file))); err != nil || size.Size() == 0 {
			t.Errorf("no %q: %v", file, err)
		}
	}
}
