package embed

import (
	"bytes"
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"sync"

	"declarationwatch/tools/internal/minify"
)

//go:embed embed.gohtml
var parts string

//go:embed height.js
var heightScript []byte

// Script returns the one script of the frames and its path below the site's root. Only the files named Measured and Posted
// load it.
func Script() (path string, text []byte) { return "embed/height.js", heightScript }

// Measured is the file beside a frame that reports its height to the page around it, with Script.
const Measured = "auto.html"

var sheet = template.Must(template.New("frame").Parse(parts))

// page is a frame as HTML, in the parts that its files are made of.
type page struct {
	top, answer, main []byte
	style             string
	script            string // the address of Script
}

// render returns the parts of the frame.
func (f *Frame) render() (*page, error) {
	up := strings.Repeat("../", strings.Count(f.Path(), "/"))
	if f.Name != "" {
		up += "../../" // a release is in a folder of its name, below v/
	}
	file, _ := Script()
	p := &page{style: f.minified, script: up + file}
	if len(f.Pillars) > 0 {
		var err error
		if p.style, err = f.styles.grid(len(f.Columns), f.wide()); err != nil {
			return nil, fmt.Errorf("%s: %w", f, err)
		}
	}
	s := struct {
		*Frame
		Canonical string
		Root      string // from the frame to the root of its language
		Answer    string // of oEmbed, without extension
	}{f, f.BaseURL + strings.Split(f.Page(), "#")[0], up + f.Root, f.BaseURL + f.answer()}
	parts := map[string]*[]byte{"top": &p.top, "main": &p.main}
	if f.answers() && f.Name == "" { // one that is frozen has none
		parts["answer"] = &p.answer
	}
	for name, into := range parts {
		var text bytes.Buffer
		if err := sheet.ExecuteTemplate(&text, name, s); err != nil {
			return nil, fmt.Errorf("%s: %w", f, err)
		}
		*into = text.Bytes()
	}
	return p, nil
}

// file returns a file of the frame: one for who embeds it by its own address, or measured, one that reports its height.
func (p *page) file(measured bool) []byte {
	head, script, class := p.answer, "", ""
	if measured {
		head, script, class = nil, "\n<script src=\""+p.script+"\" defer></script>", ` class="measured"`
	}
	return slices.Concat(p.top, head, []byte("\n<style>"+p.style+"</style>"+script+"\n</head>\n<body id=\"light\""+class+">\n"), p.main)
}

// Write writes the frame as HTML; measured, a file that reports its height.
func (f *Frame) Write(w io.Writer, measured bool) error {
	p, err := f.render()
	if err == nil {
		_, err = w.Write(p.file(measured))
	}
	return err
}

var declared = regexp.MustCompile(`--[a-z0-9-]+: (?:#[0-9a-f]+|transparent);`)

// styles are the style sheets of frames, which are written in their last form: so what most of them have is minified once.
type styles struct {
	style, minified       string
	gridStyle, tableStyle string // what the matrix has behind it, and what it has where it is a table

	grids sync.Map // of the matrix, minified, by its number of columns
}

// grid returns the style sheet of a matrix with so many columns, which is a table from some width on.
func (s *styles) grid(columns, wide int) (string, error) {
	once, _ := s.grids.LoadOrStore(columns, sync.OnceValues(func() (string, error) {
		return minify.Style(fmt.Sprintf("%s\n%s\n:root { --columns: %d; }\n@media (min-width: %grem) {\n%s}\n",
			s.style, s.gridStyle, columns, float64(wide)/16, s.tableStyle))
	}))
	return once.(func() (string, error))()
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
	return &styles{style: style, minified: minified, gridStyle: texts[2], tableStyle: texts[3]}, err
}
