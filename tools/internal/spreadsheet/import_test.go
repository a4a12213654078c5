package spreadsheet

import (
	"bytes"
	"io/fs"
	"os"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/diag"
	"declarationwatch/tools/internal/edit"
)

const small = "../../testdata/small"

// TestImport changes the workbook of the small project as a person would.
func TestImport(t *testing.T) {
	t.Parallel()
	r := project(t, os.DirFS(small))
	var workbook bytes.Buffer
	must(t, r.WriteWorkbook(&workbook))
	for _, test := range []struct {
		name   string
		change func(b bench)
		want   []string // problems, each the beginning of one
		file   string   // that contains text after it
		text   string
	}{
		{name: "a number", change: func(b bench) { b.set("pledges", 2, "amount", "25000.5") },
			file: "data/pledges/united-states.toml", text: "amount = 25000.5\n"},
		{name: "a day that the program made a number of", change: func(b bench) { b.set("pledges", 3, "date", "45017") },
			file: "data/pledges/united-states.toml", text: "date = \"2023-04-01\"\n"},
		{name: "an emptied cell", change: func(b bench) { b.set("pledges", 2, "deadline", "") },
			file: "data/pledges/united-states.toml", text: "unit = { en = \"people a year\" }\nconfidence"},
		{name: "a text that was not there", change: func(b bench) { b.set("pledges", 2, "note.en", "New.") },
			file: "data/pledges/united-states.toml", text: "note = { en = \"New.\" }\n"},
		{name: "another list", change: func(b bench) { b.set("pledges", 2, "evidence", "newspaper,text") },
			file: "data/pledges/united-states.toml", text: "evidence = [\"newspaper\", \"text\"]\n"},
		{name: "a shorter list", change: func(b bench) { b.set("campaign", 2, "keywords", "") }, file: "data/campaign.toml", text: "short_name"},
		{name: "a new row", change: func(b bench) {
			b.add("pledges", map[string]string{"file": "pledges/mexico.toml", "id": "mex-x", "commitment": "family-reunification",
				"date": "2023", "summary.en": "Do x.", "confidence": "high", "evidence": "fact-sheet; newspaper"})
		}, file: "data/pledges/mexico.toml", text: "\n[[pledge]]\nid = \"mex-x\"\ncommitment = \"family-reunification\"\ndate = \"2023\"\n" +
			"summary = { en = \"Do x.\" }\nconfidence = \"high\"\nevidence = [\"fact-sheet\", \"newspaper\"]\n"},
		{name: "a new report below a new assessment", change: func(b bench) {
			b.add("assessments", map[string]string{"file": "assessments/united-states.toml", "pledge": "usa-visas"})
			b.add("assessments.event", map[string]string{"file": "assessments/united-states.toml", "under": "usa-visas",
				"date": "2024", "recorded": "2026-11-23", "status": "reversed", "summary.en": "It ended.", "confidence": "high", "evidence": "newspaper"})
		}, file: "data/assessments/united-states.toml", text: "[[assessment]]\npledge = \"usa-visas\"\n\n[[assessment.event]]\ndate = \"2024\"\n"},
		{name: "a removed row", change: func(b bench) { b.set("pledges", 3, "remove", "yes") },
			file: "data/pledges/united-states.toml", text: "evidence = [\"fact-sheet\"]\n"},
		{name: "a deleted row", change: func(b bench) { must(b.T, b.RemoveRow("pledges", 3)) }},
		{name: "a deleted column", change: func(b bench) { must(b.T, b.RemoveCol("pledges", "D")) }},
		{name: "a deleted sheet", change: func(b bench) { must(b.T, b.DeleteSheet("pledges")) }},

		{name: "wrong values", change: func(b bench) {
			b.set("pledges", 2, "amount", "20,000")
			b.set("pledges", 2, "date", "10 June 2022")
			b.set("pledges", 3, "confidence", "sure")
			b.set("pledges", 3, "summary.en", " ")
		}, want: []string{`pledges!D2: error: invalid date "10 June 2022"`, `pledges!H2: error: "20,000" must be a number`, `pledges!G3: error: missing "summary.en"`,
			`pledges!K3: error: unknown confidence "sure"; use high, medium, low`}},
		{name: "a formula", change: func(b bench) { must(b.T, b.SetCellFormula("pledges", "G2", "1+1")) },
			want: []string{"pledges!G2: error: a formula"}},
		{name: "merged cells", change: func(b bench) { must(b.T, b.MergeCell("pledges", "G2", "G3")) },
			want: []string{"pledges!G2: error: merged cells", `pledges!G3: error: missing "summary.en"`}},
		{name: "a copied row", change: func(b bench) { must(b.T, b.DuplicateRow("pledges", 2)) },
			want: []string{"pledges!P3: error: same row as pledges!P2"}},
		{name: "a moved row", change: func(b bench) { b.set("pledges", 2, "file", "pledges/mexico.toml") },
			want: []string{`pledges!A2: error: "file" must be "pledges/united-states.toml"`}},
		{name: "another parent", change: func(b bench) { b.set("assessments.event", 2, "under", "usa-visas") },
			want: []string{`assessments.event!B2: error: "under" must be "usa-parole"`}},
		{name: "a parent that there is not", change: func(b bench) {
			b.add("assessments.event", map[string]string{"file": "assessments/united-states.toml", "under": "usa-visas", "recorded": "2026", "status": "reversed"})
		}, want: []string{`assessments.event!A5: error: nothing in data/assessments/united-states.toml is called "usa-visas"`}},
		{name: "wrong heads", change: func(b bench) {
			must(b.T, b.SetCellStr("pledges", "B1", "date"))
			must(b.T, b.SetCellStr("pledges", "C1", "comitment"))
		}, want: []string{`pledges!C1: error: unknown column "comitment"`, `pledges!D1: error: duplicate column "date"`}},
		{name: "a mark that is none", change: func(b bench) { b.set("pledges", 2, "remove", "x") },
			want: []string{`pledges!O2: error: "x" must be yes`}},
		{name: "a new row elsewhere", change: func(b bench) {
			b.add("signatories", map[string]string{"file": "../x.toml", "id": "x", "iso3": "XXX", "iso2": "XX", "role": "observer", "tile": "1, 2"})
			b.add("pledges", map[string]string{"file": "pledges/Two words.toml", "id": "y"})
		}, want: []string{`pledges!A4: error: invalid name "Two words"`, `pledges!C4: error: missing "commitment"`, `pledges!D4: error`, `pledges!G4: error`,
			`pledges!K4: error`, `pledges!L4: error`, `signatories!A5: error: invalid file "../x.toml"; use the form signatories/NAME.toml`}},
	} {
		b := bench{opened(t, workbook.Bytes()), t}
		test.change(b)
		in, changes := imported(t, r, b.File)
		if len(in.Problems) != len(test.want) {
			t.Errorf("%s: problems %v, want %q", test.name, in.Problems, test.want)
			continue
		}
		for i, want := range test.want {
			if got := in.Problems[i].String(); !strings.HasPrefix(got, want) {
				t.Errorf("%s: problem %q, want %q", test.name, got, want)
			}
		}
		if test.file == "" {
			if !in.Empty() && len(test.want) == 0 {
				t.Errorf("%s: %v changes", test.name, changes.Names())
			}
			continue
		}
		text, err := changes.Read(test.file)
		must(t, err)
		if !strings.Contains(string(text), test.text) {
			t.Errorf("%s: %s is\n%s", test.name, test.file, text)
		}
	}
}

