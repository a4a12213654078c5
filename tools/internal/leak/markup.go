package leak

import (
	"bytes"
	"regexp"

	"golang.org/x/net/html"
)

// The pieces of a text in HTML or XML. The parts of each are separated by a NUL, which no plain form has.
const (
	words    = iota // what is between the tags, as one text, so that no tag breaks up a sentence
	values          // of attributes
	comments        // and the like
)

// takeApart separates a text from its markup. It reads any HTML or XML, however deep or broken.
func takeApart(text []byte) (pieces [comments + 1][]byte) {
	add := func(piece int, part []byte) { pieces[piece] = append(append(pieces[piece], part...), 0) }
	// The NUL that the tokenizer replaces would be letters.
	z := html.NewTokenizer(bytes.NewReader(bytes.ReplaceAll(text, []byte{0}, []byte{' '})))
	z.AllowCDATA(true)
	for {
		switch z.Next() {
		case html.ErrorToken:
			add(comments, z.Raw()) // a tag that is not closed
			return pieces
		case html.TextToken:
			add(words, z.Text())
		case html.CommentToken, html.DoctypeToken:
			add(comments, z.Text())
		case html.StartTagToken, html.SelfClosingTagToken:
			name, more := z.TagName()
			// In a picture or in XML, <title> and the like contain tags.
			if string(name) != "script" && string(name) != "style" {
				z.NextIsNotRawText()
			}
			for more {
				var value []byte
				_, value, more = z.TagAttr()
				add(values, value)
			}
		}
	}
}

// tagged matches a text in which anything may be markup.
var tagged = regexp.MustCompile(`<[a-zA-Z!?/]`)
