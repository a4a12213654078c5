package main

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"image/png"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// embeddable reports whether a page has a frame of its own: the home page, the matrix, and each record and text.
func embeddable(site *finished, page string) bool {
	if strings.Contains(site.files[filepath.ToSlash(file(page))], `http-equiv="refresh"`) { // an old address
		return false
	}
	return slices.Contains([]string{"", "matrix", "children", "signatories/", "commitments/", "programmes/", "statements/", "analysis/"}, site.kind(page))
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
			SVG, PNG                                  *file
		}
	}
	if err := json.Unmarshal([]byte(public["embed/frames.json"]), &list); err != nil {
		t.Fatal(err)
	}
	shown := map[string]bool{}
	for _, f := range list.Frames {
		shown[f.Page] = true
	}
	for _, page := range site.pages {
		if embeddable(site, page) && !shown[page] {
			t.Errorf("%s has no frame", page)
		}
	}
	if list.Site != site.base {
		t.Errorf("the frames are of %s, want %s", list.Site, site.base)
	}
	for _, f := range list.Frames {
		for _, page := range []string{f.Path + "index.html", f.Path + "auto.html", f.Page + "index.html"} {
			if !strings.Contains(public[page], `<html lang="`+f.Language+`"`) {
				t.Errorf("%s %s: there is no %s in that language", f.Language, f.Address, page)
			}
		}
		if len(f.Heights) == 0 || f.Heights[0].Width != 250 || f.Title == "" || !strings.HasPrefix(f.Alt, f.Title) {
			t.Errorf("%s %s lacks its heights or its words", f.Language, f.Address)
		}
		if f.SVG == nil {
			if public[f.PNG.Path] == "" {
				t.Errorf("%s %s: there is no %s", f.Language, f.Address, f.PNG.Path)
			}
			continue
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

// readCells reads the list of a government's cells.
func readCells(t *testing.T, site *finished, government string) []listedFrame {
	t.Helper()
	var list framesList
	if err := json.Unmarshal([]byte(site.files["embed/cell/"+government+".json"]), &list); err != nil {
		t.Fatalf("%s: %v", government, err)
	}
	return list.Frames
}

// TestCellFrames: every government has a frame on every commitment, in every language, with the heights that its list states.
func TestCellFrames(t *testing.T) {
	t.Parallel()
	site := realSite(t)
	for _, language := range site.languages.All {
		for _, government := range site.list(t, "signatories/", language) {
			id := path.Base(government)
			listed := map[string]bool{}
			for _, f := range readCells(t, site, id) {
				listed[f.Path] = true
				if text := site.files[f.Path+"index.html"]; !strings.Contains(text, `<html lang="`+f.Language+`"`) || len(f.Heights) == 0 || !strings.HasPrefix(f.Page, site.in(f.Language, "signatories/"+id+"/#")) {
					t.Errorf("%s: %s leads to %s", f.Address, f.Path, f.Page)
				}
			}
			for _, commitment := range site.list(t, "commitments/", language) {
				if want := site.in(language, "embed/cell/"+id+"/"+path.Base(commitment)+"/"); !listed[want] {
					t.Errorf("there is no %s", want)
				}
			}
		}
	}
}
