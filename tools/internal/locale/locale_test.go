package locale

import (
	"slices"
	"testing"
)

// TestCountryNames: a country whose own language has no names of countries here is called as other languages call it.
func TestCountryNames(t *testing.T) {
	for iso2, want := range map[string]string{"GL": "Greenland", "BV": "Bouvet Island", "AQ": "Antarctica", "MX": "Mexico"} {
		if names := CountryNames(iso2, []string{"en", "es"}); !slices.Contains(names, want) {
			t.Errorf("%s: %q lacks %q", iso2, names, want)
		}
	}
}

// TestDigits: numbers have the same digits in every language, and the separators of each.
func TestDigits(t *testing.T) {
	for in, want := range map[string]string{"ar": "1,234,567.5", "fa": "1,234,567.5", "my": "1,234,567.5", "hi": "12,34,567.5", "de": "1.234.567,5", "es": "1\u00a0234\u00a0567,5", "pt-br": "1.234.567,5", "gn": "1,234,567.5"} {
		if got := Number(1_234_567.5, in); got != want {
			t.Errorf("in %s: %q, want %q", in, got, want)
		}
	}
}
