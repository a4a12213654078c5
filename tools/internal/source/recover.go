package source

import (
	"bytes"
	"errors"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/BurntSushi/toml"

	"declarationwatch/tools/internal/diag"
)

// A decoder stops at its first mistake. To tell a maintainer of every mistake at once, the statement that
// holds one is blanked out and the rest is read again; offsets stay as they were.

// maxMistakes bounds the rereading of one file, so that a file of noise costs little and says enough.
const maxMistakes = 20

// statement matches a line that begins a key-value pair or a table header.
var statement = regexp.MustCompile(`^[ \t]*(\[[^\]]+\]|[A-Za-z0-9_"'.-]+[ \t]*=)`)

// header matches a line that begins a table.
var header = regexp.MustCompile(`^[ \t]*\[[^\]=,]*\]?`)

// mistake turns an error of either parser about text into a problem, and gives the span to blank out.
func (d *Doc) mistake(text []byte, err error) (diag.Problem, span) {
	at, start, message := len(text), -1, err.Error()
	var syntax *syntaxError
	var parse toml.ParseError
	if errors.As(err, &syntax) {
		at, start, message = syntax.at, syntax.start, syntax.message
		// Its words are the better ones where both refuse the text.
		if _, err := toml.Decode(string(text), &map[string]any{}); errors.As(err, &parse) {
			message = parse.Message
		}
	} else if errors.As(err, &parse) {
		at, message = d.offset(parse.Position.Line, parse.Position.Col), parse.Message
	}
	at = min(at, max(len(text)-1, 0))
	line := d.position(at).Line
	first := d.statementLine(line)
	if start >= 0 {
		first = d.position(start).Line
	}
	if line > first && statement.Match(d.line(line)) {
		// Reading ran on into the next statement: what is unfinished is this one.
		at = d.lines[first-1] + indent(d.line(first))
	}
	return diag.Problem{At: d.position(at), Rule: RuleSyntax, Message: sentence(message)}, d.statementFrom(first)
}

// statementLine is the line that begins the statement a line belongs to.
func (d *Doc) statementLine(line int) int {
	for line > 1 && !statement.Match(d.line(line)) {
		line--
	}
	return line
}

// statementAt spans the statement that holds a byte.
func (d *Doc) statementAt(offset int) span {
	return d.statementFrom(d.statementLine(d.position(offset).Line))
}

// statementFrom spans the lines of the statement that begins at a line; a broken header takes its whole
// table along, because its keys would otherwise land in the table before it.
func (d *Doc) statementFrom(first int) span {
	ends := statement
	if header.Match(d.line(first)) {
		ends = header
	}
	last := first
	for last < len(d.lines) && !ends.Match(d.line(last+1)) {
		last++
	}
	to := len(d.text)
	if last < len(d.lines) {
		to = d.lines[last]
	}
	return span{d.lines[first-1], to}
}

// blank returns the text with a span made of spaces; line breaks stay.
func blank(text []byte, s span) []byte {
	out := bytes.Clone(text)
	for i := s.from; i < s.to; i++ {
		if out[i] != '\n' && out[i] != '\r' {
			out[i] = ' '
		}
	}
	return out
}

func (d *Doc) line(n int) []byte {
	to := len(d.text)
	if n < len(d.lines) {
		to = d.lines[n]
	}
	return d.text[d.lines[n-1]:to]
}

func indent(line []byte) int { return len(line) - len(bytes.TrimLeft(line, " \t")) }

// nextExpression skips blanks and comments from an offset to the next thing that means something.
func nextExpression(text []byte, from int) int {
	// The rest of the last statement's line, such as a closing bracket or a comment, belongs to it.
	if from > 0 {
		if i := bytes.IndexByte(text[from:], '\n'); i >= 0 {
			if rest := bytes.TrimSpace(bytes.TrimLeft(text[from:from+i], "] \t")); len(rest) == 0 || rest[0] == '#' {
				from += i + 1
			}
		}
	}
	for from < len(text) {
		line := text[from:]
		if i := bytes.IndexByte(line, '\n'); i >= 0 {
			line = line[:i+1]
		}
		if trimmed := bytes.TrimSpace(line); len(trimmed) > 0 && trimmed[0] != '#' {
			return from + indent(line)
		}
		from += len(line)
	}
	return max(len(text)-1, 0)
}

// sentence puts a parser's message into our wording: lower case, no full stop.
func sentence(message string) string {
	message = strings.TrimSuffix(strings.TrimPrefix(message, "toml: "), ".")
	r, size := utf8.DecodeRuneInString(message)
	if len(message) > size && unicode.IsUpper(rune(message[size])) {
		return message // an initialism such as UTF-8 keeps its capitals
	}
	return string(unicode.ToLower(r)) + message[size:]
}
