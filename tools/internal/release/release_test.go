package release

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"declarationwatch/tools/internal/fixture"
	"declarationwatch/tools/internal/locale"
	"declarationwatch/tools/internal/output"
)

func TestName(t *testing.T) {
	for name, valid := range map[Name]bool{
		"2026.11": true, "2026.01": true, "2026.11.2": true, "2026.11.10": true,
		"": false, "2026": false, "2026.1": false, "2026.13": false, "2026.00": false, "2026.11.0": false, "2026.11.1": false, "2026.11.02": false,
		"2026.11 ": false, "v2026.11": false, "2026-11": false, "../2026.11": false, "2026.11/x": false,
	} {
		if name.Valid() != valid {
			t.Errorf("%q: %v, want %v", name, !valid, valid)
		}
	}
	order := []Name{"2025.12", "2026.01", "2026.11", "2026.11.2", "2026.11.10", "2026.12"}
	shuffled := []Name{order[3], order[5], order[0], order[4], order[2], order[1]}
	slices.SortFunc(shuffled, Name.Compare)
	if !slices.Equal(shuffled, order) {
		t.Errorf("in order of age: %v", shuffled)
	}
	for _, test := range []struct {
		others []Name
		want   Name
	}{
		{nil, "2026.11"}, {[]Name{"2026.10", "draft"}, "2026.11"}, {[]Name{"2026.11"}, "2026.11.2"}, {[]Name{"2026.11.9", "2026.11"}, "2026.11.10"},
	} {
		if got := Name("2026.11").Next(test.others); got != test.want {
			t.Errorf("after %v: %s, want %s", test.others, got, test.want)
		}
	}
}

// built is a site as a build leaves it that is to be frozen.
func built(t *testing.T) Site {
	t.Helper()
	dir := fixture.Folder(t, map[string]string{
		"index.html":                   "home",
		"matrix/index.html":            `<html data-page="frozen"><link rel="canonical" href="https://x.example/w/matrix/"><a href="/w/signatories/mexico/#a-b">m</a><a href="/w/es/matrix/" hreflang="es">es</a>`,
		"es/matrix/index.html":         `<html data-page="frozen"><a href="/w/matrix/">en</a><a href="/w/es/signatories/mexico/">m</a><a data-live href="/w/es/matrix/">now</a><a href="https://y.example/">y</a><a href="#x">x</a><a href="?a=b">q</a>`,
		"embed/index.html":             "for partners",
		"embed/frames.json":            "{}",
		"embed/height.js":              "tell()",
		"embed/matrix/index.html":      `<html data-page="frame"><a href="/w/about/">full</a>`,
		"embed/matrix/auto.html":       `<html data-page="frame"><script src="/w/embed/height.js"></script>`,
		"embed/matrix/matrix.svg":      "<svg/>",
		"embed/svg/mexico.svg":         "<svg/>",
		"data/v1/matrix.csv":           "a,b\r\n",
		"data/v1/offline.html":         `<html data-page="standalone"><a href="https://x.example/w/matrix/">full</a>`,
		"es/data/v1/offline.html":      `<html data-page="standalone">es`,
		"data/index.html":              "about the data",
		"v/2026.01/matrix/index.html":  "frozen before",
		"signatories/mexico/feed.json": "{}",
	})
	site, err := output.Read(output.Options{Dir: dir, BaseURL: "https://x.example/w/", Languages: locale.Languages{Source: "en", All: []string{"en", "es"}}})
	if err != nil {
		t.Fatal(err)
	}
	return Site{Site: site, Work: filepath.Join(t.TempDir(), "frozen"), AsOf: "2026-11-24"}
}

