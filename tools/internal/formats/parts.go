package formats

import (
	"encoding/csv"
	"io"
	"reflect"
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
	add := func(path string, part Part) {
		out = append(out,
			Format{Path: path + ".csv", MediaType: "text/csv", Of: "parts", write: func(w io.Writer, e *edition) error { return e.writePart(w, part) }},
			Format{Path: path + ".json", MediaType: "application/json", Of: "parts", write: func(w io.Writer, e *edition) error { return writeValue(w, part) }})
	}
	changes, memberships := rowsOf[Change](e, "changes"), rowsOf[Membership](e, "memberships")
	for _, s := range e.record.Signatories {
		part := e.part(func(c published.Cell) bool { return c.Signatory == s.ID }, changes)
		part.Signatory, part.Memberships = &s, slices.DeleteFunc(slices.Clone(memberships), func(m Membership) bool { return m.Signatory != s.ID })
		part.cite(e, s.Evidence)
		for _, m := range part.Memberships {
			part.cite(e, m.Evidence)
		}
		add(partFolders[0]+string(s.ID), part)
	}
	for _, c := range e.record.Commitments {
		part := e.part(func(x published.Cell) bool { return x.Commitment == c.ID }, changes)
		part.Commitment = &c
		part.cite(e, c.Evidence)
		add(partFolders[1]+string(c.ID), part)
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

// rowsOf returns the rows of a table.
func rowsOf[T any](e *edition, table string) []T { return e.table(table).records.([]T) }

// part returns some of the cells, with their changes and sources.
func (e *edition) part(of func(published.Cell) bool, changes []Change) Part {
	part := Part{head: e.head()}
	for _, c := range e.record.Cells {
		if of(c) {
			part.Cells = append(part.Cells, c)
			part.cite(e, c.Evidence)
		}
	}
	for _, c := range changes {
		if of(published.Cell{Signatory: c.Signatory, Commitment: c.Commitment}) {
			part.Changes = append(part.Changes, c)
		}
	}
	return part
}

// cite adds sources that the part does not have yet.
func (p *Part) cite(e *edition, ids []campaign.EvidenceID) {
	for _, s := range e.record.Evidence {
		if slices.Contains(ids, s.ID) && !slices.ContainsFunc(p.Evidence, func(x published.Source) bool { return x.ID == s.ID }) {
			p.Evidence = append(p.Evidence, s)
		}
	}
}

// writePart writes the rows of matrix.csv that are about the cells of a part.
func (e *edition) writePart(w io.Writer, part Part) error {
	t := e.table("matrix")
	t.rows = slices.DeleteFunc(slices.Clone(t.rows), func(row reflect.Value) bool {
		m := row.Interface().(Matrix)
		return !slices.ContainsFunc(part.Cells, func(c published.Cell) bool { return c.Signatory == m.Signatory && c.Commitment == m.Commitment })
	})
	return e.writeTable(csv.NewWriter(w), t)
}
