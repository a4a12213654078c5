package published

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"declarationwatch/tools/internal/campaign"
)

// history fills in the days on which a cell's status changed, and who left, was suspended or came back, newest first.
func (b *builder) history() {
	b.record.Changes = make([]Change, 0, len(b.Matrix.Changes))
	for i := range slices.Backward(b.Matrix.Changes) {
		c := &b.Matrix.Changes[i]
		b.record.Changes = append(b.record.Changes, Change{Change: c, ID: fmt.Sprintf("%s-%s-%s", c.Signatory, c.Commitment, c.Date)})
	}
	b.record.Departures = slices.Clone(b.Matrix.Departures)
	slices.Reverse(b.record.Departures)
}

// joined fills in who belonged when. Memberships of one day and kind are one line, with the sources of all.
func (b *builder) joined() {
	type line struct {
		date      campaign.Date
		precision campaign.Precision
		kind      campaign.MembershipKind
	}
	lines := map[line]*Joined{}
	for _, g := range b.record.Signatories {
		for _, m := range g.Memberships {
			key := line{m.Date, m.Precision, m.Kind}
			if lines[key] == nil {
				lines[key] = &Joined{Date: m.Date, Precision: m.Precision, Kind: m.Kind}
			}
			lines[key].Signatories = append(lines[key].Signatories, g.ID)
			for _, id := range m.Evidence {
				if !slices.Contains(lines[key].Evidence, id) {
					lines[key].Evidence = append(lines[key].Evidence, id)
				}
			}
		}
	}
	sorted := slices.SortedFunc(maps.Values(lines), func(x, y *Joined) int {
		return cmp.Or(x.Date.Compare(y.Date), cmp.Compare(x.Kind, y.Kind), cmp.Compare(x.Signatories[0], y.Signatories[0]))
	})
	belong := map[campaign.SignatoryID]bool{}
	for _, x := range sorted {
		for _, id := range x.Signatories {
			if belong[id] = true; x.Kind != campaign.Endorsed {
				delete(belong, id)
			}
		}
		x.Total = len(belong)
		b.record.Joined = append(b.record.Joined, *x)
	}
}

// bearOn fills in, for each programme, the cells with a pledge that leans on it or a report that judges one of its facts.
func (b *builder) bearOn() {
	programmes := map[campaign.EntryID]campaign.ProgrammeID{}
	for _, p := range b.record.Programmes {
		for _, e := range p.Entries {
			programmes[e.ID] = p.ID
		}
	}
	for c := range b.record.allCells {
		if len(c.Things) == 0 {
			continue
		}
		on := map[campaign.ProgrammeID]bool{}
		for _, p := range c.Pledges {
			on[p.Programme] = true
		}
		for _, e := range c.Events {
			on[programmes[e.Fact]] = true
		}
		for i, p := range b.record.Programmes {
			if on[p.ID] {
				b.record.Programmes[i].BearsOn = append(b.record.Programmes[i].BearsOn, Place{c.Signatory, c.Commitment})
			}
		}
	}
}

// background fills in the meetings, packages, asks and standards.
func (b *builder) background() {
	r := b.record
	pledges := map[campaign.MeetingID][]MeetingPledge{}
	for c := range r.allCells {
		for _, p := range c.Pledges {
			pledges[p.Event] = append(pledges[p.Event], MeetingPledge{p.ID, p.Signatory, p.Commitment, p.Summary})
		}
	}
	for _, m := range b.Campaign.Meetings {
		if m.Date.By(b.day()) {
			r.Meetings = append(r.Meetings, Meeting{Meeting: m, Pledges: pledges[m.ID]})
		}
	}
	for _, p := range b.packages {
		r.Packages = append(r.Packages, Package{p, p.NumberVerified == nil || *p.NumberVerified, b.present(p.Leads), b.present(p.Participants)})
	}
	for _, a := range b.Campaign.Asks {
		out := Ask{Ask: a, Commitments: b.commitmentsWith(func(c *campaign.Commitment) bool { return slices.Contains(c.Asks, a.ID) })}
		var newest campaign.Date
		for _, p := range r.Programmes {
			for _, e := range p.Entries {
				if !slices.Contains(e.Asks, a.ID) {
					continue
				}
				out.Entries = append(out.Entries, e.ID)
				if b.answers(e) && e.Date.Compare(newest) >= 0 {
					newest, out.Latest = e.Date, e.ID
				}
			}
		}
		if out.Latest == "" {
			out.Report = b.newestReport(out.Commitments)
		}
		r.Asks = append(r.Asks, out)
	}
	for _, s := range b.Campaign.Standards {
		r.Standards = append(r.Standards, Standard{s, b.commitmentsWith(func(c *campaign.Commitment) bool {
			return slices.Contains(c.Standards, s.ID)
		})})
	}
}

// answers reports whether an entry can say what happened to an ask: what others did after the declaration was adopted.
func (b *builder) answers(e Entry) bool {
	return e.Date != "" && !e.Own && b.sinceAdoption(e.Date) && !b.Campaign.Profile.Background(e.Status)
}

