package embed

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"strings"
)

//go:embed embed.gohtml
var page string

//go:embed height.js
var heightScript []byte

// Script returns the one script of the frames and its path below the site's root. Only the files named Measured load it.
func Script() (path string, text []byte) { return "embed/height.js", heightScript }

// Measured is the file beside a frame that reports its height to the page around it, with Script.
const Measured = "auto.html"

var sheet = template.Must(template.New("frame").Parse(page))

// Write writes the frame as HTML; measured, the file that reports its height.
func (f *Frame) Write(w io.Writer, measured bool) error {
	up := strings.Repeat("../", strings.Count(f.Path(), "/"))
	if f.Name != "" {
		up += "../../" // a release is in a folder of its name, below v/
	}
	s := struct {
		*Frame
		Style     template.CSS
		Canonical string
		Root      string // from the frame to the root of its language
		Script    string // from the frame to Script; "" for none
	}{f, template.CSS(f.style), f.BaseURL + f.Page(), up + f.Root, ""}
	if measured {
		file, _ := Script()
		s.Script = up + file
	}
	if f.Kind == Matrix {
		s.Style += template.CSS(fmt.Sprintf("\n:root { --head: %grem; }\n", float64(f.head())/16))
	}
	if err := sheet.Execute(w, s); err != nil {
		return fmt.Errorf("%s: %w", f, err)
	}
	return nil
}
