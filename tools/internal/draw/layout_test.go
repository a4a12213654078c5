package draw

import (
	"fmt"
	"slices"
	"testing"

	"declarationwatch/tools/internal/typeset"
)

// box is where a text may be, whatever font it is set in.
type box struct{ left, top, right, bottom float64 }

func (l label) box(rtl bool) box {
	x, y, size := float64(l.x), float64(l.y), float64(l.lettering.Size)
	wide, above, below := float64(l.lettering.Ceil(l.text)), 0.8*size, 0.25*size
	if rtl {
		return box{x - wide, y - above, x, y + below}
	}
	return box{x, y - above, x + wide, y + below}
}

func (b box) meets(c box) bool {
	return b.left < c.right && c.left < b.right && b.top < c.bottom && c.top < b.bottom
}

// flaws lists texts that overlap and what leaves the picture.
func flaws(d *Drawing) []string {
	var out []string
	width, height := float64(d.width), float64(d.height)
	for i, a := range d.labels {
		at := a.box(d.RTL)
		if at.left < 0 || at.top < 0 || at.right > width || at.bottom > height {
			out = append(out, fmt.Sprintf("%q leaves the picture: %v", a.text, at))
		}
		for _, b := range d.labels[i+1:] {
			if at.meets(b.box(d.RTL)) {
				out = append(out, fmt.Sprintf("%q at %v lies over %q at %v", a.text, at, b.text, b.box(d.RTL)))
			}
		}
	}
	for _, b := range d.blocks {
		if b.x < 0 || b.y < 0 || b.x+b.width > d.width || b.y+b.height > d.height || b.width <= 0 || b.height <= 0 {
			out = append(out, fmt.Sprintf("a block leaves the picture: %v", b))
		}
	}
	for _, m := range d.marks {
		if m.x < 0 || m.y < 0 || m.x+m.size > d.width || m.y+m.size > d.height {
			out = append(out, fmt.Sprintf("a sign leaves the picture: %v", m))
		}
	}
	return out
}

func TestNothingOverlaps(t *testing.T) {
	for name, d := range drawings() {
		for _, flaw := range flaws(d) {
			t.Errorf("%s: %s", name, flaw)
		}
	}
}

// TestRealTextsAreNotCut: an ellipsis is for texts that nobody writes.
func TestRealTextsAreNotCut(t *testing.T) {
	for name, d := range map[string]*Drawing{"grid": sampleGrid().Draw(style), "list": sampleList(16).Draw(style), "none": sampleList(0).Draw(style)} {
		for _, l := range d.labels {
			if !typeset.Complete([]string{l.text}) {
				t.Errorf("%s: cut off: %q", name, l.text)
			}
		}
	}
}

func TestGridSize(t *testing.T) {
	d := sampleGrid().Draw(style)
	if width, height := d.Size(); width != 1200 || height < 900 || height > 1400 {
		t.Errorf("the grid is %d x %d", width, height)
	}
	wide := sampleGrid()
	wide.Columns = slices.Repeat([]string{"XX"}, 71)
	if width, _ := wide.Draw(style).Size(); width <= 1200 {
		t.Errorf("71 columns fit %d pixels", width)
	}
}

// TestGridShowsEachCell: one sign for each cell and each line of the legend, a dash and no sign for each gap.
func TestGridShowsEachCell(t *testing.T) {
	g := sampleGrid()
	some := g.Groups[1].Rows
	some[3].Cells = some[3].Cells[:5]                // the rest are gaps
	some[4].Cells = append(some[4].Cells, "stalled") // of no column
	signs, gaps := len(g.Legend), 0
	for _, row := range g.rows() {
		for i := range g.Columns {
			if i < len(row.Cells) && row.Cells[i] != "" {
				signs++
			} else {
				gaps++
			}
		}
	}
	d := g.Draw(style)
	if len(d.marks) != signs {
		t.Errorf("%d signs, want %d", len(d.marks), signs)
	}
	dashes := 0
	for _, b := range d.blocks {
		if b.width == gapDash && b.height == 1 {
			dashes++
		}
	}
	if dashes != gaps {
		t.Errorf("%d dashes, want %d", dashes, gaps)
	}
}

// TestListWithoutRows: the note takes their place, with the sign of a gap.
func TestListWithoutRows(t *testing.T) {
	d := sampleList(0).Draw(style)
	if !slices.ContainsFunc(d.marks, func(m mark) bool { return m.symbol == "–" }) {
		t.Error("no sign of a gap")
	}
	if !slices.ContainsFunc(d.blocks, func(b block) bool { return b.paint == "surface" }) {
		t.Error("no place for the note")
	}
}

// TestBarFillsItsLine: parts that are shared out leave nothing over, and each is seen.
func TestBarFillsItsLine(t *testing.T) {
	for _, counts := range [][]int{{1}, {1, 1, 1}, {1, 10000}, {7, 2, 2, 4, 15, 1, 0, 3, 1, 1}} {
		var l List
		for i, n := range counts {
			l.Bar = append(l.Bar, Count{statuses[i].Status, "", n})
		}
		var right, parts int
		for _, b := range l.Draw(style).blocks {
			if b.height != barHeight {
				continue
			}
			parts++
			right = max(right, b.x+b.width)
			if b.width < 5 {
				t.Errorf("%v: a part is %d wide", counts, b.width)
			}
		}
		if want := len(slices.DeleteFunc(slices.Clone(counts), func(n int) bool { return n == 0 })); parts != want {
			t.Errorf("%v: %d parts, want %d", counts, parts, want)
		}
		if right != listMargin+listInner {
			t.Errorf("%v: the bar ends at %d, want %d", counts, right, listMargin+listInner)
		}
	}
}
