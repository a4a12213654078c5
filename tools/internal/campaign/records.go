package campaign

import (
	"slices"
	"time"

	"declarationwatch/tools/internal/source"
)

// Place is where a record is.
type Place = source.Place

// Declaration is the text that governments endorsed, and its parts.
type Declaration struct {
	Place      `toml:"-"`
	ID         ID            `toml:"id" required:"true"`
	Title      Text          `toml:"title" required:"true"`
	ShortTitle Text          `toml:"short_title" required:"true"` // as a sentence names it: "the ... Declaration"
	Adopted    Date          `toml:"adopted" required:"true"`
	Venue      Text          `toml:"place" required:"true"`
	Summary    Text          `toml:"summary" required:"true"`
	Evidence   []EvidenceID  `toml:"evidence" required:"true"`
	Texts      []Translation `toml:"text" required:"true"`
	Pillars    []Pillar      `toml:"pillar" required:"true"`
}

// Translation is the Declaration in one language.
type Translation struct {
	Place    `toml:"-"`
	Language string `toml:"language" required:"true"`
	URL      URL    `toml:"url" required:"true"`
}

// Pillar groups commitments.
type Pillar struct {
	Place   `toml:"-"`
	ID      PillarID `toml:"id" required:"true"`
	Order   int      `toml:"order" required:"true"`
	Title   Text     `toml:"title" required:"true"`
	Summary Text     `toml:"summary"`
}

// Vocabulary is the words a cell can carry and the rule that picks its headline.
type Vocabulary struct {
	Place          `toml:"-"`
	Statuses       []Status `toml:"status" required:"true"`
	Default        Default  `toml:"default" required:"true"`
	Headline       Headline `toml:"headline" required:"true"`
	StaleAfterDays int      `toml:"stale_after_days" required:"true"` // an assessment not reviewed for longer is a warning
}

// Status is a word for a pledge, or for a government on a commitment.
type Status struct {
	Place      `toml:"-"`
	ID         StatusID `toml:"id" required:"true"`
	Order      int      `toml:"order" required:"true"`  // of display
	Rank       int      `toml:"rank" required:"true"`   // a cell shows the lowest rank in it
	Group      Group    `toml:"group" required:"true"`  // how sentences count it
	Ends       bool     `toml:"ends" required:"true"`   // a pledge with it is over, so no deadline is missed any more
	Counts     bool     `toml:"counts" required:"true"` // something was found out
	NeedsActor bool     `toml:"needs_actor"`            // an event with it names the government whose act it was
	Symbol     string   `toml:"symbol" required:"true"`
	Colours    Colours  `toml:"colours" required:"true"`
	Label      Text     `toml:"label" required:"true"`
	One        Text     `toml:"one"`   // as a sentence says it of one pledge; the label where it is absent
	Other      Text     `toml:"other"` // and of several
	Definition Text     `toml:"definition" required:"true"`
}

// Kind returns how published data calls whether something was found out.
func (s Status) Kind() StatusKind {
	if s.Counts {
		return Assessed
	}
	return Absence
}

// Colours are a status's colours in both schemes.
type Colours struct {
	Light Palette `toml:"light" json:"light" required:"true"`
	Dark  Palette `toml:"dark" json:"dark" required:"true"`
}

// Palette is a status's colours in one scheme.
type Palette struct {
	Ink  Colour `toml:"ink" json:"ink" required:"true"`   // of its word and symbol
	Wash Colour `toml:"wash" json:"wash" required:"true"` // behind them, or "transparent"
	Bar  Colour `toml:"bar" json:"bar" required:"true"`   // of a bar that is too thin for either
}

// Default names the statuses that no event records.
type Default struct {
	Pledge      StatusID `toml:"pledge" json:"pledge" required:"true"`           // of a pledge without a later event
	Unpublished StatusID `toml:"unpublished" json:"unpublished" required:"true"` // of a cell where nothing is firm enough to publish
	Nothing     StatusID `toml:"nothing" json:"nothing" required:"true"`         // of a cell without anything
}

// Computed reports whether only the matrix assigns a status, never an event.
func (d Default) Computed(id StatusID) bool { return id == d.Unpublished || id == d.Nothing }

