// Package digest writes what changed between two editions as a newsletter, in each language: as Markdown, as plain text, and as HTML
// that mail programs show. The finding is first; each line has its link and its sources.
package digest

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/published"
	"declarationwatch/tools/internal/words"
)

// Input is what a letter is written from. Nothing in it is withheld.
type Input struct {
	Before, After *published.Edition
	Site          campaign.Text // its name
	BaseURL       string        // with a slash at its end
	Finding       published.Finding
	Pages         []campaign.Page // that came out in between, in every language
	Facts         []Fact          // that came in
}

// Fact is a dated line in the history of a policy.
type Fact struct {
	campaign.Entry
	Policy *campaign.Programme
}

// Letter is a newsletter in one language.
type Letter struct {
	Language string
	RTL      bool
	Title    string
	Heading  string // the finding
	Lead     string // the rest of it
	Sections []Section
	Empty    string // what to say where there is no section
	All      Link   // where to read on
}

// Section is one kind of news.
type Section struct {
	Title string
	Lines []Line
}

// Line is one piece of news.
type Line struct {
	Link
	Text    string
	Label   string // before the sources: "Source"
	Sources []Link
}

// Link is words that lead somewhere.
type Link struct{ Words, Address string }

// New writes the letter in one language.
func New(in Input, w *words.Words) *Letter {
	d := writer{in, w, published.Compare(in.Before, in.After, w.Language), map[string]bool{}}
	from, to := w.Date(string(in.Before.AsOf)), w.Date(string(in.After.AsOf))
	key := "digest.title"
	if from == to {
		key = "digest.title_day"
	}
	l := &Letter{
		Language: w.Language, RTL: w.RTL, Title: w.Text(key, "Site", w.In(in.Site), "From", from, "To", to),
		Heading: w.In(in.Finding.Heading), Lead: w.In(in.Finding.Lead), Empty: w.Text("digest.empty"),
		All: Link{w.Text("digest.all"), in.BaseURL + w.Root + "changes/"},
	}
	// A report that changed a status is printed with the status, not once more among reports: so those come after.
	for _, part := range []struct {
		title string
		lines func() []Line
	}{
		{"digest.pages", d.pages}, {"digest.statuses", d.statuses}, {"digest.governments", d.governments}, {"digest.pledges", d.pledges},
		{"digest.reports", d.reports}, {"digest.facts", d.facts}, {"digest.corrections", d.corrections},
	} {
		if lines := part.lines(); len(lines) > 0 {
			l.Sections = append(l.Sections, Section{w.Text(part.title), lines})
		}
	}
	return l
}

// writer writes the lines of a letter.
type writer struct {
	Input
	*words.Words
	changes *published.Difference
	written map[string]bool // texts that are in the letter, also after their government and commitment
}

// mark notes that a text on a change is in the letter.
func (d writer) mark(x published.Item, text string) {
	d.written[text], d.written[x.Signatory+x.Commitment+text] = true, true
}

// items returns the changes of a kind of record that pass a test. What is gone is never in a letter: it may have been taken down.
func (d writer) items(object string, pass func(published.Item) bool) (items []published.Item) {
	for _, s := range d.changes.Sections {
		if s.Object == object {
			items = slices.DeleteFunc(slices.Clone(s.Items), func(x published.Item) bool { return x.Permalink == "" || !pass(x) })
		}
	}
	return items
}

func added(x published.Item) bool { return x.Change == published.Added }

// line returns the line of a change.
func (d writer) line(x published.Item, text string) Line {
	subject := x.Title
	if x.Signatory != "" {
		subject = d.Text("digest.subject", "Government", d.Isolated(d.changes.Name(campaign.KindSignatory, x.Signatory)),
			"Commitment", d.Isolated(d.changes.Name(campaign.KindCommitment, x.Commitment)))
	}
	return d.withSources(Line{Link: Link{subject, d.local(x.Permalink)}, Text: text}, x.Evidence)
}

// withSources adds sources to a line: those that the newer edition lists.
func (d writer) withSources(l Line, ids []string) Line {
	for _, id := range ids {
		if page := d.changes.SourcePage(id); page != "" {
			l.Sources = append(l.Sources, Link{d.changes.Name(campaign.KindEvidence, id), d.local(page)})
		}
	}
	if len(l.Sources) > 0 {
		l.Label = d.Count("digest.sources", len(l.Sources))
	}
	return l
}

