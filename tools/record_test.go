package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/BurntSushi/toml"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/check"
	"declarationwatch/tools/internal/commit"
	"declarationwatch/tools/internal/diag"
	"declarationwatch/tools/internal/fixture"
	"declarationwatch/tools/internal/formats"
	"declarationwatch/tools/internal/matrix"
	"declarationwatch/tools/internal/published"
	"declarationwatch/tools/internal/release"
	"declarationwatch/tools/internal/words"
)

// The tests of this file look at the real record in data/. They compare it with its own history and with itself, so that
// a fact that is added breaks none of them.

// realProject returns the top folder of the real project, or of the copy of it that DECLARATION_PROJECT names: the tests of
// the record and of the finished site run on either.
func realProject(t testing.TB) string {
	t.Helper()
	dir := os.Getenv("DECLARATION_PROJECT")
	if dir == "" {
		dir = ".."
	}
	dir, err := filepath.Abs(dir)
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

func realRecord(t testing.TB) *campaign.Campaign {
	t.Helper()
	return recordIn(t, realProject(t))
}

// realWords returns the words of the real project in every language of its record.
func realWords(t testing.TB, c *campaign.Campaign) words.All {
	t.Helper()
	texts, err := words.Read(os.DirFS(realProject(t)), c.Languages)
	if err != nil {
		t.Fatal(err)
	}
	return texts
}

// recordIn reads the record of a project that check passes.
func recordIn(t testing.TB, dir string) *campaign.Campaign {
	t.Helper()
	project, err := shellIn(dir).project()
	if err != nil {
		t.Fatal(err)
	}
	var problems diag.List
	record := load(project, check.Options{Now: time.Now()}, &problems)
	if err := problems.Err(); err != nil {
		t.Fatal(err)
	}
	return record
}

// TestNothingOfTheRecordIsLost compares the record with that of the last two commits and of the newest release: what they
// had is still there. Growing the record changes nothing here.
func TestNothingOfTheRecordIsLost(t *testing.T) {
	t.Parallel()
	dir := realProject(t)
	now := recordIDs(t, os.DirFS(dir))
	if len(now) == 0 {
		t.Fatal("the record has no ids")
	}
	// HEAD is what was there before the edits of a working tree; its parent, before those of a commit that is being checked.
	for _, name := range []string{"HEAD", "HEAD^"} {
		before, err := commit.Find(t.Context(), "..", name)
		if name == "HEAD" && err != nil {
			fixture.Missing(t, fmt.Errorf("no history to compare the record with: %w", err))
		}
		if err != nil {
			t.Logf("%s: %v", name, err) // the first commit, or a shallow clone
			continue
		}
		files, err := before.Files(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for _, id := range slices.Sorted(maps.Keys(recordIDs(t, files))) {
			if !now[id] {
				t.Errorf("%s had %s, which is gone", name, id)
			}
		}
	}
	var names []string
	for _, name := range release.Names(os.DirFS(dir)) {
		names = append(names, string(name))
	}
	if len(names) == 0 {
		return
	}
	newest := names[len(names)-1]
	out, err := tool(dir, "diff", "-format", "json", newest).Output()
	if err != nil {
		t.Fatalf("diff %s: %v\n%s", newest, err, out)
	}
	var diff struct{ Gone []any }
	if err := json.Unmarshal(out, &diff); err != nil {
		t.Fatal(err)
	}
	for _, gone := range diff.Gone {
		t.Errorf("release %s had what is gone: %v", newest, gone)
	}
}

// recordIDs returns whatever in data/ has an id, every assessment event and every membership, each in words. It reads no
// more of the files than that, so it reads those of an older version too.
func recordIDs(t *testing.T, files fs.FS) map[string]bool {
	t.Helper()
	trees, dates := map[string]map[string]any{}, map[any]any{} // by file; by id
	err := fs.WalkDir(files, "data", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || path.Ext(name) != ".toml" {
			return err
		}
		text, err := fs.ReadFile(files, name)
		if err != nil {
			return err
		}
		var tree map[string]any
		if err := toml.Unmarshal(bytes.TrimPrefix(text, []byte("\ufeff")), &tree); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		trees[name] = tree
		eachTable(tree, func(table map[string]any) {
			if id := table["id"]; id != nil {
				dates[id] = cmp.Or(table["date"], table["reported"])
			}
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	ids := map[string]bool{}
	for name, tree := range trees {
		eachTable(tree, func(table map[string]any) {
			if id := table["id"]; id != nil {
				ids[fmt.Sprintf("the id %q", id)] = true
			}
			for key, value := range table {
				rows, _ := value.([]map[string]any)
				for _, row := range rows {
					if key != "event" && key != "membership" || row["id"] != nil {
						continue
					}
					of := cmp.Or(table["pledge"], table["commitment"], table["id"])
					when := cmp.Or(row["date"], row["reported"], dates[row["fact"]])
					ids[fmt.Sprintf("the %s of %v, %v (%s)", key, of, when, path.Base(name))] = true
				}
			}
		})
	}
	return ids
}

// eachTable calls do with a table and every table within its lists of tables.
func eachTable(table map[string]any, do func(table map[string]any)) {
	do(table)
	for _, value := range table {
		rows, _ := value.([]map[string]any)
		for _, row := range rows {
			eachTable(row, do)
		}
	}
}

// TestTotalsAgree: the same cells are counted by signatory, commitment, pillar and overall.
func TestTotalsAgree(t *testing.T) {
	m := matrix.Build(realRecord(t), today())
	sum := func(all ...matrix.Totals) (cells, filled, pledges int) {
		for _, one := range all {
			cells, filled, pledges = cells+one.Cells, filled+one.Filled, pledges+one.Pledges
		}
		return
	}
	var rows []matrix.Totals
	for _, s := range m.Signatories {
		if s.Left == nil {
			rows = append(rows, s.Totals)
		}
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

// TestEveryPledgeIsCounted: the pledges of governments and those of observers, which pages count apart, are all that are in data/.
func TestEveryPledgeIsCounted(t *testing.T) {
	c := realRecord(t)
	in := published.Input{Campaign: c, Matrix: matrix.Build(c, today()), BaseURL: "https://x.example/"}
	pages := published.NewPages(in, published.Build(in))
	counted := map[campaign.PledgeID]campaign.Role{}
	for _, p := range pages.Pledges {
		counted[p.ID] = campaign.Endorser
	}
	for _, p := range pages.Observed {
		counted[p.ID] = campaign.Observer
	}
	if len(counted) != len(pages.Pledges)+len(pages.Observed) {
		t.Errorf("%d pledges are counted %d times", len(counted), len(pages.Pledges)+len(pages.Observed))
	}
	roles := map[campaign.SignatoryID]campaign.Role{}
	for _, g := range in.Matrix.Signatories {
		if g.Left == nil {
			roles[campaign.SignatoryID(g.ID)] = campaign.Endorser
		}
	}
	for _, g := range c.Signatories {
		if g.Role == campaign.Observer {
			roles[g.ID] = campaign.Observer
		}
	}
	want := map[campaign.PledgeID]campaign.Role{}
	for _, p := range c.Pledges {
		if role := roles[p.Signatory]; role != "" && p.Confidence.Published() && !p.PublishAfter.Withheld(time.Now()) && p.Date.By(today().Last()) {
			want[p.ID] = role
		}
	}
	if !maps.Equal(counted, want) {
		t.Errorf("pages count %d pledges, data/ has %d: %v, %v", len(counted), len(want), counted, want)
	}
}

// today is the day as of which a build reads the record.
func today() campaign.Date { return campaign.Date(time.Now().UTC().Format(time.DateOnly)) }

func BenchmarkCheck(b *testing.B) {
	for b.Loop() {
		realRecord(b)
	}
}

func BenchmarkData(b *testing.B) {
	c := realRecord(b)
	in := published.Input{
		Campaign: c, Matrix: matrix.Build(c, today()), BaseURL: "https://x.example/",
	}
	texts := realWords(b, c)
	for b.Loop() {
		if err := formats.Stage(b.TempDir(), in, published.NewPages(in, published.Build(in)), texts); err != nil {
			b.Fatal(err)
		}
	}
}
