package publish_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"declarationwatch/tools/internal/publish"
)

func always(string) bool { return true }

func put(t *testing.T, file, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func open(t *testing.T, dir string) *publish.Target {
	t.Helper()
	target, err := publish.Open(context.Background(), dir, publish.Options{Ours: always})
	if err != nil {
		t.Fatal(err)
	}
	return target
}

func names(t *testing.T, dir string) map[string]bool {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]bool{}
	for _, e := range entries {
		out[e.Name()] = true
	}
	return out
}

func TestSwapReplacesTheWholeFolder(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	for _, page := range []string{"first.html", "second.html"} {
		target := open(t, dir)
		put(t, filepath.Join(target.Path("out"), page), page)
		if err := target.Swap("out"); err != nil {
			t.Fatal(err)
		}
		if err := target.Close(); err != nil {
			t.Fatal(err)
		}
		if got := names(t, dir); !got[page] || len(got) != 1 {
			t.Errorf("public holds %v, want %s alone", got, page)
		}
		if got := names(t, filepath.Dir(dir)); len(got) != 2 || !got[".public.lock"] {
			t.Errorf("beside public lies %v, want the lock alone", got)
		}
	}
}

func TestFailureLeavesTheOldFolder(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	put(t, filepath.Join(dir, "old.html"), "old")
	target := open(t, dir)
	put(t, filepath.Join(target.Path("out"), "new.html"), "new")
	if err := target.Close(); err != nil {
		t.Fatal(err)
	}
	if got := names(t, dir); !got["old.html"] || len(got) != 1 {
		t.Errorf("public holds %v, want old.html alone", got)
	}
}

func TestWhatAKilledBuildLeft(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	// Killed between the two renames of a system without exchange: the old folder lies aside, and public is gone.
	put(t, filepath.Join(filepath.Dir(dir), ".public.build-1", "old", "old.html"), "old")
	put(t, filepath.Join(filepath.Dir(dir), ".public.build-1", "out", "half.html"), "half")
	target := open(t, dir)
	defer target.Close()
	if got := names(t, dir); !got["old.html"] || len(got) != 1 {
		t.Errorf("public holds %v, want old.html alone", got)
	}
	if _, err := os.Stat(target.Path("out")); !errors.Is(err, os.ErrNotExist) {
		t.Error("the half-built site is still there")
	}
}

func TestForeignFolder(t *testing.T) {
	dir := t.TempDir()
	put(t, filepath.Join(dir, "thesis.doc"), "years of work")
	_, err := publish.Open(context.Background(), dir, publish.Options{Ours: func(string) bool { return false }})
	if !errors.Is(err, publish.ErrForeign) {
		t.Fatalf("got %v, want ErrForeign", err)
	}
	if got := names(t, dir); !got["thesis.doc"] {
		t.Error("the foreign file is gone")
	}
}

func TestSecondBuildWaitsAndReportsIt(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	first := open(t, dir)
	waiting, got := make(chan struct{}), make(chan error, 1)
	go func() {
		second, err := publish.Open(context.Background(), dir, publish.Options{Ours: always, Waiting: func() { close(waiting) }})
		if err == nil {
			err = second.Close()
		}
		got <- err
	}()
	select {
	case <-waiting:
	case <-time.After(10 * time.Second):
		t.Fatal("the second build did not say that it waits")
	}
	select {
	case err := <-got:
		t.Fatalf("the second build did not wait: %v", err)
	default:
	}
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	if err := <-got; err != nil {
		t.Fatal(err)
	}
}

func TestWaitingCanBeStopped(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	defer open(t, dir).Close()
	ctx, cancel := context.WithCancel(context.Background())
	_, err := publish.Open(ctx, dir, publish.Options{Ours: always, Waiting: cancel})
	if !errors.Is(err, context.Canceled) {
		t.Fatalf("got %v, want context.Canceled", err)
	}
}

func TestSymbolicLink(t *testing.T) {
	root := t.TempDir()
	real := filepath.Join(root, "disk", "site")
	put(t, filepath.Join(real, "old.html"), "old")
	link := filepath.Join(root, "public")
	if err := os.Symlink(real, link); err != nil {
		t.Fatal(err)
	}
	target := open(t, link)
	put(t, filepath.Join(target.Path("out"), "new.html"), "new")
	if err := target.Swap("out"); err != nil {
		t.Fatal(err)
	}
	if err := target.Close(); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Lstat(link); err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Error("the link itself was replaced")
	}
	if got := names(t, real); !got["new.html"] || len(got) != 1 {
		t.Errorf("the folder behind the link holds %v, want new.html alone", got)
	}
}
