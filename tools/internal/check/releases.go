package check

import (
	"fmt"
	"path"
	"slices"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/diag"
	"declarationwatch/tools/internal/release"
)

func releaseRow(c *campaign.Campaign, report *report) {
	const file = "data/releases.toml"
	told := map[release.Name]campaign.Release{}
	var last *campaign.Release
	for i, r := range c.Releases {
		if r.Skipped("id") || r.ID == "" {
			continue
		}
		first, again := told[r.ID]
		switch {
		case !r.ID.Valid():
			report.add(diag.Problem{
				At: r.At("id"), Message: fmt.Sprintf("%q is no name of a release", r.ID), Hint: "a name is a month, as 2026.11, from the second of a month on with a number, as 2026.11.2",
			})
		case again:
			report.add(diag.Problem{
				At: r.At("id"), Message: fmt.Sprintf("release %q is told of twice", r.ID), Related: []diag.Related{{At: first.At("id"), Message: "first told of here"}},
			})
		case last != nil && r.ID.Compare(last.ID) < 0:
			report.errorf(r.At("id"), "release %q stands after %q, which is newer: the oldest stands first", r.ID, last.ID)
		}
		told[r.ID], last = r, &c.Releases[i]
		if !slices.ContainsFunc(c.Frozen, func(f *release.Frozen) bool { return f.Name == r.ID }) {
			report.add(diag.Problem{
				At: r.At("id"), Message: fmt.Sprintf("release %q is not in %s", r.ID, release.Folder), Hint: "bring its folder back from the history: a release is for ever",
			})
		}
		if !r.Skipped("as_of") && (len(r.AsOf) != len("2006-01-02") || !r.AsOf.Valid()) {
			report.errorf(r.At("as_of"), "%q is not a day: write YYYY-MM-DD", r.AsOf)
		}
	}
	for _, f := range c.Frozen {
		if _, ok := told[f.Name]; !ok {
			report.add(diag.Problem{
				At:      diag.Position{File: f.Folder},
				Message: fmt.Sprintf("release %q has no row in %s", f.Name, file),
				Hint:    fmt.Sprintf("\"go run ./tools release %s\" writes both; bring the row back, or remove a folder that is no release", f.Name),
			})
		}
	}
}

func releaseFrozen(c *campaign.Campaign, report *report) {
	for _, f := range c.Frozen {
		hint := fmt.Sprintf("bring back what was frozen: git log --diff-filter=A -- %s; what is new goes into a release of its own", f.Folder)
		manifest := diag.Position{File: path.Join(f.Folder, "manifest.json")}
		if f.Fault != nil {
			report.add(diag.Problem{At: manifest, Message: fmt.Sprintf("the manifest of release %q cannot be read: %v", f.Name, f.Fault), Hint: hint})
			continue
		}
		for _, r := range c.Releases {
			if r.ID == f.Name && !r.Skipped("manifest") && r.Manifest != f.Sum {
				report.add(diag.Problem{
					At: manifest, Message: fmt.Sprintf("the manifest of release %q was changed", f.Name), Hint: hint,
					Related: []diag.Related{{At: r.At("manifest"), Message: "the SHA-256 that it had"}},
				})
			}
		}
		for _, d := range f.Differences() {
			report.add(diag.Problem{
				At: diag.Position{File: path.Join(f.Folder, d.Path)}, Message: fmt.Sprintf("this file of release %q %s since it was frozen", f.Name, d.What), Hint: hint,
			})
		}
	}
}
