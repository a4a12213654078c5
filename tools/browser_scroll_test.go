package main

import (
	"context"
	"slices"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

// testScroll scrolls through a page on a processor a quarter as fast as this one: 60 frames a second, of which few are late.
func testScroll(t *testing.T, origin, page string) {
	for _, width := range []int{360, 1440} {
		b := openTab(t, origin, look{width: width})
		b.open(page)
		b.do(chromedp.Func(func(ctx context.Context, tab *chromedp.Target) error {
			_, err := cdp.Call(ctx, tab, emulation.SetCPUThrottlingRate, emulation.SetCPUThrottlingRateParams{Rate: 4})
			return err
		}))
		ask[any](b, `(() => {
			window.times = [];
			const tick = (now) => { times.push(now); requestAnimationFrame(tick) };
			requestAnimationFrame(tick);
		})()`)
		room := ask[float64](b, `document.documentElement.scrollHeight - innerHeight`)
		distance, speed := -min(room, 6000), int64(2000)
		b.do(chromedp.Func(func(ctx context.Context, tab *chromedp.Target) error {
			_, err := cdp.Call(ctx, tab, input.SynthesizeScrollGesture, input.SynthesizeScrollGestureParams{X: 100, Y: 300, YDistance: distance, Speed: speed})
			return err
		}))
		took := ask[[]float64](b, `times.map((time, i) => time - times[i - 1]).slice(1)`)
		if y := ask[float64](b, `scrollY`); y < -distance/2 {
			t.Fatalf("/%s at %d px: scrolled by %.0f px, not %.0f", page, width, y, -distance)
		}
		slices.Sort(took)
		late := 0
		for _, ms := range took {
			if ms > 25 {
				late++
			}
		}
		median, most := took[len(took)/2], took[len(took)-1]
		t.Logf("/%s at %d px, %d elements: %d frames, median %.1f ms, 95 of 100 within %.1f ms, longest %.1f ms, %d late",
			page, width, ask[int](b, `document.querySelectorAll("*").length`), len(took), median, took[len(took)*95/100], most, late)
		if median > 18 || late*20 > len(took) {
			t.Errorf("/%s at %d px: %d of %d frames are late, the median is %.1f ms", page, width, late, len(took), median)
		}
	}
}
