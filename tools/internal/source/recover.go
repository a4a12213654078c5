package source

import (
	"errors"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"

	"declarationwatch/tools/internal/diag"
)

// A parser stops at its first mistake. To report every mistake at once, the statement that contains one is left out and
// reading continues at the next line that looks like the beginning of one.

// passOver reports where the parser stopped and why, and returns where to continue.
func (x *indexer) passOver(err error) int {
	text := x.doc.text
	at, message := len(text), err.Error()
	var perr *unstable.ParserError
	if errors.As(err, &perr) {
		at, message = x.base+int(x.parser.Range(perr.Highlight).Offset), perr.Message
	}
	at = min(at, max(len(text)-1, 0))
	from := min(x.unread(), at)
	lost := span{strings.LastIndexByte(text[:from], '\n') + 1, lineEnd(text, from)}
	ownLine := lost.to
	header := from < len(text) && text[from] == '['
	for lost.to < len(text) {
		line := text[lost.to:lineEnd(text, lost.to)]
		if beginsTable(line) || !header && beginsPair(line) {
			break
		}
		lost.to += len(line)
	}
	p := diag.Problem{Rule: RuleSyntax}
	switch {
	case strings.Contains(message, "nested"):
		p.Message = tooDeep
	case at >= ownLine && (at >= lost.to || strings.TrimSpace(text[at:]) == ""):
		// The parser read into the next statement or to the end: this statement is unfinished.
		p.Related = []diag.Related{{At: x.doc.position(at), Message: "reading stopped here"}}
		p.Message, p.Hint = x.unfinished(message, from, lost.to)
		at = from
	default:
		at, p.Message, p.Hint = x.explain(message, from, at)
	}
	p.At = x.doc.position(at)
	if header {
		x.resume(lost.from)
		x.skipFrom = lost.from
	}
	x.lose(&p, lost)
	return lost.to
}

// statementsAt returns the spans of the statements that contain some bytes; that of a header includes what is below it.
func (x *indexer) statementsAt(offsets []int) []span {
	var spans []span
	for _, offset := range offsets {
		if last := len(spans) - 1; last >= 0 && spans[last].from <= offset && offset < spans[last].to {
			continue // very many may be in one statement
		}
		i, found := slices.BinarySearchFunc(x.statements, offset, func(s statement, offset int) int { return s.from - offset })
		if !found {
			i = max(i-1, 0)
		}
		s := x.statements[i].span
		if x.statements[i].header {
			s.to = len(x.doc.text)
			if next := slices.IndexFunc(x.statements[i+1:], func(s statement) bool { return s.header }); next >= 0 {
				s.to = x.statements[i+1+next].from
			}
		}
		spans = append(spans, s)
	}
	return spans
}

// unread returns where the statement begins that could not be read: after the last one that could, and after blank lines
// and comments.
func (x *indexer) unread() int {
	text, from := x.doc.text, x.base
	if last := len(x.statements) - 1; last >= 0 && x.statements[last].to > x.base {
		from = lineEnd(text, x.statements[last].to) // its line is valid, or it could not have been read
	}
	for from < len(text) {
		line := text[from:lineEnd(text, from)]
		if trimmed := strings.TrimLeft(line, " \t\r\n"); trimmed != "" && trimmed[0] != '#' {
			return from + len(line) - len(trimmed)
		}
		from += len(line)
	}
	return max(len(text)-1, 0)
}

// beginsPair reports whether a line looks like the beginning of a key-value pair. What an author meant as one counts:
// curly quotes and odd spaces may well be the mistake.
func beginsPair(line string) bool {
	key, _, found := strings.Cut(line, "=")
	key = strings.TrimSpace(key)
	return found && key != "" && !strings.ContainsAny(key, "[]{},#") && !strings.ContainsAny(strings.Trim(key, `"'“”‘’`), " \t\"“”")
}

// beginsTable reports whether a line looks like the header of a table, and not like a part of an array.
func beginsTable(line string) bool {
	line, _, _ = strings.Cut(line, "#")
	line = strings.TrimSpace(line)
	inner := strings.Trim(line, "[]")
	return strings.HasPrefix(line, "[") && inner != "" && !strings.ContainsAny(inner, "[]{},=") &&
		(strings.HasSuffix(line, "]") || strings.HasPrefix(line, "[["))
}
