package draw

import "testing"

func TestSentences(t *testing.T) {
	for want, texts := range map[string][]string{
		"Mexico. We found no pledge.":             {"Mexico", "We found no pledge."},
		"Who was asked? Two governments. Nobody.": {"Who was asked?", "", "Two governments", "Nobody"},
		"": nil,
	} {
		if got := Sentences(texts...); got != want {
			t.Errorf("%q: got %q, want %q", texts, got, want)
		}
	}
}
