package main

import (
	"context"
	"fmt"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

// TestKeyboard goes through pages with only the Tab key: everything that can be used is reached, in the order of the
// page, and wherever the focus is it can be seen.
func TestKeyboard(t *testing.T) {
	t.Parallel()
	site := realSite(t)
	governments := slices.DeleteFunc(site.list(t, "signatories/", site.languages.Source), func(page string) bool {
		return !strings.Contains(site.files["changes/index.html"], `value="`+path.Base(page)+`"`) // it has no changes
	})
	if len(governments) == 0 {
		t.Fatal("the list of changes offers no government")
	}
	middle := governments[len(governments)/2]
	for width, pages := range map[int][]string{
		360:  {"", "matrix/", middle, "changes/?government=" + path.Base(middle)},
		1440: {"matrix/", "statements/", site.heaviest(t, "statements/")},
	} {
		t.Run(fmt.Sprint(width), func(t *testing.T) {
			t.Parallel()
			b := openTab(t, site.origin, look{width: width, stillness: true}) // so that scrolling is done when the next key comes
			for _, page := range pages {
				b.open(page)
				stops := ask[int](b, watchFocus)
				b.tabKey(stops+1, chromedp.ModifierNone)
				problems := ask[[]string](b, "seen(1)")
				if width == 1440 && page == "matrix/" { // what stays at the top covers what is gone back to
					ask[any](b, "document.activeElement.blur()")
					b.tabKey(stops+1, chromedp.ModifierShift)
					problems = append(problems, ask[[]string](b, "seen(-1)")...)
				}
				for _, problem := range problems {
					t.Errorf("/%s at %d px: %s", page, width, problem)
				}
			}
		})
	}
}

// tabKey presses the Tab key so many times.
func (b *tab) tabKey(times int, with chromedp.Modifier) {
	b.t.Helper()
	b.do(chromedp.Func(func(ctx context.Context, tab *chromedp.Target) error {
		for range times {
			_, err := cdp.Call(ctx, tab, input.DispatchKeyEvent, input.DispatchKeyEventParams{
				Type: input.DispatchKeyEventTypeRawKeyDown, Key: "Tab", Code: "Tab", WindowsVirtualKeyCode: 9, Modifiers: int64(with),
			})
			if err != nil {
				return err
			}
		}
		return nil
	}))
}

// watchFocus counts what the Tab key should reach. From then on each press writes down where the focus is, as the press
// before has left it; seen(1), or seen(-1) after going backwards, returns what is wrong.
const watchFocus = `(() => {
	const usable = (e) => e.tabIndex >= 0 && !e.disabled && e.checkVisibility({visibilityProperty: true});
	const stops = [...document.querySelectorAll("a[href], button, select, input, textarea, summary, [tabindex]")].filter(usable);
	const name = (e) => e.outerHTML.slice(0, 140);
	const plain = new Map(stops.map((e) => [e, getComputedStyle(e).outlineStyle]));
	let reached = [];
	let problems = [];

	function look() {
		const e = document.activeElement;
		if (e === document.body) return;
		reached.push(e);
		const style = getComputedStyle(e);
		const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2 && plain.get(e) === "none";
		// A square of the map shows it by its own edge: not all browsers outline what is drawn in SVG.
		const edge = e.ownerSVGElement && e.querySelector("rect");
		if (!outlined && !(edge && parseFloat(getComputedStyle(edge).strokeWidth) >= 3)) {
			problems.push("the focus does not show: " + name(e));
		}
		// A part of it must be in view, with nothing before it (WCAG 2.4.11).
		const free = [...e.getClientRects()].some((r) => {
			const x = (Math.max(r.left, 0) + Math.min(r.right, innerWidth)) / 2;
			const y = (Math.max(r.top, 0) + Math.min(r.bottom, innerHeight)) / 2;
			const top = document.elementFromPoint(x, y);
			return r.right > 0 && r.left < innerWidth && r.bottom > 0 && r.top < innerHeight && top && e.contains(top);
		});
		if (!free) problems.push("the focus is out of view or covered: " + name(e) + JSON.stringify(e.getBoundingClientRect()));
	}

	addEventListener("keydown", look, true);
	window.seen = (direction) => {
		if (direction < 0) reached.reverse();
		for (const e of stops) if (!reached.includes(e)) problems.push("the Tab key does not reach " + name(e));
		reached.forEach((e, i) => {
			if (i && !(reached[i - 1].compareDocumentPosition(e) & Node.DOCUMENT_POSITION_FOLLOWING)) problems.push("out of order: " + name(e));
			if (!stops.includes(e)) problems.push("the Tab key reaches what cannot be used: " + name(e));
		});
		const all = problems;
		reached = [];
		problems = [];
		return all;
	};
	return stops.length;
})()`
