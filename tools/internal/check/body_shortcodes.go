package check

import (
	"bytes"
	"errors"
	"regexp"
	"slices"
	"strings"

	"github.com/gohugoio/hugo/parser/pageparser"
)

// shortcode is one call in a text, {{< name arguments >}}. Hugo reads them before the Markdown around them and also in
// code; {{</* name */>}} only shows one as it is written, and is none.
type shortcode struct {
	from, to  int // byte offsets of its braces, to exclusive
	markdown  bool
	name      string
	arguments []argument
	mistake   string // what is wrong with its form, if anything is; its name and arguments are then not complete
	hint      string
	inCode    bool
}

type argument struct{ name, value string } // name is "" for positional arguments

// placeholderByte replaces a shortcode while its text is read as Markdown. Like what Hugo puts there it is a kind of word.
const placeholderByte = 0x1a

// masked is the text with its shortcodes replaced, byte for byte, so that offsets stay.
func masked(text []byte, shortcodes []shortcode) []byte {
	out := bytes.Clone(text)
	for _, s := range shortcodes {
		for i := s.from; i < s.to; i++ {
			out[i] = placeholderByte
		}
	}
	return out
}

// readShortcodes finds every shortcode, as Hugo's own parser does. That stops at a mistake; reading goes on after it.
func readShortcodes(text []byte) []shortcode {
	var found []shortcode
	for from := 0; from < len(text) && len(found) <= mostShortcodes; {
		items, err := pageparser.ParseBytes(text[from:], pageparser.Config{NoFrontMatter: true, NoSummaryDivider: true})
		r := shortcodeReader{text: text[from:], offset: from}
		for _, item := range items {
			r.item(item)
		}
		if err != nil || r.open {
			r.fail(err)
		}
		found = append(found, r.found...)
		if !r.failed {
			break
		}
		from = found[len(found)-1].to
	}
	return found
}

// mostShortcodes bounds how many are read in a text with mistakes: each mistake costs a reading of the rest.
const mostShortcodes = 100

// shortcodeReader puts the tokens of Hugo's parser together.
type shortcodeReader struct {
	text   []byte
	offset int // of the text in the whole one
	found  []shortcode
	open   bool // whether the last one is not complete
	failed bool
}

func (r *shortcodeReader) item(item pageparser.Item) {
	if item.IsLeftShortcodeDelim() {
		r.open = true
		r.found = append(r.found, shortcode{from: r.offset + item.Pos(), markdown: item.IsShortcodeMarkupDelimiter()})
	}
	if !r.open {
		if item.IsError() { // an unclosed comment
			r.found = append(r.found, shortcode{from: r.offset + max(bytes.LastIndex(r.text[:item.Pos()+2], []byte("{{")), 0)})
			r.open = true
			r.fail(item.Err)
		}
		return
	}
	s := &r.found[len(r.found)-1]
	value := item.ValStr(r.text)
	switch {
	case item.IsError():
		r.fail(item.Err)
	case item.IsShortcodeClose():
		s.mistake, s.hint = "a shortcode has no end tag", "remove the slash"
	case item.IsShortcodeName(), item.IsInlineShortcodeName():
		s.name = value
	case item.IsShortcodeParam():
		s.arguments = append(s.arguments, argument{"", value})
	case item.IsShortcodeParamVal():
		last := &s.arguments[len(s.arguments)-1]
		*last = argument{last.value, value}
	case item.IsRightShortcodeDelim():
		switch {
		case s.mistake != "":
		case s.name == "":
			s.mistake, s.hint = "missing shortcode name", "write {{< cell ... >}}"
		case slices.ContainsFunc(s.arguments, func(a argument) bool { return strings.Contains(a.value, "}}") }): // to the next mark
			s.mistake, s.hint = "unclosed quotation mark in a shortcode", `write {{< name "argument" >}}`
		}
		s.to, r.open = r.offset+item.Pos()+len(">}}"), false
	}
}

var afterBraces = regexp.MustCompile(`\}\}|\n`)

// fail ends the last shortcode with a mistake, at the next closing braces or the end of its line.
func (r *shortcodeReader) fail(err error) {
	if r.failed {
		return
	}
	s := &r.found[len(r.found)-1]
	r.failed = true
	if err == nil {
		err = errors.New("unclosed shortcode")
	}
	s.mistake, s.hint = err.Error(), `write {{< name "argument" >}}, with straight quotation marks`
	begin := s.from - r.offset + len("{{<")
	end := len(r.text)
	if at := afterBraces.FindIndex(r.text[begin:]); at != nil {
		end = begin + at[1]
	}
	s.to = r.offset + end
}
