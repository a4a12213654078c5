package published

import (
	"cmp"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"sync"
	"time"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/locale"
	"declarationwatch/tools/internal/matrix"
	"declarationwatch/tools/internal/release"
)

// The folder of the files for reuse, below the site's root, and the names of two of them.
const (
	Folder      = "data/v1/"
	File        = "matrix.json"
	SchemaFile  = "schema/matrix.schema.json"
	pagesFolder = "data/"
)

// Input is what a record is made from.
type Input struct {
	Campaign *campaign.Campaign // without what is under embargo
	Matrix   *matrix.Matrix
	BaseURL  string // of the site, with or without a closing slash

	Name     release.Name // under which all of it is to be frozen; "" for the site itself
	Released *Edition     // the newest release; nil where there is none

	Pages []campaign.Page // that the site has, in every language

	GridRoom int // how much of the matrix a page shows, in letters; 0 for roomOfGrid
	MostRows int // commitments that the page of a government has a row for; 0 for mostRows
}

// builder fills in a record.
type builder struct {
	Input
	record   *Record
	sources  map[campaign.EvidenceID]campaign.Evidence
	names    map[campaign.SignatoryID]campaign.Text
	packages []campaign.Package          // those known by the day
	meetings map[campaign.MeetingID]bool // those held by the day
}

// Build returns the published record. It reads the campaign and its matrix and changes neither.
func Build(s Input) *Record {
	b := &builder{Input: s, record: &Record{Spells: spells{}}, sources: map[campaign.EvidenceID]campaign.Evidence{}, names: map[campaign.SignatoryID]campaign.Text{}, meetings: map[campaign.MeetingID]bool{}}
	for _, m := range s.Campaign.Meetings {
		b.meetings[m.ID] = m.Date.By(b.day())
	}
	for _, e := range s.Campaign.Evidence {
		b.sources[e.ID] = e
	}
	for _, g := range s.Campaign.Signatories {
		b.names[g.ID] = b.named(func(in string) string { return locale.Country(g.ISO2, in) })
	}
	b.packages = b.knownPackages()
	r := b.record
	r.AsOf, r.Release = Day(s.Matrix.AsOf), s.Name
	r.Schema, r.Licence, r.Page = s.URL(Folder+SchemaFile), s.Campaign.Profile.Licence.URL, s.URL(pagesFolder)
	r.Declaration = Filled(Declaration{}, s.Campaign.Declaration)
	for _, t := range s.Campaign.Declaration.Texts {
		r.Declaration.Texts = append(r.Declaration.Texts, Translation{t, b.language(t.Language)})
	}
	v := s.Campaign.Vocabulary
	for _, x := range v.Ordered() {
		r.Statuses = append(r.Statuses, Filled(Status{Kind: x.Kind()}, x))
	}
	r.Headline, r.Default = Headline{v.Ranked(), v.Headline.Explanation}, v.Default
	b.programmes()
	b.commitments()
	b.governments()
	b.history()
	b.joined()
	b.bearOn()
	b.background()
	b.shelves()
	for _, e := range s.Campaign.Evidence {
		if len(e.Withheld) == 0 {
			path := fmt.Sprintf("%s/#%s", e.Address(), e.ID)
			r.Evidence = append(r.Evidence, Filled(Source{Permalink: s.URL("%s", path), LanguageName: b.language(e.Language), Path: path, part: e.Part}, e))
		}
	}
	r.Totals = Totals{
		Signatories: s.Matrix.Totals.Governments, Commitments: len(r.Commitments),
		Counts: Counts{s.Matrix.Totals, s.Matrix.Totals.ByGroup(v)}, Evidence: len(r.Evidence),
	}
	for _, m := range s.Matrix.Signatories {
		for _, c := range m.Cells {
			if m.Left == nil {
				for _, t := range c.Things {
					r.Totals.Assessments += len(t.Events)
				}
			}
		}
	}
	b.freshness()
	return r
}