// Headline explains which status a cell with several pledges shows.
type Headline struct {
	Explanation Text `toml:"explanation" required:"true"`
}

// Status returns the status with an id; the zero Status where there is none.
func (v Vocabulary) Status(id StatusID) Status {
	for _, s := range v.Statuses {
		if s.ID == id {
			return s
		}
	}
	return Status{}
}

// Stale reports whether, by a day, what was last heard of on a date is older than StaleAfterDays.
func (v Vocabulary) Stale(last Date, day time.Time) bool {
	return v.StaleAfterDays > 0 && last.Last().AddDate(0, 0, v.StaleAfterDays).Before(day)
}

// Ordered returns the statuses in the order to show them.
func (v Vocabulary) Ordered() []Status {
	return slices.SortedStableFunc(slices.Values(v.Statuses), func(a, b Status) int { return a.Order - b.Order })
}

// Ranked returns the statuses that a pledge or conduct can have, by rank.
func (v Vocabulary) Ranked() []StatusID {
	ranked := slices.SortedStableFunc(slices.Values(v.Statuses), func(a, b Status) int { return a.Rank - b.Rank })
	var ids []StatusID
	for _, s := range ranked {
		if id := s.ID; !v.Default.Computed(id) {
			ids = append(ids, id)
		}
	}
	return ids
}

// Commitment is one promise of the Declaration: a column of the matrix.
type Commitment struct {
	Place       `toml:"-"`
	ID          CommitmentID  `toml:"id" required:"true"`
	Former      []ID          `toml:"former"` // ids that it had before, whose addresses lead to it
	Pillar      PillarID      `toml:"pillar" required:"true"`
	Order       int           `toml:"order" required:"true"`
	ShortTitle  Text          `toml:"short_title" required:"true"`
	Summary     Text          `toml:"summary" required:"true"`
	WhoBenefits Text          `toml:"who_benefits" required:"true"`
	Children    ChildrenScope `toml:"children" required:"true"`
	ForChildren Text          `toml:"for_children"`
	Standards   []StandardID  `toml:"standards"`
	Asks        []AskID       `toml:"asks"`
	Evidence    []EvidenceID  `toml:"evidence" required:"true"`
}

// Signatory is a government that endorsed, a row of the matrix, or an observer.
type Signatory struct {
	Place       `toml:"-"`
	ID          SignatoryID  `toml:"id" required:"true"`
	Former      []ID         `toml:"former"`               // ids that it had before, whose addresses lead to it
	ISO3        string       `toml:"iso3" required:"true"` // ISO 3166-1 alpha-3
	ISO2        string       `toml:"iso2" required:"true"` // ISO 3166-1 alpha-2
	Subregion   Subregion    `toml:"subregion"`
	NameInText  Text         `toml:"name_in_text"` // within a sentence, where that differs: "the United States"
	Role        Role         `toml:"role" required:"true"`
	Tile        []int        `toml:"tile" required:"true"` // column, row; from 0
	Memberships []Membership `toml:"membership" required:"true"`
}

// Left returns the membership by which a government was out of the Declaration on a day; nil where it was not.
func (s Signatory) Left(day Date) (left *Membership) {
	for i, m := range s.Memberships {
		if !m.Date.Last().After(day.First()) {
			left = &s.Memberships[i]
		}
	}
	if left == nil || left.Kind != Withdrew && left.Kind != Suspended {
		return nil
	}
	return left
}

// Membership is something a government did about the Declaration itself.
type Membership struct {
	Place      `toml:"-"`
	Date       Date           `toml:"date" required:"true"`
	Precision  Precision      `toml:"precision" required:"true"`
	Kind       MembershipKind `toml:"kind" required:"true"`
	Note       Text           `toml:"note"`
	Recorded   Date           `toml:"recorded"` // when it was written down here
	Confidence Confidence     `toml:"confidence"`
	Evidence   []EvidenceID   `toml:"evidence" required:"true"`
}

