package check

import (
	"bytes"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

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

// badCharacter leaves to the reading of files what no file may contain. A value can contain it all the same, escaped.
func badCharacter(p *prose, report *report) {
	p.slips(func(text []byte, at func(int) diag.Position) {
		for i := 0; i < len(text); {
			if c := text[i]; c >= ' ' && c < 0x7f || c == '\n' {
				i++
				continue
			}
			r, size := utf8.DecodeRune(text[i:])
			if what := unwanted(r); what != "" {
				report.errorf(at(i), "%s", what).WithHint("type it again")
			}
			i += size
		}
	})
}

// unwanted returns what is wrong with a character.
func unwanted(r rune) string {
	switch {
	case r == utf8.RuneError:
		return "replacement character U+FFFD in place of a lost letter"
	case r == '\t' || r == '\n' || r == '\r':
	case unicode.IsControl(r):
		return fmt.Sprintf("control character %U", r)
	case unicode.Is(unicode.Cf, r) && !strings.ContainsRune("\u200c\u200d\u200e\u200f\u061c", r): // joiners and marks of direction, which some scripts need
		return fmt.Sprintf("invisible character %U", r)
	}
	return ""
}

// placeholders are as people write them; "todo" in small letters is Spanish.
var placeholders = []string{"TODO", "FIXME", "XXX", "lorem ipsum", "Lorem ipsum", "LOREM IPSUM"}

func placeholder(p *prose, report *report) {
	if p.page.Draft {
		return
	}
	p.slips(func(text []byte, at func(int) diag.Position) {
		for _, word := range placeholders {
			for from := 0; ; {
				i := bytes.Index(text[from:], []byte(word))
				if i < 0 {
					break
				}
				i += from
				from = i + len(word)
				if before, _ := utf8.DecodeLastRune(text[:i]); partOfWord(before) {
					continue
				}
				if after, _ := utf8.DecodeRune(text[from:]); partOfWord(after) {
					continue
				}
				report.errorf(at(i), "placeholder %q", word).WithHint("write the text, or set draft = true")
			}
		}
	})
}

func partOfWord(r rune) bool { return r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r) }
