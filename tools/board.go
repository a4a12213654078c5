package main

import (
	"bytes"
	"cmp"
	"fmt"
	"html/template"
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
new EventSource("` + eventsPath + `").onmessage = e => { if (e.data != shown) location.reload() };
`
	liveStyle = `#live-problems { position: fixed; inset: auto 0 0; z-index: 99; max-height: 60vh; overflow: auto; padding: 1rem;
  background: #7a0c0c; color: #fff; font: 14px/1.5 ui-monospace, monospace }
#live-problems * { color: inherit; background: none; border: 0; padding: 0; font: inherit }
#live-problems strong { font-weight: 700 }
#live-problems pre { white-space: pre-wrap; margin: .5rem 0 0 }
`
)

// board is what serve shows: the last good site and the problems of the last attempt. Its lock is never locked while an
// answer is written, so that a client that reads slowly, or not at all, delays nobody.
type board struct {
	mu       sync.RWMutex
	host     *hosting.Host // of the last good site; nil before there is one
	problems []diag.Problem
	version  int           // increases with every attempt
	news     chan struct{} // closed when version increases
}

func newBoard() *board { return &board{news: make(chan struct{})} }

// show shows a new site, or without one the problems on the pages of the last. Nothing reads the site before any more.
func (b *board) show(host *hosting.Host, problems []diag.Problem) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if host != nil && b.host != nil {
		b.host.Close()
	}
	b.host, b.problems = cmp.Or(host, b.host), problems
	b.version++
	close(b.news)
	b.news = make(chan struct{})
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

// events streams the version to an open page, which reloads if its own is another.
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

// answer returns what the host of the last good site will answer with at an address, with the live part in pages. Until it
// returns no other site is shown, so that no file is removed.
func (b *board) answer(address string) hosting.Answer {
	b.mu.RLock()
	defer b.mu.RUnlock()
	answer := hosting.Answer{Status: http.StatusServiceUnavailable, Header: http.Header{"Content-Type": {"text/html; charset=utf-8"}}}
	answer.Body = []byte("<!doctype html><title>building</title><body></body>")
	if b.host != nil {
		answer = b.host.Answer(address)
		if !strings.HasSuffix(answer.File, ".html") || !allowsLive(answer.Header.Get("Content-Security-Policy")) {
			return answer
		}
	}
	answer.Header.Set("Cache-Control", "no-store") // the live part changes with every build
	answer.Body = b.live(answer.Body)
	return answer
}

// allowsLive reports whether a page's policy allows the live part. That of a frame does not: the page around it reloads.
func allowsLive(policy string) bool {
	return policy == "" || strings.Contains(policy, "connect-src 'self'")
}

var livePart = template.Must(template.New("live").Parse(`
{{- if .Problems}}<link rel="stylesheet" href="` + stylePath + `">
<aside role="alert" id="live-problems">
<strong>{{.Summary}}. This is the last good page.</strong>
<pre>{{.Problems}}</pre></aside>{{end -}}
<script src="` + scriptPath + `" data-version="{{.Version}}"></script>`))

// live returns a page with the live part before its end.
func (b *board) live(text []byte) []byte {
	var problems strings.Builder
	// The errors keep the page from being built; its warnings would bury them. Neither a strings.Builder nor a bytes.Buffer fails.
	errors := slices.DeleteFunc(slices.Clone(b.problems), func(p diag.Problem) bool { return p.Severity != diag.Error })
	_ = diag.Print(&problems, errors, diag.Text, nil)
	var part bytes.Buffer
	_ = livePart.Execute(&part, map[string]any{
		"Problems": problems.String(), "Summary": diag.Summary(b.problems), "Version": b.version,
	})
	end := bytes.LastIndex(text, []byte("</body>"))
	if end < 0 {
		end = len(text)
	}
	return slices.Concat(text[:end], part.Bytes(), text[end:])
}
