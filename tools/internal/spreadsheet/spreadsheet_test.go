package spreadsheet

import (
	"bytes"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/diag"
	"declarationwatch/tools/internal/edit"
)

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// project returns the record of a project as sheets.
func project(t *testing.T, files fs.FS) *Record {
	t.Helper()
	var problems diag.List
	c := campaign.Load(files, &problems)
	must(t, problems.Err())
	r, err := Read(files, c)
	must(t, err)
	return r
}

// exported returns the workbook of a record, open to be changed.
func exported(t *testing.T, r *Record) *excelize.File {
	t.Helper()
	var out bytes.Buffer
	must(t, r.WriteWorkbook(&out))
	return opened(t, out.Bytes())
}

func opened(t *testing.T, workbook []byte) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(workbook))
	must(t, err)
	t.Cleanup(func() { f.Close() })
	return f
}

// imported returns what a workbook changes, and the files with it.
func imported(t *testing.T, r *Record, f *excelize.File) (*Import, *edit.Changes) {
	t.Helper()
	var out bytes.Buffer
	must(t, f.Write(&out))
	in, err := r.ReadWorkbook(out.Bytes())
	must(t, err)
	changes := edit.NewChanges(r.files)
	in.Apply(changes)
	return in, changes
}

func refuse(t *testing.T, in *Import) {
	t.Helper()
	for _, p := range in.Problems {
		t.Error(p)
	}
}

// grid returns every cell of the record by sheet, row and column.
func grid(r *Record) map[string]string {
	out := map[string]string{}
	for s, rows := range r.rows {
		for _, x := range rows {
			for i, c := range s.columns {
				out[fmt.Sprint(s.name, " ", x.file, " ", x.index, " ", c.name)] = x.cells[i]
			}
		}
	}
	return out
}

// TestRoundTrip: a workbook that nobody changed changes nothing, nor does each sheet as CSV; and everything in data/ is in it.
func TestRoundTrip(t *testing.T) {
	t.Parallel()
	r := project(t, os.DirFS("../../.."))
	in, changes := imported(t, r, exported(t, r))
	refuse(t, in)
	if !in.Empty() || len(changes.Names()) > 0 || in.Missing > 0 {
		t.Errorf("%v changed, %d rows missing", changes.Names(), in.Missing)
	}
	for _, name := range r.Sheets() {
		var out bytes.Buffer
		must(t, r.WriteCSV(&out, name))
		in, err := r.ReadCSV(out.Bytes(), name)
		must(t, err)
		if refuse(t, in); !in.Empty() || in.Missing > 0 {
			t.Errorf("%s as CSV: not empty, or %d rows missing", name, in.Missing)
		}
		if n := len(name); n > excelize.MaxSheetNameLength {
			t.Errorf("%s: a name of %d characters", name, n)
		}
	}
	shown := map[string]bool{}
	for _, cell := range grid(r) {
		shown[cell] = true
	}
	for _, doc := range r.Docs {
		for _, leaf := range doc.Leaves {
			text, ok := leaf.Value.(campaign.Text)
			if !strings.HasPrefix(doc.File, "data/") || doc.File == "data/releases.toml" || !ok {
				continue
			}
			for language, words := range text {
				if !shown[words] {
					t.Errorf("%s: text in %s is in no cell", leaf.At, language)
				}
			}
		}
	}
}