// Pledge is something a government said it would do under a commitment.
type Pledge struct {
	Place        `toml:"-"`
	Signatory    SignatoryID  `toml:"-"` // the name of its file
	ID           PledgeID     `toml:"id" required:"true"`
	Commitment   CommitmentID `toml:"commitment" required:"true"`
	Date         Date         `toml:"date" required:"true"`
	Event        MeetingID    `toml:"event"`
	Programme    ProgrammeID  `toml:"programme"` // the policy that it leans on
	Summary      Text         `toml:"summary" required:"true"`
	Amount       float64      `toml:"amount"` // 0 when none is given
	Unit         Text         `toml:"unit"`
	Deadline     Date         `toml:"deadline"`
	Confidence   Confidence   `toml:"confidence" required:"true"`
	Evidence     []EvidenceID `toml:"evidence" required:"true"`
	PublishAfter Moment       `toml:"publish_after"`
	Note         Text         `toml:"note"`
}

// Assessment is the history of one pledge, or of a government's conduct on one commitment. Append-only.
type Assessment struct {
	Place      `toml:"-"`
	Signatory  SignatoryID  `toml:"-"` // the name of its file
	Pledge     PledgeID     `toml:"pledge"`
	Commitment CommitmentID `toml:"commitment"`
	Events     []Event      `toml:"event" required:"true"`
	Reviewed   Date         `toml:"reviewed"` // when it was last looked at and nothing new was found
}

// Event is a report: a dated judgement on a pledge or on conduct. What happened is a fact of a programme's timeline, which the
// event names, or it is written in the event itself. Load copies a fact's date, summary, confidence and evidence.
type Event struct {
	Place        `toml:"-"`
	ID           EventID      `toml:"id"`   // Load computes one where none is given: SUBJECT.DATE, or SUBJECT.FACT
	Fact         EntryID      `toml:"fact"` // the entry of a programme that this judges
	Date         Date         `toml:"date"` // when it took effect, or was reported where only that is known
	Reported     Date         `toml:"reported"`
	Recorded     Date         `toml:"recorded" required:"true"` // when it was written down here
	Status       StatusID     `toml:"status" required:"true"`
	Summary      Text         `toml:"summary"`
	Confidence   Confidence   `toml:"confidence"`
	Evidence     []EvidenceID `toml:"evidence"`
	Actor        SignatoryID  `toml:"actor"`    // another government, whose act this was
	Corrects     string       `toml:"corrects"` // id of an earlier event that this one replaces; or its date, if no other has it
	PublishAfter Moment       `toml:"publish_after"`

	Replaces EventID `toml:"-"` // id of the event that Corrects means; "" for none
}

// DateKey returns the key that the event's date was written with; "" where it is that of a fact.
func (e Event) DateKey() string {
	if e.Fact != "" {
		return ""
	}
	return dateKey(e.Reported)
}

// dateKey returns the key of a date: Load copies reported to date.
func dateKey(reported Date) string {
	if reported != "" {
		return "reported"
	}
	return "date"
}

// Evidence is one published source.
type Evidence struct {
	Place         `toml:"-"`
	ID            EvidenceID    `toml:"id" required:"true"`
	Title         string        `toml:"title" required:"true"`
	TitleKind     TitleKind     `toml:"title_kind"`
	Publisher     string        `toml:"publisher" required:"true"`
	Kind          EvidenceKind  `toml:"kind" required:"true"`
	Published     Date          `toml:"published"`
	Language      string        `toml:"language" required:"true"` // BCP 47
	URL           URL           `toml:"url" required:"true"`
	ArchiveURL    URL           `toml:"archive_url"`
	Gone          Date          `toml:"gone"`           // when the address was first found not to lead to it any more
	Archive       ArchiveChoice `toml:"archive"`        // "none" where there is no archived copy
	ArchiveReason Text          `toml:"archive_reason"` // why there is none
	Accessed      Date          `toml:"accessed" required:"true"`
	Note          Text          `toml:"note"`
	Withheld      Text          `toml:"withheld"` // why the source is never shown; empty when it may be
	PublishAfter  Moment        `toml:"publish_after"`
	Part          int           `toml:"-"` // the page of its kind and year, from 1
}

// Meeting is a dated public event of the Declaration's course, such as a ministerial.
type Meeting struct {
	Place        `toml:"-"`
	ID           MeetingID    `toml:"id" required:"true"`
	Date         Date         `toml:"date" required:"true"`
	Title        Text         `toml:"title" required:"true"`
	Venue        Text         `toml:"place" required:"true"`
	Summary      Text         `toml:"summary" required:"true"`
	Evidence     []EvidenceID `toml:"evidence" required:"true"`
	PublishAfter Moment       `toml:"publish_after"`
}

