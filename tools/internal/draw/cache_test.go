package draw

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// files lists what lies on a cache.
func files(t *testing.T, s *Cache) []string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(s.dir, "*"))
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func TestCacheKeepsWhatWasDrawn(t *testing.T) {
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	s := OpenCache(nil)
	if s.dir == "" {
		t.Skip("this system has no folder for caches")
	}
	d := sampleList(2).Draw(style)
	want := encoded(t, d)
	get := func() {
		t.Helper()
		if got, err := s.PNG(d); err != nil || !bytes.Equal(got, want) {
			t.Errorf("another picture, or %v", err)
		}
	}
	get()
	kept := files(t, s)
	if len(kept) != 1 {
		t.Fatalf("on the cache: %v", kept)
	}

	// What is asked for stays: its age counts from then.
	old := time.Now().Add(-maxAge + time.Hour)
	if err := os.Chtimes(kept[0], old, old); err != nil {
		t.Fatal(err)
	}
	get()
	if info, err := os.Stat(kept[0]); err != nil || time.Since(info.ModTime()) > time.Hour {
		t.Errorf("not marked as used: %v", err)
	}

	// The cache is believed, but not what breaks off.
	if err := os.WriteFile(kept[0], want[:len(want)-5], 0o644); err != nil {
		t.Fatal(err)
	}
	get()
	if got, _ := os.ReadFile(kept[0]); !bytes.Equal(got, want) {
		t.Error("what broke off is still there")
	}

	other := sampleList(2)
	other.Items[0].Date = "another day"
	if _, err := s.PNG(other.Draw(style)); err != nil || len(files(t, s)) != 2 {
		t.Errorf("another picture is not kept beside it: %v", err)
	}
}

func TestCacheClearsWhatNobodyWants(t *testing.T) {
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	s := OpenCache(nil)
	if s.dir == "" {
		t.Skip("this system has no folder for caches")
	}
	if _, err := s.PNG(sampleList(1).Draw(style)); err != nil {
		t.Fatal(err)
	}
	past := time.Now().Add(-maxAge - time.Hour)
	if err := os.Chtimes(files(t, s)[0], past, past); err != nil {
		t.Fatal(err)
	}
	if _, err := s.PNG(sampleList(2).Draw(style)); err != nil {
		t.Fatal(err)
	}
	if left := files(t, OpenCache(nil)); len(left) != 1 {
		t.Errorf("on the cache: %v", left)
	}
}

// TestCacheThatCannotBe: a folder that cannot be made is no reason to fail.
func TestCacheThatCannotBe(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, []byte("a file where a folder should be"), 0o644); err != nil {
		t.Fatal(err)
	}
	t.Setenv("XDG_CACHE_HOME", file)
	d := sampleList(1).Draw(style)
	for _, s := range []*Cache{OpenCache(nil), {}} {
		if got, err := s.PNG(d); err != nil || !bytes.Equal(got, encoded(t, d)) {
			t.Errorf("%v: no picture: %v", s, err)
		}
	}
}

// TestName: whatever shows has a part in it.
func TestName(t *testing.T) {
	names := map[string]bool{}
	for _, change := range []func(*Drawing){
		func(*Drawing) {}, func(d *Drawing) { d.height++ }, func(d *Drawing) { d.scale = 1 }, func(d *Drawing) { d.labels[0].text += "." },
		func(d *Drawing) { d.labels[0].lettering.Size++ }, func(d *Drawing) { d.marks[0].symbol = "stalled" }, func(d *Drawing) { d.blocks[0].paint = "ink" },
	} {
		d := sampleList(3).Draw(style)
		change(d)
		names[d.Hash()] = true
	}
	if len(names) != 7 {
		t.Errorf("%d names for 7 pictures", len(names))
	}
	if sampleList(3).Draw(style).Hash() != sampleList(3).Draw(style).Hash() {
		t.Error("one picture has two names")
	}
}
