package campaign

import (
	"path"
	"slices"
	"strings"
	"time"

	"declarationwatch/tools/internal/diag"
	"declarationwatch/tools/internal/source"
)

// settle puts the dates of pages and embargoes into the campaign's time zone: what is written without a zone is in it, and what has
// the offset of another place is on the day that it is then where the campaign is. The pages of each folder come from there.
func (c *Campaign) settle() {
	zone, _ := c.Profile.Zone()
	for i := range c.Pages {
		p := &c.Pages[i]
		for _, t := range []*time.Time{&p.Date, &p.PublishDate, &p.ExpiryDate, &p.LastMod} {
			switch {
			case t.Location() == source.Floating:
				*t = time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), t.Nanosecond(), zone)
			case !t.IsZero():
				*t = t.In(zone)
			}
		}
	}
	c.bundle()
	for _, m := range c.moments() {
		if m.Valid() {
			*m = Moment(m.in(zone).Format(time.RFC3339))
		}
	}
}

// moments returns the embargo of every row.
func (c *Campaign) moments() []*Moment {
	var out []*Moment
	for i := range c.Pledges {
		out = append(out, &c.Pledges[i].PublishAfter)
	}
	for _, a := range c.Assessments {
		for i := range a.Events {
			out = append(out, &a.Events[i].PublishAfter)
		}
	}
	for i := range c.Evidence {
		out = append(out, &c.Evidence[i].PublishAfter)
	}
	for i := range c.Meetings {
		out = append(out, &c.Meetings[i].PublishAfter)
	}
	for _, p := range c.Programmes {
		for i := range p.Entries {
			out = append(out, &p.Entries[i].PublishAfter)
		}
	}
	for i := range c.Packages {
		out = append(out, &c.Packages[i].PublishAfter)
	}
	for i := range c.Asks {
		out = append(out, &c.Asks[i].PublishAfter)
	}
	for i := range c.Standards {
		out = append(out, &c.Standards[i].PublishAfter)
	}
	return out
}

// Held is a page, a row or a file that is not public at a moment.
type Held struct {
	At       diag.Position
	Kind     Kind
	ID       string    // of a row; the address of a page below the site's root; of a file its name
	Why      string    // as "a draft"
	Until    time.Time // when it comes out; the zero time for what does not by itself
	Language string    // of a page
}

// The kinds of what is held back beside rows.
const (
	KindPage Kind = "page"
	KindFile Kind = "file"
)

// Noun returns what messages call a record of a kind: the words of a reader where the data have others.
func (k Kind) Noun() string {
	switch k {
	case KindEvidence:
		return "source"
	case KindEvent:
		return "report"
	case KindMeeting:
		return "meeting"
	case KindProgramme:
		return "policy"
	case KindEntry:
		return "fact"
	}
	return string(k)
}

// Held returns what is not public at a moment: pages with their files, and rows with what depends on them. It is sorted by
// when it comes out, and what does not by itself is last.
func (c *Campaign) Held(now time.Time) []Held {
	var held []Held
	for _, p := range c.Pages {
		why := p.Withheld(now)
		if why == "" {
			continue
		}
		page := Held{At: p.At(), Kind: KindPage, ID: p.Address(), Why: why, Language: p.Language()}
		if p.Published().After(now) && !p.Draft {
			page.Until = p.Published()
		}
		held = append(held, page)
	}
	held = append(held, c.heldFiles(now)...)
	public := map[Kind]map[string]bool{}
	for r := range c.Published(now).Rows() {
		if public[r.Kind] == nil {
			public[r.Kind] = map[string]bool{}
		}
		public[r.Kind][r.ID] = true
	}
	for _, p := range c.Programmes {
		if from := p.From(); from.Withheld(now) {
			held = append(held, Held{At: p.At(), Kind: KindProgramme, ID: string(p.ID), Why: "of withheld entries only", Until: from.Instant()})
		}
	}
	for r := range c.Rows() {
		if r.ID == "" || public[r.Kind][r.ID] {
			continue
		}
		row := Held{At: r.At(), Kind: r.Kind, ID: r.ID, Why: "part of what is withheld"}
		if r.From.Withheld(now) {
			row.Until = r.From.Instant()
			row.Why = "under embargo until " + row.Until.Format(time.RFC3339)
		}
		held = append(held, row)
	}
	slices.SortStableFunc(held, func(a, b Held) int {
		if a.Until.IsZero() != b.Until.IsZero() {
			return map[bool]int{true: 1, false: -1}[a.Until.IsZero()]
		}
		return a.Until.Compare(b.Until)
	})
	return held
}

// Turns returns the moments after one and not after another at which a page or a row comes or goes, each once, in order.
func (c *Campaign) Turns(after, until time.Time) []time.Time {
	var turns []time.Time
	add := func(t time.Time) {
		if t.After(after) && !t.After(until) {
			turns = append(turns, t.UTC())
		}
	}
	for _, p := range c.Pages {
		if p.Draft {
			continue
		}
		add(p.Published())
		if !p.ExpiryDate.IsZero() {
			add(p.ExpiryDate)
		}
	}
	for _, m := range c.moments() {
		add(m.Instant())
	}
	slices.SortFunc(turns, time.Time.Compare)
	return slices.Compact(turns)
}

// heldFiles returns the files that belong only to pages that are withheld.
func (c *Campaign) heldFiles(now time.Time) []Held {
	var held []Held
	for _, file := range c.Attachments {
		pages := c.PagesOf(file)
		if len(pages) == 0 {
			continue // in no page's folder, which is refused
		}
		out := Held{At: diag.Position{File: file}, Kind: KindFile, ID: file}
		for i, p := range pages {
			why := p.Withheld(now)
			if why == "" {
				out.Why = ""
				break
			}
			// The first page to come out takes the file along.
			var until time.Time
			if p.Published().After(now) && !p.Draft {
				until = p.Published()
			}
			if i == 0 || !until.IsZero() && (out.Until.IsZero() || until.Before(out.Until)) {
				out.Why, out.Until = why, until
			}
		}
		if out.Why != "" {
			held = append(held, out)
		}
	}
	return held
}

// bundle notes which pages have a folder of their own, in each language.
func (c *Campaign) bundle() {
	c.bundles = map[string][]Page{}
	for _, p := range c.Pages {
		if strings.HasPrefix(path.Base(p.Doc.File), "index.") {
			folder := path.Dir(p.Doc.File)
			c.bundles[folder] = append(c.bundles[folder], p)
		}
	}
}

// Page returns the page of a file, or nil.
func (c *Campaign) Page(file string) *Page {
	i := slices.IndexFunc(c.Pages, func(p Page) bool { return p.Doc.File == file })
	if i < 0 {
		return nil
	}
	return &c.Pages[i]
}

// PagesOf returns the pages that a file of content/ is published with: those of the folder around it, and of these only that in
// the file's own language if its name has one, as annex.es.pdf has.
func (c *Campaign) PagesOf(file string) []Page {
	folder := path.Dir(file)
	for ; folder != "." && c.bundles[folder] == nil; folder = path.Dir(folder) {
	}
	pages := c.bundles[folder]
	stem := strings.TrimSuffix(path.Base(file), path.Ext(file))
	if code := strings.TrimPrefix(path.Ext(stem), "."); slices.Contains(c.Languages.All, code) {
		return slices.DeleteFunc(slices.Clone(pages), func(p Page) bool { return p.Language() != code })
	}
	return pages
}
