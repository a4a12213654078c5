package main

import (
	"bytes"
	"fmt"
	"html/template"
	"io/fs"
	"net/http"
	"os"
	"path"
	"path/filepath"
	"strings"
	"sync"

	"declarationwatch/tools/internal/diag"
)

// eventsPath is where open pages hear of changes. No page of the site has such a name.
const eventsPath = "/__live"

// board is what serve shows: the last good site and the problems of the last attempt.
type board struct {
	mu       sync.RWMutex
	dir      string // of the last good site; "" before there is one
	problems []diag.Problem
	version  int           // goes up with every attempt
	news     chan struct{} // closed when version goes up
}

func newBoard() *board { return &board{news: make(chan struct{})} }

// show puts up a new site and gives the one before, which nobody is served from any more.
func (b *board) show(dir string) (last string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	last, b.dir, b.problems = b.dir, dir, nil
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

// file serves the last good site. Pages get the live part; all else goes out as it is.
func (b *board) file(w http.ResponseWriter, r *http.Request) {
	// Held until the answer is out, so that the folder is not cleared under it.
	b.mu.RLock()
	defer b.mu.RUnlock()
	w.Header().Set("Cache-Control", "no-store")
	name := path.Clean("/" + r.URL.Path)
	if b.dir == "" {
		b.page(w, http.StatusServiceUnavailable, []byte("<!doctype html><title>building</title><body></body>"))
		return
	}
	file := filepath.Join(b.dir, filepath.FromSlash(name))
	info, err := os.Stat(file)
	if err == nil && info.IsDir() {
		if !strings.HasSuffix(r.URL.Path, "/") {
			http.Redirect(w, r, name+"/", http.StatusMovedPermanently)
			return
		}
		file = filepath.Join(file, "index.html")
	}
	status := http.StatusOK
	text, err := os.ReadFile(file)
	if err != nil {
		status = http.StatusNotFound
		if text, err = os.ReadFile(filepath.Join(b.dir, "404.html")); err != nil {
			http.Error(w, "not found", status)
			return
		}
		file = "404.html"
	}
	if strings.HasSuffix(file, ".html") {
		b.page(w, status, text)
		return
	}
	http.ServeFileFS(w, r, os.DirFS(b.dir), fsName(name))
}

func fsName(name string) string {
	name = strings.TrimPrefix(name, "/")
	if !fs.ValidPath(name) {
		return "."
	}
	return name
}

var livePart = template.Must(template.New("live").Parse(`
{{- if .Problems}}<aside role="alert" id="live-problems" style="position:fixed;inset:auto 0 0;z-index:99;max-height:60vh;overflow:auto;padding:1rem;background:#7a0c0c;color:#fff;font:14px/1.5 ui-monospace,monospace">
<strong>{{.Summary}}. This is the last good page.</strong>
<pre style="white-space:pre-wrap;margin:.5rem 0 0">{{.Problems}}</pre></aside>{{end -}}
<script>new EventSource({{.Events}}).onmessage=e=>{if(e.data!={{.Version}})location.reload()}</script>`))

// page writes an HTML page with the live part before its end.
func (b *board) page(w http.ResponseWriter, status int, text []byte) {
	var problems strings.Builder
	// A strings.Builder never fails.
	_ = diag.Print(&problems, b.problems, diag.Text)
	var part bytes.Buffer
	err := livePart.Execute(&part, map[string]any{
		"Problems": problems.String(), "Summary": diag.Summary(b.problems), "Events": eventsPath, "Version": fmt.Sprint(b.version),
	})
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	end := bytes.LastIndex(text, []byte("</body>"))
	if end < 0 {
		end = len(text)
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	// A reader who went away needs no answer.
	_, _ = w.Write(append(append(append([]byte{}, text[:end]...), part.Bytes()...), text[end:]...))
}
