package formats

import (
	"bytes"
	"cmp"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
	"time"
	"unicode/utf8"

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

// sheets returns every sheet, in order. The first explains the others, the second is the matrix as a grid, the last explains
// every column. Texts by language are no sheet: nobody reads them as one.
func (e *edition) sheets() []sheetName {
	title := func(table string) string { return e.text(e.words.File(table + ".csv").Title) }
	out := []sheetName{{e.note("read-me"), ""}, {title("matrix"), ""}}
	for _, t := range e.tables {
		switch t.name {
		case "matrix":
			out = append(out, sheetName{e.note("cells"), t.name})
		case "labels":
		default:
			out = append(out, sheetName{title(t.name), t.name})
		}
	}
	return append(out, sheetName{e.note("columns"), ""})
}

func writeWorkbook(w io.Writer, e *edition) error {
	b := &workbook{edition: e, File: excelize.NewFile(), styles: map[string]int{}}
	defer b.Close()
	folder, err := os.MkdirTemp("", "workbook")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	b.SetZipWriter(func(io.Writer) excelize.ZipWriter { // a buffer, which would have the whole workbook
		return &packer{w, e.Matrix.AsOf.First(), folder, map[string]*os.File{}, b.properties()}
	})
	b.describe()
	sheets := e.sheets()
	for i, s := range sheets {
		if i == 0 {
			b.try(b.SetSheetName("Sheet1", s.name))
		} else {
			_, err := b.NewSheet(s.name)
			b.try(err)
		}
		b.try(b.SetSheetProps(s.name, &excelize.SheetPropsOptions{FitToPage: &yes})) // before the stream, which begins with them
		stream, err := b.NewStreamWriter(s.name)
		if b.try(err); b.err != nil {
			return b.err
		}
		out := &sheet{StreamWriter: stream, book: b}
		pages := 1
		switch {
		case i == 0:
			b.readme(out)
			pages = readmePages
		case i == 1:
			b.grid(out)
			out.whole = true
		case s.table == "":
			b.columns(out)
		default:
			b.rows(out, b.table(s.table))
			if s.table == "pledges" { // which is read on paper too
				pages = max(1, maxPages-readmePages-(len(sheets)-2))
			}
		}
		out.printed(pages)
		b.try(stream.Flush())
	}
	b.try(b.Write(w))
	return b.err
}

// The most A4 pages that the workbook prints, and those of its first sheet.
const maxPages, readmePages = 30, 3

var yes = true

func (b *workbook) try(err error) {
	if b.err == nil {
		b.err = err
	}
}

// describe sets the properties of the file and makes the styles.
func (b *workbook) describe() {
	b.try(b.SetDefaultFont(fontFamily))
	if b.Styles != nil {
		points := fontSize
		b.Styles.Fonts.Font[0].Sz.Val = &points
	}
	top := &excelize.Alignment{Vertical: "top", WrapText: true}
	style := func(name string, fill excelize.Fill, align *excelize.Alignment, font *excelize.Font) {
		if font == nil {
			font = &excelize.Font{}
		}
		font.Family, font.Size = fontFamily, cmp.Or(font.Size, fontSize)
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
	book    *workbook
	line    int       // the last one written, from 1
	head    int       // how many lines at the top are its head
	widths  []float64 // of the columns, in characters
	heights []float64 // of the lines, in points
	whole   bool      // it is printed without leaving anything out, however small
	links   int       // so far
}

// mostLinks is how many cells of a sheet are links: programs accept 65,530, and each takes longer to add than the one before.
const mostLinks = 2_000

// mostRows is how many rows of a table are a sheet. More are too many to read, sort and filter, and programs accept 1,048,576 lines.
const mostRows = 20_000

// add writes a line in a style, as high as its longest text needs. Addresses become links.
func (s *sheet) add(style string, values ...any) {
	s.line++
	cells := make([]any, len(values))
	lines := 1.0
	for i, v := range values {
		words := ""
		switch v := v.(type) {
		case nil:
		case styled:
			words, cells[i] = v.words, excelize.Cell{StyleID: s.book.styles[v.style], Value: v.words}
		case link:
			words = v.words
			if s.links++; s.links > mostLinks {
				cells[i] = excelize.Cell{StyleID: s.book.styles[style], Value: words}
				break
			}
			cells[i] = excelize.Cell{StyleID: s.book.styles["link"], Value: words}
			s.book.try(s.book.SetCellHyperLink(s.Sheet, at(i+1, s.line), v.address, "External"))
		default:
			words, _ = v.(string)
			cells[i] = excelize.Cell{StyleID: s.book.styles[style], Value: v}
		}
		if i < len(s.widths) && style != "title" {
			lines = max(lines, linesOf(words, s.widths[i]))
		}
	}
	height := min(lines*lineHeight+2, 409) // the most that there can be
	if style == "title" {
		height = 24
	}
	s.heights = append(s.heights, height)
	s.book.try(s.SetRow(at(1, s.line), cells, excelize.RowOpts{Height: height}))
}

// Of texts in the workbook.
const (
	fontFamily = "Arial" // or what has its widths, such as Liberation Sans
	fontSize   = 10.0
	lineHeight = 12.75 // in points
)

// linesOf returns how many lines a text takes in a column, whose width is that of as many digits. An average letter is a little
// narrower than a digit; long words leave the ends of lines empty.
func linesOf(text string, width float64) float64 {
	lines, room := 1.0, width
	for word := range strings.FieldsSeq(text) {
		n := float64(utf8.RuneCountInString(word)) * letter
		if n > room && room < width {
			lines, room = lines+1, width
		}
		for ; n > room; n -= width {
			lines++
		}
		room -= n + letter
	}
	return lines
}

const letter = 0.88 // its width, in digits

// width sets the width of the next column, in characters. It comes before every line.
func (s *sheet) width(width float64) {
	s.widths = append(s.widths, width)
	s.book.try(s.SetColWidth(len(s.widths), len(s.widths), width))
}

// freeze keeps the first columns and the head in sight.
func (s *sheet) freeze(columns, lines int) {
	s.head = lines
	pane := "bottomRight"
	if columns == 0 {
		pane = "bottomLeft"
	}
	s.book.try(s.SetPanes(&excelize.Panes{
		Freeze: true, XSplit: columns, YSplit: lines, TopLeftCell: at(columns+1, lines+1), ActivePane: pane,
	}))
}

// filter puts the arrows to filter by into the last line of the head. Call it when all lines are written.
func (s *sheet) filter() {
	s.book.try(s.book.AutoFilter(s.Sheet, at(1, s.head)+":"+at(len(s.widths), s.line), nil))
}

// What is printed of a sheet: A4 across, as many columns as stay legible, at most so many pages.
const (
	paperA4       = 9
	pageWidth     = 149.0 // in digits
	pageHeight    = 500.0 // in points
	widestPrinted = 225.0 // in digits: two thirds of the size on the screen
)

// printed sets what is printed on how many pages. Of a sheet that is longer or wider, it is the beginning: the whole is to be
// sorted and filtered, not to be read on paper. The head is repeated on each page.
func (s *sheet) printed(pages int) {
	columns, width := 0, 0.0
	for _, w := range s.widths {
		if !s.whole && columns > 0 && width+w > widestPrinted {
			break
		}
		columns, width = columns+1, width+w
	}
	lines, left := s.line, pageHeight*max(1, width/pageWidth)
	for i, height := range s.heights {
		if left -= height; !s.whole && pages == 1 && left < 0 {
			lines = i
			break
		}
	}
	b, across, size, one := s.book, "landscape", paperA4, 1
	b.try(b.SetPageLayout(s.Sheet, &excelize.PageLayoutOptions{Size: &size, Orientation: &across, FitToWidth: &one, FitToHeight: &pages}))
	margin, foot := 0.4, 0.6
	b.try(b.SetPageMargins(s.Sheet, &excelize.PageLayoutMarginsOptions{Left: &margin, Right: &margin, Top: &margin, Bottom: &foot, Header: &margin, Footer: &margin}))
	b.try(b.SetHeaderFooter(s.Sheet, &excelize.HeaderFooterOptions{OddFooter: "&L&A&R&P / &N"}))
	name := "'" + strings.ReplaceAll(s.Sheet, "'", "''") + "'!"
	b.try(b.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Area", RefersTo: name + absolute(1, 1) + ":" + absolute(columns, lines), Scope: s.Sheet}))
	if s.head > 0 {
		b.try(b.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: fmt.Sprintf("%s$1:$%d", name, s.head), Scope: s.Sheet}))
	}
}

// absolute returns the name of a cell as a formula has it that does not move.
func absolute(column, line int) string {
	name, _ := excelize.CoordinatesToCellName(column, line, true)
	return name
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

// packer packs the parts of a workbook so that one workbook always has the same bytes. Until it has all of them it keeps them in
// files: a sheet of many rows is ten times as large as its archive.
type packer struct {
	w          io.Writer
	at         time.Time
	folder     string
	parts      map[string]*os.File
	properties []byte
}

func (p *packer) Create(name string) (io.Writer, error) {
	f, err := os.CreateTemp(p.folder, "")
	p.parts[name] = f
	return f, err
}

func (p *packer) AddFS(fs.FS) error { return errors.ErrUnsupported }

func (p *packer) Close() error {
	files := map[string]content{}
	for name, part := range p.parts {
		size, err := part.Seek(0, io.SeekCurrent)
		if err := errors.Join(part.Close(), err); err != nil {
			return err
		}
		files[name] = contentOf(part.Name(), size)
	}
	files["docProps/core.xml"] = contentIn(p.properties)
	return pack(p.w, files, p.at, packed)
}

// properties returns the properties of the file (ECMA-376, part 2), with the prefixes that every reader of them knows: exceljs
// refuses the form that excelize writes.
func (b *workbook) properties() []byte {
	var out bytes.Buffer
	out.WriteString(xml.Header + `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" ` +
		`xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">`)
	property := func(tag, attributes, value string) {
		out.WriteString("<" + tag + attributes + ">")
		b.try(xml.EscapeText(&out, []byte(value)))
		out.WriteString("</" + tag + ">")
	}
	name, moment := b.text(b.Campaign.Profile.Name), string(b.record.AsOf)+"T00:00:00Z"
	property("dc:title", "", name)
	property("dc:creator", "", name)
	property("dc:description", "", b.note("dataset"))
	property("dc:identifier", "", string(b.record.Page))
	property("dc:language", "", b.Campaign.Languages.Source)
	property("cp:lastModifiedBy", "", name)
	property("cp:version", "", string(b.record.AsOf))
	property("dcterms:created", ` xsi:type="dcterms:W3CDTF"`, moment)
	property("dcterms:modified", ` xsi:type="dcterms:W3CDTF"`, moment)
	out.WriteString("</cp:coreProperties>")
	return out.Bytes()
}

// widths of columns, in characters, by the type of their values.
var widths = map[string]float64{"url": 36, "text": 60, "string": 28, "identifier": 24, "word": 17}

func width(f published.Field) float64 {
	switch w, ok := widths[f.Type.Name]; {
	case f.List:
		return 30
	case ok:
		return w
	}
	return 13
}
