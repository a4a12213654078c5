package main

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// changeBelongs is how an entry of the changes shows that it belongs to a choice, by other means than the script uses.
var changeBelongs = map[string]string{
	"government": `entry.querySelector(".change-head a").textContent.startsWith(label + ":")`,
	"status":     `[...entry.querySelectorAll(".change-step .status")].at(-1).textContent.includes(label)`,
}

// TestFilters narrows the lists of changes and of statements by each choice that they offer.
func TestFilters(t *testing.T) {
	t.Parallel()
	site := realSite(t)
	for page, belongs := range map[string]map[string]string{
		// How an entry shows that it belongs to a choice, by other means than the script uses.
		"changes/": changeBelongs,
		"statements/": {
			"year":       `entry.querySelector("time").dateTime.startsWith(value)`,
			"topic":      `listed("/topics/" + value + "/", ".entries", entry)`,
			"government": `listed("/signatories/" + value + "/", "[aria-labelledby=mentions]", entry)`,
			"kind":       `entry.querySelector(".tag").textContent === label`,
		},
	} {
		t.Run(page, func(t *testing.T) {
			t.Parallel()
			b := openTab(t, site.origin, look{})
			b.open(page)
			for name, test := range belongs {
				options := ask[[]string](b, fmt.Sprintf(`[...document.querySelector("form select[name=%s]").options].map((o) => o.value)`, name))
				if len(options) < 3 || options[0] != "" {
					t.Fatalf("%s offers %q", name, options)
				}
				for i, value := range options[1:] {
					if i == 0 { // once by keyboard
						b.focus("form select[name=" + name + "]")
						b.do(chromedp.KeyEvent(kb.ArrowDown))
					} else {
						b.choose(name, value)
					}
					for _, wrong := range ask[[]string](b, fmt.Sprintf(narrowed, name, value, test)) {
						t.Errorf("%s=%s: %s", name, value, wrong)
					}
				}
				b.choose(name, "")
			}
		})
	}
}

// narrowed lists what is wrong with a list narrowed by one choice.
const narrowed = `(async () => {
	const [name, value] = [%q, %q];
	const label = [...document.querySelector("form select[name=" + name + "]").options].find((o) => o.value === value).textContent;
	const pages = (window.pages ??= {});
	const listed = async (address, part, entry) => {
		const page = (pages[address] ??= new DOMParser().parseFromString(await (await fetch(address)).text(), "text/html"));
		return page.querySelector(part + ' a[href="' + entry.querySelector("a").getAttribute("href") + '"]') !== null;
	};
	const problems = [];
	const list = document.querySelector("[data-list]");
	const entries = [...list.querySelectorAll("section :is(ul, ol) > li")].filter((e) => !e.parentElement.closest("li"));
	let seen = 0;
	for (const entry of entries) {
		const is = entry.checkVisibility();
		if (is) seen++;
		if (is !== await (%s)) problems.push((is ? "seen: " : "not seen: ") + entry.querySelector("a").textContent);
	}
	if (!seen || seen === entries.length) problems.push(seen + " of " + entries.length + " are seen");
	for (const section of list.querySelectorAll("section")) {
		if (section.checkVisibility() && ![...section.querySelectorAll("li")].some((e) => e.checkVisibility())) problems.push("an empty section is left: " + section.innerText);
	}
	const words = document.querySelector("main form [role=status]").textContent;
	const numbers = words.match(/\d+/g)?.map(Number) ?? [];
	if (!numbers.includes(seen) || !numbers.includes(entries.length)) problems.push(words + " where " + seen + " are seen");
	if (new URLSearchParams(location.search).get(name) !== value) problems.push("the address is " + location.search);
	return problems;
})()`

// TestFilterAddress checks that a narrowed list can be sent on and come back to.
func TestFilterAddress(t *testing.T) {
	t.Parallel()
	site := realSite(t)
	b := openTab(t, site.origin, look{})
	seen := func() []string {
		return ask[[]string](b, `[...document.querySelectorAll("[data-list] li[data-facets]")].filter((e) => e.checkVisibility()).map((e) => e.querySelector("a").href)`)
	}
	b.open("changes/")
	b.unfold(true)
	all := seen()
	// The choices that leave most, so that the second one narrows the first.
	values := func(name string) []string {
		return ask[[]string](b, fmt.Sprintf(`[...document.querySelector("form select[name=%s]").options].map((o) => o.value).slice(1)`, name))
	}
	most := func(name string) (value string) {
		count := 0
		for _, v := range values(name) {
			b.choose(name, v)
			if n := len(seen()); n > count {
				value, count = v, n
			}
		}
		return value
	}
	government := most("government")
	b.choose("government", government)
	one := seen()
	for _, v := range values("status") {
		disabled := ask[bool](b, fmt.Sprintf(`document.querySelector("form select[name=status] option[value=%s]").disabled`, v))
		b.choose("status", v)
		words := ask[string](b, `document.querySelector("main form [role=status]").textContent`)
		none := ask[string](b, `document.querySelector("main form [role=status]").dataset.none`)
		if found := len(seen()) > 0; found == disabled || found == (words == none) {
			t.Errorf("status %s beside %s: disabled %t, found %t, the page says %q", v, government, disabled, found, words)
		}
		b.choose("status", "")
	}
	status := most("status")
	b.open("changes/?government=" + government)
	b.choose("status", status)
	both := seen()
	if len(both) == 0 || len(both) >= len(one) || len(one) >= len(all) {
		t.Fatalf("choices do not add up: %d, %d, %d", len(all), len(one), len(both))
	}
	address := strings.TrimPrefix(ask[string](b, "location.href"), site.origin)
	if want := "changes/?government=" + government + "&status=" + status; address != want {
		t.Errorf("the address is %s, want %s", address, want)
	}
	b.do(chromedp.NavigateBack())
	if !slices.Equal(seen(), one) {
		t.Error("Back does not bring the choice before")
	}
	b.do(chromedp.NavigateForward())
	if !slices.Equal(seen(), both) {
		t.Error("Forward does not bring the choice after")
	}
	b.enter("form button[type=reset]")
	if !slices.Equal(seen(), all) || ask[string](b, "location.search") != "" {
		t.Error("the button does not bring the whole list")
	}
	b.open(address)
	if !slices.Equal(seen(), both) {
		t.Error("the address opened fresh shows another list")
	}
	if chosen := ask[string](b, `[...document.querySelectorAll("form select")].map((e) => e.value).join()`); chosen != government+","+status {
		t.Errorf("the form shows %q", chosen)
	}
}
