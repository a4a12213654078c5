package main

import (
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/BurntSushi/toml"
	"github.com/chromedp/chromedp"

	"declarationwatch/tools/internal/fixture"
	"declarationwatch/tools/internal/hosting"
	"declarationwatch/tools/internal/output"
)

// TestServeAnswersAsHost compares what serve sends of every file with what the host will. That pages have nothing to
// complain of under it, the tests of the real site see: they are served theirs as the host does it.
func TestServeAnswersAsHost(t *testing.T) {
	t.Parallel()
	dir := newSmallProject(t)
	url, _ := startServe(t, dir)
	mustRun(t, dir, "build", "-base-url", url)
	public := filepath.Join(dir, "public")
	host, err := hosting.Open(public)
	if err != nil {
		t.Fatal(err)
	}
	files := 0
	err = filepath.WalkDir(public, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		rel, err := filepath.Rel(public, name)
		if err != nil {
			return err
		}
		files++
		address := "/" + strings.TrimSuffix(filepath.ToSlash(rel), "index.html")
		want := host.Answer(address)
		answer, err := http.Get(url + address[1:])
		if err != nil {
			return err
		}
		answer.Body.Close()
		if answer.StatusCode != want.Status {
			t.Errorf("serve answers %s with %d, the host with %d", address, answer.StatusCode, want.Status)
		}
		page := strings.HasSuffix(want.File, ".html")
		for field, values := range want.Header {
			if len(values) != 1 {
				t.Errorf("%s has %s %d times: %q", address, field, len(values), values)
			}
			// Pages are changed on the way, and must not be kept.
			if got := answer.Header.Get(field); got != values[0] && !(page && field == "Cache-Control" && got == "no-store") {
				t.Errorf("serve sends %s with %s: %q, the host %q", address, field, got, values[0])
			}
		}
		return nil
	})
	if err != nil || files < 20 {
		t.Fatalf("%d files, %v", files, err)
	}
}

// framed is a finished site with a page and a frame, each with what its policy must let through and what it must not.
var framed = map[string]string{
	"index.html": `<!doctype html><title>page</title><link rel="stylesheet" href="/css/a.css"><style>h1{color:rgb(0,0,1)}</style>
<script type="application/ld+json">{"@context":"https://schema.org","@type":"WebSite"}</script>
<script type="module" src="/js/a.js"></script><h1>Page</h1><p>Text</p><img src="/a.svg" alt="" width="1" height="1"><form action="/" method="get"><button>Send</button></form>`,
	"bad/index.html": `<!doctype html><title>bad</title><h1 style="color:red">Bad</h1><script>document.title = "ran"</script>`,
	"css/a.css":      `p{color:rgb(0,0,2)}`,
	"js/a.js": `const color = (name) => getComputedStyle(document.querySelector(name)).color;
document.title = [color("h1"), color("p"), window.origin].join(" ");
fetch("/data/a.json").then((r) => r.json()).then((all) => document.title += " " + all.found);`,
	"favicon.ico": ``,
	"a.svg":       `<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>`,
	"data/a.json": `{"found":true}`,
	"js/b.js":     `parent.postMessage([getComputedStyle(document.querySelector("h1")).color, window.origin].join(" "), "*");`,
	"embed/x/auto.html": `<!doctype html><html data-page="frame"><title>frame</title><style>h1{color:rgb(0,0,1)}body{margin:0}a{display:block;height:100px}</style>
<script src="/js/b.js" defer></script><a href="/" target="_blank" rel="noopener">Page</a><h1>Frame</h1>`,
	"embed/bad/index.html":   `<!doctype html><html data-page="frame"><title>bad frame</title><script>parent.postMessage("ran", "*")</script><h1>No script within a frame runs</h1>`,
	"embed/still/index.html": `<!doctype html><html data-page="frame"><title>still</title><style>html{background:rgb(0,0,3)}</style>`,
}

// answers is a server that answers as a host.
func answers(host *hosting.Host) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { host.Answer(r.URL.EscapedPath()).Write(w) })
}

// framedSite serves framed as the host will, and gives its address without a closing slash.
func framedSite(t *testing.T) string {
	t.Helper()
	dir := fixture.Folder(t, framed)
	site, err := output.Read(output.Options{Dir: dir, BaseURL: "http://127.0.0.1/"})
	if err != nil {
		t.Fatal(err)
	}
	if err := hosting.Write(site, false, false); err != nil {
		t.Fatal(err)
	}
	host, err := hosting.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(answers(host))
	t.Cleanup(server.Close)
	return server.URL
}

