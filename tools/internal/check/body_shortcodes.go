package check

import (
	"bytes"
	"regexp"
)

// shortcode is one call in a text, {{< name arguments >}}. Hugo reads them before the Markdown around them and also in
// code; {{</* name */>}} alone shows one as it is written, and is none.
type shortcode struct {
	from, to  int // byte offsets of its braces, to exclusive
	markdown  bool
	name      string
	arguments []argument
	mistake   string // what is wrong with its form, if anything is; its name and arguments are then not all there
	hint      string
	inCode    bool
}

type argument struct{ name, value string } // name is "" where arguments go by their place

// placeholderByte stands for a shortcode while its text is read as Markdown. Like what Hugo puts in its stead it is a
// word of sorts there.
const placeholderByte = 0x1a

// masked is the text with its shortcodes replaced, byte for byte, so that offsets stay.
func masked(text []byte, shortcodes []shortcode) []byte {
	if len(shortcodes) == 0 {
		return text
	}
	out := bytes.Clone(text)
	for _, s := range shortcodes {
		for i := s.from; i < s.to; i++ {
			out[i] = placeholderByte
		}
	}
	return out
}

var opening = regexp.MustCompile(`\{\{[<%]`)

// scanShortcodes finds every shortcode. It reads them as Hugo's page lexer does, and refuses what that refuses.
func scanShortcodes(text []byte) []shortcode {
	var found []shortcode
	open := map[string]bool{} // by how a comment would end: none does from here on
	for at := 0; ; {
		next := bytes.Index(text[at:], []byte("{{"))
		if next < 0 {
			return found
		}
		at += next
		if !opening.Match(text[at:min(at+3, len(text))]) {
			at++ // the second brace may open one, after a third
			continue
		}
		s := scanner{text: text, at: at + 3, end: ">}}", shortcode: shortcode{from: at}}
		if text[at+2] == '%' {
			s.end, s.markdown = "%}}", true
		}
		if s.has("/*") {
			if !open[s.end] {
				end := bytes.Index(text[s.at:], []byte("*/"+s.end))
				if end > 1 { // a star cannot both open and close
					at = s.at + end + len("*/") + len(s.end)
					continue
				}
				open[s.end] = end < 0
			}
			s.fail("the comment is not closed", "end it with */"+s.end)
		} else {
			s.scan()
		}
		s.close()
		found = append(found, s.shortcode)
		at = s.to
	}
}

// blankLine ends a paragraph, and with it whatever was left open there.
var blankLine = regexp.MustCompile(`\n[ \t\r]*\n`)

// close finds where the shortcode ends. What is not closed in its paragraph is not closed.
func (s *scanner) close() {
	if s.mistake == "" && s.has(s.end) && !blankLine.Match(s.text[s.from:s.at]) {
		s.to = s.at + len(s.end)
		return
	}
	rest := s.text[s.from+3:]
	if i := blankLine.FindIndex(rest); i != nil {
		rest = rest[:i[0]]
	}
	if i := opening.FindIndex(rest); i != nil {
		rest = rest[:i[0]]
	}
	if end := bytes.Index(rest, []byte(s.end)); end >= 0 {
		s.to = s.from + 3 + end + len(s.end)
		return
	}
	s.mistake, s.hint = "the shortcode is not closed", "end it with "+s.end
	// What was meant to belong to it is not read as Markdown: to its braces, or to the end of the line.
	if i := bytes.IndexByte(rest, '\n'); i >= 0 {
		rest = rest[:i]
	}
	if i := bytes.Index(rest, []byte("}}")); i >= 0 {
		rest = rest[:i+2]
	}
	s.to = s.from + 3 + len(rest)
}