// local returns an address of the site in the letter's language: the record has those of the source language.
func (d writer) local(address string) string {
	if below, ok := strings.CutPrefix(address, d.BaseURL); ok {
		return d.BaseURL + d.Root + below
	}
	return address
}

func (d writer) statuses() (lines []Line) {
	for _, x := range d.items("cell", func(x published.Item) bool { return len(x.Fields) > 0 }) {
		status := func(id string) string { return d.changes.Name(campaign.KindStatus, id) }
		key := "digest.status"
		if x.Date == "" {
			key = "digest.status_undated"
		}
		text := d.Text(key, "From", status(x.Fields[0].From), "To", status(x.Fields[0].To), "Since", d.Date(string(x.Date)))
		if x.Why != "" {
			text += " " + d.Isolated(x.Why)
			d.mark(x, x.Why)
		}
		lines = append(lines, d.line(x, text))
	}
	return lines
}

func (d writer) governments() (lines []Line) {
	joined := map[string]campaign.MembershipKind{"signatory": campaign.Endorsed, "observer": campaign.Observing}
	for _, object := range slices.Sorted(maps.Keys(joined)) {
		kinds := map[string]campaign.MembershipKind{published.Added: joined[object]}
		for _, kind := range joined[object].Choices() {
			kinds[kind] = campaign.MembershipKind(kind)
		}
		for _, x := range d.items(object, func(x published.Item) bool { return kinds[x.Change] != "" }) {
			precise := cmp.Or(string(x.Precision), map[int]string{len(time.DateOnly): "day"}[len(x.Date)], "month")
			date := d.Text("membership."+precise, "Date", d.Date(string(x.Date)))
			lines = append(lines, d.line(x, d.Text("membership."+string(kinds[x.Change]), "Date", date)))
		}
	}
	return lines
}

func (d writer) pledges() (lines []Line) {
	for _, x := range d.items("pledge", added) {
		d.mark(x, x.Title)
		lines = append(lines, d.line(x, d.Text("digest.pledged", "Date", d.Date(string(x.Date)), "Text", d.Isolated(x.Title))))
	}
	return lines
}

func (d writer) reports() (lines []Line) {
	for _, x := range d.items("assessment", added) {
		if d.written[x.Signatory+x.Commitment+x.Title] {
			continue
		}
		d.mark(x, x.Title)
		status := d.changes.Name(campaign.KindStatus, x.Status)
		lines = append(lines, d.line(x, d.Text("digest.reported", "Date", d.Date(string(x.Date)), "Status", status, "Text", d.Isolated(x.Title))))
	}
	return lines
}

// facts returns what happened in policies, unless a report on a pledge has it.
func (d writer) facts() (lines []Line) {
	for _, f := range d.Facts {
		if d.written[d.Plain(f.Summary)] {
			continue
		}
		link := Link{d.In(f.Policy.Title), d.BaseURL + d.Root + "programmes/" + string(f.Policy.ID) + "/#" + string(f.ID)}
		var ids []string
		for _, id := range f.Evidence {
			ids = append(ids, string(id))
		}
		lines = append(lines, d.withSources(Line{Link: link, Text: d.Text("digest.fact", "Date", d.Date(string(f.Date)), "Text", d.In(f.Summary))}, ids))
	}
	return lines
}

// corrections returns the reports that a later one replaced, and the texts of pledges and reports that read otherwise now.
func (d writer) corrections() (lines []Line) {
	for _, object := range []string{"pledge", "assessment"} {
		for _, x := range d.items(object, func(x published.Item) bool { return len(x.Fields) > 0 }) {
			switch {
			case x.Change == "corrected":
				lines = append(lines, d.line(x, d.Text("digest.corrected", "Text", d.Isolated(x.Title))))
			case slices.ContainsFunc(x.Fields, func(f published.FieldChange) bool {
				return f.Field == "summary" && f.Language == d.Language && f.From != ""
			}):
				lines = append(lines, d.line(x, d.Text("digest.reworded", "Text", d.Isolated(x.Title))))
			}
		}
	}
	return lines
}

func (d writer) pages() (lines []Line) {
	for _, p := range d.Pages {
		if p.Language() == d.Language {
			lines = append(lines, Line{Link: Link{p.Title, d.BaseURL + p.Address() + "/"}, Text: p.Description})
		}
	}
	return lines
}
