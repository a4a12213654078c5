package spreadsheet

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"declarationwatch/tools/internal/diag"
)

// Problem is why a cell cannot be taken.
type Problem struct {
	Cell    string // as sheet!B7
	Message string
	Hint    string
}

// String returns the problem as it is printed.
func (p Problem) String() string {
	text := fmt.Sprintf("%s: error: %s", p.Cell, diag.Visible(p.Message))
	if p.Hint != "" {
		text += "\nhint: " + p.Hint
	}
	return text
}

// table is a sheet as it comes back.
type table struct {
	name  string
	lines [][]string                    // the first is the head
	odd   func(column, line int) string // says what is wrong with how a cell is made; "" for nothing
}

func (t table) cell(column, line int) string { return t.name + "!" + at(column+1, line+1) }

// ReadWorkbook compares a workbook with the record.
func (r *Record) ReadWorkbook(raw []byte) (*Import, error) {
	f, err := excelize.OpenReader(bytes.NewReader(raw))
	if err != nil {
		return nil, fmt.Errorf("not a workbook of the form .xlsx: %w", err)
	}
	defer f.Close()
	in := r.begin()
	for _, name := range f.GetSheetList() {
		if name == aboutSheet || name == choicesSheet {
			continue
		}
		lines, err := f.GetRows(name, excelize.Options{RawCellValue: true})
		if err != nil {
			return nil, fmt.Errorf("sheet %q cannot be read: %w", name, err)
		}
		merged, err := f.GetMergeCells(name)
		if err != nil {
			return nil, fmt.Errorf("sheet %q cannot be read: %w", name, err)
		}
		for _, m := range merged {
			in.problem(name+"!"+m.GetStartAxis(), "merged cells; split them", "")
		}
		if s := r.sheet(name); s != nil {
			in.compare(s, table{name, lines, oddCell(f, name)})
		} else if len(lines) > 0 {
			in.problem(name+"!A1", fmt.Sprintf("unknown sheet %q", name), "rename it as the export has it, or remove it: "+strings.Join(r.Sheets(), ", "))
		}
	}
	return in, nil
}

// oddCell returns what says why the value of a cell cannot be trusted.
func oddCell(f *excelize.File, sheet string) func(column, line int) string {
	return func(column, line int) string {
		cell := at(column+1, line+1)
		if formula, err := f.GetCellFormula(sheet, cell); err != nil || formula != "" {
			return "a formula; replace it by its value"
		}
		if kind, err := f.GetCellType(sheet, cell); err != nil || kind == excelize.CellTypeError {
			return "an error value; correct it"
		}
		return ""
	}
}

// ReadCSV compares one sheet as CSV with the record. Without a name the head decides which sheet it is.
func (r *Record) ReadCSV(raw []byte, name string) (*Import, error) {
	raw = bytes.TrimPrefix(raw, []byte("\ufeff"))
	if !utf8.Valid(raw) {
		return nil, fmt.Errorf("the text is not in UTF-8; save it as CSV UTF-8")
	}
	in := csv.NewReader(bytes.NewReader(raw))
	in.Comma, in.FieldsPerRecord = comma(raw), -1
	lines, err := in.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("not CSV: %w", err)
	}
	if len(lines) == 0 {
		return nil, fmt.Errorf("the file is empty")
	}
	s := r.sheet(name)
	if s == nil {
		if s = r.sheetOf(lines[0]); s == nil {
			return nil, fmt.Errorf("no sheet has these columns; name one with -sheet: %s", strings.Join(r.Sheets(), ", "))
		}
	}
	out := r.begin()
	out.compare(s, table{s.name, lines, func(int, int) string { return "" }})
	return out, nil
}

// comma returns what separates the columns, by the first line.
func comma(raw []byte) rune {
	first, _, _ := bytes.Cut(raw, []byte("\n"))
	best := ','
	for _, r := range []rune{';', '\t'} {
		if bytes.Count(first, []byte(string(r))) > bytes.Count(first, []byte(string(best))) {
			best = r
		}
	}
	return best
}

// sheetOf returns the only sheet that has all columns; nil where there is none, or several.
func (r *Record) sheetOf(header []string) (found *sheet) {
	for _, s := range r.sheets {
		have := s.header()
		if !slices.ContainsFunc(header, func(name string) bool { return name != "" && !slices.Contains(have, strings.TrimSpace(name)) }) {
			if found != nil {
				return nil
			}
			found = s
		}
	}
	return found
}
