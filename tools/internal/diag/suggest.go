package diag

import (
	"fmt"
	"slices"
)

// Suggest returns the candidate nearest to name as a hint, `did you mean "x"?`, or "" if none is near enough for a typing
// error: at most one edit for each three letters, a swap counted as one. Up to three letters that edit is a letter left out, one too
// many or a swap: with another letter in place of one, most short words would be near some other.
func Suggest[S ~string](name string, candidates []S) string {
	if near := Nearest(name, candidates); near != "" {
		return fmt.Sprintf("did you mean %q?", near)
	}
	return ""
}

// Nearest returns the candidate that Suggest names; "" for none.
func Nearest[S ~string](name string, candidates []S) string {
	n := len([]rune(name))
	best, least := "", max(1, n/3)
	for _, candidate := range candidates {
		c := string(candidate)
		d := distance(name, c, least)
		if n <= 3 && d == 1 && replaced(name, c) {
			continue
		}
		if d <= least && (d < least || best == "" || c < best) {
			best, least = c, d
		}
	}
	if best == name {
		return ""
	}
	return best
}

// replaced reports whether two words at a distance of one edit are as long, and not the same letters in another order.
func replaced(a, b string) bool {
	s, t := []rune(a), []rune(b)
	slices.Sort(s)
	slices.Sort(t)
	return len(s) == len(t) && !slices.Equal(s, t)
}

// distance is the optimal string alignment distance, or most+1 once it must exceed most.
func distance(a, b string, most int) int {
	s, t := []rune(a), []rune(b)
	if len(s)-len(t) > most || len(t)-len(s) > most {
		return most + 1
	}
	before, last, row := make([]int, len(t)+1), make([]int, len(t)+1), make([]int, len(t)+1)
	for j := range last {
		last[j] = j
	}
	for i := range s {
		row[0] = i + 1
		for j := range t {
			change := 1
			if s[i] == t[j] {
				change = 0
			}
			row[j+1] = min(last[j]+change, last[j+1]+1, row[j]+1)
			if i > 0 && j > 0 && s[i] == t[j-1] && s[i-1] == t[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(t)]
}
