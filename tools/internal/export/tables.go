package export

import (
	"reflect"
	"slices"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/dictionary"
)

// table is what a CSV file holds, and a sheet of the workbook: rows of one kind of record.
type table struct {
	*dictionary.Object
	name  string
	holds campaign.Kind // whose ids are the key of its rows, "" for none
	rows  []reflect.Value
}

// tables lists every table, from the same values that the JSON is written from. A new table is a new line.
func (e *edition) tables() []table {
	all := e.all
	return []table{
		tableOf(e, "matrix", "", all.matrix()),
		tableOf(e, "signatories", campaign.SignatoryKind, datedBy(all.AsOf, slices.Concat(all.Signatories, all.Observers))),
		tableOf(e, "commitments", campaign.CommitmentKind, datedBy(all.AsOf, all.Commitments)),
		tableOf(e, "pledges", campaign.PledgeKind, datedBy(all.AsOf, all.pledges())),
		tableOf(e, "assessments", "", datedBy(all.AsOf, all.assessments())),
		tableOf(e, "evidence", campaign.EvidenceRecord, all.Evidence),
		tableOf(e, "labels", "", e.labels()),
	}
}

func tableOf[T any](e *edition, name string, holds campaign.Kind, records []T) table {
	t := table{Object: e.words.Of(reflect.TypeFor[T]()), name: name, holds: holds}
	values := reflect.ValueOf(records)
	for i := range records {
		t.rows = append(t.rows, values.Index(i))
	}
	return t
}

// table gives a table by its name, which is one of ours.
func (e *edition) table(name string) table {
	return e.tabled[slices.IndexFunc(e.tabled, func(t table) bool { return t.name == name })]
}

// of gives the name of the table whose key a field refers to, or of the rows that it holds; "" for none.
func (e *edition) of(f dictionary.Field) string {
	for _, t := range e.tabled {
		if f.Refers != "" && f.Refers == t.holds || f.Object != nil && f.Object.Name == t.Name {
			return t.name
		}
	}
	return ""
}

// key lists the fields that tell a row of the table from every other.
func (t table) key() []string {
	var names []string
	for _, f := range t.Fields {
		if f.Key {
			names = append(names, f.Name)
		}
	}
	return names
}

func datedBy[T any](day dictionary.Day, records []T) []dated[T] {
	var out []dated[T]
	for _, r := range records {
		out = append(out, dated[T]{day, r})
	}
	return out
}

// matrix gives one row a cell.
func (all v1Record) matrix() []v1Matrix {
	var out []v1Matrix
	for i, c := range all.Cells {
		// Cells come signatory by signatory, each commitment in order.
		s, commitment := all.Signatories[i/len(all.Commitments)], all.Commitments[i%len(all.Commitments)]
		row := v1Matrix{
			all.AsOf, c.Signatory, s.Name.In("en"), s.ISO3, commitment.Pillar, c.Commitment, commitment.ShortTitle.In("en"),
			c.Status, c.Since, nil, c.Evidence, c.Permalink,
		}
		for _, p := range c.Pledges {
			row.Pledges = append(row.Pledges, campaign.PledgeID(p.ID))
		}
		out = append(out, row)
	}
	return out
}

func (all v1Record) pledges() (out []v1Pledge) {
	for _, c := range all.Cells {
		out = append(out, c.Pledges...)
	}
	return out
}

func (all v1Record) assessments() (out []v1Assessment) {
	for _, c := range all.Cells {
		out = append(out, c.Events...)
	}
	return out
}

// labels gives every text of the record and of these definitions, in every language that it is in.
func (e *edition) labels() []v1Label {
	e.words.Of(reflect.TypeFor[v1Label]()) // they are explained too
	var out []v1Label
	add := func(kind, id, field string, text campaign.Text) {
		for _, language := range e.Languages {
			if s := text[language]; s != "" {
				out = append(out, v1Label{labelled(id), kind, field, language, s})
			}
		}
	}
	e.words.Texts(e.all, add)
	for _, o := range e.words.Objects() {
		add("object", o.Name, "title", o.Title)
		add("object", o.Name, "text", o.Text)
		for _, f := range o.Fields {
			add("field", o.Name+"."+f.Name, "title", f.Title)
			add("field", o.Name+"."+f.Name, "text", f.Text)
			add("field", o.Name+"."+f.Name, "absent", f.Absent)
		}
	}
	return out
}
