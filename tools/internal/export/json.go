package export

import (
	"encoding/json"
	"io"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/matrix"
)

// The shape of data/v1/matrix.json. Fields may be added; none is taken away or changes its type. Texts are tables by
// language; dates are YYYY, YYYY-MM or YYYY-MM-DD as far as they are known.
type (
	jsonMatrix struct {
		AsOf        campaign.Date        `json:"as_of"`
		Declaration jsonDeclaration      `json:"declaration"`
		Statuses    list[jsonStatus]     `json:"statuses"`
		Pillars     list[jsonPillar]     `json:"pillars"`
		Signatories list[jsonSignatory]  `json:"signatories"` // endorsers, by id
		Observers   list[jsonSignatory]  `json:"observers"`   // in no cell and no total
		Commitments list[jsonCommitment] `json:"commitments"`
		Cells       list[jsonCell]       `json:"cells"` // one for each endorser and commitment
	}
	jsonDeclaration struct {
		ID       campaign.ID               `json:"id"`
		Title    campaign.Text             `json:"title"`
		Adopted  campaign.Date             `json:"adopted"`
		Evidence list[campaign.EvidenceID] `json:"evidence"`
	}
	jsonStatus struct {
		ID         campaign.ID         `json:"id"`
		Order      int                 `json:"order"`
		Kind       campaign.StatusKind `json:"kind"`
		Symbol     string              `json:"symbol"`
		Label      campaign.Text       `json:"label"`
		Definition campaign.Text       `json:"definition"`
	}
	jsonPillar struct {
		ID    campaign.ID   `json:"id"`
		Order int           `json:"order"`
		Title campaign.Text `json:"title"`
	}
	jsonSignatory struct {
		ID        campaign.ID               `json:"id"`
		Name      campaign.Text             `json:"name"`
		ISO3      string                    `json:"iso3"`
		ISO2      string                    `json:"iso2"`
		Subregion campaign.Subregion        `json:"subregion"`
		Role      campaign.Role             `json:"role"`
		Since     campaign.Date             `json:"since"`
		Precision campaign.Precision        `json:"precision"`
		Evidence  list[campaign.EvidenceID] `json:"evidence"`
	}
	jsonCommitment struct {
		ID         campaign.ID               `json:"id"`
		Pillar     campaign.PillarID         `json:"pillar"`
		Order      int                       `json:"order"`
		ShortTitle campaign.Text             `json:"short_title"`
		Summary    campaign.Text             `json:"summary"`
		Children   campaign.ChildrenScope    `json:"children"`
		Evidence   list[campaign.EvidenceID] `json:"evidence"`
	}
	jsonCell struct {
		Signatory  campaign.SignatoryID      `json:"signatory"`
		Commitment campaign.CommitmentID     `json:"commitment"`
		Status     campaign.StatusID         `json:"status"`
		Since      campaign.Date             `json:"since"` // "" where nothing is on record
		Permalink  string                    `json:"permalink"`
		Pledges    list[jsonPledge]          `json:"pledges"`
		Events     list[jsonEvent]           `json:"events"`
		Evidence   list[campaign.EvidenceID] `json:"evidence"`
	}
	jsonPledge struct {
		ID       campaign.ID               `json:"id"`
		Status   campaign.StatusID         `json:"status"`
		Since    campaign.Date             `json:"since"`
		Date     campaign.Date             `json:"date"`
		Summary  campaign.Text             `json:"summary"`
		Amount   *float64                  `json:"amount,omitempty"`
		Unit     campaign.Text             `json:"unit,omitempty"`
		Deadline campaign.Date             `json:"deadline,omitempty"`
		Evidence list[campaign.EvidenceID] `json:"evidence"`
	}
	jsonEvent struct {
		Pledge     campaign.ID               `json:"pledge"` // "" for conduct on the commitment itself
		Date       campaign.Date             `json:"date"`
		Recorded   campaign.Date             `json:"recorded"`
		Status     campaign.StatusID         `json:"status"`
		Summary    campaign.Text             `json:"summary"`
		Confidence campaign.Confidence       `json:"confidence"`
		Actor      campaign.SignatoryID      `json:"actor,omitempty"`
		Corrects   campaign.Date             `json:"corrects,omitempty"`
		Corrected  bool                      `json:"corrected,omitempty"`
		Evidence   list[campaign.EvidenceID] `json:"evidence"`
	}
)

func writeJSON(w io.Writer, r *Release) error {
	m := r.Matrix
	d := r.Campaign.Declaration
	out := jsonMatrix{
		AsOf:        m.AsOf,
		Declaration: jsonDeclaration{d.ID, d.Title, d.Adopted, d.Evidence},
	}
	for _, s := range r.statuses() {
		out.Statuses = append(out.Statuses, jsonStatus{s.ID, s.Order, s.Kind, s.Symbol, s.Label, s.Definition})
	}
	for _, p := range m.Pillars {
		out.Pillars = append(out.Pillars, jsonPillar{p.ID, p.Order, p.Title})
	}
	for _, c := range m.Commitments {
		out.Commitments = append(out.Commitments, jsonCommitment{c.ID, c.Pillar, c.Order, c.ShortTitle, c.Summary, c.Children, c.Evidence})
	}
	for _, s := range m.Signatories {
		out.Signatories = append(out.Signatories, r.jsonSignatory(s))
		for _, c := range s.Cells {
			out.Cells = append(out.Cells, r.jsonCell(c))
		}
	}
	for _, s := range m.Observers {
		out.Observers = append(out.Observers, r.jsonSignatory(s))
	}
	return encode(w, out)
}

// encode prints JSON on one line. The characters < > & are escaped, so that the text is safe inside HTML too.
func encode(w io.Writer, v any) error { return json.NewEncoder(w).Encode(v) }

// list is a slice that is [] in JSON when it is empty, never null: a reader can always range over it.
type list[T any] []T

// MarshalJSON writes the list as an array.
func (l list[T]) MarshalJSON() ([]byte, error) {
	if l == nil {
		return []byte("[]"), nil
	}
	return json.Marshal([]T(l))
}

func (r *Release) jsonSignatory(s matrix.Member) jsonSignatory {
	names := campaign.Text{}
	for _, language := range r.Languages {
		names[language] = countryName(s.ISO2, language)
	}
	return jsonSignatory{s.ID, names, s.ISO3, s.ISO2, s.Subregion, s.Role, s.Since.Date, s.Since.Precision, s.Since.Evidence}
}

func (r *Release) jsonCell(c matrix.Cell) jsonCell {
	out := jsonCell{
		Signatory: c.Signatory, Commitment: c.Commitment, Status: c.Status, Since: c.Since, Permalink: r.permalink(c),
		Evidence: c.Evidence(),
	}
	for _, t := range c.Things {
		pledge := campaign.ID("")
		if p := t.Pledge; p != nil {
			pledge = p.ID
			out.Pledges = append(out.Pledges, jsonPledge{
				p.ID, t.Status, t.Since, p.Date, p.Summary, amount(p), p.Unit, p.Deadline, p.Evidence,
			})
		}
		for _, f := range t.Events {
			e := f.Event
			out.Events = append(out.Events, jsonEvent{
				pledge, e.Date, e.Recorded, e.Status, e.Summary, e.Confidence, e.Actor, e.Corrects, f.Corrected, e.Evidence,
			})
		}
	}
	return out
}

func amount(p *campaign.Pledge) *float64 {
	if p.Amount == 0 {
		return nil
	}
	return &p.Amount
}
