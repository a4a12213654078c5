package bench

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

const vocabulary = 4000 // words that a project uses

// newWords returns words that can be said, and are of no language.
func newWords(r *rand.Rand) []string {
	const consonants, vowels = "bdfgklmnprstv", "aeiou"
	words, seen := make([]string, 0, vocabulary), map[string]bool{}
	for len(words) < vocabulary {
		var b strings.Builder
		for range 1 + r.IntN(3) {
			b.WriteByte(consonants[r.IntN(len(consonants))])
			b.WriteByte(vowels[r.IntN(len(vowels))])
		}
		b.WriteByte(consonants[r.IntN(len(consonants))])
		if word := b.String(); !seen[word] {
			seen[word] = true
			words = append(words, word)
		}
	}
	return words
}

// word returns one; as in a language, few are most of a text.
func (m *maker) word() string { return m.words[m.skewed(len(m.words))] }

// sentence returns n words, the first with a capital, without a full stop.
func (m *maker) sentence(n int) string {
	words := make([]string, n)
	for i := range words {
		words[i] = m.word()
	}
	text := strings.Join(words, " ")
	return strings.ToUpper(text[:1]) + text[1:]
}

// name returns n words with capitals.
func (m *maker) name(n int) string {
	words := make([]string, n)
	for i := range words {
		words[i] = m.sentence(1)
	}
	return strings.Join(words, " ")
}

// publisher returns one of some dozen.
func (m *maker) publisher(i int) string { return fmt.Sprintf("%s %d", m.sentence(1), i%40) }

func (m *maker) paragraph() string {
	var b strings.Builder
	for range 5 {
		fmt.Fprintf(&b, "%s. ", m.sentence(8+m.rand.IntN(12)))
	}
	return strings.TrimSpace(b.String())
}

// text returns about n words in every language.
func (m *maker) text(n int) map[string]string {
	out := map[string]string{}
	for _, code := range m.languages {
		out[code] = m.sentence(n)
		if n > 10 {
			out[code] += "."
		}
	}
	return out
}
