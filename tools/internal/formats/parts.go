package formats

import (
	"encoding/csv"
	"io"
	"slices"
	"strings"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/published"
)

// partFolders are the folders of the parts.
var partFolders = []string{"signatories/", "commitments/"}

// partFormats returns the files about one government or one commitment: the rows of matrix.csv, and all that the record has as
// JSON. A release has none: its files contain the whole.
func (e *edition) partFormats() (out []Format) {
	if e.Name != "" {
		return nil
	}
	add := func(path string, cells []int, part func() Part) {
		out = append(out,
			Format{Path: path + ".csv", MediaType: "text/csv", Of: "parts", write: func(w io.Writer, e *edition) error { return e.writePart(w, cells) }},
			Format{Path: path + ".json", MediaType: "application/json", Of: "parts", write: func(w io.Writer, e *edition) error { return published.Encode(w, part()) }})
	}
	cells := map[string][]int{} // by government and by commitment
	for i, c := range e.record.Cells {
		government, commitment := partFolders[0]+string(c.Signatory), partFolders[1]+string(c.Commitment)
		cells[government], cells[commitment] = append(cells[government], i), append(cells[commitment], i)
	}
	order := map[campaign.EvidenceID]int{}
	for i, s := range e.record.Evidence {
		order[s.ID] = i
	}
	changes := map[string][]int{} // also, oldest first
	for i, c := range slices.Backward(e.record.Changes) {
		government, commitment := partFolders[0]+string(c.Signatory), partFolders[1]+string(c.Commitment)
		changes[government], changes[commitment] = append(changes[government], i), append(changes[commitment], i)
	}
	memberships := e.memberships()
	for _, s := range e.record.Signatories {
		path := partFolders[0] + string(s.ID)
		add(path, cells[path], func() Part {
			part := e.part(cells[path], changes[path])
			part.Signatory, part.Memberships = &s, slices.DeleteFunc(slices.Clone(memberships), func(m Membership) bool { return m.Signatory != s.ID })
			evidence := [][]campaign.EvidenceID{s.Evidence}
			for _, m := range part.Memberships {
				evidence = append(evidence, m.Evidence)
			}
			return part.cite(e, order, evidence...)
		})
	}
	for _, c := range e.record.Commitments {
		path := partFolders[1] + string(c.ID)
		add(path, cells[path], func() Part {
			part := e.part(cells[path], changes[path])
			part.Commitment = &c
			return part.cite(e, order, c.Evidence)
		})
	}
	return out
}

// listed returns what the data page lists of the parts; nil where there are none.
func (e *edition) listed() any {
	if len(e.parts) == 0 {
		return nil
	}
	var lists []object
	for _, folder := range partFolders {
		var ids []string
		for _, f := range e.parts {
			if id, ok := strings.CutSuffix(strings.TrimPrefix(f.Path, folder), ".csv"); ok && strings.HasPrefix(f.Path, folder) {
				ids = append(ids, id)
			}
		}
		title := e.words.File(strings.TrimSuffix(folder, "/") + ".csv").Title
		lists = append(lists, object{"path": published.Folder + folder, "title": title, "ids": ids})
	}
	about := e.words.File("parts")
	return object{"title": about.Title, "text": about.Text, "lists": lists}
}

// part returns some of the cells, with their changes.
func (e *edition) part(cells, changes []int) Part {
	part := Part{head: e.head(), Cells: make([]*published.Cell, 0, len(cells)), Changes: make([]Change, 0, len(changes))}
	for _, i := range cells {
		part.Cells = append(part.Cells, &e.record.Cells[i])
	}
	for _, i := range changes {
		part.Changes = append(part.Changes, e.change(i))
	}
	return part
}

// cite returns the part with the sources of its cells, and then others, each once.
func (p Part) cite(e *edition, order map[campaign.EvidenceID]int, more ...[]campaign.EvidenceID) Part {
	cited := make([]bool, len(e.record.Evidence))
	var places []int // in the list of sources
	add := func(ids []campaign.EvidenceID) {
		places = places[:0]
		for _, id := range ids {
			if i, ok := order[id]; ok && !cited[i] {
				cited[i], places = true, append(places, i)
			}
		}
		slices.Sort(places)
		for _, i := range places {
			p.Evidence = append(p.Evidence, &e.record.Evidence[i])
		}
	}
	for _, c := range p.Cells {
		add(c.Evidence)
	}
	for _, ids := range more {
		add(ids)
	}
	return p
}

// writePart writes the rows of matrix.csv that are about some cells, which have the same order.
func (e *edition) writePart(w io.Writer, cells []int) error {
	t := e.table("matrix")
	t.rows = valuesOf(e.cells(slices.Values(cells)))
	return e.writeTable(csv.NewWriter(w), t)
}
