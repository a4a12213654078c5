package published

import "declarationwatch/tools/internal/campaign"

// What pages show around the cells.
type (
	// Change is a day on which a cell's status became another.
	Change struct {
		Signatory  campaign.SignatoryID  `json:"signatory"`
		Commitment campaign.CommitmentID `json:"commitment"`
		Date       campaign.Date         `json:"date"`
		From       campaign.StatusID     `json:"from"`
		To         campaign.StatusID     `json:"to"`
		Pledge     campaign.PledgeID     `json:"pledge"`
		Why        campaign.Text         `json:"why"`
		Evidence   []campaign.EvidenceID `json:"evidence"`
		Recorded   campaign.Date         `json:"recorded"`
		ID         string                `json:"id"` // of its place on /changes/
	}
	// Departure is a government that left, was suspended or came back.
	Departure struct {
		Signatory campaign.SignatoryID `json:"signatory"`
		Membership
	}
	Meeting struct {
		ID       campaign.ID           `json:"id"`
		Date     campaign.Date         `json:"date"`
		Title    campaign.Text         `json:"title"`
		Place    campaign.Text         `json:"place"`
		Summary  campaign.Text         `json:"summary"`
		Evidence []campaign.EvidenceID `json:"evidence"`
	}
	Package struct {
		ID             campaign.ID            `json:"id"`
		Number         int                    `json:"number"`
		NumberVerified bool                   `json:"number_verified"`
		Title          campaign.Text          `json:"title"`
		Pillar         campaign.PillarID      `json:"pillar"`
		Leads          []campaign.SignatoryID `json:"leads"`
		Participants   []campaign.SignatoryID `json:"participants"`
		Evidence       []campaign.EvidenceID  `json:"evidence"`
	}
	Ask struct {
		ID          campaign.AskID          `json:"id"`
		Kind        campaign.AskKind        `json:"kind"`
		AddressedTo campaign.Text           `json:"addressed_to"`
		Summary     campaign.Text           `json:"summary"`
		Pillar      campaign.PillarID       `json:"pillar"`
		Paragraph   int                     `json:"paragraph"`
		Commitments []campaign.CommitmentID `json:"commitments"`
		Entries     []campaign.EntryID      `json:"entries"`
		Latest      campaign.EntryID        `json:"latest"` // the newest of them with a date
	}
	Standard struct {
		ID          campaign.StandardID     `json:"id"`
		Name        campaign.Text           `json:"name"`
		Body        string                  `json:"body"`
		Year        int                     `json:"year"`
		Requires    campaign.Text           `json:"requires"`
		Evidence    []campaign.EvidenceID   `json:"evidence"`
		Commitments []campaign.CommitmentID `json:"commitments"`
	}
	Programme struct {
		ID          campaign.ProgrammeID    `json:"id"`
		Title       campaign.Text           `json:"title"`
		Summary     campaign.Text           `json:"summary"`
		Commitments []campaign.CommitmentID `json:"commitments"`
		Actor       campaign.SignatoryID    `json:"actor"`
		Entries     []Entry                 `json:"entries"`
		Asks        []campaign.AskID        `json:"asks"`
		Figures     int                     `json:"figures"` // entries whose figure is a number
		Series      []Series                `json:"series"`
		Timeline    Timeline                `json:"timeline"`
	}
	Entry struct {
		ID        campaign.EntryID      `json:"id"`
		Programme campaign.ProgrammeID  `json:"programme"`
		Ask       campaign.AskID        `json:"ask"`
		Date      campaign.Date         `json:"date"`
		Status    campaign.EntryStatus  `json:"status"`
		Summary   campaign.Text         `json:"summary"`
		Figure    Figure                `json:"figure"`
		Unit      campaign.Text         `json:"unit"`
		Evidence  []campaign.EvidenceID `json:"evidence"`
	}
	// Figure is a number, or the words that replace one, such as "1 in 6".
	Figure struct {
		Number *float64      `json:"number,omitempty"`
		Words  campaign.Text `json:"words,omitempty"`
	}
	// Series is figures that may be drawn side by side.
	Series struct {
		ID     campaign.ID   `json:"id"`
		Title  campaign.Text `json:"title"`
		Unit   campaign.Text `json:"unit"`
		Note   campaign.Text `json:"note"`
		Span   campaign.Span `json:"span"`
		Points []Point       `json:"points"`
	}
	Point struct {
		Entry  campaign.EntryID `json:"entry"`
		Period campaign.Date    `json:"period"`
		Figure Figure           `json:"figure"`
		Share  float64          `json:"share"` // of the series' largest, in percent
		Hedge  campaign.Hedge   `json:"hedge"`
		Label  campaign.Text    `json:"label"` // of the period; where it is empty, its date
		Short  campaign.Text    `json:"short"`
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
