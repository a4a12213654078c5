package output

import (
	"bytes"
	"strings"

	"golang.org/x/net/html"

	"declarationwatch/tools/internal/locale"
)

// unmarked are the elements whose text can have no other elements in it, or only their own.
var unmarked = map[string]bool{"title": true, "script": true, "style": true, "textarea": true, "option": true, "svg": true}

// Isolate returns a page with an element around each text that is not translated, and so is isolated from a page that is read in the
// other direction: it has the language and the direction of the text. In attributes and in elements that can have none the text stays
// as it is.
func Isolate(page []byte, source string) []byte {
	if !bytes.Contains(page, []byte(locale.LeftToRight)) && !bytes.Contains(page, []byte(locale.RightToLeft)) {
		return page
	}
	var out bytes.Buffer
	var open []bool // of each isolate that has begun, whether it became an element
	plain := 0
	replace := func(text []byte) {
		for _, r := range string(text) {
			element := strings.ContainsRune(locale.LeftToRight+locale.RightToLeft, r)
			switch last := len(open) - 1; {
			case element:
				direction := map[string]string{locale.LeftToRight: "ltr", locale.RightToLeft: "rtl"}[string(r)]
				out.WriteString(`<span lang="` + source + `" dir="` + direction + `">`)
				open = append(open, true)
				continue
			case string(r) == locale.FirstStrong:
				open = append(open, false)
			case string(r) == locale.EndOfIsolate && last >= 0:
				element, open = open[last], open[:last]
				if element {
					out.WriteString("</span>")
					continue
				}
			}
			out.WriteRune(r)
		}
	}
	z := html.NewTokenizer(bytes.NewReader(page))
	for {
		kind := z.Next()
		raw := bytes.Clone(z.Raw())
		name, _ := z.TagName()
		switch {
		case kind == html.ErrorToken:
			return append(out.Bytes(), raw...)
		case kind == html.StartTagToken && unmarked[string(name)]:
			plain++
		case kind == html.EndTagToken && unmarked[string(name)]:
			plain--
		case kind == html.TextToken && plain == 0:
			replace(raw)
			continue
		}
		out.Write(raw)
	}
}
