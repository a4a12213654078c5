package typeset

import (
	"strings"
	"testing"
)

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
		strings.Repeat("y", 5000):     strings.Repeat("y", longest),
		strings.Repeat(" z", 5000):    strings.TrimSpace(strings.Repeat(" z", longest/2)),
		"مرحبا <b>&amp;</b> \u200fok": "مرحبا <b>&amp;</b> ok",
	} {
		if got := Clean(text); got != want {
			t.Errorf("%.40q becomes %.40q, want %.40q", text, got, want)
		}
	}
}

// marks returns marks that no letter is composed with.
func marks(n int) string { return strings.Repeat("\u0334", n) }
