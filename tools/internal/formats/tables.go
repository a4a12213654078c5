package formats

import (
	"iter"
	"reflect"
	"slices"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/published"
)

// table is what a CSV file contains, and a sheet of the workbook: rows of one kind of record.
type table struct {
	*published.Object
	name    string
	Fields  []published.Field       // of the object, after the day where a row depends on the day
	rows    iter.Seq[reflect.Value] // made again each time; each is there until the next
	dated   bool                    // its first field is the day, which its rows do not have
	json    bool                    // as of its definition
	derived bool                    // it repeats sources and texts of other tables
}

// definition is a table by its name and what makes it of an edition.
type definition struct {
	name string
	json bool // it has a JSON file of its own, because matrix.json does not have its rows
	make func(e *edition) table
}

// allTables is every table, from the same values that the JSON is written from. A new table is a new line, a type of row
// and its words in dictionary.toml. Those that read other tables come last.
var allTables = []definition{
	{"matrix", false, func(e *edition) table { return tableOf(e, e.cells(upTo(len(e.record.Cells)))).repeats() }},
	{"signatories", false, func(e *edition) table {
		return e.withDay(tableOf(e, slices.Values(slices.Concat(e.record.Signatories, e.record.Observers))))
	}},
	{"commitments", false, func(e *edition) table { return e.withDay(tableOf(e, slices.Values(e.record.Commitments))) }},
	{"pledges", false, func(e *edition) table { return e.withDay(tableOf(e, e.pledges)) }},
	{"assessments", false, func(e *edition) table { return e.withDay(tableOf(e, e.assessments)) }},
	{"evidence", false, func(e *edition) table { return tableOf(e, slices.Values(e.record.Evidence)) }},
	{"statuses", true, func(e *edition) table { return tableOf(e, slices.Values(e.record.Statuses)) }},
	{"pillars", true, func(e *edition) table { return tableOf(e, slices.Values(e.record.Pillars)) }},
	{"changes", true, func(e *edition) table { return tableOf(e, e.changes).repeats() }},
	{"history", true, func(e *edition) table { return tableOf(e, e.history) }},
	{"memberships", true, func(e *edition) table { return tableOf(e, slices.Values(e.memberships())) }},
	{"programmes", true, func(e *edition) table { return e.withDay(tableOf(e, slices.Values(e.programmes()))) }},
	{"facts", true, func(e *edition) table { return tableOf(e, slices.Values(e.facts())) }},
	{"series", true, func(e *edition) table { return tableOf(e, slices.Values(e.points())) }},
	{"events", true, func(e *edition) table { return tableOf(e, slices.Values(e.meetings())) }},
	{"asks", true, func(e *edition) table { return e.withDay(tableOf(e, slices.Values(e.asks()))) }},
	{"standards", true, func(e *edition) table { return tableOf(e, slices.Values(e.standards())) }},
	{"action_packages", true, func(e *edition) table { return tableOf(e, slices.Values(e.packages())) }},
	{"statements", true, func(e *edition) table { return tableOf(e, slices.Values(e.statements())) }},
	{"sources_used", true, func(e *edition) table { return tableOf(e, e.uses) }},
	{"labels", false, func(e *edition) table { return tableOf(e, e.labels()) }},
}

// Rows that only tables have.
type (
	Matrix struct {
		AsOf            published.Day         `json:"as_of"`
		Signatory       campaign.SignatoryID  `json:"signatory" key:"true"`
		SignatoryName   string                `json:"signatory_name"`
		ISO3            string                `json:"iso3"`
		Pillar          campaign.PillarID     `json:"pillar"`
		Commitment      campaign.CommitmentID `json:"commitment" key:"true"`
		CommitmentTitle string                `json:"commitment_title"`
		Status          campaign.StatusID     `json:"status"`
		Since           campaign.Date         `json:"since"`
		Pledges         []campaign.PledgeID   `json:"pledges"`
		Evidence        []campaign.EvidenceID `json:"evidence"`
		Permalink       campaign.URL          `json:"permalink"`
		Reported        bool                  `json:"since_reported"`
		Last            campaign.Date         `json:"last_report"`
		Quiet           int                   `json:"years_without_report"`
	}
	Label struct {
		ID       labelled `json:"id" key:"true"`
		Kind     string   `json:"kind" key:"true"`
		Field    string   `json:"field" key:"true"`
		Language string   `json:"language" key:"true"`
		Text     string   `json:"text"`
	}
)

// labelled is the id of anything that has a text: of a record, a report, a field or a file.
type labelled string

// Pattern returns every form of those ids.
func (labelled) Pattern() string { return `[a-z0-9]+([-._][a-z0-9]+)*` }

func (e *edition) pledges(yield func(published.Pledge) bool) {
	for _, c := range e.record.Cells {
		for _, p := range c.Pledges {
			if !yield(p) {
				return
			}
		}
	}
}

func (e *edition) assessments(yield func(published.Assessment) bool) {
	for _, c := range e.record.Cells {
		for _, x := range c.Events {
			if !yield(x) {
				return
			}
		}
	}
}

