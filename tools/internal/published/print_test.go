package published

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"
)

// news is a difference with something in most parts.
func news(t testing.TB) *Difference {
	t.Helper()
	return between(t, edited(t, sample(t), mexico, ""), edited(t, sample(t),
		relaunched, relaunched+","+ended, `"status": "in-progress", "since"`, `"status": "reversed", "since"`, `"2022-09-27",`, `"2025-12-15",`,
		visas, "", "Under way.", "Work is under way.", "A newspaper", "A <b>newspaper</b>", `"pledges": 2`, `"pledges": 1`,
	))
}

func TestMarkdown(t *testing.T) {
	const want = `## 2026.11 (as of 2026-11-23) → working tree (as of 2026-11-23)

1 status changed, 1 government joined, 1 commitment of a government changed, 1 pledge GONE, 1 report added, 1 source changed

GONE: nothing is ever deleted from the record: find out why something is gone before this goes out

### Statuses

- **changed**: In progress
  - definition: Under way. → Work is under way.

### Governments

- **joined**: [Mexico](https://x.example/signatories/mexico/), since 2022-06-10
  - sources: [text](https://x.example/sources/government/#text)

### Commitments by government

- **In progress → Reversed**: [United States, Reunite families](https://x.example/signatories/united-states/#families), since 2025-12-15
  - It was ended.
  - sources: [paper](https://x.example/sources/news/#paper)

### Pledges

- **GONE**: United States, Reunite families
  - 2023-04, Announced: Process more visas.
  - sources: [text](https://x.example/sources/government/#text)

### Reports

- **added**: [United States, Reunite families](https://x.example/signatories/united-states/#usa-parole)
  - 2025-12-15, Reversed: It was ended.
  - sources: [paper](https://x.example/sources/news/#paper)

### Sources

- **changed**: [A \<b\>newspaper\</b\>](https://x.example/sources/news/#paper)
  - title: A newspaper → A \<b\>newspaper\</b\>

### Totals

- pledges: 2 → 1
`
	if got := printed(t, news(t), Markdown); got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
	const none = "no difference in the published record between 2026.11 (as of 2026-11-23) and working tree (as of 2026-11-23)\n"
	if got := printed(t, between(t, sample(t), sample(t)), Markdown); got != none {
		t.Errorf("got %s", got)
	}
}

// TestPrintJSON: every list is an array, also where it is empty, and nothing is lost.
func TestPrintJSON(t *testing.T) {
	text := printed(t, between(t, sample(t), sample(t)), JSON)
	if strings.Contains(text, "null") || strings.Count(text, "[]") != 1 {
		t.Errorf("got %s", text)
	}
	var got Difference
	if err := json.Unmarshal([]byte(printed(t, news(t), JSON)), &got); err != nil {
		t.Fatal(err)
	}
	items := map[string]Item{}
	for _, s := range got.Sections {
		items[s.Object] = s.Items[0]
	}
	if items["pledge"].ID != "usa-visas" || items["pledge"].Change != "gone" || items["cell"].Why != "It was ended." ||
		items["status"].Fields[0].From != "Under way." || items["totals"].Fields[0].To != "1" {
		t.Errorf("%+v", got)
	}
	if err := got.Print(&strings.Builder{}, "xml"); err == nil {
		t.Error("an unknown format is printed")
	}
}

// TestLines: no line is wider than a terminal, and a hostile record stays text.
func TestLines(t *testing.T) {
	hostile := `\u001b[2J\u202e\n## x | y ` + strings.Repeat("a long summary ", 30)
	d := between(t, sample(t), edited(t, sample(t), "Process more visas.", hostile, "Reunite families", "Reunite *families*", "It was relaunched.", "[x](javascript:y)"))
	text := printed(t, d, Text)
	_, body, _ := strings.Cut(text, "\n")
	for line := range strings.Lines(body) {
		if n := utf8.RuneCountInString(strings.TrimRight(line, "\n")); n > 100 {
			t.Errorf("%d characters: %s", n, line)
		}
	}
	markdown := printed(t, d, Markdown)
	if strings.ContainsAny(text+markdown, "\x1b\u202e") || strings.Contains(text+markdown, "\n## x") {
		t.Errorf("a record controls the terminal:\n%q", text)
	}
	if strings.Contains(markdown, "*families*]") || strings.Contains(markdown, "[x](") {
		t.Errorf("words of the record are syntax:\n%s", markdown)
	}
}

// TestManyTexts: of a translation of everything, some ids are named and the others counted.
func TestManyTexts(t *testing.T) {
	var before, after []string
	for _, c := range "abcdefghijklmnop" {
		before = append(before, `{"id": "`+string(c)+`", "title": {"en": "x"}}`)
		after = append(after, `{"id": "`+string(c)+`", "title": {"en": "x", "es": "y"}}`)
	}
	d := between(t, `{"as_of": "2026", "pillars": [`+strings.Join(before, ",")+`]}`, `{"as_of": "2026", "pillars": [`+strings.Join(after, ",")+`]}`)
	const want = "\nother languages\n  pillar title, es, added: a, b, c, d, e, f, g, h and 8 more\n"
	if got := printed(t, d, Text); !strings.HasSuffix(got, want) {
		t.Errorf("got %s", got)
	}
}
