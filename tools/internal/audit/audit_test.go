package audit_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"declarationwatch/tools/internal/audit"
	"declarationwatch/tools/internal/diag"
)

func run(t *testing.T, base string, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		file := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	var problems diag.List
	if err := audit.Run(audit.Site{Dir: dir, Name: "public", BaseURL: base}, &problems); err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, p := range problems.Sorted() {
		out = append(out, p.At.String()+": "+p.Message)
	}
	return strings.Join(out, "\n")
}

func TestLinks(t *testing.T) {
	const target = `<!doctype html><html><body><h1 id="top">x</h1><a href="https://elsewhere.example/none">out</a></body></html>`
	for name, test := range map[string]struct{ base, body, want string }{
		"all good": {"https://x.example/", `<a href="/b/">1</a><a href="/b/#top">2</a><a href="../a/">3</a><a href="#here" id=here>4</a>
			<a href="https://x.example/b/">5</a><a href="//x.example/b/">6</a><a href="mailto:a@b.example">7</a><img src="/pic.svg">
			<img srcset="/pic.svg 1x, /pic.svg 2x">`, ""},
		"no file":            {"https://x.example/", `<a href="/c/">1</a>`, `public/a/index.html: link "/c/" leads to no file`},
		"no such place":      {"https://x.example/", `<a href="/b/#bottom">1</a>`, `public/a/index.html: link "/b/#bottom": b/index.html has no id "bottom"`},
		"no such place here": {"https://x.example/", `<a href="#gone">1</a>`, `public/a/index.html: link "#gone": a/index.html has no id "gone"`},
		"full address":       {"https://x.example/", `<a href="https://x.example/c/">1</a>`, `public/a/index.html: link "https://x.example/c/" leads to no file`},
		"unquoted":           {"https://x.example/", `<a href=/c/>1</a>`, `public/a/index.html: link "/c/" leads to no file`},
		"picture":            {"https://x.example/", `<img srcset="/pic.svg 1x, /none.svg 2x">`, `public/a/index.html: link "/none.svg" leads to no file`},
		"escaped":            {"https://x.example/", `<a href="/b/?x=1&amp;y=2#top">1</a>`, ""},
		"in a folder":        {"https://x.example/sub/", `<a href="/sub/b/#top">1</a><a href="../b/">2</a>`, ""},
		"out of the folder":  {"https://x.example/sub/", `<a href="/b/">1</a>`, `public/a/index.html: link "/b/" leaves the site's folder /sub/`},
		"one id twice":       {"https://x.example/", `<p id="x">1</p><p id="x">2</p>`, `public/a/index.html: id "x" is given twice`},
	} {
		t.Run(name, func(t *testing.T) {
			got := run(t, test.base, map[string]string{
				"a/index.html": "<!doctype html><html><body>" + test.body + "</body></html>", "b/index.html": target, "pic.svg": "<svg/>",
			})
			if got != test.want {
				t.Errorf("got:\n%s\nwant:\n%s", got, test.want)
			}
		})
	}
}
