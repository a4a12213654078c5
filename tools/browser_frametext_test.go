package main

import (
	"context"
	"path"
	"slices"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestFramesWithLargeText: in a column of any width, with text as it comes, at 200 %, and where no letter may be smaller than 20 px, no
// text of a frame is over another, and nothing scrolls sideways. It looks at the highest frame of each kind in three widths; with
// DECLARATION_SLOW at all of them, in nine.
func TestFramesWithLargeText(t *testing.T) {
	t.Parallel()
	site := realSite(t)
	frames := readFrames(t, site).Frames
	for _, government := range site.list(t, "signatories/", site.languages.Source) {
		frames = append(frames, readCells(t, site, path.Base(government))...)
	}
	widths := []int{250, 280, 320, 400, 600, 640, 900, 1100, 1400}
	if !slow() {
		frames = highestOfKind(frames)
		widths = []int{250, 400, 1100} // the narrowest, and both sides of where forms change
	}
	for _, mode := range []struct {
		name     string
		fontSize int64
		options  []chromedp.ExecAllocatorOption
	}{
		{"text of 100 %", 16, nil},
		{"text of 200 %", 32, nil},
		{"letters of 20 px or more", 16, []chromedp.ExecAllocatorOption{chromedp.Flag("blink-settings", "minimumFontSize=20,minimumLogicalFontSize=20")}},
	} {
		t.Run(mode.name, func(t *testing.T) {
			start := startChromium
			if mode.options != nil {
				start = func() (context.Context, error) { return newChromium(append(mode.options, unhurried...)...) }
			}
			b := openTabIn(t, tabIn(t, start), site.origin, look{})
			b.fontSize(mode.fontSize)
			for _, f := range frames {
				b.open(f.Path)
				for _, width := range widths {
					b.as(look{width: width})
					for _, problem := range slices.Concat(ask[[]string](b, tooWide), ask[[]string](b, overlaps)) {
						t.Errorf("/%s in %d px, %s: %s", f.Path, width, mode.name, problem)
					}
				}
			}
			b.fontSize(16)
		})
	}
}

// highestOfKind returns the highest frame of each kind.
func highestOfKind(frames []listedFrame) (out []listedFrame) {
	for _, f := range frames {
		i := slices.IndexFunc(out, func(other listedFrame) bool { return other.Kind == f.Kind })
		if i < 0 {
			out = append(out, f)
		} else if f.Heights[0].Height > out[i].Heights[0].Height {
			out[i] = f
		}
	}
	return out
}

// overlaps lists texts that are over others.
const overlaps = `(() => {
	const lines = [];
	const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
	while (walker.nextNode()) {
		const node = walker.currentNode, parent = node.parentElement;
		if (!node.data.trim() || !parent.checkVisibility() || getComputedStyle(parent).clipPath !== "none") continue;
		const range = document.createRange();
		range.selectNodeContents(node);
		for (const box of range.getClientRects()) if (box.width > 1) lines.push({box, node});
	}
	const problems = [];
	for (const [i, a] of lines.entries()) {
		for (const b of lines.slice(i + 1)) {
			const wide = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left);
			const high = Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top);
			// The boxes of letters are higher than they are.
			if (a.node !== b.node && wide > 1 && high > 0.3 * Math.min(a.box.height, b.box.height)) problems.push(JSON.stringify(a.node.data) + " is over " + JSON.stringify(b.node.data));
		}
	}
	return problems.slice(0, 5);
})()`
