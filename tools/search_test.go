package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"golang.org/x/tools/txtar"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/diag"
	"declarationwatch/tools/internal/locale"
	"declarationwatch/tools/internal/search"
)

// TestSearchInBrowser looks for things as a reader does, on a site that lies in a folder of its host.
func TestSearchInBrowser(t *testing.T) {
	t.Parallel()
	built := buildBilingual(t, t.TempDir(),
		written("lantern", "Lanterns on the road", 13, "Light."),
		// Newer, so that it would come first if a word in the text weighed as much as one in the title.
		written("light", "Light", 14, "People carried lanterns."),
	)
	host := t.TempDir()
	if err := os.Rename(built.dir, filepath.Join(host, "watch")); err != nil {
		t.Fatal(err)
	}
	site := serveFolder(t, host) + "watch/"
	b := openTab(t, site, look{})

	// asked reports whether the page has loaded an index.
	const asked = `performance.getEntriesByType("resource").some((r) => r.name.endsWith("/search/index.json"))`
	const first = `document.querySelector(".found a")?.href ?? ""`
	open := func(words string) {
		t.Helper()
		enter(b, words)
		b.until(`document.querySelector(".find input").getAttribute("aria-expanded") == "true"`)
	}

	t.Run("the index is asked for when the box is used", func(t *testing.T) {
		b.open("statements/first/")
		b.until(`document.querySelector(".find input") != null`)
		if ask[bool](b, asked) {
			t.Error("the page loads the index before anybody searches")
		}
		b.do(chromedp.Click(".find input"))
		b.until(asked)
	})

	t.Run("finds", func(t *testing.T) {
		for _, page := range []struct {
			from  string
			finds [][2]string // what is written, and what comes first
		}{
			{"about/", [][2]string{
				{"mexico", "signatories/mexico/"},
				{"MÉXICO", "signatories/mexico/"},
				{"mex", "signatories/mexico/"},
				{"estados unidos", "signatories/united-states/"},
				{"usa", "signatories/united-states/"},
				{"reunite fam", "commitments/family-reunification/"},
				{"parole", "programmes/parole/"},
				{"children safely", "commitments/safe-return-of-children/"},
				{"asks return", "asks/#ask-safe-return"},
				{"first statement", "statements/first/"},
				{"lantern", "statements/lantern/"}, // title before text
				{"carried lanterns", "statements/light/"},
				{"mexico reunite", "signatories/mexico/#family-reunification"}, // the cell, though nothing was found
			}},
			{"es/about/", [][2]string{
				{"mexico", "es/signatories/mexico/"},
				{"united", "es/signatories/united-states/"},
			}},
		} {
			b.open(page.from)
			for _, c := range page.finds {
				enter(b, c[0])
				b.until(fmt.Sprintf(`(%s) == %q`, first, site+c[1]))
			}
		}
	})

	t.Run("says that a gap is one", func(t *testing.T) {
		b.open("about/")
		enter(b, "mexico reunite")
		b.until(`document.querySelector(".found a")?.textContent.includes("found nothing · Reunite families") ?? false`)
	})

	t.Run("marks the words", func(t *testing.T) {
		b.open("about/")
		open("méx")
		if got := ask[string](b, `[...document.querySelectorAll(".found a:first-child mark")].map((m) => m.textContent).join()`); got != "Mexico" {
			t.Errorf("marked is %q", got)
		}
	})

	t.Run("works by keyboard", func(t *testing.T) {
		b.open("about/")
		const box, chosen = `document.querySelector(".find input")`, `document.querySelector(".found [aria-selected=true]")?.id ?? ""`
		at := func(want string) {
			t.Helper()
			if got, active := ask[string](b, chosen), ask[string](b, box+`.getAttribute("aria-activedescendant") ?? ""`); got != want || active != want {
				t.Errorf("chosen is %q, for assistive technology %q, want %q", got, active, want)
			}
		}
		open("parole")
		at("")
		b.do(chromedp.KeyEvent(kb.ArrowDown))
		at("found-0")
		b.do(chromedp.KeyEvent(kb.ArrowDown))
		at("found-1")
		b.do(chromedp.KeyEvent(kb.ArrowUp), chromedp.KeyEvent(kb.ArrowUp))
		at("")
		b.do(chromedp.KeyEvent(kb.ArrowUp))
		last := ask[string](b, `document.querySelector(".found a:last-child").id`)
		at(last)
		b.do(chromedp.KeyEvent(kb.Escape))
		b.until(box + `.getAttribute("aria-expanded") == "false" && document.querySelector(".found").hidden && ` + box + `.value == "parole"`)
		b.do(chromedp.KeyEvent(kb.ArrowDown))
		b.until(box + `.getAttribute("aria-expanded") == "true"`)
		b.do(chromedp.KeyEvent(kb.ArrowDown), chromedp.KeyEvent(kb.Enter))
		b.until(fmt.Sprintf(`location.href == %q`, site+"programmes/parole/"))

		open("parole")
		b.do(chromedp.KeyEvent(kb.Enter))
		b.until(fmt.Sprintf(`location.href == %q`, site+"search/?q=parole"))
	})

	const results = `[...document.querySelectorAll("#results h2 a")].map((a) => a.href)`
	shown := func(t *testing.T, want ...string) {
		t.Helper()
		for i := range want {
			want[i] = site + want[i]
		}
		list, err := json.Marshal(want)
		if err != nil {
			t.Fatal(err)
		}
		b.until(fmt.Sprintf(`JSON.stringify(%s.slice(0, %d)) == JSON.stringify(%s)`, results, len(want), list))
	}

	t.Run("the page of results", func(t *testing.T) {
		b.open("search/?q=lanterns")
		shown(t, "statements/lantern/", "statements/light/")
		b.until(`document.getElementById("status").textContent == "2 results"`)
		if got := ask[string](b, `[...document.querySelectorAll("#results mark")].map((m) => m.textContent).join()`); got != "Lanterns,lanterns,lanterns" {
			t.Errorf("marked is %q", got)
		}

		// Typed, it is found at once; kept, it is an address to come back to.
		ask[bool](b, `{ const box = document.getElementById("q"); box.focus(); box.select(); true }`)
		b.do(chromedp.KeyEvent("méxico"))
		shown(t, "signatories/mexico/")
		b.do(chromedp.KeyEvent(kb.Enter))
		b.until(`new URLSearchParams(location.search).get("q") == "méxico"`)
		ask[bool](b, `{ history.back(); true }`)
		b.until(`document.getElementById("q").value == "lanterns"`)
		shown(t, "statements/lantern/", "statements/light/")

		b.open("search/?q=qqqqq+wwwww")
		b.until(`document.getElementById("status").textContent.startsWith("Nothing found.")`)
	})

	t.Run("nothing moves and nothing runs over", func(t *testing.T) {
		b.as(look{width: 320})
		defer b.as(look{})
		for _, address := range []string{"about/", "es/about/", "search/?q=lanterns"} {
			b.open(address)
			// What moves at a touch of the reader's is no surprise: the browser counts that apart.
			ask[bool](b, `{ window.moved = 0; new PerformanceObserver((l) => l.getEntries().forEach((e) => { moved += e.hadRecentInput ? 0 : e.value })).observe({ type: "layout-shift", buffered: true }); true }`)
			if !strings.Contains(address, "search") {
				b.until(`document.querySelector(".find input") != null`)
				b.do(chromedp.Click(".find input"))
				open("a")
			}
			time.Sleep(100 * time.Millisecond) // for frames to be drawn
			if moved := ask[float64](b, `moved`); moved != 0 {
				t.Errorf("%s: the page moves by %v", address, moved)
			}
			if width := ask[int](b, `document.documentElement.scrollWidth`); width > 320 {
				t.Errorf("%s: the page is %d px wide in a window of 320", address, width)
			}
		}
	})

	t.Run("without JavaScript", func(t *testing.T) {
		b.as(look{noScript: true})
		defer b.as(look{})
		b.open("about/")
		if got := ask[string](b, `document.querySelector("a.find").href`); got != site+"search/" {
			t.Errorf("the box is a link to %q", got)
		}
		b.open("search/")
		links := ask[[]string](b, `[...document.querySelectorAll("main a")].filter((a) => a.checkVisibility()).map((a) => a.href)`)
		for _, archive := range []string{"statements/", "topics/", "signatories/", "commitments/", "programmes/", "asks/"} {
			if !slices.Contains(links, site+archive) {
				t.Errorf("no link to %s among %v", archive, links)
			}
		}
		if text := visible(b.ctx); !strings.Contains(text, "The search needs JavaScript") {
			t.Errorf("the page does not say what is missing:\n%s", text)
		}
	})

	t.Run("without the index", func(t *testing.T) {
		if err := os.Remove(filepath.Join(host, "watch", "search", "index.json")); err != nil {
			t.Fatal(err)
		}
		// A tab of its own, since the browser complains of the missing file.
		b := &tab{t: t, ctx: browser(t), origin: site}
		b.open("about/")
		enter(b, "mexico")
		b.until(fmt.Sprintf(`(%s) == %q`, first, site+"search/?q=mexico"))
		b.open("search/?q=mexico")
		b.until(`document.getElementById("status").textContent.startsWith("We could not load the search.")`)
	})
}

