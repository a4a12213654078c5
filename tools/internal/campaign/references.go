package campaign

// Kind is a kind of record that others refer to by id.
type Kind string

const (
	PillarKind     Kind = "pillar"
	StatusWord     Kind = "status"
	CommitmentKind Kind = "commitment"
	SignatoryKind  Kind = "signatory"
	PledgeKind     Kind = "pledge"
	EvidenceRecord Kind = "evidence"
	EventKind      Kind = "event"
	PackageKind    Kind = "action package"
	AskRecord      Kind = "ask"
	StandardKind   Kind = "standard"
	ProgrammeKind  Kind = "programme"
	EntryKind      Kind = "programme entry"
	SeriesKind     Kind = "series"

	KindSubregion   Kind = "subregion"
	KindSource      Kind = "kind of source"
	KindEntryStatus Kind = "status of an entry"
	KindTopic       Kind = "topic"
	KindStatement   Kind = "kind of statement"
	KindAsk         Kind = "kind of ask"
	KindPeriod      Kind = "period"
)

// Reference is a value that must be the id of a record of one kind. Each kind has a Go type of its own, so that a
// pledge cannot be looked up as a commitment, and so that one rule finds every reference there is.
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
	EventID      string
	AskID        string
	StandardID   string
	ProgrammeID  string
	EntryID      string
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
func (EvidenceKind) RefersTo() Kind  { return KindSource }
func (EntryStatus) RefersTo() Kind   { return KindEntryStatus }
func (Topic) RefersTo() Kind         { return KindTopic }
func (StatementKind) RefersTo() Kind { return KindStatement }
func (AskKind) RefersTo() Kind       { return KindAsk }
func (Span) RefersTo() Kind          { return KindPeriod }

// Term is a reference to a word of data/campaign.toml. Published data lists the words and calls them so.
type Term interface {
	Reference
	Term()
}

func (Subregion) Term()    {}
func (EvidenceKind) Term() {}
func (AskKind) Term()      {}

func (PillarID) RefersTo() Kind     { return PillarKind }
func (StatusID) RefersTo() Kind     { return StatusWord }
func (CommitmentID) RefersTo() Kind { return CommitmentKind }
func (SignatoryID) RefersTo() Kind  { return SignatoryKind }
func (PledgeID) RefersTo() Kind     { return PledgeKind }
func (EvidenceID) RefersTo() Kind   { return EvidenceRecord }
func (EventID) RefersTo() Kind      { return EventKind }
func (AskID) RefersTo() Kind        { return AskRecord }
func (StandardID) RefersTo() Kind   { return StandardKind }
func (ProgrammeID) RefersTo() Kind  { return ProgrammeKind }
func (EntryID) RefersTo() Kind      { return EntryKind }
