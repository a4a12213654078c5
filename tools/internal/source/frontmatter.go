package source

import (
	"bytes"
	"io/fs"

	"declarationwatch/tools/internal/diag"
)

// fence opens and closes the TOML front matter of a content file.
var fence = []byte("+++")

// DecodeFrontMatter reads the TOML between the +++ lines at the head of a Markdown file into a T. Positions
// count from the top of the file.
func DecodeFrontMatter[T any](root fs.FS, file string, problems *diag.List) (T, *Doc) {
	var zero T
	text, ok := read(root, file, problems)
	if !ok {
		return zero, newDoc(file, nil)
	}
	text = bytes.TrimPrefix(text, []byte("\xef\xbb\xbf"))
	block, end, line := frontMatter(text)
	if line > 0 {
		message := "front matter should open with a line +++"
		if line > 1 {
			message = "front matter is not closed by a line +++"
		}
		problems.Errorf(diag.Position{File: file, Line: line, Column: 1}, RuleSyntax, "%s", message)
		return zero, newDoc(file, text)
	}
	value, doc := Decode[T](file, block, problems)
	doc.whole, doc.body = text, end
	return value, doc
}

// Body is the Markdown below the front matter; empty for a file without any.
func (d *Doc) Body() []byte { return d.whole[d.body:] }

// BodyAt gives the place of a byte of the body in the file, by its offset in Body.
func (d *Doc) BodyAt(offset int) diag.Position {
	before := d.whole[:min(d.body+offset, len(d.whole))]
	line := bytes.LastIndexByte(before, '\n') + 1
	return diag.Position{File: d.File, Line: bytes.Count(before, []byte("\n")) + 1, Column: len(before) - line + 1}
}

// frontMatter gives the text up to the closing fence, with the opening one blanked out so that offsets stay, and the
// offset behind the closing one; or the line, from 1, at which a fence is missing.
func frontMatter(text []byte) (block []byte, end, missing int) {
	lines := bytes.SplitAfter(text, []byte("\n"))
	if !bytes.Equal(bytes.TrimRight(lines[0], " \t\r\n"), fence) {
		return nil, 0, 1
	}
	end = len(lines[0])
	for _, line := range lines[1:] {
		if bytes.Equal(bytes.TrimRight(line, " \t\r\n"), fence) {
			return blank(text[:end], span{0, len(fence)}), end + len(line), 0
		}
		end += len(line)
	}
	return nil, 0, len(lines)
}
