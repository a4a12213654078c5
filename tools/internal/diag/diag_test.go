package diag_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"unicode"

	"declarationwatch/tools/internal/diag"
)

func sample() []diag.Problem {
	var l diag.List
	at := func(file string, line, column int) diag.Position {
		return diag.Position{File: file, Line: line, Column: column}
	}
	l.Add(diag.Problem{At: at("b.toml", 2, 1), Severity: diag.Warning, Rule: "stale", Message: "not reviewed"})
	l.Add(diag.Problem{
		At: at("a.toml", 14, 3), Rule: "unknown-id", Message: `unknown commitment "x"`, Hint: `did you mean "y"?`,
		Related: []diag.Related{{At: at("c.toml", 1, 1), Message: "defined here"}},
	})
	l.Errorf(at("a.toml", 9, 1), "syntax", "100%% wrong:\nvery")
	l.Errorf(at("a.toml", 9, 1), "syntax", "100%% wrong:\nvery")
	return append(l.Sorted(), diag.Problem{Rule: "build", Message: "disk full"}) // of no file in particular
}

func TestPrint(t *testing.T) {
	for format, want := range map[diag.Format]string{
		diag.Text: `b.toml:2:1: warning: not reviewed [stale]
a.toml:9:1: error: 100% wrong:
  very [syntax]
a.toml:14:3: error: unknown commitment "x" [unknown-id]
hint: did you mean "y"?
  c.toml:1:1: defined here
error: disk full [build]
`,
		diag.GitHub: `::error title=syntax,file=a.toml,line=9,col=1::100%25 wrong:%0A  very
::error title=unknown-id,file=a.toml,line=14,col=3::unknown commitment "x"%0Ahint: did you mean "y"?%0Ac.toml:1:1: defined here
::warning title=stale,file=b.toml,line=2,col=1::not reviewed
::error title=build::disk full
`,
	} {
		var b strings.Builder
		if err := diag.Print(&b, sample(), format, nil); err != nil {
			t.Fatal(err)
		}
		if b.String() != want {
			t.Errorf("%s:\n%s\nwant:\n%s", format, b.String(), want)
		}
	}
	for _, format := range []diag.Format{diag.JSON, diag.SARIF} {
		for _, problems := range [][]diag.Problem{sample(), nil} {
			var b strings.Builder
			if err := diag.Print(&b, problems, format, nil); err != nil {
				t.Fatal(err)
			}
			if !json.Valid([]byte(b.String())) || strings.Contains(b.String(), "null") {
				t.Errorf("%s is not sound JSON:\n%s", format, b.String())
			}
		}
	}
	if err := diag.Print(&strings.Builder{}, nil, "xml", nil); err == nil {
		t.Error("an unknown format is printed")
	}
}

// Columns count code points, and nothing that a hostile file contains reaches a log or a terminal as it is.
func TestPrintable(t *testing.T) {
	problem := diag.Problem{At: diag.Position{File: "a\x1b[2J\n::error::.toml", Line: 3, Column: 6}, Rule: "r", Message: "x\u202e\x9b\n::warning::y", Hint: "\x07"}
	source := func(diag.Position) (string, bool) { return "é日𝒳x", true }
	for _, format := range diag.Formats {
		var b strings.Builder
		if err := diag.Print(&b, []diag.Problem{problem}, format, source); err != nil {
			t.Fatal(err)
		}
		if got := strings.ReplaceAll(b.String(), "\n", ""); strings.ContainsFunc(got, unicode.IsControl) || strings.ContainsAny(got, "\u202e") {
			t.Errorf("%s: %q", format, got)
		}
		for _, forged := range []string{"\n::error::", "\n::warning::"} {
			if strings.Contains(b.String(), forged) {
				t.Errorf("%s: a file can write %q: %q", format, forged, b.String())
			}
		}
		if want := map[diag.Format]string{diag.SARIF: `"startColumn": 3`, diag.JSON: `"column": 3`, diag.GitHub: "col=3"}[format]; !strings.Contains(b.String(), want) {
			t.Errorf("%s: no %s in %s", format, want, b.String())
		}
	}
}

func TestErr(t *testing.T) {
	var l diag.List
	if l.Err() != nil {
		t.Error("an empty list is an error")
	}
	l.Add(diag.Problem{Severity: diag.Warning})
	if l.Err() != nil {
		t.Error("a warning alone is an error")
	}
	l.Errorf(diag.Position{File: "a"}, "r", "m")
	var failure diag.Failure
	if !errors.As(l.Err(), &failure) || len(failure.Problems) != 2 {
		t.Errorf("Err() = %v", l.Err())
	}
	if got := diag.Summary(failure.Problems); got != "1 error, 1 warning" {
		t.Errorf("Summary = %q", got)
	}
}

func TestSuggest(t *testing.T) {
	ids := []string{"family-reunification", "regular-status", "mexico", "usa", "day", "es", "about"}
	for name, want := range map[string]string{
		"family-reunificaton": `did you mean "family-reunification"?`,
		"mexcio":              `did you mean "mexico"?`, // a swap is one slip
		"us":                  `did you mean "usa"?`,
		"usas":                `did you mean "usa"?`,
		"dya":                 `did you mean "day"?`,
		"bad":                 "", // two edits of three letters
		"dad":                 "", // one, but another letter
		"en":                  "",
		"e":                   `did you mean "es"?`,
		"abuot":               `did you mean "about"?`,
		"bounce":              "",
		"doubt":               "", // two edits of five
		"mxicoo":              `did you mean "mexico"?`,
		"mxkcoo":              "", // three of six
		"canada":              "",
		"mexico":              "",
		"":                    "",
	} {
		if got := diag.Suggest(name, ids); got != want {
			t.Errorf("Suggest(%q) = %q, want %q", name, got, want)
		}
	}
}

func TestPosition(t *testing.T) {
	for want, p := range map[string]diag.Position{
		"a.toml": {File: "a.toml"}, "a.toml:3": {File: "a.toml", Line: 3}, "a.toml:3:1": {File: "a.toml", Line: 3, Column: 1},
	} {
		if p.String() != want {
			t.Errorf("got %s, want %s", p, want)
		}
	}
}
