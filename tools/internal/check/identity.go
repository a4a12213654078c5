package check

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/diag"
	"declarationwatch/tools/internal/formats"
	"declarationwatch/tools/internal/release"
)

func duplicateID(c *campaign.Campaign, report *report) {
	for kind, ids := range c.Definitions() {
		for id, positions := range ids {
			for _, again := range positions[1:] {
				report.errorf(again, "duplicate %s %q", kind, id).
					WithRelated(positions[0], "first defined here")
			}
		}
	}
	// The page of a government has both as anchors.
	for id, positions := range c.Definitions()[campaign.KindPledge] {
		if taken := c.Definitions()[campaign.KindCommitment][id]; len(taken) > 0 {
			report.errorf(positions[0], "pledge %q has the id of a commitment; choose another", id).
				WithRelated(taken[0], "defined here")
		}
	}
}

// formerID: its addresses lead to those of the record, so nothing else can be there.
func formerID(c *campaign.Campaign, report *report) {
	const hint = "remove it from the list, or give the other record another id"
	first := map[string]diag.Position{}
	for _, f := range c.Former() {
		at := f.At("former", f.Index)
		switch taken := c.Definitions()[f.Kind][f.Old]; {
		case !f.Old.Valid():
			report.errorf(at, "invalid id %q", f.Old).WithHint("use lower-case letters, digits and single hyphens")
			continue
		case len(taken) > 0:
			report.errorf(at, "former id %q is the id of a %s", f.Old, f.Kind).WithHint(hint).WithRelated(taken[0], "defined here")
		}
		once(report, first, string(f.Kind)+" "+string(f.Old), at, hint, "duplicate former id %q", f.Old)
	}
}

// released is every kind of record whose ids a release keeps forever.
var released = slices.Concat(vocabulary, []campaign.Kind{
	campaign.KindSignatory, campaign.KindCommitment, campaign.KindPledge, campaign.KindEvidence, campaign.KindProgramme, campaign.KindEntry,
	campaign.KindMeeting, campaign.KindAsk, campaign.KindStandard, campaign.KindPackage,
})

// vocabulary is the kinds of words that published columns have.
var vocabulary = []campaign.Kind{
	campaign.KindStatus, campaign.KindPillar, campaign.KindSubregion, campaign.KindSourceKind, campaign.KindEntryStatus,
	campaign.StatementKind("").RefersTo(), campaign.AskKind("").RefersTo(), campaign.Span("").RefersTo(),
}

func releasedID(c *campaign.Campaign, report *report) {
	newest, err := formats.ReleasedIDs(c.Frozen)
	if err != nil {
		report.errorf(diag.Position{File: release.Folder}, "release cannot be read: %v", err)
		return
	}
	for _, kind := range released {
		added := slices.DeleteFunc(c.IDs(kind), func(id string) bool { return slices.Contains(newest.IDs[kind], id) })
		for _, id := range newest.IDs[kind] {
			if !c.Has(kind, id) {
				at, hint := removed(c, report.before, kind, id, newest.Of[id])
				if near := diag.Nearest(id, added); near != "" {
					at, hint = c.Definitions()[kind][campaign.ID(near)][0], fmt.Sprintf("if this is it, write id = %q again; else %s", id, hint)
				}
				report.errorf(at, "missing %s %q, which release %s has; ids never change", kind, id, newest.Name).
					WithHint(hint).WithRelated(diag.Position{File: newest.File}, "released here")
			}
		}
	}
}

// removed returns where a record was that a release has, and what to do instead of removing it.
func removed(c, before *campaign.Campaign, kind campaign.Kind, id, government string) (diag.Position, string) {
	file, instead := "", ""
	switch kind {
	case campaign.KindSignatory:
		file, instead = "data/signatories/"+id+".toml", "; go run ./tools withdraw records that it left"
	case campaign.KindCommitment:
		file, instead = "data/commitments/"+id+".toml", "; its title and texts may change"
	case campaign.KindPledge:
		file, instead = path.Join("data/pledges", government+".toml"), "; go run ./tools new assessment records what happened next"
	case campaign.KindEvidence:
		file, instead = "data/evidence", "; go run ./tools withdraw takes a source back"
	case campaign.KindProgramme, campaign.KindEntry:
		file = "data/programmes"
	default: // all of a kind are in one file
		instead = "; its texts may change"
		for _, defined := range c.Definitions()[kind] {
			file = defined[0].File
		}
	}
	if before != nil && len(before.Definitions()[kind][campaign.ID(id)]) > 0 {
		file = before.Definitions()[kind][campaign.ID(id)][0].File
	}
	at := diag.Position{File: file}
	for _, doc := range c.Docs {
		if doc.File == file && (kind == campaign.KindSignatory || kind == campaign.KindCommitment) {
			at = doc.At("id")
		}
	}
	return at, fmt.Sprintf("restore it from git, where git log -p -S '%q' -- data finds it%s", id, instead)
}

func fileName(c *campaign.Campaign, report *report) {
	same := func(id campaign.ID, place campaign.Place) {
		if subject := subjectOf(place); string(id) != subject {
			report.errorf(place.At("id"), "id %q must be the name of its file", id).
				WithHint(fmt.Sprintf("ids never change; rename the file %s.toml, or restore the id", id))
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
			report.errorf(doc.At(), "unknown signatory %q in the file name", subject).
				WithHint(diag.Suggest(subject, c.IDs(campaign.KindSignatory)))
		}
	}
}

func subjectOf(place campaign.Place) string {
	return strings.TrimSuffix(path.Base(place.Doc.File), ".toml")
}
