package draw

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"declarationwatch/tools/internal/campaign"
)

// TestStyleReadsTheSite: the colours are those of the style sheets, in both schemes, and a missing one is an error.
func TestStyleReadsTheSite(t *testing.T) {
	tokens := ""
	for i, scheme := range []string{"%s", "@media (prefers-color-scheme: dark) { %s }"} {
		declared := ""
		for n, name := range neutral {
			declared += fmt.Sprintf("--%s: #%06x; ", name, n+i<<8)
		}
		tokens += fmt.Sprintf(scheme, declared)
	}
	files := fstest.MapFS{"assets/css/tokens.css": {Data: []byte(tokens)}}
	own := campaign.Palette{Ink: "#010203", Wash: campaign.Transparent, Bar: "#040506"}
	s, err := ReadStyle(files, []campaign.Status{{ID: "lost", Symbol: "–", Colours: campaign.Colours{Light: own, Dark: own}}})
	if err != nil {
		t.Fatal(err)
	}
	if want := (tone{"ink", [3]uint8{0, 0, 2}, [3]uint8{0, 1, 2}}); s.tones[2] != want {
		t.Errorf("got %v, want %v", s.tones[2], want)
	}
	if want := (look{"–", "s-lost", "", "s-lost-bar"}); s.look("lost") != want {
		t.Errorf("a status without a wash: got %v, want %v", s.look("lost"), want)
	}
	files["assets/css/tokens.css"].Data = []byte(strings.ReplaceAll(tokens, "--rule:", "--line:"))
	if _, err := ReadStyle(files, nil); err == nil || !strings.Contains(err.Error(), "--rule") {
		t.Errorf("without a colour: %v", err)
	}
}

// TestShapesFillTheirSquare: what leaves it would be cut off in the PNG only.
func TestShapesFillTheirSquare(t *testing.T) {
	for _, symbol := range append(Symbols(), "logo", "unknown") {
		path := outline(symbol)
		if found := strings.Join(steps.FindAllString(path, -1), ""); found != path || path[0] != 'M' || !strings.HasSuffix(path, "Z") {
			t.Errorf("the outline of %s is not one of closed lines: %s", symbol, path)
		}
		for _, step := range steps.FindAllString(path, -1) {
			points := strings.Fields(step[1:])
			if want := map[byte]int{'M': 2, 'L': 2, 'C': 6}[step[0]]; len(points) != want {
				t.Errorf("%s: %s has %d numbers, want %d", symbol, step, len(points), want)
			}
			for _, point := range points {
				if n, err := strconv.ParseFloat(point, 64); err != nil || n < 0 || n > 1 {
					t.Errorf("%s leaves its square at %s", symbol, point)
				}
			}
		}
	}
}
