package formats

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/matrix"
	"declarationwatch/tools/internal/published"
)

// rowsByName returns the lines of a table, each by the names of its columns.
func rowsByName(t *testing.T, e *edition, name string) []map[string]string {
	t.Helper()
	var out []map[string]string
	for _, line := range read(t, e, name) {
		row := map[string]string{}
		for i, f := range e.table(name).Fields {
			row[f.Name] = line[i]
		}
		out = append(out, row)
	}
	return out
}

// replay returns the status of each cell, and since when it has it, at the end of a day, from the tables alone: by the last
// change until then, the status before the first, or that of a cell that never changed.
func replay(changes, cells []map[string]string, day string) (status, since map[string]string) {
	status, since = map[string]string{}, map[string]string{}
	key := func(row map[string]string) string { return row["signatory"] + " " + row["commitment"] }
	for _, c := range cells {
		status[key(c)], since[key(c)] = c["status"], ""
	}
	began := map[string]bool{}
	for _, c := range changes {
		if !began[key(c)] {
			began[key(c)], status[key(c)] = true, c["from"]
		}
		// An imprecise date counts from the first day that it may mean.
		if (c["date"] + "-01-01")[:len("2006-01-02")] <= day {
			status[key(c)], since[key(c)] = c["to"], c["date"]
		}
	}
	return status, since
}

// TestChangesGiveHistory: the changes, replayed from the first, give every row of the history, and the matrix that is built for
// the same day.
func TestChangesGiveHistory(t *testing.T) {
	for _, e := range []*edition{small(t), full(t)} {
		changes, cells, history := rowsByName(t, e, "changes"), rowsByName(t, e, "matrix"), rowsByName(t, e, "history")
		before := map[string]string{}
		for _, c := range changes {
			cell := c["signatory"] + " " + c["commitment"]
			if last, ok := before[cell]; c["from"] == c["to"] || ok && last != c["from"] {
				t.Errorf("%s: from %s to %s, after %s", c["id"], c["from"], c["to"], last)
			}
			before[cell] = c["to"]
		}
		days := map[string]map[string]map[string]string{}
		for _, row := range history {
			if days[row["day"]] == nil {
				days[row["day"]] = map[string]map[string]string{}
			}
			days[row["day"]][row["signatory"]+" "+row["commitment"]] = row
		}
		first, today := e.Campaign.Declaration.Adopted.First().Year(), e.Matrix.AsOf.First()
		if len(days) != today.Year()-first {
			t.Errorf("the history has %d days from %d to %s", len(days), first, e.Matrix.AsOf)
		}
		for day, rows := range days {
			status, since := replay(changes, cells, day)
			built := 0
			for _, m := range matrix.Build(e.Campaign, campaign.Date(day)).Signatories {
				for _, c := range m.Cells {
					built++
					cell := string(c.Signatory) + " " + string(c.Commitment)
					row := rows[cell]
					if row == nil || row["status"] != string(c.Status) || row["since"] != string(c.Since) || row["belongs"] != map[bool]string{true: "true", false: "false"}[m.Left == nil] {
						t.Errorf("%s, %s: %s since %q, in the history %v", day, cell, c.Status, c.Since, row)
					}
					if status[cell] != string(c.Status) || since[cell] != string(c.Since) {
						t.Errorf("%s, %s: %s since %q, by the changes %s since %q", day, cell, c.Status, c.Since, status[cell], since[cell])
					}
				}
			}
			if built != len(rows) {
				t.Errorf("%s: %d cells, %d rows", day, built, len(rows))
			}
		}
		status, since := replay(changes, cells, string(e.Matrix.AsOf))
		for _, c := range cells {
			cell := c["signatory"] + " " + c["commitment"]
			if status[cell] != c["status"] || since[cell] != c["since"] {
				t.Errorf("today, %s: %s since %q, by the changes %s since %q", cell, c["status"], c["since"], status[cell], since[cell])
			}
		}
	}
}

// TestReplayNoticesAChangeLess: without a change, its cell is another.
func TestReplayNoticesAChangeLess(t *testing.T) {
	e := small(t)
	changes, cells := rowsByName(t, e, "changes"), rowsByName(t, e, "matrix")
	last := changes[len(changes)-1]
	status, _ := replay(changes[:len(changes)-1], cells, string(e.Matrix.AsOf))
	if got := status[last["signatory"]+" "+last["commitment"]]; got == last["to"] {
		t.Errorf("%s is %s all the same", last["id"], got)
	}
}

// TestParts: the files of all governments, and those of all commitments, have together the rows of the matrix and its changes.
func TestParts(t *testing.T) {
	e := full(t)
	head, whole, _ := strings.Cut(string(e.file("matrix.csv").content()), "\r\n")
	for _, folder := range partFolders {
		lines := map[string]int{}
		for line := range strings.SplitSeq(whole, "\r\n") {
			lines[line]++
		}
		changes := 0
		for _, f := range e.parts {
			if !strings.HasPrefix(f.Path, folder) {
				continue
			}
			if strings.HasSuffix(f.Path, ".json") {
				changes += strings.Count(string(f.content()), `"from":`)
				continue
			}
			first, rows, _ := strings.Cut(string(f.content()), "\r\n")
			if first != head {
				t.Errorf("%s begins with %s", f.Path, first)
			}
			for line := range strings.SplitSeq(rows, "\r\n") {
				if line != "" {
					lines[line]--
				}
			}
		}
		for line, n := range lines {
			if line != "" && n != 0 {
				t.Errorf("%s: %d times missing: %s", folder, n, line)
			}
		}
		if want := len(slices.Collect(e.changes)); changes != want {
			t.Errorf("%s: %d changes, want %d", folder, changes, want)
		}
	}
}

// TestLatest: what programs poll has the freshness and the totals of the data, and the newest release.
func TestLatest(t *testing.T) {
	type latest struct {
		AsOf          string `json:"as_of"`
		NewestReport  string `json:"newest_report"`
		Edited        string `json:"edited"`
		Release       string `json:"release"`
		NewestRelease string `json:"newest_release"`
		ReleaseData   string `json:"release_data"`
		Totals        struct {
			Cells, Pledges, Evidence int
		}
	}
	read := func(e *edition, file string) (out latest) {
		if err := json.Unmarshal(e.file(file).content(), &out); err != nil {
			t.Fatal(err)
		}
		return out
	}
	e := full(t)
	got, want := read(e, latestFile), read(e, published.File)
	got.NewestRelease, got.ReleaseData = "", "" // which matrix.json does not have
	if got != want || got.NewestReport == "" || got.Edited == "" || got.Totals.Pledges == 0 {
		t.Errorf("latest.json has %+v, matrix.json %+v", got, want)
	}
	in := small(t).Input
	in.Name = "2026.11"
	frozen, err := newEdition(folder(), in, published.Build(in))
	if err == nil {
		err = frozen.write()
	}
	if err != nil {
		t.Fatal(err)
	}
	const data = "https://x.example/sub/v/2026.11/data/v1/datapackage.json"
	if got := read(frozen, latestFile); got.Release != "2026.11" || got.NewestRelease != "2026.11" || got.ReleaseData != data {
		t.Errorf("in a release latest.json has %+v", got)
	}
	if len(frozen.parts) > 0 {
		t.Errorf("a release has %d parts, whose rows its tables have", len(frozen.parts))
	}
}
