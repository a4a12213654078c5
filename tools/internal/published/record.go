// Package published defines the published record once: its Go types, the meaning of each field by language, the JSON that
// data/v1/matrix.json contains, the reader of that JSON, the record in one language for templates, and the differences
// between two editions. Every format and every page is written from it.
package published

import (
	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/matrix"
	"declarationwatch/tools/internal/release"
)

// Record is the published record, version 1: the shape of data/v1/matrix.json and of the rows of the tables beside it.
// Fields may be added, in tables at the end; none is removed, renamed or given another type (formats/testdata/v1.txt).
//
// To add a field, add it here and explain it in dictionary.toml. What a record of the campaign has under the same Go name
// is copied; anything else is computed in Build. The tags: pages:"only" keeps a field
// out of the published files, key:"true" marks what identifies a row, diff:"-" leaves out of comparisons what follows from
// other fields or is an address, and diff:"content" marks what identifies a record before its id does.
type Record struct {
	AsOf        Day          `json:"as_of" diff:"-"`
	Declaration Declaration  `json:"declaration"`
	Statuses    []Status     `json:"statuses"`
	Pillars     []Pillar     `json:"pillars"`
	Signatories []Signatory  `json:"signatories"`
	Observers   []Signatory  `json:"observers"`
	Commitments []Commitment `json:"commitments"`
	Cells       []Cell       `json:"cells"`
	Evidence    []Source     `json:"evidence"`
	Totals      Totals       `json:"totals"`
	Schema      campaign.URL `json:"schema" diff:"-"`
	Licence     campaign.URL `json:"licence" diff:"-"`
	Page        campaign.URL `json:"page" diff:"-"`
	Release     release.Name `json:"release,omitempty" diff:"-"`

	NewestReport campaign.Date `json:"newest_report" diff:"-"`
	Edited       campaign.Date `json:"edited" diff:"-"`

	Headline   Headline           `json:"headline" pages:"only"`
	Default    campaign.Default   `json:"default" pages:"only"`
	Spells     spells             `json:"spells" pages:"only"`
	Changes    []Change           `json:"changes" pages:"only"`    // newest first
	Departures []matrix.Departure `json:"departures" pages:"only"` // newest first
	Joined     []Joined           `json:"joined" pages:"only"`     // who belonged when, oldest first
	Meetings   []Meeting          `json:"meetings" pages:"only"`
	Packages   []Package          `json:"packages" pages:"only"`
	Asks       []Ask              `json:"asks" pages:"only"`
	Standards  []Standard         `json:"standards" pages:"only"`
	Programmes []Programme        `json:"programmes" pages:"only"`

	Shelves map[string]*Shelf `json:"shelves" pages:"only"` // lists that grow without end, by the page whose they are

	observed []Cell // those of observers, which only pages show
}

