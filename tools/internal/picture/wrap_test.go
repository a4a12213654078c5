package picture

import (
	"slices"
	"strings"
	"testing"
)

var plain = lettering{regular, 10, 12}

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
		{"e\u0301e\u0301", 1, 3, []string{"e\u0301", "e\u0301"}},
		{"👍🏽👍🏽", 1, 3, []string{"👍🏽", "👍🏽"}},
	} {
		if got := wrap(c.text, plain, c.width, c.most); !slices.Equal(got, c.want) {
			t.Errorf("%q in %d lines of %d: %q, want %q", c.text, c.most, c.width, got, c.want)
		}
	}
}

func TestBalance(t *testing.T) {
	text := "xxxx xxxx xxxx xxxx xxxx"
	got := balance(text, plain, 110, 3)
	if want := []string{"xxxx xxxx xxxx", "xxxx xxxx"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := balance("xxxxxxxx x", plain, 50, 3); !slices.Equal(got, []string{"xxxxxxxx", "x"}) {
		t.Errorf("a word is broken: %q", got)
	}
}

func TestNarrowest(t *testing.T) {
	for text := range strings.SplitSeq("Proteger la seguridad, la dignidad y los derechos de toda persona|Return children|one", "|") {
		width := narrowest(text, plain, 2)
		if lines := wrap(text, plain, width, 2); !whole(lines) || strings.Join(lines, " ") != text {
			t.Errorf("%q does not fit %d: %q", text, width, lines)
		}
		if lines := wrap(text, plain, width-1, 2); whole(lines) && strings.Join(lines, " ") == text {
			t.Errorf("%q fits less than %d: %q", text, width, lines)
		}
	}
}

func TestClean(t *testing.T) {
	for text, want := range map[string]string{
		"":                            "",
		"  a \t\n b ":                 "a b",
		"a\x00b\x1bc":                 "a b c",
		"e\u0301":                     "é",
		"\u202eevil\u2066 \ufeffok":   "evil ok",
		"soft\u00adhyphen":            "softhyphen",
		"25\u00a0%":                   "25\u00a0%",
		"\ufffe\uffff\U0001ffff":      "",
		"a\xffb":                      "a�b",
		"👩\u200d👧":                    "👩\u200d👧",
		"x" + marks(9):                "x" + marks(3),
		strings.Repeat("y", 3000):     strings.Repeat("y", longest),
		strings.Repeat(" z", 3000):    strings.TrimSpace(strings.Repeat(" z", longest)),
		"مرحبا <b>&amp;</b> \u200fok": "مرحبا <b>&amp;</b> ok",
	} {
		if got := clean(text); got != want {
			t.Errorf("%.40q becomes %.40q, want %.40q", text, got, want)
		}
	}
}

// marks are strokes that no letter is composed with.
func marks(n int) string { return strings.Repeat("\u0334", n) }

// TestInputIsLeftAlone: what is drawn is cleaned in a copy.
func TestInputIsLeftAlone(t *testing.T) {
	g, l := hostileGrid("a\x00b"), hostileList("a\x00b")
	g.Draw()
	l.Draw()
	for _, text := range []string{g.Groups[0].Title, g.Groups[0].Columns[0], g.Rows[0].Name, g.Legend[0].Label, l.Bar[0].Label, l.Items[0].Name} {
		if text != "a\x00b" {
			t.Errorf("the input is now %q", text)
		}
	}
}

func TestWidth(t *testing.T) {
	l := lettering{regular, 10, 12}
	for text, want := range map[string]int{
		"":          0,
		"W":         10,
		"WWWW":      40,
		"Fulfilled": 40,
		"日":         13,
	} {
		if got := l.width(text); got != want {
			t.Errorf("%q is %d wide, want %d", text, got, want)
		}
	}
}
