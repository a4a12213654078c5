package main

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/dom"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"

	"declarationwatch/tools/internal/hosting"
)

// abroad is the built site as its host serves it, and a page of somebody else that shows it: another origin, and another
// site to the browser, so that frames run in processes of their own as they will at a partner's.
type abroad struct {
	*tab
	list framesList
	real *finished
	site string // where the site is served for the page on which partners copy, below "http://"
	home string // where it is served for their pages, with a closing slash
	page string // of the partner, with a closing slash

	notes sync.Mutex
	shown string     // what is on the partner's page
	asked []exchange // of home and page
}

// exchange is a request and what was answered.
type exchange struct {
	url              string
	cookie, referrer string
	sets             []string
}

func goAbroad(t *testing.T) *abroad {
	t.Helper()
	real := realSite(t)
	host, err := hosting.Open(real.dir)
	if err != nil {
		t.Fatal(err)
	}
	a := &abroad{list: readFrames(t, real), real: real, site: strings.TrimPrefix(real.origin, "http://")}
	site := httptest.NewServer(a.noted(answers(host)))
	t.Cleanup(site.Close)
	partner := httptest.NewServer(a.noted(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		a.notes.Lock()
		defer a.notes.Unlock()
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprint(w, a.shown)
	})))
	t.Cleanup(partner.Close)
	a.home = site.URL + "/"
	a.page = strings.Replace(partner.URL, "127.0.0.1", "localhost", 1) + "/"
	a.tab = openWholeTab(t, "http://", look{}) // every host is looked at below
	return a
}

// noted writes down what a server is asked and what it answers.
func (a *abroad) noted(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		next.ServeHTTP(w, r)
		a.notes.Lock()
		defer a.notes.Unlock()
		a.asked = append(a.asked, exchange{"http://" + r.Host + r.URL.Path, r.Header.Get("Cookie"), r.Referer(), w.Header()["Set-Cookie"]})
	})
}

