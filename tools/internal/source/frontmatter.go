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
	block, line := frontMatter(text)
	if line > 0 {
		message := "front matter should open with a line +++"
		if line > 1 {
			message = "front matter is not closed by a line +++"
		}
		problems.Errorf(diag.Position{File: file, Line: line, Column: 1}, RuleSyntax, "%s", message)
		return zero, newDoc(file, text)
	}
	return Decode[T](file, block, problems)
}

// frontMatter gives the text up to the closing fence, with the opening one blanked out so that offsets stay;
// or the line, from 1, at which a fence is missing.
func frontMatter(text []byte) (block []byte, missing int) {
	lines := bytes.SplitAfter(text, []byte("\n"))
	if !bytes.Equal(bytes.TrimRight(lines[0], " \t\r\n"), fence) {
		return nil, 1
	}
	end := len(lines[0])
	for _, line := range lines[1:] {
		if bytes.Equal(bytes.TrimRight(line, " \t\r\n"), fence) {
			return blank(text[:end], span{0, len(fence)}), 0
		}
		end += len(line)
	}
	return nil, len(lines)
}
