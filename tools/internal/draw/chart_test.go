package draw

import (
	"os"
	"strings"
	"testing"
)

// TestChart: bars are of one scale, each is as long as its figure, and the words say all of it.
func TestChart(t *testing.T) {
	t.Parallel()
	style, err := ReadStyle(os.DirFS("../../.."), nil)
	if err != nil {
		t.Fatal(err)
	}
	chart := Chart{
		Head: Head{Title: "Children", Lead: "by year", Source: "a source"},
		Parts: []Part{{Bars: []Bar{
			{Label: "2021", Figure: "50", Length: 50}, {Label: "2022", Figure: "about 100", Length: 100, Rough: true}, {Label: "2023", Figure: "0"},
			{Label: "2024", Figure: "100", Counts: []Count{{Status: "a", Count: 25}, {Status: "b", Count: 75}, {Status: "c"}}},
		}}},
	}
	d := chart.Draw(style)
	var widths []int
	for _, b := range d.blocks {
		if b.height == chartBar {
			widths = append(widths, b.width)
		}
	}
	if len(widths) != 4 || widths[1] < 100 || widths[1]-2*widths[0] > 1 || widths[2]+widths[3] != widths[1] {
		t.Errorf("bars of 50, 100, 25 and 75 are %v wide", widths)
	}
	for _, l := range d.labels {
		if l.x+l.lettering.Ceil(l.text) > d.width {
			t.Errorf("%q ends outside the picture", l.text)
		}
	}
	for _, want := range []string{"Children", "by year", "2021: 50.", "2022: about 100.", "2023: 0.", "a source"} {
		if !strings.Contains(d.Description, want) {
			t.Errorf("%q does not say %q", d.Description, want)
		}
	}
	if empty := (Chart{Head: chart.Head}).Draw(style); empty.height <= 0 {
		t.Error("a chart without bars has no height")
	}
}
