package search

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
)

// grown returns the entries of a site of so many statements, some governments and their commitments, in words that are as
// common as those of a language: few in every text, most in few.
func grown(statements int) []entry {
	random := rand.New(rand.NewPCG(1, 2))
	vocabulary := make([]string, 40_000)
	syllables := strings.Fields("a con de do e es in ja la li ma men mi na ni o pe pro ra re ri sa se si ta te ti to tra u va ver ción dad ño")
	for i := range vocabulary {
		for range 1 + min(4, int(math.Log10(float64(i+1)))) {
			vocabulary[i] += syllables[random.IntN(len(syllables))]
		}
	}
	word := func() string { return vocabulary[int(math.Pow(float64(len(vocabulary)), random.Float64()))-1] }
	text := func(words int) string {
		var out strings.Builder
		for i := range words {
			if i > 0 {
				out.WriteByte(' ')
			}
			out.WriteString(word())
			if i%13 == 12 {
				out.WriteByte('.')
			}
			if random.IntN(60) == 0 {
				fmt.Fprintf(&out, " %d,%03d", 1+random.IntN(900), random.IntN(1000))
			}
		}
		return out.String()
	}
	var entries []entry
	for i := range 22 {
		e := entry{Path: fmt.Sprintf("signatories/g%d/", i), rank: 1, name: "Governments", Title: text(2), Summary: text(12), Also: []string{fmt.Sprintf("g%d", i)}}
		for n := range 40 {
			e.passages = append(e.passages, passage{Anchor: fmt.Sprintf("c%d", n), Text: text(30), Weak: n > 20})
		}
		entries = append(entries, e)
	}
	for i := range statements {
		e := entry{Path: fmt.Sprintf("statements/s%d/", i), rank: 6, name: "Statements", Title: text(8), Summary: text(20), Byline: text(3)}
		for n := range 1 + random.IntN(6) {
			e.passages = append(e.passages, passage{Anchor: fmt.Sprintf("p%d", n), Text: text(20 + random.IntN(200))})
		}
		if random.IntN(50) == 0 {
			e.passages = append(e.passages, passage{Text: text(2000)})
		}
		entries = append(entries, e)
	}
	return entries
}
