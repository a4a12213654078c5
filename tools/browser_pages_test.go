package main

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
)

// TestPages opens every kind of page and checks what every page owes its readers. The closest look is at pages that show
// something new; the others are checked for room only.
func TestPages(t *testing.T) {
	t.Parallel()
	site := realSite(t)
	hooks, shapes := &novelty{}, &novelty{}
	checks := []func(b *tab, page string){
		func(b *tab, page string) {
			in := rooms
			if !slow() { // the narrowest, and one of the others
				in = []room{rooms[0], rooms[1+site.turn(page, len(rooms)-1)]}
			}
			roomy(b, page, in)
		},
		func(b *tab, page string) { // takes the page apart
			if withScript.MatchString(site.files[filepath.ToSlash(file(page))]) && (hooks.add(ask[[]string](b, hooksOf)) || slow()) {
				completeWithoutScript(b, page)
			}
		},
	}
	t.Run("axe-core", func(t *testing.T) {
		axe, err := os.ReadFile(npmTool(t, "axe-core/axe.min.js"))
		if err != nil {
			t.Fatal(err)
		}
		dark := &novelty{}
		checks = slices.Insert(checks, 0, func(b *tab, page string) { accessible(b, page, string(axe), dark) })
	})
	pages := site.samples()
	if !slow() {
		pages = slices.DeleteFunc(pages, func(page string) bool { // of the lightest, which show least, a third
			return scripted(page) || language(page) == site.languages.Source && !site.isHeaviest(t, page) && site.turn(page, 3) > 0
		})
	}
	tour(t, pages, func(b *tab, page string) {
		b.open(page)
		close := language(page) == site.languages.Source && site.isHeaviest(b.t, page) && shapes.add(ask[[]string](b, shapesOf))
		if !close && !slow() {
			roomy(b, page, rooms[:1])
			return
		}
		for _, check := range checks {
			check(b, page)
		}
	})
}

// novelty tells what is new from what was seen before.
type novelty struct {
	mu   sync.Mutex
	seen map[string]bool
}

// add adds to what was seen, and reports whether anything of it is new.
func (n *novelty) add(all []string) (anyNew bool) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.seen == nil {
		n.seen = map[string]bool{}
	}
	for _, one := range all {
		anyNew = anyNew || !n.seen[one]
		n.seen[one] = true
	}
	return anyNew
}

// shapesOf lists the elements of the page by name and classes, each with that of its parent.
const shapesOf = `(() => {
	const name = (e) => [e.localName, ...[...e.classList].sort()].join(".");
	return [...new Set([...document.querySelectorAll("body *")].map((e) => name(e.parentNode) + " > " + name(e)))];
})()`

// hooksOf lists the attributes of the page by which the script finds what it works on.
const hooksOf = `[...new Set([...document.querySelectorAll("body *")].flatMap((e) => e.getAttributeNames().filter((name) => name.startsWith("data-"))))]`

// completeWithoutScript compares the text of the page without its script with that with it.
func completeWithoutScript(b *tab, page string) {
	b.as(look{})
	b.unfold(true)
	with := strings.Split(ask[string](b, content), "\n")
	b.as(look{noScript: true})
	b.open(page)
	b.unfold(true)
	without := strings.Split(ask[string](b, content), "\n")
	b.as(look{})

	if len(without) < 2 {
		b.t.Errorf("/%s says nothing without its script: %q", page, without)
	}
	said := map[string]int{}
	for _, line := range without {
		said[line]++
	}
	for _, line := range with {
		if said[line]--; said[line] < 0 {
			b.t.Errorf("/%s without its script does not say %q", page, line)
		}
	}
}

// withScript matches a page with a script; what is written within a page is data.
var withScript = regexp.MustCompile(`<script[^>]* src=`)

// content is the text that can be read on the page, but for the controls: those may need the script.
const content = `(() => {
	for (const e of document.querySelectorAll("form, button, [role=status], [data-order]")) e.style.display = "none";
	return document.querySelector("main").innerText.split("\n").map((line) => line.trim()).filter(Boolean).join("\n");
})()`
