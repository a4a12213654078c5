package archive_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"declarationwatch/tools/internal/archive"
)

var day = time.Date(2023, 4, 5, 0, 0, 0, 0, time.UTC)

func client() *archive.Client {
	return &archive.Client{HTTP: &http.Client{Timeout: 2 * time.Second}, Agent: "test (+https://example.org/)", Every: time.Millisecond, Longest: 50 * time.Millisecond}
}

// TestCopy asks a service that has every kind of answer.
func TestCopy(t *testing.T) {
	t.Parallel()
	const copied = "https://web.archive.org/web/20230405060708/https://example.org/a?b=c"
	for _, test := range []struct {
		name   string
		answer func(w http.ResponseWriter, r *http.Request)
		gate   bool // a TimeGate
		want   string
		err    string
	}{
		{name: "a copy", want: copied, answer: func(w http.ResponseWriter, r *http.Request) {
			if r.FormValue("url") != "https://example.org/a?b=c" || r.FormValue("timestamp") != "20230405" || !strings.Contains(r.UserAgent(), "https://example.org/") {
				t.Errorf("asked %s as %q", r.URL, r.UserAgent())
			}
			fmt.Fprintf(w, `{"archived_snapshots": {"closest": {"available": true, "status": "200", "url": %q}}}`, strings.Replace(copied, "https", "http", 1))
		}},
		{name: "no copy", answer: text(`{"archived_snapshots": {}}`)},
		{name: "a copy of an error", answer: text(`{"archived_snapshots": {"closest": {"available": true, "status": "404", "url": "https://web.archive.org/x"}}}`)},
		{name: "a page", answer: text("<html>"), err: "something else"},
		{name: "broken", answer: text(`{"archived_snapshots": 1}`), err: "cannot be read"},
		{name: "an error", answer: code(500), err: "500"},
		{name: "not allowed", answer: code(403), err: "403"},
		{name: "too often", answer: code(429), err: "come back"},
		{name: "a gate", gate: true, want: copied, answer: func(w http.ResponseWriter, r *http.Request) {
			if r.RequestURI != "/web/https://example.org/a?b=c" || r.Header.Get("Accept-Datetime") != "Wed, 05 Apr 2023 00:00:00 GMT" {
				t.Errorf("asked %s with %v", r.RequestURI, r.Header)
			}
			http.Redirect(w, r, copied, http.StatusFound)
		}},
		{name: "a gate without a copy", gate: true, answer: code(404)},
	} {
		server := httptest.NewServer(http.HandlerFunc(test.answer))
		service := server.URL + "/available"
		if test.gate {
			service = server.URL + "/web/"
		}
		got, err := client().Copy(context.Background(), service, "https://example.org/a?b=c", day)
		if got != test.want || (err == nil) != (test.err == "") || err != nil && !strings.Contains(err.Error(), test.err) {
			t.Errorf("%s: %q, %v; want %q, %q", test.name, got, err, test.want, test.err)
		}
		server.Close()
		if _, err := client().Copy(context.Background(), service, "https://example.org/", day); !errors.As(err, new(archive.UnreachableError)) {
			t.Errorf("a service that is off: %v", err)
		}
	}
}

func text(s string) func(w http.ResponseWriter, r *http.Request) {
	return func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, s) }
}

func code(n int) func(w http.ResponseWriter, r *http.Request) {
	return func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(n) }
}

func page(title, body string) func(w http.ResponseWriter, r *http.Request) {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprintf(w, "<html><title>%s</title><script>var x = %d</script><p>%s</p></html>", title, time.Now().UnixNano(), body)
	}
}

var long = strings.Repeat("The government said that children would be reunited with their families within a year. ", 3) +
	"The programme had been announced in June, at the summit, and no figure was given for those who wait at the border."

