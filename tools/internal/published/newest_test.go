package published

import (
	"strings"
	"testing"

	"declarationwatch/tools/internal/campaign"
)

func TestNewestFirst(t *testing.T) {
	for dates, want := range map[string]string{
		"":                         "",
		"2022 2023-01-05 2023":     "2023 2023-01-05 2022", // a year comes after the days in it
		"- 2022-06-10 2021":        "2022-06-10 2021 -",
		"2022-06-10 - 2025 -":      "2025 2022-06-10 - -",
		"2022-06 2022-06-10":       "2022-06 2022-06-10",
		"2022-06-10 2022-06-09":    "2022-06-10 2022-06-09",
		"2022-06-10a 2022-06-10b":  "2022-06-10b 2022-06-10a",
		"2022-06-10b 2022-06-10a ": "2022-06-10a 2022-06-10b",
	} {
		var entries []Entry
		for _, id := range strings.Fields(dates) {
			entries = append(entries, Entry{Entry: campaign.Entry{ID: campaign.EntryID(id), Date: campaign.Date(strings.TrimRight(id, "-ab"))}})
		}
		var got []string
		for _, e := range newestFirst(entries) {
			got = append(got, string(e.ID))
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%q: %q, want %q", dates, got, want)
		}
	}
}
