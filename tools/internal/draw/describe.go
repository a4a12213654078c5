package draw

import (
	"fmt"
	"slices"
	"strings"
)

// A picture in words, for those who do not see it. All words come from the input, so that they are in its language.

func (g Grid) describe() string {
	out := []string{g.Lead}
	for _, row := range g.Rows {
		var parts []string
		for _, entry := range g.Legend {
			n := 0
			for _, status := range row.Cells {
				if status == entry.Status {
					n++
				}
			}
			if n > 0 {
				parts = append(parts, fmt.Sprintf("%s %d", entry.Label, n))
			}
		}
		if len(parts) > 0 {
			out = append(out, row.Name+": "+strings.Join(parts, ", ")+".")
		}
	}
	return sentences(append(out, g.Source))
}

func (l List) describe() string {
	out := []string{l.Lead}
	for _, item := range l.Items {
		text := item.Name + ": " + item.Label
		if item.Date != "" {
			text += ", " + item.Date
		}
		out = append(out, text+".")
	}
	return sentences(append(out, l.Note, l.Source))
}

func (c Card) describe() string {
	words := []string{c.Title, c.Kicker}
	for _, f := range c.Figures {
		words = append(words, fmt.Sprintf("%s: %d", f.Label, f.Count))
	}
	words = append(words, strings.TrimSuffix(c.Note, "."))
	return strings.Join(slices.DeleteFunc(words, func(s string) bool { return s == "" }), ". ")
}

func sentences(list []string) string {
	return strings.Join(slices.DeleteFunc(list, func(s string) bool { return s == "" }), " ")
}
