package campaign

import (
	"cmp"
	"slices"
	"strings"
	"time"
	_ "time/tzdata" // not every system has the zones
)

// Profile is what belongs to one campaign and not to the generator: data/campaign.toml.
type Profile struct {
	Place           `toml:"-"`
	Name            Text     `toml:"name" required:"true"` // of the site
	ShortName       string   `toml:"short_name" required:"true"`
	Tagline         Text     `toml:"tagline" required:"true"`
	Description     Text     `toml:"description" required:"true"`
	Region          Text     `toml:"region" required:"true"` // of the governments, after "governments of"
	Purpose         Text     `toml:"purpose"`                // of the pledges, after "made 12 pledges"
	TimeZone        string   `toml:"time_zone"`              // where a day begins, as "America/Bogota"; UTC where it is absent
	Keywords        []string `toml:"keywords"`
	FormerLanguages []string `toml:"former_languages"` // that the site had before any release, and has no more
	AsksNote        Text     `toml:"asks_note"`        // who asked, and when
	AboutWords      []string `toml:"about_words"`      // by which a unit in the source language says that a figure is no exact count
	MoreWords       []string `toml:"more_words"`       // and that it is a lower bound
	Licence         Licence  `toml:"licence" required:"true"`

	Subregions     []Word            `toml:"subregion"`
	SourceKinds    []Word            `toml:"source_kind" required:"true"`
	EntryStatuses  []EntryWord       `toml:"entry_status"`
	Topics         []Word            `toml:"topic"`
	StatementKinds []StatementWord   `toml:"statement_kind"`
	AskKinds       []AskWord         `toml:"ask_kind"`
	Periods        []PeriodOfFigures `toml:"period"`
	Currencies     []Currency        `toml:"currency"`
	Aliases        []Alias           `toml:"alias"`
	NotSigned      []NotSigned       `toml:"not_signed"`
	Groups         []Governments     `toml:"group"`
}

// Zone returns where the campaign's days begin: UTC where time_zone is absent or unknown.
func (p Profile) Zone() (zone *time.Location, known bool) {
	zone, err := time.LoadLocation(p.TimeZone)
	if err != nil || p.TimeZone == time.Local.String() { // which is another one on each machine
		return time.UTC, false
	}
	return zone, true
}

// Licence is the licence of texts and data.
type Licence struct {
	Name string `toml:"name" required:"true"`
	URL  URL    `toml:"url" required:"true"`
}

// Word is a word that records are sorted by.
type Word struct {
	Place `toml:"-"`
	ID    ID   `toml:"id" required:"true"`
	Label Text `toml:"label" required:"true"`
}

// EntryWord is what an entry of a timeline says happened.
type EntryWord struct {
	Place      `toml:"-"`
	ID         ID   `toml:"id" required:"true"`
	Background bool `toml:"background"` // nothing happened, as with a figure: no report has to follow
	Label      Text `toml:"label" required:"true"`
}

// Background reports whether an entry status says that nothing happened, so that no report has to follow.
func (p Profile) Background(status EntryStatus) bool {
	return slices.ContainsFunc(p.EntryStatuses, func(w EntryWord) bool { return EntryStatus(w.ID) == status && w.Background })
}

// StatementWord is whose statement a page is about.
type StatementWord struct {
	Place `toml:"-"`
	ID    StatementKind `toml:"id" required:"true"`
	Own   bool          `toml:"own"` // the campaign's own organisation
	Label Text          `toml:"label" required:"true"`
}

// Own reports whether a kind of statement is that of the campaign's own organisation.
func (p Profile) Own(kind StatementKind) bool {
	return slices.ContainsFunc(p.StatementKinds, func(w StatementWord) bool { return w.ID == kind && w.Own })
}

// AskWord is what a line of the organisation's statement does.
type AskWord struct {
	Place   `toml:"-"`
	ID      AskKind `toml:"id" required:"true"`
	Home    bool    `toml:"home"` // shown on the home page
	Label   Text    `toml:"label" required:"true"`
	Heading Text    `toml:"heading" required:"true"` // over all lines of the kind
	Note    Text    `toml:"note" required:"true"`
}

// Currency is a unit of money, and how texts write an amount of it.
type Currency struct {
	Place    `toml:"-"`
	ID       ID     `toml:"id" required:"true"`
	Label    Text   `toml:"label" required:"true"`
	Units    []Text `toml:"unit" required:"true"`     // how the unit of a figure in this money begins
	Amount   Text   `toml:"amount" required:"true"`   // with {amount}
	Millions Text   `toml:"millions" required:"true"` // the same for an amount in words, "4 billion"
}

// Alias is other words by which readers search for a page, in any language.
type Alias struct {
	Place `toml:"-"`
	Page  string   `toml:"page" required:"true"` // below the root of a language, as "signatories/ID/"
	Words []string `toml:"words" required:"true"`
}

// NotSigned is a government of the region that readers may look for in vain.
type NotSigned struct {
	Place    `toml:"-"`
	ISO2     string `toml:"iso2" required:"true"`
	Sentence Text   `toml:"sentence" required:"true"` // "Cuba did not sign the Declaration"
}

// Governments is a group of governments that partners can show in a frame of its own.
type Governments struct {
	Place       `toml:"-"`
	ID          ID            `toml:"id" required:"true"`
	Label       Text          `toml:"label" required:"true"`
	Signatories []SignatoryID `toml:"signatories" required:"true"`
}

// PeriodOfFigures is a length of time that figures cover.
type PeriodOfFigures struct {
	Place      `toml:"-"`
	ID         Span     `toml:"id" required:"true"`
	Months     int      `toml:"months" required:"true"` // 1 or 12
	FirstMonth int      `toml:"first_month"`            // of 12: 1 to 12, January where it is absent; such a year is named for the one it ends in
	Label      Text     `toml:"label"`                  // with {year}; the date where it is absent
	UnitWords  []string `toml:"unit_words"`             // by which a unit in the source language says that its figure is of each such period
	Short      Text     `toml:"short"`
}

// Precise reports whether a period is written as one of this length is: a month with its month, a year without.
func (p PeriodOfFigures) Precise(period Date) bool {
	if p.Months == 1 {
		return len(period) == len("2006-01")
	}
	return len(period) == len("2006")
}

// Last returns the last day of a period.
func (p PeriodOfFigures) Last(period Date) time.Time {
	if first := cmp.Or(p.FirstMonth, 1); first > 1 {
		return period.First().AddDate(0, first-1, -1)
	}
	return period.Last()
}

// Period returns a length of time by its id; ok is false where there is none.
func (p Profile) Period(id Span) (period PeriodOfFigures, ok bool) {
	for _, period := range p.Periods {
		if period.ID == id {
			return period, true
		}
	}
	return PeriodOfFigures{}, false
}

// Currency returns the money that a unit is of, and what the unit says after it; ok is false for a unit of something else.
func (p Profile) Currency(unit Text) (money Currency, after Text, ok bool) {
	for _, currency := range p.Currencies {
		for _, begin := range currency.Units {
			after, ok = Text{}, len(unit) > 0
			for language, words := range unit {
				rest, found := strings.CutPrefix(words, begin[language])
				after[language] = strings.TrimSpace(rest)
				ok = ok && found && begin[language] != ""
			}
			if ok {
				return currency, after, true
			}
		}
	}
	return Currency{}, nil, false
}
