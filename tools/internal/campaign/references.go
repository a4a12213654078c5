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
