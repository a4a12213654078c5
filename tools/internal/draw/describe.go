package draw

import (
	"fmt"
	"slices"
	"strings"
)

// A picture in words, for those who do not see it. All words come from the input, so that they are in its language.

func (g Grid) describe() string {
	var lines []string
	for _, row := range g.Rows {
		found := map[string]int{}
		for _, status := range row.Cells {
			found[status]++
		}
		var parts []string
		for _, entry := range g.Legend {
			if n := found[entry.Status]; n > 0 {
				parts = append(parts, fmt.Sprintf("%s %d", entry.Label, n))
			}
		}
		if len(parts) > 0 {
			lines = append(lines, row.Name+": "+strings.Join(parts, ", ")+".")
		}
	}
	return g.around(lines)
}

func (l List) describe() string {
	var lines []string
	for _, item := range l.Items {
		text := item.Name + ": " + item.Label
		if item.Date != "" {
			text += ", " + item.Date
		}
		lines = append(lines, text+".")
	}
	return l.around(append(lines, l.Note))
}

// around returns lines with the lead before them and the source behind.
func (h Head) around(lines []string) string {
	all := slices.Concat([]string{h.Lead}, lines, []string{h.Source})
	return strings.Join(slices.DeleteFunc(all, func(s string) bool { return s == "" }), " ")
}
