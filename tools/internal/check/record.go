package check

import (
	"slices"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/diag"
)

// The rules of this file compare the parts of a record with each other.

func noEvidence(c *campaign.Campaign, report *report) {
	for _, r := range c.Rows() {
		// An absent or mistyped key is a problem already; an empty list is the one to catch.
		if at := r.At("evidence"); r.Cites && len(r.Evidence) == 0 && at != r.At() && !r.Skipped("evidence") {
			report.errorf(at, "%s has no evidence", r.Name).WithHint("add at least one id of data/evidence")
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
	first := map[subject]diag.Position{}
	for _, a := range c.Assessments {
		switch {
		case a.Pledge == "" && a.Commitment == "":
			report.errorf(a.At(), "assessment without a pledge or a commitment").
				WithHint(`add pledge = "..." or commitment = "..."`)
			continue
		case a.Pledge != "" && a.Commitment != "":
			report.errorf(a.At("commitment"), "assessment of a pledge and of a commitment").
				WithHint("remove one of the two keys: a pledge has its commitment")
		}
		if maker, ok := makers[a.Pledge]; ok && maker != a.Signatory {
			report.errorf(a.At("pledge"), "pledge %q was made by %s, not by %s", a.Pledge, maker, a.Signatory)
		}
		once(report, first, subject{a.Signatory, a.Pledge, a.Commitment}, a.At(), "move its events to the first one", "duplicate assessment")
	}
}

func eventStatus(c *campaign.Campaign, report *report) {
	for _, a := range c.Assessments {
		for _, e := range a.Events {
			if c.Vocabulary.Default.Computed(e.Status) {
				report.errorf(e.At("status"), "status %q is computed and cannot be recorded", e.Status).
					WithHint("record what was found, or remove the event")
			}
		}
	}
}

func eventActor(c *campaign.Campaign, report *report) {
	for _, a := range c.Assessments {
		for _, e := range a.Events {
			switch {
			case c.Vocabulary.Status(e.Status).NeedsActor && e.Actor == "":
				report.errorf(e.At(), "status %q needs an actor", e.Status).
					WithHint(`add actor = "...", the government whose act it was`)
			case e.Actor != "" && e.Actor == a.Signatory:
				report.errorf(e.At("actor"), "the actor is the government itself").
					WithHint("an actor is another government; remove it, or correct the status")
			}
		}
	}
}

func eventCorrects(c *campaign.Campaign, report *report) {
	for _, a := range c.Assessments {
		for i, e := range a.Events {
			earlier := func(other campaign.Event) bool { return other.Date == e.Corrects }
			if e.Corrects != "" && !slices.ContainsFunc(a.Events[:i], earlier) {
				report.errorf(e.At("corrects"), "no earlier event of this assessment has the date %q", e.Corrects)
			}
		}
	}
}

func tile(c *campaign.Campaign, report *report) {
	taken := map[[2]int]diag.Position{}
	for _, s := range c.Signatories {
		if len(s.Tile) == 0 {
			continue // a missing or mistyped key
		}
		if len(s.Tile) != 2 || s.Tile[0] < 0 || s.Tile[1] < 0 {
			report.errorf(s.At("tile"), "tile must be a column and a row, from 0").WithHint("set tile = [3, 4]")
			continue
		}
		once(report, taken, [2]int(s.Tile), s.At("tile"), "", "duplicate tile, column %d, row %d", s.Tile[0], s.Tile[1])
	}
}
