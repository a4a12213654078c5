package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/BurntSushi/toml"

	"declarationwatch/tools/internal/check"
	"declarationwatch/tools/internal/diag"
)

// tomlFile is one TOML document of a project: a whole file, or the front matter of a page. Tests change its tree without
// knowing which fields a record has.
type tomlFile struct {
	name string // from the project's top, with slashes
	tree map[string]any
	body string // what follows the front matter, with its closing fence; "" for a file that is all TOML
}

// readTOML reads every TOML document of the project in dir, sorted by name.
func readTOML(t testing.TB, dir string) []*tomlFile {
	t.Helper()
	var files []*tomlFile
	for _, root := range []string{"config.toml", "data", "i18n", "content"} {
		err := filepath.WalkDir(filepath.Join(dir, root), func(name string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() {
				return err
			}
			rel, err := filepath.Rel(dir, name)
			if err != nil {
				return err
			}
			if filepath.Ext(name) == ".md" && root != "content" { // a README
				return nil
			}
			text, err := os.ReadFile(name)
			if err != nil {
				return err
			}
			f := &tomlFile{name: filepath.ToSlash(rel)}
			front := string(text)
			switch filepath.Ext(name) {
			case ".toml":
			case ".md":
				var fenced bool
				if front, f.body, fenced = strings.Cut(strings.TrimPrefix(front, "+++\n"), "\n+++\n"); !fenced {
					return fmt.Errorf("%s: no front matter", rel)
				}
				f.body = "+++\n" + f.body
			default:
				return nil
			}
			if _, err := toml.Decode(front, &f.tree); err != nil {
				return fmt.Errorf("%s: %w", rel, err)
			}
			files = append(files, f)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return files
}

// text returns the document as TOML.
func (f *tomlFile) text(t testing.TB) string {
	t.Helper()
	var out bytes.Buffer
	encoder := toml.NewEncoder(&out)
	encoder.Indent = ""
	if err := encoder.Encode(f.tree); err != nil {
		t.Fatalf("%s: %v", f.name, err)
	}
	if f.body == "" {
		return out.String()
	}
	return "+++\n" + out.String() + f.body
}

// save writes the document into the project in dir.
func (f *tomlFile) save(t testing.TB, dir string) {
	t.Helper()
	write(t, filepath.Join(dir, filepath.FromSlash(f.name)), f.text(t))
}

// leaf is one value of a document.
type leaf struct {
	file  *tomlFile
	path  []string // keys; the index of a list's element is not among them
	value any
	set   func(any)
}

func (l leaf) String() string { return l.file.name + " " + strings.Join(l.path, ".") }

// key returns the last key of the path.
func (l leaf) key() string { return l.path[len(l.path)-1] }

// leaves lists the values of a document that are neither tables nor lists, in a fixed order.
func (f *tomlFile) leaves() (out []leaf) {
	var walk func(path []string, value any, set func(any))
	walk = func(path []string, value any, set func(any)) {
		switch v := value.(type) {
		case map[string]any:
			for _, key := range sortedKeys(v) {
				walk(append(slices.Clip(path), key), v[key], func(x any) { v[key] = x })
			}
		case []map[string]any:
			for _, table := range v {
				walk(path, table, nil)
			}
		case []any:
			for i := range v {
				walk(path, v[i], func(x any) { v[i] = x })
			}
		default:
			out = append(out, leaf{f, path, value, set})
		}
	}
	walk(nil, f.tree, nil)
	return out
}

// plainWord matches ids, dates and the like, which check compares with what it knows.
var plainWord = regexp.MustCompile(`^#?[a-z0-9][a-z0-9.:T-]*$`)

func sortedKeys[V any](m map[string]V) []string {
	var keys []string
	for key := range m {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}

// checkErrors returns the errors that `check` reports for the project in dir.
func checkErrors(t testing.TB, dir string) (found []diag.Problem) {
	t.Helper()
	var problems diag.List
	p, err := shellIn(dir).project()
	var failure diag.Failure
	if errors.As(err, &failure) {
		return failure.Problems
	} else if err != nil {
		return []diag.Problem{{Message: err.Error()}}
	}
	load(p, check.Options{Now: time.Now()}, &problems)
	for _, p := range problems.Sorted() {
		if p.Severity == diag.Error {
			found = append(found, p)
		}
	}
	return found
}
