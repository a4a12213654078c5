package published

import "slices"

// What the home page has room for. A tile is at least as wide as a finger on the smallest phone.
const (
	mostColumns  = 12 // of the map
	mostTiles    = 100
	mostSquares  = 40 // in a tile
	roomOfNames  = 10_000
	lettersOfTo  = 30 // of the link to a government
	mostYearBars = 72
	fewestYears  = 3
)

// pagesHome is what the home page shows of a record.
type pagesHome struct {
	Map   bool `json:"map"`   // governments are on a map; otherwise in lists by region
	Each  int  `json:"each"`  // commitments that a small square on the map is for
	Names bool `json:"names"` // the lists by region have room for names
	Years int  `json:"years"` // how many of the newest years its charts show
}

// home returns what there is room for on the home page.
func (p *Pages) home(languages []string) pagesHome {
	out := pagesHome{Each: 1}
	var columns []int
	letters := 0
	for _, g := range p.Signatories {
		letters += longest(g.Name, languages) + lettersOfTo
		if len(g.Tile) > 0 {
			columns = append(columns, g.Tile[0])
		}
		out.Each = max(out.Each, (g.Totals.Filled+mostSquares-1)/mostSquares)
	}
	out.Map = len(columns) > 0 && len(columns) <= mostTiles && slices.Max(columns)-slices.Min(columns) < mostColumns
	out.Names = letters <= roomOfNames
	out.Years = max(fewestYears, mostYearBars/(1+len(p.Pillars)))
	return out
}
