package export

import (
	"io"
	"slices"
	"strings"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/locale"
	"declarationwatch/tools/internal/matrix"
)

// viewer builds a view in one language.
type viewer struct {
	*Release
	language string
	out      *view
}

func writeView(w io.Writer, e *edition, language string, frames []viewFrame) error {
	v := viewer{e.Release, language, &view{
		AsOf:   e.Matrix.AsOf,
		Status: map[campaign.ID]viewStatus{}, Signatory: map[campaign.ID]viewSignatory{},
		Commitment: map[campaign.ID]viewCommitment{}, Standard: map[campaign.ID]viewStandard{},
		Entry: map[campaign.ID]viewEntry{}, Pledge: map[campaign.ID]viewPledge{},
		Cells: map[campaign.ID]map[campaign.CommitmentID]viewCell{},
	}}
	v.vocabulary()
	v.programmes()
	v.commitments()
	v.signatories()
	v.declaration()
	v.changes()
	v.background()
	v.evidence()
	v.data(e)
	v.frozen()
	for _, f := range frames {
		if f.Language == language {
			v.out.Frames = append(v.out.Frames, f)
		}
	}
	return encode(w, v.out)
}

func (v viewer) text(t campaign.Text) string { return t.In(v.language) }

// statuses lists the vocabulary's words in order.
func (r *Release) statuses() []campaign.Status {
	return slices.SortedStableFunc(slices.Values(r.Campaign.Vocabulary.Statuses), func(a, b campaign.Status) int {
		return a.Order - b.Order
	})
}

func (v viewer) vocabulary() {
	for _, s := range v.statuses() {
		status := viewStatus{
			s.ID, s.Order, s.Kind(), s.Rank, s.Group, s.Ends, s.Counts, v.text(s.Label), v.text(s.Definition), s.Symbol, s.Colours,
		}
		v.out.Statuses = append(v.out.Statuses, status)
		v.out.Status[s.ID] = status
	}
	words := v.Campaign.Vocabulary
	v.out.Headline = viewHeadline{words.Ranked(), v.text(words.Headline.Explanation)}
	v.out.Default = words.Default
}

func (v viewer) declaration() {
	d := v.Campaign.Declaration
	out := viewDeclaration{d.ID, v.text(d.Title), d.Adopted, v.text(d.Venue), v.text(d.Summary), nil, d.Evidence}
	for _, t := range d.Texts {
		out.Texts = append(out.Texts, viewTranslation{t.Language, locale.Language(t.Language, v.language), t.URL})
	}
	v.out.Declaration = out
	for _, p := range v.Matrix.Pillars {
		pillar := viewPillar{p.ID, p.Order, v.text(p.Title), v.text(p.Summary), nil, totals(v.Matrix.ByPillar[campaign.PillarID(p.ID)])}
		for _, c := range v.Matrix.Commitments {
			if campaign.ID(c.Pillar) == p.ID {
				pillar.Commitments = append(pillar.Commitments, c.ID)
			}
		}
		v.out.Pillars = append(v.out.Pillars, pillar)
	}
	v.out.Totals = totals(v.Matrix.Totals)
	v.out.Totals.ByGroup = v.Matrix.Totals.ByGroup(v.Campaign.Vocabulary)
	v.out.Totals.Signatories = v.Matrix.Totals.Governments
	v.out.Totals.Commitments = len(v.Matrix.Commitments)
}

func totals(t matrix.Totals) viewTotals {
	return viewTotals{
		Cells: t.Cells, Filled: t.Filled, ByStatus: t.ByStatus, Things: t.Things, ThingsBy: t.ThingsBy,
		Pledges: t.Pledges, PledgesBy: t.PledgesBy,
	}
}

