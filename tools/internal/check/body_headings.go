package check

import (
	"fmt"
	"strings"
	"unicode"

	"declarationwatch/tools/internal/diag"
)

func headingLevel(p *prose, report *report) {
	before := 1 // the page's title
	for _, h := range p.headings {
		switch {
		case h.level == 1:
			report.add(diag.Problem{At: p.at(h.at), Message: "heading of level 1 beside the page's title", Hint: "the title comes from the front matter; start at ##"})
		case h.level > before+1:
			report.add(diag.Problem{At: p.at(h.at), Message: fmt.Sprintf("heading of level %d after one of level %d", h.level, before),
				Hint: "write " + strings.Repeat("#", before+1)})
		}
		before = h.level
	}
}

func headingAnchor(p *prose, report *report) {
	first := map[string]heading{}
	for _, h := range p.headings {
		anchor := h.anchor()
		problem := diag.Problem{At: p.at(h.at), Hint: "change its text, or add an anchor: {#another}"}
		before, twice := first[anchor]
		switch {
		case strings.TrimSpace(h.text) == "":
			problem.Message, problem.Hint = "empty heading", "add text, or remove it"
		case h.shortcode && h.id == "":
			problem.Message, problem.Hint = "heading with a shortcode needs a fixed anchor", "add one: {#in-words}"
		case twice:
			problem.Message = fmt.Sprintf("duplicate anchor %q", anchor)
			problem.Related = []diag.Related{{At: p.at(before.at), Message: "the earlier heading"}}
		default:
			first[anchor] = h
			continue
		}
		report.add(problem)
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
