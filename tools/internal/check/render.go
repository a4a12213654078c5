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

// words is what a reader of a page sees of it, without markup.
type words struct {
	blocks []string // such as a paragraph, a heading, a cell, what a picture is described by
	rows   []string // of tables
}

// all returns all words of a page, with its title and description. The cells of a row come one after another in it.
func (w words) all(page *campaign.Page) string {
	return strings.Join(append([]string{page.Title, page.Description}, w.blocks...), "\n")
}

// rendered returns the words of a page's texts in Markdown. What a shortcode prints is not known here, so a block ends at one;
// its arguments are blocks.
func rendered(page *campaign.Page) words {
	var out words
	for _, text := range textsOf(page) {
		if _, long := text.overlong(); !long {
			out.render(text.text)
		}
	}
	return words{slices.DeleteFunc(out.blocks, blank), slices.DeleteFunc(out.rows, blank)}
}

// renderedOnce returns rendered for the pages of one record, each rendered once.
func renderedOnce() func(*campaign.Page) words {
	var known sync.Map // words by page
	return func(page *campaign.Page) words {
		if seen, ok := known.Load(page.Doc); ok {
			return seen.(words)
		}
		seen := rendered(page)
		known.Store(page.Doc, seen)
		return seen
	}
}

// render adds the words of a text in Markdown.
func (w *words) render(text []byte) {
	calls := readShortcodes(text)
	for _, call := range calls {
		for _, a := range call.arguments {
			w.blocks = append(w.blocks, a.value)
		}
	}
	var page bytes.Buffer
	// A buffer does not fail, and nothing else of rendering can.
	_ = engine().Convert(masked(text, calls), &page)
	w.read(html.NewTokenizer(&page))
}

// read adds the words of a page in HTML.
func (w *words) read(tokens *html.Tokenizer) {
	var block, row strings.Builder
	for {
		switch tokens.Next() {
		case html.ErrorToken:
			end(&w.blocks, &block)
			return
		case html.TextToken:
			text := tokens.Token().Data
			block.WriteString(text)
			row.WriteString(text + " ")
		case html.StartTagToken, html.EndTagToken, html.SelfClosingTagToken:
			token := tokens.Token()
			for _, a := range token.Attr {
				if a.Key == "alt" || a.Key == "title" {
					w.blocks = append(w.blocks, a.Val)
				}
			}
			if !slices.Contains(inline, token.DataAtom) {
				end(&w.blocks, &block)
			}
			if token.DataAtom == atom.Tr && token.Type == html.StartTagToken {
				row.Reset()
			} else if token.DataAtom == atom.Tr {
				end(&w.rows, &row)
			}
		}
	}
}

// end ends a block: its parts between shortcodes are added to others.
func end(to *[]string, block *strings.Builder) {
	for part := range strings.SplitSeq(block.String(), string(rune(placeholderByte))) {
		*to = append(*to, strings.Join(strings.Fields(part), " "))
	}
	block.Reset()
}

// inline are the elements that do not end a block.
var inline = []atom.Atom{
	atom.A, atom.Em, atom.Strong, atom.Del, atom.Code, atom.Sup, atom.Sub, atom.Img, atom.Br, atom.Span, atom.Input, atom.I, atom.B, atom.S,
}
