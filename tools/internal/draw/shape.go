package draw

import (
	"maps"
	"slices"
)

// No font has all the symbols, so they are drawn. A shape is an outline in the square from 0,0 to 1,1, y downwards; what
// is within two outlines of opposite direction is left out.

// step is a piece of an outline: a move, a line or a curve, to the last of its points that counts; or the way back.
type step struct {
	op     byte // 'M', 'L', 'C' or 'Z', as in SVG
	points [3]point
}

type point struct{ x, y float64 }

// count returns how many points a step has.
func (s step) count() int {
	switch s.op {
	case 'M', 'L':
		return 1
	case 'C':
		return 3
	}
	return 0
}

// shapes is the outline of each symbol that a status can have.
var shapes = map[string][]step{
	"●": disc(0.42, false),
	"◐": append(ring(0.42, 0.31), polygon(half(0.36)...)...),
	"○": ring(0.42, 0.31),
	"◎": append(ring(0.42, 0.31), disc(0.17, false)...),
	"▲": polygon(point{0.5, 0.09}, point{0.96, 0.87}, point{0.04, 0.87}),
	"▼": polygon(point{0.5, 0.91}, point{0.04, 0.13}, point{0.96, 0.13}),
	"▶": polygon(point{0.91, 0.5}, point{0.13, 0.96}, point{0.13, 0.04}),
	"◀": polygon(point{0.09, 0.5}, point{0.87, 0.04}, point{0.87, 0.96}),
	"◆": diamond(0.5, false),
	"◇": append(diamond(0.5, false), diamond(0.33, true)...),
	"■": rectangle(0.14, 0.14, 0.86, 0.86),
	"□": append(rectangle(0.14, 0.14, 0.86, 0.86), hole(0.25, 0.25, 0.75, 0.75)...),
	"✕": cross(0.36, 0.075),
	"✚": append(rectangle(0.4, 0.12, 0.6, 0.88), append(rectangle(0.12, 0.4, 0.4, 0.6), rectangle(0.6, 0.4, 0.88, 0.6)...)...),
	"≠": unequal(),
	"=": append(rectangle(0.12, 0.31, 0.88, 0.43), rectangle(0.12, 0.57, 0.88, 0.69)...),
	"·": disc(0.13, false),
	"–": rectangle(0.22, 0.45, 0.78, 0.55),
}

// ground is the shape that a logo is drawn on, which no status has.
const ground = "ground"

// Symbols lists the symbols that a status can have, sorted.
func Symbols() []string { return slices.Sorted(maps.Keys(shapes)) }

// shape returns the outline of a symbol. An unknown one is three dots, which mean nothing.
func shape(symbol string) []step {
	if symbol == ground {
		return rounded(0.16)
	}
	if s, known := shapes[symbol]; known {
		return s
	}
	var dots []step
	for _, x := range []float64{0.17, 0.43, 0.69} {
		dots = append(dots, rectangle(x, 0.43, x+0.14, 0.57)...)
	}
	return dots
}

func polygon(corners ...point) []step {
	var out []step
	for i, p := range corners {
		op := byte('L')
		if i == 0 {
			op = 'M'
		}
		out = append(out, step{op, [3]point{p}})
	}
	return append(out, step{op: 'Z'})
}

func rectangle(left, top, right, bottom float64) []step {
	return polygon(point{left, top}, point{right, top}, point{right, bottom}, point{left, bottom})
}

// hole is a rectangle that is cut out of another.
func hole(left, top, right, bottom float64) []step {
	return polygon(point{left, top}, point{left, bottom}, point{right, bottom}, point{right, top})
}

// rounded is the whole square with round corners.
func rounded(r float64) []step {
	out := []step{{'M', [3]point{{r, 0}}}}
	const bend = 0.4477152502 // where the handles of a quarter of a circle end, from the corner, by its radius
	h := r * bend
	for _, s := range [][4]point{
		{{1 - r, 0}, {1 - h, 0}, {1, h}, {1, r}}, {{1, 1 - r}, {1, 1 - h}, {1 - h, 1}, {1 - r, 1}},
		{{r, 1}, {h, 1}, {0, 1 - h}, {0, 1 - r}}, {{0, r}, {0, h}, {h, 0}, {r, 0}},
	} {
		out = append(out, step{'L', [3]point{s[0]}}, step{'C', [3]point{s[1], s[2], s[3]}})
	}
	return append(out, step{op: 'Z'})
}

// disc is a circle around the middle, as four curves, clockwise or, to cut a hole, counterclockwise.
func disc(r float64, hole bool) []step {
	const bend = 0.5522847498 // how long the handles of a quarter of a circle are, by its radius
	h := r * bend
	at := func(x, y float64) point {
		if hole {
			x = -x
		}
		return point{0.5 + x, 0.5 + y}
	}
	return []step{
		{'M', [3]point{at(0, -r)}},
		{'C', [3]point{at(h, -r), at(r, -h), at(r, 0)}},
		{'C', [3]point{at(r, h), at(h, r), at(0, r)}},
		{'C', [3]point{at(-h, r), at(-r, h), at(-r, 0)}},
		{'C', [3]point{at(-r, -h), at(-h, -r), at(0, -r)}},
		{op: 'Z'},
	}
}

func ring(outer, inner float64) []step { return append(disc(outer, false), disc(inner, true)...) }

// half is the left half of a disc, as a polygon fine enough for its size. A ring over it hides its edge.
func half(r float64) []point {
	return []point{
		{0.5, 0.5 - r}, {0.5, 0.5 + r},
		{0.5 - r*0.3827, 0.5 + r*0.9239}, {0.5 - r*0.7071, 0.5 + r*0.7071}, {0.5 - r*0.9239, 0.5 + r*0.3827},
		{0.5 - r, 0.5},
		{0.5 - r*0.9239, 0.5 - r*0.3827}, {0.5 - r*0.7071, 0.5 - r*0.7071}, {0.5 - r*0.3827, 0.5 - r*0.9239},
	}
}

func diamond(r float64, hole bool) []step {
	if hole {
		return polygon(point{0.5, 0.5 - r}, point{0.5 - r, 0.5}, point{0.5, 0.5 + r}, point{0.5 + r, 0.5})
	}
	return polygon(point{0.5, 0.5 - r}, point{0.5 + r, 0.5}, point{0.5, 0.5 + r}, point{0.5 - r, 0.5})
}

// cross is two bars over each other, as one outline. Its arms end at r from the middle; w is half their width, both
// measured along the axes.
func cross(r, w float64) []step {
	w *= 1.4142135624
	var out []point
	for _, p := range []point{
		{0, -w}, {r - w/2, -r - w/2}, {r + w/2, -r + w/2}, {w, 0}, {r + w/2, r - w/2}, {r - w/2, r + w/2},
		{0, w}, {-r + w/2, r + w/2}, {-r - w/2, r - w/2}, {-w, 0}, {-r - w/2, -r + w/2}, {-r + w/2, -r - w/2},
	} {
		out = append(out, point{0.5 + p.x, 0.5 + p.y})
	}
	return polygon(out...)
}

// unequal is the two bars of an equals sign, struck through.
func unequal() []step {
	out := rectangle(0.12, 0.31, 0.88, 0.43)
	out = append(out, rectangle(0.12, 0.57, 0.88, 0.69)...)
	return append(out, polygon(point{0.64, 0.08}, point{0.76, 0.14}, point{0.36, 0.92}, point{0.24, 0.86})...)
}
