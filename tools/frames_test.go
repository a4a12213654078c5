package main

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"image/png"
	"slices"
	"strings"
	"testing"
)

// embeddable reports whether a page has a frame: the matrix, a government, a commitment.
func embeddable(site *finished, page string) bool {
	return slices.Contains([]string{"matrix", "signatories/", "commitments/"}, site.kind(page))
}

// TestListOfFrames: what /embed/frames.json has of a frame and of its still pictures is true.
func TestListOfFrames(t *testing.T) {
	t.Parallel()
	site := realSite(t)
	public := site.files
	type file struct {
		Path          string
		Width, Height int
	}
	var list struct {
		Site   string
		Frames []struct {
			Language, Address, Title, Alt, Path, Page string
			Heights                                   []struct{ Width, Height int }
			SVG, PNG                                  file
		}
	}
	if err := json.Unmarshal([]byte(public["embed/frames.json"]), &list); err != nil {
		t.Fatal(err)
	}
	frames := 0 // pages of which partners can show a frame
	for _, page := range site.pages {
		if embeddable(site, page) {
			frames++
		}
	}
	if list.Site != site.base || len(list.Frames) != frames {
		t.Errorf("%d frames of %s, want %d of %s", len(list.Frames), list.Site, frames, site.base)
	}
	for _, f := range list.Frames {
		for _, page := range []string{f.Path + "index.html", f.Path + "auto.html", f.Page + "index.html"} {
			if !strings.Contains(public[page], `<html lang="`+f.Language+`"`) {
				t.Errorf("%s %s: there is no %s in that language", f.Language, f.Address, page)
			}
		}
		if len(f.Heights) == 0 || f.Heights[0].Width != 320 || f.Title == "" || !strings.HasPrefix(f.Alt, f.Title) {
			t.Errorf("%s %s lacks its heights or its words", f.Language, f.Address)
		}
		var size struct { // the minifier may write 2000 as 2e3
			Width  float64 `xml:"width,attr"`
			Height float64 `xml:"height,attr"`
		}
		if err := xml.Unmarshal([]byte(public[f.SVG.Path]), &size); err != nil || int(size.Width) != f.SVG.Width || int(size.Height) != f.SVG.Height {
			t.Errorf("%s is %v, not %d by %d: %v", f.SVG.Path, size, f.SVG.Width, f.SVG.Height, err)
		}
		picture, err := png.DecodeConfig(bytes.NewReader([]byte(public[f.PNG.Path])))
		if err != nil || picture.Width%f.PNG.Width != 0 || picture.Width/f.PNG.Width != picture.Height/f.PNG.Height {
			t.Errorf("%s is %d by %d, not of the shape %d by %d: %v", f.PNG.Path, picture.Width, picture.Height, f.PNG.Width, f.PNG.Height, err)
		}
	}
}
