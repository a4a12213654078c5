package draw

import (
	"bytes"
	"crypto/sha256"
	"encoding/xml"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"declarationwatch/tools/internal/typeset"
)

// prefix keeps the classes apart from those of a page that the SVG is pasted into.
const prefix = "dw-"

// sans is the site's stack for tables. None of its fonts is fetched.
const sans = `font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;`

// stacks is the fonts of each face.
var stacks = map[typeset.Face]string{
	regular: sans + "font-weight:400",
	bold:    sans + "font-weight:600",
	serif:   `font-family:"Iowan Old Style",Charter,"Bitstream Charter",Georgia,serif;font-weight:600`,
}

// SVG returns the picture as a file that needs no other: text as text, light or dark as the reader prefers, with its title
// and description for those who do not see it.
func (d *Drawing) SVG() []byte {
	e := svgEncoder{tones: d.style.tones, types: map[typeset.Face]map[int]bool{}}
	for _, b := range d.blocks {
		e.path(b.paint)
		fmt.Fprintf(&e.body, "M%d %dh%dv%dh%dz", b.x, b.y, b.width, b.height, -b.width)
	}
	for _, m := range d.marks {
		e.mark(m)
	}
	e.path("")
	for _, l := range d.labels {
		e.label(l)
	}

	var out bytes.Buffer
	// Several pictures may be pasted into one page, where ids must differ.
	sum := sha256.Sum256(fmt.Appendf(nil, "%q %q %s", d.title, d.description, e.body.Bytes()))
	id := fmt.Sprintf("%s%x", prefix, sum[:4])
	fmt.Fprintf(&out, `<svg xmlns="http://www.w3.org/2000/svg" width="%[1]d" height="%[2]d" viewBox="0 0 %[1]d %[2]d"`, d.width, d.height)
	if d.lang != "" {
		fmt.Fprintf(&out, ` lang="%s"`, escape(d.lang))
	}
	fmt.Fprintf(&out, " direction=\"%[2]s\" role=\"img\" aria-labelledby=\"%[1]s-title\" aria-describedby=\"%[1]s-desc\">\n", id, d.direction())
	fmt.Fprintf(&out, "<title id=\"%s-title\">%s</title>\n", id, escape(d.title))
	fmt.Fprintf(&out, "<desc id=\"%s-desc\">%s</desc>\n", id, escape(d.description))
	fmt.Fprintf(&out, "<style>%s</style>\n", e.style())
	fmt.Fprintf(&out, "<path class=\"%s\" d=\"M0 0h%dv%dH0z\"/>\n", class("paper"), d.width, d.height)
	out.Write(e.body.Bytes())
	out.WriteString("</svg>\n")
	return out.Bytes()
}

// svgEncoder writes the shapes and collects which styles they need.
type svgEncoder struct {
	body  bytes.Buffer
	open  paint // of the path that is being written; "" for none
	tones []tone
	types map[typeset.Face]map[int]bool // the sizes of each cut
}

// class returns the class of a paint.
func class(p paint) string { return prefix + string(p) }

// path ends the path that is being written and begins one of another paint, unless both are the same.
func (e *svgEncoder) path(p paint) {
	if p == e.open {
		return
	}
	if e.open != "" {
		e.body.WriteString("\"/>\n")
	}
	if e.open = p; p != "" {
		fmt.Fprintf(&e.body, `<path class="%s" d="`, class(p))
	}
}

func (e *svgEncoder) mark(m mark) {
	e.path(m.paint)
	for _, s := range shape(m.symbol) {
		e.body.WriteByte(s.op)
		for i, p := range s.points {
			if i > 0 {
				e.body.WriteByte(' ')
			}
			e.body.WriteString(number(m.x, m.size, p.x) + " " + number(m.y, m.size, p.y))
		}
	}
}

// number returns a place along a shape, to a hundredth of a unit.
func number(from, size int, at float64) string {
	n := int(at*float64(size)*100 + 0.5) // whole numbers from here on are the same on every machine
	return strconv.FormatFloat(float64(from*100+n)/100, 'f', -1, 64)
}

func (e *svgEncoder) label(l label) {
	place := fmt.Sprintf(`x="%d" y="%d"`, l.x, l.y)
	if l.rises {
		place = fmt.Sprintf(`transform="translate(%d %d) rotate(-90)"`, l.x, l.y)
	}
	if l.end {
		place += ` text-anchor="end"`
	}
	fmt.Fprintf(&e.body, "<text class=\"%s %s\" %s>%s</text>\n", e.letters(l.lettering), class(l.paint), place, escape(l.text))
}

// letters returns the class of a lettering.
func (e *svgEncoder) letters(l lettering) string {
	if e.types[l.Face] == nil {
		e.types[l.Face] = map[int]bool{}
	}
	e.types[l.Face][l.Size] = true
	return lettersClass(l.Face, l.Size)
}

func lettersClass(f typeset.Face, size int) string { return fmt.Sprintf("%s%c%d", prefix, f, size) }

// style returns the style sheet: every colour, and the letterings that are used, in a fixed order. So pictures of a kind
// have the same one, and a host that allows styles by their hash needs one rule. It has no custom properties, which
// drawing programs do not know.
func (e *svgEncoder) style() string {
	var light, dark, types strings.Builder
	for _, t := range e.tones {
		fmt.Fprintf(&light, ".%s%s{fill:#%x}", prefix, t.name, t.light)
		fmt.Fprintf(&dark, ".%s%s{fill:#%x}", prefix, t.name, t.dark)
	}
	for _, f := range slices.Sorted(maps.Keys(e.types)) {
		var classes []string
		for _, size := range slices.Sorted(maps.Keys(e.types[f])) {
			class := "." + lettersClass(f, size)
			classes = append(classes, class)
			fmt.Fprintf(&types, "%s{font-size:%dpx}", class, size)
		}
		fmt.Fprintf(&types, "%s{%s}", strings.Join(classes, ","), stacks[f])
	}
	return light.String() + types.String() + "@media (prefers-color-scheme:dark){" + dark.String() + "}"
}

func escape(text string) string {
	var out bytes.Buffer
	_ = xml.EscapeText(&out, []byte(typeset.Clean(text))) // a buffer takes everything
	return out.String()
}
