package campaign

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"
	"time"
)

// Moment is when a row of data may be shown: after a day, YYYY-MM-DD, that is from its end (UTC), or from an instant
// as RFC 3339 writes it, such as 2026-12-01T10:00:00-05:00. Empty means at once.
type Moment string

// Instant is the moment a row is first shown; the zero time for the empty and for what is not valid.
func (m Moment) Instant() time.Time {
	if day := Date(m); len(m) == len(time.DateOnly) && day.Valid() {
		return day.Last().AddDate(0, 0, 1)
	}
	t, _ := time.Parse(time.RFC3339, string(m)) // the zero time for what is not valid
	return t
}

// Valid reports whether the moment is a day or an instant.
func (m Moment) Valid() bool { return !m.Instant().IsZero() }

// Withheld reports whether a row with this moment is not to be shown yet.
func (m Moment) Withheld(now time.Time) bool { return now.Before(m.Instant()) }

// Withheld says why Hugo leaves a page out at a moment, or "" when it does not: a draft, a page that is published
// later, one that has expired. It reads the front matter as Hugo does with timeZone UTC.
func (p Page) Withheld(now time.Time) (reason string) {
	switch published, expires := p.Published(), p.ExpiryDate; {
	case p.Draft:
		return "a draft"
	case published.After(now):
		return fmt.Sprintf("under embargo until %s", published.UTC().Format(time.RFC3339))
	case !expires.IsZero() && expires.Before(now):
		return "expired"
	}
	return ""
}

// Published is when a page comes out: at its publishDate, or at its date where it has none.
func (p Page) Published() time.Time { return cmp.Or(p.PublishDate, p.Date) }

// Language returns the code in a content file's name, content/statements/x.es.md, or the source language.
func (p Page) Language() string {
	if _, code, ok := strings.Cut(p.name(), "."); ok {
		return code
	}
	return p.languages.Source
}

// Source returns the content file that a translation translates; for a page in the source language the file itself.
func (p Page) Source() string {
	stem, _, _ := strings.Cut(p.name(), ".")
	return path.Join(path.Dir(p.Doc.File), stem+".md")
}

// name is a content file's name without .md.
func (p Page) name() string { return strings.TrimSuffix(path.Base(p.Doc.File), ".md") }

// IsSection reports whether the page is that of a folder of pages.
func (p Page) IsSection() bool { return strings.HasPrefix(p.name(), "_index") }

// Path returns how Hugo calls the page within its language: "/", "/statements", "/statements/first".
func (p Page) Path() string {
	folder, stem := p.parts()
	return strings.ReplaceAll(strings.ToLower(path.Join(folder, stem)), " ", "-")
}

// parts returns the folder of a page from the top of content/, and the last part of its path by its file: "" for one that
// is that of its folder.
func (p Page) parts() (folder, stem string) {
	folder = path.Join("/", strings.TrimPrefix(path.Dir(p.Doc.File), "content"))
	stem, _, _ = strings.Cut(p.name(), ".")
	if p.IsSection() || stem == "index" {
		stem = ""
	}
	return folder, stem
}

// Address returns the page's path below the site's root, without slashes at its ends; "" is the home page.
func (p Page) Address() string {
	folder, stem := p.parts()
	if p.Slug != "" && !p.IsSection() {
		if stem == "" {
			folder = path.Dir(folder)
		}
		stem = p.Slug
	}
	return strings.Trim(path.Join("/", p.languages.Root(p.Language()), folder, stem), "/")
}

// Published returns the record without the rows that are withheld at a moment and what depends on them. The
// receiver stays as it is.
func (c *Campaign) Published(now time.Time) *Campaign {
	out := *c
	out.Pledges = without(c.Pledges, func(p Pledge) bool { return p.PublishAfter.Withheld(now) })
	kept := map[PledgeID]bool{}
	for _, p := range out.Pledges {
		kept[p.ID] = true
	}
	facts := c.Facts()
	out.Assessments = nil
	for _, a := range c.Assessments {
		a.Events = without(a.Events, func(e Event) bool {
			fact := facts[e.Fact]
			return e.PublishAfter.Withheld(now) || fact != nil && fact.PublishAfter.Withheld(now)
		})
		if len(a.Events) > 0 && (a.Pledge == "" || kept[a.Pledge]) {
			out.Assessments = append(out.Assessments, a)
		}
	}
	out.Evidence = without(c.Evidence, func(e Evidence) bool { return e.PublishAfter.Withheld(now) })
	out.Meetings = without(c.Meetings, func(m Meeting) bool { return m.PublishAfter.Withheld(now) })
	out.Programmes = slices.Clone(c.Programmes)
	for i, p := range out.Programmes {
		out.Programmes[i].Entries = without(p.Entries, func(e Entry) bool { return e.PublishAfter.Withheld(now) })
	}
	return &out
}

func without[T any](rows []T, withheld func(T) bool) []T {
	return slices.DeleteFunc(slices.Clone(rows), withheld)
}
