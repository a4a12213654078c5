package audit

import (
	"bytes"
	"encoding/json"
	"errors"
	"html"
	"io"
	"strings"

	"github.com/tdewolff/parse/v2"
	lexer "github.com/tdewolff/parse/v2/html"
)

// page is what the audit keeps of an HTML file beside what every file has.
type page struct {
	ids         map[string]bool
	twice       []string // ids given more than once
	lang        string
	titles      []string
	description string
	canonical   []string
	robots      string // what it tells search engines, in lower case
	refresh     string // where it sends its visitor by itself
	headings    []int  // levels, in the order of the page
	images      []image
	inside      []string // links that open in the window, or the frame, that the page is in
}

type image struct {
	address    string
	sized, alt bool
}

func (f *file) html(text []byte) {
	f.page = &page{ids: map[string]bool{}}
	r := reader{file: f, page: f.page}
	if err := r.read(text); err != nil {
		f.fault("%v", err)
	}
}

// svg reads a picture as XML, which it must be, and then for what it loads.
func (f *file) svg(text []byte) {
	f.xml(text)
	r := reader{file: f, page: &page{ids: map[string]bool{}}}
	if err := r.read(text); err != nil {
		f.fault("%v", err)
	}
}

// reader goes through the tags of a page.
type reader struct {
	file    *file
	page    *page
	element element
	raw     string // the element whose content is no markup, until that content has come
	foreign int    // how many <svg> and <math> are open: a <title> in them is not the page's
}

// element is an opening tag.
type element struct {
	name       string
	attributes []attribute
}

type attribute struct{ name, value string }

// get gives the first attribute of a name, which is the one that counts.
func (e *element) get(name string) (value string, ok bool) {
	for _, a := range e.attributes {
		if a.name == name {
			return a.value, true
		}
	}
	return "", false
}

func (r *reader) read(text []byte) error {
	l := lex(text)
	for {
		token, data := l.Next()
		if r.raw != "" {
			var content []byte
			if token == lexer.TextToken {
				content = l.Text()
			}
			r.content(r.raw, content)
			r.raw = ""
		}
		switch token {
		case lexer.ErrorToken:
			if err := l.Err(); !errors.Is(err, io.EOF) {
				return err
			}
			return nil
		case lexer.StartTagToken:
			r.element = element{strings.TrimPrefix(string(l.Text()), foreignMark), r.element.attributes[:0]}
			// Browsers end the name there, this lexer does not.
			if strings.Contains(r.element.name, "/") {
				r.file.fault("there is a slash in the name of a tag")
			}
		case lexer.AttributeToken:
			r.element.attributes = append(r.element.attributes, attribute{string(l.Text()), html.UnescapeString(string(unquote(l.AttrVal())))})
		case lexer.StartTagCloseToken, lexer.StartTagVoidToken:
			r.start(&r.element, token == lexer.StartTagVoidToken)
		case lexer.EndTagToken:
			if name := string(bytes.ToLower(l.Text())); (name == "svg" || name == "math") && r.foreign > 0 {
				r.foreign--
			}
		case lexer.SVGToken, lexer.MathToken, lexer.XMLToken:
			if err := r.read(opened(data)); err != nil {
				return err
			}
		}
	}
}

// content takes in what stands between the tags of an element whose content is no markup.
func (r *reader) content(element string, text []byte) {
	switch element {
	case "title":
		if r.foreign == 0 {
			r.page.titles = append(r.page.titles, strings.Join(strings.Fields(html.UnescapeString(string(text))), " "))
		}
	case "style":
		r.file.inline = append(r.file.inline, inline{style: true, what: "a <style> element"})
		r.file.style(text)
	case jsonLD:
		var v json.RawMessage
		if err := json.Unmarshal(text, &v); err != nil {
			r.file.fault("JSON-LD: %v", err)
		}
	case "script":
		r.file.inline = append(r.file.inline, inline{what: "a <script> element without src"})
	}
}

// jsonLD is the one kind of script that is no program.
const jsonLD = "application/ld+json"

// foreignMark is put before the name of an element that the lexer would hand over in one piece.
const foreignMark = "x"

// opened is the text of an <svg> or <math> element, made so that the lexer goes into it.
func opened(data []byte) []byte {
	return append([]byte("<"+foreignMark), data[1:]...)
}

// lex starts a lexer on a copy of the text, since it writes tag names in lower case where they stand.
func lex(text []byte) *lexer.Lexer {
	return lexer.NewLexer(parse.NewInputBytes(append(make([]byte, 0, len(text)+1), text...)))
}

func unquote(value []byte) []byte {
	if len(value) >= 2 && (value[0] == '"' || value[0] == '\'') && value[len(value)-1] == value[0] {
		return value[1 : len(value)-1]
	}
	return value
}
