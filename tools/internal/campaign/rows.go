package campaign

import (
	"iter"
	"strconv"
)

// Row is a record of any kind with what the rules for all kinds need of it.
type Row struct {
	Place
	Kind     Kind   // of a row that can be withheld
	ID       string // and its id
	Name     string // as a message calls it
	Hidden   bool   // of too low confidence to be published
	From     Moment // when it may be shown
	Cites    bool   // whether it must have evidence
	Evidence []EvidenceID
	Dates    []Dated // of what has happened
	Texts    []Text
	Title    Text // that it can be known by
	Link     URL  // of a source
}

// Dated is a date and its key.
type Dated struct {
	Key  string
	Date Date
}

// Date returns the date of a key; "" if there is no such key.
func (r Row) Date(key string) Date {
	for _, d := range r.Dates {
		if d.Key == key {
			return d.Date
		}
	}
	return ""
}

// Rows returns every record that has evidence, a date or an embargo, one after the other.
func (c *Campaign) Rows() iter.Seq[Row] {
	return func(yield func(Row) bool) {
		more := true
		c.rows(func(r Row) { more = more && yield(r) })
	}
}

func (c *Campaign) rows(add func(Row)) {
	cites := func(place Place, name string, evidence []EvidenceID, r Row) {
		r.Place, r.Name, r.Cites, r.Evidence = place, name, true, evidence
		add(r)
	}
	d := c.Declaration
	cites(d.Place, "the declaration", d.Evidence, Row{Dates: []Dated{{"adopted", d.Adopted}}})
	for _, r := range c.Commitments {
		cites(r.Place, "the commitment", r.Evidence, Row{})
	}
	for _, r := range c.Signatories {
		for _, m := range r.Memberships {
			cites(m.Place, "the membership", m.Evidence, Row{Dates: []Dated{{"date", m.Date}, {"recorded", m.Recorded}}})
		}
	}
	for _, r := range c.Pledges {
		cites(r.Place, "the pledge", r.Evidence, Row{Kind: KindPledge, ID: string(r.ID), Hidden: !r.Confidence.Published(), From: r.PublishAfter,
			Dates: []Dated{{"date", r.Date}}, Texts: []Text{r.Summary, r.Note}})
	}
	names := map[StatusID]string{}
	for _, a := range c.Assessments {
		add(Row{Place: a.Place, Dates: []Dated{{"reviewed", a.Reviewed}}})
		for i := range a.Events {
			r := &a.Events[i]
			row := Row{Place: r.Place, Kind: KindEvent, ID: string(r.ID), Hidden: !r.Confidence.Published(), From: r.PublishAfter}
			if r.Fact != "" { // which is a row of its own
				row.Dates = []Dated{{"recorded", r.Recorded}}
				add(row)
				continue
			}
			if names[r.Status] == "" {
				names[r.Status] = "status " + strconv.Quote(string(r.Status))
			}
			row.Dates, row.Texts = []Dated{{"recorded", r.Recorded}, {dateKey(r.Reported), r.Date}}, []Text{r.Summary}
			cites(r.Place, names[r.Status], r.Evidence, row)
		}
	}
	for _, r := range c.Evidence {
		add(Row{Place: r.Place, Kind: KindEvidence, ID: string(r.ID), From: r.PublishAfter,
			Dates: []Dated{{"published", r.Published}, {"accessed", r.Accessed}}, Texts: []Text{r.Note}, Title: Text{"": r.Title}, Link: r.URL})
	}
	for _, r := range c.Meetings {
		cites(r.Place, "the event", r.Evidence, Row{Kind: KindMeeting, ID: string(r.ID), From: r.PublishAfter, Dates: []Dated{{"date", r.Date}},
			Texts: []Text{r.Summary}, Title: r.Title})
	}
	for _, r := range c.Packages {
		cites(r.Place, "the action package", r.Evidence, Row{Kind: KindPackage, ID: string(r.ID), From: r.PublishAfter, Title: r.Title})
	}
	for _, r := range c.Asks {
		add(Row{Place: r.Place, Kind: KindAsk, ID: string(r.ID), From: r.PublishAfter, Texts: []Text{r.Summary}})
	}
	for _, r := range c.Standards {
		cites(r.Place, "the standard", r.Evidence, Row{Kind: KindStandard, ID: string(r.ID), From: r.PublishAfter, Texts: []Text{r.Requires}, Title: r.Name})
	}
	for _, p := range c.Programmes {
		for _, r := range p.Entries {
			cites(r.Place, "the entry", r.Evidence, Row{Kind: KindEntry, ID: string(r.ID), Hidden: !r.Confidence.Published(), From: r.PublishAfter,
				Dates: []Dated{{r.DateKey(), r.Date}}, Texts: []Text{r.Summary}})
		}
	}
	for _, p := range c.Pages {
		add(Row{Place: p.Params.Place, Dates: []Dated{{"as_of", p.Params.AsOf}}})
	}
}
