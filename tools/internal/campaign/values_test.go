package campaign_test

import (
	"testing"
	"time"

	"declarationwatch/tools/internal/campaign"
)

func TestDate(t *testing.T) {
	for date, want := range map[campaign.Date]string{ // first and last day, or "" for no date
		"2022": "2022-01-01 2022-12-31", "2022-02": "2022-02-01 2022-02-28", "2024-02": "2024-02-01 2024-02-29",
		"2022-06-10": "2022-06-10 2022-06-10", "2022-02-29": "", "2022-13": "", "2022-6-1": "", "22": "", "": "", "２０２２": "",
		"2022-06-10T00:00:00Z": "",
	} {
		got := ""
		if date.Valid() {
			got = date.First().Format(time.DateOnly) + " " + date.Last().Format(time.DateOnly)
		} else if !date.First().IsZero() || !date.Last().IsZero() {
			t.Errorf("%q is not valid and yet has days", date)
		}
		if got != want {
			t.Errorf("%q: %q, want %q", date, got, want)
		}
	}
}

func TestURL(t *testing.T) {
	for address, want := range map[campaign.URL]bool{
		"https://example.org/": true, "http://example.org/a?b=c#d": true, "https://supportkind.org/?p=9732": true,
		"example.org": false, "ftp://example.org/": false, "javascript:alert(1)": false, "https://localhost/": false,
		"https://someone@example.org/": false, "https://example.org/a b": false, "https://": false, "//example.org/": false,
		"https://example.org/\"onclick=": false,
	} {
		if address.Valid() != want {
			t.Errorf("%q valid: %v, want %v", address, !want, want)
		}
	}
}

func TestID(t *testing.T) {
	for id, want := range map[campaign.ID]bool{
		"a": true, "usa-20k": true, "a--b": false, "-a": false, "A": false, "a_b": false, "": false, "é": false, "a/b": false,
	} {
		if id.Valid() != want {
			t.Errorf("%q valid: %v, want %v", id, !want, want)
		}
	}
}
