package publish_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"

	"declarationwatch/tools/internal/publish"
)

// TestScratch removes the folder of a process that was killed, and no other.
func TestScratch(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	first, err := publish.Scratch()
	if err != nil {
		t.Fatal(err)
	}
	ended := exec.Command(os.Args[0], "-test.run=^$") // a process of this binary that runs no test
	if err := ended.Run(); err != nil {
		t.Fatal(err)
	}
	stale := filepath.Join(filepath.Dir(first), strconv.Itoa(ended.Process.Pid)+"-x")
	put(t, filepath.Join(stale, "page.html"), "x")
	put(t, filepath.Join(filepath.Dir(first), "notes", "mine.txt"), "x")
	second, err := publish.Scratch()
	if err != nil {
		t.Fatal(err)
	}
	if got := names(t, filepath.Dir(first)); got[filepath.Base(stale)] || !got["notes"] || !got[filepath.Base(first)] || !got[filepath.Base(second)] {
		t.Errorf("left are %v", got)
	}
}

// TestScratchOfOthers refuses a folder that others can write to.
func TestScratchOfOthers(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	dir, err := publish.Scratch()
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(filepath.Dir(dir), 0o777); err != nil {
		t.Fatal(err)
	}
	if _, err := publish.Scratch(); err == nil {
		t.Error("a folder that others can write to is used")
	}
}
