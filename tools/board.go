package main

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"fmt"
	"html/template"
	"maps"
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strconv"
	"strings"
	"sync"

	"declarationwatch/tools/internal/diag"
	"declarationwatch/tools/internal/hosting"
)

// The addresses of the live part, which reloads open pages: files, because the policy of the site allows no script within a
// page. No page of the site has such a name.
const (
	eventsPath = "/__live"
	scriptPath = "/__live/script.js"
	stylePath  = "/__live/style.css"
)

const (
	liveScript = `const shown = document.currentScript.dataset.version;
new EventSource("` + eventsPath + `?page=" + encodeURIComponent(location.pathname)).onmessage = e => { if (e.data != shown) location.reload() };
`
	liveStyle = `#live-problems { position: fixed; inset: auto 0 0; z-index: 99; max-height: 60vh; overflow: auto; padding: 1rem;
  background: #7a0c0c; color: #fff; font: 14px/1.5 ui-monospace, monospace }
#live-problems * { color: inherit; background: none; border: 0; padding: 0; font: inherit }
#live-problems strong { font-weight: 700 }
#live-problems pre { white-space: pre-wrap; margin: .5rem 0 0 }
#live-empty { max-width: 40rem; margin: 2rem auto; padding: 0 1rem; font: 18px/1.5 system-ui, sans-serif }
#live-empty #live-problems { position: static; max-height: none }
`
)

// board is what serve shows: the last good site, pages that are newer, and the problems of the last attempt. Its lock is never
// locked while an answer is written, so that a client that reads slowly, or not at all, delays nobody.
type board struct {
	header   http.Header // of a page before there is a site
	mu       sync.RWMutex
	host     *hosting.Host // of the last good site; nil before there is one
	rendered func(address string)
	problems []diag.Problem
	open     map[string]int // how many listen to the address of a page
	news     chan struct{}  // closed when something may look different
}

func newBoard(url string, preview bool) *board {
	return &board{header: hosting.Header(url, preview), news: make(chan struct{}), open: map[string]int{}}
}

// show shows a new site, or without one the problems on the pages of the last, and reports whether there is a site and whether some of its
// pages are newer than that. Nothing reads the site before any more.
func (b *board) show(host *hosting.Host, problems []diag.Problem) (there, newer bool) {
	b.change(func() {
		if host != nil && b.host != nil {
			b.host.Close()
		}
		b.host, b.problems = cmp.Or(host, b.host), problems
		if host != nil {
			b.rendered = nil
		}
		there = b.host != nil
		newer = there && len(b.host.Newer) > 0
	})
	return there, newer
}

// add shows files that are newer than the site. A page that is not one of them is shown after rendered has been called with its
// address, which may add it.
func (b *board) add(files map[string][]byte, rendered func(address string)) {
	b.change(func() { b.put(files); b.problems, b.rendered = nil, rendered })
}

// hide shows no more of the site what is gone, nor pages that are stale without it, until there is another site or other files are gone.
func (b *board) hide(gone func(name string) bool, stale func(text []byte) bool) {
	b.mu.RLock()
	same := b.host == nil || gone == nil && b.host.Gone == nil
	b.mu.RUnlock()
	if !same {
		b.change(func() { b.host.Gone, b.host.Stale = gone, stale })
	}
}

// put adds files to those that are newer. What is no page has its fingerprint in its name, so that the site's own is as new.
// The lock is locked.
func (b *board) put(files map[string][]byte) {
	newer := maps.Clone(b.host.Newer)
	if newer == nil {
		newer = map[string][]byte{}
	}
	for name, text := range files {
		if strings.HasSuffix(name, ".html") || !b.host.Has(name) {
			newer[name] = text
		}
	}
	b.host.Newer = newer
}

// change changes what is shown and tells everybody who listens.
func (b *board) change(do func()) {
	b.mu.Lock()
	defer b.mu.Unlock()
	do()
	close(b.news)
	b.news = make(chan struct{})
}

// shown returns the addresses of the pages that somebody has open.
func (b *board) shown() []string {
	b.mu.RLock()
	defer b.mu.RUnlock()
	return slices.Collect(maps.Keys(b.open))
}

// handler answers requests that name one of our own hosts. A page of another site can make a browser ask under a name of its
// own (DNS rebinding), or ask from that page: both are refused, because what is served may be under embargo.
func (b *board) handler(hosts ...string) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc(eventsPath, b.events)
	mux.HandleFunc(scriptPath, part("text/javascript", liveScript))
	mux.HandleFunc(stylePath, part("text/css", liveStyle))
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) { b.answer(r.URL.EscapedPath()).Write(w) })
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch origin := r.Header.Get("Origin"); {
		case !isOurs(r.Host, hosts):
			http.Error(w, "unknown host "+strconv.Quote(r.Host), http.StatusMisdirectedRequest)
		case origin != "" && origin != "null" && origin != "http://"+r.Host, origin == "null" && !strings.HasSuffix(r.URL.Path, ".js"):
			// A frame in a sandbox has the origin "null", and asks for the script that reports its height.
			http.Error(w, "request from another site", http.StatusForbidden)
		default:
			mux.ServeHTTP(w, r)
		}
	})
}

