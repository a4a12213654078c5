package picture

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	ellipsis = "…"
	between  = "·" // what stands between the parts of a line of sources
)

// wrap breaks a text into lines no wider than width, in units, and no more than most of them. It breaks at spaces, and
// within a word only where that alone is wider than a line. What is left at the end gives way to an ellipsis.
func wrap(text string, l lettering, width, most int) []string {
	var lines []string
	for text != "" {
		end := lineEnd(text, l, width)
		if end < len(text) && len(lines) == most-1 {
			return append(lines, shorten(text, l, width))
		}
		lines = append(lines, strings.TrimRight(text[:end], " "))
		text = strings.TrimLeft(text[end:], " ")
	}
	return lines
}

// lineEnd is how many bytes of a text stand on its first line.
func lineEnd(text string, l lettering, width int) int {
	end, sum := 0, 0
	for end < len(text) {
		next := wordEnd(text, end+1)
		if strings.HasPrefix(text[next:], " "+between+" ") {
			next = wordEnd(text, next+1) // that closes a line and never opens one
		}
		if sum += l.exact(text[end:next]); sum > width*1000 {
			break
		}
		end = next
	}
	if end == 0 {
		return fit(text, l, width)
	}
	return end
}

// wordEnd is where the word ends that stands at a place.
func wordEnd(text string, at int) int {
	if space := strings.IndexByte(text[at:], ' '); space >= 0 {
		return at + space
	}
	return len(text)
}

// balance is wrap with lines of about the same width, for what is set like a heading.
func balance(text string, l lettering, width, most int) []string {
	lines := wrap(text, l, width, most)
	if len(lines) < 2 || !whole(lines) {
		return lines
	}
	// low is too narrow, high is not.
	low, high := max(width/2, longestWord(text, l)-1), width
	for high-low > 1 {
		middle := (low + high) / 2
		if tried := wrap(text, l, middle, most); len(tried) == len(lines) && whole(tried) {
			lines, high = tried, middle
		} else {
			low = middle
		}
	}
	return lines
}

// narrowest is the least width at which a text is in no more than most lines, whole and with no word broken.
func narrowest(text string, l lettering, most int) int {
	low, high := longestWord(text, l)-1, l.width(text)
	for high-low > 1 {
		middle := (low + high) / 2
		if whole(wrap(text, l, middle, most)) {
			high = middle
		} else {
			low = middle
		}
	}
	return high
}

func longestWord(text string, l lettering) int {
	most := 0
	for word := range strings.FieldsSeq(text) {
		most = max(most, l.width(word))
	}
	return most
}

// whole tells whether lines end where their text does. One that ends in an ellipsis of its own is taken for cut, which
// does no harm.
func whole(lines []string) bool {
	return len(lines) == 0 || !strings.HasSuffix(lines[len(lines)-1], ellipsis)
}

// shorten cuts a text so that it fits a line with an ellipsis.
func shorten(text string, l lettering, width int) string {
	room := width - l.width(ellipsis)
	return strings.TrimRight(text[:fit(text, l, room)], " ,;:.") + ellipsis
}

// fit is how many bytes of a text fit a width: at least one letter, with all that belongs to it. In an address it goes
// back to the last slash.
func fit(text string, l lettering, width int) int {
	end, slash, sum := 0, 0, 0
	for end < len(text) {
		n := cluster(text[end:])
		sum += l.exact(text[end : end+n])
		if end > 0 && sum > width*1000 {
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

// cluster is how many bytes of a text are one letter with what stands on it or is joined to it.
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
