package main

import (
	"bytes"
	"fmt"
	"html/template"
	"net/http"
	"os"
	"slices"
	"strings"
	"sync"

	"declarationwatch/tools/internal/diag"
	"declarationwatch/tools/internal/hosting"
)

// Where open pages hear of changes, and what they need for it: files, because the site's own policy allows nothing within
// a page. No page of the site has such a name.
const (
	eventsPath = "/__live"
	scriptPath = "/__live/script.js"
	stylePath  = "/__live/style.css"
)

const (
	liveScript = `const shown = document.currentScript.dataset.version;
new EventSource("` + eventsPath + `").onmessage = e => { if (e.data != shown) location.reload() };
`
	liveStyle = `#live-problems { position: fixed; inset: auto 0 0; z-index: 99; max-height: 60vh; overflow: auto; padding: 1rem;
  background: #7a0c0c; color: #fff; font: 14px/1.5 ui-monospace, monospace }
#live-problems pre { white-space: pre-wrap; margin: .5rem 0 0 }
`
)

// board is what serve shows: the last good site and the problems of the last attempt.
type board struct {
	mu       sync.RWMutex
	dir      string        // of the last good site; "" before there is one
	host     *hosting.Host // answers for it
	problems []diag.Problem
	version  int           // goes up with every attempt
	news     chan struct{} // closed when version goes up
}

func newBoard() *board { return &board{news: make(chan struct{})} }

// show puts up a new site and gives the one before, which nobody is served from any more.
func (b *board) show(dir string, host *hosting.Host) (last string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	last, b.dir, b.host, b.problems = b.dir, dir, host, nil
	b.announce()
	return last
}

// fail keeps the site and puts the problems on its pages.
func (b *board) fail(problems []diag.Problem) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.problems = problems
	b.announce()
}

func (b *board) announce() {
	b.version++
	close(b.news)
	b.news = make(chan struct{})
}

func (b *board) handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc(eventsPath, b.events)
	mux.HandleFunc(scriptPath, part("text/javascript", liveScript))
	mux.HandleFunc(stylePath, part("text/css", liveStyle))
	mux.HandleFunc("/", b.file)
	return mux
}

// events streams the version to an open page, which reloads when it is not its own.
func (b *board) events(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	flusher := http.NewResponseController(w)
	for {
		b.mu.RLock()
		version, news := b.version, b.news
		b.mu.RUnlock()
		if _, err := fmt.Fprintf(w, "data: %d\n\n", version); err != nil || flusher.Flush() != nil {
			return
		}
		select {
		case <-news:
		case <-r.Context().Done():
			return
		}
	}
}

// part serves a file of the live part.
func part(kind, text string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", kind+"; charset=utf-8")
		w.Header().Set("Cache-Control", "no-store")
		fmt.Fprint(w, text)
	}
}

// file serves the last good site as its host will, but that pages get the live part.
func (b *board) file(w http.ResponseWriter, r *http.Request) {
	// Held until the answer is out, so that the folder is not cleared under it.
	b.mu.RLock()
	defer b.mu.RUnlock()
	answer := hosting.Answer{Status: http.StatusServiceUnavailable, Header: http.Header{"Content-Type": {"text/html; charset=utf-8"}}}
	text := []byte("<!doctype html><title>building</title><body></body>")
	if b.host != nil {
		answer = b.host.Answer(r.URL.EscapedPath())
		if !strings.HasSuffix(answer.File, ".html") || !allowsLive(answer.Header.Get("Content-Security-Policy")) {
			answer.Write(w, nil)
			return
		}
		var err error
		if text, err = os.ReadFile(answer.File); err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
	}
	text, err := b.live(text)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	// What is written into a page now is old with the next build.
	answer.Header.Set("Cache-Control", "no-store")
	answer.Write(w, text)
}

// allowsLive reports whether a page's policy lets the live part work. A frame's does not: the page around it reloads.
func allowsLive(policy string) bool {
	return policy == "" || strings.Contains(policy, "connect-src 'self'")
}

var livePart = template.Must(template.New("live").Parse(`
{{- if .Problems}}<link rel="stylesheet" href="` + stylePath + `">
<aside role="alert" id="live-problems">
<strong>{{.Summary}}. This is the last good page.</strong>
<pre>{{.Problems}}</pre></aside>{{end -}}
<script src="` + scriptPath + `" data-version="{{.Version}}"></script>`))

// live puts the live part before the end of a page.
func (b *board) live(text []byte) ([]byte, error) {
	var problems strings.Builder
	// A strings.Builder never fails.
	_ = diag.Print(&problems, b.problems, diag.Text, nil)
	var part bytes.Buffer
	err := livePart.Execute(&part, map[string]any{
		"Problems": problems.String(), "Summary": diag.Summary(b.problems), "Version": b.version,
	})
	if err != nil {
		return nil, err
	}
	end := bytes.LastIndex(text, []byte("</body>"))
	if end < 0 {
		end = len(text)
	}
	return slices.Concat(text[:end], part.Bytes(), text[end:]), nil
}
