package main

import (
	"fmt"
	"slices"
	"strings"
)

// accessible holds a page against axe-core, in each width and each scheme, once folded and once with everything open.
func accessible(b *tab, page, axe string) {
	type state struct {
		look
		unfolded bool
		rules    string
	}
	states := map[string][]state{
		"en": {
			{look{width: 360}, false, axeRules},
			{look{width: 360, dark: true}, true, colourRules},
			{look{width: 1440, dark: true}, false, colourRules},
			{look{width: 1440}, true, axeRules},
		},
		// Of a template that one of mustHave has too.
		"another": {
			{look{width: 360}, true, axeRules},
			{look{width: 1440, dark: true}, false, colourRules},
		},
		// The same templates and colours, with longer words.
		"es": {
			{look{width: 360}, true, axeRules},
		},
	}
	of := language(page)
	switch {
	case strings.HasSuffix(page, "offline.html"):
		of = "es" // the templates of all pages in one, which axe takes its time for
	case of == "en" && !slices.Contains(mustHave, page):
		of = "another"
	}
	ask[any](b, axe+"; null")
	for _, s := range states[of] {
		b.as(s.look)
		b.unfold(s.unfolded)
		for _, v := range ask[[]violation](b, fmt.Sprintf(runAxe, s.rules)) {
			told := fmt.Sprintf("/%s (%v): %s [%s], %d times", page, s.look, v.Help, v.ID, len(v.Nodes))
			for _, node := range v.Nodes[:min(3, len(v.Nodes))] {
				told += fmt.Sprintf("\n\tat %v\n\t%.300s\n\t%s", node.Target, node.HTML, node.FailureSummary)
			}
			b.t.Error(told)
		}
	}
}

const (
	// axeRules are the tags of all rules that a page is held against: WCAG 2.2 AA, and what axe's authors call best practice.
	axeRules = `["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]`

	// colourRules are those among them that can find more in the dark: the scheme changes colours and nothing else.
	colourRules = `{type: "rule", values: ["color-contrast", "link-in-text-block"]}`

	// runAxe takes the page as it stands: axe is not to load style sheets of its own.
	runAxe = `axe.run(document, {runOnly: %s, resultTypes: ["violations"], preload: false, iframes: false})
		.then((results) => results.violations)`
)

// violation is one broken rule of axe.
type violation struct {
	ID, Help string
	Nodes    []struct {
		Target               []any
		HTML, FailureSummary string
	}
}