func TestFreeze(t *testing.T) {
	project := t.TempDir()
	m, sum, err := Freeze(built(t), "2026.11", project)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range m.Files {
		names = append(names, f.Path)
	}
	if got, want := strings.Join(names, " "), "SHA256SUMS data/v1/matrix.csv data/v1/offline.html embed/frames.json embed/matrix/index.html embed/matrix/matrix.svg "+
		"es/data/v1/offline.html es/index.html es/matrix/index.html index.html matrix/index.html"; got != want {
		t.Errorf("a release holds\n%s\nwant\n%s", got, want)
	}
	f, err := Read(os.DirFS(project), Folder+"/2026.11")
	if err != nil || f.Fault != nil {
		t.Fatal(err, f.Fault)
	}
	if f.Sum != sum || len(f.Differences()) > 0 || f.Manifest.AsOf != "2026-11-24" || f.Manifest.Site != "https://x.example/w/" {
		t.Errorf("read again it is another: %v %+v", f.Differences(), f.Manifest)
	}
	for name, want := range map[string]string{
		"matrix/index.html":       `<html data-page="frozen"><link rel="canonical" href="https://x.example/w/matrix/"><a href="https://x.example/w/signatories/mexico/#a-b">m</a><a href="../es/matrix/" hreflang="es">es</a>`,
		"es/matrix/index.html":    `<html data-page="frozen"><a href="../../matrix/">en</a><a href="https://x.example/w/es/signatories/mexico/">m</a><a data-live="" href="https://x.example/w/es/matrix/">now</a><a href="https://y.example/">y</a><a href="#x">x</a><a href="?a=b">q</a>`,
		"embed/matrix/index.html": `<html data-page="frame"><a href="https://x.example/w/about/">full</a>`,
		"data/v1/offline.html":    `<html data-page="standalone"><a href="https://x.example/w/matrix/">full</a>`,
	} {
		if got, err := f.ReadFile(name); err != nil || string(got) != want {
			t.Errorf("%s: %v\n%s\nwant\n%s", name, err, got, want)
		}
	}
	// The same site gives the same bytes.
	if _, again, err := Freeze(built(t), "2026.11", t.TempDir()); err != nil || again != sum {
		t.Errorf("made again its manifest is %s, not %s: %v", again, sum, err)
	}
}

// TestNothingIsLeftOfAFailure: a release that cannot be written whole is not there at all.
func TestNothingIsLeftOfAFailure(t *testing.T) {
	project := t.TempDir()
	s := built(t)
	if err := os.Remove(filepath.Join(s.Dir, "matrix", "index.html")); err != nil {
		t.Fatal(err)
	}
	if _, _, err := Freeze(s, "2026.11", project); err == nil {
		t.Error("no error")
	}
	parent := filepath.Join(project, filepath.FromSlash(Folder))
	if err := os.MkdirAll(filepath.Join(parent, "2026.12", "there"), 0o755); err != nil {
		t.Fatal(err)
	}
	if _, _, err := Freeze(built(t), "2026.12", project); err == nil {
		t.Error("a release that is there was written over")
	}
	for dir, want := range map[string]int{project: 1, parent: 1} {
		if left, _ := os.ReadDir(dir); len(left) != want {
			t.Errorf("%v are left", left)
		}
	}
}

func TestEveryByteCounts(t *testing.T) {
	project := t.TempDir()
	parent := filepath.Join(project, filepath.FromSlash(Folder))
	m, sum, err := Freeze(built(t), "2026.11", project)
	if err != nil {
		t.Fatal(err)
	}
	differences := func() []Difference {
		f, err := Read(os.DirFS(project), Folder+"/2026.11")
		if err != nil {
			t.Fatal(err)
		}
		if f.Sum != sum {
			return []Difference{{manifestName, "was changed"}}
		}
		return f.Differences()
	}
	for _, name := range append([]string{manifestName}, paths(m)...) {
		file := filepath.Join(parent, "2026.11", filepath.FromSlash(name))
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		changed := slices.Clone(text)
		changed[len(changed)/2] ^= 1
		for what, write := range map[string]func() error{
			"was changed": func() error { return os.WriteFile(file, changed, 0o644) },
			"is gone":     func() error { return os.Remove(file) },
		} {
			if err := write(); err != nil {
				t.Fatal(err)
			}
			if name == manifestName {
				what = "was changed"
			}
			if got := differences(); len(got) != 1 || got[0] != (Difference{name, what}) {
				t.Errorf("%s %s: %v", name, what, got)
			}
			if err := os.WriteFile(file, text, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	extra := filepath.Join(parent, "2026.11", "data", "v1", "more.csv")
	if err := os.WriteFile(extra, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if got := differences(); len(got) != 1 || got[0] != (Difference{"data/v1/more.csv", "was added"}) {
		t.Errorf("an added file: %v", got)
	}
}

func paths(m Manifest) []string {
	var out []string
	for _, f := range m.Files {
		out = append(out, f.Path)
	}
	return out
}
