package picture

// No font has all the signs, so they are drawn. A sign is an outline in the square from 0,0 to 1,1, y downwards; what
// lies within two outlines that run against each other is left out.

// step is a piece of an outline: a move, a line or a curve, to the last of its points that counts; or the way back.
type step struct {
	op     byte // 'M', 'L', 'C' or 'Z', as in SVG
	points [3]point
}

type point struct{ x, y float64 }

// count is how many points a step has.
func (s step) count() int {
	switch s.op {
	case 'M', 'L':
		return 1
	case 'C':
		return 3
	}
	return 0
}

// signs is the outline for each status of the vocabulary.
var signs = map[string][]step{
	"fulfilled":       disc(0.42, false),
	"in-progress":     append(ring(0.42, 0.31), polygon(half(0.36)...)...),
	"announced":       ring(0.42, 0.31),
	"stalled":         polygon(point{0.5, 0.09}, point{0.96, 0.87}, point{0.04, 0.87}),
	"overtaken":       append(diamond(0.5, false), diamond(0.33, true)...),
	"reversed":        cross(0.36, 0.075),
	"contradicted":    rectangle(0.14, 0.14, 0.86, 0.86),
	"disputed":        unequal(),
	"not-assessed":    disc(0.13, false),
	"no-pledge-found": rectangle(0.22, 0.45, 0.78, 0.55),
}

// sign is the outline for a status. One that is not known gets three dots, which say nothing.
func sign(status string) []step {
	if s, known := signs[status]; known {
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

// disc is a circle about the middle, as four curves. It runs with the clock, or against it to cut a hole.
func disc(r float64, hole bool) []step {
	const bend = 0.5522847498 // how far the handles of a quarter of a circle reach, by its radius
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

// half is the left half of a disc, as a polygon fine enough for its size. It lies below a ring that hides its edge.
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
// along the axes.
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
