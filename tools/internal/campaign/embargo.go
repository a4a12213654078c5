package campaign

import (
	"cmp"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"
)

// Moment is when a row of data may be shown: from the beginning of a day, YYYY-MM-DD, as a page is, or from an instant as
// RFC 3339 writes it, such as 2026-12-01T10:00:00-05:00, with or without seconds. Empty means at once. Load makes an instant of
// a day, by the campaign's time zone.
type Moment string

// Instant is the moment a row is first shown; the zero time for the empty and for what is not valid.
func (m Moment) Instant() time.Time { return m.in(time.UTC) }

// in is Instant where the campaign has a time zone.
func (m Moment) in(zone *time.Location) time.Time {
	if m == "" { // as most are
		return time.Time{}
	}
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04Z07:00"} {
		if t, err := time.Parse(layout, string(m)); err == nil {
			return t
		}
	}
	t, _ := time.ParseInLocation(time.DateOnly, string(m), zone) // the zero time for what is not valid
	return t
}

// Valid reports whether the moment is a day or an instant.
func (m Moment) Valid() bool { return !m.Instant().IsZero() }

// Withheld reports whether a row with this moment is not to be shown yet.
func (m Moment) Withheld(now time.Time) bool { return now.Before(m.Instant()) }

// Withheld says why Hugo leaves a page out at a moment, or "" when it does not: a draft, a page that is published
// later, one that has expired.
func (p Page) Withheld(now time.Time) (reason string) {
	switch published := p.Published(); {
	case p.Draft:
		return "a draft"
	case published.After(now):
		return fmt.Sprintf("under embargo until %s", published.Format(time.RFC3339))
	case p.expired(now):
		return "expired"
	}
	return ""
}

func (p Page) expired(now time.Time) bool { return !p.ExpiryDate.IsZero() && p.ExpiryDate.Before(now) }

// Published is when a page comes out: at its publishDate, or at its date where it has none.
func (p Page) Published() time.Time { return cmp.Or(p.PublishDate, p.Date) }

// location is what follows from the name of a page's file and its slug. It is found out once: there are many pages, and each is asked often.
type location struct{ language, path, address string }

// located returns the location of a page.
func (p Page) located() *location {
	if p.where != nil {
		return p.where
	}
	folder, stem := p.parts()
	at := &location{language: p.languages.Source, path: strings.ReplaceAll(strings.ToLower(path.Join(folder, stem)), " ", "-")}
	if _, code, ok := strings.Cut(p.name(), "."); ok {
		at.language = code
	}
	at.address = p.addressIn(at.language)
	return at
}

// Language returns the code in a content file's name, content/statements/x.es.md, or the source language.
func (p Page) Language() string { return p.located().language }

// Source returns the content file that a translation translates; for a page in the source language the file itself.
func (p Page) Source() string {
	stem, _, _ := strings.Cut(p.name(), ".")
	return path.Join(path.Dir(p.Doc.File), stem+".md")
}

// TranslationOf returns the file of a translation of the page of a file, in the source language, into another language.
func TranslationOf(file, language string) string {
	return strings.TrimSuffix(file, ".md") + "." + language + ".md"
}

// Tied reports whether two pages are translations of each other: by their files' names, or by their translationKey.
func (p Page) Tied(other *Page) bool {
	return p.Doc.File != other.Doc.File && (p.Source() == other.Source() || p.TranslationKey != "" && p.TranslationKey == other.TranslationKey)
}

// name is a content file's name without .md.
func (p Page) name() string { return strings.TrimSuffix(path.Base(p.Doc.File), ".md") }

// IsSection reports whether the page is that of a folder of pages.
func (p Page) IsSection() bool { return strings.HasPrefix(p.name(), "_index") }

// Path returns how Hugo calls the page within its language: "/", "/statements", "/statements/first".
func (p Page) Path() string { return p.located().path }

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
func (p Page) Address() string { return p.located().address }

// addressIn returns the address of a page that is in a language.
func (p Page) addressIn(language string) string {
	folder, stem := p.parts()
	if p.Slug != "" && !p.IsSection() {
		if stem == "" {
			folder = path.Dir(folder)
		}
		stem = p.Slug
	}
	return strings.Trim(path.Join("/", p.languages.Root(language), folder, stem), "/")
}

// Published returns the record without the rows that are withheld at a moment and what depends on them: reports on a withheld
// pledge or fact, a policy of which every entry is withheld, and sources that only what is withheld cites. The receiver stays
// as it is.
func (c *Campaign) Published(now time.Time) *Campaign {
	out := *c
	out.Programmes = nil
	hidden := map[ProgrammeID]bool{}
	for _, p := range c.Programmes {
		hidden[p.ID] = p.From().Withheld(now)
		p.Entries = without(p.Entries, func(e Entry) bool { return e.PublishAfter.Withheld(now) })
		if !hidden[p.ID] {
			out.Programmes = append(out.Programmes, p)
		}
	}
	out.Pledges = without(c.Pledges, func(p Pledge) bool { return p.PublishAfter.Withheld(now) })
	kept := map[PledgeID]bool{}
	for i, p := range out.Pledges {
		kept[p.ID] = true
		if hidden[p.Programme] {
			out.Pledges[i].Programme = ""
		}
	}
	facts := c.Facts()
	out.Assessments = nil
	for _, a := range c.Assessments {
		withheld := func(e Event) bool {
			fact := facts[e.Fact]
			return e.PublishAfter.Withheld(now) || fact != nil && fact.PublishAfter.Withheld(now)
		}
		if slices.ContainsFunc(a.Events, withheld) { // few are: the others need no copy
			a.Events = without(a.Events, withheld)
		}
		if len(a.Events) > 0 && (a.Pledge == "" || kept[a.Pledge]) {
			out.Assessments = append(out.Assessments, a)
		}
	}
	out.Meetings = without(c.Meetings, func(m Meeting) bool { return m.PublishAfter.Withheld(now) })
	out.Packages = without(c.Packages, func(p Package) bool { return p.PublishAfter.Withheld(now) })
	out.withoutAsks(now)
	out.withoutStandards(now)
	out.withoutSources(c, now)
	return &out
}

