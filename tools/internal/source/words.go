package source

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/BurntSushi/toml"
)

// explain returns the message and hint for a mistake at a byte of the statement that begins at from, and its exact offset.
func (x *indexer) explain(message string, from, at int) (int, string, string) {
	text := x.doc.text
	wrong, _ := utf8.DecodeRuneInString(text[at:])
	before := strings.TrimRight(text[from:at], " \t\r\n")
	if wrong == '\n' || wrong == '\r' {
		// A string that a curly quote was meant to close runs to the end of its line.
		if last, size := utf8.DecodeLastRuneInString(before); quoteLike(last) {
			wrong, at = last, from+len(before)-size
		}
	}
	if message, hint := lookalike(wrong); message != "" {
		return at, message, hint
	}
	if end := lineEnd(text, at); strings.HasSuffix(before, `"`) && strings.Count(before, `"`)%2 == 0 && strings.Contains(text[at:end], `"`) && (unicode.IsLetter(wrong) || unicode.IsDigit(wrong)) {
		return at, "quotation mark inside a text, which ends it", `write \" for each mark inside, or put “ and ” there`
	}
	message = x.better(message, from, at)
	word := text[at : at+len(text[at:])-len(strings.TrimLeftFunc(text[at:], unicode.IsLetter))]
	switch {
	case wrong == ':' && !strings.Contains(before, "="):
		return at, message, "write key = value, with an equals sign instead of the colon"
	case zoneByName.MatchString(text[from:lineEnd(text, at)]):
		return at, "a moment ends with its offset from UTC, not with a name", x.dateHint(at)
	case writtenDate.MatchString(text[from:lineEnd(text, at)]):
		_, written, _ := strings.Cut(text[from:lineEnd(text, at)], "=")
		day := dayOf(strings.TrimSpace(written))
		switch {
		case day == "":
			return at, "date in another form than TOML has", x.dateHint(at)
		case !x.bareDates(at):
			day = strconv.Quote(day)
		}
		return at, "date in another form than TOML has", "write " + day
	case word == "" || !strings.HasSuffix(before, "="):
		return at, message, x.hintFor(message, at)
	case truthLike[strings.ToLower(word)]:
		return at, message, "write true or false, in lower case"
	}
	return at, message, `put text in straight quotes: "..."`
}

// zoneByName matches a moment with a time zone or the word for one behind it, as in 2026-11-30T09:00:00 America/Bogota.
var zoneByName = regexp.MustCompile(`=\s*\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?\s*\p{L}{2,}`)

// writtenDate matches a key with a date that is written as people do, in any language.
var writtenDate = regexp.MustCompile(`(?i)^\s*[a-z_]*(?:date|mod|published|recorded|reported|reviewed|accessed|adopted|gone|deadline|after|as_of)\s*=\s*(?:\d{1,2}(?:º|\.|st|nd|rd|th)?\s+(?:de\s+)?\p{L}+|\p{L}+\s+\d{1,2}|\d{1,4}[/.]\d)`)

var truthLike = map[string]bool{"yes": true, "no": true, "on": true, "off": true, "true": true, "false": true}

// unfinished returns the message and hint for a statement that runs into the next one or to the end of the text.
func (x *indexer) unfinished(message string, from, to int) (string, string) {
	switch {
	case strings.Contains(message, "not terminated by"):
		hint := "close it with the same three quotes"
		if x.doc.body > 0 {
			hint += "; a line that begins with +++ ends the front matter, even in a string"
		}
		return "multi-line string is not closed", hint
	case strings.Contains(message, "inline table"):
		return x.better("expected a comma or the end of the table", from, to), "separate the keys by commas and close the table with }"
	case strings.Contains(message, "array"):
		return x.better("expected a comma or the end of the array", from, to), "separate the elements by commas and close the array with ]"
	}
	return sentence(message), x.hintFor(message, from)
}

func (x *indexer) hintFor(message string, at int) string {
	switch {
	case strings.Contains(message, "string") && (strings.Contains(message, "line") || strings.Contains(message, "unterminated")):
		return `close the string on its line, or open and close it with """`
	case strings.Contains(message, "date"):
		return x.dateHint(at)
	}
	return ""
}

// snippet bounds what is read twice for a better message.
const snippet = 1 << 12

// better returns the message of the decoder, which is clearer, if it fails on the same line as the index.
func (x *indexer) better(message string, from, at int) string {
	end := min(lineEnd(x.doc.text, at), at+snippet)
	if end-from > 4*snippet {
		return sentence(message)
	}
	part := strings.ToValidUTF8(x.doc.text[from:end], "")
	err := decode(part, &map[string]any{})
	var perr toml.ParseError
	if errors.As(err, &perr) && perr.Position.Line == 1+strings.Count(x.doc.text[from:at], "\n") {
		message = perr.Message
	}
	return sentence(message)
}

// quotes maps typographic quotes to the straight ones that TOML needs.
var quotes = map[rune]string{
	'“': `"`, '”': `"`, '„': `"`, '‟': `"`, '«': `"`, '»': `"`, '″': `"`, '＂': `"`,
	'‘': "'", '’': "'", '‚': "'", '‛': "'", '′': "'", '＇': "'", '`': "'", '´': "'",
}

func quoteLike(r rune) bool { return quotes[r] != "" }

// signs maps what an input method types to the signs of TOML.
var signs = map[rune]rune{
	'＝': '=', '［': '[', '］': ']', '｛': '{', '｝': '}', '，': ',', '．': '.', '。': '.', '＃': '#', '＋': '+',
	'－': '-', '–': '-', '—': '-', '−': '-',
}

// lookalike returns the message and hint for a character that looks like the right one.
func lookalike(r rune) (message, hint string) {
	switch {
	case quoteLike(r):
		return fmt.Sprintf("curly quote %c (U+%04X)", r, r), fmt.Sprintf("use straight quotes: %s", quotes[r])
	case signs[r] != 0:
		return fmt.Sprintf("%c (U+%04X) instead of %c", r, r, signs[r]), fmt.Sprintf("type a plain %c", signs[r])
	case r > unicode.MaxASCII && unicode.IsSpace(r):
		return fmt.Sprintf("unusual space (U+%04X)", r), "type a plain space"
	case unicode.Is(unicode.Cf, r):
		return fmt.Sprintf("invisible character (U+%04X)", r), "remove it"
	}
	return "", ""
}

// sentence returns a parser's message in our form: lower case, no full stop, one line.
func sentence(message string) string {
	message = escape.Replace(strings.TrimSuffix(strings.TrimPrefix(message, "toml: "), "."))
	r, size := utf8.DecodeRuneInString(message)
	if len(message) > size && unicode.IsUpper(rune(message[size])) {
		return message // an initialism such as UTF-8 keeps its capitals
	}
	return string(unicode.ToLower(r)) + message[size:]
}

var escape = strings.NewReplacer("\n", `\n`, "\r", `\r`, "\t", `\t`)
