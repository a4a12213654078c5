package diag_test

import (
	"strconv"
	"strings"
	"testing"

	"declarationwatch/tools/internal/diag"
)

func printed(t *testing.T, terminal diag.Terminal, problems ...diag.Problem) string {
	t.Helper()
	var b strings.Builder
	if err := terminal.Print(&b, problems); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestExcerpt(t *testing.T) {
	long := strings.Repeat("é", 100) + "HERE" + strings.Repeat("x", 100)
	for name, test := range map[string]struct {
		line            string
		column, printed int
		want            string
	}{
		"a caret below the column":    {`id = "x"`, 6, 6, "  3 | id = \"x\"\n    |      ^\n"},
		"a tab is as wide below":      {"\tid = 5", 2, 2, "  3 | \tid = 5\n    | \t^\n"},
		"letters count, not bytes":    {`é = "x"`, 4, 3, "  3 | é = \"x\"\n    |   ^\n"},
		"a column beyond the end":     {"id", 9, 3, "  3 | id\n    |   ^\n"},
		"a long line is cut":          {long, 201, 101, "  3 | …" + strings.Repeat("é", 50) + "HERE" + strings.Repeat("x", 46) + "…\n    | " + strings.Repeat(" ", 51) + "^\n"},
		"control characters are tame": {"a\x1b[2Jb", 1, 1, "  3 | a\uFFFD[2Jb\n    | ^\n"},
	} {
		t.Run(name, func(t *testing.T) {
			terminal := diag.Terminal{Source: func(diag.Position) (string, bool) { return test.line, true }}
			got := printed(t, terminal, diag.Problem{At: diag.Position{File: "a.toml", Line: 3, Column: test.column}, Rule: "r", Message: "m"})
			if want := "a.toml:3:" + strconv.Itoa(test.printed) + ": error: m [r]\n" + test.want; got != want {
				t.Errorf("got:\n%s\nwant:\n%s", got, want)
			}
		})
	}
}

func TestFold(t *testing.T) {
	warn := func(rule, message string) diag.Problem {
		return diag.Problem{At: diag.Position{File: "a", Line: 1}, Severity: diag.Warning, Rule: rule, Message: message}
	}
	problems := []diag.Problem{
		warn("stale", "one"), {Rule: "stale", Message: "an error is never folded"}, warn("stale", "two"), warn("stale", "three"), warn("other", "four"), warn("other", "five"),
	}
	line := func(diag.Position) (string, bool) { return "text", true }
	for _, test := range []struct {
		problems []diag.Problem
		want     string
	}{
		{problems, "a:1: warning: one [stale]\n  and 2 more warnings like it; \"check -all\" lists them\n" +
			"a:1: warning: four [other]\n  and 1 more warning like it; \"check -all\" lists them\nerror: an error is never folded [stale]\n"},
		{problems[2:], "a:1: warning: two [stale]\n  1 | text\n    | ^\na:1: warning: three [stale]\n  1 | text\n    | ^\n" +
			"a:1: warning: four [other]\n  1 | text\n    | ^\na:1: warning: five [other]\n  1 | text\n    | ^\n"},
	} {
		if got := printed(t, diag.Terminal{Fold: 2, Source: line}, test.problems...); got != test.want {
			t.Errorf("got:\n%s\nwant:\n%s", got, test.want)
		}
	}
}

func TestColor(t *testing.T) {
	p := diag.Problem{At: diag.Position{File: "a"}, Rule: "r", Message: "m"}
	if got := printed(t, diag.Terminal{Color: true}, p); got != "\x1b[1ma\x1b[0m: \x1b[1;31merror\x1b[0m: m [r]\n" {
		t.Errorf("got %q", got)
	}
}
