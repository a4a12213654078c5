package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"declarationwatch/tools/internal/bench"
)

// TestGrownProject builds a project of a thousand statements and a matrix of 60 by 80, whose every list is too long for one page, with
// the budgets of the real one: the build fails where a page outgrows them.
func TestGrownProject(t *testing.T) {
	t.Parallel()
	o := bench.Options{
		Seed: 1, Languages: 1, Governments: 60, Commitments: 80, Pledges: 200, Reports: 900, Sources: 300, Policies: 3, Facts: 200, Meetings: 45, Statements: 1000,
	}
	dir := t.TempDir()
	if err := bench.Write(os.DirFS(realProject(t)), dir, o); err != nil {
		t.Fatal(err)
	}
	statements, err := filepath.Glob(filepath.Join(dir, "content", "statements", "statement-*.md"))
	if err != nil || len(statements) == 0 {
		t.Fatal("no statements", err)
	}
	const counted = "A count of today"
	text, err := os.ReadFile(statements[0])
	if err != nil {
		t.Fatal(err)
	}
	write(t, statements[0], string(text)+"\n"+counted+": {{< count >}}.\n")
	mustRun(t, dir, "build")
	for _, list := range []string{
		"statements/2020", "topics/*/2020", "changes/2020", "meetings/2020", "programmes/*/2020", "signatories/*/*-*", "signatories/*/mentions", "commitments/*/mentions",
	} {
		if pages, err := filepath.Glob(filepath.Join(dir, "public", filepath.FromSlash(list), "index.html")); err != nil || len(pages) == 0 {
			t.Errorf("there is no page /%s/: no list of that kind is long: %v", list, err)
		}
	}
	for _, feed := range []string{"feed/*", "changes/feed/*", "signatories/*/feed/*", "commitments/*/feed/*"} {
		if documents, err := filepath.Glob(filepath.Join(dir, "public", filepath.FromSlash(feed), "feed.xml")); err != nil || len(documents) == 0 {
			t.Errorf("there is no archive /%s/: %v", feed, err)
		}
	}
	entry, archived := "/"+strings.TrimSuffix(filepath.Base(statements[0]), ".md")+"/", false
	documents, _ := filepath.Glob(filepath.Join(dir, "public", "feed", "*", "feed.xml"))
	for _, document := range documents {
		text, _ := os.ReadFile(document)
		archived = archived || strings.Contains(string(text), entry)
		if strings.Contains(string(text), counted) {
			t.Errorf("%s has a count of today", document)
		}
	}
	if !archived {
		t.Errorf("%s is in no archive", entry)
	}
	site := filepath.Join(dir, "public")
	origin := serveFolder(t, site)
	t.Run("filters", func(t *testing.T) { testSplitFilters(t, origin) })
	t.Run("partners", func(t *testing.T) {
		if lists, err := filepath.Glob(filepath.Join(site, "embed", "frames", "*", "*.json")); err != nil || len(lists) < 4 {
			t.Fatalf("%d lists of frames: %v", len(lists), err)
		}
		b := openTab(t, origin, look{})
		b.open("embed/")
		for _, kind := range []string{"commitment", "signatory", "card", "matrix"} {
			address := ask[string](b, fmt.Sprintf(`[...document.querySelectorAll("select[name=show] option")].filter((e) => e.value.startsWith(%q)).at(-1)?.value ?? ""`, kind))
			if address == "" { // whose pages have the code
				paths, err := filepath.Glob(filepath.Join(site, "embed", kind, "*"))
				if err != nil || len(paths) == 0 {
					t.Fatal("no frames of kind", kind)
				}
				address = kind + "/" + filepath.Base(paths[0])
				b.open("embed/?show=" + address)
			} else {
				b.choose("show", address)
			}
			b.until(fmt.Sprintf(`document.getElementById("form-live-code").textContent.includes("/embed/%s/")`, address))
		}
	})
	t.Run("matrix", func(t *testing.T) {
		testScroll(t, origin, largestPage(t, site, "matrix"))
		if slow() { // else TestDividedMatrix reads a smaller one
			testSplitMatrix(t, site, origin)
		}
	})
}

