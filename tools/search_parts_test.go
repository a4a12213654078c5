package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/andybalholm/brotli"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
	"github.com/evanw/esbuild/pkg/api"

	"declarationwatch/tools/internal/fixture"
	"declarationwatch/tools/internal/locale"
	"declarationwatch/tools/internal/output"
	"declarationwatch/tools/internal/search"
)

// TestSearchIsWhole compares, on the real site, what the script finds in the parts of the index with what a plain computation over
// all texts finds: in one language, of which each has its turn, and with DECLARATION_SLOW in all.
func TestSearchIsWhole(t *testing.T) {
	t.Parallel()
	site := realSite(t)
	script := bundle(t, "testdata/search/whole.js")
	turn := site.turn("search/", len(site.languages.All))
	queries, languages := 80, site.languages.All[turn:turn+1]
	if slow() {
		queries, languages = 1500, site.languages.All
	}
	for _, language := range languages {
		b := openTab(t, site.origin, look{})
		page := site.in(language, "search/")
		b.open(page)
		ask[any](b, script)
		count := 0
		for name := range site.files {
			if strings.HasPrefix(name, site.in(language, search.Folder)) && strings.Contains(site.files[name], `{"head":`) {
				count++
			}
		}
		got := ask[struct {
			Found, Instead, Cut int
			Different           []string
		}](b, fmt.Sprintf("compared(%q, %d, %d, %d)", site.origin+page, count, queries, search.Results))
		if got.Found < queries/2 || got.Instead == 0 || got.Cut == 0 {
			t.Errorf("%s: %d queries found something, %d other words, %d entries are cut: too few to compare", language, got.Found, got.Instead, got.Cut)
		}
		for _, line := range got.Different[:min(5, len(got.Different))] {
			t.Errorf("%s: %.600s", language, line)
		}
		for text, want := range fixture.JSON[map[string]string](t, "internal/search/testdata/fold.json") {
			if got := strings.TrimSpace(ask[string](b, fmt.Sprintf("fold(%s)", marshal(t, text)))); got != want {
				t.Errorf("the script folds %q to %q, want %q", text, got, want)
			}
		}
	}
}

// bundle returns a script with all that it imports.
func bundle(t *testing.T, name string) string {
	t.Helper()
	result := api.Build(api.BuildOptions{EntryPoints: []string{name}, Bundle: true, Format: api.FormatIIFE})
	if len(result.Errors) > 0 {
		t.Fatal(result.Errors)
	}
	return string(result.OutputFiles[0].Contents)
}

