package campaign

import (
	"slices"
	"strings"

	"declarationwatch/tools/internal/release"
)

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
