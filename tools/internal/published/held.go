package published

import (
	"slices"
	"time"

	"declarationwatch/tools/internal/campaign"
)

// Row names a row of the record by what never changes about it: pledge/ID, source/ID or report/ID.
type Row string

// HeldBack returns the rows that may not be shown at a moment. The open record decides about the rows that it has; for any
// other row it is enough that one side holds it back. A side may be nil.
func HeldBack(now time.Time, open *campaign.Campaign, sides ...*campaign.Campaign) map[Row]bool {
	held := map[Row]bool{}
	for _, c := range append(sides, open) {
		alone := unshown(c, now)
		visit(c, func(row Row, embargo *campaign.Moment, withheld bool) {
			invalid := *embargo != "" && !embargo.Valid()
			held[row] = withheld || invalid || alone[row] || embargo.Withheld(now) || held[row] && c != open
		})
	}
	return held
}

// unshown returns the sources that a record does not show at a moment, be it since only what is withheld cites them.
func unshown(c *campaign.Campaign, now time.Time) map[Row]bool {
	sources := map[Row]bool{}
	if c == nil {
		return sources
	}
	for _, e := range c.Evidence {
		sources[Row("source/"+e.ID)] = true
	}
	for _, e := range c.Published(now).Evidence {
		delete(sources, Row("source/"+e.ID))
	}
	return sources
}

// Public returns a record without the rows that it holds back itself at a moment, and without those named: what is under
// embargo now may have been public when the record was written. The record is not changed.
func Public(c *campaign.Campaign, held map[Row]bool, now time.Time) *campaign.Campaign {
	out := *c
	out.Pledges, out.Evidence, out.Assessments = slices.Clone(c.Pledges), slices.Clone(c.Evidence), slices.Clone(c.Assessments)
	for i, a := range out.Assessments {
		out.Assessments[i].Events = slices.Clone(a.Events)
	}
	visit(&out, func(row Row, embargo *campaign.Moment, _ bool) {
		if held[row] {
			*embargo = never
		}
	})
	return out.Published(now)
}

// never is the end of an embargo that does not end.
const never campaign.Moment = "9999-12-31"

// visit passes on every row that the published record can contain, with its embargo, and whether it is withheld forever.
func visit(c *campaign.Campaign, each func(row Row, embargo *campaign.Moment, withheld bool)) {
	if c == nil {
		return
	}
	for i := range c.Pledges {
		each(Row("pledge/"+c.Pledges[i].ID), &c.Pledges[i].PublishAfter, false)
	}
	for i := range c.Evidence {
		each(Row("source/"+c.Evidence[i].ID), &c.Evidence[i].PublishAfter, len(c.Evidence[i].Withheld) > 0)
	}
	for _, a := range c.Assessments {
		for i := range a.Events {
			each(Row("report/"+a.Events[i].ID), &a.Events[i].PublishAfter, false)
		}
	}
}

// Without removes rows, and what depends on them, from an edition. The statuses and totals stay as they were.
func (e *Edition) Without(rows map[Row]bool) {
	remove(e.tree, "evidence", func(x object) bool { return rows[Row("source/"+x.text("id"))] })
	cells, _ := e.tree.list("cells")
	for _, c := range cells {
		remove(c, "pledges", func(x object) bool { return rows[Row("pledge/"+x.text("id"))] })
		remove(c, "events", func(x object) bool {
			return rows[Row("report/"+x.text("id"))] || rows[Row("pledge/"+x.text("pledge"))]
		})
	}
}

func remove(from object, list string, gone func(object) bool) {
	if all, ok := from[list].([]any); ok {
		from[list] = slices.DeleteFunc(all, func(x any) bool {
			o, ok := x.(map[string]any)
			return ok && gone(o)
		})
	}
}
