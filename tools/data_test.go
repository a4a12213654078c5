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
	dir := t.TempDir()
	if err := smallProject(dir); err != nil {
		t.Fatal(err)
	}
	mustRun(t, dir, "build")
	public := contents(filepath.Join(dir, "public"))
	var data any
	if err := json.Unmarshal([]byte(public["data/v1/matrix.json"]), &data); err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, address := range textsOfJSON(data) {
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

// TestDataKeepsAnEmbargo: a row that is held back is in no file for reuse, however packed; the day after it is in each.
func TestDataKeepsAnEmbargo(t *testing.T) {
	t.Parallel()
	for after, want := range map[string]bool{"2999-01-01": false, "2022-06-11": true} {
		dir := t.TempDir()
		if err := smallProject(dir); err != nil {
			t.Fatal(err)
		}
		pledge := "[[pledge]]\nid = \"mex-zanzibar\"\ncommitment = \"family-reunification\"\ndate = \"2022-06-10\"\nevidence = [\"text\"]\n" +
			"summary = { en = \"Take part in the accord of Zanzibar.\" }\nconfidence = \"high\"\npublish_after = \"" + after + "\"\n"
		if err := os.WriteFile(filepath.Join(dir, "data", "pledges", "mexico.toml"), []byte(pledge), 0o644); err != nil {
			t.Fatal(err)
		}
		mustRun(t, dir, "build")
		holding := map[string]bool{}
		noteZanzibar(t, "", contents(filepath.Join(dir, "public", "data", "v1")), holding)
		for _, name := range []string{"matrix.json", "pledges.csv", "labels.csv", "matrix.xlsx", "all.zip"} {
			if holding[name] != want {
				t.Errorf("publish_after %s: the row is in %s: %v, want %v", after, name, holding[name], want)
			}
		}
		if !want && len(holding) > 0 {
			t.Errorf("publish_after %s: the row is in %v", after, holding)
		}
	}
}

// noteZanzibar notes the files that hold the secret, and the archives that do.
func noteZanzibar(t *testing.T, archive string, files map[string]string, holding map[string]bool) {
	t.Helper()
	for name, text := range files {
		if archive != "" {
			name = archive
		}
		if strings.Contains(strings.ToLower(text), "zanzibar") {
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
		noteZanzibar(t, name, inside, holding)
	}
}
