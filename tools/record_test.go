package main

import (
	"maps"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/diag"
	"declarationwatch/tools/internal/export"
	"declarationwatch/tools/internal/matrix"
)

// The tests of this file hold the real record in data/ against what was found when it was gathered. A figure changes
// only when a fact is added: then it is changed here too, on purpose.

func realRecord(t testing.TB) *campaign.Campaign {
	t.Helper()
	dir, err := filepath.Abs("..")
	if err != nil {
		t.Fatal(err)
	}
	project, err := projectIn(dir)
	if err != nil {
		t.Fatal(err)
	}
	var problems diag.List
	record := load(project, time.Now(), &problems)
	if err := problems.Err(); err != nil {
		t.Fatal(err)
	}
	return record
}

func TestNothingOfTheRecordIsLost(t *testing.T) {
	c := realRecord(t)
	events, entries, low := 0, 0, 0
	for _, a := range c.Assessments {
		events += len(a.Events)
		for _, e := range a.Events {
			if !e.Confidence.Published() {
				low++
			}
		}
	}
	for _, p := range c.Programmes {
		entries += len(p.Entries)
	}
	endorsers := 0
	for _, s := range c.Signatories {
		if s.Role == campaign.Endorser {
			endorsers++
		}
	}
	for _, count := range []struct {
		what      string
		got, want int
	}{
		{"endorsers", endorsers, 22},
		{"observers", len(c.Signatories) - endorsers, 1},
		{"commitments", len(c.Commitments), 31},
		{"pillars", len(c.Declaration.Pillars), 5},
		{"pledges", len(c.Pledges), 133},
		{"assessment events", events, 99},
		{"assessment events of low confidence", low, 3},
		{"events", len(c.Meetings), 34},
		{"action packages", len(c.Packages), 9},
		{"lines of the June 2022 statement", len(c.Asks), 39},
		{"standards", len(c.Standards), 23},
		{"programme entries", entries, 109},
		// 153 and 196 were gathered apart; seven addresses were in both.
		{"evidence records", len(c.Evidence), 153 + 196 - 7},
	} {
		if count.got != count.want {
			t.Errorf("%d %s, want %d", count.got, count.what, count.want)
		}
	}
}

func TestEveryAddressIsOneEvidenceRecord(t *testing.T) {
	first := map[campaign.URL]campaign.ID{}
	for _, e := range realRecord(t).Evidence {
		if other, ok := first[e.URL]; ok {
			t.Errorf("%s and %s have one address", other, e.ID)
		}
		first[e.URL] = e.ID
	}
}

func TestEndorsersByDay(t *testing.T) {
	c := realRecord(t)
	for _, test := range []struct {
		day  campaign.Date
		want int
		in   campaign.ID // the government that the day brings, if any
	}{
		{"2022-06-09", 0, ""},
		{"2022-06-10", 20, "united-states"},
		{"2022-06-13", 20, ""},
		{"2022-06-14", 21, "guyana"},
		{"2022-12-31", 21, ""},
		{"2024-01-30", 21, ""},
		{"2024-01-31", 22, "suriname"},
		{"2026-11-23", 22, ""},
	} {
		m := matrix.Build(c, test.day)
		if len(m.Signatories) != test.want {
			t.Errorf("%s: %d endorsers, want %d", test.day, len(m.Signatories), test.want)
		}
		if m.Totals.Cells != test.want*31 {
			t.Errorf("%s: %d cells, want %d", test.day, m.Totals.Cells, test.want*31)
		}
		has := func(s matrix.Member) bool { return s.ID == test.in }
		if test.in != "" && !slices.ContainsFunc(m.Signatories, has) {
			t.Errorf("%s: %s is not among the endorsers", test.day, test.in)
		}
	}
}

