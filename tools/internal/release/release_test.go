package release

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"declarationwatch/tools/internal/disk"
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
		"matrix/index.html":            `<html data-page="frozen"><link rel="canonical" href="https://x.example/w/matrix/"><a href="/w/signatories/mexico/#a-b">m</a><a href="/w/signatories/mexico/">n</a><a href="/w/commitments/a-b/">c</a><a href="/w/commitments/a-b/#mexico">d</a><a href="/w/programmes/a-b/">p</a><a href="/w/es/matrix/" hreflang="es">es</a>`,
		"es/matrix/index.html":         `<html data-page="frozen"><a href="/w/matrix/">en</a><a href="/w/es/signatories/mexico/">m</a><a data-live href="/w/es/matrix/">now</a><a href="https://y.example/">y</a><a href="#x">x</a><a href="?a=b">q</a>`,
		"embed/index.html":             "for partners",
		"embed/frames.json":            "{}",
		"embed/height.js":              "tell()",
		"embed/matrix/index.html":      `<html data-page="frame"><a href="/w/about/" rel="noopener">full</a>`,
		"embed/matrix/auto.html":       `<html data-page="frame"><script src="/w/embed/height.js"></script>`,
		"embed/matrix/matrix.svg":      "<svg/>",
		"embed/svg/mexico.svg":         "<svg/>",
		"data/v1/matrix.csv":           "a,b\r\n",
		"data/v1/offline.html":         `<html data-page="standalone"><a href="https://x.example/w/matrix/">full</a><p id="mexico"><p id="mexico-a-b"><p id="a-b">`,
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
	made, err := Freeze(built(t), "2026.11", project)
	if err != nil {
		t.Fatal(err)
	}
	if s := Summaries(ReadAll(os.DirFS(project), nil))["2026.11"]; s.Files == 0 || !slices.Equal(s.Languages, []string{"es"}) {
		t.Errorf("summary of the release: %+v", s)
	}
	if got, want := strings.Join(paths(made.Manifest), " "), "SHA256SUMS data/v1/matrix.csv data/v1/offline.html embed/frames.json embed/matrix/index.html embed/matrix/matrix.svg "+
		"es/data/v1/offline.html es/index.html es/matrix/index.html index.html matrix/index.html"; got != want {
		t.Errorf("a release holds\n%s\nwant\n%s", got, want)
	}
	f := readBack(t, project)
	if m, err := f.Manifest(); err != nil || len(f.Differences(made.Sums)) > 0 || m.AsOf != "2026-11-24" || m.Site != "https://x.example/w/" {
		t.Errorf("read again it is another: %v %v %+v", err, f.Differences(made.Sums), m)
	}
	for name, want := range map[string]string{
		"matrix/index.html":       `<html data-page="frozen"><link rel="canonical" href="https://x.example/w/matrix/"><a href="../data/v1/offline.html#mexico-a-b">m</a><a href="../data/v1/offline.html#mexico">n</a><a href="../data/v1/offline.html#a-b">c</a><a href="../data/v1/offline.html#mexico-a-b">d</a><a href="https://x.example/w/programmes/a-b/" rel="external">p</a><a href="../es/matrix/" hreflang="es">es</a>`,
		"es/matrix/index.html":    `<html data-page="frozen"><a href="../../matrix/">en</a><a href="https://x.example/w/es/signatories/mexico/" rel="external">m</a><a data-live="" href="https://x.example/w/es/matrix/" rel="external">now</a><a href="https://y.example/">y</a><a href="#x">x</a><a href="?a=b">q</a>`,
		"embed/matrix/index.html": `<html data-page="frame"><a href="https://x.example/w/about/" rel="noopener external">full</a>`,
		"data/v1/offline.html":    `<html data-page="standalone"><a href="https://x.example/w/matrix/">full</a><p id="mexico"><p id="mexico-a-b"><p id="a-b">`,
	} {
		if got, err := f.ReadFile(name); err != nil || string(got) != want {
			t.Errorf("%s: %v\n%s\nwant\n%s", name, err, got, want)
		}
	}
	if _, err := f.ReadFile("data/v1/none.csv"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a file that it does not have: %v", err)
	}
	// The same site gives the same bytes.
	if again, err := Freeze(built(t), "2026.11", t.TempDir()); err != nil || again.Sums != made.Sums {
		t.Errorf("made again its sums are %v, not %v: %v", again.Sums, made.Sums, err)
	}
}

