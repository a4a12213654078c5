package published

import "declarationwatch/tools/internal/campaign"

// pair is a record as each edition has it; nil where one has none.
type pair struct{ before, after object }

func (p pair) either() object {
	if p.after != nil {
		return p.after
	}
	return p.before
}

// match pairs the records of two lists: by their content where some fields are marked as such, because the id of a report
// counts those of one date, and one that comes out late can take the id of another; then by their key. Of several with one
// key, the first is paired with the first. Pairs come in the order of the newer list, then what only the older one has.
func match(o *Object, before, after []object, source string) []pair {
	pairs, taken := make([]pair, len(after)), make([]bool, len(before))
	for i := range after {
		pairs[i].after = after[i]
	}
	var content, key, id []Field
	for _, f := range o.Fields {
		switch {
		case f.diff == "content":
			content = append(content, f)
		case f.Key:
			key = append(key, f)
		case f.Name == "id":
			id = append(id, f)
		}
	}
	if key == nil {
		key = id
	}
	for _, fields := range [][]Field{content, key} {
		if fields == nil && len(content)+len(key) > 0 {
			continue
		}
		free := map[string][]int{}
		for i, x := range before {
			if k := keyOf(fields, x, source); !taken[i] {
				free[k] = append(free[k], i)
			}
		}
		for i, x := range after {
			k := keyOf(fields, x, source)
			if n := free[k]; pairs[i].before == nil && len(n) > 0 {
				pairs[i].before, taken[n[0]], free[k] = before[n[0]], true, n[1:]
			}
		}
	}
	for i := range before {
		if !taken[i] {
			pairs = append(pairs, pair{before[i], nil})
		}
	}
	return pairs
}

func keyOf(fields []Field, x object, source string) string {
	key := ""
	for _, f := range fields {
		value := x[f.Name]
		if text, ok := value.(map[string]any); ok {
			value = text[source]
		}
		key += plain(value) + "\x00"
	}
	return key
}

// reason returns what gave a cell its status: of the newest report on each pledge, or the pledge itself, and the newest on
// conduct, the newest that has the status. An older report does not count, even if it had the status of another pledge.
func reason(cell object) object {
	last := map[string]object{}
	events, _ := cell.list("events")
	for _, e := range events {
		if corrected, _ := e["corrected"].(bool); !corrected {
			last[e.text("pledge")] = e
		}
	}
	all, _ := cell.list("pledges")
	var newest object
	day := func(x object) campaign.Date { return campaign.Date(x.text("date")) }
	for _, x := range append(all, object{}) { // last of all, conduct
		if e, ok := last[x.text("id")]; ok {
			x = e
		}
		if len(x) > 0 && x.text("status") == cell.text("status") && (newest == nil || day(x).Compare(day(newest)) >= 0) {
			newest = x
		}
	}
	return newest
}
