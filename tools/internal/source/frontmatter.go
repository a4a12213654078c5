package source

import (
	"io/fs"
	"reflect"
	"strings"
	"unicode/utf8"

	"github.com/pelletier/go-toml/v2/unstable"

	"declarationwatch/tools/internal/diag"
)

// fence opens and closes the TOML front matter of a content file.
const fence = "+++"

// DecodeFrontMatter reads the TOML between the +++ lines at the head of a Markdown file into a T. Positions
// count from the top of the file.
//
// Hugo skips what is blank before a fence, takes the first line that merely begins with one for the end, and where it
// finds no fence publishes the whole file without a word, embargo and all. So there is one form only: +++ alone on the
// first line, and +++ alone on a later one. What Hugo might read otherwise is refused.
func DecodeFrontMatter[T any](root fs.FS, file string, problems *diag.List) (T, *Doc) {
	var value T
	raw, ok := read(root, file, problems)
	if !ok {
		return value, unread(file)
	}
	var found findings
	doc, ok := newDoc(file, raw, &found)
	if ok && doc.fences(&found) {
		doc.decode(reflect.ValueOf(&value).Elem(), &found)
	}
	found.tell(problems)
	return value, doc
}

// Body is the Markdown below the front matter; empty for a file without any.
func (d *Doc) Body() []byte { return d.whole[d.body:] }

// BodyAt gives the place of a byte of the body in the file, by its offset in Body.
func (d *Doc) BodyAt(offset int) diag.Position {
	return d.position(min(d.body+offset, len(d.whole)))
}

// fences finds the two fences, and leaves as the document's text what stands between them, with the first one blanked
// out so that offsets stay. It reports false when there is no such text.
func (d *Doc) fences(found *findings) bool {
	refuse := func(offset int, message, hint string, related ...diag.Related) {
		found.add(diag.Problem{At: d.position(offset), Rule: RuleSyntax, Message: message, Hint: hint, Related: related})
	}
	start := len(d.text) - len(strings.TrimLeft(d.text, blanks))
	if offset, message, hint := d.opening(start); message != "" {
		var related []diag.Related
		if next := strings.Index(d.text[start:], "\n"+fence); next >= 0 && message == textBefore {
			related = append(related, diag.Related{At: d.position(start + next + 1), Message: "the fence is here"})
		}
		refuse(offset, message, hint, related...)
		return false
	}
	if start > 0 {
		refuse(0, "blank space stands before the front matter", "make the line +++ the first of the file")
	}
	end := d.closing(start + len(fence))
	if end < 0 {
		offset, message, hint := d.unclosed(start)
		refuse(offset, message, hint, diag.Related{At: d.position(start), Message: "opened here"})
		return false
	}
	rest := d.text[end+len(fence) : lineEnd(d.text, end)]
	if strings.TrimSpace(rest) != "" {
		refuse(end+len(fence), "the line that closes the front matter holds more than +++", "write +++ alone on its line")
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

const textBefore = "text stands before the +++ of the front matter"

// opening finds what is wrong with the line at start, which should be a fence; no message means nothing.
func (d *Doc) opening(start int) (offset int, message, hint string) {
	line := d.text[start:lineEnd(d.text, start)]
	after, fenced := strings.CutPrefix(line, fence)
	switch {
	case fenced && strings.TrimSpace(after) == "":
		return 0, "", ""
	case fenced:
		offset = start + len(line) - len(strings.TrimLeft(after, " \t"))
		return offset, "the line that opens the front matter holds more than +++", "write +++ alone on its line"
	case strings.HasPrefix(line, "---"):
		return start, "this is YAML front matter, and this site reads TOML", `write +++ for ---, and title = "..." for title: ...`
	case strings.HasPrefix(line, "{"):
		return start, "this is JSON front matter, and this site reads TOML", `write title = "..." and the other keys between two lines +++`
	case strings.HasPrefix(line, "#+"):
		return start, "this is Org front matter, and this site reads TOML", `write title = "..." and the other keys between two lines +++`
	case fenceLike(line):
		return start, "this is no fence: front matter should open with a line +++", "type three plus signs and nothing else"
	case strings.Contains(d.text[start:], "\n"+fence):
		return start, textBefore, "make the line +++ the first of the file, or Hugo publishes all of it and heeds no draft and no date"
	}
	return min(start, len(d.text)), "front matter should open with a line +++", `begin the file with +++, title = "..." and the other keys, and +++ again`
}

// fenceLike reports whether a line looks as if it was meant to be a fence: signs alone, two or more.
func fenceLike(line string) bool {
	line = strings.TrimSpace(line)
	return utf8.RuneCountInString(line) > 1 && len(line) <= 40 && !strings.ContainsFunc(line, func(r rune) bool {
		return !strings.ContainsRune("+＋➕﹢⁺-–—=*~\"'“”‘’ \t\u00a0\u200b\ufeff", r)
	})
}

// closing finds the line that ends the front matter for Hugo: the first that begins with a fence.
func (d *Doc) closing(from int) int {
	for i := from; i < len(d.text); i = lineEnd(d.text, i) {
		if strings.HasPrefix(d.text[i:], fence) && i > from {
			return i
		}
	}
	return -1
}

// unclosed finds the words where no line closes the front matter, and the place where one should: the first line that is
// no TOML, which may have been meant for a fence, or the end.
func (d *Doc) unclosed(start int) (offset int, message, hint string) {
	probe := &Doc{File: d.File, lines: d.lines, text: d.inner(start, len(d.text))}
	x := newIndexer(probe, nil, nil)
	x.parser = new(unstable.Parser)
	if !crowded(x.text) {
		x.parser.Reset([]byte(x.text))
	}
	for x.parser.NextExpression() {
		x.note(x.parser.Expression())
	}
	if x.parser.Error() == nil {
		return len(d.text), "front matter is not closed by a line +++", "write +++ alone on a line where the keys end"
	}
	offset = x.unread()
	if line := d.text[offset:lineEnd(d.text, offset)]; fenceLike(line) {
		return offset, "this is no fence: front matter is not closed by a line +++", "write +++ alone at the beginning of the line"
	}
	return offset, "front matter is not closed by a line +++ before this", "write +++ alone on the line above, where the keys end"
}

// inner is the text from behind the fence at start to an end, with what stands before blanked out.
func (d *Doc) inner(start, end int) string {
	start += len(fence)
	return string(blank(d.text[:start], span{0, start})) + d.text[start:end]
}
