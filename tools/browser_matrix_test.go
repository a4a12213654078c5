package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// record is what the tests of the matrix know of it, from the file that is published beside it.
type record struct {
	Signatories []struct{ ID, Subregion string }
	Commitments []struct{ ID, Pillar, Children string }
	Cells       []struct{ Signatory, Commitment, Status string }

	nothing string // the status of a cell without anything
}

// commonStatus returns the status of most cells, but for those without anything.
func (r record) commonStatus() (status string) {
	count := map[string]int{}
	for _, cell := range r.Cells {
		if count[cell.Status]++; cell.Status != r.nothing && (status == "" || count[cell.Status] > count[status]) {
			status = cell.Status
		}
	}
	return status
}

func readRecord(t *testing.T) (r record) {
	t.Helper()
	if err := json.Unmarshal([]byte(realSite(t).files["data/v1/matrix.json"]), &r); err != nil {
		t.Fatal(err)
	}
	r.nothing = string(realRecord(t).Vocabulary.Default.Nothing)
	return r
}

// choices of a reader, by facet.
type choices map[string]string

// query writes them as the address has them, sorted.
func (c choices) query() string {
	var words []string
	for _, facet := range slices.Sorted(maps.Keys(c)) {
		words = append(words, facet+"="+c[facet])
	}
	return strings.Join(words, "&")
}

// shown lists the addresses of the cells that answer to some choices, sorted.
func (r record) shown(c choices) []string {
	region := map[string]string{}
	for _, s := range r.Signatories {
		region[s.ID] = s.Subregion
	}
	pillar, children := map[string]string{}, map[string]string{}
	for _, commitment := range r.Commitments {
		pillar[commitment.ID], children[commitment.ID] = commitment.Pillar, commitment.Children
	}
	fits := func(facet, value string) bool { return c[facet] == "" || c[facet] == value }
	out := []string{}
	for _, cell := range r.Cells {
		scope := children[cell.Commitment]
		if !fits("status", cell.Status) || !fits("region", region[cell.Signatory]) || !fits("pillar", pillar[cell.Commitment]) ||
			c["children"] == "core" && scope != "core" || c["children"] == "related" && scope == "none" ||
			c["view"] == "filled" && cell.Status == r.nothing {
			continue
		}
		out = append(out, "/signatories/"+cell.Signatory+"/#"+cell.Commitment)
	}
	slices.Sort(out)
	return out
}

// around returns the region and the pillar of a cell with a status, on a commitment about children.
func (r record) around(status string) (region, pillar string) {
	for _, cell := range r.Cells {
		for _, commitment := range r.Commitments {
			for _, s := range r.Signatories {
				if cell.Status == status && cell.Commitment == commitment.ID && commitment.Children != "none" && cell.Signatory == s.ID {
					return s.Subregion, commitment.Pillar
				}
			}
		}
	}
	return "", ""
}

// values of each facet that the record has.
func (r record) values() map[string][]string {
	values := map[string][]string{"children": {"core", "related"}}
	add := func(facet, value string) {
		if !slices.Contains(values[facet], value) {
			values[facet] = append(values[facet], value)
		}
	}
	for _, cell := range r.Cells {
		add("status", cell.Status)
	}
	for _, s := range r.Signatories {
		add("region", s.Subregion)
	}
	for _, commitment := range r.Commitments {
		add("pillar", commitment.Pillar)
	}
	return values
}

// expectCells compares the cells that can be seen with those that the record has.
func expectCells(b *tab, r record, c choices) {
	b.t.Helper()
	got := ask[[]string](b, `[...document.querySelectorAll(".matrix tbody td > a")]
		.filter((e) => e.checkVisibility({visibilityProperty: true})).map((e) => e.getAttribute("href"))`)
	slices.Sort(got)
	want := r.shown(c)
	if !slices.Equal(got, want) {
		b.t.Errorf("%v: %d cells are seen, want %d", c, len(got), len(want))
	}
	if c["status"] == "" {
		return
	}
	// A government without an answer is no answer.
	governments := map[string]bool{}
	for _, address := range want {
		governments[strings.Split(address, "#")[0]] = true
	}
	rows := ask[[]string](b, `[...document.querySelectorAll(".matrix tbody th a")]
		.filter((e) => e.checkVisibility()).map((e) => e.getAttribute("href"))`)
	slices.Sort(rows)
	if names := slices.Sorted(maps.Keys(governments)); !slices.Equal(rows, names) && len(c) == 1 {
		b.t.Errorf("%v: rows %v, want %v", c, rows, names)
	}
}