// TestNoGovernmentIsBlamedForAnothers names the rows whose first word would have blamed the wrong one.
func TestNoGovernmentIsBlamedForAnothers(t *testing.T) {
	c := realRecord(t)
	m := matrix.Build(c, "2026-11-23")
	pledges := map[campaign.ID]campaign.StatusID{}
	cells := map[string]campaign.StatusID{}
	for _, s := range slices.Concat(m.Signatories, m.Observers) {
		for _, cell := range s.Cells {
			cells[string(cell.Signatory)+" "+string(cell.Commitment)] = cell.Status
			for _, thing := range cell.Things {
				if thing.Pledge != nil {
					pledges[thing.Pledge.ID] = thing.Status
				}
			}
		}
	}
	for id, want := range map[campaign.ID]campaign.StatusID{
		"cri-smo-extension": "overtaken", "cri-smo-ecuadorians-2024": "overtaken", "gtm-smo-expand-2024": "overtaken",
		"can-smo-cases-2023": "overtaken", "esp-smo-cases-2023": "overtaken",
		"usa-safe-mobility": "reversed", "usa-chnv-30k": "reversed", "ecu-extension-2025": "reversed",
		"usa-asylum-rule-2022": "contradicted", "usa-frp-100k": "disputed",
		"usa-h2b-11500": "fulfilled", "usa-20k-refugees": "fulfilled",
		"mex-20k-refugees-jobs": "in-progress", // its "fulfilled" is of low confidence
		"usa-686m-new-york":     "announced",   // and so is its "stalled"
	} {
		if pledges[id] != want {
			t.Errorf("pledge %s is %q, want %q", id, pledges[id], want)
		}
	}
	for cell, want := range map[string]campaign.StatusID{
		"guatemala returns-with-safeguards":     "disputed",
		"honduras returns-with-safeguards":      "disputed",
		"costa-rica returns-with-safeguards":    "contradicted",
		"united-states safe-return-of-children": "no-pledge-found",
		"jamaica family-reunification":          "no-pledge-found",
		"brazil border-and-visa-cooperation":    "in-progress",
		"united-states family-reunification":    "reversed",
		"united-states complementary-pathways":  "contradicted",
		"costa-rica complementary-pathways":     "overtaken",
	} {
		if cells[cell] != want {
			t.Errorf("cell %s is %q, want %q", cell, cells[cell], want)
		}
	}
}

// TestTheReadingForChildrenIsInTheData: every ask and standard is tied to a commitment, and what is about children says how.
func TestTheReadingForChildrenIsInTheData(t *testing.T) {
	c := realRecord(t)
	asks, standards := map[campaign.AskID]bool{}, map[campaign.StandardID]bool{}
	for _, commitment := range c.Commitments {
		for _, id := range commitment.Asks {
			asks[id] = true
		}
		for _, id := range commitment.Standards {
			standards[id] = true
		}
		if (commitment.Children == "none") == (commitment.ForChildren.In("en") != "") {
			t.Errorf("%s: children = %q and for_children = %q", commitment.ID, commitment.Children, commitment.ForChildren.In("en"))
		}
	}
	if len(asks) != len(c.Asks) || len(standards) != len(c.Standards) {
		t.Errorf("%d of %d asks and %d of %d standards are tied to a commitment", len(asks), len(c.Asks), len(standards), len(c.Standards))
	}
}

// TestTotalsAgree: the same cells are counted by signatory, commitment, pillar and overall.
func TestTotalsAgree(t *testing.T) {
	m := matrix.Build(realRecord(t), "2026-11-23")
	sum := func(all ...matrix.Totals) (cells, filled, pledges int) {
		for _, one := range all {
			cells, filled, pledges = cells+one.Cells, filled+one.Filled, pledges+one.Pledges
		}
		return
	}
	var rows []matrix.Totals
	for _, s := range m.Signatories {
		rows = append(rows, s.Totals)
	}
	for what, all := range map[string][]matrix.Totals{
		"signatories": rows,
		"commitments": slices.Collect(maps.Values(m.ByCommitment)),
		"pillars":     slices.Collect(maps.Values(m.ByPillar)),
	} {
		cells, filled, pledges := sum(all...)
		if cells != m.Totals.Cells || filled != m.Totals.Filled || pledges != m.Totals.Pledges {
			t.Errorf("%s: %d cells, %d filled, %d pledges; overall %d, %d, %d",
				what, cells, filled, pledges, m.Totals.Cells, m.Totals.Filled, m.Totals.Pledges)
		}
	}
}

func BenchmarkCheck(b *testing.B) {
	for b.Loop() {
		realRecord(b)
	}
}

func BenchmarkExport(b *testing.B) {
	c := realRecord(b)
	r := &export.Release{Campaign: c, Matrix: matrix.Build(c, "2026-11-23"), BaseURL: "https://x.example/", Languages: []string{"en"}}
	for b.Loop() {
		if err := export.Stage(b.TempDir(), r); err != nil {
			b.Fatal(err)
		}
	}
}
