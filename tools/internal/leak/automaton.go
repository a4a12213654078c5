package leak

import "unicode/utf8"

// automaton finds any number of patterns in one pass over a text (Aho and Corasick, 1975).
type automaton struct {
	width  int32   // of a row of next: a column for each byte that patterns have, after column 0 for all others
	next   []int32 // by state and column; states are offsets of rows, and the complement of one where patterns end
	ends   [][]int32
	column [256]int32
	ascii  [utf8.RuneSelf]int32 // the column of a character's plain form, -1 where it has none
}

// newAutomaton takes patterns that are not empty. What it finds it calls by their indices.
func newAutomaton(patterns []string) *automaton {
	a := &automaton{width: 1}
	for _, p := range patterns {
		for i := range len(p) {
			if a.column[p[i]] == 0 {
				a.column[p[i]] = a.width
				a.width++
			}
		}
	}
	for c, to := range plainASCII {
		a.ascii[c] = -1
		if to != 0 {
			a.ascii[c] = a.column[to]
		}
	}
	a.next, a.ends = make([]int32, a.width), make([][]int32, 1)
	for i, p := range patterns {
		state := int32(0)
		for j := range len(p) {
			at := state*a.width + a.column[p[j]]
			if a.next[at] == 0 {
				a.next[at] = int32(len(a.ends))
				a.next = append(a.next, make([]int32, a.width)...)
				a.ends = append(a.ends, nil)
			}
			state = a.next[at]
		}
		a.ends[state] = append(a.ends[state], int32(i))
	}
	a.link()
	return a
}

// link fills in where to go when a pattern does not go on: to the longest end of what was read that begins another.
func (a *automaton) link() {
	back := make([]int32, len(a.ends))
	queue := []int32{0}
	for len(queue) > 0 {
		state := queue[0]
		queue = queue[1:]
		for c := range a.width {
			to := &a.next[state*a.width+c]
			other := int32(0)
			if state != 0 {
				other = a.next[back[state]*a.width+c]
			}
			if *to == 0 {
				*to = other
				continue
			}
			back[*to] = other
			a.ends[*to] = append(a.ends[*to], a.ends[other]...)
			queue = append(queue, *to)
		}
	}
	for i, state := range a.next {
		a.next[i] = state * a.width
		if len(a.ends[state]) > 0 {
			a.next[i] = ^a.next[i]
		}
	}
}

// plain finds the patterns in the plain form of a text. It calls found with the place in the text where one ends.
func (a *automaton) plain(text []byte, found func(pattern, end int)) {
	state := int32(0)
	step := func(column int32, end int) {
		state = a.next[state+column]
		if state < 0 {
			state = ^state
			for _, pattern := range a.ends[state/a.width] {
				found(int(pattern), end)
			}
		}
	}
	for i := 0; i < len(text); {
		if c := text[i]; c < utf8.RuneSelf {
			i++
			if column := a.ascii[c]; column >= 0 {
				if state = a.next[state+column]; state < 0 {
					state = ^state
					for _, pattern := range a.ends[state/a.width] {
						found(int(pattern), i)
					}
				}
			}
			continue
		}
		r, size := runeAt(text[i:])
		i += size
		s := plain(r)
		for j := range len(s) {
			step(a.column[s[j]], i)
		}
	}
}

// exact finds the patterns in a text as it is.
func (a *automaton) exact(text []byte, found func(pattern, end int)) {
	state := int32(0)
	for i, c := range text {
		if state = a.next[state+a.column[c]]; state < 0 {
			state = ^state
			for _, pattern := range a.ends[state/a.width] {
				found(int(pattern), i+1)
			}
		}
	}
}
