package picture

import (
	"fmt"
	"slices"
	"strings"
)

// A picture in words, for those who do not see it: the lead, then each row. All words come from what is given, so that
// they are in its language.

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

func sentences(list []string) string {
	return strings.Join(slices.DeleteFunc(list, func(s string) bool { return s == "" }), " ")
}
