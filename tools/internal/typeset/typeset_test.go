package typeset

import (
	"strings"
	"testing"
)

func TestWidth(t *testing.T) {
	plain, bold := Type{Size: 10, Face: Regular}, Type{Size: 10, Face: Bold}
	if got := plain.Width("A"); got != 6.85 { // as the face has it: 685 thousandths, rounded up
		t.Errorf("A is %g wide", got)
	}
	if plain.Width("canción") != plain.Width("cancion") {
		t.Error("an accent takes room")
	}
	if bold.Width("Mexico") <= plain.Width("Mexico") {
		t.Error("bold is no wider than regular")
	}
	if got := plain.Width("漢"); got < 10 {
		t.Errorf("what is not in the table is only %g wide", got)
	}
}

func TestLines(t *testing.T) {
	ten := Type{Size: 10, Face: Regular}
	word := ten.Width("word")
	for _, test := range []struct {
		text  string
		width float64
		want  int
	}{
		{"", 100, 0},
		{"  \n ", 100, 0},
		{"word", word, 1},
		{" word\u00a0 \n", word, 1},
		{"word \t word", 2*word + ten.Width(" ") + 0.01, 1},
		{"word word", 2*word + ten.Width(" ") + 0.01, 1},
		{"word word", 2 * word, 2},
		{"word word word", word * 1.5, 3},
		{strings.Repeat("word", 3), word * 1.2, 3}, // one long word is broken
	} {
		if got := ten.Lines(test.text, test.width); got != test.want {
			t.Errorf("%q in %g: %d lines, want %d", test.text, test.width, got, test.want)
		}
	}
}

// FuzzLines: more room never takes more lines, and no text needs fewer than its width asks for.
func FuzzLines(f *testing.F) {
	f.Add("Proteger la seguridad, la dignidad y los derechos de toda persona", 120.0)
	f.Add("", 1.0)
	f.Add("\u00a0·‘ 漢 x", 30.0)
	f.Fuzz(func(t *testing.T, text string, width float64) {
		if !(width >= 20 && width < 2000) || len(text) > 400 {
			return
		}
		ten := Type{Size: 10, Face: Regular}
		lines := ten.Lines(text, width)
		joined := strings.Join(strings.Fields(text), "")
		if least := ten.Width(joined) / width; float64(lines) < least-1e-6 {
			t.Errorf("%q in %g: %d lines cannot have %g", text, width, lines, least)
		}
		if wider := ten.Lines(text, width*3); wider > lines {
			t.Errorf("%q: %d lines in %g, %d in three times that", text, lines, width, wider)
		}
	})
}