// TestLook looks at addresses with every kind of answer, twice.
func TestLook(t *testing.T) {
	t.Parallel()
	mux := http.NewServeMux()
	visits, sold := new(atomic.Int32), new(atomic.Bool)
	for path, answer := range map[string]http.HandlerFunc{
		"/{$}":     page("Front", long),
		"/works":   page("A page", long),
		"/moved":   http.RedirectHandler("/works", http.StatusMovedPermanently).ServeHTTP,
		"/for-now": http.RedirectHandler("/works", http.StatusFound).ServeHTTP,
		"/front":   http.RedirectHandler("/", http.StatusMovedPermanently).ServeHTTP,
		"/loop":    http.RedirectHandler("/loop", http.StatusFound).ServeHTTP,
		"/gone":    code(410),
		"/missing": http.NotFound,
		"/soft":    page("Page not found | A newspaper", long),
		"/suave":   page("No se encontró la página", long),
		"/forbids": code(403),
		"/broken":  code(502),
		"/busy":    code(429),
		"/later": func(w http.ResponseWriter, r *http.Request) {
			if visits.Add(1) == 1 {
				w.Header().Set("Retry-After", "0")
				w.WriteHeader(http.StatusServiceUnavailable)
				return
			}
			page("A page", long)(w, r)
		},
		"/changes": func(w http.ResponseWriter, r *http.Request) {
			if sold.Load() {
				page("A page", "This address is for sale. Call the number below, or write to us about the domain and its price.")(w, r)
				return
			}
			page("A page", long)(w, r)
		},
	} {
		mux.HandleFunc(path, answer)
	}
	server := httptest.NewServer(mux)
	defer server.Close()
	c := client()
	for _, test := range []struct {
		path        string
		first, then archive.Verdict
	}{
		{"/later", archive.Works, archive.Works},
		{"/changes", archive.Works, archive.Changed},
		{"/works", archive.Works, archive.Works},
		{"/moved", archive.Moved, archive.Moved},
		{"/for-now", archive.Works, archive.Works},
		{"/front", archive.Soft, archive.Soft},
		{"/loop", archive.Unreachable, archive.Unreachable},
		{"/gone", archive.Gone, archive.Gone},
		{"/missing", archive.Gone, archive.Gone},
		{"/soft", archive.Soft, archive.Soft},
		{"/suave", archive.Soft, archive.Soft},
		{"/forbids", archive.Refused, archive.Refused},
		{"/broken", archive.Unreachable, archive.Unreachable},
		{"/busy", archive.Refused, archive.Refused},
	} {
		first, err := c.Look(context.Background(), server.URL+test.path, archive.Link{}, day)
		if err != nil || first.Verdict != test.first {
			t.Errorf("%s: %+v, %v, want %s", test.path, first, err, test.first)
		}
		if test.path == "/changes" {
			sold.Store(true)
		}
		if then, err := c.Look(context.Background(), server.URL+test.path, first, day); err != nil || then.Verdict != test.then {
			t.Errorf("%s, the second time: %+v, %v, want %s", test.path, then, err, test.then)
		}
	}
}

// TestPolite: requests to one host are one at a time with a pause between, and a run that is stopped stops.
func TestPolite(t *testing.T) {
	t.Parallel()
	var last atomic.Int64
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		now := time.Now().UnixMilli()
		if before := last.Swap(now); now-before < 15 {
			t.Errorf("asked again after %d ms", now-before)
		}
	}))
	defer server.Close()
	c := client()
	c.Every = 20 * time.Millisecond
	done := make(chan error)
	for range 4 {
		go func() {
			_, err := c.Look(context.Background(), server.URL+"/a", archive.Link{}, day)
			done <- err
		}()
	}
	for range 4 {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
	c.Every = time.Hour
	_, _ = c.Look(context.Background(), server.URL+"/a", archive.Link{}, day)
	ctx, stop := context.WithTimeout(context.Background(), 10*time.Millisecond)
	defer stop()
	if _, err := c.Look(ctx, server.URL+"/a", archive.Link{}, day); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("not stopped: %v", err)
	}
}

// TestState: what is known survives a run; a file that is none does not stop the next.
func TestState(t *testing.T) {
	file := filepath.Join(t.TempDir(), "a", "answers.json")
	s, err := archive.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	found := archive.Found{Address: "https://a", Asked: day}
	if err := errors.Join(s.SetCopy("service", "page", found), s.SetLink("page", archive.Link{Verdict: archive.Moved, Note: "there", Seen: day, Print: 1<<63 + 1})); err != nil {
		t.Fatal(err)
	}
	again, err := archive.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	if got, ok := again.Copy("service", "page"); got != found || !ok {
		t.Errorf("got %+v", got)
	}
	if got := again.Link("page"); got.Print != 1<<63+1 || got.Verdict != archive.Moved {
		t.Errorf("got %+v", got)
	}
	if _, ok := again.Copy("another", "page"); ok {
		t.Error("an answer of another service")
	}
}
