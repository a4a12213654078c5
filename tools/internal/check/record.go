package check

import (
	"fmt"
	"slices"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/diag"
)

// The rules of this file compare the parts of a record with each other.

func noEvidence(c *campaign.Campaign, report *report) {
	need := func(place campaign.Place, evidence []campaign.EvidenceID, what string, path ...any) {
		if len(evidence) > 0 {
			return
		}
		// An absent or mistyped key is a problem already; an empty list is the one to catch.
		at := place.At(append(path, "evidence")...)
		if at != place.At(path...) && !place.Skipped(append(path, "evidence")...) {
			report.add(diag.Problem{At: at, Message: what + " has no evidence", Hint: "add at least one id of data/evidence"})
		}
	}
	need(c.Declaration.Place, c.Declaration.Evidence, "the declaration")
	for _, r := range c.Commitments {
		need(r.Place, r.Evidence, "the commitment")
	}
	for _, r := range c.Signatories {
		for i, m := range r.Memberships {
			need(r.Place, m.Evidence, "the membership", "membership", i)
		}
	}
	for _, r := range c.Pledges {
		need(r.Place, r.Evidence, "the pledge")
	}
	for _, r := range c.Assessments {
		for i, e := range r.Events {
			need(r.Place, e.Evidence, fmt.Sprintf("status %q", e.Status), "event", i)
		}
	}
	for _, r := range c.Meetings {
		need(r.Place, r.Evidence, "the event")
	}
	for _, r := range c.Packages {
		need(r.Place, r.Evidence, "the action package")
	}
	for _, r := range c.Standards {
		need(r.Place, r.Evidence, "the standard")
	}
	for _, p := range c.Programmes {
		for _, r := range p.Entries {
			need(r.Place, r.Evidence, "the entry")
		}
	}
}

func amountUnit(c *campaign.Campaign, report *report) {
	check := func(place campaign.Place, amount bool, unit campaign.Text, key string) {
		switch {
		case place.Skipped(key) || place.Skipped("unit"):
		case amount && len(unit) == 0:
			report.errorf(place.At(key), "%q has no unit", key)
		case !amount && len(unit) > 0:
			report.errorf(place.At("unit"), "\"unit\" has no %s", key)
		}
	}
	for _, p := range c.Pledges {
		check(p.Place, p.Amount != 0, p.Unit, "amount")
	}
	for _, p := range c.Programmes {
		for _, e := range p.Entries {
			check(e.Place, e.Figure != nil || len(e.FigureText) > 0, e.Unit, "figure")
		}
	}
}

func assessmentSubject(c *campaign.Campaign, report *report) {
	makers := map[campaign.PledgeID]campaign.SignatoryID{}
	for _, p := range c.Pledges {
		makers[p.ID] = p.Signatory
	}
	type subject struct {
		signatory  campaign.SignatoryID
		pledge     campaign.PledgeID
		commitment campaign.CommitmentID
	}
	first := map[subject]campaign.Place{}
	for _, a := range c.Assessments {
		switch {
		case a.Pledge == "" && a.Commitment == "":
			report.add(diag.Problem{At: a.At(), Message: "assessment without a pledge or a commitment",
				Hint: `add pledge = "..." or commitment = "..."`})
			continue
		case a.Pledge != "" && a.Commitment != "":
			report.add(diag.Problem{At: a.At("commitment"), Message: "assessment of a pledge and of a commitment",
				Hint: "remove one of the two keys: a pledge has its commitment"})
		}
		if maker, ok := makers[a.Pledge]; ok && maker != a.Signatory {
			report.errorf(a.At("pledge"), "pledge %q was made by %s, not by %s", a.Pledge, maker, a.Signatory)
		}
		s := subject{a.Signatory, a.Pledge, a.Commitment}
		if before, ok := first[s]; ok {
			report.add(diag.Problem{At: a.At(), Message: "duplicate assessment", Hint: "move its events to the first one",
				Related: []diag.Related{{At: before.At(), Message: "first assessed here"}}})
			continue
		}
		first[s] = a.Place
	}
}

func eventStatus(c *campaign.Campaign, report *report) {
	for _, a := range c.Assessments {
		for i, e := range a.Events {
			if c.Vocabulary.Default.Computed(e.Status) {
				report.add(diag.Problem{At: a.At("event", i, "status"), Message: fmt.Sprintf("status %q is computed and cannot be recorded", e.Status),
					Hint: "record what was found, or remove the event"})
			}
		}
	}
}

func eventActor(c *campaign.Campaign, report *report) {
	for _, a := range c.Assessments {
		for i, e := range a.Events {
			switch {
			case c.Vocabulary.Status(e.Status).NeedsActor && e.Actor == "":
				report.add(diag.Problem{At: a.At("event", i), Message: fmt.Sprintf("status %q needs an actor", e.Status),
					Hint: `add actor = "...", the government whose act it was`})
			case e.Actor != "" && e.Actor == a.Signatory:
				report.add(diag.Problem{At: a.At("event", i, "actor"), Message: "the actor is the government itself",
					Hint: "an actor is another government; remove it, or correct the status"})
			}
		}
	}
}

func eventCorrects(c *campaign.Campaign, report *report) {
	for _, a := range c.Assessments {
		for i, e := range a.Events {
			earlier := func(other campaign.Event) bool { return other.Date == e.Corrects }
			if e.Corrects != "" && !slices.ContainsFunc(a.Events[:i], earlier) {
				report.errorf(a.At("event", i, "corrects"), "no earlier event of this assessment has the date %q", e.Corrects)
			}
		}
	}
}

func tile(c *campaign.Campaign, report *report) {
	taken := map[[2]int]campaign.Place{}
	for _, s := range c.Signatories {
		if len(s.Tile) == 0 {
			continue // a missing or mistyped key
		}
		if len(s.Tile) != 2 || s.Tile[0] < 0 || s.Tile[1] < 0 {
			report.add(diag.Problem{At: s.At("tile"), Message: "tile must be a column and a row, from 0", Hint: "set tile = [3, 4]"})
			continue
		}
		spot := [2]int(s.Tile)
		if other, ok := taken[spot]; ok {
			report.add(diag.Problem{At: s.At("tile"), Message: fmt.Sprintf("duplicate tile, column %d, row %d", spot[0], spot[1]),
				Related: []diag.Related{{At: other.At("tile"), Message: "first used here"}}})
			continue
		}
		taken[spot] = s.Place
	}
}