// allCells passes on every cell, then those of observers.
func (r *Record) allCells(yield func(*Cell) bool) {
	for _, cells := range [][]Cell{r.Cells, r.observed} {
		for i := range cells {
			if !yield(&cells[i]) {
				return
			}
		}
	}
}

// freshness fills in the newest date of what is published, before the first report that of the declaration, and the last day on
// which somebody wrote in the record.
func (b *builder) freshness() {
	r := b.record
	for c := range r.allCells {
		r.NewestReport = campaign.Newest(r.NewestReport, c.Last)
	}
	for _, p := range r.Programmes {
		for _, e := range p.Entries {
			r.NewestReport = campaign.Newest(r.NewestReport, e.Date)
		}
	}
	r.NewestReport = cmp.Or(r.NewestReport, b.Campaign.Declaration.Adopted)
	for row := range b.Campaign.Rows() {
		r.Edited = campaign.Newest(r.Edited, row.Date("recorded"), row.Date("reviewed"))
	}
}

// Filled returns a record with what a record of the campaign, or a pointer to one, has under the same Go name and of the same type.
func Filled[T any](out T, from any) T {
	to, v := reflect.ValueOf(&out).Elem(), reflect.Indirect(reflect.ValueOf(from))
	for _, f := range sharedBy(to.Type(), v.Type()) {
		to.FieldByIndex(f.to).Set(v.FieldByIndex(f.from))
	}
	return out
}

// shared is where two structs have a field of one name and type.
type shared struct{ from, to []int }

var sharedFields sync.Map // [2]reflect.Type to []shared

// sharedBy returns the fields that two types of structs share: finding them takes longer than to copy them.
func sharedBy(to, from reflect.Type) []shared {
	key := [2]reflect.Type{to, from}
	if known, ok := sharedFields.Load(key); ok {
		return known.([]shared)
	}
	var all []shared
	for _, f := range reflect.VisibleFields(to) {
		if x, ok := from.FieldByName(f.Name); ok && !f.Anonymous && f.IsExported() && x.Type == f.Type {
			all = append(all, shared{x.Index, f.Index})
		}
	}
	sharedFields.Store(key, all)
	return all
}

// URL returns the full address of a place of the site.
func (s Input) URL(format string, args ...any) campaign.URL {
	return campaign.URL(strings.TrimSuffix(s.BaseURL, "/") + "/" + fmt.Sprintf(format, args...))
}

// permalink returns the one address of a cell, or of a pledge in it.
func (b *builder) permalink(government campaign.SignatoryID, anchor string) campaign.URL {
	return b.URL("signatories/%s/#%s", government, anchor)
}

// named returns a name in every language of the site.
func (b *builder) named(name func(language string) string) campaign.Text {
	out := campaign.Text{}
	for _, language := range b.Campaign.Languages.All {
		out[language] = name(language)
	}
	return out
}

func (b *builder) language(code string) campaign.Text {
	return b.named(func(in string) string { return locale.Language(code, in) })
}

func (b *builder) day() time.Time { return b.Matrix.AsOf.First() }

// commitments fills in the commitments and the pillars that group them.
func (b *builder) commitments() {
	grouped := map[campaign.PillarID][]campaign.CommitmentID{}
	for _, c := range b.Matrix.Commitments {
		t := b.Matrix.ByCommitment[c.ID]
		out := Filled(Commitment{Filled: t.Filled, Pledges: t.Pledges, Permalink: b.URL("commitments/%s/", c.ID), Totals: Counts{Totals: t}}, *c)
		for _, p := range b.Campaign.Programmes {
			if slices.Contains(p.Commitments, c.ID) {
				out.Programmes = append(out.Programmes, campaign.ID(p.ID))
			}
		}
		b.record.Commitments = append(b.record.Commitments, out)
		grouped[c.Pillar] = append(grouped[c.Pillar], c.ID)
	}
	for _, p := range b.Matrix.Pillars {
		b.record.Pillars = append(b.record.Pillars, Filled(Pillar{Commitments: grouped[p.ID], Totals: Counts{Totals: b.Matrix.ByPillar[p.ID]}}, *p))
	}
}

