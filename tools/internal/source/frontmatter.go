package source

import (
	"io/fs"
	"strings"
	"unicode/utf8"

	"github.com/pelletier/go-toml/v2/unstable"

	"declarationwatch/tools/internal/diag"
)

// fence starts and ends the TOML front matter of a content file.
const fence = "+++"

// DecodeFrontMatter reads the TOML between the +++ lines at the head of a Markdown file into a T. Positions
// count from the top of the file.
//
// Hugo skips blanks before a fence, ends the front matter at the first line that merely begins with one, and publishes a
// file without a fence as it is, embargo and all. So only one form is accepted: +++ on the first line, and +++ on a later
// one, each on a line of its own. What Hugo could read differently is refused.
func DecodeFrontMatter[T any](root fs.FS, file string, problems *diag.List) (T, *Doc) {
	return decodeFile[T](root, file, problems, true)
}

// DecodePage is DecodeFrontMatter for text that is already in memory. file only names it in positions.
func DecodePage[T any](file string, text []byte, problems *diag.List) (T, *Doc) {
	return decodeText[T](file, text, problems, true)
}

// Head returns the front matter.
func (d *Doc) Head() string { return d.text }

// Body returns the Markdown below the front matter; empty for a file without any.
func (d *Doc) Body() []byte { return d.whole[d.body:] }

// BodyAt returns the position of a byte of the body in the file, by its offset in Body.
func (d *Doc) BodyAt(offset int) diag.Position {
	return d.position(min(d.body+offset, len(d.whole)))
}

// fences finds the two fences and makes the text between them the document's, with the first one blanked out so that
// offsets stay. It reports false if there is no such text.
func (d *Doc) fences(found *findings) bool {
	refuse := func(offset int, message, hint string) *diag.Problem {
		return found.errorf(d.position(offset), RuleSyntax, "%s", message).WithHint(hint)
	}
	start := len(d.text) - len(strings.TrimLeft(d.text, blanks))
	if offset, message, hint := d.opening(start); message != "" {
		p := refuse(offset, message, hint)
		if next := strings.Index(d.text[start:], "\n"+fence); next >= 0 && message == textBefore {
			p.WithRelated(d.position(start+next+1), "the +++ is here")
		}
		return false
	}
	if start > 0 {
		refuse(0, "blank space before the front matter", "make +++ the first line of the file")
	}
	// For Hugo the first line that begins with a fence ends the front matter.
	end := start + strings.Index(d.text[start:], "\n"+fence) + 1
	if end == start {
		refuse(d.unclosed(start)).WithRelated(d.position(start), "opened here")
		return false
	}
	rest := d.text[end+len(fence) : lineEnd(d.text, end)]
	if strings.TrimSpace(rest) != "" {
		refuse(end+len(fence), "text after the +++ that ends the front matter", ownLine)
	}
	d.whole = []byte(d.text)
	d.body = end + len(fence)
	// As Hugo has it: spaces behind the fence belong to the body.
	d.body += len(d.text[d.body:]) - len(strings.TrimPrefix(strings.TrimPrefix(d.text[d.body:], "\r"), "\n"))
	d.text = d.inner(start, end)
	return true
}

// blanks is what Hugo skips before a fence.
const blanks = " \t\n\v\f\r\ufeff"

const (
	mustStart = "front matter must start with +++ on a line of its own"
	mustEnd   = "front matter must end with +++ on a line of its own"
	ownLine   = "write +++ on a line of its own"
)

const textBefore = "text before the +++ of the front matter"

// opening returns what is wrong with the line at start, which must be a fence; no message means nothing.
func (d *Doc) opening(start int) (offset int, message, hint string) {
	line := d.text[start:lineEnd(d.text, start)]
	after, fenced := strings.CutPrefix(line, fence)
	switch {
	case fenced && strings.TrimSpace(after) == "":
		return 0, "", ""
	case fenced:
		offset = start + len(line) - len(strings.TrimLeft(after, " \t"))
		return offset, "text after the +++ that starts the front matter", ownLine
	case strings.HasPrefix(line, "---"):
		return start, "front matter must be TOML, not YAML", `write +++ for ---, and title = "..." for title: ...`
	case strings.HasPrefix(line, "{"):
		return start, "front matter must be TOML, not JSON", `write title = "..." and the other keys between two +++ lines`
	case strings.HasPrefix(line, "#+"):
		return start, "front matter must be TOML, not Org", `write title = "..." and the other keys between two +++ lines`
	case fenceLike(line):
		return start, mustStart, "replace this line by +++"
	case strings.Contains(d.text[start:], "\n"+fence):
		return start, textBefore, "make +++ the first line of the file; otherwise all of it would be published, whatever draft and dates say"
	}
	return min(start, len(d.text)), mustStart, `start the file with +++, title = "..." and the other keys, and +++ again`
}

// fenceLike reports whether a line looks as if it was meant to be a fence: only signs, two or more.
func fenceLike(line string) bool {
	line = strings.TrimSpace(line)
	return utf8.RuneCountInString(line) > 1 && len(line) <= 40 && !strings.ContainsFunc(line, func(r rune) bool {
		return !strings.ContainsRune("+＋➕﹢⁺-–—=*~\"'“”‘’ \t\u00a0\u200b\ufeff", r)
	})
}

// unclosed returns the message for front matter that no line ends, and where one should: the first line that is not TOML,
// which may have been meant as a fence, or the end.
func (d *Doc) unclosed(start int) (offset int, message, hint string) {
	probe := &Doc{File: d.File, lines: d.lines, text: d.inner(start, len(d.text))}
	x := &indexer{doc: probe, parser: new(unstable.Parser)}
	if !crowded(probe.text) {
		x.parser.Reset([]byte(probe.text))
	}
	for x.parser.NextExpression() {
		x.note(x.parser.Expression())
	}
	if x.parser.Error() == nil {
		return len(d.text), mustEnd, "add +++ where the keys end"
	}
	offset = x.unread()
	if line := d.text[offset:lineEnd(d.text, offset)]; fenceLike(line) {
		return offset, mustEnd, "replace this line by +++"
	}
	return offset, mustEnd, "add +++ before this line, where the keys end"
}

// inner returns the text from after the fence at start to an end, with what comes before blanked out.
func (d *Doc) inner(start, end int) string {
	start += len(fence)
	return string(blank(d.text[:start], span{0, start})) + d.text[start:end]
}
