package export

import (
	"slices"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/release"
)

// viewRelease is a frozen release as pages tell of it.
type viewRelease struct {
	Name    release.Name  `json:"name"`
	AsOf    campaign.Date `json:"as_of"`
	Path    string        `json:"path"` // below the site's root
	Summary string        `json:"summary,omitempty"`
	Files   int           `json:"files,omitempty"`
}

// newest is the release that pages refer to: the one that is being made, or else the newest there is.
func (r *Release) newest() *viewRelease {
	switch {
	case r.Name != "":
		return &viewRelease{Name: r.Name, AsOf: r.Matrix.AsOf, Path: r.Name.Path()}
	case r.Newest != nil:
		return &viewRelease{Name: r.Newest.Name, AsOf: campaign.Date(r.Newest.Manifest.AsOf), Path: r.Newest.Name.Path()}
	}
	return nil
}

// frozen tells of the releases.
func (v viewer) frozen() {
	v.out.Freezing = v.Name != ""
	v.out.Release = v.newest()
	for _, row := range slices.Backward(v.Campaign.Releases) {
		for _, f := range v.Campaign.Frozen {
			if f.Name == row.ID {
				v.out.Releases = append(v.out.Releases, viewRelease{
					Name: row.ID, AsOf: row.AsOf, Path: row.ID.Path(), Summary: v.text(row.Summary), Files: len(f.Manifest.Files) + 1,
				})
			}
		}
	}
}

// unchanged reports whether the newest release holds a cell just as it stands now, so that who cites it may cite that.
func (v viewer) unchanged(c viewCell) bool {
	then, held := v.Campaign.Promise.Cells[campaign.CellID{Signatory: c.Signatory, Commitment: c.Commitment}]
	now := campaign.PromisedCell{Status: c.Status, Since: c.Since}
	for _, t := range c.Things {
		if t.Pledge != "" {
			now.Pledges++
		}
		now.Events += len(t.Events)
	}
	return held && now == then
}
