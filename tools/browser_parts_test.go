package main

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
)

// testSplitMatrix reads a matrix that is too large for one page: its overview adds up, each number leads to what it counts, with a
// script and without, and each cell is on one page.
func testSplitMatrix(t *testing.T, dir, origin string) {
	record := readMatrix(t, dir)
	var want []string
	for _, c := range record.Cells {
		if c.filled() {
			want = append(want, "/signatories/"+c.Signatory+"/#"+c.Commitment)
		}
	}
	slices.Sort(want)
	b := openTab(t, origin, look{})
	const links = `[...document.querySelectorAll(".matrix td > a")]`
	var found []string
	leaf, largest, most := "", "", 0
	var read func(page string) int
	read = func(page string) (cells int) {
		b.open(page)
		parts := ask[[]string](b, `[...document.querySelectorAll(".parts")].slice(0, 1).flatMap((e) => [...e.querySelectorAll("tbody th a")].map((a) => a.pathname.slice(1)))`)
		if len(parts) == 0 {
			leaf = page
			if n := ask[int](b, `document.querySelectorAll("*").length`); n > most {
				largest, most = page, n
			}
			here := ask[[]string](b, links+`.map((e) => e.getAttribute("href"))`)
			found = append(found, here...)
			return len(here)
		}
		counted := ask[[]int](b, `[...document.querySelectorAll(".parts")].slice(0, 1).flatMap((e) => [...e.querySelectorAll("tbody tr")].map((row) => parseInt(row.cells[1].textContent.replace(/\D*(\d[\d,.]*).*/, "$1").replace(/[,.]/g, ""))))`)
		for i, part := range parts {
			n := read(part)
			if n != counted[i] {
				t.Errorf("/%s says %d of /%s, which has %d", page, counted[i], part, n)
			}
			cells += n
		}
		return cells
	}
	read("matrix/")
	if leaf == "matrix/" {
		t.Fatal("the matrix is on one page")
	}
	slices.Sort(found)
	if !slices.Equal(found, want) {
		t.Errorf("there are %d cells on the pages, %d in the record", len(found), len(want))
	}

	// Numbers lead to what they count, and what had an address on one page has one here.
	b.open("matrix/")
	type number struct {
		Href  string
		Count int
	}
	const numbers = `[...document.querySelectorAll(".parts td a")].map((a) => ({Href: a.pathname.slice(1) + a.search + a.hash, Count: Number(a.textContent.replace(/\D/g, ""))}))`
	all := ask[[]number](b, numbers)
	if len(all) < 10 {
		t.Fatalf("the overview has %d numbers", len(all))
	}
	const seen = `(document.querySelectorAll(".parts").length ? -1 : [...document.querySelectorAll(".matrix tr[data-children] > td:not(.total)")].filter((e) => e.textContent.trim() && e.checkVisibility() && parseFloat(getComputedStyle(e).fontSize) > 0 && (e.className.includes("gap") ? new URLSearchParams(location.search).get("status") : e.querySelector("a").checkVisibility({visibilityProperty: true}))).length)`
	for _, noScript := range []bool{false, true} {
		b.as(look{noScript: noScript})
		for i, x := range all {
			if i%20 != 0 && !slow() {
				continue
			}
			b.open(x.Href)
			if n := ask[int](b, seen); n >= 0 && n != x.Count {
				t.Errorf("no script %t: /%s shows %d, the overview says %d", noScript, x.Href, n, x.Count)
			}
		}
	}
	b.as(look{})
	b.open("matrix/")
	for _, prefix := range []string{"status_", "pillar_", "region_", "children_", "government_"} {
		if !ask[bool](b, fmt.Sprintf(`document.querySelector("[id^=%s]") !== null`, prefix)) {
			t.Errorf("the overview has no place for #%s...", prefix)
		}
	}
	// An address from the time before the matrix was divided leads to the page that has the cell, and opens it.
	b.open("data/") // so that the page is loaded again
	b.open("matrix/#XXX-" + record.Commitments[0].ID)
	b.until(fmt.Sprintf(`location.pathname === "/commitments/%s/" || location.pathname.startsWith("/matrix/pillar/")`, record.Commitments[0].ID))
	b.open(largest)
	cell := ask[string](b, `document.querySelector(".matrix .tip").id`)
	b.open("matrix/#" + cell)
	b.until(fmt.Sprintf(`location.pathname + location.hash === %q && document.readyState === "complete"`, "/"+largest+"#"+cell))
	b.until(fmt.Sprintf(`document.getElementById(%q).checkVisibility()`, cell))
	// So does a choice, if one page has all of it; with others it stays, and links take it along.
	b.open("matrix/")
	pillar := ask[[]string](b, `(([row]) => [row.id.replace("pillar_", ""), row.querySelector("a").pathname])(document.querySelectorAll("tr[id^=pillar_]"))`)
	b.open("matrix/?status=x&pillar=" + pillar[0])
	b.until(fmt.Sprintf(`location.pathname + location.search === %q && document.readyState === "complete"`, pillar[1]+"?status=x&pillar="+pillar[0]))
	b.open("matrix/")
	status := ask[[]string](b, `(([at]) => [at.id.replace("status_", ""), at.querySelector(".status").lastChild.textContent.trim()])(document.querySelectorAll("th[id^=status_]"))`)
	b.open("matrix/?status=" + status[0])
	if ask[bool](b, `[...document.querySelectorAll(".parts td a")].some((a) => !new URLSearchParams(a.search).has("status"))`) {
		t.Error("a number of the overview forgets the choice in its address")
	}
	if words := ask[string](b, `document.querySelector("[data-cells] + .note")?.textContent ?? ""`); !strings.Contains(words, status[1]) {
		t.Errorf("the overview says %q of the choice %q in its address", words, status[1])
	}

	// The pages of a year have the same parts, and the choice goes with the reader.
	b.open(leaf + "?status=x")
	year := ask[string](b, `(() => { const a = document.querySelector(".years-nav a:not([aria-current])"); a.click(); return a.pathname.slice(1) })()`)
	if !strings.HasSuffix(year, strings.TrimPrefix(leaf, "matrix")) {
		t.Errorf("from /%s the first year leads to /%s", leaf, year)
	}
	b.until(fmt.Sprintf(`location.pathname + location.search === %q && document.readyState === "complete"`, "/"+year+"?status=x"))

	axe, err := os.ReadFile(npmTool(t, "axe-core/axe.min.js"))
	if err != nil {
		t.Fatal(err)
	}
	for _, page := range []string{"matrix/", leaf} {
		for _, width := range []int{360, 768, 1440} {
			b.as(look{width: width, stillness: true})
			b.open(page)
			if wide := ask[int](b, `document.documentElement.scrollWidth - innerWidth`); wide > 0 {
				t.Errorf("/%s at %d px is %d px too wide", page, width, wide)
			}
			if width == 768 {
				continue
			}
			stops := ask[int](b, watchFocus)
			b.tabKey(stops+1, 0)
			for _, problem := range ask[[]string](b, "seen(1)") {
				t.Errorf("/%s at %d px: %s", page, width, problem)
			}
			// Whatever statuses are called, their names are in their columns.
			if n := ask[int](b, `[...document.querySelectorAll(".parts thead .status")].filter((e) => (e.lastChild.textContent = " Ended by another government", true)).filter((e) => {
				const [name, column] = [e, e.parentElement].map((e) => e.getBoundingClientRect());
				return name.left < column.left || name.right > column.right;
			}).length`); n > 0 {
				t.Errorf("/%s at %d px: %d long names of statuses reach into the next column", page, width, n)
			}
		}
		b.open(page)
		accessible(b, page, string(axe), new(novelty))
	}
}
