package check

import (
	"bytes"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

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
