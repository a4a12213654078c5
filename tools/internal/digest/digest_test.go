package digest_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"declarationwatch/tools/internal/digest"
)

// hostile has markup, syntax of Markdown and a character that controls a terminal in every text.
const hostile = "<b>x</b> *y* [z](javascript:0) \x1b[2J \"q\""

func letter() *digest.Letter {
	link := digest.Link{Words: hostile, Address: "https://x.example/a/?b=1&c=(2)#d"}
	return &digest.Letter{
		Language: "ar", RTL: true, Title: hostile, Heading: hostile, Lead: hostile, Empty: "Nothing.", All: link,
		Sections: []digest.Section{{Title: hostile, Lines: []digest.Line{{Link: link, Text: strings.Repeat("word ", 40) + hostile, Label: "Sources", Sources: []digest.Link{link, link}}}}},
	}
}

func written(t *testing.T, l *digest.Letter, f digest.Format) string {
	t.Helper()
	var b strings.Builder
	if err := l.Write(&b, f); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestHostile: a text of the record is text in every format.
func TestHostile(t *testing.T) {
	for format, never := range map[digest.Format][]string{
		digest.HTML:     {"<b>x</b>", "<script", "<style", "class=", "<img", `"q"`},
		digest.Markdown: {"<b>", "*y*", "[z](", "\x1b"},
		digest.Text:     {"\x1b"},
	} {
		got := written(t, letter(), format)
		for _, text := range never {
			if strings.Contains(got, text) {
				t.Errorf("%s: %q in\n%s", format, text, got)
			}
		}
		if n := strings.Count(got, "https://x.example/a/"); n != 4 {
			t.Errorf("%s: %d links, want one for the line, one for each source and the last", format, n)
		}
	}
}

func TestText(t *testing.T) {
	for line := range strings.Lines(written(t, letter(), digest.Text)) {
		if n := utf8.RuneCountInString(strings.TrimRight(line, "\n")); n > 72 {
			t.Errorf("%d characters: %s", n, line)
		}
	}
}

func TestEmpty(t *testing.T) {
	l := letter()
	l.Sections = nil
	for _, format := range digest.Formats {
		if got := written(t, l, format); !strings.Contains(got, "Nothing.") {
			t.Errorf("%s: does not say that nothing changed:\n%s", format, got)
		}
	}
	if got := written(t, l, digest.HTML); !strings.Contains(got, `<html lang="ar" dir="rtl">`) {
		t.Error("the direction of the language is missing")
	}
	if l.Write(&strings.Builder{}, "docx") == nil {
		t.Error("an unknown format is written")
	}
}
