package published

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	"declarationwatch/tools/internal/campaign"
)

// newestOf is how many things the page of a list shows once the others are on pages by year.
const newestOf = 20

type (
	// Shelf is a list of dated things: all on one page while they are few, and then on a page a year, and further ones below
	// that where a year has many.
	Shelf struct {
		Path   string      `json:"path"`   // of the page whose list it is, below the folder of a language: "changes"
		Kind   string      `json:"kind"`   // how a page of it is listed: a case of layouts/_partials/shelf/things.html
		ID     string      `json:"id"`     // of the record that it is about; "" where it is about none
		Title  string      `json:"title"`  // of its page
		Made   bool        `json:"made"`   // its page is made for it, and not from content or for a record
		Count  int         `json:"count"`  // of all its things
		Split  bool        `json:"split"`  // they are on pages by year
		Newest []string    `json:"newest"` // those that its own page shows in full
		Years  []shelfYear `json:"years"`  // newest first, what has no date last
		Moved  []string    `json:"moved"`  // those that had their place on its own page before there were others

		of map[string]*shelved
	}
	shelfYear struct {
		ID    string        `json:"id"`    // "" for what has no date; a pillar in lists by pillar
		Title campaign.Text `json:"title"` // of a pillar
		Path  string        `json:"path"`
		Count int           `json:"count"`
		Parts []shelfPart   `json:"parts"`
	}
	shelfPart struct {
		Number int      `json:"number"`
		Path   string   `json:"path"`
		Count  int      `json:"count"`
		Things []string `json:"things"` // newest first
	}
	// shelved is one thing in a list.
	shelved struct {
		id    string
		date  campaign.Date
		added string // what orders things as they were added, as far as that is known
		page  string // the page by year that lists it
	}
)

// newShelf returns a list of things, which come newest first. Up to most of them are on one page.
func newShelf(address, kind, id string, most int, things []shelved) *Shelf {
	s := &Shelf{Path: address, Kind: kind, ID: id, Count: len(things), Split: len(things) > most, of: map[string]*shelved{}}
	for i := range things {
		s.of[things[i].id] = &things[i]
		if !s.Split || i < newestOf {
			s.Newest = append(s.Newest, things[i].id)
		}
	}
	if !s.Split {
		return s
	}
	// In the order in which they were added a new thing comes last, and those before it keep their pages.
	added := make([]*shelved, len(things))
	for i := range things {
		added[i] = &things[len(things)-1-i]
	}
	slices.SortStableFunc(added, func(a, b *shelved) int { return strings.Compare(a.added, b.added) })
	count := map[string]int{} // things so far, by year
	for i, x := range added {
		if i < mostMoved {
			s.Moved = append(s.Moved, x.id)
		}
		year := x.year()
		x.page = campaign.YearPage(address, cmp.Or(year, campaign.Undated), 1+count[year]/campaign.PerPage)
		count[year]++
	}
	for i := range things {
		s.add(&things[i])
	}
	slices.SortStableFunc(s.Years, func(a, b shelfYear) int { return strings.Compare(b.ID, a.ID) })
	for i := range s.Years {
		y := &s.Years[i]
		slices.SortFunc(y.Parts, func(a, b shelfPart) int { return cmp.Compare(a.Number, b.Number) })
	}
	return s
}

func (x *shelved) year() string {
	if len(x.date) < len("2006") {
		return ""
	}
	return string(x.date[:len("2006")])
}

// add adds a thing to the page that lists it.
func (s *Shelf) add(x *shelved) {
	year := x.year()
	i := slices.IndexFunc(s.Years, func(y shelfYear) bool { return y.ID == year })
	if i < 0 {
		i, s.Years = len(s.Years), append(s.Years, shelfYear{ID: year, Path: campaign.YearPage(s.Path, cmp.Or(year, campaign.Undated), 1)})
	}
	y := &s.Years[i]
	y.Count++
	j := slices.IndexFunc(y.Parts, func(p shelfPart) bool { return p.Path == x.page })
	if j < 0 {
		number := 1
		if x.page != y.Path {
			number, _ = strconv.Atoi(path.Base(x.page))
		}
		j, y.Parts = len(y.Parts), append(y.Parts, shelfPart{Number: number, Path: x.page})
	}
	y.Parts[j].Count++
	y.Parts[j].Things = append(y.Parts[j].Things, x.id)
}

// Place returns the lasting address of a thing, below the folder of a language.
func (s *Shelf) Place(id string) string {
	page := s.Path
	if x := s.of[id]; x != nil && x.page != "" {
		page = x.page
	}
	return fmt.Sprintf("%s/#%s", page, id)
}
