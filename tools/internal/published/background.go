package published

import (
	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/matrix"
)

// What pages show around the cells.
type (
	// Change is a day on which a cell's status became another.
	Change struct {
		matrix.Change
		ID string `json:"id"` // of its place on /changes/
	}
	Package struct {
		campaign.Package
		NumberVerified bool                   `json:"number_verified"`
		Leads          []campaign.SignatoryID `json:"leads"`
		Participants   []campaign.SignatoryID `json:"participants"`
	}
	Ask struct {
		campaign.Ask
		Commitments []campaign.CommitmentID `json:"commitments"`
		Entries     []campaign.EntryID      `json:"entries"`
		Latest      campaign.EntryID        `json:"latest"` // the newest of them that can answer the ask
		Report      *Assessment             `json:"report"` // where none can, the newest report under the commitments
	}
	Standard struct {
		campaign.Standard
		Commitments []campaign.CommitmentID `json:"commitments"`
	}
	Programme struct {
		campaign.Programme
		Entries  []Entry          `json:"entries"`
		Asks     []campaign.AskID `json:"asks"`
		Figures  int              `json:"figures"` // entries whose figure is a number
		Series   []Series         `json:"series"`
		Timeline Timeline         `json:"timeline"`
	}
	Entry struct {
		campaign.Entry
		Programme campaign.ProgrammeID `json:"programme"`
		Figure    Figure               `json:"figure"`
	}
	// Figure is a number, or the words that replace one, such as "1 in 6".
	Figure struct {
		Number *float64      `json:"number,omitempty"`
		Words  campaign.Text `json:"words,omitempty"`
	}
	// Series is figures that may be drawn side by side.
	Series struct {
		campaign.Series
		Points []Point `json:"points"`
	}
	Point struct {
		campaign.Point
		Figure Figure        `json:"figure"`
		Share  float64       `json:"share"` // of the series' largest, in percent
		Label  campaign.Text `json:"label"` // of the period; where it is empty, its date
		Short  campaign.Text `json:"short"`
	}
	// Use is one place that cites a source.
	Use struct {
		Kind       string                `json:"kind"` // cell, programme, commitment, standard, event, declaration, signatory or package
		Signatory  campaign.SignatoryID  `json:"signatory"`
		Commitment campaign.CommitmentID `json:"commitment"`
		Programme  campaign.ProgrammeID  `json:"programme"`
		ID         string                `json:"id"`
	}
)
