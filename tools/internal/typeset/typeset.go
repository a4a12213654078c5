// Package typeset says how much room a text takes at most, whatever face the reader's system shows it in: width in
// pixels, lines in a column. It is apart from what draws or lays out, so that all of it reckons alike.
package typeset

import (
	"math"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// Type is a size and a weight.
type Type struct {
	Size float64 // in pixels
	Bold bool
}

// Width is how wide a text is on one line, in pixels, in a wide face.
func (t Type) Width(text string) float64 {
	widths := regular[:]
	if t.Bold {
		widths = bold[:]
	}
	total := 0
	// An accent stands above its letter and takes no room of its own.
	for _, r := range norm.NFD.String(text) {
		switch {
		case r >= ' ' && int(r-' ') < len(widths):
			total += widths[r-' ']
		case r >= 0x300 && r < 0x370:
		case strings.ContainsRune("\u00a0‘’·", r):
			total += 400
		default:
			total += 1050 // signs, and scripts that the table does not hold
		}
	}
	return float64(total) * t.Size / 1000
}

// Lines is how many lines a text fills in a column that is so many pixels wide, broken between words. No text fills none.
func (t Type) Lines(text string, width float64) int {
	var widths []float64
	for word := range strings.FieldsSeq(text) {
		widths = append(widths, t.Width(word))
	}
	return Flow(widths, t.Width(" "), width)
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
