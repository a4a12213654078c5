package difference_test

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	"declarationwatch/tools/internal/difference"
)

// news is a difference with something in most parts.
func news(t testing.TB) *difference.Difference {
	t.Helper()
	return between(t, edited(t, sample(t), mexico, ""), edited(t, sample(t),
		relaunched, relaunched+","+ended, `"status": "in-progress", "since"`, `"status": "reversed", "since"`, `"2022-09-27",`, `"2025-12-15",`,
		visas, "", "Under way.", "Work is under way.", "A newspaper", "A <b>newspaper</b>", `"pledges": 2`, `"pledges": 1`,
	))
}

func TestMarkdown(t *testing.T) {
	const want = `## 2026.11 (as of 2026-11-23) → working tree (as of 2026-11-23)

1 government joined, 1 cell changed, 1 pledge GONE, 1 assessment added, 1 source changed, 1 text changed.

**GONE:** nothing is ever deleted from the record: find out why something is gone before this goes out.

### Governments

- **joined**: [Mexico](https://x.example/signatories/mexico/) ([text](https://x.example/sources/government/#text))

### Cells

- **[United States, Reunite families](https://x.example/signatories/united-states/#families)**: In progress → Reversed, since 2025-12-15. It was ended. ([paper](https://x.example/sources/news/#paper))

### Pledges

- **GONE**: United States, Reunite families, 2023-04, Announced: Process more visas. ([text](https://x.example/sources/government/#text))

### Assessments

- **added**: [United States, Reunite families](https://x.example/signatories/united-states/#usa-parole), 2025-12-15, Reversed: It was ended. ([paper](https://x.example/sources/news/#paper))

### Sources

- **changed**: [A \<b\>newspaper\</b\>](https://x.example/sources/news/#paper)
  - title: A newspaper → A \<b\>newspaper\</b\>

### Words

- status definition, en: 1 changed: in-progress

### Totals

| | before | after |
| --- | ---: | ---: |
| pledges | 2 | 1 |
`
	if got := printed(t, news(t), difference.Markdown); got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
	const none = "No difference in the published record between 2026.11 (as of 2026-11-23) and working tree (as of 2026-11-23).\n"
	if got := printed(t, between(t, sample(t), sample(t)), difference.Markdown); got != none {
		t.Errorf("got %s", got)
	}
}

// TestJSON holds that every list is an array, be it empty, and that nothing is lost on the way.
func TestJSON(t *testing.T) {
	text := printed(t, between(t, sample(t), sample(t)), difference.JSON)
	if strings.Contains(text, "null") || strings.Count(text, "[]") != 5*4+3 {
		t.Errorf("got %s", text)
	}
	var got difference.Difference
	if err := json.Unmarshal([]byte(printed(t, news(t), difference.JSON)), &got); err != nil {
		t.Fatal(err)
	}
	if got.Pledges.Gone[0].ID != "usa-visas" || got.Cells[0].Why != "It was ended." || got.Words[0].From != "Under way." || got.Totals[0].After != 1 {
		t.Errorf("%+v", got)
	}
	if err := got.Print(&strings.Builder{}, "xml"); err == nil {
		t.Error("an unknown format is printed")
	}
}

// TestLines holds text to its width, and a hostile record to words.
func TestLines(t *testing.T) {
	hostile := `\u001b[2J\u202e\n## x | y ` + strings.Repeat("a long summary ", 30)
	d := between(t, sample(t), edited(t, sample(t), "Process more visas.", hostile, "Reunite families", "Reunite *families*", "It was relaunched.", "[x](javascript:y)"))
	text := printed(t, d, difference.Text)
	_, body, _ := strings.Cut(text, "\n")
	for line := range strings.Lines(body) {
		if n := utf8.RuneCountInString(strings.TrimRight(line, "\n")); n > 100 {
			t.Errorf("%d characters: %s", n, line)
		}
	}
	markdown := printed(t, d, difference.Markdown)
	if strings.ContainsAny(text+markdown, "\x1b\u202e") || strings.Contains(text+markdown, "\n## x") {
		t.Errorf("a record steers the terminal:\n%q", text)
	}
	if strings.Contains(markdown, "*families*]") || strings.Contains(markdown, "[x](") {
		t.Errorf("words of the record are marks:\n%s", markdown)
	}
}

// TestManyWords holds that a translation of everything is counted, and some of it named.
func TestManyWords(t *testing.T) {
	var before, after []string
	for _, c := range "abcdefghijklmnop" {
		before = append(before, `{"id": "`+string(c)+`", "title": {"en": "x"}}`)
		after = append(after, `{"id": "`+string(c)+`", "title": {"en": "x", "es": "y"}}`)
	}
	d := between(t, `{"as_of": "2026", "pillars": [`+strings.Join(before, ",")+`]}`, `{"as_of": "2026", "pillars": [`+strings.Join(after, ",")+`]}`)
	const want = "\nwords\n  pillar title, es: 16 added: a, b, c, d, e, f, g, h and 8 more\n"
	if got := printed(t, d, difference.Text); !strings.HasSuffix(got, want) {
		t.Errorf("got %s", got)
	}
}
