package campaign

import "testing"

func TestEvidenceAddress(t *testing.T) {
	for _, test := range []struct {
		published Date
		want      string
	}{
		{"2022-06-10", "sources/news/2022"},
		{"2022-06", "sources/news/2022"},
		{"2022", "sources/news/2022"},
		{"", "sources/news/undated"},
		{"../../2022", "sources/news/undated"},
	} {
		if got := (Evidence{Kind: "news", Published: test.published}).Address(); got != test.want {
			t.Errorf("address of a source published %q: %s, want %s", test.published, got, test.want)
		}
	}
}