type (
	Declaration struct {
		ID       campaign.ID           `json:"id"`
		Title    campaign.Text         `json:"title"`
		Adopted  campaign.Date         `json:"adopted"`
		Evidence []campaign.EvidenceID `json:"evidence"`

		ShortTitle campaign.Text `json:"short_title" pages:"only"` // as a sentence names it
		Venue      campaign.Text `json:"place" pages:"only"`
		Summary    campaign.Text `json:"summary" pages:"only"`
		Texts      []Translation `json:"texts" pages:"only"`
	}
	Translation struct {
		campaign.Translation
		LanguageName campaign.Text `json:"language_name"`
	}
	Status struct {
		ID         campaign.StatusID   `json:"id" key:"true"`
		Label      campaign.Text       `json:"label"`
		Definition campaign.Text       `json:"definition"`
		Symbol     string              `json:"symbol"`
		Kind       campaign.StatusKind `json:"kind"`
		Order      int                 `json:"order" diff:"-"`
		Rank       int                 `json:"rank" diff:"-"`
		Group      campaign.Group      `json:"group"`
		Ends       bool                `json:"ends"`
		Counts     bool                `json:"counts"`
		Colours    campaign.Colours    `json:"colours" pages:"only"`
		One        campaign.Text       `json:"one" pages:"only"`
		Other      campaign.Text       `json:"other" pages:"only"`
	}
	Headline struct {
		Order       []campaign.StatusID `json:"order"`
		Explanation campaign.Text       `json:"explanation"`
	}
	Pillar struct {
		ID    campaign.PillarID `json:"id" key:"true"`
		Order int               `json:"order" diff:"-"`
		Title campaign.Text     `json:"title"`

		Summary     campaign.Text           `json:"summary" pages:"only"`
		Commitments []campaign.CommitmentID `json:"commitments" pages:"only"`
		Totals      Counts                  `json:"totals" pages:"only"`
	}
	Signatory struct {
		ID         campaign.SignatoryID    `json:"id" key:"true"`
		Name       campaign.Text           `json:"name"`
		ISO3       string                  `json:"iso3"`
		ISO2       string                  `json:"iso2"`
		Subregion  campaign.Subregion      `json:"subregion"`
		Role       campaign.Role           `json:"role"`
		Since      campaign.Date           `json:"since"`
		Precision  campaign.Precision      `json:"precision"`
		Filled     int                     `json:"filled" diff:"-"`
		Pledges    int                     `json:"pledges" diff:"-"`
		Evidence   []campaign.EvidenceID   `json:"evidence"`
		Permalink  campaign.URL            `json:"permalink" diff:"-"`
		Membership campaign.MembershipKind `json:"membership"`
		Until      campaign.Date           `json:"until"`

		NameInText  campaign.Text         `json:"name_in_text" pages:"only"`
		Former      []campaign.ID         `json:"former" pages:"only"`
		Tile        []int                 `json:"tile" pages:"only"`
		Memberships []campaign.Membership `json:"memberships" pages:"only"`
		Packages    []campaign.ID         `json:"packages" pages:"only"`
		Totals      Counts                `json:"totals" pages:"only"`
		Timeline    Timeline              `json:"timeline" pages:"only"`
		Long        bool                  `json:"long" pages:"only"` // its pledges and reports are on pages of their own
	}
	Commitment struct {
		ID          campaign.CommitmentID  `json:"id" key:"true"`
		Pillar      campaign.PillarID      `json:"pillar"`
		Order       int                    `json:"order" diff:"-"`
		ShortTitle  campaign.Text          `json:"short_title"`
		Summary     campaign.Text          `json:"summary"`
		WhoBenefits campaign.Text          `json:"who_benefits"`
		Children    campaign.ChildrenScope `json:"children"`
		ForChildren campaign.Text          `json:"for_children,omitempty"`
		Filled      int                    `json:"filled" diff:"-"`
		Pledges     int                    `json:"pledges" diff:"-"`
		Evidence    []campaign.EvidenceID  `json:"evidence"`
		Permalink   campaign.URL           `json:"permalink" diff:"-"`

		Former     []campaign.ID         `json:"former" pages:"only"`
		Standards  []campaign.StandardID `json:"standards" pages:"only"`
		Asks       []campaign.AskID      `json:"asks" pages:"only"`
		Programmes []campaign.ID         `json:"programmes" pages:"only"`
		Totals     Counts                `json:"totals" pages:"only"`
		Long       bool                  `json:"long" pages:"only"` // its pledges and reports are on pages of their own
	}
	Cell struct {
		Signatory  campaign.SignatoryID  `json:"signatory" key:"true"`
		Commitment campaign.CommitmentID `json:"commitment" key:"true"`
		Status     campaign.StatusID     `json:"status"`
		Since      campaign.Date         `json:"since" diff:"-"`
		Pledges    []Pledge              `json:"pledges"`
		Events     []Assessment          `json:"events"`
		Evidence   []campaign.EvidenceID `json:"evidence" diff:"-"`
		Permalink  campaign.URL          `json:"permalink" diff:"-"`
		Reported   bool                  `json:"since_reported" diff:"-"`
		Last       campaign.Date         `json:"last_report" diff:"-"`
		Quiet      int                   `json:"years_without_report" diff:"-"`

		Distribution []matrix.Count `json:"distribution" pages:"only"`
		Things       []Thing        `json:"things" pages:"only"`
		Frozen       bool           `json:"frozen" pages:"only"` // the newest release has it just so
		Spell        string         `json:"spell" pages:"only"`
		Latest       *Assessment    `json:"latest" pages:"only"` // the newest report that counts on what has the status of the cell
		Brief        campaign.Text  `json:"brief" pages:"only"`  // the first sentence of Latest

		Page    string              `json:"page" pages:"only"`    // with all pledges and reports, below the folder of a language; "" where its government's has them
		Anchors []campaign.PledgeID `json:"anchors" pages:"only"` // pledges whose address on the page of the government leads on to it
	}
	Pledge struct {
		ID         campaign.PledgeID     `json:"id" key:"true"`
		Signatory  campaign.SignatoryID  `json:"signatory"`
		Commitment campaign.CommitmentID `json:"commitment"`
		Status     campaign.StatusID     `json:"status"`
		Since      campaign.Date         `json:"since" diff:"-"`
		Date       campaign.Date         `json:"date"`
		Summary    campaign.Text         `json:"summary"`
		Amount     *float64              `json:"amount,omitempty"`
		Unit       campaign.Text         `json:"unit,omitempty"`
		Deadline   campaign.Date         `json:"deadline,omitempty"`
		Overdue    bool                  `json:"overdue"`
		Event      campaign.MeetingID    `json:"event,omitempty"`
		Confidence campaign.Confidence   `json:"confidence"`
		Evidence   []campaign.EvidenceID `json:"evidence"`
		Permalink  campaign.URL          `json:"permalink" diff:"-"`
		Reported   bool                  `json:"since_reported" diff:"-"`
		Last       campaign.Date         `json:"last_report" diff:"-"`
		Quiet      int                   `json:"years_without_report" diff:"-"`
		Early      bool                  `json:"fulfilled_early" diff:"-"`
		Programme  campaign.ProgrammeID  `json:"programme,omitempty"`
		Currency   string                `json:"currency,omitempty" diff:"-"`
		Bound      campaign.Hedge        `json:"bound,omitempty" diff:"-"`
		Period     campaign.Span         `json:"period,omitempty" diff:"-"`
		What       string                `json:"what,omitempty" diff:"-"`
		Spell      string                `json:"spell" pages:"only"`
	}
	// Thing is a pledge with the reports on it, or conduct, which has only reports, a status and its date.
	Thing struct {
		Pledge
		Of       campaign.PledgeID `json:"pledge"`   // "" for conduct
		Quantity Quantity          `json:"quantity"` // of the pledge
		Events   []Assessment      `json:"events"`
		Latest   *Assessment       `json:"latest" pages:"only"` // the newest report that counts
	}
	Assessment struct {
		ID         campaign.EventID      `json:"id" key:"true"`
		Signatory  campaign.SignatoryID  `json:"signatory" diff:"content"`
		Commitment campaign.CommitmentID `json:"commitment" diff:"content"`
		Pledge     campaign.PledgeID     `json:"pledge" diff:"content"`
		Date       campaign.Date         `json:"date" diff:"content"`
		Recorded   campaign.Date         `json:"recorded" diff:"content"`
		Status     campaign.StatusID     `json:"status" diff:"content"`
		Summary    campaign.Text         `json:"summary" diff:"content"`
		Actor      campaign.SignatoryID  `json:"actor,omitempty"`
		Corrects   campaign.Date         `json:"corrects,omitempty"`
		Corrected  bool                  `json:"corrected"`
		Confidence campaign.Confidence   `json:"confidence"`
		Evidence   []campaign.EvidenceID `json:"evidence"`
		Permalink  campaign.URL          `json:"permalink" diff:"-"`
		Fact       campaign.EntryID      `json:"fact,omitempty"`
		Effective  campaign.Date         `json:"effective,omitempty"`
		Reported   campaign.Date         `json:"reported,omitempty"`
		Replaces   campaign.EventID      `json:"replaces,omitempty"`

		ActorName campaign.Text `json:"actor_name" pages:"only"`
	}
	Source struct {
		ID         campaign.EvidenceID   `json:"id" key:"true"`
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
		Permalink  campaign.URL          `json:"permalink" diff:"-"`

		LanguageName campaign.Text `json:"language_name" pages:"only"`
		Gone         campaign.Date `json:"gone" pages:"only"` // when its address was found not to lead to it any more
		Used         []Use         `json:"used" pages:"only"`
		Path         string        `json:"path" pages:"only"` // below the folder of a language
		part         int           // the page of its kind and year
		Name         string        `json:"name" pages:"only"`      // how running text calls it
		Foreign      string        `json:"foreign" pages:"only"`   // its language, where that is not the page's
		TitleIn      string        `json:"title_in" pages:"only"`  // the language of its title, where that is not the page's
		Direction    string        `json:"direction" pages:"only"` // of its title, "ltr" or "rtl", where that is not the page's
	}
	// Counts are of the cells of a government, a commitment, a pillar or of all.
	Counts struct {
		matrix.Totals
		ByGroup map[campaign.Group]int `json:"cells_by_group" pages:"only"`
	}
	Totals struct {
		Signatories int `json:"signatories"`
		Commitments int `json:"commitments"`
		Counts
		Assessments int `json:"assessments"`
		Evidence    int `json:"evidence"`
	}
)
