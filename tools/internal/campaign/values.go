package campaign

import (
	"cmp"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"
)

// Text is something a visitor reads, by language. locale.Languages.Text returns it in one of them.
type Text map[string]string

// Date is a day, a month or a year: YYYY-MM-DD, YYYY-MM or YYYY. The precision that is known is kept, so a
// Date is text; First and Last return the days it may mean.
type Date string

// DatePattern and IDPattern are what a whole Date and a whole ID must match, in words that every regular expression
// engine has.
const (
	DatePattern = `[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?`
	IDPattern   = `[a-z0-9]+(-[a-z0-9]+)*`
)

// layouts are the forms of a Date by its length, as package time writes them.
var layouts = map[int]string{4: "2006", 7: "2006-01", 10: time.DateOnly}

// WellFormed reports whether the date has the digits and hyphens of one, as DatePattern has.
func (d Date) WellFormed() bool {
	if len(d) != 4 && len(d) != 7 && len(d) != 10 {
		return false
	}
	for i := range len(d) {
		if hyphen := i == 4 || i == 7; hyphen != (d[i] == '-') || !hyphen && (d[i] < '0' || d[i] > '9') {
			return false
		}
	}
	return true
}

// Valid reports whether the date is well-formed and in the calendar.
func (d Date) Valid() bool { return !d.First().IsZero() }

// First returns the first day that the date may mean; the zero time when the date is not valid.
func (d Date) First() time.Time {
	if !d.WellFormed() {
		return time.Time{}
	}
	year, month, day := number(d[:4]), 1, 1
	if len(d) > 4 {
		month = number(d[5:7])
	}
	if len(d) > 7 {
		day = number(d[8:10])
	}
	// Sorting asks for it many times, and package time takes longer to parse a text.
	t := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	if year == 0 || t.Year() != year || int(t.Month()) != month || t.Day() != day {
		return time.Time{} // not in the calendar
	}
	return t
}

// number returns what digits mean.
func number(digits Date) (n int) {
	for i := range len(digits) {
		n = 10*n + int(digits[i]-'0')
	}
	return n
}

// Last returns the last day that the date may mean; the zero time when the date is not valid.
func (d Date) Last() time.Time {
	switch t := d.First(); {
	case t.IsZero():
		return t
	case len(d) == 4:
		return t.AddDate(1, 0, -1)
	case len(d) == 7:
		return t.AddDate(0, 1, -1)
	default:
		return t
	}
}

// Compare orders dates by when they are over. One that is less precise comes after those of its period: 2025 after
// 2025-12-31.
func (d Date) Compare(other Date) int {
	if len(d) == len("2006-01-02") && len(other) == len(d) { // as most are
		return cmp.Compare(d, other)
	}
	return cmp.Or(d.Last().Compare(other.Last()), len(other)-len(d))
}

// Effective returns the day on which what is dated took effect; "" where only that of a report is known.
func (d Date) Effective(reported Date) Date {
	if reported != "" {
		return ""
	}
	return d
}

// By reports whether what is dated d has happened by the end of a day. An imprecise date counts from the first day it may mean.
func (d Date) By(day time.Time) bool { return !d.First().After(day) }

// Newest returns the last of some dates; "" where there is none.
func Newest(dates ...Date) Date {
	if len(dates) == 0 {
		return ""
	}
	return slices.MaxFunc(dates, Date.Compare)
}

// URL is an address that a visitor can open.
type URL string

// Valid reports whether the address is absolute, http or https, names a host, and carries no user name, which
// on a public page is either a mistake or a lure.
func (u URL) Valid() bool {
	parsed, err := url.Parse(string(u))
	return err == nil && (parsed.Scheme == "https" || parsed.Scheme == "http") && strings.Contains(parsed.Host, ".") &&
		parsed.User == nil && !strings.ContainsAny(string(u), " \t\r\n\"<>\\`")
}

// ID identifies a record permanently. Titles may change; ids may not.
type ID string

var idPattern = regexp.MustCompile("^" + IDPattern + "$")

// Valid reports whether the id is made of lower-case letters, digits and single hyphens.
func (id ID) Valid() bool { return idPattern.MatchString(string(id)) }

// Choice is a value from a short closed list.
type Choice interface {
	// Choices returns every value allowed, in the order to show them.
	Choices() []string
}

type (
	// Confidence says how far a row is to be trusted. Low is kept in the data and not published.
	Confidence string
	// Role is whether a government endorsed or observes.
	Role string
	// Precision says how well a membership's date is known.
	Precision string
	// MembershipKind says what a government did on a membership's date.
	MembershipKind string
	// ChildrenScope says how far a commitment is about children.
	ChildrenScope string
	// TitleKind marks a title that its page does not show as such.
	TitleKind string
	// StatusKind is how published data calls what was found out and what was not.
	StatusKind string
	// Group is how a sentence about many pledges counts a status.
	Group string
	// ArchiveChoice says, where an archived copy is missing, that this is known.
	ArchiveChoice string
)

const (
	High   Confidence = "high"
	Medium Confidence = "medium"
	Low    Confidence = "low"

	Endorser Role = "endorser"
	Observer Role = "observer"

	Endorsed  MembershipKind = "endorsed"
	Withdrew  MembershipKind = "withdrew"
	Suspended MembershipKind = "suspended"
	Observing MembershipKind = "observing"

	Assessed StatusKind = "assessed"
	Absence  StatusKind = "absence"

	Kept      Group = "kept"
	Moving    Group = "moving"
	Announced Group = "announced"
	Stopped   Group = "stopped"
	Broken    Group = "broken"
	Open      Group = "open"
	None      Group = "none" // nothing that is published
)

func (Confidence) Choices() []string { return []string{"high", "medium", "low"} }
func (Role) Choices() []string       { return []string{"endorser", "observer"} }
func (Precision) Choices() []string  { return []string{"day", "on-or-before", "month"} }
func (MembershipKind) Choices() []string {
	return []string{"endorsed", "withdrew", "suspended", "observing"}
}

// Described is the kind of a title that a source does not have itself.
const Described TitleKind = "described"

// Core is the scope of a commitment that is about children.
const Core ChildrenScope = "core"

func (ChildrenScope) Choices() []string { return []string{"core", "related", "none"} }
func (TitleKind) Choices() []string     { return []string{"described", "inferred"} }
func (ArchiveChoice) Choices() []string { return []string{"none"} }
func (StatusKind) Choices() []string    { return []string{"assessed", "absence"} }
func (Group) Choices() []string {
	return []string{string(Kept), string(Moving), string(Announced), string(Stopped), string(Broken), string(Open), string(None)}
}