// TestRandomEdits makes many edits in a workbook whose rows are in another order. Exactly those come back, and no comment is lost.
func TestRandomEdits(t *testing.T) {
	t.Parallel()
	const edits = 300
	random := rand.New(rand.NewPCG(7, 11))
	r := project(t, os.DirFS("../../.."))
	f := exported(t, r)
	want := grid(r)
	var places []place
	for _, s := range r.sheets {
		for i, x := range r.rows[s] {
			for j := range s.columns {
				places = append(places, place{x, i + 2, j})
			}
		}
	}
	random.Shuffle(len(places), func(i, j int) { places[i], places[j] = places[j], places[i] })
	made := 0
	for _, p := range places {
		if made == edits {
			break
		}
		c := p.row.columns[p.column]
		text, ok := another(random, r, c, p.row.cells[p.column])
		if !ok {
			continue
		}
		column := slices.Index(p.row.header(), c.name) + 1
		must(t, f.SetCellStr(p.row.sheet.name, at(column, p.line), text))
		want[fmt.Sprint(p.row.sheet.name, " ", p.row.file, " ", p.row.index, " ", c.name)] = text
		made++
	}
	for _, s := range r.sheets {
		shuffle(t, random, f, s)
	}
	in, changes := imported(t, r, f)
	refuse(t, in)
	if len(in.changes) != made || made == 0 {
		t.Errorf("%d changes of %d edits", len(in.changes), made)
	}
	got := grid(&Record{Campaign: r.Campaign, rows: reread(t, r, changes.FS())})
	for _, key := range slices.Sorted(maps.Keys(want)) {
		if got[key] != want[key] {
			t.Errorf("%s: %q, want %q", key, got[key], want[key])
		}
	}
	if len(got) != len(want) {
		t.Errorf("%d cells, want %d", len(got), len(want))
	}
	for _, file := range changes.Names() {
		old, err := fs.ReadFile(r.files, file)
		must(t, err)
		now, err := changes.Read(file)
		must(t, err)
		if a, b := comments(old), comments(now); !slices.Equal(a, b) {
			t.Errorf("%s: comments %q, before %q", file, b, a)
		}
	}
}

// place is a cell of the workbook.
type place struct {
	row          *row
	line, column int
}

// reread returns the rows of changed files; the check of references does not matter here.
func reread(t *testing.T, r *Record, files fs.FS) map[*sheet][]*row {
	t.Helper()
	again, err := Read(files, r.Campaign)
	must(t, err)
	return again.rows
}

// another returns another value for a cell, if the column has one that TOML can express.
func another(random *rand.Rand, r *Record, c column, old string) (string, bool) {
	if c.name == "id" || len(c.path) > 1 {
		return "", false
	}
	choices := c.choices(r.Campaign)
	switch t := c.scalar(); {
	case len(choices) > 0 && c.many():
		return strings.TrimPrefix(old+", "+choices[random.IntN(len(choices))], ", "), true
	case len(choices) > 0:
		text := choices[random.IntN(len(choices))]
		return text, text != old
	case c.freeTexts():
		return strings.TrimSpace(old + "\n" + fmt.Sprintf("one, more %d", random.IntN(1000))), true
	case c.many():
		return fmt.Sprintf("%d, %d", 10+random.IntN(90), random.IntN(9)), true
	case t == reflect.TypeFor[campaign.Date]():
		text := fmt.Sprintf("19%02d-%02d", random.IntN(100), 1+random.IntN(12))
		return text, text != old
	case t.Kind() == reflect.Int:
		return fmt.Sprint(1000 + random.IntN(1000)), true
	case t.Kind() == reflect.Float64:
		return fmt.Sprint(float64(1000000+random.IntN(1000)) / 4), true
	}
	return strings.TrimSpace(fmt.Sprintf("%s \"é\" # %d\nC:\\new", old, random.IntN(1000))), true
}

// shuffle puts the rows of a sheet in another order, as sorting does.
func shuffle(t *testing.T, random *rand.Rand, f *excelize.File, s *sheet) {
	t.Helper()
	lines, err := f.GetRows(s.name)
	must(t, err)
	for i, from := range random.Perm(len(lines) - 1) {
		line := make([]string, len(lines[0]))
		copy(line, lines[from+1])
		must(t, f.SetSheetRow(s.name, at(1, i+2), &line))
	}
}

// comments returns the lines that are only a comment.
func comments(text []byte) (out []string) {
	for line := range strings.Lines(string(text)) {
		if strings.HasPrefix(strings.TrimSpace(line), "#") {
			out = append(out, line)
		}
	}
	return out
}
