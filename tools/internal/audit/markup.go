package audit

import (
	"bytes"

	lexer "github.com/tdewolff/parse/v2/html"
)

// pieces is a text in HTML or XML, taken apart. The parts of each piece are kept apart by a NUL, which no plain form has.
type pieces struct {
	words    []byte // what stands between the tags, as one text, so that no tag breaks up a sentence
	values   []byte // the values of attributes
	comments []byte // comments and the like
}

func (p *pieces) each(do func(piece []byte)) {
	for _, piece := range [][]byte{p.words, p.values, p.comments} {
		if len(piece) > 0 {
			do(piece)
		}
	}
}

// takeApart separates a text from its markup. Encodings stay as they are.
func takeApart(text []byte) *pieces {
	// The lexer gives up at a NUL in an <svg>.
	if bytes.IndexByte(text, 0) >= 0 {
		text = bytes.ReplaceAll(text, []byte{0}, []byte{' '})
	}
	p := &pieces{}
	p.read(text)
	return p
}

func (p *pieces) read(text []byte) {
	add := func(to *[]byte, part []byte) { *to = append(append(*to, part...), 0) }
	l := lex(text)
	for {
		switch token, data := l.Next(); token {
		case lexer.ErrorToken:
			return
		case lexer.TextToken:
			add(&p.words, l.Text())
		case lexer.AttributeToken:
			add(&p.values, unquote(l.AttrVal()))
		case lexer.CommentToken, lexer.DoctypeToken:
			add(&p.comments, l.Text())
		case lexer.SVGToken, lexer.MathToken, lexer.XMLToken:
			p.read(opened(data))
		}
	}
}

// hasTags reports whether there is anything in a text that may be markup.
func hasTags(text []byte) bool {
	for {
		i := bytes.IndexByte(text, '<')
		if i < 0 || i+1 == len(text) {
			return false
		}
		if c := text[i+1] | 0x20; 'a' <= c && c <= 'z' || text[i+1] == '!' || text[i+1] == '?' || text[i+1] == '/' {
			return true
		}
		text = text[i+1:]
	}
}
