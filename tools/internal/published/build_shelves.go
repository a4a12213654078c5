package published

import (
	"cmp"
	"fmt"
	"slices"
	"unicode/utf8"

	"declarationwatch/tools/internal/campaign"
)

// How long lists of the record may be on one page, in things.
const (
	mostChanges  = 300 // most of which are a line
	mostMeetings = 40
	mostEntries  = 60
	mostReports  = 60
)

// How much pledges and reports may be on the page of a government or commitment, in letters of their texts: repeated ones cost
// nothing once the page is compressed, and a source is about so many. What is more is on a page a government and commitment.
const (
	roomOfGovernment = 36_000 // whose page has only the newest report on each pledge
	roomOfCommitment = 32_000
	lettersOfSource  = 330
	mostFolded       = 150 // cells, however short their texts
	mostAnchors      = 150 // pledges whose old addresses the page of their government leads on from
)

// shelves makes lists of what may grow without end, and gives each thing in them its address.
func (b *builder) shelves() {
	r := b.record
	r.Shelves = map[string]*Shelf{}
	put := func(s *Shelf) *Shelf {
		r.Shelves[s.Path] = s
		return s
	}
	things := make([]shelved, 0, len(r.Changes))
	for _, c := range r.Changes {
		things = append(things, shelved{id: c.ID, date: c.Date, added: string(c.Recorded)})
	}
	list := put(newShelf("changes", "changes", "", mostChanges, things))
	for i := range r.Changes {
		r.Changes[i].Path = list.Place(r.Changes[i].ID)
	}

	things = nil
	for _, m := range slices.SortedStableFunc(slices.Values(r.Meetings), func(x, y Meeting) int { return y.Date.Compare(x.Date) }) {
		things = append(things, shelved{id: string(m.ID), date: m.Date})
	}
	list = put(newShelf("meetings", "meetings", "", mostMeetings, things))
	for i := range r.Meetings {
		r.Meetings[i].Path = list.Place(string(r.Meetings[i].ID))
	}

	for _, p := range r.Programmes {
		things = nil
		for _, e := range p.Newest {
			things = append(things, shelved{id: string(e.ID), date: e.Date})
		}
		list := put(newShelf(ProgrammePage(p.ID), "entries", string(p.ID), mostEntries, things))
		for _, entries := range [][]Entry{p.Entries, p.Newest} {
			for i := range entries {
				entries[i].Path = list.Place(string(entries[i].ID))
			}
		}
	}
	b.details()
}

// details gives the cells whose pledges and reports have no room on the page of their government or of their commitment a
// page of their own. What was recorded stays, so that a page that is there stays, too.
func (b *builder) details() {
	r := b.record
	rooms := map[string]*room{} // by page
	for c := range r.allCells {
		if len(c.Things) > 0 {
			b.measure(c, rooms)
		}
	}
	long := map[string]bool{}
	isLong := func(page string, most, filled int) bool {
		long[page] = filled > cmp.Or(b.MostRows, mostFolded) || rooms[page] != nil && rooms[page].size > most
		return long[page]
	}
	for _, all := range [][]Signatory{r.Signatories, r.Observers} {
		for i := range all {
			all[i].Long = isLong(governmentPage(all[i].ID), roomOfGovernment, all[i].Totals.Filled)
		}
	}
	for i := range r.Commitments {
		r.Commitments[i].Long = isLong(commitmentPage(r.Commitments[i].ID), roomOfCommitment, r.Commitments[i].Totals.Filled)
	}
	anchors := map[campaign.SignatoryID]int{}
	rows := map[string]string{} // pledges whose mark in a timeline leads to the row of their commitment
	for c := range r.allCells {
		government := governmentPage(c.Signatory)
		if len(c.Things) == 0 || !long[government] && !long[commitmentPage(c.Commitment)] {
			continue
		}
		c.Page = fmt.Sprintf("%s/%s", government, c.Commitment)
		things := make([]shelved, 0, len(c.Events))
		for i := range c.Events {
			e := &c.Events[i]
			things = append(things, shelved{id: string(e.ID), date: e.Date, added: string(e.Recorded)})
		}
		slices.SortStableFunc(things, func(x, y shelved) int { return y.date.Compare(x.date) })
		r.Shelves[c.Page] = newShelf(c.Page, "reports", "", mostReports, things)
		if long[government] {
			anchors[c.Signatory] = b.lead(c, anchors[c.Signatory])
			for _, p := range c.Pledges {
				rows[string(p.ID)] = string(c.Commitment)
			}
		}
	}
	for _, all := range [][]Signatory{r.Signatories, r.Observers} {
		for _, g := range all {
			for _, y := range g.Timeline.Years {
				for _, marks := range [][]Mark{y.Above.Marks, y.Below.Marks} {
					for i := range marks {
						marks[i].Anchor = cmp.Or(rows[marks[i].Anchor], marks[i].Anchor)
					}
				}
			}
		}
	}
}

func governmentPage(id campaign.SignatoryID) string  { return "signatories/" + string(id) }
func commitmentPage(id campaign.CommitmentID) string { return "commitments/" + string(id) }

// ProgrammePage returns the path of the page of a policy, below the folder of a language.
func ProgrammePage(id campaign.ProgrammeID) string { return "programmes/" + string(id) }

// room is how many letters a page would have: each text, and each source, once.
type room struct {
	size int
	has  map[string]bool
}

// full reports whether no page has so much room: what else there is makes no difference.
func (r *room) full() bool { return r.size > max(roomOfGovernment, roomOfCommitment) }

func (r *room) add(text string, letters int) {
	if !r.full() && !r.has[text] {
		r.has[text], r.size = true, r.size+letters
	}
}

// measure adds the pledges and reports of a cell to its pages, in the language that needs most.
func (b *builder) measure(c *Cell, rooms map[string]*room) {
	var pages [2]*room
	for i, page := range []string{governmentPage(c.Signatory), commitmentPage(c.Commitment)} {
		if rooms[page] == nil {
			rooms[page] = &room{has: map[string]bool{}}
		}
		pages[i] = rooms[page]
	}
	add := func(text campaign.Text, sources []campaign.EvidenceID) {
		if pages[0].full() && pages[1].full() {
			return
		}
		longest := ""
		for _, language := range b.Campaign.Languages.All {
			if utf8.RuneCountInString(text[language]) > utf8.RuneCountInString(longest) {
				longest = text[language]
			}
		}
		for _, page := range pages {
			page.add(longest, utf8.RuneCountInString(longest))
			for _, id := range sources {
				page.add(string(id), lettersOfSource)
			}
		}
	}
	for _, p := range c.Pledges {
		add(p.Summary, p.Evidence)
	}
	for _, e := range c.Events {
		add(e.Summary, e.Evidence)
	}
}

// lead notes which pledges keep their address on the page of their government, which has so many of other cells; the others have
// it on the page of the cell. It returns how many the government has now.
func (b *builder) lead(c *Cell, so int) int {
	moved := map[campaign.PledgeID]campaign.URL{}
	for i := range c.Pledges {
		p := &c.Pledges[i]
		if so++; so <= mostAnchors {
			c.Anchors = append(c.Anchors, p.ID)
		} else {
			p.Permalink = b.URL("%s/#%s", c.Page, p.ID)
			moved[p.ID] = p.Permalink
		}
	}
	for i := range c.Things {
		t := &c.Things[i]
		t.Permalink = cmp.Or(moved[t.Of], t.Permalink)
	}
	for i := range c.Events { // which things have, too
		c.Events[i].Permalink = cmp.Or(moved[c.Events[i].Pledge], c.Events[i].Permalink)
	}
	return so
}
