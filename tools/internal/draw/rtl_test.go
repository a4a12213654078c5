package draw

import (
	"strings"
	"testing"
)

// TestRightToLeft: a picture in a language that is written from right to left is the mirror image, and its text begins at
// the right. A PNG of letters that our fonts lack is not legible.
func TestRightToLeft(t *testing.T) {
	for name, draw := range map[string]func(rtl bool) *Drawing{
		"grid": func(rtl bool) *Drawing { g := sampleGrid(); g.RTL = rtl; return g.Draw(style) },
		"list": func(rtl bool) *Drawing { l := sampleList(4); l.RTL = rtl; return l.Draw(style) },
		"card": func(rtl bool) *Drawing { c := sampleCard(5); c.RTL = rtl; return c.Draw(style) },
	} {
		left, right := draw(false), draw(true)
		for i, l := range left.labels {
			if r := right.labels[i]; l.x+r.x != left.width || l.text != r.text {
				t.Errorf("%s: %q at %d of %d, mirrored at %d", name, l.text, l.x, left.width, r.x)
			}
		}
		for _, flaw := range flaws(right) {
			t.Errorf("%s: %s", name, flaw)
		}
		if !strings.Contains(string(right.SVG()), ` direction="rtl"`) || !strings.Contains(string(left.SVG()), ` direction="ltr"`) {
			t.Errorf("%s: no direction", name)
		}
	}
	if !sampleCard(5).Draw(style).Legible() {
		t.Error("Spanish is not legible")
	}
	if (Card{Head: Head{Lang: "ar", RTL: true, Title: "إعلان بشأن الهجرة"}, Kicker: "حكومة"}).Draw(style).Legible() {
		t.Error("Arabic is legible")
	}
}
