package typeset

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// longest is how many bytes of a text are read. No picture has room for as many.
const longest = 4000

// tallest is how many marks a letter can have before it would reach into the next line.
const tallest = 3

// Clean makes a text printable: valid, composed, on one line, and without what has no shape or turns the text around it.
// It keeps no-break spaces.
func Clean(text string) string {
	text = strings.ToValidUTF8(text[:min(len(text), longest)], "�")
	marks := 0
	text = strings.Map(func(r rune) rune {
		if marks++; !unicode.Is(unicode.M, r) {
			marks = 0
		}
		if marks > tallest || isShapeless(r) {
			return -1
		}
		return r
	}, norm.NFC.String(text))
	return strings.Join(strings.FieldsFunc(text, func(r rune) bool {
		return r != '\u00a0' && (unicode.IsSpace(r) || unicode.IsControl(r))
	}), " ")
}

// isShapeless reports whether a character joins nothing and shows nothing: marks of direction, soft hyphens and
// noncharacters. XML 1.0 forbids U+FFFE and U+FFFF.
func isShapeless(r rune) bool {
	const nonJoiner, joiner = '\u200c', '\u200d'
	return unicode.Is(unicode.Cf, r) && r != nonJoiner && r != joiner || r&0xfffe == 0xfffe || r >= 0xfdd0 && r <= 0xfdef
}