func (b *builder) sinceAdoption(d campaign.Date) bool {
	return !d.First().Before(b.Campaign.Declaration.Adopted.First())
}

// newestReport returns the newest report on what governments did about some commitments after they adopted the declaration;
// nil where there is none.
func (b *builder) newestReport(commitments []campaign.CommitmentID) *Assessment {
	var newest *Assessment
	for j := range b.record.Cells {
		c := &b.record.Cells[j]
		if !slices.Contains(commitments, c.Commitment) {
			continue
		}
		for i := range c.Events {
			e := &c.Events[i]
			if !e.Corrected && b.sinceAdoption(e.Date) &&
				(newest == nil || e.Date.Compare(newest.Date) > 0) {
				newest = e
			}
		}
	}
	return newest
}

// commitmentsWith returns the ids of the commitments that pass a test.
func (b *builder) commitmentsWith(pass func(*campaign.Commitment) bool) []campaign.CommitmentID {
	var out []campaign.CommitmentID
	for _, c := range b.Matrix.Commitments {
		if pass(c) {
			out = append(out, c.ID)
		}
	}
	return out
}

// knownPackages returns the action packages that were known by the day: by the first of their sources that has a date.
func (b *builder) knownPackages() []campaign.Package {
	return slices.DeleteFunc(slices.Clone(b.Campaign.Packages), func(p campaign.Package) bool {
		var first campaign.Date
		for _, id := range p.Evidence {
			if d := b.sources[id].Published; d != "" && (first == "" || d.Compare(first) < 0) {
				first = d
			}
		}
		return !first.By(b.day())
	})
}

// present returns those governments that have a page.
func (b *builder) present(ids []campaign.SignatoryID) []campaign.SignatoryID {
	return slices.DeleteFunc(slices.Clone(ids), func(id campaign.SignatoryID) bool {
		return !slices.ContainsFunc(slices.Concat(b.record.Signatories, b.record.Observers), func(s Signatory) bool { return s.ID == id })
	})
}

func (b *builder) programmes() {
	for _, p := range b.Campaign.Programmes {
		out := Programme{Programme: p}
		for _, e := range p.Entries {
			if !e.Confidence.Published() || e.Date != "" && !e.Date.By(b.day()) {
				continue
			}
			if e.Figure != nil {
				out.Figures++
			}
			out.Entries = append(out.Entries, Entry{e, p.ID, Figure{e.Figure, e.FigureText}, b.quantity(e.Figure, e.Unit), brief(e.Summary), ""})
			for _, ask := range e.Asks {
				if !slices.Contains(out.Asks, ask) {
					out.Asks = append(out.Asks, ask)
				}
			}
		}
		out.Newest = newestFirst(out.Entries)
		if i := slices.IndexFunc(out.Newest, func(e Entry) bool { return e.Date != "" && !e.Own }); i >= 0 {
			out.Latest = out.Newest[i].ID
		}
		out.Series, out.Timeline = b.series(p.Series, out.Entries), b.course(out.Entries)
		b.record.Programmes = append(b.record.Programmes, out)
	}
}

// newestFirst returns entries from the newest to the oldest, then those without a date. Of those of one date the last comes first.
func newestFirst(entries []Entry) []Entry {
	out := slices.Clone(entries)
	slices.Reverse(out)
	slices.SortStableFunc(out, func(x, y Entry) int { return y.Date.Compare(x.Date) })
	return out
}

// quantity returns a number, nil where there is none, and its unit as a sentence has them.
func (b *builder) quantity(number *float64, unit campaign.Text) Quantity {
	if number == nil {
		return Quantity{}
	}
	money, after, _ := b.Campaign.Profile.Currency(unit)
	return Quantity{*number, money.Amount, money.Millions, after}
}

// series returns those with the points whose entries are published. One point is no series.
func (b *builder) series(all []campaign.Series, shown []Entry) []Series {
	figures := map[campaign.EntryID]Figure{}
	for _, e := range shown {
		figures[campaign.EntryID(e.ID)] = e.Figure
	}
	var out []Series
	for _, s := range all {
		x := Series{Series: s}
		largest := 0.0
		for _, point := range s.Points {
			if f := figures[point.Entry]; f.Number != nil {
				label, short := b.period(s.Span, point.Period)
				x.Points = append(x.Points, Point{point, f, *f.Number, label, short})
				largest = max(largest, *f.Number)
			}
		}
		if len(x.Points) < 2 || largest <= 0 {
			continue
		}
		for i := range x.Points {
			x.Points[i].Share = tenth(100 * x.Points[i].Share / largest)
		}
		out = append(out, x)
	}
	return out
}

// period returns what a period of a length is called, in full and in short; "" where its date is its name.
func (b *builder) period(length campaign.Span, period campaign.Date) (label, short campaign.Text) {
	p, _ := b.Campaign.Profile.Period(length)
	named := func(t campaign.Text) campaign.Text {
		return b.named(func(in string) string {
			return strings.ReplaceAll(b.Campaign.Languages.Text(t, in), "{year}", string(period))
		})
	}
	return named(p.Label), named(p.Short)
}
