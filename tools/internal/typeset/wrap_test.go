package typeset

import (
	"slices"
	"strings"
	"testing"
)

var plain = Type{Regular, 10}

func TestWrap(t *testing.T) {
	// A space is 318 and an x 592 thousandths of the size wide, a W 989.
	for _, c := range []struct {
		text        string
		width, most int
		want        []string
	}{
		{"", 100, 3, nil},
		{"xx xx xx", 100, 3, []string{"xx xx xx"}},
		{"xx xx xx", 30, 3, []string{"xx xx", "xx"}},
		{"xx xx xx", 30, 1, []string{"xx…"}},
		{"xx xx xx xx xx", 30, 2, []string{"xx xx", "xx…"}},
		{"xxxxxxxx", 30, 3, []string{"xxxxx", "xxx"}},
		{"xx xxxxxxxx", 30, 3, []string{"xx", "xxxxx", "xxx"}},
		{"a/xx/xxxxxxx", 30, 3, []string{"a/xx/", "xxxxx", "xx"}},
		{"xx · xx", 25, 3, []string{"xx ·", "xx"}}, // never "· xx"
		{"W", 1, 3, []string{"W"}},
		{"x\u0334x\u0334", 1, 3, []string{"x\u0334", "x\u0334"}},
		{"👍🏽👍🏽", 1, 3, []string{"👍🏽", "👍🏽"}},
	} {
		if got := plain.Wrap(c.text, c.width, c.most); !slices.Equal(got, c.want) {
			t.Errorf("%q in %d lines of %d: %q, want %q", c.text, c.most, c.width, got, c.want)
		}
	}
}

func TestBalance(t *testing.T) {
	text := "xxxx xxxx xxxx xxxx xxxx"
	got := plain.Balance(text, 110, 3)
	if want := []string{"xxxx xxxx xxxx", "xxxx xxxx"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := plain.Balance("xxxxxxxx x", 50, 3); !slices.Equal(got, []string{"xxxxxxxx", "x"}) {
		t.Errorf("a word is broken: %q", got)
	}
}

func TestNarrowest(t *testing.T) {
	for text := range strings.SplitSeq("Proteger la seguridad, la dignidad y los derechos de toda persona|Return children|one", "|") {
		width := plain.Narrowest(text, 2)
		if lines := plain.Wrap(text, width, 2); !Complete(lines) || strings.Join(lines, " ") != text {
			t.Errorf("%q does not fit %d: %q", text, width, lines)
		}
		if lines := plain.Wrap(text, width-1, 2); Complete(lines) && strings.Join(lines, " ") == text {
			t.Errorf("%q fits less than %d: %q", text, width, lines)
		}
	}
}
