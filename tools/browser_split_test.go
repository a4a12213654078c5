package main

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// testSplitFilters narrows lists that are on several pages by the first of each choice, with DECLARATION_SLOW by three: what is shown is
// what these pages have, the newest first, as many at a time as a page has.
func testSplitFilters(t *testing.T, origin string) {
	for page, belongs := range map[string]map[string]string{
		// As TestFilters does: how an entry shows that it belongs to a choice, by other means than the script uses.
		"changes/": changeBelongs,
		"statements/": {
			"year": `entry.querySelector("time").dateTime.startsWith(value)`,
			"kind": `entry.querySelector(".tag").textContent === label`,
		},
	} {
		t.Run(page, func(t *testing.T) {
			b := openTab(t, origin, look{})
			b.open(page)
			whole := ask[string](b, `document.querySelector("[data-list]").innerText`)
			for name, test := range belongs {
				options := ask[[]string](b, fmt.Sprintf(`[...document.querySelector("form select[name=%s]").options].map((o) => o.value)`, name))
				if len(options) < 2 {
					t.Fatalf("%s offers %q", name, options)
				}
				if !slow() {
					options = options[:2]
				}
				for _, value := range options[1:min(len(options), 4)] {
					b.choose(name, value)
					for _, wrong := range ask[[]string](b, fmt.Sprintf(acrossPages, name, value, test)) {
						t.Errorf("%s=%s: %s", name, value, wrong)
					}
					if ungrouped := ask[string](b, `document.querySelector("main form [role=status]").textContent.match(/\d{4,}/)?.[0] ?? ""`); ungrouped != "" {
						t.Errorf("%s=%s: %s has no separator", name, value, ungrouped)
					}
				}
				b.choose(name, "")
				b.until(`document.querySelector("main form [role=status]").textContent === ""`)
				if now := ask[string](b, `document.querySelector("[data-list]").innerText`); now != whole {
					t.Errorf("without a choice of %s the list is another one", name)
				}
			}

			// The pages of years lead to what is chosen, and Back leads to them.
			year := ask[string](b, `document.querySelector("[data-list] .jump a").pathname.slice(1)`)
			b.open(year)
			name, value := "government", ""
			if _, ok := belongs[name]; !ok {
				name = "kind"
			}
			value = ask[string](b, fmt.Sprintf(`document.querySelector("form select[name=%s]").options[1].value`, name))
			b.choose(name, value)
			// The address is another before the page is there.
			b.until(fmt.Sprintf(`location.pathname + location.search === %q && document.readyState === "complete"`, "/"+page+"?"+name+"="+value))
			for _, wrong := range ask[[]string](b, fmt.Sprintf(acrossPages, name, value, belongs[name])) {
				t.Errorf("from /%s: %s=%s: %s", year, name, value, wrong)
			}
			b.do(chromedp.NavigateBack())
			b.until(fmt.Sprintf(`location.pathname === %q`, "/"+year))

			b.as(look{noScript: true})
			b.open(page)
			if ask[bool](b, `document.querySelector("form.narrow").checkVisibility()`) {
				t.Error("without a script there are choices that do nothing")
			}
			var dead []string
			for _, link := range ask[[]string](b, `[...document.querySelectorAll(".ways a, [data-list] .jump a")].map((a) => a.pathname)`) {
				if status := ask[int](b, fmt.Sprintf(`fetch(%q).then((answer) => answer.status)`, link)); status != 200 {
					dead = append(dead, link)
				}
			}
			if links := ask[int](b, `document.querySelectorAll(".ways a").length`); links == 0 || len(dead) > 0 {
				t.Errorf("without a script %d choices lead on; dead: %s", links, slices.Compact(dead))
			}
			if !strings.Contains(whole, ask[string](b, `document.querySelector("[data-list] [data-facets] a").innerText`)) {
				t.Error("without a script the newest are others")
			}
		})
	}
}

// acrossPages lists what is wrong with what a list on several pages shows of one choice.
const acrossPages = `(async () => {
	const [name, value] = [%q, %q];
	const label = [...document.querySelector("form select[name=" + name + "]").options].find((o) => o.value === value).textContent;
	const list = document.querySelector("[data-list]");
	const words = document.querySelector("main form [role=status]");
	const numbers = () => words.textContent.match(/\d[\d.,\s]*\d|\d/g)?.map((number) => Number(number.replace(/\D/g, ""))) ?? [];
	const settled = async (is) => { for (let i = 0; i < 500 && !is(); i++) await new Promise((resolve) => setTimeout(resolve, 20)); };
	await settled(() => new URLSearchParams(location.search).get(name) === value && !list.ariaBusy && numbers().length > 1);
	const button = () => [...list.querySelectorAll("button")].at(-1);
	const problems = [];
	for (let seen = 0; button(); ) {
		seen = list.querySelectorAll("[data-facets]").length;
		if (numbers()[0] !== seen) problems.push(words.textContent + " where " + seen + " are seen");
		button().click();
		await settled(() => list.querySelectorAll("[data-facets]").length > seen);
		if (!list.querySelectorAll("[data-facets]")[seen]?.contains(document.activeElement)) problems.push("the focus is not on the first of those added");
		if (list.querySelectorAll("[data-facets]").length === seen) return [...problems, "the button shows no more"];
	}
	const shown = [...list.querySelectorAll("[data-facets]")];
	const pages = (window.allPages ??= await (async () => {
		const read = async (address) => new DOMParser().parseFromString(await (await fetch(address)).text(), "text/html");
		const years = [...(await read(location.pathname)).querySelectorAll("[data-list] .jump a")].map((a) => a.getAttribute("href"));
		const found = new Map();
		for (const year of years) {
			const first = await read(year);
			for (const address of [year, ...[...first.querySelectorAll("main nav a")].map((a) => a.getAttribute("href")).filter((href) => href.startsWith(year))])
				if (!found.has(address)) found.set(address, await read(address));
		}
		return [...found.values()];
	})());
	const entries = pages.flatMap((page) => [...page.querySelectorAll("main [data-facets]")]);
	const wanted = entries.filter((entry) => %s);
	if (!wanted.length || wanted.length === entries.length) problems.push(wanted.length + " of " + entries.length + " are wanted");
	const texts = (all) => all.map((e) => e.textContent.trim()).sort().join("|");
	if (texts(wanted) !== texts(shown)) problems.push(shown.length + " are shown, " + wanted.length + " wanted");
	if (numbers().join() !== [wanted.length, entries.length].join()) problems.push(words.textContent);
	const dates = shown.map((e) => e.querySelector("time").dateTime);
	if (dates.some((date, i) => i && date > dates[i - 1])) problems.push("not the newest first: " + dates);
	return problems;
})()`
