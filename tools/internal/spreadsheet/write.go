package spreadsheet

import (
	"encoding/csv"
	"fmt"
	"io"
	"reflect"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/locale"
)

// The sheets that contain no records.
const (
	aboutSheet   = "read me"
	choicesSheet = "choices"
)

// about is the first sheet.
var about = []string{
	"The record, to be edited by staff. It includes what is not public yet: do not publish it or send it on.",
	"Each sheet is one kind of record, and each row one record. Notes on the column names say what belongs there.",
	"Change cells; leave the columns file, under and row as they are. Sort and filter as you like.",
	"Add a record: a new row, with its file (and, where the sheet has it, under: the id of what it is part of) and an empty cell in row.",
	"Remove a record: write yes in the column remove. A row that is only deleted here stays in the record.",
	"An emptied cell removes the value. A deleted column changes nothing.",
	"Take it back: go run ./tools import FILE.xlsx prints what would change; with -write it is written.",
	"The record may change meanwhile. Rows that changed in both places are refused; all others are taken.",
}

// WriteWorkbook writes the record as a workbook.
func (r *Record) WriteWorkbook(w io.Writer) error {
	b := &book{File: excelize.NewFile(), lists: map[string]string{}}
	defer b.Close()
	b.begin()
	for _, s := range r.sheets {
		b.write(r, s)
	}
	b.finish()
	if b.err == nil {
		b.err = b.Write(w)
	}
	return b.err
}

// WriteCSV writes one sheet.
func (r *Record) WriteCSV(w io.Writer, name string) error {
	s := r.sheet(name)
	if s == nil {
		return fmt.Errorf("unknown sheet %q; the record has %s", name, strings.Join(r.Sheets(), ", "))
	}
	out := csv.NewWriter(w)
	lines := [][]string{s.header()}
	for _, x := range r.rows[s] {
		lines = append(lines, x.values())
	}
	return out.WriteAll(lines)
}

// Sheets returns the names of the sheets.
func (r *Record) Sheets() (names []string) {
	for _, s := range r.sheets {
		names = append(names, s.name)
	}
	return names
}

func (r *Record) sheet(name string) *sheet {
	for _, s := range r.sheets {
		if s.name == name {
			return s
		}
	}
	return nil
}

// book is a workbook on its way.
type book struct {
	*excelize.File
	head, cell, fixed int // styles
	lists             map[string]string
	choices           [][]string
	err               error // the first
}

func (b *book) try(err error) {
	if b.err == nil {
		b.err = err
	}
}

func (b *book) style(s excelize.Style) int {
	id, err := b.NewStyle(&s)
	b.try(err)
	return id
}

// textFormat is the format of cells by which programs leave what is typed as it is.
const textFormat = 49

// begin makes the styles and the first sheet.
func (b *book) begin() {
	top := &excelize.Alignment{Vertical: "top", WrapText: true}
	fill := excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"F2ECDF"}}
	b.head = b.style(excelize.Style{NumFmt: textFormat, Alignment: top, Fill: fill, Font: &excelize.Font{Bold: true}})
	b.cell = b.style(excelize.Style{NumFmt: textFormat, Alignment: top})
	b.fixed = b.style(excelize.Style{NumFmt: textFormat, Alignment: top, Font: &excelize.Font{Color: "6B6559"}})
	b.try(b.SetSheetName("Sheet1", aboutSheet))
	b.try(b.SetColWidth(aboutSheet, "A", "A", 110))
	for i, line := range about {
		b.try(b.SetCellValue(aboutSheet, at(1, i+1), line))
		b.try(b.SetCellStyle(aboutSheet, at(1, i+1), at(1, i+1), b.cell))
	}
}

// spare is how many rows below the last have drop-downs too.
const spare = 500

// write adds a sheet with its rows.
func (b *book) write(r *Record, s *sheet) {
	_, err := b.NewSheet(s.name)
	b.try(err)
	header := s.header()
	last := len(r.rows[s]) + 1 + spare
	for i, name := range header {
		b.note(s, name, i+1)
		if c := s.column(name); c >= 0 && !s.columns[c].many() {
			b.dropDown(s, s.columns[c].choices(r.Campaign), i+1, last)
		} else if name == removeColumn {
			b.dropDown(s, []string{"yes"}, i+1, last)
		}
	}
	stream, err := b.NewStreamWriter(s.name)
	if b.try(err); b.err != nil {
		return
	}
	for i, name := range header {
		b.try(stream.SetColStyle(i+1, i+1, b.styleOf(s, name)))
		b.try(stream.SetColWidth(i+1, i+1, s.width(name)))
	}
	frozen := s.column("id") + 2 // the file, and the id where it comes first
	b.try(stream.SetPanes(&excelize.Panes{Freeze: true, XSplit: frozen, YSplit: 1, TopLeftCell: at(frozen+1, 2), ActivePane: "bottomRight"}))
	b.row(stream, s, 1, header)
	for i, x := range r.rows[s] {
		b.row(stream, s, i+2, x.values())
	}
	b.try(b.AutoFilter(s.name, "A1:"+at(len(header), len(r.rows[s])+1), nil))
	b.try(stream.Flush())
}

