package main

import (
	"flag"
	"fmt"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the files that tests compare with")

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

// TestEveryPageHasItsCard builds the small project with titles of every length and checks each card that a page names: its
// size, its weight, and that the words stay inside its margins.
func TestEveryPageHasItsCard(t *testing.T) {
	t.Parallel()
	dir := newSmallProject(t)
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
			t.Errorf("%s names no card", page)
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
		// Below the band at the top there is paper all around.
		paper := picture.At(0, 20)
		for y := 20; y < 630; y++ {
			for x := range 1200 {
				if inside := x >= 60 && x < 1160 && y < 612; !inside && picture.At(x, y) != paper {
					t.Fatalf("%s: something is in the margin at %d, %d", file, x, y)
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
