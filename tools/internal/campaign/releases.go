package campaign

import (
	"path"
	"slices"
	"strings"

	"declarationwatch/tools/internal/diag"
	"declarationwatch/tools/internal/release"
	"declarationwatch/tools/internal/source"
)

// Release is a row of data/releases.toml: what was frozen, and the checksum that proves it is unchanged.
type Release struct {
	Place    `toml:"-"`
	ID       release.Name `toml:"id" required:"true"`
	AsOf     Date         `toml:"as_of" required:"true"`    // the day that it was read at the end of
	Manifest string       `toml:"manifest" required:"true"` // SHA-256 of its manifest, in hexadecimal
	Summary  Text         `toml:"summary"`                  // what is new in it; optional
}

// frozen reads the releases in static/. A project may have none.
func (l *loader) frozen() {
	for _, name := range release.Names(l.root) {
		folder := path.Join(release.Folder, string(name))
		f, err := release.Read(l.root, folder)
		if err != nil {
			l.problems.Errorf(diag.Position{File: folder}, source.RuleUnreadable, "the release cannot be read: %v", err)
			continue
		}
		l.campaign.Frozen = append(l.campaign.Frozen, f)
	}
}

// UpTo returns the record without the releases that were frozen as of a later day: a page of a past day cannot cite them.
func (c *Campaign) UpTo(day Date) *Campaign {
	out := *c
	later := func(as string) bool { return as > string(day) }
	out.Releases = without(c.Releases, func(r Release) bool { return later(string(r.AsOf)) })
	out.Frozen = without(c.Frozen, func(f *release.Frozen) bool { return later(f.Manifest.AsOf) })
	out.Files = without(c.Files, func(name string) bool {
		return slices.ContainsFunc(c.Frozen, func(f *release.Frozen) bool {
			return later(f.Manifest.AsOf) && strings.HasPrefix(name, f.Folder+"/")
		})
	})
	return &out
}
