package main

import (
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// TestReducedMotion checks that nothing moves, whether or not a reader asked for stillness.
func TestReducedMotion(t *testing.T) {
	t.Parallel()
	site := realSite(t)
	b := openTab(t, site.origin, look{})
	for _, page := range []string{"", "matrix/", "changes/", site.heaviest(t, "signatories/")} {
		b.open(page)
		for _, still := range []bool{true, false} {
			b.as(look{stillness: still})
			if moving := ask[[]string](b, moving); len(moving) > 0 {
				t.Errorf("/%s moves (stillness: %t): %q", page, still, moving)
			}
		}
		ask[any](b, `document.documentElement.style.scrollBehavior = "smooth"`)
		if moving := ask[[]string](b, moving); !slices.Contains(moving, "html scrolls smoothly") {
			t.Errorf("/%s: the test sees nothing move where something does: %q", page, moving)
		}
	}
}

const moving = `(() => {
	const found = [];
	for (const e of document.querySelectorAll("*")) {
		for (const part of [null, "::before", "::after"]) {
			const style = getComputedStyle(e, part);
			const name = e.localName + (part ?? "");
			if (style.scrollBehavior === "smooth") found.push(name + " scrolls smoothly");
			if (style.animationName !== "none") found.push(name + " is animated");
			if (style.transitionDuration.split(",").some((time) => parseFloat(time) > 0)) found.push(name + " changes slowly");
		}
	}
	return found;
})()`

// TestForcedColours checks that symbols, words of status, the focus and what is chosen are distinct where the reader's
// own few colours replace those of the site.
func TestForcedColours(t *testing.T) {
	t.Parallel()
	site := realSite(t)
	status := readRecord(t).commonStatus()
	narrowed := "matrix/?status=" + status
	b := openTab(t, site.origin, look{forcedColours: true})
	for _, dark := range []bool{false, true} {
		b.as(look{forcedColours: true, dark: dark})
		for page, parts := range map[string][]string{
			"":                               {".status", ".bars strong", ".site-header a"},
			narrowed:                         {"td.s-" + status + " i", ".controls label", ".years-nav [aria-current]", "tbody th a", ".controls button"},
			site.heaviest(t, "signatories/"): {".status", ".tag", ".last", ".accounts summary"},
			"changes/":                       {".status", ".narrow label", ".narrow select", ".narrow button"},
		} {
			b.open(page)
			for _, part := range parts {
				if faint := ask[[]string](b, strings.ReplaceAll(faint, "PART", part)); len(faint) > 0 {
					t.Errorf("/%s in forced colours (dark: %t), %s: %q", page, dark, part, faint)
				}
			}
			b.do(chromedp.KeyEvent(kb.Tab))
			if !ask[bool](b, `getComputedStyle(document.activeElement).outlineStyle !== "none"`) {
				t.Errorf("/%s in forced colours: the focus is not seen", page)
			}
		}
	}
	b.open(narrowed)
	// The browser draws what is chosen in the reader's colours.
	if !ask[bool](b, `[...document.querySelectorAll(".controls input")].every((e) => getComputedStyle(e).appearance !== "none") && document.querySelector(".controls :checked") !== null`) {
		t.Error("in forced colours a chosen filter looks like the others")
	}
	forced := ask[string](b, "getComputedStyle(document.body).backgroundColor")
	b.as(look{})
	if forced == ask[string](b, "getComputedStyle(document.body).backgroundColor") {
		t.Error("the colours are not forced: the test proves nothing")
	}
}

// faint lists which of some elements show no text, or text with too little contrast.
const faint = `(() => {
	const parts = [...document.querySelectorAll("PART")].filter((e) => e.checkVisibility({visibilityProperty: true}));
	if (!parts.length) return ["there is none"];
	const channels = (colour) => colour.match(/[\d.]+/g).map(Number);
	const light = (colour) => {
		const [r, g, b] = channels(colour).map((c) => (c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
		return 0.2126 * r + 0.7152 * g + 0.0722 * b;
	};
	const behind = (e) => {
		const colour = getComputedStyle(e).backgroundColor;
		if (channels(colour)[3] !== 0) return colour;
		return e.parentElement ? behind(e.parentElement) : matchMedia("(prefers-color-scheme: dark)").matches ? "rgb(0, 0, 0)" : "rgb(255, 255, 255)";
	};
	return parts.filter((e) => {
		const [a, b] = [light(getComputedStyle(e).color), light(behind(e))].sort((x, y) => y - x);
		return !e.textContent.trim() || (a + 0.05) / (b + 0.05) < 4.5;
	}).map((e) => e.outerHTML.slice(0, 100) + " " + getComputedStyle(e).color + " on " + behind(e));
})()`
