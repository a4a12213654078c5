package main

import (
	"context"
	"errors"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/performance"
	"github.com/chromedp/chromedp"
)

// testScroll scrolls through a page. A processor a quarter as fast as this one must be able to show 60 frames a second. What counts
// is the processor time of the page for each frame, which other work on the machine does not change much.
func testScroll(t *testing.T, origin, page string) {
	const slower, each = 4, 1000.0 / 60
	for _, width := range []int{360, 1440} {
		b := openWholeTab(t, origin, look{width: width})
		b.open(page)
		ask[any](b, `new Promise((done) => requestAnimationFrame(() => setTimeout(done, 200)))`)
		ask[any](b, `(() => {
			window.scrolledFrames = 0;
			let last = scrollY;
			const tick = () => { if (scrollY !== last) { last = scrollY; scrolledFrames++ } requestAnimationFrame(tick) };
			requestAnimationFrame(tick);
		})()`)
		room := ask[float64](b, `document.documentElement.scrollHeight - innerHeight`)
		if room < 600 {
			continue // there are too few frames to tell
		}
		distance := min(room, 6000)
		var took float64 // milliseconds
		b.do(chromedp.Func(func(ctx context.Context, tab *chromedp.Target) error {
			_, first := cdp.Call(ctx, tab, performance.Enable, performance.EnableParams{TimeDomain: performance.EnableTimeDomainThreadTicks})
			before, second := cdp.Call(ctx, tab, performance.GetMetrics, cdp.Empty{})
			_, third := cdp.Call(ctx, tab, input.SynthesizeScrollGesture, input.SynthesizeScrollGestureParams{X: 100, Y: 300, YDistance: -distance, Speed: 2000})
			after, fourth := cdp.Call(ctx, tab, performance.GetMetrics, cdp.Empty{})
			if err := errors.Join(first, second, third, fourth); err != nil {
				return err
			}
			took = 1000 * (busy(after.Metrics) - busy(before.Metrics))
			return nil
		}))
		shown := ask[float64](b, `scrolledFrames`)
		if y := ask[float64](b, `scrollY`); y < distance/2 || shown < 5 {
			t.Fatalf("/%s at %d px: scrolled by %.0f px, not %.0f, in %.0f frames", page, width, y, distance, shown)
		}
		per := took / shown
		t.Logf("/%s at %d px, %d elements: %.0f frames, %.2f ms of the processor each", page, width, ask[int](b, `document.querySelectorAll("*").length`), shown, per)
		if slower*per > each {
			t.Errorf("/%s at %d px: a frame takes %.1f ms; on a slow processor it has %.1f", page, width, per, each/slower)
		}
	}
}

// busy returns how long the page has been at work, in seconds.
func busy(metrics []*performance.Metric) float64 {
	for _, m := range metrics {
		if m.Name == "TaskDuration" {
			return m.Value
		}
	}
	return 0
}
