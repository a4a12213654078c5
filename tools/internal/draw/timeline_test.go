package draw

import (
	"slices"
	"testing"
)

// TestTimeline: marks are where their dates are, in rows of stretches that leave each of them room.
func TestTimeline(t *testing.T) {
	t.Parallel()
	for years, want := range map[int]int{0: 1, 1: 1, 2: 2, 4: 2, 7: 2} {
		if got := sampleTimeline(years).perRow(); got != want {
			t.Errorf("of %d years %d are in a row, want %d", years, got, want)
		}
	}
	for years, want := range map[int]int{5: 5, 7: 4, 8: 4} {
		if got := sampleCourse(years).perRow(); got != want {
			t.Errorf("of %d years of dots %d are in a row, want %d", years, got, want)
		}
	}
	t1 := Timeline{Stretches: []Stretch{
		{Label: "2021", Until: 100, Above: []TimeMark{{At: 25, Row: 1}}},
		{Label: "2022", Until: 50, Below: []TimeMark{{At: 75, Row: 2, From: 50, To: 100}}},
	}}
	d := t1.Draw(style)
	half := listInner / 2
	if len(d.marks) != 2 || d.marks[0].x+timeDot/2 != listMargin+half/4 || d.marks[1].x+timeDot/2 != listMargin+half+half*3/4 || d.marks[1].y <= d.marks[0].y {
		t.Errorf("the marks are at %v", d.marks)
	}
	var wide []int
	for _, b := range d.blocks {
		if b.height == 2 {
			wide = append(wide, b.width)
		}
	}
	if !slices.Equal(wide, []int{half, half / 2, half / 2}) { // the years, and the days that a date may mean
		t.Errorf("lines are %v wide", wide)
	}
}
