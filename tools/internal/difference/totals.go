package difference

import (
	"maps"
	"slices"
)

// totals is the numbers of the whole record; nil where one is missing.
type totals struct {
	Signatories *int           `json:"signatories"`
	Commitments *int           `json:"commitments"`
	Cells       *int           `json:"cells"`
	Filled      *int           `json:"filled"`
	ByStatus    map[string]int `json:"cells_by_status"`
	Pledges     *int           `json:"pledges"`
	Assessments *int           `json:"assessments"`
	Evidence    *int           `json:"evidence"`
}

// The prefix of a total that counts the cells of a status.
const byStatus = "cells_by_status:"

// totalsOf lists the totals that differ. One that a side does not have tells nothing.
func totalsOf(before, after *Record) []Total {
	var out []Total
	b, a := before.Totals, after.Totals
	for _, t := range []struct {
		name          string
		before, after *int
	}{
		{"signatories", b.Signatories, a.Signatories}, {"commitments", b.Commitments, a.Commitments},
		{"cells", b.Cells, a.Cells}, {"filled", b.Filled, a.Filled}, {"pledges", b.Pledges, a.Pledges},
		{"assessments", b.Assessments, a.Assessments}, {"evidence", b.Evidence, a.Evidence},
	} {
		if t.before != nil && t.after != nil && *t.before != *t.after {
			out = append(out, Total{t.name, *t.before, *t.after})
		}
	}
	if b.ByStatus == nil || a.ByStatus == nil {
		return out
	}
	for _, s := range statusesOf(before, after) {
		if b.ByStatus[s] != a.ByStatus[s] {
			out = append(out, Total{byStatus + s, b.ByStatus[s], a.ByStatus[s]})
		}
	}
	return out
}

// statusesOf lists the statuses that cells are counted by: those of the newer record in its order, then any other.
func statusesOf(before, after *Record) []string {
	var out []string
	for _, s := range after.Statuses {
		out = append(out, s.ID)
	}
	others := slices.AppendSeq(slices.Collect(maps.Keys(before.Totals.ByStatus)), maps.Keys(after.Totals.ByStatus))
	slices.Sort(others)
	for _, s := range others {
		if !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}
