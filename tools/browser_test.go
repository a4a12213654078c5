package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"declarationwatch/tools/internal/fixture"
)

// patience is how long a test waits for what takes a second on an idle machine.
const patience = 60 * time.Second

// browser opens a tab of its own in the Chromium that most tests share. Without Chromium on the machine the test is skipped.
func browser(t *testing.T) context.Context {
	t.Helper()
	return tabIn(t, startChromium)
}

// wholeBrowser opens a tab of its own in a Chromium as readers have it: for what that of the other tests does not show, which are frames
// from elsewhere, a pointer that moves and what is under way while a page scrolls, and for how long scripts take.
func wholeBrowser(t *testing.T) context.Context {
	t.Helper()
	return tabIn(t, startWholeChromium)
}

// tabIn opens a tab of its own in a Chromium.
func tabIn(t *testing.T, start func() (context.Context, error)) context.Context {
	t.Helper()
	chromium, err := start()
	if err != nil {
		fixture.Missing(t, err)
	}
	ctx, closeTab := chromedp.NewContext(chromium)
	// Opened before it gets its limit: chromedp ties the life of a tab to the context that it is first used with.
	if err := chromedp.Do(ctx); err != nil {
		t.Fatal(err)
	}
	limited, cancel := context.WithTimeout(ctx, 8*time.Minute)
	t.Cleanup(func() { cancel(); closeTab() })
	return limited
}

// Headless Chromium is started once for all tests.
var (
	startChromium      = sync.OnceValues(func() (context.Context, error) { return newChromium(unhurried...) })
	startWholeChromium = sync.OnceValues(func() (context.Context, error) { return newChromium() })
)

// unhurried has Chromium draw, compile and collect garbage where scripts run, and compile no script for speed: in half the processor time a
// page that is looked at once shows the same.
var unhurried = []chromedp.ExecAllocatorOption{
	chromedp.Flag("disable-threaded-compositing", true),
	chromedp.Flag("js-flags", "--single-threaded --no-opt"),
}

// newChromium starts a headless Chromium, which ends with the run.
func newChromium(more ...chromedp.ExecAllocatorOption) (context.Context, error) {
	found := ""
	for _, name := range []string{"chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable"} {
		if path, err := exec.LookPath(name); err == nil {
			found = path
			break
		}
	}
	if found == "" {
		return nil, errors.New("there is no Chromium on this machine: apt-get install chromium-headless-shell, or .ci/run")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(found),
		chromedp.NoSandbox, // a test machine's root user may not use the sandbox
		chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("site-per-process", true), // a frame of another origin is a target of its own in every form of Chromium
	)
	allocator, stop := chromedp.NewExecAllocator(context.Background(), append(options, more...)...)
	ctx, end := chromedp.NewContext(allocator)
	atEnd(func() { end(); stop() })
	return ctx, chromedp.Do(ctx)
}

// serveFolder serves a folder on the loopback address until the test ends. The address ends with a slash.
func serveFolder(t *testing.T, dir string) string {
	server := httptest.NewServer(http.FileServer(http.Dir(dir)))
	t.Cleanup(server.Close)
	return server.URL + "/"
}

// look is how a reader sees a page. The zero value is a light desktop with everything on.
type look struct {
	width         int  // CSS pixels; 1440 if not set
	dark          bool // colour scheme
	noScript      bool
	stillness     bool // prefers-reduced-motion
	forcedColours bool
}

func (l look) String() string {
	words := []string{fmt.Sprint(l.width)}
	for _, w := range []struct {
		is   bool
		word string
	}{{l.dark, "dark"}, {!l.dark, "light"}, {l.noScript, "no script"}, {l.stillness, "no motion"}, {l.forcedColours, "forced colours"}} {
		if w.is {
			words = append(words, w.word)
		}
	}
	return strings.Join(words, " ")
}

// tab is a browser tab on one site. What the console prints, and any request to another host, fails the test.
type tab struct {
	t      *testing.T
	ctx    context.Context
	origin string // with a slash at its end

	mu       sync.Mutex
	address  string // of the page that was last asked for
	noise    []string
	requests []string
}

// openTab opens a tab on the site at origin.
func openTab(t *testing.T, origin string, l look) *tab {
	t.Helper()
	return openTabIn(t, browser(t), origin, l)
}

// openWholeTab opens a tab of wholeBrowser on the site at origin.
func openWholeTab(t *testing.T, origin string, l look) *tab {
	t.Helper()
	return openTabIn(t, wholeBrowser(t), origin, l)
}

// openTabIn makes a tab one on the site at origin.
func openTabIn(t *testing.T, ctx context.Context, origin string, l look) *tab {
	t.Helper()
	b := &tab{t: t, ctx: ctx, origin: origin}
	if err := chromedp.Listen(b.ctx, b.hear); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		b.mu.Lock()
		defer b.mu.Unlock()
		for _, line := range slices.Compact(b.noise) {
			t.Error(line)
		}
	})
	b.as(l)
	return b
}

