package document

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"
)

// largestPart bounds what is read of one part of a Word document.
const largestPart = 64 << 20

// element is an element of a part, by the names of ECMA-376 without their prefixes.
type element struct {
	XMLName  xml.Name
	Attrs    []xml.Attr `xml:",any,attr"`
	Children []element  `xml:",any"`
	Text     string     `xml:",chardata"`
}

// value returns an attribute by its local name.
func (e *element) value(name string) string {
	for _, a := range e.Attrs {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// at returns the element at a path of names, or nil.
func (e *element) at(names ...string) *element {
	for _, name := range names {
		if e == nil {
			return nil
		}
		i := slices.IndexFunc(e.Children, func(c element) bool { return c.XMLName.Local == name })
		if i < 0 {
			return nil
		}
		e = &e.Children[i]
	}
	return e
}

// val returns the attribute val of the element at a path, or "".
func (e *element) val(names ...string) string {
	if e = e.at(names...); e == nil {
		return ""
	}
	return e.value("val")
}

// on reports whether a property at a path is there and not switched off.
func (e *element) on(names ...string) bool {
	e = e.at(names...)
	return e != nil && !slices.Contains([]string{"0", "false", "none", "off"}, e.value("val"))
}

// wordFile is a Word document while it becomes HTML.
type wordFile struct {
	parts    map[string]*zip.File
	styles   map[string]*element // by id
	formats  map[string]string   // of numbers, by "numId ilvl"
	links    map[string]string   // targets of relationships, by id
	pictures map[string][]byte
	field    string // where the field leads that the text at hand is in
	inField  bool
	counting bool     // the text at hand is a number that Word counts, as in "Figure 1"
	after    []func() // write what comes after the paragraph at hand: text boxes and diagrams
	out      bytes.Buffer
}

// word returns a Word document as HTML, and the pictures that it names.
func word(raw []byte) (page string, pictures map[string][]byte, err error) {
	archive, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		return "", nil, fmt.Errorf("this is no Word document: %w", err)
	}
	w := &wordFile{parts: map[string]*zip.File{}, styles: map[string]*element{}, formats: map[string]string{}, links: map[string]string{}, pictures: map[string][]byte{}}
	for _, f := range archive.File {
		w.parts[f.Name] = f
	}
	document, err := w.part("word/document.xml")
	if err != nil {
		return "", nil, errors.New("this is no Word document: it has no text; save it as .docx")
	}
	w.relationships("word/_rels/document.xml.rels")
	w.readStyles()
	w.readNumbering()
	w.blocks(document.at("body"))
	for _, kind := range []string{"footnote", "endnote"} {
		w.notes(kind)
	}
	return w.out.String(), w.pictures, nil
}

// part reads a part.
func (w *wordFile) part(name string) (*element, error) {
	raw, err := w.bytes(name)
	if err != nil {
		return nil, err
	}
	e := new(element)
	return e, xml.Unmarshal(raw, e)
}

func (w *wordFile) bytes(name string) ([]byte, error) {
	f := w.parts[name]
	if f == nil {
		return nil, errors.New("missing part")
	}
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return io.ReadAll(io.LimitReader(r, largestPart))
}

func (w *wordFile) relationships(name string) {
	list, err := w.part(name)
	if err != nil {
		return // a document without links
	}
	clear(w.links)
	for _, r := range list.Children {
		w.links[r.value("Id")] = r.value("Target")
	}
}

func (w *wordFile) readStyles() {
	list, err := w.part("word/styles.xml")
	if err != nil {
		return
	}
	for i := range list.Children {
		w.styles[list.Children[i].value("styleId")] = &list.Children[i]
	}
}

func (w *wordFile) readNumbering() {
	list, err := w.part("word/numbering.xml")
	if err != nil {
		return
	}
	abstract := map[string]*element{}
	for i := range list.Children {
		e := &list.Children[i]
		switch e.XMLName.Local {
		case "abstractNum":
			abstract[e.value("abstractNumId")] = e
		case "num":
			a := abstract[e.val("abstractNumId")]
			if a == nil {
				continue
			}
			for j := range a.Children {
				if level := &a.Children[j]; level.XMLName.Local == "lvl" {
					w.formats[e.value("numId")+" "+level.value("ilvl")] = level.val("numFmt")
				}
			}
		}
	}
}

// style returns the name of a paragraph's style, or of the nearest one it is based on that is known, in small letters. Word
// keeps the English names of its own styles in every language.
func (w *wordFile) style(p *element) string {
	id := p.val("pPr", "pStyle")
	for range mostStyles {
		s := w.styles[id]
		if s == nil {
			break
		}
		name := strings.ToLower(s.val("name"))
		if headingName.MatchString(name) || slices.Contains([]string{"title", "subtitle", "quote", "intense quote", "quotations", "caption"}, name) {
			return name
		}
		if level := s.val("pPr", "outlineLvl"); level != "" && level < "6" && len(level) == 1 {
			return "heading " + string(level[0]+1)
		}
		id = s.val("basedOn")
	}
	return strings.ToLower(id)
}

// mostStyles bounds how many styles are based on one another, since they may do so in a circle.
const mostStyles = 20

var headingName = regexp.MustCompile(`^heading ([1-6])$`)

// blocks writes the paragraphs and tables of a part of the document.
func (w *wordFile) blocks(parent *element) {
	if parent == nil {
		return
	}
	for i := range parent.Children {
		switch e := &parent.Children[i]; e.XMLName.Local {
		case "p":
			w.paragraph(e)
		case "tbl":
			w.table(e)
		case "sdt":
			w.blocks(e.at("sdtContent"))
		case "ins", "moveTo", "customXml", "smartTag":
			w.blocks(e)
		}
	}
}

func (w *wordFile) paragraph(p *element) {
	tag, attributes := "p", ""
	style := w.style(p)
	level, numbered, item := w.item(p)
	switch heading := headingName.FindStringSubmatch(style); {
	case style == "title":
		tag = "h1"
	case heading != nil: // below the title
		n, _ := strconv.Atoi(heading[1])
		tag = fmt.Sprintf("h%d", min(n+1, 6))
		if !w.hasTitle() {
			tag = "h" + heading[1]
		}
	case slices.Contains([]string{"quote", "intense quote", "quotations"}, style): // the last is LibreOffice's
		tag = "blockquote"
	case style == "caption":
		attributes = captioned
	case item:
		attributes = fmt.Sprintf(` %s="%d,%t"`, listAttribute, level+1, numbered)
	}
	start := w.out.Len()
	w.runs(p)
	text := w.out.String()[start:]
	w.out.Truncate(start)
	if before, caption, ok := strings.Cut(text, counted); ok { // "Figure 1", which a page does not count
		if pictures := images.FindAllString(before, -1); pictures != nil {
			w.out.WriteString("<p>" + strings.Join(pictures, "") + "</p>\n")
		}
		attributes, text = captioned, caption
	}
	w.out.WriteString("<" + tag + attributes + ">" + text + "</" + tag + ">\n")
	after := w.after
	w.after = nil
	for _, write := range after {
		write()
	}
}

// hasTitle reports whether a paragraph before had the style of a title.
func (w *wordFile) hasTitle() bool { return strings.HasPrefix(w.out.String(), "<h1>") }

// item returns the level of a paragraph in a list, from 0, and whether it is numbered.
func (w *wordFile) item(p *element) (level int, numbered, item bool) {
	number := p.at("pPr", "numPr")
	for id, depth := p.val("pPr", "pStyle"), 0; number == nil && w.styles[id] != nil && depth < mostStyles; depth++ {
		number, id = w.styles[id].at("pPr", "numPr"), w.styles[id].val("basedOn")
	}
	if number == nil || number.val("numId") == "" || number.val("numId") == "0" {
		return 0, false, false
	}
	level, _ = strconv.Atoi(number.val("ilvl"))
	format := w.formats[number.val("numId")+" "+strconv.Itoa(level)]
	return level, format != "bullet" && format != "none" && format != "", format != "none"
}

// runs writes the texts of a paragraph, and what is around them.
func (w *wordFile) runs(parent *element) {
	for i := range parent.Children {
		switch e := &parent.Children[i]; e.XMLName.Local {
		case "r":
			w.run(e)
		case "hyperlink":
			target := w.links[e.value("id")]
			w.link(target, func() { w.runs(e) })
		case "fldSimple":
			if counter.MatchString(e.value("instr")) {
				w.out.WriteString(counted)
				continue
			}
			w.link(fieldTarget(e.value("instr")), func() { w.runs(e) })
		case "ins", "moveTo", "smartTag", "customXml", "dir", "bdo":
			w.runs(e)
		case "sdt":
			if content := e.at("sdtContent"); content != nil {
				w.runs(content)
			}
		case "AlternateContent":
			if choice := e.at("Choice"); choice != nil {
				w.runs(choice)
			}
		case "oMath", "oMathPara":
			w.out.WriteString(html.EscapeString(e.letters()))
		}
	}
}

// letters returns all text in an element.
func (e *element) letters() string {
	var b strings.Builder
	e.each(func(x *element) {
		if x.XMLName.Local == "t" {
			b.WriteString(x.Text)
		}
	})
	return b.String()
}

func (w *wordFile) link(target string, content func()) {
	if target == "" {
		content()
		return
	}
	w.out.WriteString(`<a href="` + html.EscapeString(target) + `">`)
	content()
	w.out.WriteString("</a>")
}

// counter matches a field that counts pictures or tables; counted replaces what it shows.
var counter = regexp.MustCompile(`^\s*SEQ\s`)

const (
	counted   = "\x00"
	captioned = " " + captionAttribute + `="true"`
)

var images = regexp.MustCompile(`<img [^>]*>`)

var hyperlink = regexp.MustCompile(`HYPERLINK\s+"([^"]+)"`)

// fieldTarget returns where a field leads.
func fieldTarget(instruction string) string {
	if found := hyperlink.FindStringSubmatch(instruction); found != nil {
		return found[1]
	}
	return ""
}

// run writes a run of text with one look.
func (w *wordFile) run(r *element) {
	if r.on("rPr", "vanish") {
		return
	}
	var b strings.Builder
	for i := range r.Children {
		w.runPart(&r.Children[i], &b)
	}
	text := b.String()
	switch {
	case strings.TrimSpace(text) == "" || w.inField && w.field == "" && strings.TrimSpace(text) == "":
	default:
		if r.on("rPr", "i") {
			text = "<em>" + text + "</em>"
		}
		if r.on("rPr", "b") {
			text = "<strong>" + text + "</strong>"
		}
	}
	w.link(w.target(), func() { w.out.WriteString(text) })
}

// target returns where the field leads that text is shown for now.
func (w *wordFile) target() string {
	if w.inField {
		return w.field
	}
	return ""
}

func (w *wordFile) runPart(e *element, b *strings.Builder) {
	switch e.XMLName.Local {
	case "t":
		if !w.counting {
			b.WriteString(html.EscapeString(e.Text))
		}
	case "tab", "ptab":
		b.WriteString(" ")
	case "br", "cr":
		if kind := e.value("type"); kind == "" || kind == "textWrapping" {
			b.WriteString("<br>")
		}
	case "noBreakHyphen":
		b.WriteString("-")
	case "footnoteReference", "endnoteReference":
		kind := strings.TrimSuffix(e.XMLName.Local, "Reference")
		fmt.Fprintf(b, `<sup %s="%s-%s"></sup>`, refAttribute, kind, html.EscapeString(e.value("id")))
	case "instrText":
		if to := fieldTarget(e.Text); to != "" {
			w.field = to
		}
		w.counting = w.counting || counter.MatchString(e.Text)
	case "fldChar":
		switch e.value("fldCharType") {
		case "begin":
			w.field, w.inField = "", false
		case "separate":
			w.inField = true
		case "end":
			if w.counting {
				b.WriteString(counted)
			}
			w.field, w.inField, w.counting = "", false, false
		}
	case "drawing", "pict", "object":
		w.picture(e, b)
	case "AlternateContent":
		if choice := e.at("Choice"); choice != nil {
			for i := range choice.Children {
				w.runPart(&choice.Children[i], b)
			}
		}
	}
}

// picture writes the first picture in a drawing; of text boxes and diagrams it leaves the texts for after the paragraph.
func (w *wordFile) picture(e *element, b *strings.Builder) {
	if boxes := e.boxes(); len(boxes) > 0 {
		for _, box := range boxes {
			w.after = append(w.after, func() { w.blocks(box) })
		}
		return
	}
	alt, target := "", ""
	e.each(func(x *element) {
		switch x.XMLName.Local {
		case "relIds":
			w.diagram(w.links[x.value("dm")])
		case "docPr":
			alt = x.value("descr")
		case "blip":
			target = w.links[x.value("embed")]
		case "imagedata":
			target = w.links[x.value("id")]
		}
	})
	if target == "" {
		return
	}
	if raw, err := w.bytes(path.Join("word", target)); err == nil {
		w.pictures[target] = raw
	}
	fmt.Fprintf(b, `<img src="%s" alt="%s">`, html.EscapeString(target), html.EscapeString(alt))
}

// boxes returns the text boxes in an element, without those in others.
func (e *element) boxes() (list []*element) {
	for i := range e.Children {
		switch c := &e.Children[i]; c.XMLName.Local {
		case "txbxContent":
			list = append(list, c)
		case "Fallback": // for programs that do not know what comes before it
		default:
			list = append(list, c.boxes()...)
		}
	}
	return list
}

// diagram leaves the texts of a diagram's shapes for after the paragraph.
func (w *wordFile) diagram(target string) {
	data, err := w.part(path.Join("word", target))
	if err != nil {
		return // it shows nothing then
	}
	data.each(func(x *element) {
		if x.XMLName.Local != "pt" {
			return
		}
		if text := strings.TrimSpace(x.letters()); text != "" {
			w.after = append(w.after, func() { w.out.WriteString("<p " + listAttribute + `="1,false">` + html.EscapeString(text) + "</p>\n") })
		}
	})
}

// each calls a function for all elements below.
func (e *element) each(f func(*element)) {
	for i := range e.Children {
		f(&e.Children[i])
		e.Children[i].each(f)
	}
}

func (w *wordFile) table(t *element) {
	w.out.WriteString("<table>")
	for i := range t.Children {
		row := &t.Children[i]
		if row.XMLName.Local != "tr" {
			continue
		}
		w.out.WriteString("<tr>")
		for j := range row.Children {
			cell := &row.Children[j]
			if cell.XMLName.Local != "tc" {
				continue
			}
			span := ""
			if n := cell.val("tcPr", "gridSpan"); n != "" {
				span = fmt.Sprintf(` colspan="%s"`, html.EscapeString(n))
			}
			w.out.WriteString("<td" + span + ">")
			w.blocks(cell)
			w.out.WriteString("</td>")
		}
		w.out.WriteString("</tr>")
	}
	w.out.WriteString("</table>\n")
}

// notes writes the texts of footnotes, or of endnotes.
func (w *wordFile) notes(kind string) {
	list, err := w.part("word/" + kind + "s.xml")
	if err != nil {
		return
	}
	w.relationships("word/_rels/" + kind + "s.xml.rels")
	for i := range list.Children {
		note := &list.Children[i]
		if kind := note.value("type"); kind != "" && kind != "normal" {
			continue
		}
		fmt.Fprintf(&w.out, `<div %s="%s-%s">`, textAttribute, kind, html.EscapeString(note.value("id")))
		w.blocks(note)
		w.out.WriteString("</div>\n")
	}
}
