package draw

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"sync"
	"testing"

	"github.com/klauspost/compress/zlib"
)

func encoded(t testing.TB, d *Drawing) []byte {
	t.Helper()
	data, err := d.PNG()
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func decoded(t testing.TB, d *Drawing) image.Image {
	t.Helper()
	img, err := png.Decode(bytes.NewReader(encoded(t, d)))
	if err != nil {
		t.Fatal(err)
	}
	return img
}

func TestPNG(t *testing.T) {
	for name, d := range drawings() {
		img := decoded(t, d)
		width, height := d.Size()
		if img.Bounds() != image.Rect(0, 0, width, height) {
			t.Errorf("%s: %v, want %d x %d", name, img.Bounds(), width, height)
		}
		for _, edge := range []image.Point{{0, 20}, {width - 1, 20}, {0, height - 1}, {width - 1, height - 1}} {
			if got := img.At(edge.X, edge.Y); got != color.Color(style.byName["paper"]) {
				t.Errorf("%s: the edge at %v is %v", name, edge, got)
			}
		}
	}
	if width, _ := sampleList(3).Draw(style).Size(); width != 1200 {
		t.Errorf("a list is %d pixels wide", width)
	}
}

// TestPNGShowsEachStatus: around a sign is the wash of its status, and within it the ink.
func TestPNGShowsEachStatus(t *testing.T) {
	for _, d := range []*Drawing{sampleGrid().Draw(style), sampleList(10).Draw(style)} {
		img := decoded(t, d)
		for _, m := range d.marks {
			look := lookOf(m)
			if look.wash == "" {
				continue
			}
			x, y, size := m.x*d.scale, m.y*d.scale, m.size*d.scale
			if got := img.At(x, y); got != color.Color(style.byName[look.wash]) {
				t.Errorf("%s: %v beside the sign, want the wash %v", m.symbol, got, style.byName[look.wash])
			}
			inked := false
			for i := range size * size {
				inked = inked || img.At(x+i%size, y+i/size) == color.Color(style.byName[look.ink])
			}
			if !inked {
				t.Errorf("%s: no ink in its square", m.symbol)
			}
		}
	}
}

// lookOf returns the look of the status that has a symbol.
func lookOf(m mark) look {
	for _, l := range style.looks {
		if l.symbol == m.symbol {
			return l
		}
	}
	return look{}
}

// TestPNGWeight: partners' readers pay for each byte.
func TestPNGWeight(t *testing.T) {
	for name, c := range map[string]struct {
		d    *Drawing
		most int
	}{
		"grid": {sampleGrid().Draw(style), 100_000}, "list of six": {sampleList(6).Draw(style), 100_000}, "list of sixteen": {sampleList(16).Draw(style), 250_000},
		"card": {sampleCard(0).Draw(style), 60_000}, "card of ten": {sampleCard(10).Draw(style), 60_000},
	} {
		if data := encoded(t, c.d); len(data) > c.most {
			t.Errorf("the %s weighs %d bytes, more than %d", name, len(data), c.most)
		}
	}
}

// TestFullPalette: a colour too many becomes the nearest.
func TestFullPalette(t *testing.T) {
	var s sheet
	s.start(301, 1, color.RGBA{0, 0, 255, 255})
	for i := range 300 {
		s.fill(image.Rect(i, 0, i+1, 1), color.RGBA{uint8(i), uint8(i / 256), 0, 255})
	}
	if len(s.Palette) != 256 {
		t.Errorf("%d colours", len(s.Palette))
	}
	if want := color.Color(color.RGBA{20, 0, 0, 255}); s.At(276, 0) != want {
		t.Errorf("the nearest is %v, want %v", s.At(276, 0), want)
	}
}

// TestManyAtOnce: letters and signs that were drawn are shared.
func TestManyAtOnce(t *testing.T) {
	want := encoded(t, sampleList(5).Draw(style))
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			if got, err := sampleList(5).Draw(style).PNG(); err != nil || !bytes.Equal(got, want) {
				t.Errorf("another PNG, or %v", err)
			}
		})
	}
	group.Wait()
}

func BenchmarkGridPNG(b *testing.B) {
	d := sampleGrid().Draw(style)
	for b.Loop() {
		encoded(b, d)
	}
}

func BenchmarkListPNG(b *testing.B) {
	d := sampleList(6).Draw(style)
	for b.Loop() {
		encoded(b, d)
	}
}

// TestFewColours: a picture is the same in each number of bits, at even and odd widths.
func TestFewColours(t *testing.T) {
	for _, colours := range []int{1, 2, 16, 17, 256} {
		for _, width := range []int{1, 64, 65} {
			var s sheet
			s.start(width, 9, color.RGBA{0, 0, 0, 255})
			want := map[image.Point]color.Color{}
			for i := range width * 9 {
				at, c := image.Pt(i%width, i/width), color.RGBA{uint8(i % colours), 0, 0, 255}
				s.fill(image.Rectangle{at, at.Add(image.Pt(1, 1))}, c)
				want[at] = c
			}
			data, err := encode(&s, zlib.NewWriter(nil))
			if err != nil {
				t.Fatal(err)
			}
			got, err := png.Decode(bytes.NewReader(data))
			if err != nil {
				t.Fatalf("%d colours, %d wide: %v", colours, width, err)
			}
			for at, c := range want {
				if got.At(at.X, at.Y) != c {
					t.Fatalf("%d colours, %d wide: %v at %v, want %v", colours, width, got.At(at.X, at.Y), at, c)
				}
			}
		}
	}
}

// TestPaintedOver: a sheet that had colours of which nothing is left makes the next picture as a new one does.
func TestPaintedOver(t *testing.T) {
	half := image.NewAlpha(image.Rect(0, 0, 4, 4))
	for i := range half.Pix {
		half.Pix[i] = 128
	}
	grey := func(i int) color.RGBA { return color.RGBA{uint8(i), uint8(i), uint8(i), 255} }
	paint := func(s *sheet, from int) []byte {
		s.start(4, 4, grey(from))
		for i := range 20 {
			s.stamp(half, image.Point{}, grey(from+3*i))
		}
		data, err := encode(s, zlib.NewWriter(nil))
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	var used sheet
	paint(&used, 0)
	if got, want := paint(&used, 190), paint(new(sheet), 190); !bytes.Equal(got, want) {
		t.Error("the second picture of a sheet differs from the first of another")
	}
}