// bench is a workbook under change.
type bench struct {
	*excelize.File
	*testing.T
}

func (b bench) set(sheet string, line int, column, text string) {
	b.Helper()
	lines, err := b.GetRows(sheet)
	must(b.T, err)
	for i, name := range lines[0] {
		if name == column {
			must(b.T, b.SetCellStr(sheet, at(i+1, line), text))
			return
		}
	}
	b.Fatalf("no column %q", column)
}

func (b bench) add(sheet string, cells map[string]string) {
	b.Helper()
	lines, err := b.GetRows(sheet)
	must(b.T, err)
	for column, text := range cells {
		b.set(sheet, len(lines)+1, column, text)
	}
}

// TestMeanwhile: a record that changed since the export keeps its changes. Only what changed on both sides is refused.
func TestMeanwhile(t *testing.T) {
	t.Parallel()
	old := project(t, os.DirFS(small))
	b := bench{exported(t, old), t}
	b.set("pledges", 3, "confidence", "high")
	changes := edit.NewChanges(os.DirFS(small))
	const file = "data/pledges/united-states.toml"
	must(t, changes.Edit(file, "", func(x *edit.Text) error { return x.Set("2025", "pledge", 0, "deadline") }))
	must(t, changes.Edit(file, "", func(x *edit.Text) error { return x.Insert(edit.Table{{Key: "id", Value: "usa-new"}}, 0, "pledge") }))
	in := again(t, changes.FS(), b.File)
	if refuse(t, in); len(in.changes) != 1 || in.changes[0].row.name != "usa-visas" || in.Missing != 2 {
		t.Errorf("%d changes, %d rows missing", len(in.changes), in.Missing)
	}
	b.set("pledges", 2, "amount", "1")
	if in := again(t, changes.FS(), b.File); len(in.Problems) != 1 || !strings.HasPrefix(in.Problems[0].String(), "pledges!P2: error: the record has changed") {
		t.Errorf("changed on both sides: %v", in.Problems)
	}
}

// again compares a workbook with a newer record, which may have mistakes.
func again(t *testing.T, files fs.FS, f *excelize.File) *Import {
	t.Helper()
	var problems diag.List
	r, err := Read(files, campaign.Load(files, &problems))
	must(t, err)
	var out bytes.Buffer
	must(t, f.Write(&out))
	in, err := r.ReadWorkbook(out.Bytes())
	must(t, err)
	return in
}
