package main

import (
	"bytes"
	"flag"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/diag"
)

var update = flag.Bool("update", false, "write anew the files that tests compare with")

// TestPaletteOfPictures holds the palette that pictures are drawn with against the colours of the style sheets: one that
// it lacked would come out as dots of others.
func TestPaletteOfPictures(t *testing.T) {
	const file = "../assets/pictures/palette.png"
	palette := picturePalette(t)
	if *update {
		var out bytes.Buffer
		if err := png.Encode(&out, image.NewPaletted(image.Rect(0, 0, 1, 1), palette)); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, out.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, ok := decoded(t, file).(*image.Paletted)
	if !ok || !slices.Equal(bytesOf(got.Palette), bytesOf(palette)) {
		t.Errorf("%s has other colours than the style sheets: go test ./tools -run Palette -update", file)
	}
}

// picturePalette is each colour that is written with, in steps to each colour that it is written on. Paper comes first:
// it is most of a picture, and what comes first is found soonest.
func picturePalette(t *testing.T) color.Palette {
	colours := lightColours(t)
	type pair struct {
		ink, ground string
		between     int // how many steps
	}
	pairs := []pair{{"ink", "paper", 3}, {"accent", "paper", 2}, {"ink-quiet", "paper", 1}, {"ink-quiet", "surface", 0}}
	for _, name := range slices.Sorted(maps.Keys(colours)) {
		if _, ok := colours[name+"-wash"]; ok {
			pairs = append(pairs, pair{name, name + "-wash", 0})
		}
	}
	var palette color.Palette
	for _, p := range pairs {
		ink, ground, steps := colours[p.ink], colours[p.ground], p.between+1
		for i := range steps + 1 {
			mix := func(from, to uint8) uint8 { return uint8((int(from)*(steps-i) + int(to)*i) / steps) }
			c := color.NRGBA{mix(ground.R, ink.R), mix(ground.G, ink.G), mix(ground.B, ink.B), 255}
			if !slices.Contains(palette, color.Color(c)) {
				palette = append(palette, c)
			}
		}
	}
	return palette
}

// lightColours reads the colours of the light scheme from the style sheets.
func lightColours(t *testing.T) map[string]color.NRGBA {
	t.Helper()
	colours := map[string]color.NRGBA{}
	text, err := os.ReadFile("../assets/css/tokens.css")
	if err != nil {
		t.Fatal(err)
	}
	var problems diag.List
	statuses := campaign.Load(os.DirFS(".."), &problems).Vocabulary.StyleSheet()
	for _, sheet := range []string{string(text), strings.ReplaceAll(statuses, "--s-", "--")} {
		light, _, _ := strings.Cut(sheet, "@media")
		for _, m := range cssColour.FindAllStringSubmatch(light, -1) {
			n, err := strconv.ParseUint(m[2], 16, 32)
			if err != nil {
				t.Fatal(err)
			}
			colours[m[1]] = color.NRGBA{uint8(n >> 16), uint8(n >> 8), uint8(n), 255}
		}
	}
	return colours
}

var cssColour = regexp.MustCompile(`--([a-z-]+): #([0-9a-f]{6});`)

func bytesOf(palette color.Palette) []byte {
	var out []byte
	for _, c := range palette {
		r, g, b, _ := c.RGBA()
		out = append(out, byte(r>>8), byte(g>>8), byte(b>>8))
	}
	return out
}

func decoded(t *testing.T, file string) image.Image {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	picture, err := png.Decode(f)
	if err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	return picture
}

// TestEveryPageHasItsPicture builds the small project with titles of every length and looks at each picture that a page
// names: its size, its weight, and that the words stay inside its margins.
func TestEveryPageHasItsPicture(t *testing.T) {
	dir := t.TempDir()
	if err := smallProject(dir); err != nil {
		t.Fatal(err)
	}
	words := strings.Fields("Niñas y niños: ¿qué pasó con «la protección» de ACNUR & UNICEF en las Américas?")
	for n := 1; n <= 200; n += 1 + n/4 {
		var title []rune
		for i := 0; len(title) < n; i++ {
			title = append(append(title, []rune(words[i%len(words)])...), ' ')
		}
		writeStatement(t, dir, fmt.Sprintf("long-%03d", n), strings.TrimSpace(string(title[:n])))
	}
	writeStatement(t, dir, "one-word", strings.Repeat("w", 200))
	mustRun(t, dir, "build", "-as-of", "2026-11-22")

	public, seen := filepath.Join(dir, "public"), 0
	pages, err := filepath.Glob(filepath.Join(public, "*", "*", "index.html"))
	if err != nil {
		t.Fatal(err)
	}
	top, _ := filepath.Glob(filepath.Join(public, "*", "index.html"))
	for _, page := range slices.Concat(pages, top, []string{filepath.Join(public, "index.html")}) {
		text, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		m := ogImage.FindSubmatch(text)
		if m == nil && strings.HasSuffix(filepath.ToSlash(page), "/embed/matrix/index.html") {
			continue // a frame: posts link to its full page
		}
		if m == nil {
			t.Errorf("%s names no picture", page)
			continue
		}
		seen++
		file := filepath.Join(public, filepath.FromSlash(string(m[1])))
		picture := decoded(t, file)
		if size := picture.Bounds().Size(); size != image.Pt(1200, 630) {
			t.Errorf("%s is %v", file, size)
		}
		if info, err := os.Stat(file); err != nil || info.Size() > 60_000 {
			t.Errorf("%s weighs %d bytes: %v", file, info.Size(), err)
		}
		if strings.Contains(file, "one-word") {
			continue // it has to run out of the picture somewhere
		}
		// Below the band at the top there is paper all around.
		paper := picture.At(0, 20)
		for y := 20; y < 630; y++ {
			for x := range 1200 {
				if inside := x >= 60 && x < 1160 && y < 612; !inside && picture.At(x, y) != paper {
					t.Fatalf("%s: something stands in the margin at %d, %d", file, x, y)
				}
			}
		}
	}
	if seen < 30 {
		t.Errorf("only %d pages were looked at", seen)
	}
}

var ogImage = regexp.MustCompile(`"?og:image"? content="?https://small\.example/(pictures/[^"?]+)\?v=[0-9a-f]{8}\b`)

func writeStatement(t *testing.T, dir, name, title string) {
	t.Helper()
	text := fmt.Sprintf("+++\ntitle = %q\ndescription = \"About %s.\"\ndate = 2022-07-01\n[params]\nstatement = \"partner\"\n"+
		"publisher = \"A partner\"\nevidence = \"text\"\n+++\nWords.\n", title, name)
	if err := os.WriteFile(filepath.Join(dir, "content", "statements", name+".md"), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}
