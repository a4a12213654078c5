package embed

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"declarationwatch/tools/internal/fixture/project"
	"declarationwatch/tools/internal/published"
)

// TestLongList: a list keeps the rows with the statuses that decide most, and says that it is not whole.
func TestLongList(t *testing.T) {
	t.Parallel()
	p := project.Read(t)
	in, record := p.Pages(published.Input{Campaign: p.Campaign, BaseURL: "https://x.example/"})
	m := &maker{Source: Source{Input: in, Record: record}, Words: p.Words[p.Campaign.Languages.Source]}
	for _, n := range []int{mostRows, mostRows + len(record.Statuses)} {
		f := &Frame{}
		ranks := map[int]int{}
		for i := range n {
			status := record.Statuses[i%len(record.Statuses)]
			row := &Row{}
			row.Name, row.Status = fmt.Sprint(i), string(status.ID)
			f.Rows = append(f.Rows, row)
			ranks[status.Rank]++
		}
		m.list(f, published.Counts{})
		if len(f.Rows) != mostRows || (f.Cut != "") != (n > mostRows) {
			t.Errorf("of %d rows %d are left; it says %q", n, len(f.Rows), f.Cut)
		}
		last := 0
		for _, r := range f.Rows {
			rank := record.Status[r.Status].Rank
			last = max(last, rank)
			ranks[rank]--
		}
		for rank, left := range ranks {
			if left > 0 && rank < last {
				t.Errorf("of %d rows, %d of rank %d are left out, and one of rank %d is there", n, left, rank, last)
			}
		}
	}
}

// TestLongNames: a frame has fewer lines where names are long, and counts governments where it has no room for all their names.
func TestLongNames(t *testing.T) {
	t.Parallel()
	for _, length := range []int{1, 20, 60, 200} {
		name, n := strings.Repeat("x", length), 0
		var rows []*Row
		var all []string
		for range 2 * mostRows {
			row := &Row{}
			row.Name = name
			rows, all = append(rows, row), append(all, name)
		}
		if n = fitting(rows); n > mostRows || n*(length+lettersOfLine) > roomOfList || n < mostRows && (n+1)*(length+lettersOfLine) <= roomOfList {
			t.Errorf("%d of %d lines with names of %d letters", n, len(rows), length)
		}
		if text := names(all); len(text) > roomOfNames || (text == strconv.Itoa(len(all))) != (len(all)*(length+2)-2 > roomOfNames) {
			t.Errorf("names of %d letters: %q", length, text)
		}
	}
}
