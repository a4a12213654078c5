package check

import (
	"declarationwatch/tools/internal/diag"
)

// The rules of this file look at the characters of a text and know nothing of Markdown.

// slips calls f with the text, and with the title and description of its page where the text is the page's body.
func (p *prose) slips(f func(text []byte, at func(offset int) diag.Position)) {
	if len(p.text) <= longestBody {
		f(p.text, p.at)
	}
	if p.body {
		for key, value := range map[string]string{"title": p.page.Title, "description": p.page.Description} {
			at := p.page.At(key)
			f([]byte(value), func(int) diag.Position { return at })
		}
	}
}

// placeholders are as people write them; "todo" in small letters is Spanish.
var placeholders = anyWord([]string{"TODO", "FIXME", "XXX", "lorem ipsum", "Lorem ipsum", "LOREM IPSUM"})

func placeholder(p *prose, report *report) {
	if p.page.Draft {
		return
	}
	p.slips(func(text []byte, at func(int) diag.Position) {
		for _, found := range placeholders.FindAllSubmatchIndex(text, -1) {
			report.errorf(at(found[2]), "placeholder %q", text[found[2]:found[3]]).WithHint("write the text, or set draft = true")
		}
	})
}
