package formats

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/matrix"
	"declarationwatch/tools/internal/published"
)

// column gives the values of a field of a table as its CSV file has them.
func column(t *testing.T, e *edition, table, field string) []string {
	t.Helper()
	i := e.place(t, table, field)
	var out []string
	for _, row := range read(t, e, table) {
		out = append(out, row[i])
	}
	return out
}

// place is that of a field in its table, from 0.
func (e *edition) place(t *testing.T, table, field string) int {
	t.Helper()
	for i, f := range e.table(table).Fields {
		if f.Name == field {
			return i
		}
	}
	t.Fatalf("%s has no %s", table, field)
	return -1
}

// on returns the small record as it was on an earlier day, also one before anybody had endorsed.
func on(t *testing.T, day campaign.Date) *edition {
	t.Helper()
	in := small(t).Input
	in.Matrix = matrix.Build(in.Campaign, day)
	e, err := newEdition(folder(), in, published.Build(in))
	if err == nil {
		err = e.write()
	}
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// TestReferences: every id that a row names is in the table of its kind, also where a column has several. Some sources are
// withheld, and what is not published is named nowhere.
func TestReferences(t *testing.T) {
	for _, e := range []*edition{small(t), full(t), on(t, "2022-06-09"), on(t, "2022-12-31")} {
		found := 0
		for _, table := range e.tables {
			for _, f := range table.Fields {
				to, refers := e.of(f)
				if !refers || f.Refers == "" {
					continue
				}
				there := column(t, e, to.name, to.key()[0])
				for _, ids := range column(t, e, table.name, f.Name) {
					for id := range strings.SplitSeq(ids, published.Separator) {
						found++
						if id != "" && !slices.Contains(there, id) {
							t.Errorf("%s.csv: %s names %s, which is not in %s.csv", table.name, f.Name, id, to.name)
						}
					}
				}
			}
		}
		if found == 0 {
			t.Error("no row refers to another")
		}
	}
}

// TestCSVW: the description has the columns of every table as its first line has them.
func TestCSVW(t *testing.T) {
	e := full(t)
	var described csvwGroup
	if err := json.Unmarshal(e.file("matrix.csv-metadata.json").content(), &described); err != nil {
		t.Fatal(err)
	}
	if described.Context[0] != "http://www.w3.org/ns/csvw" || described.Tables[0].URL != "matrix.csv" || len(described.Tables) != len(e.tables) {
		t.Errorf("context %v, first of %d tables %s", described.Context, len(described.Tables), described.Tables[0].URL)
	}
	for _, table := range described.Tables {
		var names []string
		for _, c := range table.Schema.Columns {
			names = append(names, c.Titles)
			if c.Datatype.Base == "" || len(c.Title) != 2 || len(c.Description) != 2 {
				t.Errorf("%s: %s: datatype %q, title %v, description %v", table.URL, c.Name, c.Datatype.Base, c.Title, c.Description)
			}
		}
		// A validator looks every value of a foreign key up, an empty one too.
		for _, key := range table.Schema.ForeignKeys {
			name, to := strings.TrimSuffix(table.URL, ".csv"), strings.TrimSuffix(key.Reference.Resource, ".csv")
			there := column(t, e, to, key.Reference.Column[0])
			for _, id := range column(t, e, name, key.Column) {
				if !slices.Contains(there, id) {
					t.Errorf("%s: %s %q is not in %s", name, key.Column, id, to)
				}
			}
		}
		head, _, _ := strings.Cut(string(e.file(table.URL).content()), "\r\n")
		if strings.Join(names, ",") != head {
			t.Errorf("%s begins with %s, described as %v", table.URL, head, names)
		}
	}
}

// TestLabels: every text of the record is there in both languages.
func TestLabels(t *testing.T) {
	e := full(t)
	there := map[string]bool{}
	for _, row := range read(t, e, "labels") {
		there[strings.Join(row, "|")] = true
	}
	want := []string{"pledge.amount|field|absent|en|the pledge has no figure. That is not zero."}
	add := func(id, kind, field string, texts map[string]string) {
		for language, text := range texts {
			want = append(want, strings.Join([]string{id, kind, field, language, inert(text)}, "|"))
		}
	}
	for _, s := range e.record.Statuses {
		add(string(s.ID), "status", "label", s.Label)
	}
	for _, p := range e.record.Pillars {
		add(string(p.ID), "pillar", "title", p.Title)
	}
	for _, s := range e.record.Signatories {
		add(string(s.ID), "signatory", "name", s.Name)
	}
	for _, c := range e.record.Cells {
		for _, p := range c.Pledges {
			add(string(p.ID), "pledge", "summary", p.Summary)
		}
	}
	for _, row := range want {
		if !there[row] {
			t.Errorf("labels.csv has no row %s", row)
		}
	}
}
