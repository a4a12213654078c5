// Package typeset says how much room a text takes at most, whatever face the reader's system shows it in: width in
// pixels, lines in a column. It is apart from what draws or lays out, so that all of it reckons alike.
package typeset

import (
	"math"
	"strings"
)

// Type is a size and a cut.
type Type struct {
	Size float64 // in pixels
	Face Face
}

// rare is what a letter takes that is not in the table: a sign, or one of another script.
const rare = 1050

// Width is how wide a text is on one line, in pixels, in a wide face.
func (t Type) Width(text string) float64 {
	total := 0
	for _, r := range text {
		if wide := Advance(t.Face, r); wide > 0 {
			total += wide
		} else {
			total += rare
		}
	}
	return float64(total) * t.Size / 1000
}

// Lines is how many lines a text fills in a column that is so many pixels wide, broken between words. No text fills none.
func (t Type) Lines(text string, width float64) int {
	return Flow(t.Words(text), t.Width(" "), width)
}

// Words is how wide each word of a text is, in pixels.
func (t Type) Words(text string) []float64 {
	var widths []float64
	for word := range strings.FieldsSeq(text) {
		widths = append(widths, t.Width(word))
	}
	return widths
}

// Flow is how many lines things of these widths fill, side by side with a gap between them. What is wider than a line
// is broken.
func Flow(widths []float64, gap, width float64) int {
	lines, used := 0, math.Inf(1)
	for _, w := range widths {
		if used+gap+w > width {
			lines, used = lines+1, -gap
		}
		if used += gap + w; used > width {
			lines += int(used / width)
			used = math.Mod(used, width)
		}
	}
	return lines
}
