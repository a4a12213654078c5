package edit_test

import (
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"

	"declarationwatch/tools/internal/edit"
)

const sample = `# about the file
title = "a" # first
text = { en = "one" } # of it

[params]
  list = [
    "x", # the first
    "y"
  ]
  words = [{ id = "w", text = { en = "v" } }]

# the first item
[[item]]
id = "a"
tags = ["one"]

[[item.event]]
date = "2022"

# the second item
[[item]]
id = "b"

# at the end
`

func TestEdits(t *testing.T) {
	for _, test := range []struct {
		name     string
		edit     func(x *edit.Text) error
		old, new string
	}{
		{"a value", func(x *edit.Text) error { return x.Set("b \"c\"\n", "title") }, `"a" # first`, `"b \"c\"\n" # first`},
		{"a language", func(x *edit.Text) error { return x.Set("uno", "text", "es") }, `{ en = "one" }`, `{ en = "one", es = "uno" }`},
		{"a value in braces", func(x *edit.Text) error { return x.Set("two", "text", "en") }, `"one" }`, `"two" }`},
		{"a key", func(x *edit.Text) error { return x.Set(true, "params", "open") }, "\"v\" } }]\n", "\"v\" } }]\n  open = true\n"},
		{"a key of the file", func(x *edit.Text) error { return x.Set(1.5, "size") }, "# of it\n", "# of it\nsize = 1.5\n"},
		{"a key of an item", func(x *edit.Text) error { return x.Set("z", "item", 0, "note") }, "[\"one\"]\n", "[\"one\"]\nnote = \"z\"\n"},
		{"a table", func(x *edit.Text) error { return x.Set("z", "more", "note") }, "id = \"b\"\n", "id = \"b\"\n\n[more]\nnote = \"z\"\n"},
		{"an element on a line", func(x *edit.Text) error { return x.Set("two", "item", 0, "tags", 1) }, `["one"]`, `["one", "two"]`},
		{"an element on its own line", func(x *edit.Text) error { return x.Set("z", "params", "list", 2) }, "    \"y\"\n", "    \"y\",\n    \"z\",\n"},
		{"an element replaced", func(x *edit.Text) error { return x.Set("z", "params", "list", 0) }, "\"x\", # the", "\"z\", # the"},
		{"a key of an item in brackets", func(x *edit.Text) error { return x.Set(true, "params", "words", 0, "own") }, `[{ id = "w", text = { en = "v" } }]`, `[{ id = "w", text = { en = "v" }, own = true }]`},
		{"an event of the first item", func(x *edit.Text) error {
			return x.Append(edit.Table{{Key: "date", Value: "2023", Comment: "when"}, {Comment: "more"}}, "item", 0, "event")
		}, "date = \"2022\"\n", "date = \"2022\"\n\n[[item.event]]\ndate = \"2023\" # when\n# more\n"},
		{"an event of the second item", func(x *edit.Text) error {
			return x.Append(edit.Table{{Key: "date", Value: "2023"}}, "item", 1, "event")
		}, "id = \"b\"\n", "id = \"b\"\n\n[[item.event]]\ndate = \"2023\"\n"},
		{"an item", func(x *edit.Text) error { return x.Append(edit.Table{{Key: "id", Value: "c"}}, "item") },
			"id = \"b\"\n", "id = \"b\"\n\n[[item]]\nid = \"c\"\n"},
		{"an item between", func(x *edit.Text) error { return x.Insert(edit.Table{{Key: "id", Value: "c"}}, 1, "item") },
			"# the second item\n", "[[item]]\nid = \"c\"\n\n# the second item\n"},
		{"an item at the end", func(x *edit.Text) error { return x.Insert(edit.Table{{Key: "id", Value: "c"}}, 2, "item") },
			"id = \"b\"\n", "id = \"b\"\n\n[[item]]\nid = \"c\"\n"},
		{"a key removed", func(x *edit.Text) error { return x.Remove("item", 0, "tags") }, "tags = [\"one\"]\n", ""},
		{"a long key removed", func(x *edit.Text) error { return x.Remove("params", "list") }, "  list = [\n    \"x\", # the first\n    \"y\"\n  ]\n", ""},
		{"a table removed", func(x *edit.Text) error { return x.Remove("item", 0, "event", 0) }, "\n[[item.event]]\ndate = \"2022\"\n", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			if strings.Count(sample, test.old) != 1 {
				t.Fatalf("%q is not once in the sample", test.old)
			}
			want := strings.Replace(sample, test.old, test.new, 1)
			for _, form := range []func(string) string{same, crlf, marked} {
				x, err := edit.Parse("x.toml", []byte(form(sample)))
				if err != nil {
					t.Fatal(err)
				}
				if err := test.edit(x); err != nil {
					t.Fatal(err)
				}
				if got := string(x.Bytes()); got != form(want) {
					t.Errorf("got\n%s\nwant\n%s", got, form(want))
				}
			}
		})
	}
}