// governments fills in those that endorsed with their cells, and the observers.
func (b *builder) governments() {
	r := b.record
	r.Cells = make([]Cell, 0, len(b.Matrix.Signatories)*len(b.Matrix.Commitments))
	for _, m := range slices.Concat(b.Matrix.Signatories, b.Matrix.Observers) {
		all, cells := &r.Signatories, &r.Cells
		if m.Role == campaign.Observer {
			all, cells = &r.Observers, &r.observed
		}
		*all = append(*all, b.government(m))
		for _, c := range m.Cells {
			*cells = append(*cells, b.cell(c))
		}
	}
}

func (b *builder) government(m matrix.Member) Signatory {
	id := m.ID
	out := Filled(Signatory{
		Name: b.names[id], Since: m.Since.Date, Precision: m.Since.Precision, Filled: m.Totals.Filled, Pledges: m.Totals.Pledges,
		Evidence: m.Since.Evidence, Permalink: b.URL("signatories/%s/", id), Membership: m.Since.Kind, Totals: Counts{Totals: m.Totals},
	}, *m.Signatory)
	out.Memberships = nil // those of a later day
	if m.Left != nil {
		out.Membership, out.Until = m.Left.Kind, m.Left.Date
		for _, id := range m.Left.Evidence {
			if !slices.Contains(out.Evidence, id) {
				out.Evidence = append(slices.Clip(out.Evidence), id)
			}
		}
	}
	for _, x := range m.Memberships {
		if x.Date.By(b.day()) {
			out.Memberships = append(out.Memberships, x)
		}
	}
	for _, p := range b.packages {
		if slices.Contains(p.Leads, id) || slices.Contains(p.Participants, id) {
			out.Packages = append(out.Packages, campaign.ID(p.ID))
		}
	}
	out.Timeline = b.conduct(out.Memberships, m.Cells)
	return out
}

func (b *builder) cell(c matrix.Cell) Cell {
	out := Cell{
		Signatory: c.Signatory, Commitment: c.Commitment, Status: c.Status, Since: c.Since, Reported: c.Reported, Last: c.Last, Quiet: c.Quiet, Evidence: c.Evidence(),
		Permalink: b.permalink(c.Signatory, string(c.Commitment)), Distribution: c.Distribution,
	}
	reports := 0
	for _, t := range c.Things {
		reports += len(t.Events)
	}
	out.Events = slices.Grow(out.Events, reports) // things have parts of it
	for _, t := range c.Things {
		of := Pledge{Status: t.Status, Since: t.Since, Reported: t.Reported, Last: t.Last, Quiet: t.Quiet, Early: t.Early}
		thing := Thing{Pledge: of}
		if p := t.Pledge; p != nil {
			thing.Of = p.ID
			of.Overdue, of.Permalink = t.Overdue(b.Matrix.AsOf), b.permalink(c.Signatory, string(p.ID))
			thing.Pledge = Filled(of, *p)
			if p.Amount != 0 {
				thing.Amount = &p.Amount
				m := b.Campaign.Profile.Measure(p.Unit, b.Campaign.Languages.Source)
				thing.Currency, thing.Bound, thing.Period, thing.What = string(m.Currency), m.Hedge, m.Period, m.What
			}
			if !b.meetings[p.Event] {
				thing.Event = ""
			}
			thing.Quantity = b.quantity(thing.Amount, p.Unit)
			out.Pledges = append(out.Pledges, thing.Pledge)
		}
		before := len(out.Events)
		out.Events = b.assessments(out.Events, c, t)
		thing.Events = slices.Clip(out.Events[before:])
		thing.Spell = b.record.Spells.add(spell{t.Since, t.Reported, t.Last, t.Quiet, thing.early()})
		thing.Latest = latest(thing.Events)
		if thing.Latest != nil && thing.Status == out.Status && (out.Latest == nil || out.Latest.Date.Compare(thing.Latest.Date) <= 0) {
			out.Latest = thing.Latest
		}
		out.Things = append(out.Things, thing)
	}
	if out.Latest != nil {
		out.Brief = brief(out.Latest.Summary)
	}
	out.Frozen, out.Spell = b.Released.Has(out), b.record.Spells.add(spell{c.Since, c.Reported, c.Last, c.Quiet, ""})
	return out
}

