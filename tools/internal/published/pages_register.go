package published

import (
	"cmp"
	"slices"
	"strings"

	"declarationwatch/tools/internal/campaign"
)

// What one page of the register has beside its sources, so that it stays light however many there are.
const (
	mostPublishers = 12  // of a year, on the page of its kind
	mostMoved      = 300 // sources to which a page leads on
)

type (
	// pagesKind is the sources of one kind.
	pagesKind struct {
		ID    campaign.EvidenceKind `json:"id"`
		Count int                   `json:"count"`
		Years []pagesYear           `json:"years"` // newest first, undated ones last
		Moved []campaign.EvidenceID `json:"moved"` // those that were listed on the page of the kind before there was a page a year
	}
	// pagesYear is the sources of a kind and year.
	pagesYear struct {
		ID         string                `json:"id"` // "" for sources without a date
		Path       string                `json:"path"`
		Count      int                   `json:"count"`
		Parts      []pagesPart           `json:"parts"`
		Publishers []pagesPublisher      `json:"publishers"` // those with most sources
		Others     int                   `json:"others"`     // how many publishers there are beside these
		Moved      []campaign.EvidenceID `json:"moved"`      // those that were on the first page before there were others
	}
	// pagesPart is the sources that one page lists.
	pagesPart struct {
		Number     int              `json:"number"`
		Path       string           `json:"path"`
		Count      int              `json:"count"`
		Publishers []pagesPublisher `json:"publishers"`
	}
	// pagesPublisher is the sources of one publisher, oldest first, and the page that lists the first of them.
	pagesPublisher struct {
		Name     string                `json:"name"`
		Path     string                `json:"path"`
		Evidence []campaign.EvidenceID `json:"evidence"`
	}
)

// inOrderRead returns the ids of sources in the order in which we read them.
func inOrderRead(c *campaign.Campaign) (out []campaign.EvidenceID) {
	for _, e := range slices.SortedFunc(slices.Values(c.Evidence), campaign.CompareRead) {
		out = append(out, e.ID)
	}
	return out
}

// register groups sources, which are in the order of their kind and publisher. read is their ids in the order in which we
// read them.
func register(sources []Source, read []campaign.EvidenceID) []pagesKind {
	byID := map[campaign.EvidenceID]Source{}
	var kinds []pagesKind
	for _, s := range sources {
		byID[s.ID] = s
		if n := len(kinds); n == 0 || kinds[n-1].ID != s.Kind {
			kinds = append(kinds, pagesKind{ID: s.Kind})
		}
		kinds[len(kinds)-1].add(s)
	}
	for i := range kinds {
		kinds[i].finish()
	}
	for _, id := range read {
		if s, shown := byID[id]; shown {
			i := slices.IndexFunc(kinds, func(k pagesKind) bool { return k.ID == s.Kind })
			kinds[i].leadTo(s)
		}
	}
	return kinds
}

// add adds a source to its page.
func (k *pagesKind) add(s Source) {
	k.Count++
	id := ""
	if s.Published.Valid() {
		id = string(s.Published[:len("2006")])
	}
	i := slices.IndexFunc(k.Years, func(y pagesYear) bool { return y.ID == id })
	if i < 0 {
		i, k.Years = len(k.Years), append(k.Years, pagesYear{ID: id})
	}
	k.Years[i].add(s)
}

func (y *pagesYear) add(s Source) {
	y.Count++
	y.Publishers = withSource(y.Publishers, s)
	page := s.page()
	i := slices.IndexFunc(y.Parts, func(p pagesPart) bool { return p.Path == page })
	if i < 0 {
		i, y.Parts = len(y.Parts), append(y.Parts, pagesPart{Number: s.part, Path: page})
	}
	part := &y.Parts[i]
	part.Count++
	part.Publishers = withSource(part.Publishers, s)
}

// withSource adds a source to that of its publisher, who is the last if there before.
func withSource(all []pagesPublisher, s Source) []pagesPublisher {
	if n := len(all); n == 0 || all[n-1].Name != s.Publisher {
		all = append(all, pagesPublisher{Name: s.Publisher, Path: s.page()})
	}
	last := &all[len(all)-1]
	last.Evidence = append(last.Evidence, s.ID)
	return all
}

// finish puts years and their pages in order, and leaves the publishers with most sources.
func (k *pagesKind) finish() {
	slices.SortFunc(k.Years, func(a, b pagesYear) int { return strings.Compare(b.ID, a.ID) })
	for i := range k.Years {
		y := &k.Years[i]
		slices.SortFunc(y.Parts, func(a, b pagesPart) int { return cmp.Compare(a.Number, b.Number) })
		y.Path = y.Parts[0].Path
		if y.Others = len(y.Publishers) - mostPublishers; y.Others > 0 {
			slices.SortStableFunc(y.Publishers, func(a, b pagesPublisher) int { return cmp.Compare(len(b.Evidence), len(a.Evidence)) })
			y.Publishers = y.Publishers[:mostPublishers]
		}
		y.Others = max(y.Others, 0)
	}
}

// leadTo notes a source on the pages that had its anchor before they were split. They were split when they had few: those
// that came later were never there.
func (k *pagesKind) leadTo(s Source) {
	if len(k.Moved) < mostMoved {
		k.Moved = append(k.Moved, s.ID)
	}
	for i := range k.Years {
		y := &k.Years[i]
		if s.part > y.Parts[0].Number && len(y.Moved) < mostMoved && slices.ContainsFunc(y.Parts, func(p pagesPart) bool { return p.Path == s.page() }) {
			y.Moved = append(y.Moved, s.ID)
		}
	}
}

// page is the address of the page that lists a source.
func (s Source) page() string {
	page, _, _ := strings.Cut(s.Path, "#")
	return page
}