// hear writes down what must not be. It may not talk to the browser.
func (b *tab) hear(event any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	say := func(format string, args ...any) {
		b.noise = append(b.noise, b.address+": "+fmt.Sprintf(format, args...))
	}
	switch event := event.(type) {
	case *runtime.EventConsoleAPICalled:
		var words []string
		for _, arg := range event.Args {
			words = append(words, string(arg.Value)+arg.Description)
		}
		say("the console says (%s): %s", event.Type, strings.Join(words, " "))
	case *runtime.EventExceptionThrown:
		say("exception: %v", event.ExceptionDetails)
	case *log.EventEntryAdded:
		say("the browser says (%s): %s %s", event.Entry.Level, event.Entry.Text, event.Entry.URL)
	case *network.EventRequestWillBeSent:
		url := event.Request.URL
		b.requests = append(b.requests, url)
		if !strings.HasPrefix(url, b.origin) && !strings.HasPrefix(url, "data:") {
			say("asks another host for %s", url)
		}
	}
}

// as changes how the reader sees the page that is open. A change of noScript applies from the next page on.
func (b *tab) as(l look) {
	b.t.Helper()
	if l.width == 0 {
		l.width = 1440
	}
	choose := func(name string, on bool, yes, no string) *emulation.MediaFeature {
		if on {
			no = yes
		}
		return &emulation.MediaFeature{Name: name, Value: no}
	}
	b.do(chromedp.Func(func(ctx context.Context, tab *chromedp.Target) error {
		_, first := cdp.Call(ctx, tab, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{
			Width: int64(l.width), Height: int64(heights[l.width]), DeviceScaleFactor: 1,
		})
		_, second := cdp.Call(ctx, tab, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Features: []*emulation.MediaFeature{
				choose("prefers-color-scheme", l.dark, "dark", "light"),
				choose("prefers-reduced-motion", l.stillness, "reduce", "no-preference"),
				choose("forced-colors", l.forcedColours, "active", "none"),
			},
		})
		_, third := cdp.Call(ctx, tab, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{
			Value: l.noScript,
		})
		return errors.Join(first, second, third)
	}))
}

// heights of the screens that go with a width, in CSS pixels. 640 is a desktop of 1280 at 200 %.
var heights = map[int]int{320: 568, 360: 740, 640: 512, 768: 1024, 1280: 1024, 1440: 900}

// open goes to a page by its path below the origin, and waits until it has loaded.
func (b *tab) open(path string) {
	b.t.Helper()
	b.mu.Lock()
	b.address = "/" + path
	b.mu.Unlock()
	b.do(chromedp.Navigate(b.origin + path))
}

func (b *tab) do(steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	if err := chromedp.Do(b.ctx, steps...); err != nil {
		b.t.Fatalf("%s: %v", b.address, err)
	}
}

// ask evaluates an expression in the page. A promise is waited for.
func ask[T any](b *tab, expression string) T {
	b.t.Helper()
	answer, err := chromedp.Run(b.ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		b.t.Fatalf("%s: %v\n%.300s", b.address, err, expression)
	}
	return answer
}

// unfold opens, or closes, all that the page can unfold.
func (b *tab) unfold(open bool) {
	b.t.Helper()
	ask[any](b, fmt.Sprintf("document.querySelectorAll('details').forEach((e) => e.open = %t)", open))
}

// visible is the text that the page shows.
func visible(tab context.Context) string {
	// While the page reloads there is nothing to ask; the caller asks again.
	text, _ := chromedp.Run(tab, chromedp.Evaluate[string](`document.body ? document.body.innerText : ""`))
	return text
}

// eventually waits until the page shows some words, or no longer shows them.
func eventually(t *testing.T, tab context.Context, words string, wanted bool) {
	t.Helper()
	deadline := time.Now().Add(patience)
	for {
		text := visible(tab)
		if text != "" && strings.Contains(text, words) == wanted {
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("after %v the page shows %q: %v, want %v; the page:\n%s", patience, words, !wanted, wanted, text)
		}
		time.Sleep(50 * time.Millisecond)
	}
}

// focus puts the focus on the first element that a selector finds.
func (b *tab) focus(selector string) {
	b.t.Helper()
	if !ask[bool](b, fmt.Sprintf("document.querySelector(%[1]q).focus(), document.activeElement === document.querySelector(%[1]q)", selector)) {
		b.t.Fatalf("/%s: %s does not take the focus", b.address, selector)
	}
}

// enter uses an element by keyboard.
func (b *tab) enter(selector string) {
	b.t.Helper()
	b.focus(selector)
	b.do(chromedp.KeyEvent(kb.Enter))
}

// click uses an element where there is no script to hear of it.
func (b *tab) click(selector string) {
	b.t.Helper()
	ask[any](b, fmt.Sprintf("document.querySelector(%q).click()", selector))
}

// choose picks an option of a list in a form.
func (b *tab) choose(name, value string) {
	b.t.Helper()
	ask[any](b, fmt.Sprintf(`(() => {
		const list = document.querySelector("form select[name=%s]");
		list.value = %q;
		list.dispatchEvent(new Event("change", {bubbles: true}));
	})()`, name, value))
}

// until waits for something to be so.
func (b *tab) until(condition string) {
	b.t.Helper()
	for deadline := time.Now().Add(patience); ; time.Sleep(20 * time.Millisecond) {
		// While a page loads there is nothing to ask.
		if is, _ := chromedp.Run(b.ctx, chromedp.Evaluate[bool](condition)); is {
			return
		}
		if time.Now().After(deadline) {
			b.t.Fatalf("%s: never so: %s", b.address, condition)
		}
	}
}
