package published

import (
	"slices"
	"unicode/utf8"

	"declarationwatch/tools/internal/campaign"
)

// The file that has the matrix and its sources in one has as much as there is room for, in letters, as for the pages of governments: all
// reports while the record is small, then as many of the newest on each pledge, and then less and less of what follows.
const (
	roomOfStandalone = 225_000
	lettersOfCell    = 40 // of the matrix, where something was found
	lettersOfGap     = 3
	lettersOfStatus  = 30 // of a cell in a list: a commitment, a status and its dates
	lettersOfNumber  = 4
	lettersOfName    = 60 // of a government or commitment, beside its texts
)

// What is in a file that has no room for pledges. Each leaves out more than the one before.
const (
	statusAlone  = -1 - iota // the status of each cell with its dates
	titlesAlone              // no texts and sources of commitments, and no sources of memberships
	numbersAlone             // the commitments of each status, by their number
	countsAlone              // how many commitments have each status
	totalsAlone              // neither governments nor commitments
)

// shareNames are what templates call these.
var shareNames = []string{"statuses", "titles", "numbers", "counts", "totals"}

// shares are what the file may have: reports on each pledge, the first as good as all; and what it has without pledges.
var shares = []int{10_000, 10, 5, 3, 2, 1, 0, statusAlone, titlesAlone, numbersAlone, countsAlone, totalsAlone}

// standalone returns what the file has, and the sources of the pledges and reports in it.
func (p *Pages) standalone(languages []string) (share int, sources map[campaign.EvidenceID]bool) {
	for _, share = range shares[:len(shares)-1] {
		size, kept := p.lettersAlone(share, languages)
		if size <= roomOfStandalone {
			return share, kept
		}
	}
	return totalsAlone, nil
}

// lettersAlone returns how much a file needs with some share of the record, and the sources of pledges and reports in it.
func (p *Pages) lettersAlone(share int, languages []string) (size int, sources map[campaign.EvidenceID]bool) {
	letters, sources := map[string]int{}, map[campaign.EvidenceID]bool{}
	add := func(text campaign.Text, evidence []campaign.EvidenceID) {
		for _, language := range languages {
			letters[text[language]] = utf8.RuneCountInString(text[language]) / len(languages)
		}
		for _, id := range evidence {
			sources[id] = true
		}
	}
	for _, row := range p.Cells {
		for _, c := range row {
			filled := len(c.Things) > 0
			switch {
			case share <= countsAlone:
			case share == numbersAlone:
				if filled {
					size += lettersOfNumber
				}
			case share < 0:
				if filled {
					size += lettersOfStatus
				}
			default:
				size += lettersOfGap
				if filled {
					size += lettersOfCell
				}
				for _, t := range c.Things {
					if t.Of != "" {
						add(t.Summary, t.Pledge.Evidence)
					}
					for _, e := range t.Events[max(0, len(t.Events)-share):] {
						add(e.Summary, e.Evidence)
					}
				}
			}
		}
	}
	if share > totalsAlone {
		for _, g := range slices.Concat(p.Signatories, p.Observers) {
			add(g.Name, nil)
			size += lettersOfName
			for _, m := range g.Memberships {
				if share == statusAlone { // with more there are nearly the same in pledges
					add(nil, m.Evidence)
				}
			}
		}
	}
	for _, c := range p.Commitments {
		if share > totalsAlone {
			add(c.ShortTitle, nil)
			size += lettersOfName
		}
		if share >= statusAlone {
			add(c.Summary, nil)
			add(c.ForChildren, nil)
		}
	}
	for _, n := range letters {
		size += n
	}
	return size + lettersOfSource*len(sources), sources
}
