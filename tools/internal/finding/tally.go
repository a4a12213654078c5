package finding

import (
	"cmp"
	"slices"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/published"
)

// cells is those in which anything is, in the order of the record.
type cells struct {
	of                 map[campaign.SignatoryID][]published.Cell  // of each government and observer
	current, others    []published.Cell                           // of governments that are in the totals, and of those that left or observe
	under, othersUnder map[campaign.CommitmentID][]published.Cell // the same, by commitment
}

func newCells(r *published.Pages) cells {
	out := cells{of: map[campaign.SignatoryID][]published.Cell{}, under: map[campaign.CommitmentID][]published.Cell{}, othersUnder: map[campaign.CommitmentID][]published.Cell{}}
	for _, g := range slices.Concat(r.Record.Signatories, r.Record.Observers) {
		for _, c := range r.Record.Commitments {
			cell := r.Cells[string(g.ID)][string(c.ID)]
			if len(cell.Things) == 0 {
				continue
			}
			out.of[g.ID] = append(out.of[g.ID], cell)
			if g.Until == "" && g.Role != campaign.Observer {
				out.current, out.under[c.ID] = append(out.current, cell), append(out.under[c.ID], cell)
			} else {
				out.others, out.othersUnder[c.ID] = append(out.others, cell), append(out.othersUnder[c.ID], cell)
			}
		}
	}
	return out
}

// tally counts pledges. Each is counted once: as one without a later report, or by its status.
type tally struct {
	pledges    int
	unreported int                       // without a report that counts
	by         map[campaign.StatusID]int // of those with one
	early      int                       // of those that were fulfilled, the ones that were done by the day they were pledged
	broken     []published.Thing         // pledges that their own government undid
	newest     campaign.Date             // on which a pledge was made
	makers     map[campaign.SignatoryID]bool
	against    map[campaign.CommitmentID]bool // commitments that conduct was against
	offenders  map[campaign.SignatoryID]bool  // whose conduct that was
	conduct    map[campaign.CommitmentID]bool // commitments with any conduct
	acting     map[campaign.SignatoryID]bool  // whose conduct it was
}

// count returns the tally of some cells.
func (m *maker) count(cells []published.Cell) tally {
	t := tally{
		by: map[campaign.StatusID]int{}, makers: map[campaign.SignatoryID]bool{}, against: map[campaign.CommitmentID]bool{},
		offenders: map[campaign.SignatoryID]bool{}, conduct: map[campaign.CommitmentID]bool{},
		acting: map[campaign.SignatoryID]bool{},
	}
	for _, c := range cells {
		for _, x := range c.Things {
			broken := m.record.Status[string(x.Status)].Group == campaign.Broken
			if x.Of == "" {
				t.conduct[c.Commitment], t.acting[c.Signatory] = true, true
				if broken {
					t.against[c.Commitment], t.offenders[c.Signatory] = true, true
				}
				continue
			}
			t.pledges++
			t.makers[c.Signatory] = true
			t.newest = campaign.Newest(t.newest, x.Date)
			if x.Latest == nil {
				t.unreported++
				continue
			}
			t.by[x.Status]++
			if x.Early {
				t.early++
			}
			if broken {
				x.Signatory = c.Signatory
				t.broken = append(t.broken, x)
			}
		}
	}
	return t
}

// group counts the pledges whose status is in a group.
func (m *maker) group(t tally, g campaign.Group) (n int) {
	for _, s := range m.record.Statuses {
		if s.Group == g {
			n += t.by[s.ID]
		}
	}
	return n
}

// leading returns the status that a heading is about: of the groups in order, the first with any pledge in it; in the group, the
// status with most pledges, of equal ones that with the lower rank.
func (m *maker) leading(t tally, groups ...campaign.Group) (status campaign.StatusID, n int) {
	for _, g := range groups {
		in := slices.DeleteFunc(slices.Clone(m.record.Statuses), func(s published.Status) bool { return s.Group != g || t.by[s.ID] == 0 })
		if len(in) > 0 {
			s := slices.MinFunc(in, func(x, y published.Status) int { return cmp.Or(t.by[y.ID]-t.by[x.ID], x.Rank-y.Rank) })
			return s.ID, t.by[s.ID]
		}
	}
	return "", 0
}
