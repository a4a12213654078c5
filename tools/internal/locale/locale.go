// Package locale writes countries, languages, numbers and dates as the readers of a language do. Names come from
// CLDR, not from us.
package locale

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/bep/golocales"
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
	"golang.org/x/text/message"
	"golang.org/x/text/number"
)

// Country is the CLDR name of an ISO 3166-1 alpha-2 code in a language, or the code where CLDR has none.
func Country(iso2, in string) string {
	region, err := language.ParseRegion(iso2)
	if err != nil {
		return iso2
	}
	names := display.Regions(language.Make(in))
	if names == nil { // CLDR's names are not in this library for every language
		return iso2
	}
	return cmp.Or(names.Name(region), iso2)
}

// CountryNames lists what a reader may call the country of an ISO 3166-1 alpha-2 code: its names in some languages and in
// its own.
func CountryNames(iso2 string, languages []string) []string {
	own, _ := language.Make("und-" + iso2).Base()
	var names []string
	for _, in := range append(slices.Clone(languages), own.String()) {
		names = append(names, Country(iso2, in))
	}
	return names
}

// Language is the CLDR name of a BCP 47 code in a language, or the code where CLDR has none.
func Language(code, in string) string {
	tag, err := language.Parse(code)
	if err != nil {
		return code
	}
	names := display.Languages(language.Make(in))
	if names == nil {
		return code
	}
	return cmp.Or(names.Name(tag), code)
}

// separators are the separators within a number. CLDR writes Spanish with full stops; the academies of the language ask for
// a space, and for none in four digits (RAE, Ortografía, 2010).
var separators = map[string]struct {
	group, decimal string
	from           float64 // the smallest number whose digits are grouped
}{
	"es": {"\u00a0", ",", 10_000},
}

// Number writes a number the way a language's readers do, with at most two decimals. Digits are 0 to 9 in every language, as in the
// counts, dates and addresses beside it, which templates write.
func Number(n float64, in string) string {
	print := func(in string) string {
		tag, _ := language.Make(in).SetTypeForKey("nu", "latn")
		return strings.TrimSpace(message.NewPrinter(tag).Sprint(number.Decimal(n, number.MaxFractionDigits(2))))
	}
	own, ok := separators[in]
	if !ok {
		return print(in)
	}
	if math.Abs(n) < own.from {
		own.group = ""
	}
	return strings.NewReplacer(",", own.group, ".", own.decimal).Replace(print("en"))
}

// Translator returns CLDR's words of the first language that has any, or else of English, as in Hugo: CLDR lacks Aymara and Nahuatl.
func Translator(languages ...string) golocales.Translator {
	for _, in := range append(languages, "en") {
		if words := golocales.New(in); words != nil {
			return words
		}
	}
	return nil
}

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
	months := Translator(in)
	month := cmp.Or(strings.TrimSuffix(months.MonthsAbbreviated()[first.Month()-1], "."), months.MonthsWide()[first.Month()-1])
	if len(d) == 7 {
		return fmt.Sprintf("%s %d", month, first.Year())
	}
	return fmt.Sprintf("%d %s %d", first.Day(), month, first.Year())
}
