package hosting

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func TestAnswer(t *testing.T) {
	h := write(t, map[string]string{
		"index.html": "top", "404.html": "nothing here", "es/index.html": "arriba", "es/404.html": "aquí no hay nada",
		"about/index.html": "<h1>about</h1>", "data/v1/matrix.csv": "a,b", "data/index.html": "data", "data/v1/schema/matrix.schema.json": "{}", "css/site.css": "a{}",
		"old/index.html":       `<meta http-equiv="refresh" content="0; url=https://watch.example/about/#there">`,
		"es/viejo.html":        `<meta http-equiv="refresh" content="0; url=https://watch.example/es/">`,
		"elsewhere/index.html": `<meta http-equiv="refresh" content="0; url=https://other.example/">`,
		"clock/index.html":     `<meta http-equiv="refresh" content="0; url=/clock/"><h1>A page that loads itself again</h1>`,
	})
	tests := []struct {
		path   string
		status int
		want   string // the text, or the address it leads to
		kind   string
	}{
		{"/", 200, "top", "text/html"},
		{"/about/", 200, "<h1>about</h1>", "text/html"},
		{"/about/index.html", 200, "<h1>about</h1>", "text/html"},
		{"/about", 301, "/about/", ""},
		{"//about", 301, "/about/", ""},
		{"/css/site.css", 200, "a{}", "text/css"},
		{"/data/v1/matrix.csv", 200, "a,b", "text/csv"},
		{"/data/v1/", 301, "/data/", ""},
		{"/data/v1/schema/", 301, "/data/v1/schema/matrix.schema.json", ""},
		{"/oembed/", 404, "nothing here", "text/html"}, // there is no page for partners to lead to
		{"/old/", 301, "/about/#there", ""},
		{"/old", 301, "/about/#there", ""},
		{"/es/viejo.html", 301, "/es/", ""},
		{"/elsewhere/", 200, "<meta", "text/html"},
		{"/clock/", 200, "<meta", "text/html"},
		{"/nowhere/", 404, "nothing here", "text/html"},
		{"/data/v1/none.csv", 404, "nothing here", "text/html"},
		{"/es/nada/", 404, "aquí no hay nada", "text/html"},
		{"/404", 200, "nothing here", "text/html"},
		{"/_headers", 404, "nothing here", "text/html"},
		{"/x/../_redirects", 404, "nothing here", "text/html"},
		{"/../../etc/passwd", 404, "nothing here", "text/html"},
		{"/%2e%2e/%2e%2e/etc/passwd", 404, "nothing here", "text/html"},
		{"/data/..%5C..%5Cetc%5Cpasswd", 404, "nothing here", "text/html"},
		{"/%zz", 404, "nothing here", "text/html"},
	}
	for _, test := range tests {
		a := h.Answer(test.path)
		w := httptest.NewRecorder()
		a.Write(w)
		got := w.Body.String()
		if a.Status == http.StatusMovedPermanently {
			got = w.Header().Get("Location")
		}
		if w.Code != test.status || !strings.HasPrefix(got, test.want) || !strings.HasPrefix(w.Header().Get("Content-Type"), test.kind) {
			t.Errorf("%s: %d %q as %q, want %d %q as %q", test.path, w.Code, got, w.Header().Get("Content-Type"), test.status, test.want, test.kind)
		}
	}
}

// TestStale: a page is not shown for what is in it, not even for a wrong address, and other files are.
func TestStale(t *testing.T) {
	h := write(t, map[string]string{"index.html": "<a href=/gone/>Gone</a>", "404.html": "see /gone/", "a/index.html": "a", "a.csv": "/gone/"})
	h.Stale = func(text []byte) bool { return strings.Contains(string(text), "/gone/") }
	for address, want := range map[string]int{"/": 503, "/nowhere": 404, "/a/": 200, "/a.csv": 200} {
		if a := h.Answer(address); a.Status != want || strings.Contains(string(a.Body), "gone") != (address == "/a.csv") {
			t.Errorf("%s: %d %s, want %d", address, a.Status, a.Body, want)
		}
	}
}

// A site in a folder of its host: the rules are for the addresses there.
func TestBelowFolder(t *testing.T) {
	h := writeAt(t, "http://host.example/watch/", true, map[string]string{
		"index.html": "", "es/404.html": "", "old/index.html": `<meta http-equiv="refresh" content="0; url=http://host.example/watch/">`, "a.csv": "",
	})
	for name, want := range map[string]string{
		"_headers":   "\n/watch/*\n  X-Content-Type-Options: nosniff\n",
		"_redirects": "\n/watch/old/ /watch/ 301!\n/watch/es/* /watch/es/404.html 404\n",
	} {
		text, err := h.root.ReadFile(name)
		if err != nil || !strings.Contains(string(text), want) {
			t.Errorf("%s does not hold %q: %v\n%s", name, want, err, text)
		}
	}
	header := h.header("/watch/a.csv")
	if header.Get("X-Robots-Tag") != "noindex" || header.Get("Strict-Transport-Security") != "" || header.Get("Content-Disposition") == "" {
		t.Errorf("/watch/a.csv gets %v", header)
	}
	if header := h.header("/a.csv"); len(header) != 0 {
		t.Errorf("what is not the site's gets %v", header)
	}
}

// TestNewer answers with files that are newer than the site, under the policy of a page wherever they are.
func TestNewer(t *testing.T) {
	h := write(t, map[string]string{"index.html": "top", "404.html": "nothing here", "about/index.html": "about", "data/v1/matrix.csv": "a,b"})
	h.Newer = map[string][]byte{"about/index.html": []byte("about, edited"), "new/index.html": []byte("a new page"), "css/new.css": []byte("a{}")}
	for address, want := range map[string]string{"/": "top", "/about/": "about, edited", "/new/": "a new page", "/css/new.css": "a{}"} {
		a := h.Answer(address)
		if string(a.Body) != want || a.Header.Get(policyField) != h.header("/about/").Get(policyField) {
			t.Errorf("%s: %q with %v, want %q", address, a.Body, a.Header, want)
		}
		if newer := want != "top"; (a.Header.Get("Cache-Control") == "no-store") != newer {
			t.Errorf("%s: Cache-Control %q", address, a.Header.Get("Cache-Control"))
		}
	}
	if a := h.Answer("/new"); a.Header.Get("Location") != "/new/" {
		t.Errorf("/new leads to %q", a.Header.Get("Location"))
	}
}