// readBack reads the release that a test has frozen.
func readBack(t *testing.T, project string) *Frozen {
	t.Helper()
	f, err := Read(os.DirFS(project), Folder+"/2026.11")
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// TestNothingIsLeftOfAFailure: a release that cannot be written whole is not there at all.
func TestNothingIsLeftOfAFailure(t *testing.T) {
	project := t.TempDir()
	s := built(t)
	if err := os.Remove(filepath.Join(s.Dir, "matrix", "index.html")); err != nil {
		t.Fatal(err)
	}
	if _, err := Freeze(s, "2026.11", project); err == nil {
		t.Error("no error")
	}
	parent := filepath.Join(project, filepath.FromSlash(Folder))
	if err := os.MkdirAll(filepath.Join(parent, "2026.12", "there"), 0o755); err != nil {
		t.Fatal(err)
	}
	if _, err := Freeze(built(t), "2026.12", project); err == nil {
		t.Error("a release that is there was written over")
	}
	for dir, want := range map[string]int{project: 1, parent: 1} {
		if left, _ := os.ReadDir(dir); len(left) != want {
			t.Errorf("%v are left", left)
		}
	}
}

// TestEveryByteCounts: one bit that is changed anywhere in what a project stores is found, and so is a file that is gone or
// was added.
func TestEveryByteCounts(t *testing.T) {
	project := t.TempDir()
	made, err := Freeze(built(t), "2026.11", project)
	if err != nil {
		t.Fatal(err)
	}
	folder := filepath.Join(project, filepath.FromSlash(Folder), "2026.11")
	for _, name := range []string{manifestName, archiveName} {
		file := filepath.Join(folder, name)
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		expect := func(what string) {
			t.Helper()
			if got := readBack(t, project).Differences(made.Sums); len(got) != 1 || got[0] != (Difference{name, what}) {
				t.Errorf("%s %s: %v", name, what, got)
			}
		}
		write := func(text []byte) {
			if err := os.WriteFile(file, text, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		for _, at := range []int{0, len(text) / 2, len(text) - 1} {
			changed := slices.Clone(text)
			changed[at] ^= 1
			write(changed)
			expect("was changed")
		}
		if err := os.Remove(file); err != nil {
			t.Fatal(err)
		}
		expect("is gone")
		write(text)
	}
	if err := disk.Write(folder, "data/v1/more.csv", nil); err != nil {
		t.Fatal(err)
	}
	if got := readBack(t, project).Differences(made.Sums); len(got) != 1 || got[0] != (Difference{"data/v1/more.csv", "was added"}) {
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

// TestFolders: a release is published to the byte, from its archive as from the shelf.
func TestFolders(t *testing.T) {
	project := t.TempDir()
	made, err := Freeze(built(t), "2026.11", project)
	if err != nil {
		t.Fatal(err)
	}
	folders := Folders([]*Frozen{readBack(t, project)})
	shelf := disk.ShelfIn(t.TempDir())
	for range 2 {
		site := t.TempDir()
		if err := shelf.Take(folders, site); err != nil {
			t.Fatal(err)
		}
		dir := filepath.Join(site, filepath.FromSlash(folders[0].Path))
		for _, file := range made.Manifest.Files {
			if text, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(file.Path))); err != nil || newFile(file.Path, text) != file {
				t.Errorf("%s is not what was frozen: %v", file.Path, err)
			}
		}
		shelf.Return(folders, site)
	}
}

// TestUnpackRefuses: an archive that is not what its manifest has is not published, nor anything out of the release's folder.
func TestUnpackRefuses(t *testing.T) {
	text := []byte("a")
	for name, test := range map[string]struct {
		listed []File
		packed string // the name of the one file in the archive; "" for none
		want   string
	}{
		"missing": {[]File{newFile("a", text)}, "", "a is missing in files.tar.br"},
		"more":    {nil, "a", "a is not in the manifest"},
		"other":   {[]File{newFile("a", []byte("b"))}, "a", "a is not what the manifest has"},
		"above":   {[]File{newFile("../a", text)}, "../a", `invalid path "../a"`},
		"root":    {[]File{newFile("/a", text)}, "/a", `invalid path "/a"`},
	} {
		files := map[string][]byte{}
		if test.packed != "" {
			files[test.packed] = text
		}
		packed, err := Pack(files)
		if err != nil {
			t.Fatal(err)
		}
		project := fixture.Folder(t, map[string]string{
			Folder + "/2026.11/" + archiveName:  string(packed),
			Folder + "/2026.11/" + manifestName: string(Manifest{Release: "2026.11", AsOf: "2026-11-24", Files: test.listed}.encode()),
		})
		if err := disk.ShelfIn(t.TempDir()).Take(Folders([]*Frozen{readBack(t, project)}), t.TempDir()); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v, want %s", name, err, test.want)
		}
	}
}

// TestSums: the bytes of a file are known by its stamp only as long as nothing was written to it.
func TestSums(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "file")
	write := func(text string) {
		t.Helper()
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	// open is what a run has that begins so much later than now.
	open := func(later time.Duration) *sums {
		return &sums{file: filepath.Join(dir, "sums.json"), started: time.Now().Add(later), known: map[string]string{}}
	}
	sum := func(s *sums) string {
		t.Helper()
		got, err := s.of(os.DirFS(dir), "file", must(os.Lstat(file)))
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	write("one")
	s := open(0)
	if sum(s); len(s.known) > 0 {
		t.Error("a file is known that may have changed just now")
	}
	s = open(time.Minute)
	one := sum(s)
	if _, _, told := identity(must(os.Stat(file))); told != (len(s.known) == 1) {
		t.Errorf("%d are known", len(s.known))
	}
	for stamp := range s.known {
		s.known[stamp] = "kept"
		if got := sum(s); got != "kept" {
			t.Errorf("it was read again: %s", got)
		}
	}
	// The same size and the same time, but for the one that nobody can set.
	then := must(os.Stat(file)).ModTime()
	time.Sleep(20 * time.Millisecond)
	write("two")
	if err := os.Chtimes(file, then, then); err != nil {
		t.Fatal(err)
	}
	if got := sum(s); got == one || got == "kept" {
		t.Errorf("a change was not found: %s", got)
	}
	s.save()
	if text, err := os.ReadFile(s.file); s.added && (err != nil || !strings.Contains(string(text), "kept")) {
		t.Errorf("kept: %s %v", text, err)
	}
}

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}