// row writes one line.
func (b *book) row(stream *excelize.StreamWriter, s *sheet, line int, values []string) {
	cells := make([]any, len(values))
	for i, v := range values {
		if utf8.RuneCountInString(v) > excelize.TotalCellChars {
			b.try(fmt.Errorf("%s!%s: a text of more than %d characters does not fit a cell", s.name, at(i+1, line), excelize.TotalCellChars))
		}
		style := b.head
		if line > 1 {
			style = b.styleOf(s, s.header()[i])
		}
		cells[i] = excelize.Cell{StyleID: style, Value: v}
		if v == "" {
			cells[i] = excelize.Cell{StyleID: style}
		}
	}
	b.try(stream.SetRow(at(1, line), cells))
}

func (b *book) styleOf(s *sheet, name string) int {
	if s.column(name) < 0 && name != removeColumn {
		return b.fixed
	}
	return b.cell
}

// width returns that of a column, in characters.
func (s *sheet) width(name string) float64 {
	i := s.column(name)
	switch {
	case i < 0:
		return 18
	case s.columns[i].language != "":
		return 50
	case s.columns[i].many(), s.columns[i].scalar().Kind() == reflect.String:
		return 24
	}
	return 10
}

// dropDown lets a column choose from a list. Equal lists are written once.
func (b *book) dropDown(s *sheet, choices []string, column, last int) {
	if len(choices) == 0 {
		return
	}
	key := strings.Join(choices, "\n")
	if b.lists[key] == "" {
		b.choices = append(b.choices, choices)
		name, err := excelize.ColumnNumberToName(len(b.choices))
		b.try(err)
		b.lists[key] = fmt.Sprintf("'%s'!$%s$1:$%s$%d", choicesSheet, name, name, len(choices))
	}
	v := excelize.NewDataValidation(true)
	v.SetSqref(at(column, 2) + ":" + at(column, last))
	v.SetSqrefDropList(b.lists[key])
	v.SetError(excelize.DataValidationErrorStyleWarning, "Not in the list", "The record has no such value. Keep it only if another row adds it.")
	b.try(b.AddDataValidation(s.name, v))
}

// note explains a column.
func (b *book) note(s *sheet, name string, column int) {
	b.try(b.AddComment(s.name, excelize.Comment{Cell: at(column, 1), Author: "tools", Width: 260, Height: 110,
		Paragraph: []excelize.RichTextRun{{Text: s.note(name)}}}))
}

// finish writes the lists of the drop-downs, on a sheet that is not shown.
func (b *book) finish() {
	_, err := b.NewSheet(choicesSheet)
	b.try(err)
	for i, list := range b.choices {
		b.try(b.SetSheetCol(choicesSheet, at(i+1, 1), &list))
	}
	b.try(b.SetSheetVisible(choicesSheet, false))
}

// note returns what belongs in a column.
func (s *sheet) note(name string) string {
	i := s.column(name)
	switch {
	case i >= 0:
		return s.columns[i].note()
	case name == fileColumn:
		return "The file below data/ that the record is in. A new row names one; an existing row stays in its file."
	case name == underColumn:
		return fmt.Sprintf("What the row is part of: the id of a row of the sheet %q, or its pledge or commitment.", s.under.name)
	case name == removeColumn:
		return `Write "yes" to remove the record from its file. Without that, nothing is ever removed.`
	}
	return "Leave this as it is: it tells the import which record the row is. Empty for a new row."
}

func (c column) note() string {
	words := "Optional. "
	if c.required {
		words = "Required. "
	}
	t := c.scalar()
	if c.many() {
		t = c.typ.Elem()
	}
	switch v := zero(t).(type) {
	case campaign.Date:
		return words + "A date: YYYY-MM-DD, or YYYY-MM or YYYY if no more is known."
	case campaign.Moment:
		return words + "Withheld until: YYYY-MM-DD, or with a time, 2026-12-01T10:00:00-05:00."
	case campaign.URL:
		return words + "An address: https://..."
	case campaign.Choice:
		return words + "One of: " + strings.Join(v.Choices(), ", ") + "."
	case campaign.Reference:
		if c.name == "id" {
			return words + "The id, which never changes once it is published: lower-case letters, digits and single hyphens."
		}
		if c.many() {
			return words + fmt.Sprintf("Ids, with commas between them. Each is that of a %s.", v.RefersTo())
		}
		return words + fmt.Sprintf("The id of a %s.", v.RefersTo())
	}
	return words + c.form(t)
}

// form describes a value that is no reference.
func (c column) form(t reflect.Type) string {
	switch {
	case c.language != "":
		return "A text in " + locale.Language(c.language, "en") + "."
	case t.Kind() == reflect.Bool:
		return "true or false."
	case t.Kind() == reflect.Int && c.many():
		return "Whole numbers, with commas between them."
	case t.Kind() == reflect.Int:
		return "A whole number."
	case t.Kind() == reflect.Float64:
		return "A number: digits, and a point before decimals."
	case c.many():
		return "Texts, one a line (Alt+Enter)."
	}
	return "A text."
}

// at returns the name of a cell.
func at(column, line int) string {
	name, _ := excelize.CoordinatesToCellName(column, line)
	return name
}
