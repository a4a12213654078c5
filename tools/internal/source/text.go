package source

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
	"unsafe"
)

// maxValues bounds the keys and values of one file, of which each takes some hundred bytes once read. An ordinary file
// of maxSize stays below it.
const maxValues = 4 << 20

var (
	mark    = []byte("\ufeff") // the byte order mark of UTF-8
	utf16LE = []byte("\xff\xfe")
	utf16BE = []byte("\xfe\xff")
)

// newDoc makes text of a file's bytes, which must not be changed any more, that is safe for any parser: what a text file must not contain is reported and
// becomes a space, so that offsets stay. It reports false for bytes that are not text at all.
func newDoc(file string, raw []byte, found *findings) (*Doc, bool) {
	d := &Doc{File: file, root: &node{kind: tableKind}, lines: []int{0}}
	if bytes.HasPrefix(raw, utf16LE) || bytes.HasPrefix(raw, utf16BE) || halfNull(raw) {
		found.errorf(d.At(), RuleSyntax, "file is in UTF-16").WithHint("save it as UTF-8")
		d.text = string(bytes.ReplaceAll(raw, []byte{0}, nil)) // ids are as they would be in UTF-8
		return d, false
	}
	raw = bytes.TrimPrefix(raw, mark)
	lines, plain := survey(raw)
	d.lines = lines
	if d.conflicts(raw, found) {
		d.text = string(raw)
		return d, false
	}
	if !plain {
		raw = slices.Clone(raw)
		d.text = string(raw)
		d.clean(raw, found)
	}
	d.text = unsafe.String(unsafe.SliceData(raw), len(raw)) // nobody changes it: a copy of a large record takes much room
	return d, true
}

// conflict matches the lines that git writes around two versions of a part.
var conflict = regexp.MustCompile(`(?m)^(<{7}|>{7}|\|{7})(?:[ \t].*)?\r?$|^={7}\r?$`)

// conflicts reports each part of which a file has two versions, and whether there is one. Nothing of such a file is read.
func (d *Doc) conflicts(raw []byte, found *findings) bool {
	if !slices.ContainsFunc([]string{"<<<<<<<", ">>>>>>>", "=======", "|||||||"}, func(line string) bool { return bytes.Contains(raw, []byte(line)) }) {
		return false // which is fast
	}
	open := false
	for _, m := range conflict.FindAllIndex(raw, -1) {
		first := raw[m[0]]
		if first == '<' || !open {
			found.errorf(d.position(m[0]), RuleConflict, "two versions meet here, as git leaves them").
				WithHint("keep the right lines, and remove the other ones and those with <<<<<<<, ======= and >>>>>>>")
		}
		open = first != '>'
		d.text = string(raw)
	}
	if d.text == "" {
		return false
	}
	d.lost = []span{{0, len(d.text)}}
	return true
}

// survey returns where each line starts, and reports whether the text contains nothing that must be looked at closely.
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
	return lines, plain && (!high || utf8.Valid(raw) && !bytes.ContainsFunc(raw, func(r rune) bool { return unwanted(r) != "" }))
}

// visible are the characters without a shape that languages need: joiners and marks of direction.
const visible = "\u200c\u200d\u200e\u200f\u061c"

// softHyphen is where a word may be broken, which browsers know by the language of a page.
const softHyphen = '\u00ad'

// ruleOf returns the rule that an unwanted character breaks.
func ruleOf(r rune) string {
	if r == softHyphen {
		return RuleSoftHyphen
	}
	return RuleCharacter
}

// unwanted returns what is wrong with a character that a reader cannot see, or that changes how the text around it is read
// or shown, or that replaces a lost letter; "" for any other.
func unwanted(r rune) string {
	switch {
	case r < utf8.RuneSelf && r >= ' ' && r != 0x7f, r == '\t', r == '\n', r == '\r':
		return ""
	case r == utf8.RuneError:
		return "replacement character U+FFFD in place of a lost letter"
	case r == softHyphen:
		return "soft hyphen"
	case unicode.IsControl(r):
		return fmt.Sprintf("control character %U", r)
	case unicode.Is(unicode.Cf, r) && !strings.ContainsRune(visible, r),
		unicode.Is(unicode.Noncharacter_Code_Point, r), r == '\u2028', r == '\u2029':
		return fmt.Sprintf("invisible character %U", r)
	}
	return ""
}

// halfNull reports whether a text begins as plain letters do in UTF-16.
func halfNull(raw []byte) bool {
	if len(raw) < 4 {
		return false
	}
	return raw[0] == 0 && raw[2] == 0 && raw[1] != 0 || raw[1] == 0 && raw[3] == 0 && raw[0] != 0
}

// clean reports every character that a text file must not contain, each sort once a line, and removes it.
func (d *Doc) clean(raw []byte, found *findings) {
	d.endLines(raw, found)
	reported := map[string]int{}
	for i := 0; i < len(raw); {
		r, size := utf8.DecodeRune(raw[i:])
		message, hint, rule := unwanted(r), "remove it", ruleOf(r)
		switch {
		case r == utf8.RuneError && size == 1:
			message, hint, rule = "bytes that are not UTF-8", "save the file as UTF-8", RuleSyntax
		case r < utf8.RuneSelf:
			rule = RuleSyntax
		}
		if message != "" {
			if at := d.position(i); reported[message] != at.Line {
				reported[message] = at.Line
				found.errorf(at, rule, "%s", message).WithHint(hint)
			}
			for j := range size {
				raw[i+j] = ' '
			}
		}
		i += size
	}
}

// endLines makes every carriage return without a line feed the end of a line, as most editors show it, and reports the
// first: fixing one fixes all.
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
		found.errorf(d.position(first), RuleSyntax, "carriage return without a line feed").WithHint("save the file with LF line endings")
	}
}

// crowded reports whether a text may contain more keys and values than are read. Every key needs an equals sign or a
// bracket, and every further value a comma; those in strings count too, which does no harm.
func crowded(text string) bool {
	n := 0
	for _, s := range []string{"=", ",", ".", "[", "{"} {
		n += strings.Count(text, s)
	}
	return n > maxValues
}
