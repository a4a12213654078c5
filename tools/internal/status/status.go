// Package status lists what a project holds back, what comes out next, and what is left to do: a screen for people, and the same as
// JSON for programs that decide when to build.
package status

import (
	"fmt"
	"slices"
	"time"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/diag"
	"declarationwatch/tools/internal/matrix"
)

// Report is the state of a project at a moment, and the object that "status -format json" prints.
type Report struct {
	Now      string    `json:"now"` // moments are in the campaign's zone, as RFC 3339 writes them
	Held     string    `json:"held_back"`
	Next     *Turn     `json:"next"`  // the first at which something comes out; null where none is known
	Turns    []Turn    `json:"turns"` // the coming ones
	Since    []Turn    `json:"since"` // those between the moment asked about and now: a reason to build
	Sections []Section `json:"sections"`

	zone *time.Location
}

// Turn is a moment at which something comes out or goes.
type Turn struct {
	At   string `json:"at"`
	Out  string `json:"out"`  // how many of what, as "1 page, 2 sources"; "" for nothing
	Gone string `json:"gone"` // the same
}

// Section is one kind of thing to know about.
type Section struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	Items []Item `json:"items"`
}

// Item is a line of a section.
type Item struct {
	diag.Position
	Kind  string `json:"kind,omitempty"`
	ID    string `json:"id,omitempty"`
	Until string `json:"until,omitempty"`
	Note  string `json:"note,omitempty"`
}

// Options is what a report needs beside the record.
type Options struct {
	Now      time.Time
	Since    time.Time      // the zero time for no question
	Ahead    time.Duration  // how far to look
	Problems []diag.Problem // of the check
	Secret   bool           // the output is public: what is withheld is named only by its file and line
}

// New returns the report on a record. Sections without items are there too.
func New(c *campaign.Campaign, o Options) *Report {
	r := outline(c, o)
	r.held(c, o)
	r.add("expiry", "pages that expire", expiring(c, o.Now, r.zone))
	for _, s := range byRule {
		r.add(s.id, s.title, ofRules(o.Problems, s.rules))
	}
	r.add("stale-translation", "translations that may be out of date", append(ofRules(o.Problems, []string{"translation-keys"}), olderThanSource(c)...))
	overdue, quiet := pledges(c, o)
	r.add("overdue", "pledges past their deadline", overdue)
	r.add("quiet", "without a report for years", quiet)
	return r
}

// Line returns what is held back at a moment and what comes out next, as a build ends with.
func Line(c *campaign.Campaign, now time.Time, ahead time.Duration) string {
	return outline(c, Options{Now: now, Ahead: ahead}).line()
}

// outline returns a report without its sections.
func outline(c *campaign.Campaign, o Options) *Report {
	zone, _ := c.Profile.Zone()
	r := &Report{Now: o.Now.In(zone).Format(time.RFC3339), Held: Count(c.Held(o.Now)), zone: zone}
	r.Turns = r.turns(c, o.Now, o.Now.Add(o.Ahead))
	r.Since = []Turn{}
	if !o.Since.IsZero() {
		r.Since = r.turns(c, o.Since, o.Now)
	}
	if next := slices.IndexFunc(r.Turns, func(t Turn) bool { return t.Out != "" }); next >= 0 {
		r.Next = &r.Turns[next]
	}
	return r
}

// byRule are the sections that rules of the check fill.
var byRule = []struct {
	id, title string
	rules     []string
}{
	{"missing-translation", "missing translations", []string{"untranslated-page", "not-translated"}},
	{"stale", "not reviewed for long", []string{"stale"}},
	{"no-archive", "sources without an archived copy", []string{"no-archive"}},
}

// Add adds a section.
func (r *Report) Add(id, title string, items ...Item) { r.add(id, title, items) }

func (r *Report) add(id, title string, items []Item) {
	r.Sections = append(r.Sections, Section{id, title, append([]Item{}, items...)})
}

// turns returns what comes out and goes after one moment and not after another.
func (r *Report) turns(c *campaign.Campaign, after, until time.Time) []Turn {
	turns := []Turn{}
	for _, at := range c.Turns(after, until) {
		out, gone := Change(c, at)
		turns = append(turns, Turn{at.In(r.zone).Format(time.RFC3339), Count(out), Count(gone)})
	}
	return turns
}

