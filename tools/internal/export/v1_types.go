package export

import (
	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/dictionary"
)

// The published record, version 1: the shape of data/v1/matrix.json, and of the rows of the tables beside it. Fields may
// be added, in tables at the end; none is taken away, renamed or made of another type (testdata/v1.txt). What each means
// stands in dictionary.toml. Texts are tables by language; a field that is tagged omitempty may be missing in JSON.
type (
	v1Record struct {
		AsOf        dictionary.Day     `json:"as_of"`
		Declaration v1Declaration      `json:"declaration"`
		Statuses    list[v1Status]     `json:"statuses"`
		Pillars     list[v1Pillar]     `json:"pillars"`
		Signatories list[v1Signatory]  `json:"signatories"`
		Observers   list[v1Signatory]  `json:"observers"`
		Commitments list[v1Commitment] `json:"commitments"`
		Cells       list[v1Cell]       `json:"cells"`
		Evidence    list[v1Source]     `json:"evidence"`
		Totals      v1Totals           `json:"totals"`
		Schema      campaign.URL       `json:"schema"`
		Licence     campaign.URL       `json:"licence"`
		Page        campaign.URL       `json:"page"`
		Release     string             `json:"release,omitempty"`
	}
	v1Declaration struct {
		ID       campaign.ID               `json:"id"`
		Title    campaign.Text             `json:"title"`
		Adopted  campaign.Date             `json:"adopted"`
		Evidence list[campaign.EvidenceID] `json:"evidence"`
	}
	v1Status struct {
		ID         campaign.ID         `json:"id"`
		Order      int                 `json:"order"`
		Kind       campaign.StatusKind `json:"kind"`
		Symbol     string              `json:"symbol"`
		Label      campaign.Text       `json:"label"`
		Definition campaign.Text       `json:"definition"`
	}
	v1Pillar struct {
		ID    campaign.ID   `json:"id"`
		Order int           `json:"order"`
		Title campaign.Text `json:"title"`
	}
	v1Signatory struct {
		ID        campaign.ID               `json:"id" key:"true"`
		Name      campaign.Text             `json:"name"`
		ISO3      string                    `json:"iso3"`
		ISO2      string                    `json:"iso2"`
		Subregion campaign.Subregion        `json:"subregion"`
		Role      campaign.Role             `json:"role"`
		Since     campaign.Date             `json:"since"`
		Precision campaign.Precision        `json:"precision"`
		Filled    int                       `json:"filled"`
		Pledges   int                       `json:"pledges"`
		Evidence  list[campaign.EvidenceID] `json:"evidence"`
		Permalink campaign.URL              `json:"permalink"`
	}
	v1Commitment struct {
		ID          campaign.ID               `json:"id" key:"true"`
		Pillar      campaign.PillarID         `json:"pillar"`
		Order       int                       `json:"order"`
		ShortTitle  campaign.Text             `json:"short_title"`
		Summary     campaign.Text             `json:"summary"`
		WhoBenefits campaign.Text             `json:"who_benefits"`
		Children    campaign.ChildrenScope    `json:"children"`
		ForChildren campaign.Text             `json:"for_children,omitempty"`
		Filled      int                       `json:"filled"`
		Pledges     int                       `json:"pledges"`
		Evidence    list[campaign.EvidenceID] `json:"evidence"`
		Permalink   campaign.URL              `json:"permalink"`
	}
	v1Cell struct {
		Signatory  campaign.SignatoryID      `json:"signatory"`
		Commitment campaign.CommitmentID     `json:"commitment"`
		Status     campaign.StatusID         `json:"status"`
		Since      campaign.Date             `json:"since"`
		Pledges    list[v1Pledge]            `json:"pledges"`
		Events     list[v1Assessment]        `json:"events"`
		Evidence   list[campaign.EvidenceID] `json:"evidence"`
		Permalink  campaign.URL              `json:"permalink"`
	}
	v1Pledge struct {
		ID         campaign.ID               `json:"id" key:"true"`
		Signatory  campaign.SignatoryID      `json:"signatory"`
		Commitment campaign.CommitmentID     `json:"commitment"`
		Status     campaign.StatusID         `json:"status"`
		Since      campaign.Date             `json:"since"`
		Date       campaign.Date             `json:"date"`
		Summary    campaign.Text             `json:"summary"`
		Amount     *float64                  `json:"amount,omitempty"`
		Unit       campaign.Text             `json:"unit,omitempty"`
		Deadline   campaign.Date             `json:"deadline,omitempty"`
		Overdue    bool                      `json:"overdue"`
		Event      campaign.EventID          `json:"event,omitempty"`
		Confidence campaign.Confidence       `json:"confidence"`
		Evidence   list[campaign.EvidenceID] `json:"evidence"`
		Permalink  campaign.URL              `json:"permalink"`
	}
	v1Assessment struct {
		ID         assessmentID              `json:"id" key:"true"`
		Signatory  campaign.SignatoryID      `json:"signatory"`
		Commitment campaign.CommitmentID     `json:"commitment"`
		Pledge     campaign.PledgeID         `json:"pledge"`
		Date       campaign.Date             `json:"date"`
		Recorded   campaign.Date             `json:"recorded"`
		Status     campaign.StatusID         `json:"status"`
		Summary    campaign.Text             `json:"summary"`
		Actor      campaign.SignatoryID      `json:"actor,omitempty"`
		Corrects   campaign.Date             `json:"corrects,omitempty"`
		Corrected  bool                      `json:"corrected"`
		Confidence campaign.Confidence       `json:"confidence"`
		Evidence   list[campaign.EvidenceID] `json:"evidence"`
		Permalink  campaign.URL              `json:"permalink"`
	}
	v1Source struct {
		ID         campaign.ID           `json:"id" key:"true"`
		Title      string                `json:"title"`
		TitleKind  campaign.TitleKind    `json:"title_kind,omitempty"`
		Publisher  string                `json:"publisher"`
		Kind       campaign.EvidenceKind `json:"kind"`
		Published  campaign.Date         `json:"published,omitempty"`
		Language   string                `json:"language"`
		URL        campaign.URL          `json:"url"`
		ArchiveURL campaign.URL          `json:"archive_url,omitempty"`
		Accessed   campaign.Date         `json:"accessed"`
		Note       campaign.Text         `json:"note,omitempty"`
		Permalink  campaign.URL          `json:"permalink"`
	}
	v1Totals struct {
		Signatories int                       `json:"signatories"`
		Commitments int                       `json:"commitments"`
		Cells       int                       `json:"cells"`
		Filled      int                       `json:"filled"`
		ByStatus    map[campaign.StatusID]int `json:"cells_by_status"`
		Pledges     int                       `json:"pledges"`
		PledgesBy   map[campaign.StatusID]int `json:"pledges_by_status"`
		Assessments int                       `json:"assessments"`
		Evidence    int                       `json:"evidence"`
	}
)

