package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// TestSearchInBrowser looks for things as a reader does, on a site that lies in a folder of its host.
func TestSearchInBrowser(t *testing.T) {
	dir := t.TempDir()
	if err := smallProject(dir); err != nil {
		t.Fatal(err)
	}
	config, err := os.ReadFile(filepath.Join(dir, "config.toml"))
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"config.toml": string(config) + "\n[languages.es]\n  locale = \"es\"\n  title = \"Observatorio de la Declaración de Los Ángeles\"\n",
		// These two cite what the small record does not hold.
		"content/about.es.md":             "+++\ntitle = \"Acerca\"\ndescription = \"Acerca.\"\n+++\n",
		"content/method.es.md":            "+++\ntitle = \"Método\"\ndescription = \"Método.\"\n+++\n",
		"content/statements/_index.es.md": "+++\ntitle = \"Comunicados\"\ndescription = \"Comunicados.\"\n+++\n",
		"content/statements/lantern.md":   written("Lanterns on the road", 13, "Light."),
		// Newer, so that it would come first if a word in the text weighed as much as one in the title.
		"content/statements/light.md": written("Light", 14, "People carried lanterns."),
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	host := t.TempDir()
	mustRun(t, dir, "build", "-base-url", "https://host.example/watch/", "-out", filepath.Join(host, "watch"))
	site := serveFolder(t, host) + "watch/"

	tab := browser(t)
	said := console(tab)
	visit := func(address string) {
		t.Helper()
		do(t, tab, chromedp.Navigate(site+address))
	}
	// asked tells whether the page has loaded an index.
	const asked = `performance.getEntriesByType("resource").some((r) => r.name.endsWith("/search/index.json"))`
	// write puts words into the box of the header, in place of what stands there.
	write := func(words string) {
		t.Helper()
		await(t, tab, `document.querySelector(".find input") != null`)
		evaluate[bool](t, tab, `{ const box = document.querySelector(".find input"); box.focus(); box.select(); true }`)
		do(t, tab, chromedp.KeyEvent(words))
	}
	const first = `document.querySelector(".found a")?.href ?? ""`
	open := func(words string) {
		t.Helper()
		write(words)
		await(t, tab, `document.querySelector(".find input").getAttribute("aria-expanded") == "true"`)
	}

	t.Run("the index is asked for when the box is used", func(t *testing.T) {
		visit("statements/first/")
		await(t, tab, `document.querySelector(".find input") != null`)
		if evaluate[bool](t, tab, asked) {
			t.Error("the page loads the index before anybody searches")
		}
		do(t, tab, chromedp.Click(".find input"))
		await(t, tab, asked)
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
				{"mexico reunite", "signatories/mexico/#family-reunification"}, // the cell, though it holds nothing
			}},
			{"es/about/", [][2]string{
				{"mexico", "es/signatories/mexico/"},
				{"united", "es/signatories/united-states/"},
			}},
		} {
			visit(page.from)
			for _, c := range page.finds {
				write(c[0])
				await(t, tab, fmt.Sprintf(`(%s) == %q`, first, site+c[1]))
			}
		}
	})

	t.Run("says that a gap is one", func(t *testing.T) {
		visit("about/")
		open("mexico reunite")
		text := evaluate[string](t, tab, `document.querySelector(".found a").textContent`)
		if !strings.Contains(text, "What the record does not hold · Reunite families") {
			t.Errorf("the cell that holds nothing is shown as %q", text)
		}
	})

	t.Run("marks the words", func(t *testing.T) {
		visit("about/")
		open("méx")
		if got := evaluate[string](t, tab, `[...document.querySelectorAll(".found a:first-child mark")].map((m) => m.textContent).join()`); got != "Mexico" {
			t.Errorf("marked is %q", got)
		}
	})

	t.Run("works by keyboard", func(t *testing.T) {
		visit("about/")
		const box, chosen = `document.querySelector(".find input")`, `document.querySelector(".found [aria-selected=true]")?.id ?? ""`
		at := func(want string) {
			t.Helper()
			if got, active := evaluate[string](t, tab, chosen), evaluate[string](t, tab, box+`.getAttribute("aria-activedescendant") ?? ""`); got != want || active != want {
				t.Errorf("chosen is %q, for assistive technology %q, want %q", got, active, want)
			}
		}
		open("parole")
		at("")
		do(t, tab, chromedp.KeyEvent(kb.ArrowDown))
		at("found-0")
		do(t, tab, chromedp.KeyEvent(kb.ArrowDown))
		at("found-1")
		do(t, tab, chromedp.KeyEvent(kb.ArrowUp), chromedp.KeyEvent(kb.ArrowUp))
		at("")
		do(t, tab, chromedp.KeyEvent(kb.ArrowUp))
		last := evaluate[string](t, tab, `document.querySelector(".found a:last-child").id`)
		at(last)
		do(t, tab, chromedp.KeyEvent(kb.Escape))
		await(t, tab, box+`.getAttribute("aria-expanded") == "false" && document.querySelector(".found").hidden && `+box+`.value == "parole"`)
		do(t, tab, chromedp.KeyEvent(kb.ArrowDown))
		await(t, tab, box+`.getAttribute("aria-expanded") == "true"`)
		do(t, tab, chromedp.KeyEvent(kb.ArrowDown), chromedp.KeyEvent(kb.Enter))
		await(t, tab, fmt.Sprintf(`location.href == %q`, site+"programmes/parole/"))

		open("parole")
		do(t, tab, chromedp.KeyEvent(kb.Enter))
		await(t, tab, fmt.Sprintf(`location.href == %q`, site+"search/?q=parole"))
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
		await(t, tab, fmt.Sprintf(`JSON.stringify(%s.slice(0, %d)) == JSON.stringify(%s)`, results, len(want), list))
	}

	t.Run("the page of results", func(t *testing.T) {
		visit("search/?q=lanterns")
		shown(t, "statements/lantern/", "statements/light/")
		await(t, tab, `document.getElementById("status").textContent == "2 results"`)
		if got := evaluate[string](t, tab, `[...document.querySelectorAll("#results mark")].map((m) => m.textContent).join()`); got != "Lanterns,lanterns,lanterns" {
			t.Errorf("marked is %q", got)
		}

		// Typed, it is found at once; kept, it is an address to come back to.
		evaluate[bool](t, tab, `{ const box = document.getElementById("q"); box.focus(); box.select(); true }`)
		do(t, tab, chromedp.KeyEvent("méxico"))
		shown(t, "signatories/mexico/")
		do(t, tab, chromedp.KeyEvent(kb.Enter))
		await(t, tab, `new URLSearchParams(location.search).get("q") == "méxico"`)
		evaluate[bool](t, tab, `{ history.back(); true }`)
		await(t, tab, `document.getElementById("q").value == "lanterns"`)
		shown(t, "statements/lantern/", "statements/light/")

		visit("search/?q=nowhere+to+be+found")
		await(t, tab, `document.getElementById("status").textContent == "Nothing found."`)
	})

	t.Run("nothing moves and nothing runs over", func(t *testing.T) {
		do(t, tab, chromedp.EmulateViewport(320, 640))
		defer do(t, tab, chromedp.EmulateViewport(1280, 800))
		for _, address := range []string{"about/", "es/about/", "search/?q=lanterns"} {
			visit(address)
			// What moves at a touch of the reader's is no surprise: the browser counts that apart.
			evaluate[bool](t, tab, `{ window.moved = 0; new PerformanceObserver((l) => l.getEntries().forEach((e) => { moved += e.hadRecentInput ? 0 : e.value })).observe({ type: "layout-shift", buffered: true }); true }`)
			if !strings.Contains(address, "search") {
				await(t, tab, `document.querySelector(".find input") != null`)
				do(t, tab, chromedp.Click(".find input"))
				open("a")
			}
			time.Sleep(100 * time.Millisecond) // for frames to be drawn
			if moved := evaluate[float64](t, tab, `moved`); moved != 0 {
				t.Errorf("%s: the page moves by %v", address, moved)
			}
			if width := evaluate[int](t, tab, `document.documentElement.scrollWidth`); width > 320 {
				t.Errorf("%s: the page is %d px wide in a window of 320", address, width)
			}
		}
	})

	t.Run("without JavaScript", func(t *testing.T) {
		script := func(off bool) {
			t.Helper()
			do(t, tab, chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
				_, err := cdp.Call(ctx, target, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: off})
				return err
			}))
		}
		script(true)
		defer script(false)
		visit("about/")
		if got := evaluate[string](t, tab, `document.querySelector("a.find").href`); got != site+"search/" {
			t.Errorf("the box is a link to %q", got)
		}
		visit("search/")
		links := evaluate[[]string](t, tab, `[...document.querySelectorAll("main a")].filter((a) => a.checkVisibility()).map((a) => a.href)`)
		for _, archive := range []string{"statements/", "topics/", "signatories/", "commitments/", "programmes/", "asks/"} {
			if !slices.Contains(links, site+archive) {
				t.Errorf("no link to %s among %v", archive, links)
			}
		}
		if text := visible(tab); !strings.Contains(text, "The search needs JavaScript") {
			t.Errorf("the page does not say what is missing:\n%s", text)
		}
	})

	if all := said(); len(all) > 0 {
		t.Errorf("the console is not empty: %q", all)
	}

	t.Run("without the index", func(t *testing.T) {
		if err := os.Remove(filepath.Join(host, "watch", "search", "index.json")); err != nil {
			t.Fatal(err)
		}
		do(t, tab, chromedp.Navigate("about:blank"))
		visit("about/")
		write("mexico")
		await(t, tab, fmt.Sprintf(`(%s) == %q`, first, site+"search/?q=mexico"))
		visit("search/?q=mexico")
		await(t, tab, `document.getElementById("status").textContent.startsWith("The search could not be loaded.")`)
	})
}

// written is the file of a statement of June 2022.
func written(title string, day int, text string) string {
	return fmt.Sprintf(`+++
title = %q
description = "About %s."
date = 2022-06-%d

[params]
statement = "partner"
publisher = "A partner"
evidence = "newspaper"
+++
%s
`, title, strings.ToLower(title), day, text)
}