// Change returns what comes out at a moment, and what goes.
func Change(c *campaign.Campaign, at time.Time) (out, gone []campaign.Held) {
	before, after := c.Held(at.Add(-time.Second)), c.Held(at.Add(time.Second))
	without := func(all, some []campaign.Held) []campaign.Held {
		return slices.DeleteFunc(slices.Clone(all), func(h campaign.Held) bool {
			return slices.ContainsFunc(some, func(x campaign.Held) bool { return x.At == h.At && x.Kind == h.Kind })
		})
	}
	return without(before, after), without(after, before)
}

// held lists what is not public: first what comes out by itself.
func (r *Report) held(c *campaign.Campaign, o Options) {
	var embargo, drafts, others []Item
	for _, h := range c.Held(o.Now) {
		item := Item{Position: h.At, Kind: h.Kind.Noun(), ID: h.ID}
		if o.Secret {
			item.ID = ""
		}
		switch {
		case !h.Until.IsZero():
			item.Until = h.Until.In(r.zone).Format(time.RFC3339)
			embargo = append(embargo, item)
		case h.Why == "a draft":
			drafts = append(drafts, item)
		default:
			item.Note = h.Why
			others = append(others, item)
		}
	}
	r.add("embargo", "under embargo", embargo)
	r.add("draft", "drafts", drafts)
	r.add("held", "held back with something else, or expired", others)
}

// expiring returns the public pages that expire, the first to go first.
func expiring(c *campaign.Campaign, now time.Time, zone *time.Location) []Item {
	var items []Item
	pages := slices.SortedStableFunc(slices.Values(c.Pages), func(a, b campaign.Page) int { return a.ExpiryDate.Compare(b.ExpiryDate) })
	for _, p := range pages {
		if p.ExpiryDate.After(now) && p.Withheld(now) == "" {
			items = append(items, Item{Position: p.At("expiryDate"), Kind: "page", ID: p.Address(), Until: p.ExpiryDate.In(zone).Format(time.RFC3339)})
		}
	}
	return items
}

// ofRules returns the problems that break one of some rules.
func ofRules(problems []diag.Problem, rules []string) []Item {
	var items []Item
	for _, p := range problems {
		if slices.Contains(rules, p.Rule) {
			items = append(items, Item{Position: p.At, Note: p.Message})
		}
	}
	return items
}

// olderThanSource returns the translations whose source says that it was changed after they were.
func olderThanSource(c *campaign.Campaign) []Item {
	changed := map[string]time.Time{}
	for _, p := range c.Pages {
		changed[p.Doc.File] = p.LastMod
	}
	var items []Item
	for _, p := range c.Pages {
		if source := changed[p.Source()]; source.After(p.LastMod) && source.After(p.Date) {
			items = append(items, Item{Position: p.At(), Note: fmt.Sprintf("%s was changed on %s", p.Source(), campaign.DayOf(source))})
		}
	}
	return items
}

// pledges returns the public pledges whose deadline has passed, and those that are said to go on and had no report for complete years.
// A record with errors has no matrix.
func pledges(c *campaign.Campaign, o Options) (overdue, quiet []Item) {
	if slices.ContainsFunc(o.Problems, func(p diag.Problem) bool { return p.Severity == diag.Error }) {
		return nil, nil
	}
	m := matrix.Build(c.Published(o.Now), campaign.Date(o.Now.UTC().Format(time.DateOnly)))
	for _, member := range slices.Concat(m.Signatories, m.Observers) {
		for _, cell := range member.Cells {
			for _, t := range cell.Things {
				if t.Pledge == nil {
					continue
				}
				item := Item{Position: t.Pledge.At(), Kind: "pledge", ID: string(t.Pledge.ID)}
				if t.Overdue(m.AsOf) {
					item.Note = "deadline " + string(t.Pledge.Deadline)
					overdue = append(overdue, item)
				}
				if t.Quiet > 0 {
					item.Note = fmt.Sprintf("%s since %s, last report %s", t.Status, t.Since, t.Last)
					quiet = append(quiet, item)
				}
			}
		}
	}
	return overdue, quiet
}
