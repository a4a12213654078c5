package main

import (
	"net/http"
	"net/http/httptest"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"declarationwatch/tools/internal/output"
)

// TestFlatStyles checks that style sheets without layers look like those with layers: every element has the same computed
// style. It compares a page of each kind of the small project, every sixth on a push, without scripts, which may end at different
// times; with DECLARATION_SLOW samples of the real one.
func TestFlatStyles(t *testing.T) {
	t.Parallel()
	var sites [2]string // without layers and with them
	var pages []string
	if slow() {
		site := realSite(t)
		layered := filepath.Join(t.TempDir(), "site")
		if out, err := call(realProject(t), "build", "-layers", "-out", layered); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		sites, pages = [2]string{site.origin, serveFolder(t, layered)}, site.samples()
		pages = slices.DeleteFunc(pages, func(page string) bool { // the same rules, or too many elements
			return language(page) != site.languages.Source || site.weight(page) > 1_000_000
		})
	} else {
		flat := bilingual(t)
		dir := t.TempDir()
		bilingualProject(t, dir)
		mustRun(t, dir, "build", "-as-of", "2026-11-22", "-base-url", flat.base, "-layers")
		for i, folder := range []string{flat.dir, filepath.Join(dir, "public")} {
			server := httptest.NewServer(http.StripPrefix("/watch", http.FileServer(http.Dir(folder))))
			t.Cleanup(server.Close)
			sites[i] = server.URL + "/watch/"
		}
		for name, text := range contents(flat.dir) {
			if page := strings.TrimSuffix(name, "index.html"); strings.HasSuffix(name, ".html") && !strings.Contains(text, `http-equiv="refresh"`) && !strings.HasPrefix(name, "es/") {
				pages = append(pages, page)
			}
		}
		slices.Sort(pages)
		pages = slices.CompactFunc(pages, func(a, b string) bool { // one of a kind
			return strings.Count(a, "/") > 1 && path.Dir(path.Dir(a)) == path.Dir(path.Dir(b))
		})
		n := 0
		pages = slices.DeleteFunc(pages, func(string) bool { n++; return n%6 != 1 })
	}
	looks := []struct {
		look
		media string
	}{{look{noScript: true}, "screen"}, {look{width: 360, dark: true, noScript: true}, "screen"}, {look{noScript: true}, "print"}, {look{forcedColours: true, noScript: true}, "screen"}}
	if !slow() {
		looks = looks[:3]
	}
	seen := map[string]bool{}
	var tabs [2]*tab
	for i, site := range sites {
		tabs[i] = openTab(t, site, looks[0].look)
	}
	for _, page := range pages {
		for _, b := range tabs {
			b.do(media("screen"))
			b.as(looks[0].look)
			b.open(page)
			b.unfold(true)
		}
		for _, l := range looks {
			var styles [2][]string
			for i, b := range tabs {
				b.as(l.look)
				if l.media == "print" {
					b.do(media(l.media))
				}
				styles[i] = ask[[]string](b, computed)
			}
			if len(styles[0]) != len(styles[1]) {
				t.Errorf("/%s: %d elements without layers, %d with them", page, len(styles[0]), len(styles[1]))
				continue
			}
			for i, flat := range styles[0] {
				seen[flat] = true
				if layered := styles[1][i]; flat != layered {
					t.Errorf("/%s, %s, %v: without layers %s\nwith them %s", page, l.media, l.look, flat, layered)
					break
				}
			}
		}
	}
	if len(seen) < 100*len(looks) {
		t.Errorf("only %d styles are compared", len(seen))
	}
}

// computed returns a line for each element of a page that is the first of its look: its name, attributes and neighbours,
// and those of its ancestors. The line has what it is and a hash of its computed style, with that of its pseudo-elements.
//
// The properties are those that the sheets set and a reader sees: the text of a whole computed style is empty in Chromium, and all its
// properties in turn take minutes.
const computed = `(() => {
	globalThis.properties ??= ("display position inset float clear width height min-width max-width min-height max-height margin padding " +
		"border-top border-right border-bottom border-left border-radius background color font letter-spacing text-align text-decoration " +
		"text-transform white-space overflow overflow-wrap visibility opacity z-index flex flex-flow gap justify-content align-items " +
		"align-self grid-template grid-area order columns column-span break-inside break-before transform content outline list-style " +
		"vertical-align fill stroke box-shadow clip-path table-layout border-collapse border-spacing scroll-margin color-scheme " +
		"forced-color-adjust print-color-adjust").split(" ");
	const paths = new Map();
	const seen = new Set();
	const own = (e) => [e.localName, ...e.getAttributeNames().sort(), ...["class", "style", "role", "type", "dir", "lang", "scope", "rel"].map((name) => e.getAttribute(name)),
		e.previousElementSibling?.localName, !e.nextElementSibling].join(" ");
	return [...document.querySelectorAll("*")].filter((e) => {
		const path = (paths.get(e.parentNode) ?? "") + "/" + own(e);
		const known = seen.has(path);
		paths.set(e, path);
		seen.add(path);
		return !known;
	});
})().map((e) => {
	let sum = 0;
	for (const part of [null, "::before", "::after"]) {
		const style = getComputedStyle(e, part);
		if (part && style.content == "none") continue;
		const text = properties.map((name) => style.getPropertyValue(name)).join(";");
		for (let i = 0; i < text.length; i++) sum = (Math.imul(sum, 31) + text.charCodeAt(i)) | 0;
	}
	const style = getComputedStyle(e);
	return [e.localName + (e.className.baseVal ?? e.className ? "." + (e.className.baseVal ?? e.className) : ""), style.display, style.font, style.margin, style.padding, style.color, style.width, sum].join(" ");
})`