// latest returns the newest of reports in the order of their dates that no later one corrects; nil where there is none.
func latest(events []Assessment) *Assessment {
	for i := len(events) - 1; i >= 0; i-- {
		if !events[i].Corrected {
			return &events[i]
		}
	}
	return nil
}

// assessments appends the reports on a pledge, or on conduct.
func (b *builder) assessments(out []Assessment, c matrix.Cell, t matrix.Thing) []Assessment {
	pledge, anchor := campaign.PledgeID(""), string(c.Commitment)
	if t.Pledge != nil {
		pledge, anchor = t.Pledge.ID, string(t.Pledge.ID)
	}
	dates := map[campaign.EventID]campaign.Date{}
	for _, f := range t.Events {
		if f.Event.Replaces != "" {
			dates[f.Event.Replaces] = ""
		}
	}
	for _, f := range t.Events {
		if _, replaced := dates[f.Event.ID]; replaced {
			dates[f.Event.ID] = f.Event.Date
		}
	}
	permalink := b.permalink(c.Signatory, anchor)
	for _, f := range t.Events {
		e := f.Event
		x := Filled(Assessment{
			Signatory: c.Signatory, Commitment: c.Commitment, Pledge: pledge, Corrected: f.Corrected, Corrects: dates[e.Replaces],
			Permalink: permalink, ActorName: b.names[e.Actor],
		}, e)
		x.Effective = e.Date.Effective(e.Reported)
		if dates[e.Replaces] == "" {
			x.Replaces = "" // of a report that is not published
		}
		out = append(out, x)
	}
	return out
}

// Values returns the values of the kinds of id that have no table: what they mean is explained with every field.
func (s Input) Values() map[campaign.Kind][]Value {
	out := map[campaign.Kind][]Value{}
	for _, x := range s.Campaign.Vocabulary.Ordered() {
		out[campaign.KindStatus] = append(out[campaign.KindStatus], Value{string(x.ID), x.Label})
	}
	for _, x := range s.Matrix.Pillars {
		out[campaign.KindPillar] = append(out[campaign.KindPillar], Value{string(x.ID), x.Title})
	}
	p := s.Campaign.Profile
	for kind, words := range map[campaign.Kind][]campaign.Word{
		campaign.KindSubregion: p.Subregions, campaign.KindSourceKind: p.SourceKinds, campaign.KindTopic: p.Topics,
	} {
		for _, x := range words {
			out[kind] = append(out[kind], Value{ID: string(x.ID)})
		}
	}
	for _, x := range p.EntryStatuses {
		out[campaign.KindEntryStatus] = append(out[campaign.KindEntryStatus], Value{ID: string(x.ID)})
	}
	for _, x := range p.StatementKinds {
		out[x.ID.RefersTo()] = append(out[x.ID.RefersTo()], Value{ID: string(x.ID)})
	}
	for _, x := range p.AskKinds {
		out[x.ID.RefersTo()] = append(out[x.ID.RefersTo()], Value{ID: string(x.ID)})
	}
	for _, x := range p.Periods {
		out[x.ID.RefersTo()] = append(out[x.ID.RefersTo()], Value{ID: string(x.ID)})
	}
	return out
}
