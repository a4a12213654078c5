package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"testing"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/matrix"
	"declarationwatch/tools/internal/published"
)

// drawn is what the charts are drawn from.
type drawn struct {
	Totals      counts
	Signatories []struct {
		ID       string
		Totals   counts
		Timeline line
	}
	Commitments []struct {
		ID     string
		Totals counts
	}
	Programmes []struct {
		ID       string
		Entries  []struct{ ID, Date, Figure string }
		Timeline line
		Series   []struct {
			ID     string
			Points []struct {
				Entry, Figure string
				Share         float64
			}
		}
	}
}

type counts struct {
	Cells, Filled int
	ByStatus      map[string]int `json:"cells_by_status"`
}

type line struct {
	Years []struct {
		Above, Below struct {
			Marks []struct {
				Kind, Anchor string
				Count        int
			}
		}
	}
}

// marks adds up the counts of those of a kind, or of all kinds.
func (l line) marks(kind string) (n int) {
	for _, y := range l.Years {
		for _, m := range append(y.Above.Marks, y.Below.Marks...) {
			if kind == "" || m.Kind == kind {
				n += m.Count
			}
		}
	}
	return n
}

// TestChartsAgreeWithTheRecord: what is drawn of the real record is all of it and nothing else.
func TestChartsAgreeWithTheRecord(t *testing.T) {
	c := realRecord(t)
	m := matrix.Build(c, today())
	in := published.Input{Campaign: c, Matrix: m, BaseURL: "https://x.example/"}
	parts := map[string]json.RawMessage{}
	put := func(part string, text []byte) error {
		parts[part] = bytes.Clone(text)
		return nil
	}
	err := published.NewPages(in, published.Build(in)).Write(put, c.Languages, realWords(t, c)[c.Languages.Source])
	text, failed := json.Marshal(parts)
	var d drawn
	if err = errors.Join(err, failed); err == nil {
		err = json.Unmarshal(text, &d)
	}
	if err != nil {
		t.Fatal(err)
	}

	// A bar is as long as its counts together: they must be all the cells there are.
	bars := map[string]counts{"all": d.Totals}
	for _, s := range d.Signatories {
		bars[s.ID] = s.Totals
	}
	for _, s := range d.Commitments {
		bars[s.ID] = s.Totals
	}
	for what, bar := range bars {
		sum := 0
		for _, n := range bar.ByStatus {
			sum += n
		}
		empty := bar.ByStatus[string(c.Vocabulary.Default.Nothing)] + bar.ByStatus[string(c.Vocabulary.Default.Unpublished)]
		if sum != bar.Cells || sum-empty != bar.Filled {
			t.Errorf("%s: the bar has %d cells, %d of them filled, of %d and %d", what, sum, sum-empty, bar.Cells, bar.Filled)
		}
	}

	for _, s := range m.Signatories {
		pledges, findings := 0, 0
		for _, cell := range s.Cells {
			for _, thing := range cell.Things {
				if thing.Pledge != nil {
					pledges++
				}
				for _, f := range thing.Events {
					if !f.Corrected {
						findings++
					}
				}
			}
		}
		if pledges+findings < 3 {
			pledges, findings = 0, 0 // too few to draw
		}
		for _, shown := range d.Signatories {
			if shown.ID == string(s.ID) && (shown.Timeline.marks("pledge") != pledges || shown.Timeline.marks("finding") != findings) {
				t.Errorf("%s: %d pledges and %d findings are drawn, of %d and %d", s.ID,
					shown.Timeline.marks("pledge"), shown.Timeline.marks("finding"), pledges, findings)
			}
		}
	}

	figures := map[string]float64{}
	for _, p := range c.Programmes {
		for _, e := range p.Entries {
			if e.Figure != nil && e.Confidence.Published() {
				figures[string(e.ID)] = *e.Figure
			}
		}
	}
	series := map[string]bool{}
	for _, p := range d.Programmes {
		dated, words := 0, map[string]string{}
		for _, e := range p.Entries {
			words[e.ID] = e.Figure
			if e.Date != "" {
				dated++
			}
		}
		if n := p.Timeline.marks(""); n != dated && (n != 0 || dated >= 3) {
			t.Errorf("%s: %d entries are drawn, of %d with a date", p.ID, n, dated)
		}
		for _, s := range p.Series {
			series[s.ID] = true
			largest := 0.0
			for _, point := range s.Points {
				largest = max(largest, figures[point.Entry])
			}
			for _, point := range s.Points {
				if words[point.Entry] == "" || point.Figure != words[point.Entry] {
					t.Errorf("%s: %s is drawn as %q, and its entry says %q", s.ID, point.Entry, point.Figure, words[point.Entry])
				}
				if want := 100 * figures[point.Entry] / largest; point.Share < want-0.06 || point.Share > want+0.06 {
					t.Errorf("%s: %s is %v per cent of the largest, want %v", s.ID, point.Entry, point.Share, want)
				}
			}
		}
	}
	for _, p := range c.Programmes {
		for _, s := range p.Series {
			if !series[string(s.ID)] {
				t.Errorf("series %s is not drawn", s.ID)
			}
		}
	}
	if len(series) == 0 {
		t.Error("the record has no series")
	}
}

// TestTilesFitAPhone: no more columns than leave a finger room.
func TestTilesFitAPhone(t *testing.T) {
	left, right := 1<<30, 0
	for _, s := range realRecord(t).Signatories {
		if s.Role == campaign.Endorser {
			left, right = min(left, s.Tile[0]), max(right, s.Tile[0])
		}
	}
	// 320 px less the gutters is 288, and a target is 24 px at least.
	if columns := right - left + 1; columns > 288/24 {
		t.Errorf("%d columns of tiles", columns)
	}
}