// tableOf returns the table with some rows. There may be millions: they are not kept.
func tableOf[T any](e *edition, rows iter.Seq[T]) table {
	t := table{Object: e.words.Of(reflect.TypeFor[T]()), rows: valuesOf(rows)}
	t.Fields = t.Object.Fields
	return t
}

// valuesOf returns what reads some rows field by field.
func valuesOf[T any](rows iter.Seq[T]) iter.Seq[reflect.Value] {
	return func(yield func(reflect.Value) bool) {
		var row T
		v := reflect.ValueOf(&row).Elem()
		for row = range rows {
			if !yield(v) {
				return
			}
		}
	}
}

// upTo returns the numbers from 0 to the one before a number.
func upTo(n int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for i := range n {
			if !yield(i) {
				return
			}
		}
	}
}

// longerThan reports whether a table has more rows than a number.
func (t table) longerThan(n int) bool {
	for range t.rows {
		if n--; n < 0 {
			return true
		}
	}
	return false
}

// repeats marks a table that repeats what others have.
func (t table) repeats() table {
	t.derived = true
	return t
}

// withDay puts the day first in rows that depend on it: a table is often kept by itself.
func (e *edition) withDay(t table) table {
	day := e.words.Record().Fields[0]
	t.Fields, t.dated = append([]published.Field{day}, t.Fields...), true
	return t
}

// plain returns the value of a field, by its place, in a row.
func (e *edition) plain(t *table, field int, row reflect.Value) any {
	if t.dated && field == 0 {
		return string(e.record.AsOf)
	}
	return t.Fields[field].Plain(row, e.Campaign.Languages.Source)
}

// inTable returns the same in letters.
func (e *edition) inTable(t *table, field int, row reflect.Value) string {
	if t.dated && field == 0 {
		return string(e.record.AsOf)
	}
	return t.Fields[field].InTable(row, e.Campaign.Languages.Source)
}

// table returns a table by its name, which must be one of them.
func (e *edition) table(name string) table {
	return e.tables[slices.IndexFunc(e.tables, func(t table) bool { return t.name == name })]
}

// of returns the table whose key a field refers to, or whose rows it contains.
func (e *edition) of(f published.Field) (to table, ok bool) {
	for _, t := range e.tables {
		if f.Refers != "" && f.Refers == t.Kind || f.Object == t.Object {
			return t, true
		}
	}
	return to, false
}

// refersTo returns the table whose key a column is. A list refers to several rows, which no description of tables can express.
func (e *edition) refersTo(f published.Field) (to table, ok bool) {
	to, ok = e.of(f)
	return to, ok && !f.List
}

// key returns the fields that identify a row of the table.
func (t table) key() []string {
	var names []string
	for _, f := range t.Fields {
		if f.Key {
			names = append(names, f.Name)
		}
	}
	return names
}

// cells returns one row a cell, for some of the cells.
func (e *edition) cells(which iter.Seq[int]) iter.Seq[Matrix] {
	return func(yield func(Matrix) bool) {
		n := len(e.record.Commitments)
		for i := range which { // government by government
			c, s, commitment := &e.record.Cells[i], &e.record.Signatories[i/n], &e.record.Commitments[i%n]
			row := Matrix{
				e.record.AsOf, c.Signatory, e.text(s.Name), s.ISO3, commitment.Pillar, c.Commitment, e.text(commitment.ShortTitle),
				c.Status, c.Since, nil, c.Evidence, c.Permalink, c.Reported, c.Last, c.Quiet,
			}
			for _, p := range c.Pledges {
				row.Pledges = append(row.Pledges, p.ID)
			}
			if !yield(row) {
				return
			}
		}
	}
}

// labels returns every text of the record and of the definitions, in every language that it is in.
func (e *edition) labels() iter.Seq[Label] {
	e.words.Of(reflect.TypeFor[Label]()) // they are explained too
	record, objects := e.words.Record(), e.words.Objects()
	return func(yield func(Label) bool) {
		more := true
		seen := map[[3]string]bool{}
		add := func(kind, id, field string, text campaign.Text) {
			key := [3]string{kind, id, field}
			if !more || seen[key] { // a table has it too
				return
			}
			seen[key] = true
			for _, language := range e.Campaign.Languages.All {
				if s := text[language]; s != "" && more {
					more = yield(Label{labelled(id), kind, field, language, s})
				}
			}
		}
		record.Texts(reflect.ValueOf(e.record).Elem(), add)
		for _, t := range e.tables {
			if t.json && !t.derived {
				for row := range t.rows {
					t.Texts(row, add)
				}
			}
		}
		for _, o := range objects {
			add("object", o.Name, "title", o.Title)
			add("object", o.Name, "text", o.Text)
			for _, f := range o.Fields {
				add("field", o.Name+"."+f.Name, "title", f.Title)
				add("field", o.Name+"."+f.Name, "text", f.Text)
				add("field", o.Name+"."+f.Name, "absent", f.Absent)
			}
		}
	}
}