// show opens the partner's page with some markup on it, and waits for its frames.
func (a *abroad) show(markup string) {
	a.t.Helper()
	a.notes.Lock()
	a.asked = nil
	a.shown = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Partner</title><link rel="icon" href="data:,">
<script>let loaded = 0; document.addEventListener("load", (event) => loaded += event.target.localName === "iframe", true);</script>` + strings.ReplaceAll(markup, a.list.Site[:len(a.list.Site)-1], a.home[:len(a.home)-1])
	a.notes.Unlock()
	a.open(strings.TrimPrefix(a.page, "http://"))
	a.until(`loaded === document.querySelectorAll("iframe").length`)
}

// column is markup in a column of some width.
func column(width int, markup string) string {
	return fmt.Sprintf("<div style=\"width: %dpx\">%s</div>\n", width, markup)
}

// inside evaluates an expression in a frame of the page, by its place; a frame of another site is a target of its own.
func inside[T any](a *abroad, place int, expression string) T {
	a.t.Helper()
	answer, err := func() (answer T, err error) {
		element, err := chromedp.Run(a.ctx, chromedp.Evaluate[*runtime.RemoteObject](fmt.Sprintf(`document.querySelectorAll("iframe")[%d]`, place)))
		if err != nil {
			return answer, err
		}
		id, err := chromedp.Run(a.ctx, func(ctx context.Context, tab *chromedp.Target) (target.ID, error) {
			node, err := cdp.Call(ctx, tab, dom.DescribeNode, dom.DescribeNodeParams{ObjectID: element.ObjectID})
			if err != nil {
				return "", err
			}
			return target.ID(node.Node.FrameID), nil
		})
		if err != nil {
			return answer, err
		}
		// From the first message on: what the console printed before is reported then.
		frame, leave := chromedp.NewContext(a.ctx, chromedp.WithTargetID(id), chromedp.WithDetachOnCancel(), chromedp.WithListener(a.hear))
		defer leave()
		return chromedp.Run(frame, chromedp.Evaluate[T](expression))
	}()
	if err != nil {
		a.t.Fatalf("frame %d: %v\n%.300s", place, err, expression)
	}
	return answer
}

// copied returns the code of some forms from the page for partners, as the page makes it for a frame and a width.
func (a *abroad) copied(frames []listedFrame, widths []int) map[string]map[string]string {
	a.t.Helper()
	var choices []string
	for _, f := range frames {
		for _, width := range widths {
			choices = append(choices, fmt.Sprintf("?show=%s&lang=%s&width=%d", f.Address, f.Language, width))
		}
	}
	asked, _ := json.Marshal(choices)
	a.open(a.site + "embed/")
	return ask[map[string]map[string]string](a.tab, fmt.Sprintf(`(async () => {
		const all = {};
		for (const choice of %s) {
			history.replaceState(null, "", choice);
			dispatchEvent(new PopStateEvent("popstate"));
			const wanted = new URLSearchParams(choice);
			const src = "/" + (wanted.get("lang") === %q ? "" : wanted.get("lang") + "/") + "embed/" + wanted.get("show") + "/";
			const frame = () => document.querySelector(".trial iframe");
			while (frame()?.getAttribute("src") !== src || frame().clientWidth !== Number(wanted.get("width"))) await new Promise((next) => setTimeout(next, 5));
			all[choice] = Object.fromEntries(["live", "frozen", "measured"].map((form) => [form, document.getElementById("form-" + form + "-code")?.textContent ?? ""]));
		}
		return all;
	})()`, asked, a.real.languages.Source))
}

// samples are the matrix and the heaviest government and commitment in each language, with DECLARATION_SLOW the lightest too.
func (a *abroad) samples() []listedFrame {
	a.t.Helper()
	byWeight := func(x, y listedFrame) int { return a.real.weight(x.Path) - a.real.weight(y.Path) }
	var out []listedFrame
	for _, language := range a.real.languages.All {
		out = append(out, a.list.find(a.t, language, "matrix"))
		for _, kind := range []string{"signatory", "commitment"} {
			of := slices.DeleteFunc(slices.Clone(a.list.Frames), func(f listedFrame) bool { return f.Kind != kind || f.Language != language })
			out = append(out, slices.MaxFunc(of, byWeight))
			if slow() {
				out = append(out, slices.MinFunc(of, byWeight))
			}
		}
	}
	return out
}

// state is what a frame shows of itself.
type state struct {
	Width, ScrollWidth, ClientWidth, ScrollHeight, ClientHeight int

	Body     float64 // its height
	Heading  string
	Kept     string // cookies and storage, where they can be read at all
	Requests []string
}

const stateOf = `(() => {
	const root = document.documentElement;
	const read = (what) => {
		try { return what(); } catch { return ""; }
	};
	return {
		width: innerWidth, scrollWidth: root.scrollWidth, clientWidth: root.clientWidth, scrollHeight: root.scrollHeight, clientHeight: root.clientHeight,
		body: document.body.getBoundingClientRect().height, heading: document.querySelector("h1").innerText,
		kept: read(() => document.cookie) + read(() => Object.keys(localStorage).join()) + read(() => Object.keys(sessionStorage).join()),
		requests: performance.getEntriesByType("resource").map((e) => e.name),
	};
})()`

// TestFramesAbroad: on a page of another origin a frame is whole, by whatever code it is shown.
func TestFramesAbroad(t *testing.T) {
	t.Parallel()
	a := goAbroad(t)
	widths := []int{320, 640, 1100}
	samples := a.samples()
	code := a.copied(samples, widths)
	a.do(chromedp.Func(func(ctx context.Context, tab *chromedp.Target) error {
		// So large that no frame waits to be scrolled to.
		_, err := cdp.Call(ctx, tab, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: 2200, Height: 9000, DeviceScaleFactor: 1})
		return err
	}))
	const sandbox = ` sandbox="allow-popups allow-popups-to-escape-sandbox"`
	for _, f := range samples {
		var answer struct{ HTML string }
		name := strings.TrimSuffix(strings.Replace(f.Path, "embed/", "oembed/", 1), "/") + ".json"
		if err := json.Unmarshal([]byte(a.real.files[name]), &answer); err != nil {
			t.Fatal(err)
		}
		type shown struct {
			by    string
			width int
		}
		var frames []shown
		var markup strings.Builder
		add := func(by string, width int, text string) {
			if by != "oEmbed" && strings.Contains(text, sandbox) == (by == "no sandbox" || by == "sandbox=\"\"" || by == "measured") {
				t.Fatalf("%s: %s", by, text)
			}
			frames = append(frames, shown{by, width})
			markup.WriteString(column(width, text))
		}
		markup.WriteString(`<div style="display: flex; flex-wrap: wrap; align-items: flex-start">`)
		for i, width := range widths {
			if f.Language != a.real.languages.Source && i != 1 { // longer words, the same frames
				continue
			}
			forms := code[fmt.Sprintf("?show=%s&lang=%s&width=%d", f.Address, f.Language, width)]
			add("live", width, forms["live"])
			add("measured", width, forms["measured"])
			if f.Frozen != nil {
				add("frozen", width, forms["frozen"])
			}
			if f.Language == a.real.languages.Source && i == 1 { // in another language or width a sandbox is no different
				add("sandbox=\"\"", width, strings.Replace(forms["live"], sandbox, ` sandbox=""`, 1))
				add("no sandbox", width, strings.Replace(forms["live"], sandbox, "", 1))
			}
		}
		add("oEmbed", 600, answer.HTML)
		a.show(markup.String())

		for place, frame := range frames {
			where := fmt.Sprintf("/%s in %d px by %s", f.Path, frame.width, frame.by)
			if frame.by == "measured" {
				// A frame that sent its height is exactly as high as its content.
				a.until(fmt.Sprintf(`document.querySelectorAll("iframe")[%d].height < %s`, place, need(f.Heights, frame.width)+".5"))
			}
			s := inside[state](a, place, stateOf)
			if s.Width != frame.width || s.Heading == "" {
				t.Errorf("%s: it is %d px wide, headed %q", where, s.Width, s.Heading)
			}
			if s.ScrollHeight > s.ClientHeight || s.ScrollWidth > s.ClientWidth {
				t.Errorf("%s scrolls: %d × %d in %d × %d", where, s.ScrollWidth, s.ScrollHeight, s.ClientWidth, s.ClientHeight)
			}
			if s.Kept != "" {
				t.Errorf("%s keeps %q", where, s.Kept)
			}
			var wanted []string
			if frame.by == "measured" || frame.by == "oEmbed" {
				wanted = []string{a.home + "embed/height.js"}
			}
			if !slices.Equal(s.Requests, wanted) {
				t.Errorf("%s asks for %q, want %q", where, s.Requests, wanted)
			}
			if frame.by == "measured" {
				if high := ask[int](a.tab, fmt.Sprintf(`Number(document.querySelectorAll("iframe")[%d].height)`, place)); float64(high) < s.Body || float64(high) >= s.Body+1 {
					t.Errorf("%s: it is %d px high, its content %.2f", where, high, s.Body)
				}
			}
		}
		wanted := []string{a.page, a.home + f.Path, a.home + f.Path + "auto.html", a.home + f.Path + "post.html", a.home + "embed/height.js"}
		if f.Frozen != nil {
			wanted = append(wanted, a.home+f.Frozen.Path)
		}
		a.clean(wanted...)
	}
}

// heard is what both servers were asked since the partner's page was opened.
func (a *abroad) heard() []exchange {
	a.notes.Lock()
	defer a.notes.Unlock()
	return slices.Clone(a.asked)
}

// clean checks that both servers were asked for some addresses and for nothing else, and that no cookie was sent or set.
func (a *abroad) clean(addresses ...string) {
	a.t.Helper()
	seen := map[string]bool{}
	for _, e := range a.heard() {
		seen[e.url] = true
		if e.cookie != "" || len(e.sets) > 0 {
			a.t.Errorf("%s: cookie %q, sets %q", e.url, e.cookie, e.sets)
		}
	}
	slices.Sort(addresses)
	if got := slices.Sorted(maps.Keys(seen)); !slices.Equal(got, addresses) {
		a.t.Errorf("asked for %q, want %q", got, addresses)
	}
}

// TestFrameOpensCells: in the strictest sandbox a cell of the matrix still opens, and whatever opens lies within the frame.
func TestFrameOpensCells(t *testing.T) {
	t.Parallel()
	a := goAbroad(t)
	for _, width := range []int{320, 640, 1100} {
		matrix := a.list.find(t, a.real.languages.Source, "matrix")
		frame := fmt.Sprintf(`<iframe src="%s%s" title="Matrix" width="100%%" height="%s" sandbox="" referrerpolicy="no-referrer" frameborder="0"></iframe>`, a.list.Site, matrix.Path, need(matrix.Heights, width))
		a.show(`<body style="margin: 0">` + column(width, frame))
		for deadline := time.Now().Add(patience); ; time.Sleep(100 * time.Millisecond) {
			at := inside[[]float64](a, 0, `(() => {
				const box = document.querySelector("summary").getBoundingClientRect();
				return [box.x + box.width / 2, box.y + box.height / 2];
			})()`)
			// A click that comes before the frame is drawn goes astray: the next turn clicks again.
			a.do(chromedp.MouseClickXY(at[0], at[1]))
			if text := inside[string](a, 0, `document.querySelector("details[open] .sources")?.innerText ?? ""`); strings.HasPrefix(text, "Source") {
				break
			}
			if time.Now().After(deadline) {
				t.Fatalf("%d px: a click on a cell opens nothing", width)
			}
		}
		for _, wrong := range inside[[]string](a, 0, `(() => {
			const problems = [];
			const root = document.documentElement;
			for (const cell of document.querySelectorAll("details")) {
				cell.open = true;
				const box = cell.lastElementChild.getBoundingClientRect();
				if (box.top < 0 || box.left < 0 || box.right > innerWidth || box.bottom > innerHeight) problems.push("lies outside: " + cell.innerText);
				if (root.scrollHeight > root.clientHeight || root.scrollWidth > root.clientWidth) problems.push("makes the frame scroll: " + cell.innerText);
			}
			return problems;
		})()`) {
			t.Errorf("%d px: what a cell opens %s", width, wrong)
		}
		a.clean(a.page, a.home+matrix.Path)
		for _, e := range a.heard() {
			if e.referrer != "" {
				t.Errorf("%s receives the referrer %s", e.url, e.referrer)
			}
		}
	}
}

// TestFrameSendsHeight: the script that partners copy acts on the messages of our frames, and on nothing else.
func TestFrameSendsHeight(t *testing.T) {
	t.Parallel()
	a := goAbroad(t)
	i := slices.IndexFunc(a.list.Frames, func(f listedFrame) bool { return f.Kind == "signatory" && f.Language == a.real.other() })
	framed := a.list.Frames[i]
	code := a.copied([]listedFrame{framed}, []int{640})
	a.show(column(640, code[fmt.Sprintf("?show=%s&lang=%s&width=640", framed.Address, framed.Language)]["measured"]) + `<iframe name="stranger" src="about:blank"></iframe>`)
	const high = `document.querySelector("iframe").height`
	settled := func(width float64) string {
		// The browser may lay a frame out once before it knows its width.
		for deadline := time.Now().Add(patience); inside[float64](a, 0, "innerWidth") != width && time.Now().Before(deadline); {
			time.Sleep(20 * time.Millisecond)
		}
		body := inside[float64](a, 0, `Math.ceil(document.body.getBoundingClientRect().height)`)
		a.until(fmt.Sprintf("%s == %v", high, body))
		return ask[string](a.tab, high)
	}
	before := settled(640)
	ask[any](a.tab, `document.querySelector("div").style.width = "360px"`)
	a.until(high + " !== " + before)
	narrow := settled(360)
	if narrow <= before {
		t.Errorf("in a narrower column the frame is %s px high, before it was %s", narrow, before)
	}

	// Of another shape, from our frame.
	for _, message := range []string{`null`, `"declaration-watch:height"`, `77`, `{height: 77}`, `{type: "height", height: 77}`, `{type: "declaration-watch:height"}`,
		`{type: "declaration-watch:height", height: "77"}`, `{type: "declaration-watch:height", height: NaN}`, `{type: "declaration-watch:height", height: Infinity}`} {
		inside[any](a, 0, fmt.Sprintf(`parent.postMessage(%s, "*")`, message))
	}
	// Of the right shape, from others: the page itself, a frame of its own, a frame of ours that it did not ask for.
	const right = `{type: "declaration-watch:height", height: 77}`
	ask[any](a.tab, fmt.Sprintf(`postMessage(%s, "*"), frames.stranger.eval('parent.postMessage(%s, "*")')`, right, right))
	ask[any](a.tab, fmt.Sprintf(`frames.stranger.location = %q`, a.home+framed.Path+"auto.html"))
	a.until("loaded === 3")
	inside[any](a, 1, fmt.Sprintf(`parent.postMessage(%s, "*")`, right))
	ask[any](a.tab, `new Promise((next) => setTimeout(next, 100))`)
	if got := ask[string](a.tab, high); got != narrow {
		t.Errorf("a message that means nothing makes the frame %s px high, want %s", got, narrow)
	}
	if got := ask[string](a.tab, `document.querySelector("[name=stranger]").height`); got != "" {
		t.Errorf("a frame that the page did not ask for is made %s px high", got)
	}
	inside[any](a, 0, fmt.Sprintf(`parent.postMessage(%s, "*")`, right))
	a.until(high + ` == 77`)
}

// TestPagesRefuseFrames: no page but a frame is shown within another's.
func TestPagesRefuseFrames(t *testing.T) {
	t.Parallel()
	a := goAbroad(t)
	pages := []string{"", "matrix/", a.real.list(t, "signatories/", a.real.other())[0], "embed/", "data/v1/offline.html"}
	var markup strings.Builder
	for _, page := range pages {
		fmt.Fprintf(&markup, `<iframe src="%s%s" title="Page" width="300" height="100"></iframe>`, a.list.Site, page)
	}
	a.show(markup.String())
	if said := a.refusals(len(pages)); len(said) != len(pages) || !strings.Contains(strings.Join(said, ""), "frame-ancestors 'none'") {
		t.Errorf("the browser says %q, want that %d pages may not be framed", said, len(pages))
	}
	for place, page := range pages {
		if address := inside[string](a, place, `location.href`); !strings.HasPrefix(address, "chrome-error:") {
			t.Errorf("/%s is shown within another page: %s", page, address)
		}
	}
	a.refusals(0)
}
