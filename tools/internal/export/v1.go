package export

import (
	"fmt"
	"strings"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/dictionary"
	"declarationwatch/tools/internal/locale"
	"declarationwatch/tools/internal/matrix"
)

// licence is that of text and data.
const licence = "https://creativecommons.org/licenses/by/4.0/"

// record gathers what is published, each thing once: every format is written from it.
func (r *Release) record() v1Record {
	d := r.Campaign.Declaration
	out := v1Record{
		AsOf:        dictionary.Day(r.Matrix.AsOf),
		Declaration: v1Declaration{d.ID, d.Title, d.Adopted, d.Evidence},
		Schema:      r.address(Folder + schemaFile),
		Licence:     licence,
		Page:        r.address("data/"),
		Release:     string(r.Name),
	}
	for _, s := range r.statuses() {
		out.Statuses = append(out.Statuses, v1Status{s.ID, s.Order, s.Kind(), s.Symbol, s.Label, s.Definition})
	}
	for _, p := range r.Matrix.Pillars {
		out.Pillars = append(out.Pillars, v1Pillar{p.ID, p.Order, p.Title})
	}
	for _, c := range r.Matrix.Commitments {
		out.Commitments = append(out.Commitments, r.v1Commitment(c))
	}
	for _, s := range r.Matrix.Signatories {
		out.Signatories = append(out.Signatories, r.v1Signatory(s))
		for _, c := range s.Cells {
			out.Cells = append(out.Cells, r.v1Cell(c))
		}
	}
	for _, s := range r.Matrix.Observers {
		out.Observers = append(out.Observers, r.v1Signatory(s))
	}
	for _, e := range r.Campaign.Evidence {
		if len(e.Withheld) == 0 {
			out.Evidence = append(out.Evidence, r.v1Source(e))
		}
	}
	out.Totals = r.v1Totals(out)
	return out
}

func (r *Release) v1Totals(all v1Record) v1Totals {
	t := r.Matrix.Totals
	out := v1Totals{
		Signatories: t.Governments, Commitments: len(all.Commitments), Cells: t.Cells, Filled: t.Filled, ByStatus: t.ByStatus,
		Pledges: t.Pledges, PledgesBy: t.PledgesBy, Evidence: len(all.Evidence),
	}
	for _, c := range all.Cells {
		out.Assessments += len(c.Events)
	}
	return out
}

func (r *Release) v1Signatory(s matrix.Member) v1Signatory {
	names := campaign.Text{}
	for _, language := range r.Languages {
		names[language] = locale.Country(s.ISO2, language)
	}
	return v1Signatory{
		s.ID, names, s.ISO3, s.ISO2, s.Subregion, s.Role, s.Since.Date, s.Since.Precision, s.Totals.Filled, s.Totals.Pledges,
		s.Since.Evidence, r.address("signatories/%s/", s.ID),
	}
}

func (r *Release) v1Commitment(c *campaign.Commitment) v1Commitment {
	t := r.Matrix.ByCommitment[campaign.CommitmentID(c.ID)]
	return v1Commitment{
		c.ID, c.Pillar, c.Order, c.ShortTitle, c.Summary, c.WhoBenefits, c.Children, c.ForChildren, t.Filled, t.Pledges,
		c.Evidence, r.address("commitments/%s/", c.ID),
	}
}

func (r *Release) v1Cell(c matrix.Cell) v1Cell {
	out := v1Cell{
		Signatory: c.Signatory, Commitment: c.Commitment, Status: c.Status, Since: c.Since, Evidence: c.Evidence(),
		Permalink: r.permalink(c.Signatory, string(c.Commitment)),
	}
	for _, t := range c.Things {
		if p := t.Pledge; p != nil {
			out.Pledges = append(out.Pledges, v1Pledge{
				p.ID, c.Signatory, c.Commitment, t.Status, t.Since, p.Date, p.Summary, amount(p), p.Unit, p.Deadline,
				t.Overdue(r.Matrix.AsOf), p.Event, p.Confidence, p.Evidence, r.permalink(c.Signatory, string(p.ID)),
			})
		}
		out.Events = append(out.Events, r.v1Assessments(c, t)...)
	}
	return out
}

// v1Assessments lists the events of a pledge, or of conduct.
func (r *Release) v1Assessments(c matrix.Cell, t matrix.Thing) []v1Assessment {
	about, pledge, place := fmt.Sprintf("%s.%s", c.Signatory, c.Commitment), campaign.PledgeID(""), string(c.Commitment)
	if t.Pledge != nil {
		about, pledge, place = string(t.Pledge.ID), campaign.PledgeID(t.Pledge.ID), string(t.Pledge.ID)
	}
	var out []v1Assessment
	dates := map[campaign.Date]int{}
	for _, f := range t.Events {
		e := f.Event
		id := fmt.Sprintf("%s.%s", about, e.Date)
		if dates[e.Date]++; dates[e.Date] > 1 {
			id = fmt.Sprintf("%s.%d", id, dates[e.Date])
		}
		out = append(out, v1Assessment{
			assessmentID(id), c.Signatory, c.Commitment, pledge, e.Date, e.Recorded, e.Status, e.Summary, e.Actor, e.Corrects,
			f.Corrected, e.Confidence, e.Evidence, r.permalink(c.Signatory, place),
		})
	}
	return out
}

func (r *Release) v1Source(e campaign.Evidence) v1Source {
	return v1Source{
		e.ID, e.Title, e.TitleKind, e.Publisher, e.Kind, e.Published, e.Language, e.URL, e.ArchiveURL, e.Accessed, e.Note,
		r.address("sources/%s/#%s", e.Kind, e.ID),
	}
}

func amount(p *campaign.Pledge) *float64 {
	if p.Amount == 0 {
		return nil
	}
	return &p.Amount
}

// address is a place of the site in full.
func (r *Release) address(format string, args ...any) campaign.URL {
	return campaign.URL(strings.TrimSuffix(r.BaseURL, "/") + "/" + fmt.Sprintf(format, args...))
}

// permalink is the one address of a cell, or of a pledge in it.
func (r *Release) permalink(s campaign.SignatoryID, place string) campaign.URL {
	return r.address("signatories/%s/#%s", s, place)
}
