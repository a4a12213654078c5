package difference

import (
	"cmp"
	"slices"
)

// names is what to call the things that ids stand for, in English, and where the site has its sources.
type names struct{ governments, commitments, statuses, pillars, sources map[string]string }

// newNames reads the names of both sides; those of the newer one count.
func newNames(before, after *Record) names {
	n := names{map[string]string{}, map[string]string{}, map[string]string{}, map[string]string{}, map[string]string{}}
	for _, r := range []*Record{before, after} {
		for _, g := range slices.Concat(r.Signatories, r.Observers) {
			n.governments[g.ID] = g.Name.In("en")
		}
		for _, c := range r.Commitments {
			n.commitments[c.ID] = c.ShortTitle.In("en")
		}
		for _, s := range r.Statuses {
			n.statuses[s.ID] = s.Label.In("en")
		}
		for _, p := range r.Pillars {
			n.pillars[p.ID] = p.Title.In("en")
		}
		for _, s := range r.Evidence {
			n.sources[s.ID] = s.Permalink
		}
	}
	return n
}

// cell is what to call a cell.
func (n names) cell(signatory, commitment string) string {
	return cmp.Or(n.governments[signatory], signatory) + ", " + cmp.Or(n.commitments[commitment], commitment)
}

func (n names) status(id string) string { return cmp.Or(n.statuses[id], id) }

// value is what to call the value of a field.
func (n names) value(field, value string) string {
	switch field {
	case "status":
		return n.status(value)
	case "commitment":
		return cmp.Or(n.commitments[value], value)
	case "actor":
		return cmp.Or(n.governments[value], value)
	case "pillar":
		return cmp.Or(n.pillars[value], value)
	}
	return value
}
