package export

import "declarationwatch/tools/internal/campaign"

// The data that templates are given, once for each language: hugo.Data.matrix.<language>. Texts are in that language,
// numbers are written in its manner, and only what is published is there.
type (
	view struct {
		AsOf        campaign.Date                                      `json:"as_of"`
		Declaration viewDeclaration                                    `json:"declaration"`
		Pillars     list[viewPillar]                                   `json:"pillars"`
		Statuses    list[viewStatus]                                   `json:"statuses"`
		Status      map[campaign.ID]viewStatus                         `json:"status"`
		Headline    viewHeadline                                       `json:"headline"`
		Default     campaign.Default                                   `json:"default"`
		Signatories list[viewSignatory]                                `json:"signatories"`
		Observers   list[viewSignatory]                                `json:"observers"`
		Signatory   map[campaign.ID]viewSignatory                      `json:"signatory"`
		Commitments list[viewCommitment]                               `json:"commitments"`
		Commitment  map[campaign.ID]viewCommitment                     `json:"commitment"`
		Cells       map[campaign.ID]map[campaign.CommitmentID]viewCell `json:"cells"`
		Totals      viewTotals                                         `json:"totals"`
		Changes     list[viewChange]                                   `json:"changes"`
		Evidence    map[campaign.EvidenceID]*viewEvidence              `json:"evidence"`
		Events      list[viewMeeting]                                  `json:"events"`
		Packages    list[viewPackage]                                  `json:"packages"`
		Asks        list[viewAsk]                                      `json:"asks"`
		Standards   list[viewStandard]                                 `json:"standards"`
		Standard    map[campaign.ID]viewStandard                       `json:"standard"`
		Programmes  list[viewProgramme]                                `json:"programmes"`
		Entry       map[campaign.ID]viewEntry                          `json:"entry"`
		Pledge      map[campaign.ID]viewPledge                         `json:"pledge"`
		Files       list[viewFile]                                     `json:"files"`
		Dictionary  viewDictionary                                     `json:"dictionary"`
		Frames      list[viewFrame]                                    `json:"frames"`
		Release     *viewRelease                                       `json:"release,omitempty"` // the newest, or that which is being made; nil before there is any
		Freezing    bool                                               `json:"freezing"`          // that which is being made
		Releases    list[viewRelease]                                  `json:"releases"`          // newest first
	}
	viewDeclaration struct {
		ID       campaign.ID               `json:"id"`
		Title    string                    `json:"title"`
		Adopted  campaign.Date             `json:"adopted"`
		Place    string                    `json:"place"`
		Summary  string                    `json:"summary"`
		Texts    list[viewTranslation]     `json:"texts"`
		Evidence list[campaign.EvidenceID] `json:"evidence"`
	}
	viewTranslation struct {
		Language     string       `json:"language"`
		LanguageName string       `json:"language_name"`
		URL          campaign.URL `json:"url"`
	}
	viewPillar struct {
		ID          campaign.ID       `json:"id"`
		Order       int               `json:"order"`
		Title       string            `json:"title"`
		Summary     string            `json:"summary"`
		Commitments list[campaign.ID] `json:"commitments"`
		Totals      viewTotals        `json:"totals"`
	}
	viewStatus struct {
		ID         campaign.ID         `json:"id"`
		Order      int                 `json:"order"`
		Kind       campaign.StatusKind `json:"kind"`
		Rank       int                 `json:"rank"`
		Group      campaign.Group      `json:"group"`
		Ends       bool                `json:"ends"`
		Counts     bool                `json:"counts"`
		Label      string              `json:"label"`
		Definition string              `json:"definition"`
		Symbol     string              `json:"symbol"`
		Colours    campaign.Colours    `json:"colours"`
	}
	viewHeadline struct {
		Order       list[campaign.StatusID] `json:"order"`
		Explanation string                  `json:"explanation"`
	}
	viewSignatory struct {
		ID          campaign.ID          `json:"id"`
		Name        string               `json:"name"`
		ISO2        string               `json:"iso2"`
		ISO3        string               `json:"iso3"`
		Subregion   campaign.Subregion   `json:"subregion"`
		Role        campaign.Role        `json:"role"`
		Tile        list[int]            `json:"tile"`
		Since       campaign.Date        `json:"since"`
		Precision   campaign.Precision   `json:"precision"`
		Memberships list[viewMembership] `json:"memberships"`
		Packages    list[campaign.ID]    `json:"packages"`
		Totals      viewTotals           `json:"totals"`
		Timeline    viewTimeline         `json:"timeline"`
	}
	viewMembership struct {
		Date      campaign.Date             `json:"date"`
		Precision campaign.Precision        `json:"precision"`
		Kind      campaign.MembershipKind   `json:"kind"`
		Note      string                    `json:"note"`
		Evidence  list[campaign.EvidenceID] `json:"evidence"`
	}
	viewCommitment struct {
		ID          campaign.ID               `json:"id"`
		Pillar      campaign.PillarID         `json:"pillar"`
		Order       int                       `json:"order"`
		ShortTitle  string                    `json:"short_title"`
		Summary     string                    `json:"summary"`
		WhoBenefits string                    `json:"who_benefits"`
		Children    campaign.ChildrenScope    `json:"children"`
		ForChildren string                    `json:"for_children"`
		Standards   list[campaign.StandardID] `json:"standards"`
		Asks        list[campaign.AskID]      `json:"asks"`
		Programmes  list[campaign.ID]         `json:"programmes"`
		Evidence    list[campaign.EvidenceID] `json:"evidence"`
		Totals      viewTotals                `json:"totals"`
	}
	viewCell struct {
		Signatory    campaign.SignatoryID      `json:"signatory"`
		Commitment   campaign.CommitmentID     `json:"commitment"`
		Status       campaign.StatusID         `json:"status"`
		Since        campaign.Date             `json:"since"`
		Distribution list[viewCount]           `json:"distribution"`
		Things       list[viewThing]           `json:"things"`
		Frozen       bool                      `json:"frozen"` // the newest release holds it just so
		Evidence     list[campaign.EvidenceID] `json:"evidence"`
	}
	viewCount struct {
		Status campaign.StatusID `json:"status"`
		Count  int               `json:"count"`
	}
	viewThing struct {
		Pledge   campaign.ID               `json:"pledge"`
		Date     campaign.Date             `json:"date"`
		Event    campaign.EventID          `json:"event"`
		Summary  string                    `json:"summary"`
		Amount   string                    `json:"amount"`
		Unit     string                    `json:"unit"`
		Deadline campaign.Date             `json:"deadline"`
		Overdue  bool                      `json:"overdue"`
		Status   campaign.StatusID         `json:"status"`
		Since    campaign.Date             `json:"since"`
		Evidence list[campaign.EvidenceID] `json:"evidence"` // of the pledge itself
		Events   list[viewFinding]         `json:"events"`
	}
	viewFinding struct {
		Date      campaign.Date             `json:"date"`
		Recorded  campaign.Date             `json:"recorded"`
		Status    campaign.StatusID         `json:"status"`
		Summary   string                    `json:"summary"`
		Evidence  list[campaign.EvidenceID] `json:"evidence"`
		Actor     campaign.SignatoryID      `json:"actor"`
		ActorName string                    `json:"actor_name"`
		Corrected bool                      `json:"corrected"`
		Corrects  campaign.Date             `json:"corrects"`
	}
	viewTotals struct {
		Signatories int                       `json:"signatories,omitempty"`
		Commitments int                       `json:"commitments,omitempty"`
		Cells       int                       `json:"cells"`
		Filled      int                       `json:"filled"`
		ByStatus    map[campaign.StatusID]int `json:"cells_by_status"`
		ByGroup     map[campaign.Group]int    `json:"cells_by_group,omitempty"`
		Things      int                       `json:"things"`
		ThingsBy    map[campaign.StatusID]int `json:"things_by_status"`
		Pledges     int                       `json:"pledges"`
		PledgesBy   map[campaign.StatusID]int `json:"pledges_by_status"`
	}
	viewChange struct {
		Signatory  campaign.SignatoryID      `json:"signatory"`
		Commitment campaign.CommitmentID     `json:"commitment"`
		Date       campaign.Date             `json:"date"`
		From       campaign.StatusID         `json:"from"`
		To         campaign.StatusID         `json:"to"`
		Pledge     campaign.ID               `json:"pledge"`
		Why        string                    `json:"why"`
		Evidence   list[campaign.EvidenceID] `json:"evidence"`
		Recorded   campaign.Date             `json:"recorded"`
	}
	viewMeeting struct {
		ID       campaign.ID               `json:"id"`
		Date     campaign.Date             `json:"date"`
		Title    string                    `json:"title"`
		Place    string                    `json:"place"`
		Summary  string                    `json:"summary"`
		Evidence list[campaign.EvidenceID] `json:"evidence"`
	}
	viewPackage struct {
		ID             campaign.ID                `json:"id"`
		Number         int                        `json:"number"`
		NumberVerified bool                       `json:"number_verified"`
		Title          string                     `json:"title"`
		Pillar         campaign.PillarID          `json:"pillar"`
		Leads          list[campaign.SignatoryID] `json:"leads"`
		Participants   list[campaign.SignatoryID] `json:"participants"`
		Evidence       list[campaign.EvidenceID]  `json:"evidence"`
	}
	viewAsk struct {
		ID          campaign.ID       `json:"id"`
		Kind        campaign.AskKind  `json:"kind"`
		AddressedTo string            `json:"addressed_to"`
		Summary     string            `json:"summary"`
		Pillar      campaign.PillarID `json:"pillar"`
		Paragraph   int               `json:"paragraph"`
		Commitments list[campaign.ID] `json:"commitments"`
		Entries     list[campaign.ID] `json:"entries"`
	}
	viewStandard struct {
		ID          campaign.ID               `json:"id"`
		Name        string                    `json:"name"`
		Body        string                    `json:"body"`
		Year        int                       `json:"year"`
		Requires    string                    `json:"requires"`
		Evidence    list[campaign.EvidenceID] `json:"evidence"`
		Commitments list[campaign.ID]         `json:"commitments"`
	}
	viewProgramme struct {
		ID          campaign.ID                 `json:"id"`
		Title       string                      `json:"title"`
		Summary     string                      `json:"summary"`
		Commitments list[campaign.CommitmentID] `json:"commitments"`
		Actor       campaign.SignatoryID        `json:"actor"`
		Entries     list[viewEntry]             `json:"entries"`
		Asks        list[campaign.AskID]        `json:"asks"`
		Figures     int                         `json:"figures"` // entries whose figure is a number
		Series      list[viewSeries]            `json:"series"`
		Timeline    viewTimeline                `json:"timeline"`
	}
	viewEntry struct {
		ID        campaign.ID               `json:"id"`
		Programme campaign.ID               `json:"programme"`
		Ask       campaign.AskID            `json:"ask"`
		Date      campaign.Date             `json:"date"`
		Status    string                    `json:"status"`
		Summary   string                    `json:"summary"`
		Figure    string                    `json:"figure"`
		Unit      string                    `json:"unit"`
		Evidence  list[campaign.EvidenceID] `json:"evidence"`
	}
	viewPledge struct {
		ID         campaign.ID           `json:"id"`
		Signatory  campaign.SignatoryID  `json:"signatory"`
		Commitment campaign.CommitmentID `json:"commitment"`
		Status     campaign.StatusID     `json:"status"`
	}
)
