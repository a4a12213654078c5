package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"declarationwatch/tools/internal/campaign"
)

// TestOffline opens the file for use offline from a folder with nothing else in it, as from a memory stick.
func TestOffline(t *testing.T) {
	t.Parallel()
	site := realSite(t)
	record := readMatrix(t, site.dir)
	addresses := map[string]campaign.Evidence{}
	for _, e := range realRecord(t).Evidence {
		addresses[string(e.ID)] = e
	}
	for _, code := range site.languages.All {
		for _, l := range []look{{width: 320, noScript: true}, {width: 1440, dark: true}} {
			t.Run(fmt.Sprint(code, " ", l), func(t *testing.T) {
				text := site.files[site.in(code, "data/v1/offline.html")]
				stick := t.TempDir()
				if err := os.WriteFile(filepath.Join(stick, "record.html"), []byte(text), 0o644); err != nil {
					t.Fatal(err)
				}
				b := openTab(t, "file://"+filepath.ToSlash(stick)+"/", l)
				b.open("record.html")
				b.mu.Lock()
				if want := []string{b.origin + "record.html"}; !slices.Equal(b.requests, want) {
					t.Errorf("asks for %q, want %q alone", b.requests, want)
				}
				b.mu.Unlock()
				if lost := ask[[]string](b, `[...document.querySelectorAll("[href]")].map((e) => e.getAttribute("href")).filter((href) => href.startsWith("#") ? !document.getElementById(href.slice(1)) : !/^(https?:|data:,$)/.test(href))`); len(lost) > 0 {
					t.Errorf("leads nowhere: %q", lost)
				}
				if wide := ask[int](b, `document.documentElement.scrollWidth - innerWidth`); wide > 0 {
					t.Errorf("the page is %d px wider than the screen", wide)
				}
				holds(t, b, record, addresses)
			})
		}
	}
}

// holds checks that the file has every cell with something found and every source of it, with its addresses.
func holds(t *testing.T, b *tab, record publishedRecord, addresses map[string]campaign.Evidence) {
	t.Helper()
	const ids = `[...document.querySelectorAll(%q)].map((e) => e.id)`
	cells, observed := ask[[]string](b, fmt.Sprintf(ids, ".cell")), 0
	for _, o := range record.Observers {
		observed += ask[int](b, fmt.Sprintf(`document.querySelectorAll("#%s .cell").length`, o.ID))
	}
	sources, filled := ask[[]string](b, fmt.Sprintf(ids, ".register > li")), 0
	said := ask[string](b, `document.querySelector(".register").textContent`)
	pledges := ask[[]string](b, fmt.Sprintf(ids, ".thing[id]"))
	for _, cell := range record.Cells {
		if !cell.filled() {
			continue
		}
		filled++
		name := cell.Signatory + "-" + cell.Commitment
		if !slices.Contains(cells, name) {
			t.Errorf("the cell %s is not there", name)
		}
		evidence := cell.Evidence
		for _, p := range cell.Pledges {
			if evidence = append(evidence, p.Evidence...); !slices.Contains(pledges, "pledge_"+p.ID) {
				t.Errorf("%s: the pledge %s is not there", name, p.ID)
			}
		}
		for _, e := range cell.Events {
			evidence = append(evidence, e.Evidence...)
		}
		for _, id := range evidence {
			e := addresses[id]
			if !slices.Contains(sources, "source_"+id) {
				t.Errorf("%s: the source %s is not there", name, id)
			} else if !strings.Contains(said, string(e.URL)) || !strings.Contains(said, string(e.ArchiveURL)) {
				t.Errorf("%s: the source %s lacks an address", name, id)
			}
		}
	}
	if filled == 0 || len(cells)-observed != filled {
		t.Errorf("there are %d cells, want the %d of the matrix", len(cells)-observed, filled)
	}
}