// largestPage returns the largest page below a folder of a site.
func largestPage(t *testing.T, site, folder string) (page string) {
	t.Helper()
	var most int
	for name, text := range contents(filepath.Join(site, folder)) {
		if below, ok := strings.CutSuffix(name, "index.html"); ok && len(text) > most {
			page, most = folder+"/"+below, len(text)
		}
	}
	if most == 0 {
		t.Fatalf("/%s/ has no page", folder)
	}
	return page
}

// TestDividedMatrix builds a project whose pages have so little room that the matrix is divided by pillar, region and government, and what
// a government did by pillar.
func TestDividedMatrix(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	o := bench.Options{Seed: 1, Languages: 1, Governments: 14, Commitments: 15, Pledges: 60, Reports: 200, Sources: 40, Policies: 2, Facts: 10, Meetings: 2, Statements: 4}
	if err := bench.Write(os.DirFS(realProject(t)), dir, o); err != nil {
		t.Fatal(err)
	}
	config := filepath.Join(dir, "config.toml")
	text, err := os.ReadFile(config)
	if err != nil {
		t.Fatal(err)
	}
	write(t, config, strings.Replace(string(text), "[params]\n", "[params]\nmatrix = 350\nrows = 5\n", 1))
	governments, err := filepath.Glob(filepath.Join(dir, "data", "signatories", "*.toml"))
	if err != nil || len(governments) == 0 {
		t.Fatal("no governments", err)
	}
	if text, err = os.ReadFile(governments[0]); err != nil {
		t.Fatal(err)
	}
	write(t, governments[0], regexp.MustCompile(`(?m)^subregion = .*\n`).ReplaceAllString(string(text), ""))
	mustRun(t, dir, "build")
	site := filepath.Join(dir, "public")
	id := strings.TrimSuffix(filepath.Base(governments[0]), ".toml")
	if _, other, _ := strings.Cut(contents(filepath.Join(site, "signatories"))["index.html"], `id="other"`); !strings.Contains(other, id) {
		t.Errorf("/signatories/ lists %s, which is in no region, nowhere", id)
	}
	for name, text := range contents(filepath.Join(site, "matrix")) {
		if broken := badlyRendered.FindString(text); broken != "" {
			t.Errorf("matrix/%s has %s", name, broken)
		}
	}
	for _, level := range []string{"pillar/*", "pillar/*/*", "pillar/*/*/*", "2020/pillar/*/*/*"} {
		if pages, err := filepath.Glob(filepath.Join(site, "matrix", filepath.FromSlash(level), "index.html")); err != nil || len(pages) == 0 {
			t.Errorf("there is no page /matrix/%s/: %v", level, err)
		}
	}
	if pages, err := filepath.Glob(filepath.Join(site, "signatories", "*", "pillar", "*", "index.html")); err != nil || len(pages) == 0 {
		t.Errorf("no government has pages by pillar: %v", err)
	}
	testSplitMatrix(t, site, serveFolder(t, site))
}

// TestGrownShapes builds records of other shapes within the budgets of the real one: much on few governments, little on many,
// hundreds of commitments. With DECLARATION_SLOW only.
func TestGrownShapes(t *testing.T) {
	shapes := map[string]bench.Options{
		"many commitments":  {Languages: 2, Governments: 10, Commitments: 800, Pledges: 1500, Reports: 2500, Sources: 300},
		"many reports":      {Languages: 1, Governments: 200, Commitments: 20, Pledges: 1500, Reports: 9000, Sources: 900},
		"many governments":  {Languages: 1, Governments: 240, Commitments: 100, Pledges: 1000, Reports: 2000, Sources: 300},
		"much on every one": {Languages: 2, Governments: 60, Commitments: 300, Pledges: 3000, Reports: 6000, Sources: 900},
	}
	if !slow() {
		clear(shapes)
	}
	for name, o := range shapes {
		t.Run(name, func(t *testing.T) {
			o.Seed, o.Policies, o.Facts, o.Meetings, o.Statements = 1, 3, 30, 3, 10
			dir := t.TempDir()
			if err := bench.Write(os.DirFS(realProject(t)), dir, o); err != nil {
				t.Fatal(err)
			}
			mustRun(t, dir, "build")
		})
	}
}
