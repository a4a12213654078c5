package check

import (
	"bytes"
	"slices"
	"strings"
	"sync"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"declarationwatch/tools/internal/campaign"
)

// engine reads and renders as Hugo does: the same library, with the extensions that are on by default and the attributes of
// headings.
var engine = sync.OnceValue(func() goldmark.Markdown {
	return goldmark.New(
		goldmark.WithExtensions(extension.GFM, extension.DefinitionList, extension.Footnote),
		goldmark.WithParserOptions(parser.WithAttribute()),
	)
})

// words is what a reader of a page sees of it: a block of text, such as a paragraph, a heading, a row of a table or what a
// picture is described by, without markup.
type words []string

// rendered returns the words of a page: its title, its description, and what else is on it.
func rendered(page *campaign.Page) words {
	return append(words{page.Title, page.Description}, renderedBody(page)...)
}

// renderedBody returns the words of a page's texts in Markdown. What a shortcode prints is not known here, so a block ends at
// one; its arguments are blocks.
func renderedBody(page *campaign.Page) words {
	var out words
	for _, text := range textsOf(page) {
		if _, long := text.overlong(); !long {
			out = append(out, renderedText(text.text)...)
		}
	}
	return slices.DeleteFunc(out, blank)
}

// renderedText returns the words of a text in Markdown.
func renderedText(text []byte) words {
	var out words
	calls := readShortcodes(text)
	for _, call := range calls {
		for _, a := range call.arguments {
			out = append(out, a.value)
		}
	}
	var page bytes.Buffer
	// A buffer does not fail, and nothing else of rendering can.
	_ = engine().Convert(masked(text, calls), &page)
	return append(out, blocksOf(&page)...)
}

// blocksOf returns the words of a page in HTML.
func blocksOf(page *bytes.Buffer) words {
	var out words
	var block, row strings.Builder
	end := func(b *strings.Builder) {
		for part := range strings.SplitSeq(b.String(), string(rune(placeholderByte))) {
			out = append(out, strings.Join(strings.Fields(part), " "))
		}
		b.Reset()
	}
	tokens := html.NewTokenizer(page)
	for {
		switch tokens.Next() {
		case html.ErrorToken:
			end(&block)
			return out
		case html.TextToken:
			text := tokens.Token().Data
			block.WriteString(text)
			row.WriteString(text + " ")
		case html.StartTagToken, html.EndTagToken, html.SelfClosingTagToken:
			token := tokens.Token()
			for _, a := range token.Attr {
				if a.Key == "alt" || a.Key == "title" {
					out = append(out, a.Val)
				}
			}
			if !slices.Contains(inline, token.DataAtom) {
				end(&block)
			}
			if token.DataAtom == atom.Tr {
				end(&row)
			}
		}
	}
}

// inline are the elements that do not end a block.
var inline = []atom.Atom{
	atom.A, atom.Em, atom.Strong, atom.Del, atom.Code, atom.Sup, atom.Sub, atom.Img, atom.Br, atom.Span, atom.Input, atom.I, atom.B, atom.S,
}