func (v viewer) programmes() {
	for _, p := range v.Campaign.Programmes {
		out := viewProgramme{ID: p.ID, Title: v.text(p.Title), Summary: v.text(p.Summary), Commitments: p.Commitments, Actor: p.Actor}
		for _, e := range p.Entries {
			if !e.Confidence.Published() || e.Date != "" && e.Date.First().After(v.Matrix.AsOf.First()) {
				continue
			}
			figure := v.text(e.FigureText)
			if e.Figure != nil {
				figure = locale.Number(*e.Figure, v.language)
				out.Figures++
			}
			entry := viewEntry{e.ID, p.ID, e.Ask, e.Date, string(e.Status), v.text(e.Summary), figure, v.text(e.Unit), e.Evidence}
			out.Entries = append(out.Entries, entry)
			v.out.Entry[e.ID] = entry
			if !slices.Contains(out.Asks, e.Ask) {
				out.Asks = append(out.Asks, e.Ask)
			}
		}
		out.Series, out.Timeline = v.series(p, out.Entries), v.course(out.Entries)
		v.out.Programmes = append(v.out.Programmes, out)
	}
}

func (v viewer) commitments() {
	for _, c := range v.Matrix.Commitments {
		out := viewCommitment{
			ID: c.ID, Pillar: c.Pillar, Order: c.Order, ShortTitle: v.text(c.ShortTitle), Summary: v.text(c.Summary),
			WhoBenefits: v.text(c.WhoBenefits), Children: c.Children, ForChildren: v.text(c.ForChildren),
			Standards: c.Standards, Asks: c.Asks, Evidence: c.Evidence,
			Totals: totals(v.Matrix.ByCommitment[campaign.CommitmentID(c.ID)]),
		}
		for _, p := range v.Campaign.Programmes {
			if slices.Contains(p.Commitments, campaign.CommitmentID(c.ID)) {
				out.Programmes = append(out.Programmes, p.ID)
			}
		}
		v.out.Commitments = append(v.out.Commitments, out)
		v.out.Commitment[c.ID] = out
	}
}

func (v viewer) signatories() {
	v.out.Signatories, v.out.Observers = v.members(v.Matrix.Signatories), v.members(v.Matrix.Observers)
}

// members lists governments by their name in the view's language.
func (v viewer) members(members []matrix.Member) []viewSignatory {
	out := []viewSignatory{}
	for _, m := range members {
		s := viewSignatory{
			ID: m.ID, Name: locale.Country(m.ISO2, v.language), ISO2: m.ISO2, ISO3: m.ISO3, Subregion: m.Subregion, Role: m.Role,
			Tile: m.Tile, Since: m.Since.Date, Precision: m.Since.Precision, Totals: totals(m.Totals),
		}
		for _, x := range m.Memberships {
			if !x.Date.Last().After(v.Matrix.AsOf.First()) {
				s.Memberships = append(s.Memberships, viewMembership{x.Date, x.Precision, x.Kind, v.text(x.Note), x.Evidence})
			}
		}
		for _, p := range v.packages() {
			if slices.Contains(p.Leads, campaign.SignatoryID(m.ID)) || slices.Contains(p.Participants, campaign.SignatoryID(m.ID)) {
				s.Packages = append(s.Packages, p.ID)
			}
		}
		v.out.Cells[m.ID] = map[campaign.CommitmentID]viewCell{}
		for _, c := range m.Cells {
			v.out.Cells[m.ID][c.Commitment] = v.cell(c)
		}
		s.Timeline = v.conduct(s.Memberships, m.Cells)
		v.out.Signatory[m.ID] = s
		out = append(out, s)
	}
	slices.SortFunc(out, func(a, b viewSignatory) int { return strings.Compare(a.Name, b.Name) })
	return out
}

func (v viewer) cell(c matrix.Cell) viewCell {
	out := viewCell{Signatory: c.Signatory, Commitment: c.Commitment, Status: c.Status, Since: c.Since, Evidence: c.Evidence()}
	for _, n := range c.Distribution {
		out.Distribution = append(out.Distribution, viewCount{n.Status, n.N})
	}
	for _, t := range c.Things {
		thing := viewThing{Status: t.Status, Since: t.Since, Overdue: t.Overdue(v.Matrix.AsOf)}
		if p := t.Pledge; p != nil {
			thing.Pledge, thing.Date, thing.Event, thing.Summary = p.ID, p.Date, p.Event, v.text(p.Summary)
			thing.Unit, thing.Deadline, thing.Evidence = v.text(p.Unit), p.Deadline, p.Evidence
			if p.Amount != 0 {
				thing.Amount = locale.Number(p.Amount, v.language)
			}
			v.out.Pledge[p.ID] = viewPledge{p.ID, p.Signatory, p.Commitment, t.Status}
		}
		for _, f := range t.Events {
			thing.Events = append(thing.Events, v.finding(f))
		}
		out.Things = append(out.Things, thing)
	}
	out.Frozen = v.unchanged(out)
	return out
}

