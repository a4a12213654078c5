package difference

import "declarationwatch/tools/internal/campaign"

// changedCells lists the cells that both sides have and whose status differs.
func changedCells(cells []pair[cell]) []Cell {
	var out []Cell
	for _, p := range cells {
		if p.before == nil || p.after == nil || p.before.Status == p.after.Status {
			continue
		}
		why := p.after.reason()
		out = append(out, Cell{
			Signatory: p.after.Signatory, Commitment: p.after.Commitment, From: p.before.Status, To: p.after.Status,
			Since: p.after.Since, Why: why.summary.In("en"), Evidence: why.evidence, Permalink: p.after.Permalink,
		})
	}
	return out
}

// reason is what gave a thing in a cell the status it has.
type reason struct {
	status   string
	date     campaign.Date
	summary  campaign.Text
	evidence []string
}

// reason is the newest of those that carry the cell's status; a zero value where nothing does.
func (c *cell) reason() reason {
	var newest reason
	for _, r := range c.reasons() {
		if r.status == c.Status && (newest.status == "" || !r.date.Last().Before(newest.date.Last())) {
			newest = r
		}
	}
	return newest
}

// reasons gives one for each pledge of the cell, and one for conduct where there is any: its last event that no other
// corrects, or the pledge itself. An older event counts for nothing, even if it carried the status that another pledge has.
func (c *cell) reasons() []reason {
	last := map[string]reason{}
	for _, e := range c.Events {
		if !e.Corrected {
			last[e.Pledge] = reason{e.Status, e.Date, e.Summary, e.Evidence}
		}
	}
	var out []reason
	for _, p := range c.Pledges {
		r, ok := last[p.ID]
		if !ok {
			r = reason{p.Status, p.Date, p.Summary, p.Evidence}
		}
		out = append(out, r)
	}
	if r, ok := last[""]; ok {
		out = append(out, r)
	}
	return out
}
