package draw

import (
	"fmt"
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
		outline := shape(symbol)
		if outline[0].op != 'M' || outline[len(outline)-1].op != 'Z' {
			t.Errorf("the outline of %s is not closed", symbol)
		}
		for _, s := range outline {
			if want := map[byte]int{'M': 1, 'L': 1, 'C': 3}[s.op]; len(s.points) != want {
				t.Errorf("%s: %c has %d points, want %d", symbol, s.op, len(s.points), want)
			}
			for _, p := range s.points {
				if p.x < 0 || p.y < 0 || p.x > 1 || p.y > 1 {
					t.Errorf("%s leaves its square at %v", symbol, p)
				}
			}
		}
	}
}
