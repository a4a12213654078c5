package typeset

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

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
	// low is too narrow, high is not.
	low, high := max(width/2, t.LongestWord(text)-1), width
	for high-low > 1 {
		middle := (low + high) / 2
		if tried := t.wrap(text, middle*1000, most); len(tried) == len(lines) && Complete(tried) {
			lines, high = tried, middle
		} else {
			low = middle
		}
	}
	return lines
}

// Narrowest returns the smallest width at which a text fits most lines, complete and with no word broken.
func (t Type) Narrowest(text string, most int) int {
	text = Clean(text)
	low, high := t.LongestWord(text)-1, t.Ceil(text)
	for high-low > 1 {
		middle := (low + high) / 2
		if Complete(t.wrap(text, middle*1000, most)) {
			high = middle
		} else {
			low = middle
		}
	}
	return high
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
	end, slash, sum := 0, 0, 0
	for end < len(text) {
		n := cluster(text[end:])
		sum += t.thousandths(text[end : end+n])
		if end > 0 && sum > width {
			if slash > 0 && !strings.Contains(text[:end], " ") {
				return slash
			}
			break
		}
		end += n
		if text[end-1] == '/' && end < len(text) && text[end] != '/' {
			slash = end
		}
	}
	return end
}

// cluster returns how many bytes of a text are one letter with the marks on it and what is joined to it.
func cluster(text string) int {
	const joiner = '\u200d'
	_, n := utf8.DecodeRuneInString(text)
	for n < len(text) {
		r, size := utf8.DecodeRuneInString(text[n:])
		before, _ := utf8.DecodeLastRuneInString(text[:n])
		skin := r >= 0x1f3fb && r <= 0x1f3ff
		if !unicode.Is(unicode.M, r) && r != joiner && before != joiner && !skin {
			break
		}
		n += size
	}
	return n
}
