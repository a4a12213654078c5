package campaign

import (
	"fmt"
	"testing"
)

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

func TestPaginate(t *testing.T) {
	c := &Campaign{}
	add := func(id string, accessed Date, withheld Text) {
		c.Evidence = append(c.Evidence, Evidence{ID: EvidenceID(id), Kind: "news", Published: "2022", Accessed: accessed, Withheld: withheld})
	}
	add("later", "2026-11-02", nil)
	add("hidden", "2026-10", Text{"en": "Not ours to show."})
	for i := range PerPage - 1 {
		add(fmt.Sprint(i), "2026-11", nil)
	}
	add("earlier", "2026-11-01", nil)
	c.Evidence = append(c.Evidence, Evidence{ID: "other-year", Kind: "news", Published: "2023", Accessed: "2026-12"})
	c.paginate()
	for _, e := range c.Evidence {
		want := "sources/news/" + e.Year()
		if e.ID == "later" {
			want += "/2"
		}
		if got := e.Address(); got != want {
			t.Errorf("address of %s: %s, want %s", e.ID, got, want)
		}
	}
}
