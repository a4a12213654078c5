package check

import (
	"cmp"
	"fmt"
	"slices"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/diag"
	"declarationwatch/tools/internal/source"
)

// The rules of this file compare the parts of a record with each other.

func noEvidence(c *campaign.Campaign, report *report) {
	for r := range c.Rows() {
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
		check(p.Place, p.At("amount") != p.At(), p.Unit, "amount")
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

// eventFact: an event has its facts from one place, and they are public no later than itself.
func eventFact(c *campaign.Campaign, report *report) {
	facts := c.Facts()
	for _, a := range c.Assessments {
		for _, e := range a.Events {
			has := func(key string) bool { return e.At(key) != e.At() }
			if e.Fact == "" && !e.Skipped("fact") {
				for _, key := range []string{"summary", "confidence", "evidence"} {
					if !has(key) {
						report.errorf(e.At(), "missing key %q", key).WithHint("add it, or name the fact that is judged: fact = \"...\", the id of a policy's entry")
					}
				}
				oneDate(report, e.Place, `add date = "YYYY-MM-DD", or name the fact that is judged: fact = "..."`)
				continue
			}
			for _, key := range []string{"date", "reported", "summary", "confidence", "evidence"} {
				if has(key) {
					report.errorf(e.At(key), "%q comes from the fact %q", key, e.Fact).
						WithHint("remove the key, or remove fact and write the report here")
				}
			}
			fact := facts[e.Fact]
			switch {
			case fact == nil: // unknown-id reports it
			case fact.Date == "" && !fact.Skipped("date"):
				report.errorf(e.At("fact"), "fact %q has no date", e.Fact).WithHint("add its date, or reported").WithRelated(fact.At(), "the fact")
			case fact.PublishAfter.Instant().After(e.PublishAfter.Instant()):
				report.errorf(e.At("fact"), "fact %q is withheld longer than the report on it", e.Fact).
					WithHint(fmt.Sprintf("set publish_after = %q here too", fact.PublishAfter)).WithRelated(fact.At("publish_after"), "withheld here")
			case fact.Date.Valid() && e.Recorded.Valid() && fact.Date.First().After(e.Recorded.Last()):
				report.errorf(e.At("fact"), "fact %q of %s is later than the day this was recorded, %s", e.Fact, fact.Date, e.Recorded).
					WithHint("correct one of the two dates").WithRelated(fact.At(fact.DateKey()), "dated here")
			}
		}
	}
	for _, p := range c.Programmes {
		for _, e := range p.Entries {
			if e.At("date") != e.At() && e.At("reported") != e.At() {
				oneDate(report, e.Place, "")
			}
		}
	}
}

// oneDate: what happened has the day it took effect or that of a report.
func oneDate(report *report, place campaign.Place, hint string) {
	date, reported := place.At("date") != place.At(), place.At("reported") != place.At()
	switch {
	case date && reported:
		report.errorf(place.At("reported"), "both date and reported").
			WithHint("keep date, the day it took effect; reported is for what is known only by the day of a report")
	case !date && !reported:
		report.errorf(place.At(), "missing key \"date\"").WithHint(hint)
	}
}

func eventCorrects(c *campaign.Campaign, report *report) {
	for _, a := range c.Assessments {
		for i, e := range a.Events {
			if e.Corrects == "" {
				continue
			}
			meant := a.Corrected(i)
			if len(meant) > 1 {
				report.errorf(e.At("corrects"), "%d earlier events have the date %q; name the one that is corrected by its id", len(meant), e.Corrects).
					WithHint(fmt.Sprintf("corrects = %q, or %q", meant[0].ID, meant[1].ID))
				continue
			}
			if len(meant) == 0 {
				var known []string
				for _, x := range a.Events[:i] {
					known = append(known, string(x.ID))
				}
				what := "id"
				if campaign.Date(e.Corrects).WellFormed() {
					what = "date"
				}
				report.errorf(e.At("corrects"), "no earlier event of this assessment has the %s %q and is not corrected yet", what, e.Corrects).
					WithHint(suggest(e.Corrects, known))
				continue
			}
			if x := meant[0]; x.Fact != "" && x.Date.Valid() && (x.Date.First().After(e.Recorded.Last()) || e.Fact == "" && x.Date.First().After(e.Date.Last())) {
				report.errorf(e.At("corrects"), "corrects a report on the fact %q of %s, which is later", x.Fact, x.Date).
					WithHint("correct the date of one of the two").WithRelated(x.At("fact"), "corrected here")
			}
		}
	}
}

// earlyEvent: what was done before it was pledged may be the wrong event, or a pledge of what was there already.
func earlyEvent(c *campaign.Campaign, report *report) {
	pledges := map[campaign.PledgeID]campaign.Pledge{}
	for _, p := range c.Pledges {
		pledges[p.ID] = p
	}
	for _, a := range c.Assessments {
		pledge, ok := pledges[a.Pledge]
		for _, e := range a.Events {
			if ok && c.Vocabulary.Status(e.Status).Group == campaign.Kept && e.Date.Valid() && e.Date.Last().Before(pledge.Date.First()) {
				report.warnf(e.At(cmp.Or(e.DateKey(), "fact")), "fulfilled on %s, before the pledge of %s", e.Date, pledge.Date).
					WithHint("correct a wrong date; if both are right, pages say that it was done before it was pledged").
					WithRelated(pledge.At("date"), "pledged here")
			}
		}
	}
}

// unjudgedFact: a timeline that knows more than the matrix makes "no later report" untrue.
func unjudgedFact(c *campaign.Campaign, report *report) {
	type subject struct {
		pledge     campaign.PledgeID
		signatory  campaign.SignatoryID
		commitment campaign.CommitmentID
	}
	judged := map[campaign.EntryID]map[campaign.PledgeID]bool{} // "" for conduct
	actors := map[campaign.EntryID]campaign.SignatoryID{}
	for _, p := range c.Programmes {
		for _, e := range p.Entries {
			actors[e.ID] = p.Actor
		}
	}
	last := map[subject]campaign.Date{}
	add := func(s subject, date campaign.Date) { last[s] = campaign.Newest(last[s], date) }
	pledges := map[campaign.PledgeID]*campaign.Pledge{}
	leaning := map[campaign.ProgrammeID][]*campaign.Pledge{}
	for i := range c.Pledges {
		p := &c.Pledges[i]
		pledges[p.ID] = p
		leaning[p.Programme] = append(leaning[p.Programme], p)
		add(subject{pledge: p.ID}, p.Date)
	}
	for _, a := range c.Assessments {
		commitment := a.Commitment
		if p := pledges[a.Pledge]; p != nil {
			commitment = p.Commitment
		}
		for _, e := range a.Events {
			if judged[e.Fact] == nil {
				judged[e.Fact] = map[campaign.PledgeID]bool{}
			}
			judged[e.Fact][a.Pledge] = true
			if actors[e.Fact] == a.Signatory {
				judged[e.Fact][""] = true
			}
			if e.Confidence.Published() {
				add(subject{pledge: a.Pledge}, e.Date)
				add(subject{signatory: a.Signatory, commitment: commitment}, e.Date)
			}
		}
	}
	adopted := c.Declaration.Adopted.First()
	for _, p := range c.Programmes {
		for _, e := range p.Entries {
			if c.Profile.Background(e.Status) || e.Own || e.Unjudged != "" || !e.Date.Valid() || e.Date.First().Before(adopted) || !e.Confidence.Published() {
				continue
			}
			for _, pledge := range leaning[p.ID] {
				if pledge.Confidence.Published() && e.Date.Compare(last[subject{pledge: pledge.ID}]) > 0 && !judged[e.ID][pledge.ID] && !slices.Contains(e.NoBearingOn, pledge.ID) {
					report.warnf(e.At(e.DateKey()), "no report on the pledge %q judges this newer fact", pledge.ID).
						WithHint(fmt.Sprintf("add an event with fact = %q to its assessment, or say here that it has no bearing on it: no_bearing_on = [%q]", e.ID, pledge.ID)).
						WithRelated(pledge.At("programme"), "it leans on this policy")
				}
			}
			newer := slices.ContainsFunc(p.Commitments, func(id campaign.CommitmentID) bool {
				return e.Date.Compare(last[subject{signatory: p.Actor, commitment: id}]) > 0
			})
			if p.Actor != "" && newer && !judged[e.ID][""] {
				report.warnf(e.At(e.DateKey()), "no report on %s judges this newer fact", p.Actor).
					WithHint(fmt.Sprintf("add an event with fact = %q to data/assessments/%s.toml, or say here why none follows: unjudged = \"...\"", e.ID, p.Actor))
			}
		}
	}
}

// namedTwice: a source that is named twice looks like two, and a government would be counted twice.
func namedTwice(c *campaign.Campaign, report *report) {
	type named struct {
		file string
		list int
		campaign.Reference
	}
	first := map[named]diag.Position{}
	values(c, func(ref campaign.Reference, leaf source.Leaf) {
		if leaf.List > 0 {
			once(report, first, named{leaf.At.File, leaf.List, ref}, leaf.At, "remove it", "%s %q is named twice", ref.RefersTo(), ref)
		}
	})
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
