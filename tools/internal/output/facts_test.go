package output

import (
	"encoding/gob"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"testing"
	"time"

	"golang.org/x/net/html"

	"declarationwatch/tools/internal/fixture"
	"declarationwatch/tools/internal/locale"
)

// TestFacts: a file of the same bytes is parsed once, what is known of it is the same in either case, and so is what a reader had of its tree.
func TestFacts(t *testing.T) {
	gob.Register([]string{})
	dir := fixture.Folder(t, map[string]string{
		"index.html":        `<html lang=en><title>A</title><h1 id=a>A</h1><a href="/b.html#x">b</a><script src=a.js></script><style>b{}</style><p onclick=x>`,
		"b.html":            `<h1 id=x>B</h1>`,
		"feed.xml":          `<feed xmlns="http://www.w3.org/2005/Atom"><entry><link href="/b.html"/></entry></feed>`,
		"broken.json":       `{`,
		"a.js":              ``,
		"es/es.css":         `a { background: url(x.svg) }`,
		"v/2026.01/m.html":  `<p id=old>`,
		"empty/folder/x.md": `x`,
	})
	facts := filepath.Join(t.TempDir(), "facts")
	read := func(facts string) (all map[string]File, parsed []string) {
		t.Helper()
		s, err := Read(Options{
			Dir: dir, BaseURL: "https://x.example/", Languages: locale.Languages{Source: "en", All: []string{"en", "es"}}, Facts: facts,
			Readers: []Reader{func(f *File, _ []byte, document *html.Node) {
				if document != nil {
					f.Kept = []string{"what is in", f.Name}
				}
			}},
		})
		if err != nil {
			t.Fatal(err)
		}
		all = map[string]File{}
		for _, f := range s.Files {
			all[f.Name] = *f
		}
		for name := range s.readFacts(facts).kept {
			parsed = append(parsed, name)
		}
		slices.Sort(parsed)
		return all, parsed
	}
	want, _ := read("")
	for i := range 3 {
		got, kept := read(facts)
		if i > 0 && len(kept) == 0 {
			t.Error("nothing is kept")
		}
		for name, f := range want {
			if !sameFile(f, got[name]) {
				t.Errorf("read %d of %s: %+v, want %+v", i, name, got[name], f)
			}
		}
	}

	// Something is known that a parser would not find, so it is seen which files are parsed.
	s := &Site{Options: Options{BaseURL: "https://x.example/", Languages: locale.Languages{Source: "en", All: []string{"en", "es"}}}}
	known := s.readFacts(facts)
	var all []*fact
	for _, one := range known.kept {
		one.File.Faults = []string{"known"}
		all = append(all, one)
	}
	changed := *known.kept["b.html"]
	changed.Sum[0]++
	known.kept["b.html"] = &changed
	known.keep(facts, all)
	if err := os.WriteFile(filepath.Join(dir, "b.html"), []byte("<h1 id=y>B</h1>"), 0o644); err != nil {
		t.Fatal(err)
	}
	got, _ := read(facts)
	if f := got["index.html"]; !slices.Equal(f.Faults, []string{"known"}) {
		t.Errorf("a file that is the same was parsed: %+v", f)
	}
	if f := got["b.html"]; len(f.Faults) > 0 || f.Page.IDs["y"] != 1 {
		t.Errorf("a file that changed was not parsed: %+v", f)
	}

	// What cannot be read is not known.
	text, err := os.ReadFile(facts)
	if err != nil {
		t.Fatal(err)
	}
	for _, bad := range [][]byte{nil, text[:len(text)/2], []byte("other"), append([]byte{5}, text...)} {
		if err := os.WriteFile(facts, bad, 0o644); err != nil {
			t.Fatal(err)
		}
		if got, _ := read(facts); got["b.html"].Page.IDs["y"] != 1 {
			t.Errorf("with %d bytes of what was kept: %+v", len(bad), got["b.html"])
		}
	}
}

// TestUntouched: where no reader wants texts, a file is not read again as long as nobody has written to it, and its time can tell.
func TestUntouched(t *testing.T) {
	dir := fixture.Folder(t, map[string]string{"old.html": "<p id=a>", "new.html": "<p id=a>"})
	facts, then := filepath.Join(t.TempDir(), "facts"), time.Now().Add(-time.Hour)
	read := func(unread bool) (ids []string) {
		t.Helper()
		s, err := Read(Options{Dir: dir, BaseURL: "https://x.example/", Facts: facts, Unread: unread})
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range []string{"new.html", "old.html"} {
			ids = slices.AppendSeq(ids, maps.Keys(s.byName[name].Page.IDs))
		}
		return ids
	}
	write := func(name, text string, at time.Time) {
		t.Helper()
		file := filepath.Join(dir, name)
		if err := errors.Join(os.WriteFile(file, []byte(text), 0o644), os.Chtimes(file, at, at)); err != nil {
			t.Fatal(err)
		}
	}
	now := time.Now()
	write("old.html", "<p id=a>", then)
	write("new.html", "<p id=a>", now)
	read(true)
	write("old.html", "<p id=b>", then)
	write("new.html", "<p id=b>", now)
	if ids := read(true); !slices.Equal(ids, []string{"b", "a"}) {
		t.Errorf("what was just written and what is old have the ids %q", ids)
	}
	if ids := read(false); !slices.Equal(ids, []string{"b", "b"}) {
		t.Errorf("where texts are wanted, the ids are %q", ids)
	}
	write("old.html", "<p id=c>", then.Add(time.Minute))
	if ids := read(true); !slices.Equal(ids, []string{"b", "c"}) {
		t.Errorf("after somebody wrote to a file, the ids are %q", ids)
	}
}

// sameFile compares what is known of two files; nothing and an empty list are the same.
func sameFile(a, b File) bool {
	equal := func(a, b reflect.Value) bool {
		return (a.Kind() == reflect.Slice || a.Kind() == reflect.Map) && a.Len()+b.Len() == 0 || reflect.DeepEqual(a.Interface(), b.Interface())
	}
	var fields func(a, b reflect.Value) bool
	fields = func(a, b reflect.Value) bool {
		for i := range a.NumField() {
			x, y := a.Field(i), b.Field(i)
			switch {
			case !a.Type().Field(i).IsExported():
			case x.Kind() == reflect.Pointer && !x.IsNil() && !y.IsNil():
				if !fields(x.Elem(), y.Elem()) {
					return false
				}
			case !equal(x, y):
				return false
			}
		}
		return true
	}
	return fields(reflect.ValueOf(a), reflect.ValueOf(b))
}
