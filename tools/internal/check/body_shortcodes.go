package check

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
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

// scanner reads one shortcode.
type scanner struct {
	shortcode
	text []byte
	at   int
	end  string
}

func (s *scanner) has(prefix string) bool { return bytes.HasPrefix(s.text[s.at:], []byte(prefix)) }

func (s *scanner) fail(mistake, hint string) {
	if s.mistake == "" {
		s.mistake, s.hint = mistake, hint
	}
}

// peek gives the character to be read next; 0 at the end of the text.
func (s *scanner) peek() (rune, int) {
	if s.at >= len(s.text) {
		return 0, 0
	}
	return utf8.DecodeRune(s.text[s.at:])
}

// word takes letters, digits, underscores and the characters of also.
func (s *scanner) word(also string) string {
	from := s.at
	for {
		r, size := s.peek()
		if size == 0 || r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune(also, r) {
			return string(s.text[from:s.at])
		}
		s.at += size
	}
}

func (s *scanner) space() {
	s.at += len(s.text[s.at:]) - len(bytes.TrimLeft(s.text[s.at:], " \t\n\v\f\r"))
}

// scan reads name and arguments up to the closing braces, or to the first mistake.
func (s *scanner) scan() {
	for s.mistake == "" {
		s.space()
		if s.has(s.end) {
			if s.name == "" {
				s.fail("the shortcode has no name", "write {{< cell ... >}}")
			}
			return
		}
		switch r, size := s.peek(); {
		case size == 0:
			return // not closed
		case r == '/':
			s.fail("no shortcode here has an end of its own", "take the slash out")
		case strings.ContainsRune("“”„«»‘’'", r):
			s.fail(fmt.Sprintf("%q is not a quotation mark that a shortcode knows", r), `use straight double quotes: "..."`)
		case s.name == "":
			if s.name = s.word("-/"); s.name == "" {
				s.stray(r)
			}
		default:
			s.argument()
		}
	}
}

func (s *scanner) argument() {
	named := len(s.arguments) > 0 && s.arguments[len(s.arguments)-1].name != ""
	if s.has(`"`) || s.has("`") {
		if value := s.quoted(); named {
			s.fail(fmt.Sprintf("%q has no name, the argument before it has one", value), "name every argument or none")
		} else {
			s.arguments = append(s.arguments, argument{"", value})
		}
		return
	}
	first, _ := s.peek()
	word := s.word("-.")
	if word == "" || first == '.' {
		s.stray(first)
		return
	}
	if len(s.arguments) == 0 { // Hugo takes blanks before the first sign of equality only
		s.space()
	}
	switch equals := s.has("="); {
	case !equals && named:
		s.fail(fmt.Sprintf("%q has no name, the argument before it has one", word), "name every argument or none")
	case !equals:
		s.arguments = append(s.arguments, argument{"", word})
	case !named && len(s.arguments) > 0:
		s.fail(fmt.Sprintf("%q has a name, the argument before it has none", word), "name every argument or none")
	default:
		s.at++
		s.space()
		value := ""
		if s.has(`"`) || s.has("`") {
			value = s.quoted()
		} else if value = s.bare(); strings.Contains(value, s.end) || strings.ContainsAny(value, "“”\"`\\") {
			s.at -= len(value)
			s.fail(fmt.Sprintf("the value of %q is not in quotes", word), fmt.Sprintf("write %s=\"...\"", word))
		}
		s.arguments = append(s.arguments, argument{word, value})
	}
}

func (s *scanner) stray(r rune) {
	s.fail(fmt.Sprintf("%q does not belong in a shortcode", r), `put arguments in straight double quotes: "..."`)
}

// bare takes everything up to a blank.
func (s *scanner) bare() string {
	rest := s.text[s.at:]
	if i := bytes.IndexAny(rest, " \t\n\v\f\r"); i >= 0 {
		rest = rest[:i]
	}
	s.at += len(rest)
	return string(rest)
}

// quoted takes a value in double quotes, of one line, or in grave accents.
func (s *scanner) quoted() string {
	quote, from := s.text[s.at], s.at+1
scan:
	for i := from; i < len(s.text); i++ {
		switch c := s.text[i]; {
		case c == quote:
			value := string(s.text[from:i])
			if strings.Contains(value, s.end) {
				break scan // it ran on to the next quotation mark
			}
			s.at = i + 1
			return strings.ReplaceAll(value, `\"`, `"`)
		case quote == '"' && c == '\\' && bytes.HasPrefix(s.text[i+1:], []byte(`"`)):
			i++
		case quote == '"' && (c == '\n' || c == '\\' && bytes.HasPrefix(s.text[i+1:], []byte("`"))):
			break scan
		}
	}
	s.fail("a quotation mark is not closed", fmt.Sprintf("end the argument with %c", quote))
	return ""
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
