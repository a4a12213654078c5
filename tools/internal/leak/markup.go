package leak

import (
	"bytes"

	"golang.org/x/net/html"
)

// pieces is a text in HTML or XML, taken apart. The parts of each piece are separated by a NUL, which no plain form has.
type pieces struct {
	words    []byte // what is between the tags, as one text, so that no tag breaks up a sentence
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

// takeApart separates a text from its markup. It reads any HTML or XML, however deep or broken.
func takeApart(text []byte) *pieces {
	p := &pieces{}
	add := func(to *[]byte, part []byte) { *to = append(append(*to, part...), 0) }
	// The NUL that the tokenizer replaces would be letters.
	if bytes.IndexByte(text, 0) >= 0 {
		text = bytes.ReplaceAll(text, []byte{0}, []byte{' '})
	}
	z := html.NewTokenizer(bytes.NewReader(text))
	z.AllowCDATA(true)
	for {
		switch z.Next() {
		case html.ErrorToken:
			add(&p.comments, z.Raw()) // a tag that is not closed
			return p
		case html.TextToken:
			add(&p.words, z.Text())
		case html.CommentToken, html.DoctypeToken:
			add(&p.comments, z.Text())
		case html.StartTagToken, html.SelfClosingTagToken:
			name, more := z.TagName()
			// In a picture or in XML, <title> and the like contain tags.
			if string(name) != "script" && string(name) != "style" {
				z.NextIsNotRawText()
			}
			for more {
				var value []byte
				_, value, more = z.TagAttr()
				add(&p.values, value)
			}
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
