package published

import (
	"os"
	"strings"
	"testing"
)

// sample is the text of a small record.
func sample(t testing.TB) string {
	t.Helper()
	text, err := os.ReadFile("testdata/record.json")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func read(t testing.TB, text string) *Edition {
	t.Helper()
	record, err := Read(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return record
}

func between(t testing.TB, before, after string) *Difference {
	t.Helper()
	b, a := read(t, before), read(t, after)
	b.Name, a.Name = "2026.11", "working tree"
	return Compare(b, a, "en")
}

func printed(t testing.TB, d *Difference, f Format) string {
	t.Helper()
	var b strings.Builder
	if err := d.Print(&b, f); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// edited replaces texts that must be there: old, new, old, new.
func edited(t testing.TB, text string, edits ...string) string {
	t.Helper()
	for i := 0; i < len(edits); i += 2 {
		if !strings.Contains(text, edits[i]) {
			t.Fatalf("the record does not hold %q", edits[i])
		}
		text = strings.Replace(text, edits[i], edits[i+1], 1)
	}
	return text
}

// Parts of the small record, to be put beside another or taken away.
const (
	mexico = `{"id": "mexico", "name": {"en": "Mexico"}, "role": "endorser", "since": "2022-06-10", "precision": "day", "evidence": ["text"], "permalink": "https://x.example/signatories/mexico/"},`
	visas  = `,
        {"id": "usa-visas", "signatory": "united-states", "commitment": "families", "status": "announced", "date": "2023-04", "summary": {"en": "Process more visas."}, "overdue": false, "confidence": "medium", "evidence": ["text"], "permalink": "https://x.example/signatories/united-states/#usa-visas"}`
	relaunched = `{"id": "usa-parole.2022-09-27", "signatory": "united-states", "commitment": "families", "pledge": "usa-parole", "date": "2022-09-27", "recorded": "2026-11-23", "status": "in-progress", "summary": {"en": "It was relaunched."}, "corrected": false, "confidence": "high", "evidence": ["text"], "permalink": "https://x.example/signatories/united-states/#usa-parole"}`
	ended      = `{"id": "usa-parole.2025-12-15", "signatory": "united-states", "commitment": "families", "pledge": "usa-parole", "date": "2025-12-15", "recorded": "2026-11-24", "status": "reversed", "summary": {"en": "It was ended."}, "corrected": false, "confidence": "high", "evidence": ["paper"], "permalink": "https://x.example/signatories/united-states/#usa-parole"}`
)

// TestText edits the newer of two small records, or the older where its name says so.
func TestText(t *testing.T) {
	const head = "2026.11 (as of 2026-11-23) -> working tree (as of 2026-11-23): "
	const warning = "GONE: nothing is ever deleted from the record: find out why something is gone before this goes out\n"
	for name, test := range map[string]struct {
		before, after []string
		want          string
	}{
		"nothing, but the addresses": {nil, []string{"https://x.example/signatories/mexico/", "https://y.example/signatories/mexico/"},
			"no difference in the published record between 2026.11 (as of 2026-11-23) and working tree (as of 2026-11-23)\n"},
		"a government joins": {[]string{mexico, ""}, nil, head + `1 government joined

governments
  joined: Mexico [mexico], since 2022-06-10
    sources: text
    https://x.example/signatories/mexico/
`},
		"an observer endorses": {nil, []string{`"role": "observer"`, `"role": "endorser"`}, head + `1 government changed

governments
  changed: Spain [spain]
    role: observer -> endorser
    https://x.example/signatories/spain/
`},
		"a government withdraws": {nil, []string{`"role": "endorser",`, `"role": "endorser", "membership": "withdrew", "until": "2026-11-01",`}, head + `1 government left the Declaration

governments
  left the Declaration: Mexico [mexico], since 2026-11-01
    membership: endorsed -> withdrew
    https://x.example/signatories/mexico/
`},
		"a government left and came back": {nil, []string{`"since": "2022-06-10", "precision": "day", "evidence": ["text"]`,
			`"membership": "endorsed", "since": "2026-11-24", "precision": "day", "evidence": ["text", "paper"]`}, head + `1 government endorsed

governments
  endorsed: Mexico [mexico], since 2026-11-24
    since: 2022-06-10 -> 2026-11-24
    sources: text -> text, paper
    https://x.example/signatories/mexico/
`},
		"the day on which a government joined is corrected": {nil, []string{`"since": "2022-06-10"`, `"since": "2022-06-11"`}, head + `1 government changed

governments
  changed: Mexico [mexico]
    since: 2022-06-10 -> 2022-06-11
    https://x.example/signatories/mexico/
`},
		"a government is entered that has left": {
			[]string{mexico, ""}, []string{`"role": "endorser",`, `"role": "endorser", "membership": "suspended", "until": "2026-11-01",`},
			head + `1 government joined, 1 government was suspended

governments
  joined: Mexico [mexico], since 2022-06-10
    sources: text
    https://x.example/signatories/mexico/

  was suspended: Mexico [mexico], since 2026-11-01
    sources: text
    https://x.example/signatories/mexico/
`},
		"a commitment has another title": {nil, []string{"Reunite families", "Bring families together"}, head + `1 commitment changed

commitments
  changed: Bring families together [families]
    title: Reunite families -> Bring families together
    https://x.example/commitments/families/
`},
		"a pledge is undone": {nil, []string{
			relaunched, relaunched + "," + ended, `"status": "in-progress", "since"`, `"status": "reversed", "since"`,
			`"2022-09-27",`, `"2025-12-15",`, `"status": "in-progress", "date": "2022-06-10"`, `"status": "reversed", "date": "2022-06-10"`,
			`"in-progress": 1`, `"in-progress": 0`, `"reversed": 0`, `"reversed": 1`, `"assessments": 1`, `"assessments": 2`,
		}, head + `1 commitment of a government changed, 1 pledge changed, 1 report added

commitments by government
  In progress -> Reversed: United States, Reunite families, since 2025-12-15
    It was ended.
    sources: paper
    https://x.example/signatories/united-states/#families

pledges
  changed: United States, Reunite families [usa-parole]
    2022-06-10, Reversed: Admit 20,000 people a year.
    status: In progress -> Reversed
    https://x.example/signatories/united-states/#usa-parole

reports
  added: United States, Reunite families [usa-parole.2025-12-15]
    2025-12-15, Reversed: It was ended.
    sources: paper
    https://x.example/signatories/united-states/#usa-parole

totals
  commitments by status: In progress: 1 -> 0
  commitments by status: Reversed: 0 -> 1
  reports: 1 -> 2
`},
		"a pledge is gone": {nil, []string{visas, "", `"pledges": 2`, `"pledges": 1`}, head + "1 pledge GONE\n" + warning + `
pledges
  GONE: United States, Reunite families [usa-visas]
    2023-04, Announced: Process more visas.
    sources: text

totals
  pledges: 2 -> 1
`},
		"a pledge is put otherwise": {nil, []string{
			`"amount": 20000, "unit": {"en": "people a year"}, "deadline": "2024"`, `"deadline": "2025-06"`, "Admit 20,000", "Admit some",
		}, head + `1 pledge changed

pledges
  changed: United States, Reunite families [usa-parole]
    2022-06-10, In progress: Admit some people a year.
    pledge: Admit 20,000 people a year. -> Admit some people a year.
    amount: 20000 -> none
    unit: people a year -> none
    deadline: 2024 -> 2025-06
    https://x.example/signatories/united-states/#usa-parole
`},
		"an assessment is corrected": {nil, []string{`"corrected": false`, `"corrected": true`}, head + `1 report corrected

reports
  corrected: United States, Reunite families [usa-parole.2022-09-27]
    2022-09-27, In progress: It was relaunched.
    corrected: no -> yes
    https://x.example/signatories/united-states/#usa-parole
`},
		"an assessment is edited": {nil, []string{"It was relaunched.", "It began again."}, head + `1 report changed

reports
  changed: United States, Reunite families [usa-parole.2022-09-27]
    2022-09-27, In progress: It began again.
    what happened: It was relaunched. -> It began again.
    https://x.example/signatories/united-states/#usa-parole
`},
		"a source gets an archived copy": {nil, []string{`"https://example.org/paper"`, `"https://example.org/paper", "archive_url": "https://archive.example/paper"`}, head + `1 source changed

sources
  changed: A newspaper [paper]
    archived copy: none -> https://archive.example/paper
    https://x.example/sources/news/#paper
`},
		"words": {nil, []string{
			"Under way.", "Work is under way.", `"en": "In progress", "es": "En curso"`, `"en": "Moving", "es": "En marcha"`, "✕", "x",
			`{"en": "Small declaration"}`, `{"en": "Small declaration", "es": "Pequeña declaración"}`,
		}, head + `2 statuses changed, 2 texts in other languages changed

statuses
  changed: Moving [in-progress]
    label: In progress -> Moving
    definition: Under way. -> Work is under way.

  changed: Reversed [reversed]
    symbol: ✕ -> x

other languages
  declaration title, es, added: small
  status label, es, changed: in-progress
`},
		"a total alone": {nil, []string{`"filled": 1`, `"filled": 2`}, head + `1 total changed

totals
  commitments with something found: 1 -> 2
`},
	} {
		t.Run(name, func(t *testing.T) {
			d := between(t, edited(t, sample(t), test.before...), edited(t, sample(t), test.after...))
			if got := printed(t, d, Text); got != test.want {
				t.Errorf("got:\n%s\nwant:\n%s", got, test.want)
			}
		})
	}
}

// TestOlderForm: a field or a list that an edition does not have is no change.
func TestOlderForm(t *testing.T) {
	for _, missing := range []string{
		`"confidence": "high", `, `"recorded": "2026-11-23", `, `"overdue": true, `, `"precision": "day", `, `"kind": "news", `,
		`"assessments": 1, `, `"role": "observer", `, `"children": "core", `,
	} {
		older := edited(t, sample(t), missing, "")
		if d := between(t, older, sample(t)); !d.Empty() {
			t.Errorf("without %s:\n%s", missing, printed(t, d, Text))
		}
	}
	for _, list := range []string{"statuses", "pillars", "signatories", "observers", "commitments", "cells", "evidence", "totals"} {
		older := edited(t, sample(t), `"`+list+`": `, `"other": `)
		if d := between(t, older, sample(t)); !d.Empty() {
			t.Errorf("without %s:\n%s", list, printed(t, d, Text))
		}
	}
	if d := between(t, `{"as_of": "2026-11-23"}`, edited(t, sample(t), "2026-11-23", "2026-11-24")); !d.Empty() {
		t.Errorf("without anything:\n%s", printed(t, d, Text))
	}
}

// TestSameDate: an assessment that comes out late, and takes the id of another of its date, is the one that is new.
func TestSameDate(t *testing.T) {
	late := edited(t, relaunched, "It was relaunched.", "It was found again.")
	second := edited(t, relaunched, "usa-parole.2022-09-27", "usa-parole.2022-09-27.2")
	d := between(t, sample(t), edited(t, sample(t), relaunched, late+","+second))
	if len(d.Sections) != 1 || len(d.Sections[0].Items) != 1 || d.Sections[0].Items[0].Title != "It was found again." {
		t.Errorf("%+v", d.Sections)
	}
}

// TestReason: a cell's status is explained by the newest that has it, and not by what had it once.
func TestReason(t *testing.T) {
	parole := func(id, date, status, summary string, more ...string) string {
		return edited(t, relaunched, append([]string{"2022-09-27", id, "2022-09-27", date, "in-progress", status, "It was relaunched.", summary}, more...)...)
	}
	visas := func(date, summary string) string {
		return edited(t, parole(date, date, "in-progress", summary), "usa-parole", "usa-visas", "usa-parole", "usa-visas")
	}
	for name, test := range map[string]struct{ events []string }{
		"the newest":                  {[]string{parole("a", "2022-10", "in-progress", "older"), visas("2023-05", "why")}},
		"whatever the order":          {[]string{parole("a", "2023-06-01", "in-progress", "why"), visas("2023-05", "older")}},
		"not one that came to an end": {[]string{visas("2023-05", "why"), parole("a", "2023-06", "in-progress", "older"), parole("b", "2024", "fulfilled", "end")}},
		"not one that is corrected": {[]string{
			parole("a", "2023-05", "in-progress", "why"), parole("b", "2024", "in-progress", "wrong", `"corrected": false`, `"corrected": true`),
		}},
		"conduct, too": {[]string{
			parole("a", "2023-05", "in-progress", "older"), edited(t, parole("b", "2024", "in-progress", "why"), `"pledge": "usa-parole"`, `"pledge": ""`),
		}},
	} {
		before := edited(t, sample(t), `"status": "in-progress", "since"`, `"status": "announced", "since"`)
		d := between(t, before, edited(t, sample(t), relaunched, strings.Join(test.events, ",")))
		if len(d.Sections) == 0 || d.Sections[0].Object != "cell" || d.Sections[0].Items[0].Why != "why" {
			t.Errorf("%s: %+v", name, d.Sections)
		}
	}
}

func TestRead(t *testing.T) {
	for text, want := range map[string]string{
		"":                           "not a published record: EOF",
		"null":                       "not a published record: missing or invalid as_of",
		`{"as_of": "soon"}`:          "not a published record: missing or invalid as_of",
		`{"as_of": 1}`:               "not a published record: missing or invalid as_of",
		`{"as_of": "2026-11-23"} x`:  "not a published record: text after its end",
		`{"as_of": "2026-11-23"}{}`:  "not a published record: text after its end",
		`{"as_of": "2026", "cells":`: "not a published record: unexpected EOF",
	} {
		if _, err := Read(strings.NewReader(text)); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
}

// TestEveryFieldIsCompared: a change of any field of a record is found, unless its definition excludes it.
func TestEveryFieldIsCompared(t *testing.T) {
	for _, o := range definitions().Record().Inside() {
		for _, f := range o.Fields {
			if f.Object != nil || f.diff == "-" || f.Name == "id" || f.Key {
				continue
			}
			before, after := object{}, object{}
			switch {
			case f.List:
				before[f.Name], after[f.Name] = []any{"a"}, []any{"a", "b"}
			case f.JSON == "object":
				before[f.Name], after[f.Name] = map[string]any{"en": "a"}, map[string]any{"en": "b"}
			default:
				before[f.Name], after[f.Name] = "a", "b"
			}
			c := comparison{Difference: &Difference{source: "en"}}
			if got := c.fields(o, before, after); len(got) != 1 || !strings.HasPrefix(got[0].Field, f.Name) {
				t.Errorf("%s.%s: %v", o.Name, f.Name, got)
			}
		}
	}
}