func marshal(t *testing.T, value any) string {
	t.Helper()
	text, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestSearchParts: what a search does when parts are missing, late or replaced.
func TestSearchParts(t *testing.T) {
	t.Parallel()
	host, site := buildHosted(t)
	// A tab of its own, since the browser complains of missing files.
	b := &tab{t: t, ctx: browser(t), origin: serveFolder(t, host) + "watch/"}
	// Nothing is kept: files change here within the second that their dates are given in.
	b.do(chromedp.Func(func(ctx context.Context, tab *chromedp.Target) error {
		_, err := cdp.Call(ctx, tab, network.SetCacheDisabled, network.SetCacheDisabledParams{CacheDisabled: true})
		return err
	}))
	const status = `document.getElementById("status").textContent`
	const first = `(document.querySelector("#results a")?.href ?? "")`
	seek := func(query string) {
		t.Helper()
		ask[any](b, fmt.Sprintf(`{ const box = document.getElementById("q"); box.value = %q; box.dispatchEvent(new Event("input")) }`, query))
	}
	folder := func() string {
		t.Helper()
		found, err := filepath.Glob(filepath.Join(site, filepath.FromSlash(search.Folder)+"*"))
		if err != nil || len(found) != 1 {
			t.Fatal(found, err)
		}
		return found[0]
	}

	t.Run("a page from before the site changed loads the new core", func(t *testing.T) {
		b.open("search/")
		ask[any](b, `{ document.getElementById("q").dispatchEvent(new Event("focus")) }`)
		b.until(`performance.getEntriesByType("resource").some((r) => r.name.endsWith("/search/index.json"))`)
		old := folder()
		next := filepath.Join(filepath.Dir(old), "index-00000000000000ff")
		core := filepath.Join(site, filepath.FromSlash(search.File))
		text, err := os.ReadFile(core)
		if err != nil {
			t.Fatal(err)
		}
		write(t, core, strings.Replace(string(text), filepath.Base(old), filepath.Base(next), 1))
		if err := os.Rename(old, next); err != nil {
			t.Fatal(err)
		}
		seek("parole")
		b.until(fmt.Sprintf(`%s == %q`, first, b.origin+"programmes/parole/"))
		if got := ask[int](b, `performance.getEntriesByType("resource").filter((r) => r.name.endsWith("/search/index.json")).length`); got != 2 {
			t.Errorf("the core is loaded %d times", got)
		}
	})

	t.Run("the newest query wins", func(t *testing.T) {
		b.open("search/")
		for _, query := range []string{"m", "me", "mexico", "parole", "first statement"} {
			seek(query)
		}
		b.until(fmt.Sprintf(`%s == %q`, first, b.origin+"statements/first/"))
		time.Sleep(300 * time.Millisecond) // for answers that come late
		if got := ask[string](b, first); got != b.origin+"statements/first/" {
			t.Errorf("an older query shows %s", got)
		}
	})

	t.Run("what is certain is shown while the rest comes, and does not move", func(t *testing.T) {
		b.open("search/")
		ask[any](b, `{
			window.held = [];
			const load = window.fetch;
			window.fetch = async (url, ...rest) => {
				if (String(url).includes("/words-")) await new Promise((done) => held.push(done));
				return load(url, ...rest);
			};
		}`)
		seek("mexico")
		b.until(fmt.Sprintf(`%s == %q`, first, b.origin+"signatories/mexico/"))
		ask[any](b, `{ window.certain = document.querySelector("#results li"); held.forEach((done) => done()) }`)
		b.until(status + ` != ""`)
		if !ask[bool](b, `document.querySelector("#results li") == certain`) {
			t.Error("the first result was drawn again")
		}
	})

	t.Run("without some parts it says so, and shows what it found", func(t *testing.T) {
		hidden := folder() + "-hidden"
		missing, err := filepath.Glob(filepath.Join(folder(), "words-*.json"))
		if err != nil || len(missing) == 0 {
			t.Fatal(missing, err)
		}
		if err := os.Mkdir(hidden, 0o755); err != nil {
			t.Fatal(err)
		}
		for _, name := range missing {
			if err := os.Rename(name, filepath.Join(hidden, filepath.Base(name))); err != nil {
				t.Fatal(err)
			}
		}
		b.open("search/?q=mexico")
		b.until(status + `.includes("Part of the search did not load")`)
		if got := ask[string](b, first); got != b.origin+"signatories/mexico/" {
			t.Errorf("the core finds %q", got)
		}
		b.open("about/")
		enter(b, "mexico")
		b.until(fmt.Sprintf(`document.querySelector(".found a")?.href == %q`, b.origin+"signatories/mexico/"))

		// Back again, the next query finds all.
		for _, name := range missing {
			if err := os.Rename(filepath.Join(hidden, filepath.Base(name)), name); err != nil {
				t.Fatal(err)
			}
		}
		b.open("search/")
		seek("parole")
		b.until(status + `.endsWith("results") || ` + status + `.endsWith("result")`)
	})
}

// buildHosted builds the bilingual site in the folder of its host that it is built for, and returns both.
func buildHosted(t *testing.T) (host, site string) {
	t.Helper()
	built := buildBilingual(t, t.TempDir())
	host = t.TempDir()
	site = filepath.Join(host, "watch")
	if err := os.Rename(built.dir, site); err != nil {
		t.Fatal(err)
	}
	return host, site
}

// TestSearchGrown weighs searches on a site of many statements. With DECLARATION_SLOW it measures their time too, on a processor
// a quarter as fast as this one.
func TestSearchGrown(t *testing.T) {
	t.Parallel()
	statements, slowness, times := 400, 1.0, 2
	if slow() {
		statements, slowness, times = 10_000, 4, 12
	}
	host, dir := buildHosted(t)
	prose := fixture.NewProse(5, 30_000)
	titles := manyStatements(t, dir, statements, prose)
	index := search.New(search.Options{})
	site, err := output.Read(output.Options{
		Dir: dir, BaseURL: "https://small.example/watch/", Readers: []output.Reader{index.Read},
		Languages: locale.Languages{Source: "en", All: []string{"en", "es"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := index.Write(site); err != nil {
		t.Fatal(err)
	}

	b := openWholeTab(t, serveFolder(t, host)+"watch/", look{width: 360})
	b.do(chromedp.Func(func(ctx context.Context, tab *chromedp.Target) error {
		_, err := cdp.Call(ctx, tab, emulation.SetCPUThrottlingRate, emulation.SetCPUThrottlingRateParams{Rate: slowness})
		return err
	}))
	const seek = `new Promise((done) => {
		const [box, status, list] = ["q", "status", "results"].map((id) => document.getElementById(id));
		status.textContent = "";
		list.replaceChildren();
		box.value = %q;
		const start = performance.now();
		new MutationObserver((_, it) => status.textContent && setTimeout(() => { it.disconnect(); done({ time: performance.now() - start, results: list.children.length }) })).observe(status, { childList: true, characterData: true, subtree: true });
		box.dispatchEvent(new Event("input"));
	})`
	title := titles[statements/2]
	for _, query := range []string{"m", "ma", prose.Vocabulary[0], prose.Vocabulary[2] + " " + prose.Vocabulary[4], title, strings.Join(strings.Fields(title)[:3], " "), "mexico"} {
		b.open("search/")
		b.mu.Lock()
		b.requests = nil
		b.mu.Unlock()
		best := math.Inf(1)
		for range times { // the first loads what the others have; the best one is what it takes when nothing else runs
			got := ask[struct {
				Time    float64
				Results int
			}](b, fmt.Sprintf(seek, query))
			best = min(best, got.Time)
			if got.Results == 0 {
				t.Errorf("%q finds nothing", query)
			}
		}
		loaded := 0
		b.mu.Lock()
		for _, request := range slices.Compact(slices.Sorted(slices.Values(b.requests))) {
			if u, err := url.Parse(request); err == nil {
				loaded += weighed(t, filepath.Join(host, filepath.FromSlash(u.Path)))
			}
		}
		b.mu.Unlock()
		t.Logf("%d statements, %q: %d bytes, %.0f ms", statements, query, loaded, best)
		if loaded > 300_000 {
			t.Errorf("%q loads %d bytes", query, loaded)
		}
		if slow() && best > 100 {
			t.Errorf("%q takes %.0f ms", query, best)
		}
	}
}

// weighed returns what a file weighs after brotli, as hosts compress it.
func weighed(t *testing.T, name string) int {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var packed bytes.Buffer
	w := brotli.NewWriterLevel(&packed, 5)
	_, _ = w.Write(text)
	_ = w.Close()
	return packed.Len()
}

// manyStatements adds pages to a site and returns their titles.
func manyStatements(t *testing.T, dir string, count int, prose fixture.Prose) (titles []string) {
	t.Helper()
	for i := range count {
		title := prose.Text(7)
		titles = append(titles, title)
		var page strings.Builder
		fmt.Fprintf(&page, `<!doctype html><html lang="en"><head><title>x</title></head><body><main data-search="text" data-search-rank="6" data-search-kind="Statements"><h1>%s</h1><p data-search="summary">%s</p>`, title, prose.Text(18))
		for n := range 1 + prose.IntN(6) {
			fmt.Fprintf(&page, `<h2 id="p%d">%s</h2><p>%s</p>`, n, prose.Text(4), prose.Text(20+prose.IntN(150)))
		}
		page.WriteString("</main></body></html>")
		write(t, filepath.Join(dir, "statements", fmt.Sprintf("s%d", i), "index.html"), page.String())
	}
	return titles
}

// TestSearchResults: what is weighed as one search is what the script shows.
func TestSearchResults(t *testing.T) {
	script, err := os.ReadFile("../assets/js/search.js")
	if err != nil {
		t.Fatal(err)
	}
	if want := fmt.Sprintf("const some = %d;", search.Results); !strings.Contains(string(script), want) {
		t.Errorf("assets/js/search.js has no %q", want)
	}
}
