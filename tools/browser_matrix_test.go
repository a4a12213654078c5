package main

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"net/url"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"declarationwatch/tools/internal/matrix"
	"declarationwatch/tools/internal/words"
)

// record is what the tests of the matrix know of it, from the file that is published beside it.
type record struct {
	Signatories []struct {
		ID, ISO3, Subregion, Until string
		Name                       map[string]string
	}
	Commitments []struct {
		ID, Pillar, Children string
		ShortTitle           map[string]string `json:"short_title"`
	}
	Statuses []struct {
		ID    string
		Label map[string]string
	}
	Cells []struct {
		Signatory, Commitment, Status string
		Quiet                         int `json:"years_without_report"`
		Pledges, Events               []struct{}
	}

	nothing string // the status of a cell without anything
}

func readRecord(t *testing.T) (r record) {
	t.Helper()
	if err := json.Unmarshal([]byte(realSite(t).files["data/v1/matrix.json"]), &r); err != nil {
		t.Fatal(err)
	}
	r.nothing = string(realRecord(t).Vocabulary.Default.Nothing)
	return r
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

// choices of a reader: the values of each facet.
type choices = url.Values

// fits reports whether a cell answers to some choices, but for those of one facet.
func (r record) fits(i int, c choices, but string) bool {
	cell := r.Cells[i]
	region, pillar, children := "", "", ""
	for _, s := range r.Signatories {
		if s.ID == cell.Signatory {
			region = s.Subregion
		}
	}
	for _, x := range r.Commitments {
		if x.ID == cell.Commitment {
			pillar, children = x.Pillar, x.Children
		}
	}
	any := func(facet string, test func(value string) bool) bool {
		return facet == but || len(c[facet]) == 0 || slices.ContainsFunc(c[facet], test)
	}
	is := func(have string) func(string) bool { return func(value string) bool { return value == have } }
	return any("status", is(cell.Status)) && any("region", is(region)) && any("pillar", is(pillar)) && any("government", is(cell.Signatory)) &&
		any("children", func(value string) bool { return value == children || value == "related" && children != "none" }) &&
		any("quiet", func(value string) bool { n, _ := strconv.Atoi(value); return cell.Quiet >= n })
}

// links lists the addresses of the cells with something in them that answer to some choices, sorted.
func (r record) links(c choices) []string {
	out := []string{}
	for i, cell := range r.Cells {
		if len(cell.Pledges)+len(cell.Events) > 0 && r.fits(i, c, "") {
			out = append(out, "/signatories/"+cell.Signatory+"/#"+cell.Commitment)
		}
	}
	slices.Sort(out)
	return out
}

// count returns how many cells of governments that have not left answer to some choices: those with something in them, or all
// where a status is chosen.
func (r record) count(c choices, pass func(i int) bool) (n int) {
	left := map[string]bool{}
	for _, s := range r.Signatories {
		left[s.ID] = s.Until != ""
	}
	for i, cell := range r.Cells {
		if !left[cell.Signatory] && (len(c["status"]) > 0 || len(cell.Pledges)+len(cell.Events) > 0) && pass(i) {
			n++
		}
	}
	return n
}

// countAll counts the cells of governments that left, too.
func (r record) countAll(c choices) (n int) {
	for i, cell := range r.Cells {
		if (len(c["status"]) > 0 || len(cell.Pledges)+len(cell.Events) > 0) && r.fits(i, c, "") {
			n++
		}
	}
	return n
}

// values of each facet that the record has.
func (r record) values() map[string][]string {
	values := map[string][]string{}
	add := func(facet, value string) {
		if !slices.Contains(values[facet], value) {
			values[facet] = append(values[facet], value)
		}
	}
	for _, cell := range r.Cells {
		add("status", cell.Status)
		for years := range cell.Quiet {
			add("quiet", strconv.Itoa(years+1))
		}
	}
	for _, s := range r.Signatories {
		add("region", s.Subregion)
		add("government", s.ID)
	}
	for _, x := range r.Commitments {
		add("pillar", x.Pillar)
		if x.Children != "none" {
			add("children", "related")
		}
		if x.Children == "core" {
			add("children", "core")
		}
	}
	return values
}

// press takes or undoes a choice, as a reader's click does.
func (b *tab) press(facet, value string) {
	b.t.Helper()
	if !ask[bool](b, fmt.Sprintf(`(() => {
		const [facet, value] = [%q, %q];
		const box = document.querySelector('.controls input[name="' + facet + '"][value="' + value + '"]');
		if (box) { box.click(); return true; }
		const list = document.querySelector('.controls select[name="' + facet + '"]');
		const option = list && [...list.options].find((o) => o.value === value);
		if (!option) return false;
		option.selected = true;
		list.dispatchEvent(new Event("change", {bubbles: true}));
		return true;
	})()`, facet, value)) {
		b.t.Fatalf("%s: %s=%s is not offered", b.address, facet, value)
	}
}

// expectCells compares the links that can be seen with those that the record has.
func expectCells(b *tab, r record, c choices) {
	b.t.Helper()
	got := ask[[]string](b, `[...document.querySelectorAll(".matrix td > a")].filter((e) => e.checkVisibility({visibilityProperty: true})).map((e) => e.getAttribute("href"))`)
	slices.Sort(got)
	if want := r.links(c); !slices.Equal(got, want) {
		b.t.Errorf("%v: %d links are seen, want %d", c, len(got), len(want))
	}
	dots := ask[int](b, `[...document.querySelectorAll(".matrix .gap")].filter((e) => e.checkVisibility() && parseFloat(getComputedStyle(e).fontSize) > 0 && e.textContent).length`)
	want := 0
	for i, cell := range r.Cells {
		if len(cell.Pledges)+len(cell.Events) == 0 && r.fits(i, c, "") {
			want++
		}
	}
	if dots != want {
		b.t.Errorf("%v: %d gaps are seen, want %d", c, dots, want)
	}
}

// TestMatrixWithoutScript narrows the matrix by style sheet alone. Totals that would be wrong are not seen.
func TestMatrixWithoutScript(t *testing.T) {
	t.Parallel()
	r := readRecord(t)
	b := openTab(t, realSite(t).origin, look{noScript: true})
	b.open("matrix/")
	expectCells(b, r, nil)
	const totals = `[...document.querySelectorAll(".matrix tbody .total b")].filter((e) => e.checkVisibility({visibilityProperty: true})).length`
	if n := ask[int](b, totals); n != len(r.Commitments) {
		t.Errorf("%d totals are seen, of %d commitments", n, len(r.Commitments))
	}
	for facet, values := range r.values() {
		for _, value := range values {
			b.press(facet, value)
			expectCells(b, r, choices{facet: {value}})
			if n := ask[int](b, totals); n != 0 {
				t.Errorf("%s=%s: %d totals of the whole are seen", facet, value, n)
			}
			if facet == "status" || facet == "government" {
				b.press(facet, value)
			} else {
				b.press(facet, "")
			}
		}
	}
	// An address keeps one choice, and is linked.
	for facet, values := range r.values() {
		b.open("matrix/#" + facet + "_" + values[0])
		expectCells(b, r, choices{facet: {values[0]}})
		if linked := ask[bool](b, fmt.Sprintf(`Boolean(document.querySelector('noscript a[href="#%s_%s"]'))`, facet, values[0])); !linked {
			t.Errorf("no link leads to %s=%s", facet, values[0])
		}
	}
	// To the one in the address others may be added.
	pair := choices{"government": {r.Signatories[1].ID, r.Signatories[3].ID}}
	b.open("matrix/#government_" + pair["government"][0])
	b.press("government", pair["government"][1])
	expectCells(b, r, pair)
	// Governments side by side, in each language's order.
	few := choices{"government": {r.Signatories[0].ID, r.Signatories[len(r.Signatories)-2].ID}}
	for _, language := range realSite(t).languages.All {
		b.open(realSite(t).in(language, "matrix/"))
		for _, id := range few["government"] {
			b.press("government", id)
		}
		if language == realSite(t).languages.Source {
			expectCells(b, r, few)
		}
		if got := ask[[]string](b, `[...document.querySelectorAll(".matrix thead [data-id]")].filter((e) => e.checkVisibility()).map((e) => e.dataset.id)`); !slices.Equal(slices.Sorted(slices.Values(got)), few["government"]) {
			t.Errorf("%s: %v are side by side, want %v", language, got, few["government"])
		}
		b.click(".controls [type=reset]")
	}
}

// TestMatrix narrows the matrix with the script. The address has what is chosen; counts and totals follow.
func TestMatrix(t *testing.T) {
	t.Parallel()
	r := readRecord(t)
	all, err := words.Read(os.DirFS(realProject(t)), realSite(t).languages)
	if err != nil {
		t.Fatal(err)
	}
	texts := all[realSite(t).languages.Source]
	b := openTab(t, realSite(t).origin, look{stillness: true})
	b.open("matrix/")
	chosen := choices{}
	expect := func() {
		t.Helper()
		query, _ := url.ParseQuery(ask[string](b, "location.search.slice(1)"))
		for _, values := range query {
			slices.Sort(values)
		}
		for facet, values := range chosen {
			if slices.Sort(values); len(values) == 0 {
				delete(chosen, facet)
			}
		}
		if query.Encode() != chosen.Encode() {
			t.Errorf("the address has %s, want %s", query.Encode(), chosen.Encode())
		}
		seen := maps.Clone(chosen)
		if len(chosen["status"])+len(chosen["quiet"]) == 0 {
			expectCells(b, r, seen)
		}
		shown := r.count(chosen, func(i int) bool { return r.fits(i, chosen, "") })
		if got := ask[string](b, `document.querySelector(".matrix tfoot .total").textContent`); got != fmt.Sprint(shown) {
			t.Errorf("%v: the total is %s, want %d", chosen, got, shown)
		}
		sums := ask[[]int](b, `[[...document.querySelectorAll(".matrix tbody .total b")], [...document.querySelectorAll(".matrix tfoot td:not(.total)")].filter((e, i) => !document.querySelectorAll(".matrix thead th")[i + 1].matches(".gone")), document.querySelectorAll("[data-totals] tfoot td:last-child")].map((all) => [...all].reduce((sum, e) => sum + Number(e.textContent), 0))`)
		if sums[0] != shown || sums[1] != shown {
			t.Errorf("%v: rows add up to %d and columns to %d, want %d", chosen, sums[0], sums[1], shown)
		}
		words := ask[string](b, `document.querySelector(".controls [role=status]").textContent`)
		if (len(chosen) > 0) != (words != "") || shown > 0 && len(chosen) > 0 && !strings.Contains(words, fmt.Sprintf(" %d ", shown)) {
			t.Errorf("%v: the page says %q, want %d", chosen, words, shown)
		}
		for key, numbers := range map[string]string{"matrix.shown_governments": ".matrix tfoot td:not(.total)", "matrix.shown_commitments": ".matrix tbody .total b"} {
			n := ask[int](b, fmt.Sprintf(`[...document.querySelectorAll(%q)].filter((e) => e.textContent !== "0").length`, numbers))
			if want := strings.ReplaceAll(texts.Count(key, n), "{count}", texts.Number(n)); words != "" && shown > 0 && !strings.Contains(words, want) {
				t.Errorf("%v: the page says %q, want %q", chosen, words, want)
			}
		}
		counts := ask[map[string]int](b, `Object.fromEntries([...document.querySelectorAll(".controls input, .controls option")].filter((e) => e.value && (e.name ?? e.closest("select").name) !== "sort")
			.map((e) => [(e.name ?? e.closest("select").name) + "=" + e.value, Number((e.label ?? e.parentNode.querySelector(".count").textContent).match(/(\d+)\)?$/)[1])]))`)
		for facet, values := range r.values() {
			for _, value := range values {
				with := maps.Clone(chosen)
				with[facet] = []string{value}
				want := r.count(with, func(i int) bool { return r.fits(i, with, "") })
				if facet == "government" { // one that left counts as itself
					want = r.countAll(with)
				}
				if got, ok := counts[facet+"="+value]; !ok || got != want {
					t.Errorf("%v: %s=%s has the count %d, want %d", chosen, facet, value, got, want)
				}
			}
		}
	}
	press := func(facet, value string) {
		t.Helper()
		b.press(facet, value)
		switch i := slices.Index(chosen[facet], value); {
		case facet != "status" && facet != "government":
			chosen[facet] = []string{value}
		case i >= 0:
			chosen[facet] = slices.Delete(slices.Clone(chosen[facet]), i, i+1)
		default:
			chosen[facet] = append(slices.Clone(chosen[facet]), value)
		}
		if value == "" {
			delete(chosen, facet)
		}
		expect()
	}
	expect()
	for facet, values := range r.values() {
		press(facet, values[0])
		if facet == "status" || facet == "government" {
			press(facet, values[len(values)-1])
			press(facet, values[0])
			press(facet, values[len(values)-1])
		} else {
			press(facet, "")
		}
	}

	// Values of several facets combine, and each choice is a step to go back to.
	status := r.commonStatus()
	var of int
	for i, cell := range r.Cells {
		if cell.Status == status {
			of = i
		}
	}
	government := r.Cells[of].Signatory
	press("status", status)
	press("government", government)
	press("government", r.Signatories[0].ID)
	if len(r.links(chosen)) == 0 {
		t.Error("the record has no cell for these choices: the test proves little")
	}
	b.do(chromedp.NavigateBack(), chromedp.NavigateBack())
	delete(chosen, "government")
	expect()
	b.do(chromedp.NavigateForward())
	chosen["government"] = []string{government}
	expect()
	b.click(".controls [type=reset]")
	clear(chosen)
	b.until(`location.search === ""`)
	expect()

	// An address opened fresh. What it has and the page does not offer is left out.
	chosen = choices{"pillar": {r.Commitments[0].Pillar}, "status": {status}}
	b.open("matrix/?" + chosen.Encode())
	expect()
	b.open("matrix/?sort=__proto__&status=constructor&government=toString&quiet=-1&pillar=%00")
	expectCells(b, r, nil)
	// The page in another language, and of another year, has the same choices.
	b.open("matrix/?" + chosen.Encode() + "#below")
	for _, link := range []string{"header a[hreflang]", "a[data-keep]"} {
		address := ask[string](b, fmt.Sprintf(`(() => { const a = document.querySelector(%q); a.addEventListener("click", (e) => e.preventDefault()); a.click(); return a.href })()`, link))
		if !strings.Contains(address, "/?") || !strings.Contains(address, "status="+status) || !strings.HasSuffix(address, "#below") {
			t.Errorf("%s leads to %s", link, address)
		}
	}
}

// TestMatrixOrder: governments are in the order that is asked for, and the page says so.
func TestMatrixOrder(t *testing.T) {
	t.Parallel()
	r := readRecord(t)
	filled, region := map[string]int{}, map[string]string{}
	for _, cell := range r.Cells {
		if len(cell.Pledges)+len(cell.Events) > 0 {
			filled[cell.Signatory]++
		}
	}
	var names []string
	for _, s := range r.Signatories {
		region[s.ID], names = s.Subregion, append(names, s.ID)
	}
	b := openTab(t, realSite(t).origin, look{})
	b.open("matrix/")
	const heads = `[...document.querySelectorAll(".matrix thead [data-id]")].map((e) => e.dataset.id)`
	byName := ask[[]string](b, heads)
	regions := ask[[]string](b, `[...document.querySelector("[name=region]").options].map((o) => o.value)`)
	for name, less := range map[string]func(a, b string) int{
		"count":  func(a, b string) int { return filled[b] - filled[a] },
		"region": func(a, b string) int { return slices.Index(regions, region[a]) - slices.Index(regions, region[b]) },
		"":       func(a, b string) int { return 0 },
	} {
		b.press("sort", name)
		want := slices.Clone(byName)
		slices.SortStableFunc(want, less)
		if got := ask[[]string](b, heads); !slices.Equal(got, want) || len(got) != len(names) {
			t.Errorf("by %s: %v, want %v", name, got, want)
		}
		if wrong := ask[[]string](b, `[...document.querySelectorAll(".matrix td > a")].map((e) => [e, document.querySelectorAll(".matrix thead th")[e.parentNode.cellIndex].querySelector("a")]).filter(([e, head]) => !e.href.startsWith(head.href)).map(([e]) => e.href)`); len(wrong) > 0 {
			t.Errorf("by %s: under another government: %q", name, wrong)
		}
		words := ask[string](b, `document.querySelector(".controls [role=status]").textContent`)
		label := ask[string](b, `document.querySelector("[name=sort]").selectedOptions[0].textContent`)
		if name != "" && !strings.Contains(words, label) {
			t.Errorf("by %s: the page says %q", name, words)
		}
	}
}

// TestMatrixArrows goes from link to link with the arrow keys.
func TestMatrixArrows(t *testing.T) {
	t.Parallel()
	b := openTab(t, realSite(t).origin, look{stillness: true})
	b.open("matrix/")
	const where = `(() => { const at = document.activeElement.closest("td, th"); const rows = [...document.querySelector(".matrix table").rows]; return [rows.indexOf(at.parentNode), at.cellIndex] })()`
	b.focus(".matrix td > a")
	start := ask[[]int](b, where)
	for _, step := range []struct {
		key         string
		row, column int // which way
	}{{kb.ArrowLeft, 0, -1}, {kb.ArrowDown, 1, 0}, {kb.ArrowUp, -1, 0}, {kb.ArrowRight, 0, 1}} {
		before := ask[[]int](b, where)
		b.do(chromedp.KeyEvent(step.key))
		after := ask[[]int](b, where)
		if (after[0]-before[0])*step.row < 0 || (after[1]-before[1])*step.column < 0 || after[0] == before[0] && after[1] == before[1] ||
			step.row == 0 && after[0] != before[0] || step.column == 0 && after[1] != before[1] {
			t.Errorf("after %+q the focus goes from %v to %v", step.key, before, after)
		}
	}
	if end := ask[[]int](b, where); !slices.Equal(start, end) {
		t.Errorf("there and back: from %v to %v", start, end)
	}
	want := ask[string](b, "document.activeElement.href")
	b.do(chromedp.KeyEvent(kb.Enter))
	b.until(fmt.Sprintf("location.href === %q && document.readyState === 'complete'", want))
	if !ask[bool](b, `document.querySelector(":target") !== null`) {
		t.Errorf("%s is not on the page", want)
	}
}

// TestMatrixFits: at every width the matrix needs no scrolling sideways, its first row is on the first screen, and what can be
// pressed is large enough.
func TestMatrixFits(t *testing.T) {
	t.Parallel()
	site := realSite(t)
	b := openTab(t, site.origin, look{})
	for _, language := range site.languages.All {
		for _, width := range []int{320, 360, 640, 768, 1024, 1440} {
			b.as(look{width: width})
			b.open(site.in(language, "matrix/"))
			for _, problem := range ask[[]string](b, fmt.Sprintf(`(() => {
				const told = [];
				document.querySelector(".controls details").open = true;
				if (document.scrollingElement.scrollWidth > innerWidth) told.push("with all controls it scrolls sideways: " + document.scrollingElement.scrollWidth);
				document.querySelector(".controls details").open = false;
				if (document.scrollingElement.scrollWidth > innerWidth) told.push("scrolls sideways: " + document.scrollingElement.scrollWidth);
				const row = document.querySelector(".matrix tr[data-children]").getBoundingClientRect();
				const top = document.querySelector("header").getBoundingClientRect().bottom;
				if (innerWidth >= 360 && row.bottom - top > %d - 100) told.push("the first row ends " + Math.round(row.bottom - top) + " px below the header");
				for (const e of document.querySelectorAll(".matrix a, .controls label, .controls summary, .years-nav a")) {
					if (e.matches(".skip-table") || !e.checkVisibility()) continue;
					const box = e.getBoundingClientRect();
					if (box.width < 24 || box.height < 24) told.push(Math.round(box.width * 10) / 10 + " by " + Math.round(box.height * 10) / 10 + " px: " + e.outerHTML.slice(0, 80));
				}
				return told.slice(0, 5);
			})()`, max(heights[width], 700))) {
				t.Errorf("%s at %d px: %s", language, width, problem)
			}
		}
	}
}

// TestMatrixHeads: heads and pillars stay at the top of the page.
func TestMatrixHeads(t *testing.T) {
	t.Parallel()
	b := openTab(t, realSite(t).origin, look{stillness: true})
	b.open("matrix/")
	if lost := ask[[]string](b, `(() => {
		const bodies = document.querySelectorAll(".matrix tbody");
		scrollTo({top: bodies[1].rows[1].getBoundingClientRect().top + scrollY - 40, behavior: "instant"});
		const seen = (e, from, to) => { const box = e.getBoundingClientRect(); return box.top >= from && box.bottom <= to; };
		return [[document.querySelector(".matrix thead th"), 0, 60], [bodies[1].querySelector(".pillar th"), 20, 120]].filter(([e, from, to]) => !seen(e, from, to)).map(([e]) => e.textContent + JSON.stringify(e.getBoundingClientRect()));
	})()`); len(lost) > 0 {
		t.Errorf("scrolled away: %q", lost)
	}
}

// TestMatrixNames: each link says government, commitment and status, and no two say the same; past the table there is a way.
func TestMatrixNames(t *testing.T) {
	t.Parallel()
	site := realSite(t)
	r := readRecord(t)
	b := openTab(t, site.origin, look{noScript: true})
	for _, language := range site.languages.All {
		b.open(site.in(language, "matrix/"))
		names := ask[map[string]string](b, `Object.fromEntries([...document.querySelectorAll(".matrix td > a")].map((e) => [e.getAttribute("href").replace(/^.*signatories/, ""), e.textContent]))`)
		seen := map[string]bool{}
		for _, cell := range r.Cells {
			name, ok := names["/"+cell.Signatory+"/#"+cell.Commitment]
			if !ok {
				continue
			}
			if seen[name] {
				t.Errorf("%s: two links are called %q", language, name)
			}
			seen[name] = true
			var parts []string
			for _, s := range r.Signatories {
				if s.ID == cell.Signatory {
					parts = append(parts, s.Name[language])
				}
			}
			for _, x := range r.Commitments {
				if x.ID == cell.Commitment {
					parts = append(parts, x.ShortTitle[language])
				}
			}
			for _, s := range r.Statuses {
				if s.ID == cell.Status {
					parts = append(parts, s.Label[language])
				}
			}
			for _, part := range parts {
				if part == "" || !strings.Contains(name, part) {
					t.Errorf("%s: %q does not say %q", language, name, part)
				}
			}
		}
		if len(seen) != len(r.links(nil)) {
			t.Errorf("%s: %d links, want %d", language, len(seen), len(r.links(nil)))
		}
		if !ask[bool](b, `(() => { const a = document.querySelector(".skip-table"), to = document.getElementById(a.hash.slice(1)), table = document.querySelector(".matrix table"); return (a.compareDocumentPosition(table) & 4) > 0 && (table.compareDocumentPosition(to) & 4) > 0 })()`) {
			t.Errorf("%s: no link leads past the table", language)
		}
	}
}

// TestMatrixExplains: what is pointed at, focused or tapped explains itself; it stays while it is pointed at, and Escape closes
// it (WCAG 1.4.13).
func TestMatrixExplains(t *testing.T) {
	t.Parallel()
	b := openWholeTab(t, realSite(t).origin, look{stillness: true})
	b.open("matrix/")
	open := func() string {
		return ask[string](b, `[...document.querySelectorAll(".matrix .tip")].filter((e) => e.checkVisibility()).map((e) => e.textContent).join("|")`)
	}
	point := func(selector string) {
		t.Helper()
		at := ask[[]float64](b, fmt.Sprintf(`(() => { const e = document.querySelector(%q); e.scrollIntoView({block: "center"}); const box = e.getBoundingClientRect(); return [box.left + box.width / 2, box.top + box.height / 2] })()`, selector))
		b.do(chromedp.Func(func(ctx context.Context, tab *chromedp.Target) error {
			_, err := cdp.Call(ctx, tab, input.DispatchMouseEvent, input.DispatchMouseEventParams{Type: input.DispatchMouseEventTypeMouseMoved, X: at[0], Y: at[1]})
			return err
		}))
	}
	if got := open(); got != "" {
		t.Errorf("%q is open from the start", got)
	}
	name := ask[string](b, `document.querySelector(".matrix td > a .name").textContent`)
	point(".matrix td > a")
	b.until(`document.querySelector(".matrix .tip").checkVisibility() && document.querySelector(".matrix .tip p") !== null`)
	if got := open(); !strings.Contains(got, name) || !ask[bool](b, `document.querySelector(".matrix .tip time") !== null && document.querySelector(".matrix .tip p").textContent.length > 10`) {
		t.Errorf("%q has no government, date or sentence", got)
	}
	if !ask[bool](b, `(() => { const a = document.querySelector(".matrix td > a"); return document.getElementById(a.getAttribute("aria-describedby")) === a.parentNode.querySelector(".tip") })()`) {
		t.Error("the link is not described by what explains it")
	}
	point(".matrix .tip p")
	if open() == "" {
		t.Error("it closes when it is pointed at")
	}
	b.do(chromedp.KeyEvent(kb.Escape))
	if got := open(); got != "" {
		t.Errorf("after Escape %q is open", got)
	}
	point("h1")
	b.focus(".matrix td > a")
	if open() == "" {
		t.Error("the focus opens nothing")
	}
	b.do(chromedp.KeyEvent(kb.Escape))
	if got := open(); got != "" {
		t.Errorf("after Escape %q is open", got)
	}
	ask[any](b, "document.activeElement.blur()")
	for _, width := range []int{1440, 360} {
		b.as(look{width: width, stillness: true})
		b.open("matrix/")
		const tap = `(() => { const a = document.querySelector(".matrix td > a"); const event = new PointerEvent("click", {pointerType: "touch", bubbles: true, cancelable: true}); a.addEventListener("click", (e) => { setTimeout(() => 0); }, {once: true}); document.addEventListener("click", (e) => { window.followed = !e.defaultPrevented; e.preventDefault(); }, {once: true}); a.dispatchEvent(event); return window.followed })()`
		if followed := ask[bool](b, tap); followed || open() == "" {
			t.Errorf("at %d px the first tap follows the link (%t) or opens nothing", width, followed)
		}
		if wide := ask[bool](b, `document.scrollingElement.scrollWidth > innerWidth`); wide {
			t.Errorf("at %d px what opens makes the page scroll sideways", width)
		}
		if followed := ask[bool](b, tap); !followed {
			t.Errorf("at %d px the second tap does not follow the link", width)
		}
		b.do(chromedp.KeyEvent(kb.Escape))
		if got := open(); got != "" {
			t.Errorf("at %d px after Escape %q is open", width, got)
		}
	}
}

// TestMatrixYears: the page of a year has the matrix of its last day.
func TestMatrixYears(t *testing.T) {
	t.Parallel()
	site := realSite(t)
	b := openTab(t, site.origin, look{noScript: true})
	all := matrix.History(realRecord(t), today())
	pages := []string{}
	for _, m := range all[:len(all)-1] {
		pages = append(pages, fmt.Sprintf("/matrix/%d/", m.AsOf.First().Year()))
	}
	b.open("matrix/")
	if got := ask[[]string](b, `[...document.querySelectorAll(".years-nav a:not([aria-current])")].map((e) => e.getAttribute("href"))`); !slices.Equal(got, pages) {
		t.Errorf("years %v, want %v", got, pages)
	}
	for i, page := range pages {
		b.open(page[1:])
		got := ask[map[string]string](b, `Object.fromEntries([...document.querySelectorAll(".matrix td > a")].map((e) => [e.getAttribute("href"), e.parentNode.className.replace(/^s-/, "")]))`)
		want := map[string]string{}
		for _, member := range all[i].Signatories {
			for _, cell := range member.Cells {
				if cell.Filled() {
					want[fmt.Sprintf("/signatories/%s/#%s", cell.Signatory, cell.Commitment)] = string(cell.Status)
				}
			}
		}
		if !maps.Equal(got, want) {
			t.Errorf("%s: %d cells, want %d, or another status", page, len(got), len(want))
		}
		if total := ask[string](b, `document.querySelector(".matrix tfoot .total").textContent`); total != fmt.Sprint(all[i].Totals.Filled) {
			t.Errorf("%s: total %s, want %d", page, total, all[i].Totals.Filled)
		}
	}
}

// TestGapsOnNarrowScreens: where there are no columns, the gaps that somebody asks for have the codes of their governments.
func TestGapsOnNarrowScreens(t *testing.T) {
	t.Parallel()
	r := readRecord(t)
	codes, asked := map[string]string{}, map[string]bool{}
	for _, s := range r.Signatories {
		codes[s.ID] = s.ISO3
	}
	for _, cell := range r.Cells {
		if len(cell.Pledges)+len(cell.Events) == 0 {
			asked[cell.Status] = true
		}
	}
	for _, l := range []look{{width: 360}, {width: 360, noScript: true}} {
		b := openTab(t, realSite(t).origin, l)
		for status := range asked {
			b.open("matrix/")
			b.press("status", status)
			got := ask[[]string](b, `[...document.querySelectorAll(".matrix .gap")].filter((e) => e.checkVisibility() && parseFloat(getComputedStyle(e).fontSize) > 0).map((e) =>
				getComputedStyle(e, "::after").content.slice(2, -1) + " " + e.parentNode.querySelector("th a").pathname.split("/").at(-2))`)
			var want []string
			for i, cell := range r.Cells {
				if len(cell.Pledges)+len(cell.Events) == 0 && r.fits(i, choices{"status": {status}}, "") {
					want = append(want, codes[cell.Signatory]+" "+cell.Commitment)
				}
			}
			slices.Sort(got)
			slices.Sort(want)
			if !slices.Equal(got, want) {
				t.Errorf("%v, %s: %d gaps are seen, want %d: %q", l, status, len(got), len(want), got[:min(len(got), 5)])
			}
		}
	}
}
