package draw

import (
	"maps"
	"slices"
	"strconv"
	"strings"
)

// shapes is the outline of each symbol that a status can have: no font has them all. An outline is a path of SVG in the
// square from 0,0 to 1,1, of moves, lines, curves and ends only. What is within two outlines of opposite direction is left
// out.
var shapes = map[string]string{
	"●": "M0.5 0.08C0.732 0.08 0.92 0.268 0.92 0.5C0.92 0.732 0.732 0.92 0.5 0.92C0.268 0.92 0.08 0.732 0.08 0.5C0.08 0.268 0.268 0.08 0.5 0.08Z",
	"◐": "M0.5 0.08C0.732 0.08 0.92 0.268 0.92 0.5C0.92 0.732 0.732 0.92 0.5 0.92C0.268 0.92 0.08 0.732 0.08 0.5C0.08 0.268 0.268 0.08 0.5 0.08ZM0.5 0.19C0.329 0.19 0.19 0.329 0.19 0.5C0.19 0.671 0.329 0.81 0.5 0.81C0.671 0.81 0.81 0.671 0.81 0.5C0.81 0.329 0.671 0.19 0.5 0.19ZM0.5 0.14L0.5 0.86L0.362 0.833L0.245 0.755L0.167 0.638L0.14 0.5L0.167 0.362L0.245 0.245L0.362 0.167Z",
	"○": "M0.5 0.08C0.732 0.08 0.92 0.268 0.92 0.5C0.92 0.732 0.732 0.92 0.5 0.92C0.268 0.92 0.08 0.732 0.08 0.5C0.08 0.268 0.268 0.08 0.5 0.08ZM0.5 0.19C0.329 0.19 0.19 0.329 0.19 0.5C0.19 0.671 0.329 0.81 0.5 0.81C0.671 0.81 0.81 0.671 0.81 0.5C0.81 0.329 0.671 0.19 0.5 0.19Z",
	"◎": "M0.5 0.08C0.732 0.08 0.92 0.268 0.92 0.5C0.92 0.732 0.732 0.92 0.5 0.92C0.268 0.92 0.08 0.732 0.08 0.5C0.08 0.268 0.268 0.08 0.5 0.08ZM0.5 0.19C0.329 0.19 0.19 0.329 0.19 0.5C0.19 0.671 0.329 0.81 0.5 0.81C0.671 0.81 0.81 0.671 0.81 0.5C0.81 0.329 0.671 0.19 0.5 0.19ZM0.5 0.33C0.594 0.33 0.67 0.406 0.67 0.5C0.67 0.594 0.594 0.67 0.5 0.67C0.406 0.67 0.33 0.594 0.33 0.5C0.33 0.406 0.406 0.33 0.5 0.33Z",
	"▲": "M0.5 0.09L0.96 0.87L0.04 0.87Z",
	"▼": "M0.5 0.91L0.04 0.13L0.96 0.13Z",
	"▶": "M0.91 0.5L0.13 0.96L0.13 0.04Z",
	"◀": "M0.09 0.5L0.87 0.04L0.87 0.96Z",
	"◆": "M0.5 0L1 0.5L0.5 1L0 0.5Z",
	"◇": "M0.5 0L1 0.5L0.5 1L0 0.5ZM0.5 0.17L0.17 0.5L0.5 0.83L0.83 0.5Z",
	"■": "M0.14 0.14L0.86 0.14L0.86 0.86L0.14 0.86Z",
	"□": "M0.14 0.14L0.86 0.14L0.86 0.86L0.14 0.86ZM0.25 0.25L0.25 0.75L0.75 0.75L0.75 0.25Z",
	"✕": "M0.5 0.394L0.807 0.087L0.913 0.193L0.606 0.5L0.913 0.807L0.807 0.913L0.5 0.606L0.193 0.913L0.087 0.807L0.394 0.5L0.087 0.193L0.193 0.087Z",
	"✚": "M0.4 0.12L0.6 0.12L0.6 0.88L0.4 0.88ZM0.12 0.4L0.4 0.4L0.4 0.6L0.12 0.6ZM0.6 0.4L0.88 0.4L0.88 0.6L0.6 0.6Z",
	"≠": "M0.12 0.31L0.88 0.31L0.88 0.43L0.12 0.43ZM0.12 0.57L0.88 0.57L0.88 0.69L0.12 0.69ZM0.64 0.08L0.76 0.14L0.36 0.92L0.24 0.86Z",
	"=": "M0.12 0.31L0.88 0.31L0.88 0.43L0.12 0.43ZM0.12 0.57L0.88 0.57L0.88 0.69L0.12 0.69Z",
	"·": "M0.5 0.37C0.572 0.37 0.63 0.428 0.63 0.5C0.63 0.572 0.572 0.63 0.5 0.63C0.428 0.63 0.37 0.572 0.37 0.5C0.37 0.428 0.428 0.37 0.5 0.37Z",
	"–": "M0.22 0.45L0.78 0.45L0.78 0.55L0.22 0.55Z",
}

// The shape that a logo is drawn on and that of an unknown symbol, three dots which mean nothing. No status has them.
const (
	ground  = "M0.16 0L0.84 0C0.928 0 1 0.072 1 0.16L1 0.84C1 0.928 0.928 1 0.84 1L0.16 1C0.072 1 0 0.928 0 0.84L0 0.16C0 0.072 0.072 0 0.16 0Z"
	unknown = "M0.17 0.43L0.31 0.43L0.31 0.57L0.17 0.57ZM0.43 0.43L0.57 0.43L0.57 0.57L0.43 0.57ZM0.69 0.43L0.83 0.43L0.83 0.57L0.69 0.57Z"
)

// Symbols lists the symbols that a status can have, sorted.
func Symbols() []string { return slices.Sorted(maps.Keys(shapes)) }

// step is a piece of an outline: a move, a line or a curve, to the last of its points; or the way back.
type step struct {
	op     byte // 'M', 'L', 'C' or 'Z', as in SVG
	points []point
}

type point struct{ x, y float64 }

// shape returns the outline of a symbol.
func shape(symbol string) []step {
	path, known := shapes[symbol]
	switch {
	case symbol == "logo":
		path = ground
	case !known:
		path = unknown
	}
	var out []step
	for path != "" {
		end := strings.IndexAny(path[1:], "MLCZ") + 1
		if end == 0 {
			end = len(path)
		}
		s := step{op: path[0]}
		for pair := range slices.Chunk(strings.Fields(path[1:end]), 2) {
			x, _ := strconv.ParseFloat(pair[0], 64) // a test reads every shape
			y, _ := strconv.ParseFloat(pair[1], 64)
			s.points = append(s.points, point{x, y})
		}
		out, path = append(out, s), path[end:]
	}
	return out
}