// written is the file of a statement of June 2022.
func written(name, title string, day int, text string) txtar.File {
	return txtar.File{Name: "content/statements/" + name + ".md", Data: fmt.Appendf(nil, `+++
title = %q
description = "About %s."
date = 2022-06-%d

[params]
statement = "partner"
publisher = "A partner"
evidence = "newspaper"
+++
%s
`, title, strings.ToLower(title), day, text)}
}

// enter puts words into the box of the header, in place of what is there.
func enter(b *tab, words string) {
	b.t.Helper()
	b.until(`document.querySelector(".find input") != null`)
	ask[any](b, `{ const box = document.querySelector(".find input"); box.focus(); box.select(); }`)
	b.do(chromedp.KeyEvent(words))
}

// searchTexts returns the texts that the index of the source language has.
func searchTexts(site *finished) string {
	var texts strings.Builder
	for _, name := range slices.Sorted(maps.Keys(site.files)) {
		if strings.HasPrefix(name, site.in(site.languages.Source, search.Folder)) && !strings.Contains(name, "words-") {
			texts.WriteString(site.files[name])
		}
	}
	return texts.String()
}

// TestSearchWords looks on the real site for what readers write otherwise than pages do: aliases, governments that did not
// sign, words with a mistake, figures with and without separators.
func TestSearchWords(t *testing.T) {
	t.Parallel()
	site := realSite(t)
	var problems diag.List
	project := campaign.Load(os.DirFS(realProject(t)), &problems)
	b := openTab(t, site.origin, look{})
	b.open("search/")
	const results = `[...document.querySelectorAll("#results li")]`
	seek := func(query string) {
		t.Helper()
		ask[any](b, fmt.Sprintf(`{ const box = document.getElementById("q"); document.getElementById("results").replaceChildren(); document.getElementById("status").textContent = ""; box.value = %q; box.dispatchEvent(new Event("input")) }`, query))
		b.until(`document.getElementById("status").textContent != ""`)
	}
	first := func() string { return ask[string](b, results+`[0]?.querySelector("a").getAttribute("href") ?? ""`) }

	for _, alias := range project.Profile.Aliases {
		for _, word := range alias.Words {
			seek(word)
			if found := ask[[]string](b, results+`.slice(0, 5).map((r) => r.querySelector("a").href)`); !slices.Contains(found, site.origin+alias.Page) {
				t.Errorf("%q finds %q, want %s among the first", word, found, alias.Page)
			}
		}
	}
	for _, g := range project.Profile.NotSigned {
		seek(locale.Country(g.ISO2, site.languages.Source))
		sentence := project.Languages.Text(g.Sentence, site.languages.Source)
		if found := ask[[]string](b, results+`.slice(0, 3).map((r) => r.querySelector("a").textContent)`); !slices.Contains(found, sentence) {
			t.Errorf("%s: found %q, want %q", g.ISO2, found, sentence)
		}
	}

	title := project.Languages.Text(project.Commitments[0].ShortTitle, site.languages.Source)
	words := strings.Fields(title)
	long := slices.MaxFunc(words, func(a, b string) int { return len(a) - len(b) })
	for _, wrong := range []string{long[:2] + long[3:], long[:2] + "x" + long[2:], long[:2] + "x" + long[3:], long[:2] + long[3:4] + long[2:3] + long[4:]} {
		seek(strings.Replace(title, long, wrong, 1))
		if got, said := first(), ask[string](b, `document.getElementById("status").textContent`); !strings.Contains(got, string(project.Commitments[0].ID)) || !strings.Contains(strings.ToLower(said), strings.ToLower(long)) {
			t.Errorf("%q for %q finds %q and says %q", wrong, long, got, said)
		}
	}
	seek("qqqqq" + long)
	if got := first(); got != "" {
		t.Errorf("a word that is no other's mistake finds %q", got)
	}

	figure := regexp.MustCompile(`\b[1-9]\d{0,2},\d{3}\b`).FindString(searchTexts(site))
	if figure == "" {
		t.Fatal("no figure in the index")
	}
	seek(figure)
	grouped := ask[int](b, results+`.length`)
	seek(strings.ReplaceAll(figure, ",", ""))
	if bare := ask[int](b, results+`.length`); bare != grouped || bare == 0 || ask[int](b, `document.querySelectorAll("#results mark").length`) == 0 {
		t.Errorf("%s finds %d pages, without separators %d", figure, grouped, bare)
	}

	// Another language looks for the same words.
	query := "search/?q=" + strings.ToLower(project.Signatories[0].ISO3)
	b.open(query)
	b.click(`header a[hreflang="` + site.other() + `"]`)
	b.until(fmt.Sprintf(`location.href == %q && document.querySelector("#results a") != null`, site.origin+site.in(site.other(), query)))
}
