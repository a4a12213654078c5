package minify_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"declarationwatch/tools/internal/diag"
	"declarationwatch/tools/internal/minify"
)

// run minifies a folder whose files have the same names in static/.
func run(dir string, final ...string) error {
	var problems diag.List
	err := minify.Dir(dir, false, func(name string) string { return "static/" + name }, &problems, final...)
	return errors.Join(err, problems.Err())
}

// TestAttributes: what the minifier does not know is located, with what to do instead.
func TestAttributes(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "a.js"), []byte("let y = 1;\nimport x from \"./a.json\" with { type: \"json\" };\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	var problems diag.List
	err := minify.Dir(dir, false, func(name string) string { return "static/" + name }, &problems)
	if p := problems.Sorted(); err != nil || len(p) != 1 || p[0].At.File != "static/a.js" || p[0].At.Line != 2 || !strings.Contains(p[0].Hint, "fetch()") {
		t.Errorf("%v, %v", p, err)
	}
}

func TestDir(t *testing.T) {
	for _, test := range []struct{ file, in, out string }{
		{"a/index.html", "<!doctype html>\n<html>\n<head><title>x</title></head>\n<body>\n <p class=\"a\">b  c</p>\n</body></html>\n",
			`<!doctype html><html><head><title>x</title></head><body><p class="a">b c</p></body></html>`},
		{"a.css", "a { color : #ff0000 ; }\n", "a{color:red}"},
		{"a.js", "let long = 1 ;\nconsole.log( long ) ;\n", "let long=1;console.log(long)"},
		{"a.json", "{ \"n\" : 1.50 }\n", `{"n":1.50}`}, // figures stay as they are written
		{"a.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\">\n  <g></g> </svg>", `<svg xmlns="http://www.w3.org/2000/svg"><g/></svg>`},
		{"a.xml", "<a>\n  <b>c</b>\n</a>\n", "<a><b>c</b></a>"},
		{"a.csv", "a , b\r\n", "a , b\r\n"}, // left alone
	} {
		dir := t.TempDir()
		file := filepath.Join(dir, filepath.FromSlash(test.file))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(test.in), 0o644); err != nil {
			t.Fatal(err)
		}
		if err := run(dir); err != nil {
			t.Fatal(err)
		}
		if got, _ := os.ReadFile(file); string(got) != test.out {
			t.Errorf("%s: got %q, want %q", test.file, got, test.out)
		}
	}
}

func TestFinalFilesStay(t *testing.T) {
	dir := t.TempDir()
	const text = "{ \"n\" : 1 }\n"
	for _, name := range []string{"data", "other"} {
		if err := os.MkdirAll(filepath.Join(dir, name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name, "a.json"), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := run(dir, "data/a.json"); err != nil {
		t.Fatal(err)
	}
	final, _ := os.ReadFile(filepath.Join(dir, "data", "a.json"))
	other, _ := os.ReadFile(filepath.Join(dir, "other", "a.json"))
	if string(final) != text || string(other) == text {
		t.Errorf("the final file is %q, the other %q", final, other)
	}
}

func TestBrokenFileIsNamed(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "broken.js"), []byte("let = ("), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := run(dir); err == nil || !strings.Contains(err.Error(), "broken.js") {
		t.Errorf("got %v, want an error that names broken.js", err)
	}
}

// A file that is nested so deeply that minifying it takes gigabytes is refused; ordinary files are not.
func TestDepth(t *testing.T) {
	repeat := strings.Repeat
	nested := "<svg/>"
	for range 8 {
		nested = `<svg><image href="data:image/svg+xml,` + strings.NewReplacer("%", "%25", "<", "%3C", ">", "%3E", `"`, "%22").Replace(nested) + `"/></svg>`
	}
	for name, test := range map[string]struct {
		text string
		deep bool
	}{
		"groups.svg":   {repeat("<g>", 20_000) + repeat("</g>", 20_000), true},
		"svg.svg":      {repeat("<svg>", 20_000), true},
		"within.svg":   {nested, true},
		"page.html":    {repeat("<div>", 1000), true},
		"inline.html":  {"<p>" + repeat("<svg>", 1000) + repeat("</svg>", 1000), true},
		"iframe.html":  {repeat("<iframe>", 50), true},
		"feed.xml":     {repeat("<a>", 1000) + repeat("</a>", 1000), true},
		"siblings.svg": {"<svg>" + repeat("<g><path d=\"M0 0\"/></g>", 1000) + "</svg>", false},
		"list.html":    {"<ul>" + repeat("<li>a<br><img src=x>", 1000) + "</ul>" + repeat("<p>x", 1000), false},
		"icon.css":     {`a{background:url("data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'/%3E")}`, false},
	} {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, name), []byte(test.text), 0o644); err != nil {
			t.Fatal(err)
		}
		err := run(dir)
		if (err != nil) != test.deep || err != nil && !strings.Contains(err.Error(), "static/"+name+": error: cannot be minified: elements nested more than") {
			t.Errorf("%s: %v", name, err)
		}
	}
}
