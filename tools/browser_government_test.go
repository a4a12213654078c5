package main

import (
	"fmt"
	"path"
	"strings"
	"testing"
)

// TestGovernmentOpensAtAddress: the address of a commitment of a government, and of a pledge, shows that, with the name of the
// government in view; where we found nothing it says so, and offers to write to us. The rows are as many as the published record has,
// the gravest status first, and the heaviest page has at most 4,000 px.
func TestGovernmentOpensAtAddress(t *testing.T) {
	t.Parallel()
	site := realSite(t)
	record, ranks := readMatrix(t, site.dir), map[string]int{}
	for _, s := range realRecord(t).Vocabulary.Statuses {
		ranks[string(s.ID)] = s.Rank
	}
	page := site.heaviest(t, "signatories/")
	var filled, gaps, pledges []string
	statuses := map[string]string{}
	for _, c := range record.Cells {
		if c.Signatory != path.Base(page) {
			continue
		}
		statuses[c.Commitment] = c.Status
		if !c.filled() {
			gaps = append(gaps, c.Commitment)
			continue
		}
		filled = append(filled, c.Commitment)
		for _, p := range c.Pledges {
			pledges = append(pledges, p.ID)
		}
	}
	if len(filled) == 0 || len(gaps) == 0 || len(pledges) == 0 {
		t.Fatalf("/%s has %d commitments with something, %d without and %d pledges: the test proves nothing", page, len(filled), len(gaps), len(pledges))
	}
	b := openTab(t, site.origin, look{})
	b.open(page)
	if height := ask[int](b, "document.documentElement.scrollHeight"); height > 4000 {
		t.Errorf("/%s has %d px", page, height)
	}
	rows := ask[[]string](b, `[...document.querySelectorAll(".accounts tbody tr")].map((e) => e.id)`)
	if len(rows) != len(filled) {
		t.Errorf("/%s has %d rows of %d", page, len(rows), len(filled))
	}
	for i := range rows {
		if i > 0 && ranks[statuses[rows[i]]] < ranks[statuses[rows[i-1]]] {
			t.Errorf("/%s: %s is below %s", page, rows[i], rows[i-1])
		}
	}
	const shown = `(() => {
		const inView = (e) => { const r = e.getBoundingClientRect(); return e.checkVisibility() && r.height > 0 && r.top < innerHeight && r.bottom > 0; };
		const target = document.getElementById(%q);
		return [inView(target) && "target", inView(document.querySelector(".whose")) && "name", (target.querySelector("details") ?? target.closest("details"))?.open && "open",
			[...target.querySelectorAll(".gap a")].some(inView) && "gap"].filter(Boolean).join();
	})()`
	for id, want := range map[string]string{
		filled[len(filled)-1]: "target,name,open", pledges[len(pledges)-1]: "target,name,open", gaps[len(gaps)-1]: "target,name,gap",
	} {
		b.open("") // so that the address is opened and not only its part
		b.open(page + "#" + id)
		if got := ask[string](b, fmt.Sprintf(shown, id)); got != want {
			t.Errorf("/%s#%s: %q, want %q", page, id, got, want)
		}
	}
	// Without the script a row is where it leads to.
	b.as(look{noScript: true})
	b.open(page + "#" + filled[0])
	if got := ask[string](b, fmt.Sprintf(shown, filled[0])); !strings.HasPrefix(got, "target,name") {
		t.Errorf("/%s#%s without its script: %q", page, filled[0], got)
	}
}
