package published

import "testing"

// TestHome: the home page has a map while its squares are as wide as a finger, names while there is room, and some years at least.
func TestHome(t *testing.T) {
	for _, n := range []int{1, mostColumns, mostTiles + 1, roomOfNames} {
		p := &Pages{Record: &Record{Pillars: make([]Pillar, n)}}
		for i := range n {
			g := Signatory{Tile: []int{i % mostColumns, i / mostColumns}}
			g.Totals.Filled = i
			p.Signatories = append(p.Signatories, g)
		}
		home := p.home([]string{"en"})
		if home.Map != (n <= mostTiles) || home.Names != (n*lettersOfTo <= roomOfNames) || home.Years < fewestYears {
			t.Errorf("%d governments: %+v", n, home)
		}
		if squares := (n - 1 + home.Each - 1) / home.Each; squares > mostSquares || home.Each > 1 && n-1 <= mostSquares {
			t.Errorf("%d commitments in %d squares", n-1, squares)
		}
		p.Signatories = append(p.Signatories, Signatory{Tile: []int{2 * mostColumns, 0}})
		if p.home(nil).Map {
			t.Errorf("%d governments and one far away are on a map", n)
		}
	}
}
