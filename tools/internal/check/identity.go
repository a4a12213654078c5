package check

import (
	"fmt"
	"path"
	"strings"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/diag"
	record "declarationwatch/tools/internal/published"
	"declarationwatch/tools/internal/release"
)

func duplicateID(c *campaign.Campaign, report *report) {
	for _, kind := range campaign.Kinds() {
		for id, places := range c.Definitions(kind) {
			for _, again := range places[1:] {
				report.add(diag.Problem{
					At:      again.At("id"),
					Message: fmt.Sprintf("duplicate %s %q", kind, id),
					Related: []diag.Related{{At: places[0].At("id"), Message: "first defined here"}},
				})
			}
		}
	}
}

// released is every kind of record whose ids a release keeps forever.
var released = []campaign.Kind{campaign.KindSignatory, campaign.KindCommitment, campaign.KindPledge, campaign.KindEvidence}

func releasedID(c *campaign.Campaign, report *report) {
	edition, err := record.ReadReleased(c.Frozen)
	if err != nil {
		report.errorf(diag.Position{File: release.Folder}, "release cannot be read: %v", err)
		return
	}
	ids := edition.IDs()
	for _, kind := range released {
		for _, id := range ids[kind] {
			if !c.Has(kind, id) {
				report.add(diag.Problem{
					At:      diag.Position{File: "data"},
					Message: fmt.Sprintf("missing %s %q, which release %s has; ids never change", kind, id, edition.Name),
					Hint:    diag.Suggest(id, c.IDs(kind)),
					Related: []diag.Related{{At: diag.Position{File: edition.File}, Message: "released here"}},
				})
			}
		}
	}
}

func fileName(c *campaign.Campaign, report *report) {
	same := func(id campaign.ID, place campaign.Place) {
		if subject := subjectOf(place); string(id) != subject {
			report.add(diag.Problem{
				At:      place.At("id"),
				Message: fmt.Sprintf("id %q must be the name of its file", id),
				Hint:    fmt.Sprintf("ids never change; rename the file %s.toml, or restore the id", id),
			})
		}
	}
	for _, r := range c.Commitments {
		same(campaign.ID(r.ID), r.Place)
	}
	for _, r := range c.Signatories {
		same(campaign.ID(r.ID), r.Place)
	}
	for _, r := range c.Programmes {
		same(campaign.ID(r.ID), r.Place)
	}
	for _, doc := range c.Docs {
		folder := path.Dir(doc.File)
		subject := subjectOf(campaign.Place{Doc: doc})
		if (folder == "data/pledges" || folder == "data/assessments") && !c.Has(campaign.KindSignatory, subject) {
			report.add(diag.Problem{
				At:      doc.At(),
				Message: fmt.Sprintf("unknown signatory %q in the file name", subject),
				Hint:    diag.Suggest(subject, c.IDs(campaign.KindSignatory)),
			})
		}
	}
}

func subjectOf(place campaign.Place) string {
	return strings.TrimSuffix(path.Base(place.Doc.File), ".toml")
}
