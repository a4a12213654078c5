package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"declarationwatch/tools/internal/diag"
	"declarationwatch/tools/internal/fixture"
	"declarationwatch/tools/internal/hosting"
	"declarationwatch/tools/internal/output"
)

// shownSite returns a board that shows a site with one page and one large file, and its server.
func shownSite(t *testing.T, preview bool) (*board, *httptest.Server) {
	t.Helper()
	b := newBoard("http://127.0.0.1/", false)
	b.show(smallHost(t, preview), nil)
	server := httptest.NewServer(b.handler("press.local"))
	t.Cleanup(server.Close)
	return b, server
}

func smallHost(t *testing.T, preview bool) *hosting.Host {
	t.Helper()
	dir := fixture.Folder(t, map[string]string{
		"index.html": "<body>first page</body>", "404.html": "<body>nothing here</body>",
		"data/v1/large.csv": strings.Repeat("x", 32<<20),
	})
	site, err := output.Read(output.Options{Dir: dir, BaseURL: "http://127.0.0.1/"})
	if err == nil {
		err = hosting.Write(site, preview, false)
	}
	if err != nil {
		t.Fatal(err)
	}
	host, err := hosting.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	return host
}

// get asks for a path, with fields of the header as name, value, name, value.
func get(t *testing.T, url string, fields ...string) (*http.Response, string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(fields); i += 2 {
		if r.Header.Set(fields[i], fields[i+1]); fields[i] == "Host" {
			r.Host = fields[i+1]
		}
	}
	client := http.Client{Timeout: 5 * time.Second}
	answer, err := client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer, string(body)
}

// TestStalledClient: a client that reads nothing delays neither the next site nor other clients.
func TestStalledClient(t *testing.T) {
	b, server := shownSite(t, false)
	stalled, err := net.Dial("tcp", server.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer stalled.Close()
	fmt.Fprint(stalled, "GET /data/v1/large.csv HTTP/1.1\r\nHost: localhost\r\n\r\n")
	time.Sleep(100 * time.Millisecond)
	started := time.Now()
	b.show(smallHost(t, false), nil)
	b.show(nil, []diag.Problem{{Rule: "r", Message: "m"}})
	if _, page := get(t, server.URL+"/"); !strings.Contains(page, "first page") || !strings.Contains(page, "1 error") {
		t.Errorf("got %q", page)
	}
	if took := time.Since(started); took > 2*time.Second {
		t.Errorf("took %v", took)
	}
}

// TestOtherSites: pages of other sites can read nothing of what is served, by whatever name they ask.
func TestOtherSites(t *testing.T) {
	_, server := shownSite(t, true)
	for _, test := range []struct {
		fields []string
		status int
	}{
		{[]string{"Host", "localhost:1313"}, http.StatusOK},
		{[]string{"Host", "[::1]:1313"}, http.StatusOK},
		{[]string{"Host", "press.local:1313"}, http.StatusOK},
		{[]string{"Host", "evil.example"}, http.StatusMisdirectedRequest},
		{[]string{"Host", "127.0.0.1.evil.example:1313"}, http.StatusMisdirectedRequest},
		{[]string{"Origin", server.URL}, http.StatusOK},
		{[]string{"Origin", "https://evil.example"}, http.StatusForbidden},
		{[]string{"Origin", "null"}, http.StatusForbidden},
	} {
		for _, path := range []string{"/", "/data/v1/large.csv", scriptPath} {
			if path == scriptPath && test.fields[1] == "null" {
				continue // frames in a sandbox ask for scripts
			}
			answer, _ := get(t, server.URL+path, test.fields...)
			if answer.StatusCode != test.status {
				t.Errorf("%s with %v: %d, want %d", path, test.fields, answer.StatusCode, test.status)
			}
			if got := answer.Header.Get("Access-Control-Allow-Origin"); got != "" {
				t.Errorf("%s with %v: Access-Control-Allow-Origin %q", path, test.fields, got)
			}
		}
	}
}

// TestNotFoundHasPolicy: the page for an unknown address has the policy of every page.
func TestNotFoundHasPolicy(t *testing.T) {
	_, server := shownSite(t, false)
	for _, path := range []string{"/nothing/", "/data/v1/none.csv", "/data/..%5C.."} {
		answer, page := get(t, server.URL+path)
		if answer.StatusCode != http.StatusNotFound || answer.Header.Get("Content-Security-Policy") == "" || !strings.Contains(page, "nothing here") {
			t.Errorf("%s: %d %v %q", path, answer.StatusCode, answer.Header, page)
		}
	}
}

// TestEvents sends the version of a page after each change, for as long as the page listens: another where the page is another.
func TestEvents(t *testing.T) {
	b, server := shownSite(t, false)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, server.URL+eventsPath+"?page=/", nil)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	lines := bufio.NewScanner(answer.Body)
	next := func() string {
		for lines.Scan() && lines.Text() == "" {
		}
		return lines.Text()
	}
	first := next()
	b.show(smallHost(t, false), nil)
	if again := next(); again != first || !strings.HasPrefix(first, "data: ") {
		t.Errorf("got %q for a site that is the same, want %q", again, first)
	}
	b.show(nil, []diag.Problem{{Message: "wrong"}})
	wrong := next()
	b.add(map[string][]byte{"index.html": []byte("<body>new page</body>")}, nil)
	if newer := next(); wrong == first || newer == wrong || newer == first {
		t.Errorf("got %q, then %q with a problem, then %q for a newer page", first, wrong, newer)
	}
}

// TestBoardShowsErrors: the warnings of the record do not bury what keeps a page from being built, and it can be read.
func TestBoardShowsErrors(t *testing.T) {
	b := newBoard("http://127.0.0.1/", false)
	if before := b.answer("/about/"); before.Status != http.StatusServiceUnavailable || !strings.Contains(string(before.Body), "<h1>Building the site</h1>") {
		t.Errorf("before there is a site or a problem: %d\n%s", before.Status, before.Body)
	}
	problems := []diag.Problem{{Severity: diag.Warning, Message: "known for long"}, {Message: "wrong since now"}}
	b.show(nil, problems)
	answer := b.answer("/")
	page := string(answer.Body)
	if answer.Status != http.StatusServiceUnavailable || !strings.Contains(page, "<h1>The site cannot be built</h1>") || !strings.Contains(page, scriptPath) {
		t.Errorf("without a site: %d\n%s", answer.Status, page)
	}
	there := smallHost(t, false)
	defer there.Close()
	for name, want := range there.Answer("/").Header {
		if got := answer.Header[name]; name != "Content-Type" && name != "Cache-Control" && !slices.Equal(got, want) {
			t.Errorf("without a site %s is %q, with one %q", name, got, want)
		}
	}
	if !strings.Contains(page, "wrong since now") || strings.Contains(page, "known for long") || !strings.Contains(page, diag.Summary(problems)) {
		t.Errorf("the board shows\n%s", page)
	}
	if !strings.Contains(liveStyle, "#live-problems * { color: inherit; background: none") {
		t.Error("the page's own colours apply on the board")
	}
}
