package main

import (
	"fmt"
	"strings"
	"testing"
)

// TestHeader: on a phone the header is one line high in every language, whatever the site is called, and shows either its name or its
// short name, complete.
func TestHeader(t *testing.T) {
	t.Parallel()
	site := realSite(t)
	b := openTab(t, site.origin, look{})
	for _, language := range site.languages.All {
		b.open(site.in(language, "about/"))
		name := ask[string](b, `document.querySelector(".brand > :last-child").textContent`)
		for _, width := range []int{320, 360, 768, 1280, 1440} {
			b.as(look{width: width})
			for _, called := range []string{name, "Pact", strings.Repeat(name+" ", 4), strings.Repeat("Long", 40)} {
				for _, problem := range ask[[]string](b, fmt.Sprintf(headerOf, called)) {
					t.Errorf("%s, %d px, %.40q: %s", language, width, called, problem)
				}
			}
		}
	}
}

const headerOf = `(() => {
	const problems = [];
	const brand = document.querySelector(".brand");
	const [short, name] = brand.children;
	name.textContent = %q;
	const high = document.querySelector(".site-header").getBoundingClientRect().height;
	if (high > 64) problems.push("the header is " + high + " px high");
	const box = brand.getBoundingClientRect();
	const shown = document.elementFromPoint(box.left + 3, box.top + box.height / 2);
	if (shown !== short && shown !== name) return [...problems, "it shows " + shown?.outerHTML];
	const words = document.createRange();
	words.selectNodeContents(shown);
	const at = words.getBoundingClientRect();
	if (at.top < box.top - 1 || at.bottom > box.bottom + 1 || at.right > box.right + 1) problems.push("cut off: " + shown.textContent);
	if (shown === short && name.getBoundingClientRect().height <= box.height) problems.push("there is room for the name");
	return problems;
})()`
