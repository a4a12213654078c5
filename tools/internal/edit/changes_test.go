package edit_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"declarationwatch/tools/internal/edit"
)

// TestChanges: what the overlay shows before is what the folder contains after.
func TestChanges(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{"data/a.toml": "id = \"a\"\n", "data/b.toml": "id = \"b\"\n", "x.txt": "x"} {
		file := filepath.Join(dir, filepath.FromSlash(name))
		must(t, os.MkdirAll(filepath.Dir(file), 0o755))
		must(t, os.WriteFile(file, []byte(text), 0o644))
	}
	c := edit.NewChanges(os.DirFS(dir))
	must(t, c.Edit("data/a.toml", "", func(x *edit.Text) error { return x.Set("c", "id") }))
	must(t, c.Edit("new/deep/c.toml", "# new\n", func(x *edit.Text) error { return x.Set(1, "n") }))
	must(t, c.Move("data/b.toml", "data/d.toml"))
	if err := c.Edit("none.toml", "", func(*edit.Text) error { return nil }); err == nil {
		t.Error("a file that does not exist was edited")
	}
	want := contents(t, c.FS())
	if c.Exists("data/b.toml") || !c.Exists("new/deep") {
		t.Error("the changes do not show")
	}
	must(t, c.Write(dir))
	got := contents(t, os.DirFS(dir))
	if !slices.Equal(got, want) {
		t.Errorf("written %q, shown before %q", got, want)
	}
	if len(got) != 4 {
		t.Errorf("%q: the folder has more or fewer files than it should", got)
	}
}

// contents returns every file with its text.
func contents(t *testing.T, files fs.FS) (out []string) {
	t.Helper()
	must(t, fs.WalkDir(files, ".", func(name string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			text, err := fs.ReadFile(files, name)
			must(t, err)
			out = append(out, name+": "+string(text))
		}
		return err
	}))
	return out
}

// TestChangesRefused: the error says whether files are as they were.
func TestChangesRefused(t *testing.T) {
	for folder, want := range map[string]string{".a.toml.new/x": "nothing was changed: ", "a.toml/x": "some files were changed and others not, "} {
		dir := t.TempDir()
		c := edit.NewChanges(os.DirFS(dir))
		must(t, c.Edit("a.toml", "# new\n", func(*edit.Text) error { return nil }))
		must(t, os.MkdirAll(filepath.Join(dir, folder), 0o755)) // where a file is to be
		if err := c.Write(dir); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%s: %v, want %q", folder, err, want)
		}
	}
}
