package source_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"declarationwatch/tools/internal/diag"
	"declarationwatch/tools/internal/fixture"
	"declarationwatch/tools/internal/source"
)

var leftovers = []string{
	".DS_Store", "._release.md", "Thumbs.db", "desktop.ini", "~$release.docx", "~WRL0001.tmp", ".~lock.release.odt#", "release.md~",
	".release.md.swp", "release.md.swp", "#release.md#", ".#release.md", "release.md.bak", "release.md.orig", "release.rej", "x.tmp", "4913", "x.crdownload",
}

// TestLeftovers: what systems and editors leave is not read, wherever it is, and git does not take it.
func TestLeftovers(t *testing.T) {
	files := map[string]string{"config.toml": "", "content/a.md": "", "content/hash-tag.md": "", "static/temp.csv": "", "data/original.toml": "", "static/.well-known/x": ""}
	ignored := 0
	for _, folder := range []string{"content/", "content/x/", "data/", "static/", "layouts/", "static/.idea/"} {
		for _, name := range leftovers {
			files[folder+name] = "secret"
			ignored++
		}
	}
	dir := fixture.Folder(t, files)
	// Emacs locks a file with a link that leads nowhere.
	if err := os.Symlink("someone@machine.1:2", filepath.Join(dir, "content", ".#other.md")); err != nil {
		fixture.Missing(t, err)
	}
	root, err := source.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	var problems diag.List
	if names := source.List(root, &problems); len(names) != len(files)-ignored {
		t.Errorf("read are %q", names)
	}
	for _, p := range problems.Sorted() {
		t.Errorf("%s: %s", p.At, p.Message)
	}
	if source.Leftover("content/statements/first.md") {
		t.Error("a page is taken for a leftover")
	}
	if exec.Command("git", "rev-parse").Run() != nil {
		return // not in a repository
	}
	for _, name := range leftovers {
		if out, err := exec.Command("git", "check-ignore", "--no-index", "content/"+name).CombinedOutput(); err != nil {
			t.Errorf("git does not ignore %s: %v %s", name, err, out)
		}
	}
}
