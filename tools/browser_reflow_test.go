package main

import (
	"context"

	"github.com/chromedp/cdproto/cdp"
	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// roomy looks at a page where there is little room: it does not scroll sideways, and nothing is cut off.
// Other pages of a kind, and other languages, are looked at where there is least.
func roomy(b *tab, site *finished, page string) {
	b.unfold(true)
	rooms := []struct {
		name     string
		width    int
		fontSize int64 // what the reader has chosen in the browser; 16 is what it comes with
	}{
		{"320 px (WCAG 1.4.10)", 320, 16},
		{"1280 px at 200 % zoom (WCAG 1.4.4)", 640, 16},
		{"1280 px with text of 200 % (WCAG 1.4.4)", 1280, 32},
	}
	if !slow() && (language(page) != site.languages.Source || !site.isHeaviest(b.t, page)) {
		rooms = rooms[:1]
	}
	for _, room := range rooms {
		b.as(look{width: room.width})
		b.fontSize(room.fontSize)
		for _, problem := range ask[[]string](b, tooWide) {
			b.t.Errorf("/%s at %s: %s", page, room.name, problem)
		}
	}
	b.fontSize(16)
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
		if (e.scrollWidth <= e.clientWidth + 1 || e instanceof SVGElement) continue;
		const style = getComputedStyle(e);
		if (["hidden", "clip"].includes(style.overflowX) && style.clipPath === "none") problems.push("cut off: " + name(e));
	}
	return problems;
})()`
