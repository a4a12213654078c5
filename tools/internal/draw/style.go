package draw

import (
	"fmt"
	"image/color"
	"io/fs"
	"regexp"
	"strings"

	"declarationwatch/tools/internal/campaign"
)

// paint is a colour by what it is for. The names are those of the site's style sheets.
type paint string

// tone is a paint in the light scheme and in the dark one, as red, green and blue.
type tone struct {
	name        paint
	light, dark [3]uint8
}

// look is how a status is drawn: its symbol, the ink of symbol and word, the wash behind them, and the line around a
// block of it. A status without a wash is drawn on paper.
type look struct {
	symbol         string
	ink, wash, bar paint
}

// Style is the colours and the shapes that pictures are drawn with. It is read-only.
type Style struct {
	tones  []tone // in the order in which the style sheet of an SVG lists them
	byName map[paint]color.RGBA
	looks  map[string]look
	tables string // the fonts of tables, none of which is fetched
	prose  string // those of titles
}

// neutral lists the paints that belong to no status.
var neutral = []string{"paper", "surface", "ink", "ink-quiet", "rule", "accent"}

// ReadStyle reads the neutral colours and the fonts from the project's style sheet, and the rest from the vocabulary.
func ReadStyle(files fs.FS, statuses []campaign.Status) (*Style, error) {
	text, err := fs.ReadFile(files, "assets/css/tokens.css")
	if err != nil {
		return nil, fmt.Errorf("colours of pictures: %w", err)
	}
	declared := map[string][]string{} // that of the light scheme before that of the dark one
	for _, m := range declaration.FindAllStringSubmatch(string(text), -1) {
		declared[m[1]] = append(declared[m[1]], m[2])
	}
	s := &Style{
		byName: map[paint]color.RGBA{}, looks: map[string]look{},
		tables: strings.Join(declared["font-ui"], ""), prose: strings.Join(declared["font-text"], ""),
	}
	for _, name := range neutral {
		both := declared[name]
		if len(both) != 2 {
			return nil, fmt.Errorf("assets/css/tokens.css: missing colour --%s; declare it once in each scheme", name)
		}
		s.add(paint(name), campaign.Colour(both[0]), campaign.Colour(both[1]))
	}
	for _, status := range statuses {
		light, dark := status.Colours.Light, status.Colours.Dark
		name := paint("s-" + status.ID)
		s.looks[string(status.ID)] = look{
			status.Symbol, s.add(name, light.Ink, dark.Ink), s.add(name+"-wash", light.Wash, dark.Wash), s.add(name+"-bar", light.Bar, dark.Bar),
		}
	}
	return s, nil
}

var declaration = regexp.MustCompile(`--([a-z0-9-]+): (#[0-9a-f]{6}\b|[^;]+, (?:sans-)?serif)`)

// add puts a colour on the list and returns its name, or "" if it is transparent in a scheme.
func (s *Style) add(name paint, light, dark campaign.Colour) paint {
	l, hasLight := light.RGB()
	d, hasDark := dark.RGB()
	if !hasLight || !hasDark {
		return ""
	}
	s.tones = append(s.tones, tone{name, l, d})
	s.byName[name] = color.RGBA{l[0], l[1], l[2], 255}
	return name
}

// look returns how a status is drawn. An unknown one gets a neutral look.
func (s *Style) look(status string) look {
	if l, known := s.looks[status]; known {
		return l
	}
	return look{ink: "ink-quiet", bar: "rule"}
}
