package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"golang.org/x/tools/txtar"
)

// TestForMachines builds one small site in two languages and reads what it has for machines: feeds, JSON-LD, the sitemap,
// citations, security.txt. Each reader is strict, and has a test of its own that shows what it refuses.
func TestForMachines(t *testing.T) {
	t.Parallel()
	site := bilingual(t)
	t.Run("feeds", site.feeds)
	t.Run("structured", site.structured)
	t.Run("sitemap", site.sitemap)
	t.Run("security", site.security)
	t.Run("citations", site.citations)
	t.Run("corrections", site.corrections)
	t.Run("not found", site.notFound)
}

// builtSite is a site that a test has built.
type builtSite struct {
	dir  string // of its files
	base string // its address, with a closing slash
}

// bilingual returns the small project in two languages, built once for all tests.
func bilingual(t *testing.T) builtSite {
	t.Helper()
	bilingualOnce.Do(func() {
		dir, err := os.MkdirTemp("", "bilingual-test")
		if err != nil {
			t.Fatal(err)
		}
		atEnd(func() { os.RemoveAll(dir) })
		bilingualBuilt = buildBilingual(t, dir)
	})
	if bilingualBuilt.dir == "" {
		t.Fatal("the build in another test failed")
	}
	return bilingualBuilt
}

var (
	bilingualOnce  sync.Once
	bilingualBuilt builtSite
)

// buildBilingual builds the small project in two languages, with more files, below a folder of its host.
func buildBilingual(t *testing.T, dir string, more ...txtar.File) builtSite {
	t.Helper()
	bilingualProject(t, dir, more...)
	site := builtSite{filepath.Join(dir, "public"), "https://small.example/watch/"}
	mustRun(t, dir, "build", "-as-of", "2026-11-22", "-base-url", site.base)
	return site
}

// bilingualProject makes a project in dir: the small one with a Spanish side, the pages of testdata/bilingual.txtar and
// more files.
func bilingualProject(t *testing.T, dir string, more ...txtar.File) {
	t.Helper()
	archive, err := txtar.ParseFile("testdata/bilingual.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range append(archive.Files, more...) {
		write(t, filepath.Join(dir, filepath.FromSlash(f.Name)), string(f.Data))
	}
	if err := smallProject(dir); err != nil {
		t.Fatal(err)
	}
	// The Spanish side of what the small project takes from the real one.
	err = filepath.WalkDir("../content", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(name, ".es.md") {
			return err
		}
		rel, err := filepath.Rel("../content", name)
		if err != nil {
			return err
		}
		if strings.Contains(rel, string(filepath.Separator)) && !strings.HasPrefix(entry.Name(), "_") {
			return nil
		}
		return copyFile(name, filepath.Join(dir, "content", rel))
	})
	if err != nil {
		t.Fatal(err)
	}
	campaign, err := os.ReadFile(filepath.Join(dir, "data", "campaign.toml"))
	if err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, "data", "campaign.toml"), strings.Replace(string(campaign), `{ en = "Small" }`, `{ en = "Small", es = "Pequeño" }`, 1))
	config, err := os.ReadFile(filepath.Join(dir, "config.toml"))
	if err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, "config.toml"), string(config)+spanishSide)
}

const spanishSide = `
[languages.es]
  label = "Español"
  locale = "es"
  weight = 2
  [languages.es.outputs]
    home = ["html", "atom", "jsonfeed"]
`

func write(t testing.TB, file, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// read returns a file of the site.
func (s builtSite) read(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(s.dir, filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// find lists the files of the site that have a name.
func (s builtSite) find(t *testing.T, base string) []string {
	t.Helper()
	var found []string
	for name := range contents(s.dir) {
		if name == base || strings.HasSuffix(name, "/"+base) {
			found = append(found, name)
		}
	}
	if len(found) == 0 {
		t.Fatalf("the site has no file %s", base)
	}
	return found
}

// serves reports whether the site has a file for an address.
func (s builtSite) serves(address string) bool {
	address, _, _ = strings.Cut(address, "#")
	below, ours := strings.CutPrefix(address, s.base)
	if !ours {
		return false
	}
	if below == "" || strings.HasSuffix(below, "/") {
		below += "index.html"
	}
	info, err := os.Stat(filepath.Join(s.dir, filepath.FromSlash(below)))
	return err == nil && info.Mode().IsRegular()
}

// complain reports faults, if there are any.
func complain(t *testing.T, file string, faults []string) {
	t.Helper()
	for _, fault := range faults {
		t.Errorf("%s: %s", file, fault)
	}
}