func (v viewer) finding(f matrix.Finding) viewFinding {
	e := f.Event
	out := viewFinding{
		Date: e.Date, Recorded: e.Recorded, Status: e.Status, Summary: v.text(e.Summary), Evidence: e.Evidence,
		Actor: e.Actor, Corrected: f.Corrected, Corrects: e.Corrects,
	}
	for _, s := range v.Campaign.Signatories {
		if campaign.SignatoryID(s.ID) == e.Actor {
			out.ActorName = locale.Country(s.ISO2, v.language)
		}
	}
	return out
}

func (v viewer) changes() {
	for _, c := range slices.Backward(v.Matrix.Changes) {
		out := viewChange{c.Signatory, c.Commitment, c.Date, c.From, c.To, "", v.text(c.Why), c.Evidence, c.Recorded}
		if c.Pledge != nil {
			out.Pledge = c.Pledge.ID
		}
		v.out.Changes = append(v.out.Changes, out)
	}
}

// packages lists the action packages that were known by the day: by the first of their sources that has a date.
func (v viewer) packages() []campaign.Package {
	published := map[campaign.EvidenceID]campaign.Date{}
	for _, e := range v.Campaign.Evidence {
		published[campaign.EvidenceID(e.ID)] = e.Published
	}
	return slices.DeleteFunc(slices.Clone(v.Campaign.Packages), func(p campaign.Package) bool {
		var first campaign.Date
		for _, id := range p.Evidence {
			if d := published[id]; d != "" && (first == "" || d.Last().Before(first.Last())) {
				first = d
			}
		}
		return first.Last().After(v.Matrix.AsOf.First())
	})
}

// present keeps the governments that the view has a page for.
func (v viewer) present(ids []campaign.SignatoryID) []campaign.SignatoryID {
	return slices.DeleteFunc(slices.Clone(ids), func(id campaign.SignatoryID) bool {
		_, ok := v.out.Signatory[campaign.ID(id)]
		return !ok
	})
}

// background fills what stands around the matrix: events, packages, asks and standards.
func (v viewer) background() {
	for _, m := range v.Campaign.Meetings {
		if !m.Date.First().After(v.Matrix.AsOf.First()) {
			v.out.Events = append(v.out.Events, viewMeeting{m.ID, m.Date, v.text(m.Title), v.text(m.Venue), v.text(m.Summary), m.Evidence})
		}
	}
	for _, p := range v.packages() {
		verified := p.NumberVerified == nil || *p.NumberVerified
		v.out.Packages = append(v.out.Packages, viewPackage{
			p.ID, p.Number, verified, v.text(p.Title), p.Pillar, v.present(p.Leads), v.present(p.Participants), p.Evidence,
		})
	}
	for _, a := range v.Campaign.Asks {
		out := viewAsk{ID: a.ID, Kind: a.Kind, AddressedTo: v.text(a.AddressedTo), Summary: v.text(a.Summary), Pillar: a.Pillar, Paragraph: a.Paragraph}
		for _, c := range v.Matrix.Commitments {
			if slices.Contains(c.Asks, campaign.AskID(a.ID)) {
				out.Commitments = append(out.Commitments, c.ID)
			}
		}
		for _, p := range v.out.Programmes {
			for _, e := range p.Entries {
				if e.Ask == campaign.AskID(a.ID) {
					out.Entries = append(out.Entries, e.ID)
				}
			}
		}
		v.out.Asks = append(v.out.Asks, out)
	}
	for _, s := range v.Campaign.Standards {
		out := viewStandard{ID: s.ID, Name: v.text(s.Name), Body: s.Body, Year: s.Year, Requires: v.text(s.Requires), Evidence: s.Evidence}
		for _, c := range v.Matrix.Commitments {
			if slices.Contains(c.Standards, campaign.StandardID(s.ID)) {
				out.Commitments = append(out.Commitments, c.ID)
			}
		}
		v.out.Standards = append(v.out.Standards, out)
		v.out.Standard[s.ID] = out
	}
}