// TestOldBrowsers looks at pages as a browser of 2019 or 2020 does, which drops layers, nested rules, container queries and
// rules with :has() or :is(): nothing runs over, and a status has its colours.
func TestOldBrowsers(t *testing.T) {
	t.Parallel()
	site := realSite(t)
	for name, text := range site.files {
		var styles []string
		switch {
		case strings.HasPrefix(name, output.Releases+"/"): // as it was
		case path.Ext(name) == ".css":
			styles = []string{text}
		case path.Ext(name) == ".html":
			styles = styleElement.FindAllString(text, -1)
		}
		if found := unknown.FindString(strings.Join(styles, "")); found != "" {
			t.Errorf("%s: contains %q, which old browsers do not know", name, found)
		}
	}
	b := openTab(t, site.origin, look{})
	for _, page := range []string{"", "matrix/", site.heaviest(t, "signatories/"), site.heaviest(t, "commitments/"), "embed/matrix/", "data/v1/offline.html"} {
		for _, width := range []int{360, 1440} {
			b.as(look{width: width})
			b.open(page)
			before := ask[[]string](b, statuses)
			if len(before) == 0 {
				t.Errorf("/%s shows no status", page)
			}
			if removed := ask[int](b, grownOld); removed == 0 && page == "matrix/" {
				t.Errorf("/%s: the test removes no rule", page)
			}
			if after := ask[[]string](b, statuses); !slices.Equal(before, after) {
				t.Errorf("/%s at %d px: an old browser shows %q, a new one %q", page, width, after, before)
			}
			if over := ask[int](b, `document.documentElement.scrollWidth`); over > width {
				t.Errorf("/%s is %d px wide in an old browser of %d px", page, over, width)
			}
		}
	}
}

var (
	styleElement = regexp.MustCompile(`(?s)<style.*?</style>`)
	unknown      = regexp.MustCompile(`@layer[ {]|:where\(|[{;]&`)
)

// statuses returns the colours of every status that is seen.
const statuses = `[...document.querySelectorAll("[class*='s-']")].filter((e) => e.checkVisibility()).map((e) => {
	const style = getComputedStyle(e);
	return [e.className.baseVal ?? e.className, style.color, style.backgroundColor, style.fill].join(" ");
})`

// grownOld removes from a page the rules that a browser of 2019 drops, and returns how many.
const grownOld = `(() => {
	let removed = 0;
	const visit = (sheet) => {
		for (let i = sheet.cssRules.length - 1; i >= 0; i--) {
			const rule = sheet.cssRules[i];
			const style = rule instanceof CSSStyleRule;
			if (rule instanceof CSSContainerRule || rule instanceof CSSLayerBlockRule || style && (/:(has|is|where|dir|focus-visible)\b/.test(rule.selectorText) || rule.cssRules.length)) {
				sheet.deleteRule(i);
				removed++;
			} else if (rule.cssRules) {
				visit(rule);
			}
		}
	};
	[...document.styleSheets].forEach(visit);
	return removed;
})()`

// TestKeyOnPaper checks that the key of the map tells statuses apart on paper, where the folded menu has no use.
func TestKeyOnPaper(t *testing.T) {
	t.Parallel()
	b := openTab(t, realSite(t).origin, look{width: 768})
	b.open("")
	b.do(media("print"))
	colours := ask[[]string](b, `[...document.querySelectorAll(".key li")].map((e) => getComputedStyle(e, "::before").backgroundColor)`)
	slices.Sort(colours)
	if len(colours) < 2 || len(slices.Compact(slices.Clone(colours))) < len(colours) {
		t.Errorf("the key of the map has the colours %q", colours)
	}
	if ask[bool](b, `document.querySelector(".menu").checkVisibility()`) {
		t.Error("the menu is printed")
	}
}