// Rows that only tables have.
type (
	v1Matrix struct {
		AsOf            dictionary.Day            `json:"as_of"`
		Signatory       campaign.SignatoryID      `json:"signatory" key:"true"`
		SignatoryName   string                    `json:"signatory_name"`
		ISO3            string                    `json:"iso3"`
		Pillar          campaign.PillarID         `json:"pillar"`
		Commitment      campaign.CommitmentID     `json:"commitment" key:"true"`
		CommitmentTitle string                    `json:"commitment_title"`
		Status          campaign.StatusID         `json:"status"`
		Since           campaign.Date             `json:"since"`
		Pledges         list[campaign.PledgeID]   `json:"pledges"`
		Evidence        list[campaign.EvidenceID] `json:"evidence"`
		Permalink       campaign.URL              `json:"permalink"`
	}
	v1Label struct {
		ID       labelled `json:"id" key:"true"`
		Kind     string   `json:"kind" key:"true"`
		Field    string   `json:"field" key:"true"`
		Language string   `json:"language" key:"true"`
		Text     string   `json:"text"`
	}
	// dated is a row that depends on the day the record is read at, which it says: a table is often kept by itself.
	dated[T any] struct {
		AsOf   dictionary.Day `json:"as_of"`
		Record T              `json:",inline"`
	}
)

// assessmentID names an event by what it is about, its date and, from the second of one date on, its place among them:
// "usa-parole.2025-12-15", "mexico.returns-with-safeguards.2023-05.2". The record is append-only, so it stays.
type assessmentID string

// Pattern has the ids that it is made of, and the date.
func (assessmentID) Pattern() string {
	return campaign.IDPattern + `(\.` + campaign.IDPattern + `)+`
}

// labelled is the id of anything that has a text: of a record, an event, a field or a file.
type labelled string

// Pattern has every form of those ids.
func (labelled) Pattern() string { return `[a-z0-9]+([-._][a-z0-9]+)*` }
