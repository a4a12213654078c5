package main

import (
	"context"

	"github.com/chromedp/cdproto/cdp"
	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// roomy looks at a page where there is little room: it does not scroll sideways, and nothing is cut off.
func roomy(b *tab, page string, in []room) {
	b.unfold(true)
	for _, room := range in {
		b.as(look{width: room.width})
		b.fontSize(room.fontSize)
		for _, problem := range ask[[]string](b, tooWide) {
			b.t.Errorf("/%s at %s: %s", page, room.name, problem)
		}
	}
	b.fontSize(16)
}

// room is what a reader has on a screen.
type room struct {
	name     string
	width    int
	fontSize int64 // what the reader has chosen in the browser; 16 is what it comes with
}

// rooms are what WCAG asks for, the narrowest first.
var rooms = []room{
	{"320 px (WCAG 1.4.10)", 320, 16},
	{"1280 px at 200 % zoom (WCAG 1.4.4)", 640, 16},
	{"1280 px with text of 200 % (WCAG 1.4.4)", 1280, 32},
}

// fontSize sets the size of text in the browser's own settings.
func (b *tab) fontSize(size int64) {
	b.t.Helper()
	b.do(chromedp.Func(func(ctx context.Context, tab *chromedp.Target) error {
		_, err := cdp.Call(ctx, tab, cdppage.SetFontSizes, cdppage.SetFontSizesParams{
			FontSizes: &cdppage.FontSizes{Standard: size, Fixed: size * 13 / 16},
		})
		return err
	}))
}

// tooWide lists what makes the page scroll sideways, and which texts are cut off by their boxes.
const tooWide = `(() => {
	const room = document.documentElement.clientWidth;
	const problems = [];
	const name = (e) => e.outerHTML.slice(0, 120);
	const all = [...document.querySelectorAll("body *")];
	if (document.scrollingElement.scrollWidth > room) {
		const out = all.filter((e) => e.getBoundingClientRect().right > room + 1 && !e.closest(".scroll, .scroller"));
		// The innermost are to blame.
		const blamed = out.filter((e) => !out.some((other) => other !== e && e.contains(other)));
		problems.push("scrolls sideways, " + document.scrollingElement.scrollWidth + " px wide: " + blamed.slice(0, 3).map(name).join(" and "));
	}
	for (const e of all) {
		if (e.scrollWidth <= e.clientWidth + 1 || e instanceof SVGElement || e.matches("[data-either]")) continue; // TestHeader looks at those
		const style = getComputedStyle(e);
		if (["hidden", "clip"].includes(style.overflowX) && style.clipPath === "none") problems.push("cut off: " + name(e));
	}
	return problems;
})()`
