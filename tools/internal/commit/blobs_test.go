package commit_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"declarationwatch/tools/internal/commit"
	"declarationwatch/tools/internal/fixture"
)

// TestBefore: what is being published now is not what was published before, whether it is committed or not.
func TestBefore(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		fixture.Missing(t, err)
	}
	dir := fixture.Folder(t, map[string]string{"static/old.bin": "old"})
	git := func(args ...string) {
		t.Helper()
		cmd := exec.Command("git", append([]string{"-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"}, args...)...)
		cmd.Dir = dir
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("git %v: %v\n%s", args, err, out)
		}
	}
	has := func(when, text string, want bool) {
		t.Helper()
		before, err := commit.Before(t.Context(), dir)
		if err != nil {
			t.Fatal(err)
		}
		if got := before.Has([]byte(text)); got != want {
			t.Errorf("%s: %q was published before: %v, want %v", when, text, got, want)
		}
	}
	git("init", "-q")
	git("add", "-A")
	git("commit", "-q", "-m", "one")
	has("in the first commit", "old", false)
	if err := os.WriteFile(filepath.Join(dir, "static", "new.bin"), []byte("new"), 0o644); err != nil {
		t.Fatal(err)
	}
	has("before the second", "old", true)
	has("before the second", "new", false)
	git("add", "-A")
	git("commit", "-q", "-m", "two")
	has("in the second", "old", true)
	has("in the second", "new", false)
	git("commit", "-q", "--allow-empty", "-m", "three")
	has("in the third", "new", true)
	if _, err := commit.Before(t.Context(), t.TempDir()); err == nil {
		t.Error("a folder without a repository has something before")
	}
}
