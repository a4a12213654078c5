package main

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"io"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"
)

// TestDataLeadsIntoTheSite: every address of the site in the data is one of a page, and of a place on it.
func TestDataLeadsIntoTheSite(t *testing.T) {
	t.Parallel()
	dir := newSmallProject(t)
	mustRun(t, dir, "build")
	public := contents(filepath.Join(dir, "public"))
	found, addresses := 0, map[string]bool{}
	for name, text := range public {
		if path.Ext(name) != ".json" || !strings.HasPrefix(name, "data/v1/") || path.Dir(name) == "data/v1/schema" {
			continue
		}
		var data any
		if err := json.Unmarshal([]byte(text), &data); err != nil {
			t.Fatal(err)
		}
		for _, address := range textsOfJSON(data) {
			addresses[address] = true
		}
	}
	for address := range addresses {
		below, ours := strings.CutPrefix(address, "https://small.example/")
		if !ours {
			continue
		}
		found++
		u, err := url.Parse(below)
		if err != nil {
			t.Error(err)
			continue
		}
		name := u.Path
		if path.Ext(name) == "" {
			name = path.Join(name, "index.html")
		}
		page, ok := public[name]
		switch {
		case !ok:
			t.Errorf("%s is no page", address)
		case u.Fragment != "" && !strings.Contains(page, `id="`+u.Fragment+`"`):
			t.Errorf("%s: the page has no such place", address)
		}
	}
	if found < 10 {
		t.Errorf("only %d addresses of the site in the data", found)
	}
}

// textsOfJSON lists every string in a JSON value.
func textsOfJSON(v any) []string {
	var out []string
	switch v := v.(type) {
	case string:
		return []string{v}
	case []any:
		for _, x := range v {
			out = append(out, textsOfJSON(x)...)
		}
	case map[string]any:
		for _, x := range v {
			out = append(out, textsOfJSON(x)...)
		}
	}
	return out
}

// withheldRows is a row of each kind that can be held back: the word that gives it away, where it is written, with {after} for
// the end of its embargo, and some of the files that have it afterwards.
var withheldRows = []struct{ word, file, row, in string }{
	{"zanzibar", "data/pledges/mexico.toml", `[[pledge]]
id = "mex-zanzibar"
commitment = "family-reunification"
date = "2022-06-10"
evidence = ["text"]
summary = { en = "Take part in the accord of Zanzibar." }
confidence = "high"
publish_after = "{after}"
`, "matrix.json pledges.csv labels.csv changes.csv changes.json sources_used.csv signatories/mexico.json matrix.xlsx all.zip"},
	{"yokohama", "data/assessments/united-states.toml", `
[[assessment.event]]
id = "yokohama"
date = "2025-09-30"
recorded = "2026-11-23"
status = "fulfilled"
summary = { en = "All came back by way of Yokohama." }
confidence = "high"
evidence = ["text"]
publish_after = "{after}"
`, "matrix.json assessments.csv changes.csv changes.json labels.csv sources_used.csv commitments/safe-return-of-children.json all.zip"},
	{"xanadu", "data/programmes/parole.toml", `
[[entry]]
id = "xanadu-opened"
ask = "ask-safe-return"
date = "2025-06-30"
status = "in-progress"
summary = { en = "A house for children opened in Xanadu." }
confidence = "high"
evidence = ["text"]
unjudged = "It is about no pledge."
publish_after = "{after}"
`, "facts.csv facts.json asks.csv asks.json programmes.csv labels.csv sources_used.csv all.zip"},
	{"wakanda", "data/events.toml", `
[[event]]
id = "wakanda-meeting"
date = "2023-05-01"
title = { en = "Meeting in Wakanda" }
place = { en = "Wakanda" }
summary = { en = "They met." }
evidence = ["text"]
publish_after = "{after}"
`, "events.csv events.json pledges.csv matrix.json sources_used.json labels.csv all.zip"},
	{"valhalla", "data/evidence/more.toml", `[[evidence]]
id = "valhalla-report"
title = "Report from Valhalla"
publisher = "A government"
kind = "government"
language = "en"
url = "https://example.org/valhalla"
archive_url = "https://web.archive.org/web/20261101000000/https://example.org/valhalla"
accessed = "2026-11"
publish_after = "{after}"
`, "evidence.csv matrix.json matrix.xlsx all.zip"},
	{"utopia", "content/statements/utopia.md", `+++
title = "A word from Utopia"
description = "What they will say."
date = {after}T00:00:00Z

[params]
statement = "partner"
publisher = "A partner"
evidence = "newspaper"
+++

They say it.
`, "statements.csv statements.json sources_used.csv all.zip"},
}

// TestDataKeepsAnEmbargo: a row that is held back is in no file for reuse, however packed, nor is its id where another row names
// it; the day after, it is in each.
func TestDataKeepsAnEmbargo(t *testing.T) {
	t.Parallel()
	for after, want := range map[string]bool{"2999-01-01": false, "2023-05-02": true} {
		dir := t.TempDir()
		if err := smallProject(dir); err != nil {
			t.Fatal(err)
		}
		for _, w := range withheldRows {
			name := filepath.Join(dir, w.file)
			before, err := os.ReadFile(name)
			if err != nil && !os.IsNotExist(err) {
				t.Fatal(err)
			}
			if err := os.WriteFile(name, append(before, strings.ReplaceAll(w.row, "{after}", after)...), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		// A pledge that is public names the meeting.
		name := filepath.Join(dir, "data/pledges/united-states.toml")
		text := readText(t, name)
		named := strings.Replace(text, `date = "2023-04"`, "date = \"2023-05-01\"\nevent = \"wakanda-meeting\"", 1)
		if named == text {
			t.Fatal("no pledge to name the meeting")
		}
		if err := os.WriteFile(name, []byte(named), 0o644); err != nil {
			t.Fatal(err)
		}
		mustRun(t, dir, "build")
		public := contents(filepath.Join(dir, "public", "data", "v1"))
		for _, w := range withheldRows {
			holding := map[string]bool{}
			noteWord(t, w.word, "", public, holding)
			for _, name := range strings.Fields(w.in) {
				if holding[name] != want {
					t.Errorf("publish_after %s: %s is in %s: %v, want %v", after, w.word, name, holding[name], want)
				}
			}
			if !want && len(holding) > 0 {
				t.Errorf("publish_after %s: %s is in %v", after, w.word, holding)
			}
		}
	}
}

func readText(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// noteWord notes the files that have a word, and the archives that do.
func noteWord(t *testing.T, word, archive string, files map[string]string, holding map[string]bool) {
	t.Helper()
	for name, text := range files {
		if archive != "" {
			name = archive
		}
		if strings.Contains(strings.ToLower(text), word) {
			holding[name] = true
		}
		packed, err := zip.NewReader(strings.NewReader(text), int64(len(text)))
		if err != nil {
			continue
		}
		inside := map[string]string{}
		for _, x := range packed.File {
			r, err := x.Open()
			if err != nil {
				t.Fatal(err)
			}
			var b bytes.Buffer
			if _, err := io.Copy(&b, r); err != nil {
				t.Fatal(err)
			}
			inside[x.Name] = b.String()
		}
		noteWord(t, word, name, inside, holding)
	}
}
