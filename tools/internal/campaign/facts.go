package campaign

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Facts returns the entries of all programmes by their id.
func (c *Campaign) Facts() map[EntryID]*Entry {
	facts := map[EntryID]*Entry{}
	for i := range c.Programmes {
		for j := range c.Programmes[i].Entries {
			facts[c.Programmes[i].Entries[j].ID] = &c.Programmes[i].Entries[j]
		}
	}
	return facts
}

// detach gives the record its own copy of each list whose rows resolve and settle complete in place: the next record is made from the same
// files.
func (c *Campaign) detach() {
	c.Packages, c.Asks, c.Standards, c.Meetings = slices.Clone(c.Packages), slices.Clone(c.Asks), slices.Clone(c.Standards), slices.Clone(c.Meetings)
	for i := range c.Programmes {
		c.Programmes[i].Entries = slices.Clone(c.Programmes[i].Entries)
	}
	for i := range c.Assessments {
		c.Assessments[i].Events = slices.Clone(c.Assessments[i].Events)
	}
}

// resolve fills in what records leave to others: the date of what has only a report's, the asks of an entry, and of each event
// the fact, the id and the event that it corrects. What does not exist is left empty; package check reports it.
func (c *Campaign) resolve() {
	facts := c.Facts()
	for _, e := range facts {
		e.Date = cmp.Or(e.Date, e.Reported)
		if e.Ask != "" {
			e.Asks = append([]AskID{e.Ask}, e.Asks...)
		}
	}
	taken := map[string]int{}
	for _, a := range c.Assessments {
		subject := string(a.Pledge)
		if subject == "" {
			subject = string(a.Signatory) + "." + string(a.Commitment)
		}
		for i := range a.Events {
			e := &a.Events[i]
			e.Date = cmp.Or(e.Date, e.Reported)
			name := string(e.Date)
			if fact := facts[e.Fact]; fact != nil {
				name = string(e.Fact)
				e.Date, e.Reported, e.Summary, e.Confidence, e.Evidence = fact.Date, fact.Reported, fact.Summary, fact.Confidence, fact.Evidence
			}
			id := subject + "." + name
			if taken[id]++; taken[id] > 1 {
				id = fmt.Sprintf("%s.%d", id, taken[id])
			}
			if e.ID == "" && !strings.Contains("."+id+".", "..") {
				e.ID = EventID(id)
				c.define(KindEvent, ID(id), e.At())
			}
			if meant := a.Corrected(i); len(meant) == 1 {
				e.Replaces = meant[0].ID
			}
		}
	}
}

// Corrected returns the earlier events that the one at an index may correct: that with the id it names, or those with the
// date it names that no other event corrects. More than one is ambiguous.
func (a Assessment) Corrected(index int) []Event {
	e, earlier := a.Events[index], a.Events[:index]
	if e.Corrects == "" {
		return nil
	}
	var out []Event
	for _, x := range earlier {
		replaced := slices.ContainsFunc(earlier, func(y Event) bool { return y.Replaces == x.ID })
		if string(x.ID) == e.Corrects || string(x.Date) == e.Corrects && !replaced {
			out = append(out, x)
		}
	}
	return out
}
