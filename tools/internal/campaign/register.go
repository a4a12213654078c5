package campaign

import (
	"cmp"
	"path"
	"slices"
	"strconv"
	"strings"
)

// PerPage is how many things a page of a year in a list has: what a phone loads at once.
const PerPage = 50

// Folders below the page of a record or list: of the texts that name it, of the archive of its feed, and of its pages by pillar.
const (
	Mentions     = "mentions"
	FeedFolder   = "feed"
	PillarFolder = "pillar"
)

// Undated is the year of what has no date, in addresses.
const Undated = "undated"

// YearPage returns the address of a page of a list that is by year: a page a year, and further ones below it where a year has
// many things. The first is part 1.
func YearPage(list, year string, part int) string {
	address := path.Join(list, year)
	if part > 1 {
		address = path.Join(address, strconv.Itoa(part))
	}
	return address
}

// Year is the year that a source was published in, Undated where its page shows none.
func (e Evidence) Year() string {
	if e.Published.Valid() {
		return string(e.Published)[:len("2006")]
	}
	return Undated
}

// Address is the page that lists a source, below the site's root: one of its kind and year, so that no page grows with the
// register.
func (e Evidence) Address() string {
	return YearPage(path.Join("sources", string(e.Kind)), e.Year(), e.Part)
}

// CompareRead compares sources by the day on which we read them: in this order a new one comes last, and those before it
// keep their pages. A month comes before its days, which are written down later.
func CompareRead(a, b Evidence) int {
	return cmp.Or(strings.Compare(string(a.Accessed), string(b.Accessed)), strings.Compare(string(a.ID), string(b.ID)))
}

// paginate sets the page of each source within its kind and year. What is never shown takes no place.
func (c *Campaign) paginate() {
	all := make([]*Evidence, 0, len(c.Evidence))
	for i := range c.Evidence {
		c.Evidence[i].Part = 1
		if len(c.Evidence[i].Withheld) == 0 {
			all = append(all, &c.Evidence[i])
		}
	}
	slices.SortFunc(all, func(a, b *Evidence) int { return CompareRead(*a, *b) })
	count := map[string]int{} // sources so far, by kind and year
	for _, e := range all {
		year := path.Join(string(e.Kind), e.Year())
		e.Part = 1 + count[year]/PerPage
		count[year]++
	}
}
