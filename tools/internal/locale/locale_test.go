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
