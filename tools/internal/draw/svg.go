package draw

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"html"
	"strings"

	"declarationwatch/tools/internal/typeset"
)

// prefix keeps the classes apart from those of a page that the SVG is pasted into.
const prefix = "dw-"

// SVG returns the picture as a file that needs no other: text as text, light or dark as the reader prefers, with its title
// and description for those who do not see it.
func (d *Drawing) SVG() []byte {
	var body, out bytes.Buffer
	open := paint("paper")
	fmt.Fprintf(&body, `<path class="%spaper" d="M0 0h%dv%dH0z`, prefix, d.width, d.height)
	for _, b := range d.blocks {
		if b.paint != open {
			open = b.paint
			fmt.Fprintf(&body, "\"/>\n<path class=\"%s%s\" d=\"", prefix, open)
		}
		fmt.Fprintf(&body, "M%d %dh%dv%dh%dz", b.x, b.y, b.width, b.height, -b.width)
	}
	body.WriteString("\"/>\n")
	for _, m := range d.marks {
		fmt.Fprintf(&body, "<path class=\"%s%s\" transform=\"translate(%d %d) scale(%d)\" d=\"%s\"/>\n", prefix, m.paint, m.x, m.y, m.size, outline(m.symbol))
	}
	for _, l := range d.labels {
		fmt.Fprintf(&body, "<text class=\"%[1]s%[2]c %[1]s%[3]s\" font-size=\"%d\" x=\"%d\" y=\"%d\">%s</text>\n", prefix, l.lettering.Face, l.paint, l.lettering.Size, l.x, l.y, escape(l.text))
	}

	// Several pictures may be pasted into one page, where ids must differ.
	sum := sha256.Sum256(fmt.Appendf(nil, "%q %q %s", d.Title, d.Description, body.Bytes()))
	id := fmt.Sprintf("%s%x", prefix, sum[:4])
	direction := map[bool]string{false: "ltr", true: "rtl"}[d.RTL]
	fmt.Fprintf(&out, `<svg xmlns="http://www.w3.org/2000/svg" width="%[1]d" height="%[2]d" viewBox="0 0 %[1]d %[2]d" lang="%[3]s"`, d.width, d.height, escape(d.Lang))
	fmt.Fprintf(&out, " direction=\"%[2]s\" role=\"img\" aria-labelledby=\"%[1]s-title\" aria-describedby=\"%[1]s-desc\">\n", id, direction)
	fmt.Fprintf(&out, "<title id=\"%s-title\">%s</title>\n", id, escape(d.Title))
	fmt.Fprintf(&out, "<desc id=\"%s-desc\">%s</desc>\n", id, escape(d.Description))
	fmt.Fprintf(&out, "<style>%s</style>\n%s</svg>\n", d.style.sheet(), body.Bytes())
	return out.Bytes()
}

// sheet returns the style sheet, the same for every picture, so that a host that allows styles by their hash needs one
// rule. It has no custom properties, which drawing programs do not know.
func (s *Style) sheet() string {
	var light, dark strings.Builder
	for _, t := range s.tones {
		fmt.Fprintf(&light, ".%s%s{fill:#%x}", prefix, t.name, t.light)
		fmt.Fprintf(&dark, ".%s%s{fill:#%x}", prefix, t.name, t.dark)
	}
	faces := fmt.Sprintf(".%[1]s%[2]c,.%[1]s%[3]c{font-family:%[5]s}.%[1]s%[4]c{font-family:%[6]s}.%[1]s%[3]c,.%[1]s%[4]c{font-weight:600}",
		prefix, typeset.Regular, typeset.Bold, typeset.Serif, s.tables, s.prose)
	return light.String() + faces + "@media (prefers-color-scheme:dark){" + dark.String() + "}"
}

func escape(text string) string { return html.EscapeString(typeset.Clean(text)) }
