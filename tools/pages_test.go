package main

import (
	"fmt"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

// TestEveryRecordHasItsPage: a record that is a file has a page for as long as the file is there, whatever happened next:
// a government that left keeps its address.
func TestEveryRecordHasItsPage(t *testing.T) {
	t.Parallel()
	site := realSite(t)
	sections := 0
	for _, section := range folders(t, filepath.Join(realProject(t), "content")) {
		files, err := filepath.Glob(filepath.Join(realProject(t), "data", section, "*.toml"))
		if err != nil {
			t.Fatal(err)
		}
		if len(files) == 0 {
			continue
		}
		for _, file := range files {
			id := strings.TrimSuffix(filepath.Base(file), ".toml")
			if page := section + "/" + id + "/index.html"; site.files[page] == "" {
				t.Errorf("%s has no page /%s", filepath.Base(file), page)
			}
		}
		sections++
	}
	if sections == 0 {
		t.Error("no folder of data/ has pages: the test proves nothing")
	}
}

// TestNoFormatFails searches the site for what a format with a value of another type leaves in a text or a style sheet.
func TestNoFormatFails(t *testing.T) {
	t.Parallel()
	for name, text := range realSite(t).files {
		if slices.Contains([]string{".html", ".css", ".js", ".xml", ".json", ".svg", ".txt", ".csv"}, path.Ext(name)) {
			if !strings.Contains(text, "%!") && !strings.Contains(text, "ZgotmplZ") && !strings.Contains(text, "zgotmplz") && !strings.Contains(text, "no value") {
				continue // by far the quicker question
			}
			if found := badlyRendered.FindString(text); found != "" {
				t.Errorf("%s contains %q", name, around(text, found))
			}
		}
	}
}

// folders lists the names of the folders in a folder.
func folders(t *testing.T, dir string) (names []string) {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(dir, "*", "_index.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range found {
		names = append(names, filepath.Base(filepath.Dir(name)))
	}
	return names
}

// TestPastDays builds a project in two languages as of the day it begins with, when most of the record was not there yet: every link
// leads somewhere then too. With DECLARATION_SLOW it builds the real one, as of that day and the last day of every year since.
func TestPastDays(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	bilingualProject(t, dir)
	if slow() {
		dir = realProject(t)
	}
	adopted := recordIn(t, dir).Declaration.Adopted
	days := []string{string(adopted)}
	if slow() {
		for year := adopted.First().Year(); year < time.Now().UTC().Year(); year++ {
			days = append(days, fmt.Sprintf("%d-12-31", year))
		}
	}
	for _, day := range days {
		mustRun(t, dir, "build", "-as-of", day, "-out", filepath.Join(t.TempDir(), "site"))
	}
}

// badlyRendered matches what templates write where a value is not as they expect. The minifier writes names of elements in small letters.
var badlyRendered = regexp.MustCompile(`%!(v|[a-z]\(|\(EXTRA|\(BADINDEX)|(?i:ZgotmplZ)|<no value>|&lt;no value&gt;`)
