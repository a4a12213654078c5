// Package typeset measures and breaks text: how wide it is, and in which lines it fits a column. A browser shows the
// same text in a font of the reader's own, so a width is the widest of the common fonts. It is apart from what draws and
// lays out, so that both measure alike.
package typeset

import (
	"math"
	"sort"
	"strings"
	"unicode"

	"github.com/clipperhouse/uax29/v2/graphemes"
)

// Type is a cut of letters at a size in pixels.
type Type struct {
	Face Face
	Size int
}

// Width returns how wide a text is on one line, in pixels.
func (t Type) Width(text string) float64 { return float64(t.thousandths(text)) / 1000 }

// Ceil returns the width of a text in whole pixels, rounded up.
func (t Type) Ceil(text string) int { return (t.thousandths(Clean(text)) + 999) / 1000 }

// thousandths returns the width of a text in thousandths of a pixel, which add up exactly.
func (t Type) thousandths(text string) int {
	sum, widths := 0, common(t.Face)
	for _, r := range text {
		if r < firstRare {
			sum += widths[r]
		} else {
			sum += measure(t.Face, r)
		}
	}
	return sum * t.Size
}

// Lines returns how many lines a text fills in a column that is so many pixels wide. An empty text fills none.
func (t Type) Lines(text string, width float64) int {
	if !isSpaced(text) {
		text = strings.Join(strings.Fields(text), " ")
	}
	room := int(math.Round(width * 1000))
	if text != "" && t.thousandths(text) <= room { // most are short, and need no breaking
		return 1
	}
	return len(t.wrap(text, room, math.MaxInt))
}

// isSpaced reports whether the words of a text have one space between them and none around them.
func isSpaced(text string) bool {
	space := true
	for _, r := range text {
		if unicode.IsSpace(r) && (space || r != ' ') {
			return false
		}
		space = r == ' '
	}
	return !space || text == ""
}

// Flow returns how many lines things of these widths fill, side by side with a gap between them. What is wider than a
// line is broken, and has nothing beside it.
func Flow(widths []float64, gap, width float64) int {
	lines, used := 0, math.Inf(1)
	for _, w := range widths {
		if used+gap+w > width {
			lines, used = lines+1, -gap
		}
		if used += gap + w; used > width {
			lines += int(used / width)
			used = width
		}
	}
	return lines
}

const (
	ellipsis = "…"
	between  = "·" // separates the parts of a line of sources
)

// Wrap breaks a text into lines no wider than width and no more than most of them. It breaks at spaces, and within a word
// only where that is wider than a line. What is left at the end becomes an ellipsis.
func (t Type) Wrap(text string, width, most int) []string {
	return t.wrap(Clean(text), width*1000, most)
}

// wrap is Wrap with a width in thousandths of a pixel.
func (t Type) wrap(text string, width, most int) []string {
	var lines []string
	for text != "" {
		end := t.lineEnd(text, width)
		if end < len(text) && len(lines) == most-1 {
			return append(lines, t.shorten(text, width))
		}
		lines = append(lines, strings.TrimRight(text[:end], " "))
		text = strings.TrimLeft(text[end:], " ")
	}
	return lines
}

// lineEnd returns how many bytes of a text fit its first line.
func (t Type) lineEnd(text string, width int) int {
	end, sum := 0, 0
	for end < len(text) {
		next := wordEnd(text, end+1)
		if strings.HasPrefix(text[next:], " "+between+" ") {
			next = wordEnd(text, next+1) // that closes a line and never opens one
		}
		if sum += t.thousandths(text[end:next]); sum > width {
			break
		}
		end = next
	}
	if end == 0 {
		return t.fit(text, width)
	}
	return end
}

// wordEnd returns where the word at a place ends.
func wordEnd(text string, at int) int {
	if space := strings.IndexByte(text[at:], ' '); space >= 0 {
		return at + space
	}
	return len(text)
}

// Balance is Wrap with lines of about the same width, for headings.
func (t Type) Balance(text string, width, most int) []string {
	text = Clean(text)
	lines := t.wrap(text, width*1000, most)
	if len(lines) < 2 || !Complete(lines) {
		return lines
	}
	return t.wrap(text, 1000*narrowest(max(width/2, t.LongestWord(text)), width, func(width int) bool {
		return Complete(t.wrap(text, width*1000, len(lines)))
	}), most)
}

// Narrowest returns the smallest width at which a text fits most lines, complete and with no word broken.
func (t Type) Narrowest(text string, most int) int {
	text = Clean(text)
	return narrowest(t.LongestWord(text), t.Ceil(text), func(width int) bool { return Complete(t.wrap(text, width*1000, most)) })
}

// narrowest returns the smallest width from least to most that fits. The last one does.
func narrowest(least, most int, fits func(width int) bool) int {
	least = min(least, most)
	return least + sort.Search(most-least, func(i int) bool { return fits(least + i) })
}

// LongestWord returns the width of the widest word of a text.
func (t Type) LongestWord(text string) int {
	most := 0
	for word := range strings.FieldsSeq(Clean(text)) {
		most = max(most, t.Ceil(word))
	}
	return most
}

// Complete reports whether no text was cut off. A text that ends in an ellipsis of its own counts as cut, which does no
// harm.
func Complete(lines []string) bool {
	return len(lines) == 0 || !strings.HasSuffix(lines[len(lines)-1], ellipsis)
}

// shorten cuts a text so that it fits a line with an ellipsis.
func (t Type) shorten(text string, width int) string {
	room := width - t.thousandths(ellipsis)
	return strings.TrimRight(text[:t.fit(text, room)], " ,;:.") + ellipsis
}

// fit returns how many bytes of a text fit a width: at least one letter, with all that belongs to it. In a URL it goes
// back to the last slash.
func (t Type) fit(text string, width int) int {
	slash, sum := 0, 0
	for letters := graphemes.FromString(text); letters.Next(); {
		at := letters.Start()
		if sum += t.thousandths(letters.Value()); at > 0 && sum > width {
			if slash > 0 && !strings.Contains(text[:at], " ") {
				return slash
			}
			return at
		}
		if text[letters.End()-1] == '/' && !strings.HasPrefix(text[letters.End():], "/") {
			slash = letters.End()
		}
	}
	return len(text)
}