// isOurs reports whether a Host field names this machine: an IP address, which no one can rebind, localhost, or a name that
// was given with -addr.
func isOurs(host string, hosts []string) bool {
	name, _, err := net.SplitHostPort(host)
	if err != nil {
		name = host
	}
	name = strings.ToLower(strings.Trim(name, "[]"))
	_, err = netip.ParseAddr(name)
	return err == nil || name == "localhost" || strings.HasSuffix(name, ".localhost") || slices.Contains(hosts, name)
}

// events streams the version of an open page to it, which reloads if its own is another.
func (b *board) events(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	page := r.URL.Query().Get("page")
	defer b.listen(page)()
	flusher := http.NewResponseController(w)
	for {
		b.mu.RLock()
		version, news := b.page(page).version, b.news
		b.mu.RUnlock()
		if _, err := fmt.Fprintf(w, "data: %s\n\n", version); err != nil || flusher.Flush() != nil {
			return
		}
		select {
		case <-news:
		case <-r.Context().Done():
			return
		}
	}
}

// listen notes that a page is open, until it is closed.
func (b *board) listen(page string) (close func()) {
	note := func(n int) {
		b.mu.Lock()
		defer b.mu.Unlock()
		if b.open[page] += n; b.open[page] == 0 {
			delete(b.open, page)
		}
	}
	note(1)
	return func() { note(-1) }
}

// part serves a file of the live part.
func part(kind, text string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", kind+"; charset=utf-8")
		w.Header().Set("Cache-Control", "no-store")
		fmt.Fprint(w, text)
	}
}

// answer returns what the host of the last good site will answer with at an address, with the live part in pages.
func (b *board) answer(address string) hosting.Answer {
	b.mu.RLock()
	rendered := b.rendered
	b.mu.RUnlock()
	if rendered != nil {
		rendered(address)
	}
	b.mu.RLock()
	defer b.mu.RUnlock()
	return b.page(address).Answer
}

// page is an answer with what an open page knows it by.
type page struct {
	hosting.Answer
	version string // changes when anything in the page does; "" for what has no live part
}

// page returns what is at an address. Until it returns no other site is shown, so that no file is removed: the lock is locked.
func (b *board) page(address string) page {
	answer := hosting.Answer{Status: http.StatusServiceUnavailable}
	if b.host == nil {
		answer.Header = b.header.Clone()
		answer.Header.Set("Content-Type", "text/html; charset=utf-8")
		text := buildingPage
		if len(b.problems) > 0 {
			text = brokenPage
		}
		answer.Body = []byte(text)
	} else {
		answer = b.host.Answer(address)
		if !strings.HasSuffix(answer.File, ".html") || !allowsLive(answer.Header.Get("Content-Security-Policy")) {
			return page{Answer: answer}
		}
	}
	answer.Header.Set("Cache-Control", "no-store") // the live part changes with every build
	problems := b.part(answer.Status == http.StatusOK)
	hash := sha256.Sum256(slices.Concat(answer.Body, problems))
	version := fmt.Sprintf("%x", hash[:8])
	answer.Body = withLive(answer.Body, problems, version)
	return page{answer, version}
}

// What is shown in place of every page until there is a site.
const emptyPage = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>%s</title>` +
	`<link rel="stylesheet" href="` + stylePath + `"></head><body id="live-empty"><h1>%[1]s</h1><p>%s</p></body></html>`

var (
	buildingPage = fmt.Sprintf(emptyPage, "Building the site", "This page shows it as soon as it is there.")
	brokenPage   = fmt.Sprintf(emptyPage, "The site cannot be built", "Correct what is listed below. Each time you save a file the site is built again, and this page shows it.")
)

// allowsLive reports whether a page's policy allows the live part. That of a frame does not: the page around it reloads.
func allowsLive(policy string) bool {
	return policy == "" || strings.Contains(policy, "connect-src 'self'")
}

var problemsPart = template.Must(template.New("problems").Parse(`<link rel="stylesheet" href="` + stylePath + `">
<aside role="alert" id="live-problems">
<strong>{{.Summary}}.{{if .Shown}} {{if .Newer}}This page is new, the rest of the site is the last good one{{else}}This is the last good page{{end}}.{{end}}</strong>
<pre>{{.Problems}}</pre></aside>`))

// part returns the part of a page that shows the problems; nil without problems. shown is whether the page itself is there.
func (b *board) part(shown bool) []byte {
	if len(b.problems) == 0 {
		return nil
	}
	var problems strings.Builder
	// The errors keep the page from being built; its warnings would bury them. Neither a strings.Builder nor a bytes.Buffer fails.
	errors := slices.DeleteFunc(slices.Clone(b.problems), func(p diag.Problem) bool { return p.Severity != diag.Error })
	_ = diag.Print(&problems, errors, diag.Text, nil)
	var part bytes.Buffer
	_ = problemsPart.Execute(&part, map[string]any{
		"Problems": problems.String(), "Summary": diag.Summary(b.problems), "Newer": b.host != nil && len(b.host.Newer) > 0, "Shown": shown,
	})
	return part.Bytes()
}

// withLive returns a page with the live part before its end.
func withLive(text, problems []byte, version string) []byte {
	script := []byte(`<script src="` + scriptPath + `" data-version="` + version + `"></script>`)
	end := bytes.LastIndex(text, []byte("</body>"))
	if end < 0 {
		end = len(text)
	}
	return slices.Concat(text[:end], problems, script, text[end:])
}
