package published

import (
	"path"
	"slices"
	"strconv"

	"declarationwatch/tools/internal/campaign"
)

// How many commitments the page of a government has a row for, where it has no room for what was said on each; and how much all
// commitments may need in a list of them, in letters, and how much one needs beside its title.
const (
	mostRows          = 64
	roomOfCommitments = 40_000
	lettersOfCard     = 55
)

// rowLists returns the lists of what happened on each commitment that are too long for the page of their government: it has those whose
// status matters most, and pages by pillar have all of them, in the order of the commitments.
func (p *Pages) rowLists(most int) (lists []*Shelf) {
	for _, g := range slices.Concat(p.Signatories, p.Observers) {
		worst := p.Worst[string(g.ID)]
		if !g.Long || len(worst) <= most {
			continue
		}
		found := map[campaign.CommitmentID]bool{}
		list := &Shelf{}
		for i, id := range worst {
			found[id] = true
			if i < most {
				list.Newest = append(list.Newest, string(id))
			} else {
				list.Moved = append(list.Moved, string(id))
			}
		}
		p.byPillar(list, governmentPage(g.ID), "rows", func(c Commitment) bool { return found[c.ID] })
		list.ID = string(g.ID)
		lists = append(lists, list)
	}
	return lists
}

// commitmentList returns the list of commitments by pillar, if it is too long for one page; nil otherwise.
func (p *Pages) commitmentList(languages []string) *Shelf {
	size := 0
	for _, c := range p.Commitments {
		size += longest(c.ShortTitle, languages) + lettersOfCard
	}
	if size <= roomOfCommitments {
		return nil
	}
	list := &Shelf{}
	p.byPillar(list, "commitments", "commitments", func(Commitment) bool { return true })
	return list
}

// byPillar gives a list of some commitments its pages, by pillar.
func (p *Pages) byPillar(list *Shelf, address, kind string, in func(Commitment) bool) {
	list.Path, list.Kind, list.Split = address, kind, true
	for _, pillar := range p.Pillars {
		group := shelfYear{ID: string(pillar.ID), Title: pillar.Title, Path: path.Join(address, campaign.PillarFolder, string(pillar.ID))}
		var things []string
		for _, c := range p.Commitments {
			if c.Pillar == pillar.ID && in(c) {
				things = append(things, string(c.ID))
			}
		}
		for ids := range slices.Chunk(things, campaign.PerPage) {
			part := shelfPart{Number: len(group.Parts) + 1, Path: group.Path, Count: len(ids), Things: ids}
			if part.Number > 1 {
				part.Path = path.Join(group.Path, strconv.Itoa(part.Number))
			}
			group.Parts = append(group.Parts, part)
		}
		if group.Count = len(things); group.Count > 0 {
			list.Count, list.Years = list.Count+group.Count, append(list.Years, group)
		}
	}
}
