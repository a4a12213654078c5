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
	styles map[string]int // of cells, by what a cell is for
	err    error          // the first; after it, nothing is written
}

// sheetName is what a sheet is called, and the table that it contains; "" for none.
type sheetName struct{ name, table string }

// sheets returns every sheet, in order. The first explains the others, the second is the matrix as a grid.
func (e *edition) sheets() []sheetName {
	title := func(table string) string { return e.text(e.words.File(table + ".csv").Title) }
	return []sheetName{
		{e.note("read-me"), ""}, {title("matrix"), ""}, {e.note("cells"), "matrix"}, {title("pledges"), "pledges"},
		{title("assessments"), "assessments"}, {title("evidence"), "evidence"},
	}
}

func writeWorkbook(w io.Writer, e *edition) error {
	b := &workbook{edition: e, File: excelize.NewFile(), styles: map[string]int{}}
	defer b.Close()
	b.SetZipWriter(func(w io.Writer) excelize.ZipWriter {
		return &packer{w, e.Matrix.AsOf.First(), map[string]*bytes.Buffer{}}
	})
	b.describe()
	for i, s := range e.sheets() {
		if i == 0 {
			b.try(b.SetSheetName("Sheet1", s.name))
		} else {
			_, err := b.NewSheet(s.name)
			b.try(err)
		}
		stream, err := b.NewStreamWriter(s.name)
		if b.try(err); b.err != nil {
			return b.err
		}
		switch out := (&sheet{stream, b, 0}); i {
		case 0:
			b.readme(out)
		case 1:
			b.grid(out)
		default:
			b.rows(out, b.table(s.table))
		}
		b.try(stream.Flush())
	}
	b.try(b.Write(w))
	return b.err
}

func (b *workbook) try(err error) {
	if b.err == nil {
		b.err = err
	}
}

// describe sets the properties of the file and makes the styles.
func (b *workbook) describe() {
	name, day := b.text(b.Campaign.Profile.Name), string(b.record.AsOf)+"T00:00:00Z"
	b.try(b.SetDocProps(&excelize.DocProperties{
		Title: name, Description: b.note("dataset"), Creator: name, LastModifiedBy: name,
		Language: b.Campaign.Languages.Source, Version: string(b.record.AsOf), Identifier: string(b.record.Page), Created: day, Modified: day,
	}))
	top := &excelize.Alignment{Vertical: "top", WrapText: true}
	style := func(name string, fill excelize.Fill, align *excelize.Alignment, font *excelize.Font) {
		id, err := b.NewStyle(&excelize.Style{Fill: fill, Alignment: align, Font: font})
		b.try(err)
		b.styles[name] = id
	}
	none := excelize.Fill{}
	style("title", none, nil, &excelize.Font{Bold: true, Size: 16})
	style("head", excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"F2ECDF"}}, top, &excelize.Font{Bold: true})
	style("text", none, top, nil)
	style("quiet", none, top, &excelize.Font{Color: "6B6559"})
	style("link", none, top, &excelize.Font{Color: "0B4468", Underline: "single"})
}

// sheet is one sheet, written line by line.
type sheet struct {
	*excelize.StreamWriter
	book *workbook
	line int // the last one written, from 1
}

// add writes a line in a style. Addresses become links.
func (s *sheet) add(style string, values ...any) {
	s.line++
	cells := make([]any, len(values))
	for i, v := range values {
		switch v := v.(type) {
		case nil:
		case styled:
			cells[i] = excelize.Cell{StyleID: s.book.styles[v.style], Value: v.words}
		case link:
			cells[i] = excelize.Cell{StyleID: s.book.styles["link"], Value: v.words}
			s.book.try(s.book.SetCellHyperLink(s.Sheet, at(i+1, s.line), v.address, "External"))
		default:
			cells[i] = excelize.Cell{StyleID: s.book.styles[style], Value: v}
		}
	}
	s.book.try(s.SetRow(at(1, s.line), cells))
}

type (
	// styled is a cell in another style than its line.
	styled struct{ style, words string }
	// link is a cell that leads somewhere.
	link struct{ words, address string }
)

// at returns the name of a cell. One that there cannot be is refused by whatever gets its name.
func at(column, line int) string {
	name, _ := excelize.CoordinatesToCellName(column, line)
	return name
}

// width sets the width of columns, in characters. It comes before every line.
func (s *sheet) width(first, last int, width float64) { s.book.try(s.SetColWidth(first, last, width)) }

// freeze keeps the first columns and lines in sight.
func (s *sheet) freeze(columns, lines int) {
	pane := "bottomRight"
	if columns == 0 {
		pane = "bottomLeft"
	}
	s.book.try(s.SetPanes(&excelize.Panes{
		Freeze: true, XSplit: columns, YSplit: lines, TopLeftCell: at(columns+1, lines+1), ActivePane: pane,
	}))
}

// filter puts the arrows to filter by into the last line of the head. Call it when all lines are written.
func (s *sheet) filter(columns, head int) {
	s.book.try(s.book.AutoFilter(s.Sheet, at(1, head)+":"+at(columns, s.line), nil))
}

// packer packs the parts of a workbook so that one workbook always has the same bytes.
type packer struct {
	w     io.Writer
	at    time.Time
	parts map[string]*bytes.Buffer
}

func (p *packer) Create(name string) (io.Writer, error) {
	p.parts[name] = new(bytes.Buffer)
	return p.parts[name], nil
}

func (p *packer) AddFS(fs.FS) error { return errors.ErrUnsupported }

func (p *packer) Close() error { return pack(p.w, p.parts, p.at) }

// widths of columns, in characters, by the type of their values.
var widths = map[string]float64{"url": 36, "text": 60, "string": 32, "identifier": 26}

func width(f published.Field) float64 {
	switch w, ok := widths[f.Type.Name]; {
	case f.List:
		return widths["url"]
	case ok:
		return w
	}
	return 13
}
