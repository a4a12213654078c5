package embed

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"regexp"
	"strings"

	"declarationwatch/tools/internal/minify"
)

//go:embed embed.gohtml
var page string

//go:embed height.js
var heightScript []byte

// Script returns the one script of the frames and its path below the site's root. Only the files named Measured and Posted
// load it.
func Script() (path string, text []byte) { return "embed/height.js", heightScript }

// Measured is the file beside a frame that reports its height to the page around it, with Script.
const Measured = "auto.html"

var sheet = template.Must(template.New("frame").Parse(page))

// Write writes the frame as HTML; measured, a file that reports its height.
func (f *Frame) Write(w io.Writer, measured bool) error {
	up := strings.Repeat("../", strings.Count(f.Path(), "/"))
	if f.Name != "" {
		up += "../../" // a release is in a folder of its name, below v/
	}
	s := struct {
		*Frame
		Style     template.CSS
		Canonical string
		Root      string // from the frame to the root of its language
		Script    string // from the frame to Script; "" for none
		Answer    string // of oEmbed, without extension, for who embeds the frame by its own address; "" for none
	}{f, template.CSS(f.minified), f.BaseURL + strings.Split(f.Page(), "#")[0], up + f.Root, "", ""}
	switch {
	case measured:
		file, _ := Script()
		s.Script = up + file
	case f.answers() && f.Name == "": // one that is frozen has none
		s.Answer = f.BaseURL + f.answer()
	}
	if len(f.Pillars) > 0 {
		style, err := minify.Style(fmt.Sprintf("%s\n%s\n:root { --columns: %d; }\n@media (min-width: %grem) {\n%s}\n",
			f.style, f.gridStyle, len(f.Columns), float64(f.wide())/16, f.tableStyle))
		if err != nil {
			return fmt.Errorf("%s: %w", f, err)
		}
		s.Style = template.CSS(style)
	}
	if err := sheet.Execute(w, s); err != nil {
		return fmt.Errorf("%s: %w", f, err)
	}
	return nil
}

var declared = regexp.MustCompile(`--[a-z0-9-]+: (?:#[0-9a-f]+|transparent);`)

// styles are the style sheets of frames, which are written in their last form: so what most of them have is minified once.
type styles struct {
	style, minified       string
	gridStyle, tableStyle string // what the matrix has behind it, and what it has where it is a table
}

// readStyles returns the style sheets of frames: the site's own colours, in the scheme that the reader prefers or that the
// URL asks for, and the rules of assets/css/embed*.css.
func readStyles(files fs.FS, statuses string) (*styles, error) {
	var texts [4]string
	for i, name := range []string{"tokens", "embed", "embed-matrix", "embed-table"} {
		text, err := fs.ReadFile(files, "assets/css/"+name+".css")
		if err != nil {
			return nil, fmt.Errorf("style sheet of frames: %w", err)
		}
		texts[i] = string(text)
	}
	tokens, rules := texts[0], texts[1]
	var schemes [2][]string
	for _, sheet := range []string{tokens, statuses} {
		light, dark, _ := strings.Cut(sheet, "@media")
		schemes[0] = append(schemes[0], declared.FindAllString(light, -1)...)
		schemes[1] = append(schemes[1], declared.FindAllString(dark, -1)...)
	}
	// The element <html> is "dark" and <body> is "light": a fragment that names one is a choice without a script.
	style := fmt.Sprintf("%s\n%s\n#dark:target { color-scheme: dark; %s }\n#light:target { color-scheme: light; %s }\n%s",
		tokens, statuses, strings.Join(schemes[1], " "), strings.Join(schemes[0], " "), rules)
	minified, err := minify.Style(style)
	return &styles{style, minified, texts[2], texts[3]}, err
}
