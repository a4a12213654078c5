package bench

import (
	"io/fs"
	"os"
	"testing"
	"time"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/check"
	"declarationwatch/tools/internal/diag"
)

// TestWrite: a project passes check, has as much as was asked for, and is the same each time.
func TestWrite(t *testing.T) {
	t.Parallel()
	o := Options{Seed: 7, Governments: 12, Commitments: 15, Pledges: 60, Reports: 200, Sources: 90, Policies: 4, Facts: 50, Meetings: 3, Statements: 20}
	dirs := []string{t.TempDir(), t.TempDir()}
	for _, dir := range dirs {
		if err := Write(os.DirFS("../../.."), dir, o); err != nil {
			t.Fatal(err)
		}
	}
	var problems diag.List
	c := campaign.Load(os.DirFS(dirs[0]), &problems)
	check.Run(c, check.Options{Now: time.Date(2026, time.July, 1, 0, 0, 0, 0, time.UTC)}, &problems)
	if err := problems.Err(); err != nil {
		t.Error(err)
	}
	if len(c.Signatories) != o.Governments || len(c.Commitments) != o.Commitments || len(c.Pledges) != o.Pledges || len(c.Evidence) != o.Sources || len(c.Meetings) != o.Meetings {
		t.Errorf("%d governments, %d commitments, %d pledges, %d sources, %d meetings", len(c.Signatories), len(c.Commitments), len(c.Pledges), len(c.Evidence), len(c.Meetings))
	}
	err := fs.WalkDir(os.DirFS(dirs[0]), ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		first, err := fs.ReadFile(os.DirFS(dirs[0]), name)
		if err != nil {
			return err
		}
		if second, err := fs.ReadFile(os.DirFS(dirs[1]), name); err != nil || string(first) != string(second) {
			t.Errorf("%s is not the same the second time: %v", name, err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
