package formats

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/published"
)

// open reads the workbook as a user's program does: its lines by sheet.
func open(t *testing.T, e *edition) (*excelize.File, map[string][][]string) {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(e.file("matrix.xlsx").content()))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	out := map[string][][]string{}
	for _, sheet := range f.GetSheetList() {
		if out[sheet], err = f.GetRows(sheet); err != nil {
			t.Fatal(err)
		}
	}
	return f, out
}

func TestWorkbook(t *testing.T) {
	e := full(t)
	f, lines := open(t, e)
	if len(lines) != len(e.sheets()) {
		t.Errorf("%d sheets, want %d", len(lines), len(e.sheets()))
	}
	for i, s := range e.sheets() {
		if len(lines[s.name]) < 2 {
			t.Errorf("the sheet %s has %d lines", s.name, len(lines[s.name]))
		}
		if panes, err := f.GetPanes(s.name); i > 0 && (err != nil || !panes.Freeze) {
			t.Errorf("%s: its head is not frozen: %v", s.name, err)
		}
	}
	if _, link, err := f.GetCellHyperLink(e.note("cells"), "L2"); err != nil || link != string(e.record.Cells[0].Permalink) {
		t.Errorf("the first cell leads to %q: %v", link, err)
	}
	for name, part := range unzip(t, e.file("matrix.xlsx").content()) {
		if bytes.Contains(part, []byte("<f>")) {
			t.Errorf("%s holds a formula", name)
		}
	}
}

// TestLongTable: a table with too many rows for a sheet has one that says which file has them.
func TestLongTable(t *testing.T) {
	for more := range 2 {
		e := *small(t)
		e.tables = slices.Clone(e.tables)
		long := slices.IndexFunc(e.tables, func(t table) bool { return t.name == "standards" })
		e.tables[long].rows = valuesOf(func(yield func(Standard) bool) {
			for range mostRows + more {
				if !yield(Standard{ID: "convention"}) {
					return
				}
			}
		})
		var book bytes.Buffer
		if err := writeWorkbook(&book, &e); err != nil {
			t.Fatal(err)
		}
		f, err := excelize.OpenReader(&book)
		if err != nil {
			t.Fatal(err)
		}
		lines, err := f.GetRows(e.text(e.words.File("standards.csv").Title))
		if err := errors.Join(err, f.Close()); err != nil {
			t.Fatal(err)
		}
		if want := []int{1 + mostRows, 2}[more]; len(lines) != want || strings.Contains(lines[1][0], "standards.csv") != (more > 0) {
			t.Errorf("%d rows are %d lines, want %d; the second is %q", mostRows+more, len(lines), want, lines[1][0])
		}
	}
}

// TestWorkbookOnPaper: each sheet is A4 across, as wide as a page, with its head on every page, and all together are few pages. Every
// line has a height and every cell the one font: programs differ in what they choose otherwise.
func TestWorkbookOnPaper(t *testing.T) {
	e := full(t)
	f, lines := open(t, e)
	parts, pages := unzip(t, e.file("matrix.xlsx").content()), 0
	printed := map[string]string{}
	for _, name := range f.GetDefinedName() {
		printed[name.Scope+" "+name.Name] = name.RefersTo
	}
	for i, s := range e.sheets() {
		layout, err := f.GetPageLayout(s.name)
		if err != nil || layout.Orientation == nil || *layout.Orientation != "landscape" || *layout.Size != paperA4 || *layout.FitToWidth != 1 {
			t.Errorf("%s: layout %+v, %v", s.name, layout, err)
			continue
		}
		if props, err := f.GetSheetProps(s.name); err != nil || props.FitToPage == nil || !*props.FitToPage {
			t.Errorf("%s does not fit to the page: %v", s.name, err)
		}
		pages += *layout.FitToHeight
		if printed[s.name+" _xlnm.Print_Area"] == "" || i > 0 && printed[s.name+" _xlnm.Print_Titles"] == "" {
			t.Errorf("%s: what is printed is not said", s.name)
		}
		rows := regexp.MustCompile(`<row [^>]*>`).FindAll(parts[fmt.Sprintf("xl/worksheets/sheet%d.xml", i+1)], -1)
		if len(rows) < len(lines[s.name]) {
			t.Errorf("%s: %d rows of %d lines", s.name, len(rows), len(lines[s.name]))
		}
		for _, row := range rows {
			if !bytes.Contains(row, []byte(" ht=")) || !bytes.Contains(row, []byte(` customHeight="1"`)) {
				t.Errorf("%s: %s has no height", s.name, row)
			}
		}
	}
	if pages > maxPages {
		t.Errorf("%d pages, want at most %d", pages, maxPages)
	}
	for _, name := range regexp.MustCompile(`<name val="([^"]*)"`).FindAllSubmatch(parts["xl/styles.xml"], -1) {
		if string(name[1]) != fontFamily {
			t.Errorf("there is the font %s too", name[1])
		}
	}
	// exceljs reads no properties but these.
	for _, tag := range regexp.MustCompile(`<([a-z]*:?[A-Za-z]+)[ >]`).FindAllSubmatch(parts["docProps/core.xml"], -1) {
		known := []string{
			"cp:coreProperties", "dc:creator", "dc:title", "dc:description", "dc:identifier", "dc:language", "cp:lastModifiedBy", "cp:version",
			"dcterms:created", "dcterms:modified",
		}
		if !slices.Contains(known, string(tag[1])) {
			t.Errorf("core.xml has %s", tag[1])
		}
	}
}

