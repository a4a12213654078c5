package main

import (
	"fmt"
	"os"
	"testing"
)

// axeRules are the tags of the rules that a page is held against: WCAG 2.2 AA, and what axe's authors call best practice.
const axeRules = `["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]`

// colourRules are the ones among them that can find more in another scheme, for a scheme only changes colours.
const colourRules = `{type: "rule", values: ["color-contrast", "link-in-text-block"]}`

// TestAxe holds every kind of page against axe-core.
func TestAxe(t *testing.T) {
	t.Parallel()
	axe, err := os.ReadFile(npmTool(t, "axe-core/axe.min.js"))
	if err != nil {
		t.Fatal(err)
	}
	type state struct {
		look
		unfolded bool
		rules    string
	}
	// Each width and each scheme is seen once with everything folded and once with everything open. The Spanish pages
	// are made by the same templates, with longer words.
	states := map[string][]state{
		"en": {
			{look{width: 360}, false, axeRules},
			{look{width: 360, dark: true}, true, colourRules},
			{look{width: 1440, dark: true}, false, colourRules},
			{look{width: 1440}, true, axeRules},
		},
		"es": {
			{look{width: 360}, true, axeRules},
			{look{width: 1440, dark: true}, false, colourRules},
		},
	}
	tour(t, allKinds(t), look{}, func(b *tab, page string) {
		b.open(page)
		ask[any](b, string(axe)+"; null")
		for _, s := range states[language(page)] {
			b.as(s.look)
			b.unfold(s.unfolded)
			for _, v := range ask[[]violation](b, fmt.Sprintf(runAxe, s.rules)) {
				for _, node := range v.Nodes {
					b.t.Errorf("/%s (%v): %s [%s]\n\tat %v\n\t%.300s\n\t%s", page, s.look, v.Help, v.ID, node.Target, node.HTML, node.FailureSummary)
				}
			}
		}
	})
}

// runAxe takes the page as it stands: axe is not to load style sheets of its own.
const runAxe = `axe.run(document, {runOnly: %s, resultTypes: ["violations"], preload: false, iframes: false})
	.then((results) => results.violations)`

// violation is one broken rule of axe.
type violation struct {
	ID, Help string
	Nodes    []struct {
		Target               []any
		HTML, FailureSummary string
	}
}
