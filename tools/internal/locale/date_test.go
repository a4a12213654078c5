package locale_test

import (
	"testing"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/locale"
)

func TestDate(t *testing.T) {
	for _, test := range []struct {
		date     campaign.Date
		language string
		want     string
	}{
		{"2025-12-15", "en", "15 Dec 2025"},
		{"2025-09-01", "es", "1 sept 2025"},
		{"2022-06", "es", "jun 2022"},
		{"2022", "en", "2022"},
		{"2022-06", "nah", "Jun 2022"}, // which CLDR has no months in
		{"2025-02-28", "ar", "28 فبراير 2025"},
		{"", "en", ""},
		{"2022-13-01", "en", "2022-13-01"},
	} {
		if got := locale.Date(test.date, test.language); got != test.want {
			t.Errorf("Date(%q, %q) = %q, want %q", test.date, test.language, got, test.want)
		}
	}
}
