package draw

import (
	"bytes"
	"image/color"
	"maps"
	"os"
	"path/filepath"
	"testing"
)

func TestCacheKeepsWhatWasDrawn(t *testing.T) {
	for _, folder := range []string{"XDG_CACHE_HOME", "HOME", "LocalAppData"} { // see os.UserCacheDir
		t.Setenv(folder, t.TempDir())
	}
	drawn := 0
	c := OpenCache(func(n int) { drawn = n })
	if c.files.Cache == nil {
		t.Fatal("no folder for caches")
	}
	d, other := sampleList(2).Draw(style), sampleList(2)
	get := func(d *Drawing, want int) {
		t.Helper()
		if got, err := c.PNG(d); err != nil || !bytes.Equal(got, encoded(t, d)) {
			t.Errorf("another picture, or %v", err)
		}
		if drawn != want {
			t.Errorf("%d pictures drawn, want %d", drawn, want)
		}
	}
	get(d, 1)
	get(d, 1)

	// A disk may have been full.
	_, entry, err := c.files.GetBytes(d.Hash())
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(c.files.OutputFile(entry.OutputID), 99); err != nil {
		t.Fatal(err)
	}
	get(d, 2)
	get(d, 2)

	other.Items[0].Date = "another day"
	get(other.Draw(style), 3)
}

// TestFile: a file is the picture, and says what it follows from.
func TestFile(t *testing.T) {
	keys := map[string]bool{}
	for _, d := range []*Drawing{sampleList(1).Draw(style), sampleCard(0).Draw(style)} {
		file := (&Cache{}).File(d)
		if got, err := file.Text(); err != nil || !bytes.Equal(got, encoded(t, d)) {
			t.Errorf("another picture, or %v", err)
		}
		keys[file.Key] = true
	}
	if len(keys) != 2 {
		t.Error("two pictures have one key")
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
	names := map[[32]byte]bool{}
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
	// A colour is part of the name where it is used.
	for name, changes := range map[paint]bool{"paper": true, "unused": false} {
		other := *style
		other.byName = maps.Clone(style.byName)
		other.byName[name] = color.RGBA{1, 2, 3, 255}
		d := sampleList(3).Draw(style)
		before := d.Hash()
		d.style = &other
		if (d.Hash() != before) != changes {
			t.Errorf("another colour of %s: another name is %v, want %v", name, !changes, changes)
		}
	}
}