func without[T any](rows []T, withheld func(T) bool) []T {
	return slices.DeleteFunc(slices.Clone(rows), withheld)
}

// withoutAsks removes the asks that are withheld, also where commitments and entries name them.
func (c *Campaign) withoutAsks(now time.Time) {
	hidden := map[AskID]bool{}
	for _, a := range c.Asks {
		hidden[a.ID] = a.PublishAfter.Withheld(now)
	}
	isHidden := func(id AskID) bool { return hidden[id] }
	c.Asks = without(c.Asks, func(a Ask) bool { return hidden[a.ID] })
	c.Commitments = slices.Clone(c.Commitments)
	for i, r := range c.Commitments {
		c.Commitments[i].Asks = without(r.Asks, isHidden)
	}
	for i, p := range c.Programmes {
		c.Programmes[i].Entries = slices.Clone(p.Entries)
		for j, e := range c.Programmes[i].Entries {
			c.Programmes[i].Entries[j].Asks = without(e.Asks, isHidden)
			if hidden[e.Ask] {
				c.Programmes[i].Entries[j].Ask = ""
			}
		}
	}
}

// withoutStandards removes the standards that are withheld, also where commitments name them.
func (c *Campaign) withoutStandards(now time.Time) {
	hidden := map[StandardID]bool{}
	for _, s := range c.Standards {
		hidden[s.ID] = s.PublishAfter.Withheld(now)
	}
	c.Standards = without(c.Standards, func(s Standard) bool { return hidden[s.ID] })
	c.Commitments = slices.Clone(c.Commitments)
	for i, r := range c.Commitments {
		c.Commitments[i].Standards = without(r.Standards, func(id StandardID) bool { return hidden[id] })
	}
}

// withoutSources removes the sources that are withheld, and those that something withheld in the whole record cites and nothing
// public does.
func (c *Campaign) withoutSources(whole *Campaign, now time.Time) {
	public := c.citedBy(func(p Page) bool { return p.Withheld(now) == "" || p.expired(now) })
	all := sync.OnceValue(func() map[EvidenceID]bool { return whole.citedBy(func(Page) bool { return true }) })
	c.Evidence = without(c.Evidence, func(e Evidence) bool {
		return e.PublishAfter.Withheld(now) || !public[e.ID] && all()[e.ID]
	})
	c.paginate()
}

// citedBy returns every source that a row cites, or one of some pages.
func (c *Campaign) citedBy(pages func(Page) bool) map[EvidenceID]bool {
	cited := map[EvidenceID]bool{}
	for r := range c.Rows() {
		for _, id := range r.Evidence {
			cited[id] = true
		}
	}
	for _, p := range c.Pages {
		if !pages(p) {
			continue
		}
		cited[p.Params.Evidence] = true
		for _, id := range p.cites {
			cited[id] = true
		}
	}
	return cited
}

// citations returns the sources that the texts of a page cite.
func (p Page) citations() (ids []EvidenceID) {
	for _, call := range evidenceCall.FindAllStringSubmatch(p.markdown(), -1) {
		ids = append(ids, EvidenceID(call[1]))
	}
	return ids
}

// WithoutWords returns all of a page but the words of its body, which only the page itself and the feed of the home page show: its front
// matter, and what its body asks other files for: sources, figures, pictures, and styles that few pages have.
func (p Page) WithoutWords() string {
	return p.Doc.Head() + strings.Join(asking.FindAllString(string(p.Doc.Body()), -1), "\n")
}

// asking matches shortcodes, pictures, notes, quotations and markup.
var asking = regexp.MustCompile(`(?ms)\{\{[<%].*?[>%]\}\}|!\[(?:[^\]]*\](?:\([^)]*\)|\[[^\]]*\])?)?|\[\^|^\s*>|<`)

// WordsOnlyHere reports whether no page but this one shows words of its body: it is not that of a section, nor one at the top, which others
// quote. One with a folder of its own is left out too, as links in its body publish files.
func (p Page) WordsOnlyHere() bool {
	_, stem := p.parts()
	return stem != "" && path.Dir(p.Path()) != "/"
}

// evidenceCall matches the shortcode that cites a source.
var evidenceCall = regexp.MustCompile("\\{\\{[<%]\\s*evidence\\s+[\"`]?([^\"`\\s>%]+)")
