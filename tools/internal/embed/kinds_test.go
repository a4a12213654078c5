package embed

import (
	"fmt"
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
