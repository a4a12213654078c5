package published

import (
	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/matrix"
)

// What pages show around the cells.
type (
	// Change is a day on which a cell's status became another.
	Change struct {
		*matrix.Change
		ID   string `json:"id"`
		Path string `json:"path"` // of its place, below the folder of a language
	}
	Meeting struct {
		campaign.Meeting
		Pledges []MeetingPledge `json:"pledges"` // that were made there
		Path    string          `json:"path"`    // of its place, below the folder of a language
	}
	MeetingPledge struct {
		ID         campaign.PledgeID     `json:"id"`
		Signatory  campaign.SignatoryID  `json:"signatory"`
		Commitment campaign.CommitmentID `json:"commitment"`
		Summary    campaign.Text         `json:"summary"`
	}
	// Joined is what governments did about the declaration itself on one day, with the same sources.
	Joined struct {
		Date        campaign.Date           `json:"date"`
		Precision   campaign.Precision      `json:"precision"`
		Kind        campaign.MembershipKind `json:"kind"`
		Signatories []campaign.SignatoryID  `json:"signatories"`
		Evidence    []campaign.EvidenceID   `json:"evidence"`
		Total       int                     `json:"total"` // of governments that belonged from then on
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
		Newest   []Entry          `json:"newest"`  // entries from the newest to the oldest, then those without a date
		Latest   campaign.EntryID `json:"latest"`  // the newest entry of what others than the organisation did; "" where there is none
		BearsOn  []Place          `json:"bears_on"`
		Series   []Series         `json:"series"`
		Timeline Timeline         `json:"timeline"`
	}
	// Place names a cell.
	Place struct {
		Signatory  campaign.SignatoryID  `json:"signatory"`
		Commitment campaign.CommitmentID `json:"commitment"`
	}
	Entry struct {
		campaign.Entry
		Programme campaign.ProgrammeID `json:"programme"`
		Figure    Figure               `json:"figure"`
		Quantity  Quantity             `json:"quantity" pages:"only"`
		Brief     campaign.Text        `json:"brief" pages:"only"` // the first sentence of its summary
		Path      string               `json:"path" pages:"only"`  // of its place, below the folder of a language
	}
	// Quantity is a number as a sentence has it: "4.7 million", "US$4 billion".
	Quantity struct {
		Number   float64       `json:"number"` // 0 for a figure in words
		Amount   campaign.Text `json:"amount"` // of money, with {amount}; empty for a number of anything else
		Millions campaign.Text `json:"millions"`
		After    campaign.Text `json:"after"` // what its unit says beside the money
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
		Kind       string                `json:"-"` // cell, programme, commitment, standard, event, declaration, signatory or package
		Signatory  campaign.SignatoryID  `json:"-"`
		Commitment campaign.CommitmentID `json:"-"`
		Programme  campaign.ProgrammeID  `json:"-"`
		ID         string                `json:"-"`

		Path string `json:"path"` // below the folder of a language
		Text string `json:"text"` // in that language
	}
)
