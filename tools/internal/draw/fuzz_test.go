package draw

import "testing"

// FuzzTexts: whatever a text contains, in any place, nothing overlaps, the SVG is well-formed and plain, and the PNG has
// its size.
func FuzzTexts(f *testing.F) {
	for _, text := range hostile {
		f.Add(text)
	}
	f.Add(title(78))
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 4000 {
			return // more of the same
		}
		for _, d := range []*Drawing{hostileGrid(text).Draw(style), hostileList(text).Draw(style)} {
			for _, flaw := range flaws(d) {
				t.Error(flaw)
			}
			if _, err := read(d.SVG()); err != nil {
				t.Error(err)
			}
			if width, height := d.Size(); decoded(t, d).Bounds().Dx() != width || decoded(t, d).Bounds().Dy() != height {
				t.Error("not of its size")
			}
		}
	})
}
