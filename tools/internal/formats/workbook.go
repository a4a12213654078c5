package formats

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"time"

	"github.com/xuri/excelize/v2"

	"declarationwatch/tools/internal/published"
)

// workbook is matrix.xlsx on its way: sheets to read, sort and filter. No cell is a formula.
type workbook struct {
	*edition
	*excelize.File
	styles styles
}

// styles are those of cells, by what a cell is for.
type styles struct{ title, head, text, quiet, link int }

// sheetName is what a sheet is called, and the table that it contains; "" for none.
type sheetName struct{ name, table string }

// sheets returns every sheet, in order. The first explains the others, the second is the matrix as a grid.
func (e *edition) sheets() []sheetName {
	title := func(table string) string { return e.text(e.about[table+".csv"].Title) }
	return []sheetName{
		{e.note("read-me"), ""}, {title("matrix"), ""}, {e.note("cells"), "matrix"}, {title("pledges"), "pledges"},
		{title("assessments"), "assessments"}, {title("evidence"), "evidence"},
	}
}

// sheetWords are the texts that only the workbook uses, by their name in the dictionary.
var sheetWords = []string{"read-me", "cells", "cite-as", "meaning", "column"}

func writeWorkbook(w io.Writer, e *edition) error {
	b := &workbook{edition: e, File: excelize.NewFile()}
	defer b.Close()
	b.SetZipWriter(func(w io.Writer) excelize.ZipWriter { return &packer{w: w, at: e.Matrix.AsOf.First()} })
	if err := b.describe(); err != nil {
		return err
	}
	for i, s := range e.sheets() {
		if i == 0 {
			if err := b.SetSheetName("Sheet1", s.name); err != nil {
				return err
			}
		} else if _, err := b.NewSheet(s.name); err != nil {
			return err
		}
		sheet, err := b.sheet(s.name)
		if err != nil {
			return err
		}
		switch {
		case i == 0:
			err = b.readme(sheet)
		case i == 1:
			err = b.grid(sheet)
		default:
			err = b.rows(sheet, b.table(s.table))
		}
		if err := errors.Join(err, sheet.Flush()); err != nil {
			return err
		}
	}
	return b.Write(w)
}

// describe sets the properties of the file and makes the styles.
func (b *workbook) describe() error {
	day := string(b.record.AsOf) + "T00:00:00Z"
	err := b.SetDocProps(&excelize.DocProperties{
		Title: b.text(b.Campaign.Profile.Name), Description: b.note("dataset"), Creator: b.text(b.Campaign.Profile.Name), LastModifiedBy: b.text(b.Campaign.Profile.Name),
		Language: b.Campaign.Languages.Source, Version: string(b.record.AsOf), Identifier: string(b.record.Page), Created: day, Modified: day,
	})
	top := &excelize.Alignment{Vertical: "top", WrapText: true}
	for _, s := range []struct {
		id    *int
		style excelize.Style
	}{
		{&b.styles.title, excelize.Style{Font: &excelize.Font{Bold: true, Size: 16}}},
		{&b.styles.head, excelize.Style{
			Font: &excelize.Font{Bold: true}, Alignment: top,
			Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"F2ECDF"}},
		}},
		{&b.styles.text, excelize.Style{Alignment: top}},
		{&b.styles.quiet, excelize.Style{Alignment: top, Font: &excelize.Font{Color: "6B6559"}}},
		{&b.styles.link, excelize.Style{Alignment: top, Font: &excelize.Font{Color: "0B4468", Underline: "single"}}},
	} {
		id, failed := b.NewStyle(&s.style)
		*s.id, err = id, errors.Join(err, failed)
	}
	return err
}

// sheet is one sheet, written line by line.
type sheet struct {
	*excelize.StreamWriter
	book *workbook
	line int // the last one written, from 1
}

func (b *workbook) sheet(name string) (*sheet, error) {
	w, err := b.NewStreamWriter(name)
	return &sheet{w, b, 0}, err
}

// add writes a line. Addresses become links.
func (s *sheet) add(style int, values ...any) error {
	s.line++
	cells := make([]any, len(values))
	for i, v := range values {
		at, err := excelize.CoordinatesToCellName(i+1, s.line)
		if err != nil {
			return err
		}
		switch v := v.(type) {
		case nil:
		case excelize.Cell:
			cells[i] = v
		case link:
			cells[i] = excelize.Cell{StyleID: s.book.styles.link, Value: v.words}
			if err := s.book.SetCellHyperLink(s.Sheet, at, v.address, "External"); err != nil {
				return err
			}
		default:
			cells[i] = excelize.Cell{StyleID: style, Value: v}
		}
	}
	at, err := excelize.CoordinatesToCellName(1, s.line)
	if err != nil {
		return err
	}
	return s.SetRow(at, cells)
}

// link is a cell that leads somewhere.
type link struct{ words, address string }

// freeze keeps the first columns and lines in sight.
func (s *sheet) freeze(columns, lines int) error {
	corner, err := excelize.CoordinatesToCellName(columns+1, lines+1)
	if err != nil {
		return err
	}
	pane := "bottomRight"
	if columns == 0 {
		pane = "bottomLeft"
	}
	return s.SetPanes(&excelize.Panes{Freeze: true, XSplit: columns, YSplit: lines, TopLeftCell: corner, ActivePane: pane})
}

// filter puts the arrows to filter by into the last line of the head. Call it when all lines are written.
func (s *sheet) filter(columns, head int) error {
	from, err := excelize.CoordinatesToCellName(1, head)
	if err != nil {
		return err
	}
	to, err := excelize.CoordinatesToCellName(columns, s.line)
	if err != nil {
		return err
	}
	return s.book.AutoFilter(s.Sheet, from+":"+to, nil)
}

// packer packs the parts of a workbook so that one workbook always has the same bytes.
type packer struct {
	w     io.Writer
	at    time.Time
	parts []part
}

type part struct {
	name string
	*bytes.Buffer
}

func (p *packer) Create(name string) (io.Writer, error) {
	p.parts = append(p.parts, part{name, new(bytes.Buffer)})
	return p.parts[len(p.parts)-1], nil
}

func (p *packer) AddFS(fs.FS) error { return errors.ErrUnsupported }

func (p *packer) Close() error {
	var entries []entry
	for _, x := range p.parts {
		entries = append(entries, entry{x.name, x.Bytes()})
	}
	return pack(p.w, entries, p.at)
}

// width is that of a column, in characters.
func width(f published.Field) float64 {
	switch {
	case f.List, f.Type.Name == "url":
		return 36
	case f.Type.Name == "text":
		return 60
	case f.Type.Name == "string":
		return 32
	case f.Type.Name == "identifier":
		return 26
	default:
		return 13
	}
}