// TestMatrixWithoutScript narrows the matrix with the style sheet only: by the links of its controls.
func TestMatrixWithoutScript(t *testing.T) {
	t.Parallel()
	r := readRecord(t)
	b := openTab(t, realSite(t).origin, look{noScript: true})
	b.open("matrix/")
	expectCells(b, r, nil)
	for facet, values := range r.values() {
		for _, value := range values {
			b.click(fmt.Sprintf(`[data-facet="%s"][data-value="%s"]`, facet, value))
			if got, want := ask[string](b, "location.hash"), "#only-"+facet+"-"+value; got != want {
				t.Errorf("%s %s leads to %q, want %q", facet, value, got, want)
			}
			expectCells(b, r, choices{facet: value})
		}
	}
	b.click(`[data-facet="view"]`)
	expectCells(b, r, choices{"view": "filled"})
	b.click(`[data-clear]`)
	expectCells(b, r, nil)

	b.as(look{width: 360, noScript: true})
	expectCells(b, r, choices{"view": "filled"}) // cards leave gaps out by themselves
	b.click(fmt.Sprintf(`[data-facet="status"][data-value="%s"]`, r.nothing))
	expectCells(b, r, choices{"status": r.nothing})
}

// TestMatrix narrows and orders the matrix with the script, by keyboard. The address contains what is chosen.
func TestMatrix(t *testing.T) {
	t.Parallel()
	r := readRecord(t)
	b := openTab(t, realSite(t).origin, look{stillness: true})
	b.open("matrix/")
	chosen := choices{}
	expect := func() {
		t.Helper()
		if got := ask[string](b, "(() => { const q = new URLSearchParams(location.search); q.sort(); return q.toString() })()"); got != chosen.query() {
			t.Errorf("the address has %s, want %s", got, chosen.query())
		}
		expectCells(b, r, chosen)
		status := ask[string](b, `document.querySelector(".controls [data-shown]").textContent`)
		if cells := fmt.Sprintf(" %d ", len(r.shown(chosen))); (len(chosen) > 0) != strings.Contains(status, cells) {
			t.Errorf("%v: the page says %q, want%s", chosen, status, cells)
		}
	}
	press := func(facet, value string) {
		t.Helper()
		b.enter(fmt.Sprintf(`[data-facet="%s"][data-value="%s"]`, facet, value))
		if chosen[facet] == value {
			delete(chosen, facet) // pressed again, it is let go
		} else {
			chosen[facet] = value
		}
		expect()
	}
	b.enter(".controls summary")

	// Each value by itself, with the count beside it.
	for facet, values := range r.values() {
		for _, value := range values {
			press(facet, value)
			on := fmt.Sprintf(`[data-facet="%s"][data-value="%s"]`, facet, value)
			if current := ask[string](b, fmt.Sprintf("document.querySelector('%s').ariaCurrent", on)); current != "true" {
				t.Errorf("%s %s is chosen and does not say so: %q", facet, value, current)
			}
			units := len(r.shown(chosen))
			switch facet {
			case "children", "pillar":
				units /= len(r.Signatories) // it counts commitments
			case "region":
				units /= len(r.Commitments) // it counts governments
			}
			if count := ask[string](b, fmt.Sprintf("document.querySelector('%s .count').textContent", on)); count != fmt.Sprint(units) {
				t.Errorf("%s %s says %s, and counts %d", facet, value, count, units)
			}
		}
		press(facet, chosen[facet])
	}

	// Values of several facets combine, and each choice is a step to go back to.
	status := r.commonStatus()
	region, pillar := r.around(status)
	press("status", status)
	press("region", region)
	press("children", "related")
	press("pillar", pillar)
	if len(r.shown(chosen)) == 0 {
		t.Error("the record has no cell for these choices: the test proves little")
	}
	b.do(chromedp.NavigateBack(), chromedp.NavigateBack())
	delete(chosen, "pillar")
	delete(chosen, "children")
	expect()
	b.do(chromedp.NavigateForward())
	chosen["children"] = "related"
	expect()
	press("view", "filled")
	b.enter("[data-clear]")
	clear(chosen)
	expect()

	// An address opened fresh, and one made for readers without the script.
	chosen = choices{"pillar": pillar, "status": status}
	b.open("matrix/?" + chosen.query())
	expect()
	b.open("matrix/#only-status-" + status)
	chosen = choices{"status": status}
	expect()
	b.as(look{width: 360})
	expect()
}

