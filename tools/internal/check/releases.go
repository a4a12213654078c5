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
	known := map[release.Name]campaign.Release{}
	var last *campaign.Release
	for i, r := range c.Releases {
		if r.Skipped("id") || r.ID == "" {
			continue
		}
		first, again := known[r.ID]
		switch {
		case !r.ID.Valid():
			report.errorf(r.At("id"), "invalid release name %q", r.ID).
				WithHint("use YYYY.MM, or YYYY.MM.2 for the second of a month")
		case again:
			report.errorf(r.At("id"), "duplicate release %q", r.ID).WithRelated(first.At("id"), "first defined here")
		case last != nil && r.ID.Compare(last.ID) < 0:
			report.errorf(r.At("id"), "release %q is below the newer release %q; put the oldest first", r.ID, last.ID)
		}
		known[r.ID], last = r, &c.Releases[i]
		if !slices.ContainsFunc(c.Frozen, func(f *release.Frozen) bool { return f.Name == r.ID }) {
			report.errorf(r.At("id"), "release %q is missing in %s", r.ID, release.Folder).
				WithHint("restore its folder from the git history: releases are permanent")
		}
		if !r.Skipped("as_of") && (len(r.AsOf) != len("2006-01-02") || !r.AsOf.Valid()) {
			report.errorf(r.At("as_of"), "invalid day %q; use YYYY-MM-DD", r.AsOf)
		}
	}
	for _, f := range c.Frozen {
		if _, ok := known[f.Name]; !ok {
			report.errorf(diag.Position{File: f.Folder}, "release %q has no row in %s", f.Name, file).
				WithHint(fmt.Sprintf("\"go run ./tools release %s\" writes both; restore the row, or remove the folder if it is not a release", f.Name))
		}
	}
}

// releaseAttributes reports releases that git may change in a clone.
func releaseAttributes(c *campaign.Campaign, report *report) {
	if len(c.Frozen) > 0 && !release.Unconverted(c.Attributes) {
		report.errorf(diag.Position{File: ".gitattributes"}, "missing line %s", release.Attributes).
			WithHint("add it: git may otherwise change the line endings of releases")
	}
}

func releaseFrozen(c *campaign.Campaign, report *report) {
	for _, f := range c.Frozen {
		row := c.Release(f.Name)
		if row == nil || row.Skipped("manifest") || row.Skipped("archive") {
			continue // which is reported by itself
		}
		hint := fmt.Sprintf("restore what was frozen, see git log --diff-filter=A -- %s; make a new release of what is new", f.Folder)
		for _, d := range f.Differences(release.Sums{Manifest: row.Manifest, Archive: row.Archive}) {
			report.errorf(diag.Position{File: path.Join(f.Folder, d.Path)}, "file of release %q %s since it was frozen", f.Name, d.What).
				WithHint(hint).WithRelated(row.At("id"), "what was frozen")
		}
	}
}