// TestNamesOfSheets: in each language that a site can have as its first, no two sheets have one name, Excel reserves none of them
// and has no sign or length to refuse.
func TestNamesOfSheets(t *testing.T) {
	for _, language := range full(t).Campaign.Languages.All {
		e, c := *full(t), *full(t).Campaign
		c.Languages.Source, e.Campaign = language, &c
		seen := map[string]bool{}
		for _, s := range e.sheets() {
			name := strings.ToLower(s.name)
			if seen[name] || name == "" || name == "history" || len([]rune(name)) > 31 || strings.ContainsAny(name, `[]:*?/\'`) {
				t.Errorf("%s: %q is no name of a sheet, or that of two", language, s.name)
			}
			seen[name] = true
		}
	}
}

func TestLinesOf(t *testing.T) {
	for text, want := range map[string]float64{
		"": 1, "short": 1, "two short words": 2, "averylongwordthatdoesnotfitintooneline": 4, "one two three four five six": 3,
	} {
		if got := linesOf(text, 10); got != want {
			t.Errorf("%q takes %v lines, want %v", text, got, want)
		}
	}
}

// sheetOf returns the name of the sheet with a table.
func (e *edition) sheetOf(t *testing.T, table string) string {
	t.Helper()
	for _, s := range e.sheets() {
		if s.table == table {
			return s.name
		}
	}
	t.Fatalf("the workbook has no sheet of %s", table)
	return ""
}

// TestTotalsAgree: cells, pledges, assessments and sources are as many in every format, status by status.
func TestTotalsAgree(t *testing.T) {
	e := full(t)
	_, book := open(t, e)
	var inJSON published.Record
	if err := json.Unmarshal(e.file("matrix.json").content(), &inJSON); err != nil {
		t.Fatal(err)
	}
	totals := inJSON.Totals
	labels := map[campaign.StatusID]string{}
	for _, s := range inJSON.Statuses {
		labels[s.ID] = s.Label["en"]
	}
	for _, test := range []struct {
		table string
		want  int
		by    map[campaign.StatusID]int
	}{
		{"matrix", totals.Cells, totals.ByStatus},
		{"pledges", totals.Pledges, totals.PledgesBy},
		{"assessments", totals.Assessments, nil},
		{"evidence", totals.Evidence, nil},
	} {
		rows, lines := read(t, e, test.table), book[e.sheetOf(t, test.table)][1:]
		if len(rows) != test.want || len(lines) != test.want {
			t.Errorf("%s: %d in the JSON, %d in CSV, %d in the workbook", test.table, test.want, len(rows), len(lines))
		}
		for status, want := range test.by {
			at := e.place(t, test.table, "status")
			inCSV, inBook := 0, 0
			for i := range rows {
				inCSV += count(rows[i][at:at+1], string(status))
				inBook += count(lines[i][at:at+1], labels[status])
			}
			if inCSV != want || inBook != want {
				t.Errorf("%s, %s: %d in the JSON, %d in CSV, %d in the workbook", test.table, status, want, inCSV, inBook)
			}
		}
	}
	for status, want := range totals.ByStatus {
		grid := 0
		for _, line := range book["Matrix"][1:] {
			grid += count(line[2:], labels[status])
		}
		if grid != want {
			t.Errorf("%s: %d in the JSON, %d in the sheet of the matrix", status, want, grid)
		}
	}
	filled, pledges := 0, 0
	for _, s := range inJSON.Signatories {
		filled, pledges = filled+s.Filled, pledges+s.Pledges
	}
	if filled != totals.Filled || pledges != totals.Pledges {
		t.Errorf("by government %d cells and %d pledges, overall %d and %d", filled, pledges, totals.Filled, totals.Pledges)
	}
}

func count(values []string, value string) int {
	n := 0
	for _, v := range values {
		if v == value {
			n++
		}
	}
	return n
}
