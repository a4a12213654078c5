package main

import (
	"fmt"
	"strings"
)

// accessible checks a page with axe-core, without rows that repeat others, and in the dark where it has a class that no page
// before it had: colours are set by class. With DECLARATION_SLOW every complete page goes through every width and scheme,
// folded and with everything open.
func accessible(b *tab, page, axe string, dark *novelty) {
	type state struct {
		look
		unfolded bool
		rules    string
	}
	states := []state{
		{look{width: 360}, true, axeRules},
		{look{width: 1440, dark: true}, false, colourRules},
		{look{width: 360, dark: true}, true, colourRules},
		{look{width: 1440}, false, axeRules},
	}
	switch {
	case slow():
	case strings.HasSuffix(page, "offline.html"): // it has the templates of all pages in one, each of which is looked at
		return
	case dark.add(ask[[]string](b, classesOf)):
		states = states[:2]
	default:
		states = states[:1]
	}
	ask[any](b, axe+"; null")
	for i, s := range states {
		b.as(s.look)
		b.unfold(s.unfolded)
		if i == 0 && !slow() {
			ask[any](b, thinOut)
			defer func() { ask[any](b, "putBack()") }()
		}
		for _, v := range ask[[]violation](b, fmt.Sprintf(runAxe, s.rules)) {
			report := fmt.Sprintf("/%s (%v): %s [%s], %d times", page, s.look, v.Help, v.ID, len(v.Nodes))
			for _, node := range v.Nodes[:min(3, len(v.Nodes))] {
				report += fmt.Sprintf("\n\tat %v\n\t%.300s\n\t%s", node.Target, node.HTML, node.FailureSummary)
			}
			b.t.Error(report)
		}
	}
}

const (
	// axeRules are the tags of all rules that a page must meet: WCAG 2.2 AA, and what axe's authors call best practice.
	axeRules = `["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]`

	// colourRules are those among them that can find more in the dark: the scheme changes colours and nothing else.
	colourRules = `{type: "rule", values: ["color-contrast", "link-in-text-block"]}`

	// runAxe takes the page as it is: axe is not to load style sheets of its own.
	runAxe = `axe.run(document, {runOnly: %s, resultTypes: ["violations"], preload: false, iframes: false})
		.then((results) => results.violations)`
)

// thinOut takes rows and items out of the page in which axe can find nothing that it does not find in those that remain:
// every element in them, with its ancestors up to the row, has the name, classes and attributes of one in an earlier row of
// the same list, or of a list with the same ancestors. The first two and the last of the first such list remain, since
// styles may differ for them, and the first of each other, so that none is empty. What scrolls keeps its size. Ids that are
// there twice are left to html-validate. putBack restores the page.
const thinOut = `(() => {
	const removed = [];
	const compared = ["role", "style", "type", "lang", "dir", "scope", "tabindex", "aria-current", "aria-hidden", "aria-expanded", "aria-selected"];
	const shape = (e) => [e.localName, ...[...e.classList].sort(), ...e.getAttributeNames().sort(), ...compared.map((name) => e.getAttribute(name)), e.textContent.trim() === "", [...e.childNodes].some((n) => n.nodeType === 3 && /[\p{L}\d]/u.test(n.data))].join(" ");
	const shapes = (e, above, into) => {
		const own = above + "/" + shape(e);
		into.push(own);
		for (const child of e.children) shapes(child, own, into);
		return into;
	};
	const lists = new Map(); // by the shapes of their ancestors
	const thin = (parent, above) => {
		const path = above + "/" + shape(parent);
		const repeated = lists.has(path);
		if (!repeated) lists.set(path, new Set());
		const seen = lists.get(path);
		const children = [...parent.children];
		for (const [i, child] of children.entries()) {
			const parts = child.matches("tr, li, details, article, section, option, dl > div") ? shapes(child, "", []) : [];
			const styled = repeated ? i === 0 : i < 2 || i === children.length - 1;
			if (!styled && parts.length && parts.every((part) => seen.has(part))) {
				removed.push([parent, child, child.nextSibling]);
				child.remove();
				continue;
			}
			for (const part of parts) seen.add(part);
			thin(child, path);
		}
	};
	const sized = [...document.querySelectorAll("body *")].filter((e) => e.scrollWidth > e.clientWidth || e.scrollHeight > e.clientHeight)
		.filter((e) => e.firstElementChild && /auto|scroll/.test(getComputedStyle(e).overflow)).map((e) => [e.firstElementChild, e.scrollWidth, e.scrollHeight]);
	for (const [e, width, height] of sized) Object.assign(e.style, {minWidth: width + "px", minHeight: height + "px"});
	window.putBack = () => {
		for (const [e] of sized) e.style.minWidth = e.style.minHeight = "";
		for (const [parent, child, next] of removed.reverse()) parent.insertBefore(child, next);
	};
	thin(document.body, "");
	return removed.length;
})()`

// classesOf lists the classes of the page, each with the name of its element.
const classesOf = `[...new Set([...document.querySelectorAll("body [class]")].flatMap((e) => [...e.classList].map((c) => e.localName + "." + c)))]`

// violation is one broken rule of axe.
type violation struct {
	ID, Help string
	Nodes    []struct {
		Target               []any
		HTML, FailureSummary string
	}
}
