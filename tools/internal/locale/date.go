package locale

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"github.com/bep/golocales"
)

// date is a date as it is written, YYYY-MM-DD, YYYY-MM or YYYY, and the first day it may mean.
type date interface {
	~string
	First() time.Time
}

// Date returns a date in the short words of a language, as exact as it is written: "15 Dec 2025", "Dec 2025", "2025".
// A date that is not valid is returned unchanged.
func Date[D date](d D, in string) string {
	first := d.First()
	if first.IsZero() || len(d) == 4 {
		return string(d)
	}
	// CLDR has a full stop after some short months, and not after others; a list of dates is calmer without. Some languages
	// have no short months.
	months := golocales.New(in)
	month := cmp.Or(strings.TrimSuffix(months.MonthsAbbreviated()[first.Month()-1], "."), months.MonthsWide()[first.Month()-1])
	if len(d) == 7 {
		return fmt.Sprintf("%s %d", month, first.Year())
	}
	return fmt.Sprintf("%d %s %d", first.Day(), month, first.Year())
}
