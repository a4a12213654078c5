package published

import (
	"unicode/utf8"

	"declarationwatch/tools/internal/campaign"
)

// The file that has the matrix and its sources in one has as many of the newest reports on each pledge as there is room for: all of
// them while the record is small, and at last the status of each cell alone. How much that is, is measured in letters, as for the
// pages of governments.
const (
	roomOfStandalone = 205_000
	lettersOfCell    = 40 // of the matrix, where something was found
	lettersOfGap     = 3
)

// statusAlone is for a file without pledges, too.
const statusAlone = -1

// reportsAlone are the numbers of reports on each pledge to choose from; the first is as good as all.
var reportsAlone = []int{10_000, 10, 5, 3, 2, 1, 0, statusAlone}

// standalone returns how many reports on each pledge the file has, and the sources of these and of the pledges.
func (p *Pages) standalone(languages []string) (reports int, sources map[campaign.EvidenceID]bool) {
	for _, n := range reportsAlone {
		room, kept := room{}, map[campaign.EvidenceID]bool{}
		add := func(text campaign.Text, evidence []campaign.EvidenceID) {
			for _, language := range languages {
				room[text[language]] = utf8.RuneCountInString(text[language]) / len(languages)
			}
			for _, id := range evidence {
				kept[id] = true
			}
		}
		size := 0
		for _, row := range p.Cells {
			for _, c := range row {
				size += lettersOfGap
				if len(c.Things) > 0 {
					size += lettersOfCell
				}
				if n == statusAlone {
					continue
				}
				for _, t := range c.Things {
					if t.Of != "" {
						add(t.Summary, t.Pledge.Evidence)
					}
					for _, e := range t.Events[max(0, len(t.Events)-n):] {
						add(e.Summary, e.Evidence)
					}
				}
			}
		}
		if size += room.size() + lettersOfSource*len(kept); size <= roomOfStandalone {
			return n, kept
		}
	}
	return statusAlone, nil
}
