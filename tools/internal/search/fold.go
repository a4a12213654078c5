package search

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"
)

// fold returns the words of a text without capitals, accents and punctuation. "U.S." is one word, and so is a number with
// separators. It does what fold of assets/js/rank.js does, to the letter: what the two fold differently is never found.
func fold(text string) string {
	if mayHaveFigures(text) {
		text = joinFigures(text)
	}
	if !norm.NFD.IsNormalString(text) {
		text = norm.NFD.String(text)
	}
	var out strings.Builder
	out.Grow(len(text))
	var before rune // the last that is no mark
	space := false
	for i, r := range text {
		switch {
		case isWordRune(r):
			if space && out.Len() > 0 {
				out.WriteByte(' ')
			}
			space = false
			out.WriteRune(r)
		case r >= utf8.RuneSelf && unicode.IsMark(r):
			continue
		case r == '.' && unicode.IsLetter(before) && letterFollows(text[i+1:]):
			// between the letters of "U.S."
		default:
			space = true
		}
		before = r
	}
	return lower(out.String())
}

func isWordRune(r rune) bool {
	if r < utf8.RuneSelf {
		return r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z'
	}
	return unicode.IsLetter(r) || unicode.IsNumber(r)
}

// letterFollows reports whether a text begins with a letter, after any marks.
func letterFollows(text string) bool {
	for _, r := range text {
		if !unicode.IsMark(r) {
			return unicode.IsLetter(r)
		}
	}
	return false
}

// lower returns a text in small letters. Only sigma depends on the letters around it.
func lower(text string) string {
	if strings.ContainsRune(text, 'Σ') {
		return cases.Lower(language.Und).String(text)
	}
	return strings.ToLower(text)
}

// joinFigures removes the separators of thousands.
func joinFigures(text string) string {
	var out strings.Builder
	for i := 0; i < len(text); {
		digits := 0
		if i == 0 || !isWord(text[i-1]) {
			digits = leadingDigits(text[i:])
		}
		plain := i + max(digits, 1)
		end := plain
		if digits > 0 && digits <= 3 {
			end = figureEnd(text, plain)
		}
		if end == plain {
			out.WriteString(text[i:end])
			i = end
			continue
		}
		for _, r := range text[i:end] {
			if r >= '0' && r <= '9' {
				out.WriteRune(r)
			}
		}
		i = end
	}
	return out.String()
}

// mayHaveFigures reports whether a text has two digits with something between that may be a separator of thousands.
func mayHaveFigures(text string) bool {
	digit := func(i int) bool { return text[i] >= '0' && text[i] <= '9' }
	for i := 0; i+2 < len(text); i++ {
		if digit(i) && !isWord(text[i+1]) && (text[i+1] >= utf8.RuneSelf || digit(i+2)) {
			return true
		}
	}
	return false
}

// figureEnd returns where the groups of a figure end that may begin at a place: there if none does.
func figureEnd(text string, at int) int {
	end := at
	for {
		r, size := utf8.DecodeRuneInString(text[at:])
		if r != '.' && r != ',' && !isSpace(r) || leadingDigits(text[at+size:]) < 3 {
			return end
		}
		if at += size + 3; leadingDigits(text[at:]) > 0 {
			return end
		}
		end = at
	}
}

func leadingDigits(text string) int {
	return len(text) - len(strings.TrimLeft(text, "0123456789"))
}

// isWord reports whether \b of JavaScript takes a byte for one of a word.
func isWord(b byte) bool {
	return b == '_' || b >= '0' && b <= '9' || b >= 'A' && b <= 'Z' || b >= 'a' && b <= 'z'
}

// isSpace reports whether \s of JavaScript matches.
func isSpace(r rune) bool { return r == '\ufeff' || r != '\u0085' && unicode.IsSpace(r) }
