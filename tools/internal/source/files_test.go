package source_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"declarationwatch/tools/internal/diag"
	"declarationwatch/tools/internal/source"
)

// TestList returns the files that can be read, and a problem for every other.
func TestList(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"config.toml", "data/a.toml", "data/evidence/b.toml", "static/large.bin", "content/page.md", "content/Page.md", "assets/aux.css", "static/a\x1b[31m.txt"} {
		file := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte("x = 1\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Truncate(filepath.Join(dir, "static/large.bin"), 65<<20); err != nil {
		t.Fatal(err)
	}
	for name, target := range map[string]string{"static/link.png": "large.bin", "data/secret.toml": "/proc/self/environ", "layouts": "content"} {
		if err := os.Symlink(target, filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	root, err := source.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	var problems diag.List
	names := source.List(root, &problems)
	want := []string{"config.toml", "assets/aux.css", "content/Page.md", "content/page.md", "data/a.toml", "data/evidence/b.toml", "static/a\x1b[31m.txt"}
	if !slices.Equal(names, want) {
		t.Errorf("got %q, want %q", names, want)
	}
	got := print(problems.Sorted())
	for _, want := range []string{
		`name that Windows cannot store`, `differs from Page.md only in case`, `must not be a symbolic link`, `control character in the name`,
		`larger than 64 MiB`,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no problem says %q:\n%s", want, got)
		}
	}
	for _, name := range []string{"data/secret.toml", "static/link.png", "layouts/page.md", "../x", "static/large.bin"} {
		if _, err := fs.ReadFile(root, name); err == nil {
			t.Errorf("%s was opened", name)
		}
	}
	if _, err := fs.ReadDir(root, "data"); err != nil {
		t.Error(err)
	}
}

// TestReadTwice returns the same bytes however often a text is read.
func TestReadTwice(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "config.toml")
	for _, text := range []string{"first", "second"} {
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		if text == "second" {
			continue
		}
		root, err := source.Open(dir)
		if err != nil {
			t.Fatal(err)
		}
		defer func() {
			if got, err := root.ReadFile("config.toml"); err != nil || string(got) != "first" {
				t.Errorf("got %q, %v", got, err)
			}
		}()
		if _, err := root.ReadFile("config.toml"); err != nil {
			t.Fatal(err)
		}
	}
}

// Numbers and characters that JSON or a page cannot show as they are meant.
func TestValues(t *testing.T) {
	type values struct {
		_      struct{}
		Amount float64           `toml:"amount"`
		Count  int               `toml:"count"`
		Name   string            `toml:"name"`
		Words  map[string]string `toml:"words"`
		Other  map[string]any    `toml:"other"`
	}
	for text, want := range map[string]string{
		"amount = 1_000.5":              "",
		"count = 0x10":                  "",
		"name = \"a\\nb\\u200d\"":       "",
		"free = { of = [1, \"x\"] }":    "",
		"amount = nan":                  `1:1: "amount" must be a number, not nan`,
		"amount = -inf":                 `1:1: "amount" must be a number`,
		"amount = 1e300":                `1:1: "amount" must be a number of at most 9007199254740991, not 1e300`,
		"amount = -9223372036854775808": `1:1: "amount" must be a number of at least -9007199254740991, not -9223372036854775808`,
		"count = -99999999999999999999": `number too far below 0: -99999999999999999999`,
		"count = 9007199254740992":      `1:1: "count" must be a number`,
		"other = { x = [inf] }":         `must be a number`,
		"free = { x = [inf] }":          `must be a number`,
		"name = \"a\\u0001\"":           "1:1: control character U+0001 (remove it)",
		"words = { a = \"\\u202e\" }":   "1:11: invisible character U+202E (remove it)",
		"other = { a = [\"\\u001b\"]}":  "control character U+001B (remove it)",
		"name = \"\u202e\"":             "1:9: invisible character U+202E (remove it)",
		"# \u2066 in a comment":         "1:3: invisible character U+2066 (remove it)",
	} {
		var problems diag.List
		source.Decode[values]("x.toml", []byte(text), &problems)
		if got := print(problems.Sorted()); !strings.Contains(got, want) || (got == "") != (want == "") {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

// FuzzList finds no name that makes it fail, and lists nothing outside the folders.
func FuzzList(f *testing.F) {
	f.Add("data/a.toml", "static/B")
	f.Fuzz(func(t *testing.T, a, b string) {
		if !fs.ValidPath(a) || !fs.ValidPath(b) || strings.HasPrefix(a, b+"/") || strings.HasPrefix(b, a+"/") {
			return
		}
		for _, name := range source.List(fstest.MapFS{a: {}, b: {}}, &diag.List{}) {
			if top, _, _ := strings.Cut(name, "/"); name != "config.toml" && !slices.Contains(source.Folders, top) {
				t.Errorf("lists %q", name)
			}
		}
	})
}