// Package is an action package: a theme that some governments lead and others join.
type Package struct {
	Place          `toml:"-"`
	ID             PackageID     `toml:"id" required:"true"`
	Number         int           `toml:"number" required:"true"`
	NumberVerified *bool         `toml:"number_verified"` // nil means true
	Title          Text          `toml:"title" required:"true"`
	Pillar         PillarID      `toml:"pillar" required:"true"`
	Leads          []SignatoryID `toml:"leads"`
	Participants   []SignatoryID `toml:"participants"`
	Evidence       []EvidenceID  `toml:"evidence" required:"true"`
	PublishAfter   Moment        `toml:"publish_after"`
}

// Ask is one line of the organisation's statement.
type Ask struct {
	Place        `toml:"-"`
	ID           AskID    `toml:"id" required:"true"`
	Kind         AskKind  `toml:"kind" required:"true"`
	AddressedTo  Text     `toml:"addressed_to" required:"true"`
	Summary      Text     `toml:"summary" required:"true"`
	Pillar       PillarID `toml:"pillar" required:"true"`
	Paragraph    int      `toml:"paragraph" required:"true"` // of the statement, from 1
	PublishAfter Moment   `toml:"publish_after"`
}

// Standard is a rule of law or guidance that a commitment is compared with.
type Standard struct {
	Place        `toml:"-"`
	ID           StandardID   `toml:"id" required:"true"`
	Name         Text         `toml:"name" required:"true"`
	Body         Text         `toml:"body" required:"true"` // that issued it
	Year         int          `toml:"year"`                 // 0 when not known
	Requires     Text         `toml:"requires" required:"true"`
	Evidence     []EvidenceID `toml:"evidence" required:"true"`
	PublishAfter Moment       `toml:"publish_after"`
}

// Programme is a policy, programme or subject with a timeline of its own.
type Programme struct {
	Place       `toml:"-"`
	ID          ProgrammeID    `toml:"id" required:"true"`
	Former      []ID           `toml:"former"` // ids that it had before, whose addresses lead to it
	Title       Text           `toml:"title" required:"true"`
	Summary     Text           `toml:"summary" required:"true"`
	Commitments []CommitmentID `toml:"commitments"`
	Actor       SignatoryID    `toml:"actor"` // whose policy it is, if one government's
	Entries     []Entry        `toml:"entry" required:"true"`
	Series      []Series       `toml:"series"`
}

// From returns when a policy may be shown: with the first of its entries.
func (p Programme) From() Moment {
	if len(p.Entries) == 0 {
		return ""
	}
	return slices.MinFunc(p.Entries, func(a, b Entry) int { return a.PublishAfter.Instant().Compare(b.PublishAfter.Instant()) }).PublishAfter
}

// Entry is a fact: one dated line of a programme's timeline.
type Entry struct {
	Place        `toml:"-"`
	ID           EntryID      `toml:"id" required:"true"`
	Ask          AskID        `toml:"ask"`  // that it bears on
	Asks         []AskID      `toml:"asks"` // where it bears on several
	Date         Date         `toml:"date"` // when it took effect, or was reported where only that is known
	Reported     Date         `toml:"reported"`
	Status       EntryStatus  `toml:"status" required:"true"`
	Own          bool         `toml:"own"` // an act of the campaign's organisation, so never an answer to an ask
	Summary      Text         `toml:"summary" required:"true"`
	Figure       *float64     `toml:"figure"`
	FigureText   Text         `toml:"figure_text"` // a figure that is not a number, such as "1 in 6"
	Unit         Text         `toml:"unit"`
	NoBearingOn  []PledgeID   `toml:"no_bearing_on"` // pledges that lean on the policy, and on which it says nothing
	Confidence   Confidence   `toml:"confidence" required:"true"`
	Evidence     []EvidenceID `toml:"evidence" required:"true"`
	Unjudged     string       `toml:"unjudged"` // why no status of a pledge or of conduct follows from it
	PublishAfter Moment       `toml:"publish_after"`
}

// DateKey returns the key that the entry's date was written with.
func (e Entry) DateKey() string { return dateKey(e.Reported) }
