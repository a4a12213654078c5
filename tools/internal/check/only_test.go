package check

import (
	"maps"
	"slices"
	"testing"
	"testing/fstest"
	"time"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/diag"
	"declarationwatch/tools/internal/fixture"
)

// TestOnly applies rules for texts to those of some files, and rules for records to every record.
func TestOnly(t *testing.T) {
	files := maps.Clone(fixture.Small(t))
	const wrong = "+++\ntitle = \"One\"\ndescription = \"One page.\"\ntopics = [\"No Topic\"]\n+++\n\n#### Too deep\n"
	files["content/one.md"] = &fstest.MapFile{Data: []byte(wrong)}
	rules := func(only func(string) bool) (found []string) {
		var problems diag.List
		Run(campaign.Load(files, &problems), Options{Now: time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC), Only: only}, &problems)
		for _, p := range problems.Sorted() {
			if p.At.File == "content/one.md" {
				found = append(found, p.Rule)
			}
		}
		return found
	}
	all := rules(nil)
	if same := rules(func(file string) bool { return file == "content/one.md" }); !slices.Equal(same, all) {
		t.Errorf("of the file that changed: %v, want %v", same, all)
	}
	others := rules(func(file string) bool { return file != "content/one.md" })
	if slices.Contains(others, "heading-level") || !slices.Contains(all, "heading-level") || !slices.Contains(others, "unknown-id") {
		t.Errorf("of other files: %v, of all %v", others, all)
	}
}

// TestStopped applies no rule once nobody wants the problems.
func TestStopped(t *testing.T) {
	files := maps.Clone(fixture.Small(t))
	files["content/one.md"] = &fstest.MapFile{Data: []byte("+++\ntitle = \"One\"\ndescription = \"One page.\"\ntopics = [\"No Topic\"]\n+++\n")}
	record := campaign.Load(files, &diag.List{})
	for _, stopped := range []bool{false, true} {
		var problems diag.List
		Run(record, Options{Now: time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC), Stopped: func() bool { return stopped }}, &problems)
		if (problems.Err() == nil) != stopped {
			t.Errorf("stopped %v: %v", stopped, problems.Err())
		}
	}
}

// TestWholeSite finds each rule that waits for the whole site.
func TestWholeSite(t *testing.T) {
	for _, id := range wholeSite {
		if !slices.ContainsFunc(Rules, func(r Rule) bool { return r.ID == id }) {
			t.Errorf("unknown rule %q", id)
		}
	}
}
