package main

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
)

// inSmall runs commands in a copy of the small project, whose sources are at a server.
type inSmall struct {
	*testing.T
	server  *httptest.Server
	dir     string
	sources string // the name of their file
}

func newSmall(t *testing.T, handler http.Handler, replace ...string) inSmall {
	dir := newSmallProject(t)
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	x := inSmall{t, server, dir, filepath.Join(dir, "data", "evidence", "all.toml")}
	raw, err := os.ReadFile(x.sources)
	if err != nil {
		t.Fatal(err)
	}
	for i := range replace {
		replace[i] = strings.ReplaceAll(replace[i], "SERVER", server.URL)
	}
	if err := os.WriteFile(x.sources, []byte(strings.NewReplacer(replace...).Replace(string(raw))), 0o644); err != nil {
		t.Fatal(err)
	}
	return x
}

// run runs a command, and compares its exit code and some of what it prints.
func (x inSmall) run(code int, want string, args ...string) {
	x.Helper()
	var out bytes.Buffer
	s := shellIn(x.dir)
	s.out, s.err = &out, &out
	got := run(context.Background(), s, args)
	if got != code || !strings.Contains(out.String(), want) {
		x.Errorf("%q: exit code %d, want %d and %q; printed\n%s", args, got, code, want, out.String())
	}
}

// contains compares what is in the file of sources.
func (x inSmall) contains(want ...string) {
	x.Helper()
	raw, err := os.ReadFile(x.sources)
	if err != nil {
		x.Fatal(err)
	}
	for _, text := range want {
		text, absent := strings.CutPrefix(text, "!")
		if strings.Contains(string(raw), text) == absent {
			x.Errorf("%q in the sources is %v\n%s", text, !absent, raw)
		}
	}
}

// without replaces the archived copies of the small project by reasons.
var without = []string{
	`archive_url = "https://web.archive.org/web/20261101000000/https://example.org/declaration"`, "# why\narchive = \"none\"\narchive_reason = { en = \"Not yet.\" }",
	`archive_url = "https://web.archive.org/web/20261101000000/https://example.com/nota"`, "archive = \"none\"\narchive_reason = { en = \"Not yet.\" }",
}

func TestArchive(t *testing.T) {
	var asked atomic.Int32
	var state atomic.Value
	state.Store("busy")
	x := newSmall(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		page := r.FormValue("url")
		switch {
		case state.Load() == "busy" && page == "https://example.com/nota":
			w.Header().Set("Retry-After", "3600")
			w.WriteHeader(http.StatusTooManyRequests)
		case state.Load() == "wrong":
			page = "https://example.com/another"
			fallthrough
		default:
			fmt.Fprintf(w, `{"archived_snapshots": {"closest": {"available": true, "status": "200", "url": "http://web.archive.org/web/20230405060708/%s"}}}`, page)
		}
	}), without...)
	service := []string{"archive", "-every", "1ms", "-service", x.server.URL + "/available"}

	x.run(1, "what was found is written", service...)
	x.contains(`archive_url = "https://web.archive.org/web/20230405060708/https://example.org/declaration"`, "# why\n", "!20230405060708/https://example.com/nota",
		"!example.org/fact-sheet?a=1&b=2\"\narchive =")
	state.Store("wrong")
	x.run(0, "is not used: archived copy is of another page", service...)
	if err := os.RemoveAll(os.Getenv("XDG_CACHE_HOME")); err != nil {
		t.Fatal(err)
	}
	state.Store("fine")
	x.run(0, "copies found for 1 source", service...)
	x.contains("20230405060708/https://example.com/nota", "!archive_reason", "!archive =")
	x.run(0, "", "fmt", "-l")
	before := asked.Load()
	x.run(0, "copies found for 0 sources", service...)
	if asked.Load() != before {
		t.Error("asked again for what has a copy")
	}
	x.run(2, "invalid -service", "archive", "-service", "nowhere")
}

// TestArchiveOffline: without a network nothing is written, and the next run goes on.
func TestArchiveOffline(t *testing.T) {
	x := newSmall(t, http.NotFoundHandler(), append(without, "https://example.com/nota\"\narchive", "SERVER/nota\"\narchive")...)
	before, err := os.ReadFile(x.sources)
	if err != nil {
		t.Fatal(err)
	}
	x.server.Close()
	x.run(1, "nothing was written\nhint: check the network", "archive", "-every", "1ms", "-service", x.server.URL+"/available")
	x.contains(string(before))
}

// TestArchiveLinks: what is gone is marked, so that the site links to the copy; what is back is not.
func TestArchiveLinks(t *testing.T) {
	var back atomic.Bool
	x := newSmall(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/nota" && !back.Load() {
			http.NotFound(w, r)
			return
		}
		fmt.Fprint(w, "text")
	}), "url = \"https://example.com/nota", "url = \"SERVER/nota", "url = \"https://example.org/", "url = \"SERVER/",
		"000000/https://example.com/nota", "000000/SERVER/nota", "000000/https://example.org/", "000000/SERVER/")
	x.run(1, ": 2 work, 0 moved, 1 gone", "archive", "-links", "-every", "1ms")
	x.contains("!gone")
	x.run(1, "marked 1 source", "archive", "-links", "-every", "1ms", "-write")
	x.contains("\ngone = \"")
	back.Store(true)
	x.run(1, "1 gone", "archive", "-links", "-every", "1ms", "-write") // as it was seen not long ago
	x.run(0, "marked 1 source", "archive", "-links", "-every", "1ms", "-write", "-again", "1ns")
	x.contains("!gone")
	x.server.Close()
	x.run(1, "no address could be reached; nothing was written", "archive", "-links", "-every", "1ms", "-again", "1ns")
}
