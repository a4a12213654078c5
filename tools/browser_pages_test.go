package main

import (
	"os"
	"strings"
	"testing"
)

// TestPages opens every kind of page and checks what every page owes its readers.
func TestPages(t *testing.T) {
	t.Parallel()
	site := realSite(t)
	var checks []func(b *tab, page string)
	t.Run("axe-core", func(t *testing.T) {
		axe, err := os.ReadFile(npmTool(t, "axe-core/axe.min.js"))
		if err != nil {
			t.Fatal(err)
		}
		dark := &classes{seen: map[string]bool{}}
		checks = append(checks, func(b *tab, page string) { accessible(b, site, page, string(axe), dark) })
	})
	checks = append(checks, func(b *tab, page string) { roomy(b, site, page) }, func(b *tab, page string) { completeWithoutScript(b, site, page) }) // the last one takes the page apart
	tour(t, site.samples(), func(b *tab, page string) {
		b.open(page)
		for _, check := range checks {
			check(b, page)
		}
	})
}

// completeWithoutScript compares the text of the page without its script with that with it.
func completeWithoutScript(b *tab, site *finished, page string) {
	if !slow() && (language(page) != site.languages.Source || !site.isHeaviest(b.t, page)) {
		return // the same templates
	}
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

// content is the text that can be read on the page, but for the controls: those may need the script.
const content = `(() => {
	for (const e of document.querySelectorAll("form, button, [role=status], [data-order]")) e.style.display = "none";
	return document.querySelector("main").innerText.split("\n").map((line) => line.trim()).filter(Boolean).join("\n");
})()`
