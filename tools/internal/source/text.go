package source

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"declarationwatch/tools/internal/diag"
)

// maxValues bounds the keys and values of one file, of which each takes some hundred bytes once read. An ordinary file
// of maxSize stays below it.
const maxValues = 1 << 20

var (
	mark      = []byte("\ufeff") // the byte order mark of UTF-8
	utf16LE   = []byte("\xff\xfe")
	utf16BE   = []byte("\xfe\xff")
	structure = []string{"=", ",", ".", "[", "{"}
)

// newDoc takes the bytes of a file and makes them text that any parser can be handed: what may not stand in a text file
// is reported and becomes a space, so that offsets stay. It reports false where nothing can be made of the bytes.
func newDoc(file string, raw []byte, found *findings) (*Doc, bool) {
	d := &Doc{File: file, root: &node{kind: tableKind}, lines: []int{0}}
	if bytes.HasPrefix(raw, utf16LE) || bytes.HasPrefix(raw, utf16BE) || halfNull(raw) {
		found.add(diag.Problem{At: d.At(), Rule: RuleSyntax, Message: "the file is in UTF-16", Hint: "save it as UTF-8"})
		return d, false
	}
	raw = bytes.TrimPrefix(raw, mark)
	lines, plain := survey(raw)
	d.lines = lines
	if !plain {
		raw = slices.Clone(raw)
		d.clean(raw, found)
	}
	d.text = string(raw)
	return d, true
}

// survey finds where each line starts and whether every byte may stand in a text file.
func survey(raw []byte) (lines []int, plain bool) {
	lines, plain = make([]int, 1, len(raw)/40+8), true
	high := false
	for i, c := range raw {
		switch {
		case c >= 0x80:
			high = true
		case c >= 0x20 && c != 0x7f || c == '\t':
		case c == '\n':
			lines = append(lines, i+1)
		case c == '\r' && i+1 < len(raw) && raw[i+1] == '\n':
		default:
			plain = false
		}
	}
	return lines, plain && (!high || utf8.Valid(raw))
}

// halfNull reports whether a text begins as plain letters do in UTF-16.
func halfNull(raw []byte) bool {
	if len(raw) < 4 {
		return false
	}
	return raw[0] == 0 && raw[2] == 0 && raw[1] != 0 || raw[1] == 0 && raw[3] == 0 && raw[0] != 0
}

// clean reports every byte that may not stand in a text file, each sort once a line, and takes it out.
func (d *Doc) clean(raw []byte, found *findings) {
	d.endLines(raw, found)
	said := map[string]int{}
	refuse := func(i int, message, hint string) {
		if at := d.position(i); said[message] != at.Line {
			said[message] = at.Line
			found.add(diag.Problem{At: at, Rule: RuleSyntax, Message: message, Hint: hint})
		}
		raw[i] = ' '
	}
	for i := 0; i < len(raw); {
		size := 1
		switch c := raw[i]; {
		case c < 0x20 && c != '\t' && c != '\n' && c != '\r' || c == 0x7f:
			refuse(i, fmt.Sprintf("a control character, U+%04X", c), "take it out")
		case c >= 0x80:
			r := utf8.RuneError
			if r, size = utf8.DecodeRune(raw[i:]); r == utf8.RuneError && size == 1 {
				refuse(i, "bytes that are not UTF-8", "save the file as UTF-8")
			}
		}
		i += size
	}
}

// endLines makes every carriage return that stands alone the end of a line, as most editors show it, and reports the
// first: whoever mends one has mended all.
func (d *Doc) endLines(raw []byte, found *findings) {
	first := -1
	for i, c := range raw {
		if c == '\r' && (i+1 == len(raw) || raw[i+1] != '\n') {
			raw[i] = '\n'
			if first < 0 {
				first = i
			}
		}
	}
	if first >= 0 {
		d.lines, _ = survey(raw)
		found.add(diag.Problem{At: d.position(first), Rule: RuleSyntax, Message: "a carriage return without a line feed",
			Hint: "save the file with lines that end in LF"})
	}
}

// crowded reports whether a text may hold more keys and values than are read. Every key needs an equals sign or a
// bracket and every value more a comma; those in strings count too, which does no harm.
func crowded(text string) bool {
	n := 0
	for _, s := range structure {
		n += strings.Count(text, s)
	}
	return n > maxValues
}
