package campaign

import (
	"declarationwatch/tools/internal/diag"
	"declarationwatch/tools/internal/release"
	"declarationwatch/tools/internal/source"
)

// Release is a row of data/releases.toml: what was frozen, and the checksums that prove it is unchanged.
type Release struct {
	Place    `toml:"-"`
	ID       release.Name `toml:"id" required:"true"`
	AsOf     Date         `toml:"as_of" required:"true"`    // the day that it was read at the end of
	Manifest string       `toml:"manifest" required:"true"` // SHA-256 of its manifest, in hexadecimal
	Archive  string       `toml:"archive" required:"true"`  // SHA-256 of the archive with its files
	Summary  Text         `toml:"summary"`                  // what is new in it; optional
}

// frozen reads the releases in static/. A project may have none.
func (l *loader) frozen() {
	l.campaign.Frozen = release.ReadAll(l.root, func(folder string, err error) {
		l.problems.Errorf(diag.Position{File: folder}, source.RuleUnreadable, "the release cannot be read: %v", err)
	})
}

// Release returns the row of a release; nil where there is none.
func (c *Campaign) Release(name release.Name) *Release {
	for i, r := range c.Releases {
		if r.ID == name {
			return &c.Releases[i]
		}
	}
	return nil
}

// UpTo returns the record without the releases that were frozen as of a later day: a page of a past day cannot cite them.
func (c *Campaign) UpTo(day Date) *Campaign {
	out := *c
	later := func(name release.Name) bool {
		row := c.Release(name)
		return row != nil && string(row.AsOf) > string(day)
	}
	out.Releases = without(c.Releases, func(r Release) bool { return later(r.ID) })
	out.Frozen = without(c.Frozen, func(f *release.Frozen) bool { return later(f.Name) })
	return &out
}
