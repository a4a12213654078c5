package search

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"
)

// also returns the names that are not in a title already, folded.
func also(title string, names []string) []string {
	known := []string{fold(title)}
	for _, name := range names {
		if name = fold(name); name != "" && !slices.Contains(known, name) {
			known = append(known, name)
		}
	}
	return known[1:]
}

// fold returns the words of a text without capitals, accents and punctuation, as fold of assets/js/rank.js does.
func fold(text string) string {
	bare, _, _ := transform.String(transform.Chain(norm.NFD, runes.Remove(runes.In(unicode.M))), text)
	return strings.Join(strings.FieldsFunc(strings.ToLower(bare), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsNumber(r)
	}), " ")
}
