package check

import (
	"strings"
	"unicode"

	"declarationwatch/tools/internal/diag"
)

func headingLevel(p *prose, report *report) {
	before := 1 // the page's title
	for _, h := range p.headings {
		switch {
		case h.level == 1:
			report.errorf(p.at(h.at), "heading of level 1 beside the page's title").
				WithHint("the title comes from the front matter; start at ##")
		case h.level > before+1:
			report.errorf(p.at(h.at), "heading of level %d after one of level %d", h.level, before).
				WithHint("write " + strings.Repeat("#", before+1))
		}
		before = h.level
	}
}

func headingAnchor(p *prose, report *report) {
	first := map[string]diag.Position{}
	for _, h := range p.headings {
		switch {
		case strings.TrimSpace(h.text) == "":
			report.errorf(p.at(h.at), "empty heading").WithHint("add text, or remove it")
		case strings.ContainsRune(h.text, placeholderByte) && h.id == "":
			report.errorf(p.at(h.at), "heading with a shortcode needs a fixed anchor").WithHint("add one: {#in-words}")
		default:
			once(report, first, h.anchor(), p.at(h.at), "change its text, or add an anchor: {#another}", "duplicate anchor %q", h.anchor())
		}
	}
}

// anchor is the id that Hugo gives the heading, before it numbers duplicates.
func (h heading) anchor() string {
	if h.id != "" {
		return h.id
	}
	text := h.text[strings.LastIndexByte(h.text, '\n')+1:] // of several lines the last counts
	anchor := strings.Map(func(r rune) rune {
		switch {
		case r == ' ' || r == '-':
			return '-'
		case r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r):
			return unicode.ToLower(r)
		}
		return -1
	}, strings.TrimSpace(text))
	if anchor == "" {
		return "heading"
	}
	return anchor
}