// refusals takes what the browser has reported so far, once there is as much as it must report.
func (b *tab) refusals(expected int) []string {
	b.t.Helper()
	for deadline := time.Now().Add(patience); ; time.Sleep(20 * time.Millisecond) {
		b.mu.Lock()
		said := slices.DeleteFunc(slices.Clone(b.noise), func(line string) bool { return !strings.Contains(line, "the browser says") })
		if len(said) >= expected || time.Now().After(deadline) {
			b.noise = nil
			b.mu.Unlock()
			return said
		}
		b.mu.Unlock()
	}
}

// TestPolicyInBrowser has a real browser say what the policies let through.
func TestPolicyInBrowser(t *testing.T) {
	t.Parallel()
	site := framedSite(t)
	b := openTab(t, site+"/", look{})

	// A page has its sheet, the style within it, its script, its data and its picture, and JSON-LD is no script.
	b.open("")
	b.until(fmt.Sprintf("document.title == %q", "rgb(0, 0, 1) rgb(0, 0, 2) "+site+" true"))
	if said := b.refusals(0); len(said) > 0 {
		t.Errorf("under its policy the page says %q", said)
	}

	// What is written into a page does not run, and is reported.
	b.open("bad/")
	title := ask[string](b, `document.title`)
	color := ask[string](b, `getComputedStyle(document.querySelector("h1")).color`)
	if said := b.refusals(2); title != "bad" || color == "rgb(255, 0, 0)" || len(said) != 2 {
		t.Errorf("a script and a style attribute within a page: title %q, colour %q, %q", title, color, said)
	}

	// On a page of another origin frames are shown, in a sandbox too, and no other page is.
	other := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprint(w, `<!doctype html><body style="margin:0"><script>const heard = []; onmessage = (e) => heard.push(e.data)</script>`)
		for _, frame := range []string{
			`sandbox="allow-scripts allow-popups" src="%s/embed/x/auto.html"`, `src="%s/embed/x/auto.html"`, `src="%s/"`, `src="%s/embed/bad/"`, `sandbox="" src="%s/embed/still/"`,
		} {
			fmt.Fprintf(w, "<iframe width=300 height=100 "+frame+"></iframe>", site)
		}
	}))
	t.Cleanup(other.Close)
	b = openWholeTab(t, other.URL+"/", look{})
	b.open("")
	b.until("heard.length == 2")
	heard := ask[string](b, `heard.sort().join("; ")`)
	if want := "rgb(0, 0, 1) " + site + "; rgb(0, 0, 1) null"; heard != want {
		t.Errorf("of the frames the page hears %q, want %q", heard, want)
	}
	said := b.refusals(2)
	if all := strings.Join(said, "\n"); len(said) != 2 || !strings.Contains(all, "frame-ancestors") || !strings.Contains(all, "inline script") {
		t.Errorf("of the frames the browser says %q, want that one page may not be framed and one may not run its script", said)
	}

	// From a frame in a sandbox a reader comes to the page, which works although it has no origin there.
	for deadline := time.Now().Add(patience); ; time.Sleep(300 * time.Millisecond) {
		// A click that comes before the frame is drawn goes astray: the next turn clicks again.
		b.do(chromedp.MouseClickXY(50, 50))
		targets, err := chromedp.Targets(b.ctx)
		if err != nil {
			t.Fatal(err)
		}
		arrived := false
		var seen []string
		for _, target := range targets {
			arrived = arrived || target.URL == site+"/" && strings.HasSuffix(target.Title, " null true")
			seen = append(seen, target.URL+" "+target.Title)
		}
		if arrived {
			break
		}
		if time.Now().After(deadline) {
			t.Fatalf("the link in a frame does not lead to the page: %q", seen)
		}
	}
}

// The file for use offline has a policy of its own, under which it has its styles.
func TestPolicyOfOffline(t *testing.T) {
	t.Parallel()
	b := openTab(t, realSite(t).origin, look{})
	b.open("data/v1/offline.html")
	if position := ask[string](b, `getComputedStyle(document.querySelector(".skip")).position`); position != "absolute" && position != "fixed" {
		t.Errorf("the file has no style: the skip link is %s", position)
	}
}

// Netlify hides nothing of a branch by itself, and reads no header from netlify.toml that the build does not write.
func TestNetlify(t *testing.T) {
	type build struct {
		Command string `toml:"command"`
	}
	var netlify struct {
		Build     build            `toml:"build"`
		Context   map[string]build `toml:"context"`
		Headers   []any            `toml:"headers"`
		Redirects []any            `toml:"redirects"`
	}
	if _, err := toml.DecodeFile("../netlify.toml", &netlify); err != nil {
		t.Fatal(err)
	}
	netlify.Context["any other"] = netlify.Build
	for context, build := range netlify.Context {
		if hidden := strings.Contains(build.Command, " -hidden "); hidden == (context == "production") {
			t.Errorf("%s is built with %q", context, build.Command)
		}
	}
	if len(netlify.Headers)+len(netlify.Redirects) > 0 {
		t.Error("netlify.toml says what _headers and _redirects are for")
	}
}
