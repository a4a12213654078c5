package leak

import (
	"strings"
	"sync/atomic"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// Texts are compared in a plain form: only their letters and digits, without case, accents, ligatures and other forms
// of one letter. So neither spaces, quotes, hyphens, soft hyphens nor punctuation make a difference, and no Unicode
// normal form does. Compatibility decomposition (NFKD) goes rune by rune once marks are dropped, hence so does this.

// plain returns the plain form of a rune, "" for one that is neither letter nor digit.
func plain(r rune) string {
	if r >= rune(len(plains)) {
		return toPlain(r)
	}
	if known := plains[r].Load(); known != nil {
		return *known
	}
	s := toPlain(r)
	plains[r].Store(&s)
	return s
}

// plains remembers the plain forms of the runes met.
var plains [0x10000]atomic.Pointer[string]

func toPlain(r rune) string {
	folded := cases.Fold().String(norm.NFKD.String(string(r)))
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsNumber(r) {
			return r
		}
		return -1
	}, norm.NFKD.String(folded))
}

// plainASCII is plain for the runes that most texts consist of; 0 means "".
var plainASCII = func() (table [utf8.RuneSelf]byte) {
	for c := range table {
		if s := toPlain(rune(c)); s != "" {
			table[c] = s[0]
		}
	}
	return table
}()

// plainText returns the plain form of a text.
func plainText(text []byte) string {
	var b strings.Builder
	b.Grow(len(text))
	for i := 0; i < len(text); {
		if c := text[i]; c < utf8.RuneSelf {
			if c = plainASCII[c]; c != 0 {
				b.WriteByte(c)
			}
			i++
			continue
		}
		r, size := runeAt(text[i:])
		b.WriteString(plain(r))
		i += size
	}
	return b.String()
}

// cursor is a place in a text that is found by that in its plain form.
type cursor struct{ at, plain int }

// move moves the cursor on to the first rune that has a byte of the plain form, and returns where the last one ends that
// has any of so many bytes from there.
func (c *cursor) move(text []byte, to, size int) (end int) {
	end, plainEnd := c.at, c.plain
	for plainEnd < to+size {
		r, length := runeAt(text[end:])
		end, plainEnd = end+length, plainEnd+len(plain(r))
		if plainEnd <= to {
			c.at, c.plain = end, plainEnd
		}
	}
	return end
}

// runeAt decodes the first rune of a text. A byte that is no UTF-8 is read as Latin-1.
func runeAt(text []byte) (rune, int) {
	r, size := utf8.DecodeRune(text)
	if r == utf8.RuneError && size == 1 {
		r = rune(text[0])
	}
	return r, size
}

// runeBefore decodes the last rune of a text in the same manner.
func runeBefore(text []byte) rune {
	r, size := utf8.DecodeLastRune(text)
	if r == utf8.RuneError && size == 1 {
		r = rune(text[len(text)-1])
	}
	return r
}

// plainPath returns the plain form of an address or a file name: with slashes, dots and hyphens, which distinguish them,
// and still without what a tag or a space in the middle would add.
func plainPath(text []byte) string {
	var b strings.Builder
	var last rune
	for i := 0; i < len(text); {
		r, size := runeAt(text[i:])
		i += size
		switch {
		case unicode.Is(unicode.Pd, r):
			r = '-'
		case r == '/' && last == '/', unicode.IsSpace(r), unicode.IsControl(r), unicode.Is(unicode.Cf, r), unicode.IsMark(r):
			continue
		}
		last = r
		if s := plain(r); s != "" {
			b.WriteString(s)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// isName reports whether a rune can go on the name of a page or file, so that a name next to it is only part of another.
func isName(r rune) bool {
	return r == '-' || r == '_' || unicode.IsLetter(r) || unicode.IsNumber(r)
}
