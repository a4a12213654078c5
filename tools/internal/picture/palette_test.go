package picture

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/diag"
)

// declaration is a colour in a style sheet.
var declaration = regexp.MustCompile(`--([a-z-]+): (#[0-9a-f]{6})\b`)

// colours reads those of a style sheet, light and dark.
func colours(t *testing.T, name string) map[paint][2]string {
	t.Helper()
	text, err := os.ReadFile("../../../assets/css/" + name)
	if name == "status-tokens.css" {
		var problems diag.List
		sheet := campaign.Load(os.DirFS("../../.."), &problems).Vocabulary.StyleSheet()
		text, err = []byte(strings.ReplaceAll(sheet, "--s-", "--")), problems.Err()
	}
	if err != nil {
		t.Fatal(err)
	}
	light, dark, both := strings.Cut(string(text), "@media (prefers-color-scheme: dark)")
	if !both {
		t.Fatalf("%s has no dark scheme", name)
	}
	out := map[paint][2]string{}
	for i, scheme := range []string{light, dark} {
		for _, found := range declaration.FindAllStringSubmatch(scheme, -1) {
			values := out[paint(found[1])]
			values[i] = found[2]
			out[paint(found[1])] = values
		}
	}
	return out
}

// TestPaletteIsThatOfTheSite: a change of a colour there is to be made here too.
func TestPaletteIsThatOfTheSite(t *testing.T) {
	tokens, statuses := colours(t, "tokens.css"), colours(t, "status-tokens.css")
	for _, own := range palette {
		if own.name == "absent" {
			continue // several statuses
		}
		want, of := statuses[own.name], "status-tokens.css"
		if want[0] == "" {
			want, of = tokens[own.name], "tokens.css"
		}
		if got := [2]string{fmt.Sprintf("#%06x", own.light), fmt.Sprintf("#%06x", own.dark)}; got != want {
			t.Errorf("palette.go has %s as %v, %s as %v", own.name, got, of, want)
		}
	}
	for name, values := range statuses {
		if strings.HasPrefix(string(name), "disputed") || strings.HasPrefix(string(name), "no") {
			continue // "absent"
		}
		if !slices.ContainsFunc(palette, func(own tone) bool { return own.name == name }) {
			t.Errorf("palette.go lacks %s, %v in status-tokens.css", name, values)
		}
	}
}

// TestEveryStatusHasItsSign: one that the vocabulary gains is to be drawn too.
func TestEveryStatusHasItsSign(t *testing.T) {
	text, err := os.ReadFile("../../../data/vocabulary.toml")
	if err != nil {
		t.Fatal(err)
	}
	ids := regexp.MustCompile(`(?s)\[\[status\]\]\s+id = "([a-z-]+)"`).FindAllStringSubmatch(string(text), -1)
	if len(ids) != len(signs) {
		t.Errorf("%d statuses in the vocabulary, %d signs", len(ids), len(signs))
	}
	for _, id := range ids {
		if signs[id[1]] == nil {
			t.Errorf("no sign for %s", id[1])
		}
	}
}

// TestSignsStayInTheirSquare: what leaves it would be cut off in the PNG only.
func TestSignsStayInTheirSquare(t *testing.T) {
	for _, status := range append(slices.Collect(func(yield func(string) bool) {
		for id := range signs {
			if !yield(id) {
				return
			}
		}
	}), "unknown") {
		outline := sign(status)
		if outline[0].op != 'M' || outline[len(outline)-1].op != 'Z' {
			t.Errorf("the outline of %s is not closed", status)
		}
		for _, s := range outline {
			for _, p := range s.points[:s.count()] {
				if p.x < 0 || p.y < 0 || p.x > 1 || p.y > 1 {
					t.Errorf("%s leaves its square at %v", status, p)
				}
			}
		}
	}
}