func same(s string) string   { return s }
func crlf(s string) string   { return strings.ReplaceAll(s, "\n", "\r\n") }
func marked(s string) string { return "\ufeff" + s }

func TestRefusals(t *testing.T) {
	for name, change := range map[string]func(x *edit.Text) error{
		"an item that is not there":   func(x *edit.Text) error { return x.Set("z", "item", 7, "id") },
		"a table as a value":          func(x *edit.Text) error { return x.Set("z", "item", 0) },
		"a key below a value":         func(x *edit.Text) error { return x.Set("z", "title", "en") },
		"a key that is not there":     func(x *edit.Text) error { return x.Remove("nothing") },
		"a language":                  func(x *edit.Text) error { return x.Remove("text", "en") },
		"a value that is not TOML":    func(x *edit.Text) error { return x.Set(edit.Raw("1 2"), "title") },
		"a value with a second key":   func(x *edit.Text) error { return x.Set(edit.Raw("1\nother = 2"), "title") },
		"a table that would be twice": func(x *edit.Text) error { return x.Append(edit.Table{{Key: "a", Value: 1}}, "params") },
	} {
		x, err := edit.Parse("x.toml", []byte(sample))
		if err != nil {
			t.Fatal(err)
		}
		if err := change(x); err == nil {
			t.Errorf("%s: no error; the text is\n%s", name, x.Bytes())
		}
		if string(x.Bytes()) != sample {
			t.Errorf("%s: the text has changed", name)
		}
	}
	if _, err := edit.Parse("x.toml", []byte("a = ")); !errors.Is(err, edit.ErrBroken) {
		t.Errorf("a broken file: %v", err)
	}
}

func TestPage(t *testing.T) {
	const page = "+++\ntitle = \"A\"\n\n[params]\npublisher = \"P\"\n+++\n\ntitle = \"body\"\n"
	x, err := edit.Parse("x.md", []byte(page))
	if err != nil {
		t.Fatal(err)
	}
	must(t, x.Set([]string{"/a/"}, "aliases"))
	must(t, x.Append(edit.Table{{Key: "text", Value: "é"}}, "params", "corrections"))
	want := "+++\ntitle = \"A\"\naliases = [\"/a/\"]\n\n[params]\npublisher = \"P\"\n\n[[params.corrections]]\ntext = \"é\"\n+++\n\ntitle = \"body\"\n"
	if got := string(x.Bytes()); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestEmptyFile(t *testing.T) {
	for from, want := range map[string]string{
		"":              "[[item]]\nid = \"a\"\n",
		"# a comment\n": "# a comment\n\n[[item]]\nid = \"a\"\n",
		"# no end":      "# no end\n\n[[item]]\nid = \"a\"\n",
	} {
		x, err := edit.Parse("x.toml", []byte(from))
		if err != nil {
			t.Fatal(err)
		}
		must(t, x.Append(edit.Table{{Key: "id", Value: "a"}}, "item"))
		if got := string(x.Bytes()); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// TestRandomEdits makes edits anywhere in the real record. Each changes the data as it should, which Set itself proves, and of
// the text nothing but what it replaces: what comes before and after stays, comments among it.
func TestRandomEdits(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	root := os.DirFS("../../..")
	edits := 0
	must(t, fs.WalkDir(root, "data", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || path.Ext(name) != ".toml" {
			return err
		}
		raw, err := fs.ReadFile(root, name)
		must(t, err)
		var data map[string]any
		_, err = toml.Decode(string(raw), &data)
		must(t, err)
		for _, p := range sampled(random, leaves(data, nil), 4) {
			x, err := edit.Parse(name, raw)
			must(t, err)
			value := fmt.Sprintf("new %d # \"é\"", random.IntN(1000))
			must(t, x.Set(value, p...))
			if got, want := lines(x.Bytes()), lines(raw); len(got) > len(want) || differing(got, want) > 1+len(want)-len(got) {
				t.Errorf("%s %v: more lines changed than one value has", name, p)
			}
			edits++
		}
		return nil
	}))
	if edits == 0 {
		t.Error("no edit was made")
	}
}

// leaves returns the paths of all values that are no tables.
func leaves(data any, path []any) (out [][]any) {
	below := func(step any, v any) { out = append(out, leaves(v, append(path[:len(path):len(path)], step))...) }
	switch v := data.(type) {
	case map[string]any:
		for k, e := range v {
			below(k, e)
		}
	case []map[string]any:
		for i, e := range v {
			below(i, e)
		}
	default:
		out = append(out, path)
	}
	return out
}

func sampled(random *rand.Rand, paths [][]any, n int) [][]any {
	slices.SortFunc(paths, func(a, b []any) int { return strings.Compare(fmt.Sprint(a), fmt.Sprint(b)) })
	random.Shuffle(len(paths), func(i, j int) { paths[i], paths[j] = paths[j], paths[i] })
	return paths[:min(n, len(paths))]
}

func lines(text []byte) []string { return strings.Split(string(text), "\n") }

// differing returns how many lines are left of b without the first and the last that it has in common with a.
func differing(a, b []string) int {
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	return len(b)
}