// TestMatrixOrder checks that governments are in the order that is asked for.
func TestMatrixOrder(t *testing.T) {
	t.Parallel()
	r := readRecord(t)
	filled := map[string]int{}
	for _, cell := range r.Cells {
		if cell.Status != r.nothing {
			filled[cell.Signatory]++
		}
	}
	byName := slices.Clone(r.Signatories)
	byRegion, byCount := slices.Clone(byName), slices.Clone(byName)
	slices.SortStableFunc(byRegion, func(a, b struct{ ID, Subregion string }) int { return strings.Compare(a.Subregion, b.Subregion) })
	slices.SortStableFunc(byCount, func(a, b struct{ ID, Subregion string }) int { return filled[b.ID] - filled[a.ID] })

	b := openTab(t, realSite(t).origin, look{})
	b.open("matrix/")
	b.enter(".controls summary")
	for _, order := range []struct {
		name string
		want []struct{ ID, Subregion string }
	}{{"count", byCount}, {"region", byRegion}, {"name", byName}} {
		b.enter(fmt.Sprintf(`[data-facet="sort"][data-value="%s"]`, order.name))
		var want []string
		for _, s := range order.want {
			want = append(want, "/signatories/"+s.ID+"/")
		}
		got := ask[[]string](b, `[...document.querySelectorAll(".matrix tbody th a")].map((e) => e.getAttribute("href"))`)
		if !slices.Equal(got, want) {
			t.Errorf("by %s: %v, want %v", order.name, got, want)
		}
		if search := ask[string](b, "location.search"); search != "?sort="+order.name {
			t.Errorf("by %s: the address has %q", order.name, search)
		}
	}
}

// TestMatrixArrows goes from cell to cell: the arrow keys reach the gaps that the Tab key passes by.
func TestMatrixArrows(t *testing.T) {
	t.Parallel()
	b := openTab(t, realSite(t).origin, look{stillness: true})
	b.open("matrix/")
	const place = `(() => {
		const cell = document.activeElement.closest("tbody td, tbody th");
		return cell ? [cell.parentElement.sectionRowIndex, cell.cellIndex].join() : document.activeElement.outerHTML;
	})()`
	if stops, filled := ask[int](b, `[...document.querySelectorAll(".matrix td > a")].filter((e) => e.tabIndex >= 0).length`),
		len(readRecord(t).shown(choices{"view": "filled"})); stops != filled {
		t.Errorf("the Tab key stops at %d cells, %d of them filled", stops, filled)
	}
	b.focus(".matrix tbody th a")
	for _, step := range []struct{ key, want string }{
		{kb.ArrowRight, "0,1"}, {kb.ArrowRight, "0,2"}, {kb.ArrowDown, "1,2"}, {kb.ArrowDown, "2,2"},
		{kb.ArrowLeft, "2,1"}, {kb.ArrowLeft, "2,0"}, {kb.ArrowLeft, "2,0"}, {kb.ArrowUp, "1,0"},
	} {
		b.do(chromedp.KeyEvent(step.key))
		if got := ask[string](b, place); got != step.want {
			t.Errorf("after %+q the focus is on row and column %s, want %s", step.key, got, step.want)
		}
	}
	// A cell leads to its own address.
	b.do(chromedp.KeyEvent(kb.ArrowRight))
	want := ask[string](b, "document.activeElement.href")
	b.do(chromedp.KeyEvent(kb.Enter))
	b.until(fmt.Sprintf("location.href === %q && document.readyState === 'complete'", want))
	if !ask[bool](b, `document.querySelector(":target") !== null`) {
		t.Errorf("%s does not stand on the page", want)
	}
}
