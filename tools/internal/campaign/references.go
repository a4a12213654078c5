package campaign

// Kind is a kind of record that others refer to by id.
type Kind string

const (
	KindPillar     Kind = "pillar"
	KindStatus     Kind = "status"
	KindCommitment Kind = "commitment"
	KindSignatory  Kind = "signatory"
	KindPledge     Kind = "pledge"
	KindEvidence   Kind = "evidence"
	KindEntry      Kind = "programme entry"
	KindEvent      Kind = "report"
	KindMeeting    Kind = "event"
	KindAsk        Kind = "ask"
	KindStandard   Kind = "standard"
	KindPackage    Kind = "action package"
	KindProgramme  Kind = "programme"

	KindSubregion   Kind = "subregion"
	KindSourceKind  Kind = "kind of source"
	KindEntryStatus Kind = "status of an entry"
	KindTopic       Kind = "topic"
	KindGroup       Kind = "group of governments"
)

// Reference is the id of a record of one kind, its own or that of another record. Each kind has its own Go type, so that a
// pledge cannot be looked up as a commitment, and one rule finds every reference.
type Reference interface {
	RefersTo() Kind
}

type (
	PillarID     string
	StatusID     string
	CommitmentID string
	SignatoryID  string
	PledgeID     string
	EvidenceID   string
	MeetingID    string
	AskID        string
	StandardID   string
	ProgrammeID  string
	EntryID      string
	PackageID    string
	SeriesID     string
	EventID      string
)

type (
	// Subregion is where a government is.
	Subregion string
	// EvidenceKind is what sort of body published a source.
	EvidenceKind string
	// EntryStatus is what an entry of a timeline says happened.
	EntryStatus string
	// Topic is what a page is about.
	Topic string
	// StatementKind is whose statement a page is about.
	StatementKind string
	// AskKind is what a line of the organisation's statement does.
	AskKind string
)

func (Subregion) RefersTo() Kind     { return KindSubregion }
func (EvidenceKind) RefersTo() Kind  { return KindSourceKind }
func (EntryStatus) RefersTo() Kind   { return KindEntryStatus }
func (Topic) RefersTo() Kind         { return KindTopic }
func (StatementKind) RefersTo() Kind { return "kind of statement" }
func (AskKind) RefersTo() Kind       { return "kind of ask" }
func (Span) RefersTo() Kind          { return "period" }

// Term is a reference to a word of data/campaign.toml. Published data lists the words and calls them so.
type Term interface {
	Reference
	Term()
}

func (Subregion) Term()    {}
func (EvidenceKind) Term() {}
func (AskKind) Term()      {}

func (PillarID) RefersTo() Kind     { return KindPillar }
func (StatusID) RefersTo() Kind     { return KindStatus }
func (CommitmentID) RefersTo() Kind { return KindCommitment }
func (SignatoryID) RefersTo() Kind  { return KindSignatory }
func (PledgeID) RefersTo() Kind     { return KindPledge }
func (EvidenceID) RefersTo() Kind   { return KindEvidence }
func (MeetingID) RefersTo() Kind    { return KindMeeting }
func (AskID) RefersTo() Kind        { return KindAsk }
func (StandardID) RefersTo() Kind   { return KindStandard }
func (ProgrammeID) RefersTo() Kind  { return KindProgramme }
func (EntryID) RefersTo() Kind      { return KindEntry }
func (PackageID) RefersTo() Kind    { return KindPackage }
func (SeriesID) RefersTo() Kind     { return "series" }
func (EventID) RefersTo() Kind      { return KindEvent }

// Pattern returns what an id of a report matches: ids joined by dots.
func (EventID) Pattern() string { return IDPattern + `(\.` + IDPattern + `)*` }
