package source_test

import (
	"fmt"
	"strings"
	"testing"

	"declarationwatch/tools/internal/diag"
	"declarationwatch/tools/internal/source"
)

type record struct {
	Title string            `toml:"title" required:"true"`
	Texts map[string]string `toml:"texts"`
	Count int               `toml:"count"`
	Items []item            `toml:"item"`
}

type item struct {
	ID     string   `toml:"id" required:"true"`
	Tags   []string `toml:"tags"`
	Amount float64  `toml:"amount"`
	Events []event  `toml:"event"`
}

type event struct {
	Date string `toml:"date" required:"true"`
}

const sound = `# a comment
title = "é"

[[item]]
id = "a"
tags = [
  "one",
  "two",
]
  [[item.event]]
  date = "2022"

[[item]]
id = "b"
amount = 1
  [[item.event]]
  date = "2023"
  [[item.event]]
  date = "2024"
`

func TestAt(t *testing.T) {
	var problems diag.List
	value, doc := source.Decode[record]("x.toml", []byte(sound), &problems)
	if err := problems.Err(); err != nil {
		t.Fatal(err)
	}
	if got := value.Items[1].Events[1].Date; got != "2024" {
		t.Fatalf("decoded %q", got)
	}
	for _, test := range []struct {
		path []any
		want string
	}{
		{nil, "x.toml:1:1"},
		{[]any{"title"}, "x.toml:2:1"},
		{[]any{"item", 0}, "x.toml:4:3"},
		{[]any{"item", 0, "id"}, "x.toml:5:1"},
		{[]any{"item", 0, "tags", 1}, "x.toml:8:3"},
		{[]any{"item", 0, "event", 0, "date"}, "x.toml:11:3"},
		{[]any{"item", 1, "id"}, "x.toml:14:1"},
		{[]any{"item", 1, "event", 0, "date"}, "x.toml:17:3"},
		{[]any{"item", 1, "event", 1, "date"}, "x.toml:19:3"},
		{[]any{"item", 1, "deadline"}, "x.toml:13:3"}, // a missing key answers with its parent
		{[]any{"item", 7, "id"}, "x.toml:4:3"},
		{[]any{"nothing"}, "x.toml:1:1"},
	} {
		if got := doc.At(test.path...).String(); got != test.want {
			t.Errorf("At(%v) = %s, want %s", test.path, got, test.want)
		}
	}
}

// Each case has on the line what it provokes: # want "words".
var broken = map[string]string{
	"three mistakes of three sorts": `
title = 5 # want "\"title\" must be a string, not a whole number"
cuont = 1 # want "unknown key \"cuont\""
[[item]] # want "missing key \"id\" in \"item\""
amount = 2`,
	"three mistakes of syntax": `
title = "x
count = # want "expected value"
[[item]]
id = 'b
amount = 3
`,
	"an unclosed array is reported where it begins": `
title = "x"
[[item]]
id = "a"
tags = ["one", "two" # want "expected a comma"
amount = 2
[[item]]
id = 5 # want "must be a string"`,
	"a broken header takes its table along": `
title = "x"
[[item] # want "expected"
id = "a"
amount = "much"
[[item]]
id = "b"
amount = "much" # want "\"amount\" must be a number, not a string"`,
	"a number that JSON cannot carry": `
title = "x"
[[item]]
id = "a"
amount = 9007199254740993 # want "must be a number of at most 9007199254740991"
[[item]]
id = 5 # want "must be a string"
amount = 9007199254740993 # want "must be a number of at most 9007199254740991"`,
	"a number that is too large": `
title = "x"
count = 99999999999999999999 # want "too large"
[[item]]
id = "a"
amount = 1e999 # want "too large"
[[item]]
id = "b"
amount = 0xffffffffffffffff # want "too large"`,
	"a key for the top in a record, and the other way round": `
title = "x"
id = "a" # want "unknown key \"id\""
[[item]]
id = "a"
Title = "x" # want "unknown key \"Title\""
[[item.event]]
date = "2022"
amount = 1 # want "unknown key \"amount\""`,
	"a table given twice, with a mistake below it": `
title = "x"
[texts]
en = "a"
[texts] # want "duplicate key"
es = "b"
fr = # want "expected value"
en = "c"
[[item]]
id = 5 # want "must be a string"`,
	"what the decoder lets pass": `
title = "x"
[[item]]
id = "a"
event = [{ date = "2022" }]
[[item.event]] # want "duplicate key"
date = "2023"`,
	"a key given twice": `
title = "x"
title = "y" # want "duplicate key"
count = true # want "must be a whole number, not true or false"`,
	"the second element of three, by its own line": `
title = "x"
[[item]]
id = "a"
amount = 1
[[item]]
id = "b"
amount = "1" # want "\"amount\" must be a number"
[[item]]
id = "c"
amount = 3`,
	"a date wants quotes": `
title = "x"
[[item]]
id = "a"
event = [{ date = 2022-06-10 }] # want "not a date without quotes"`,
	"a table where an array must be": `
title = "x"
[item] # want "\"item\" must be an array, not a table"
id = "a"`,
	"a capital letter": `
Title = "x" # want "unknown key \"Title\""`,
	"a capital letter that the decoder forgives": `
title = "x"
COUNT = "x" # want "unknown key \"COUNT\""
[TextS] # want "unknown key \"TextS\""
en = 5`,
	"deep": `
title = "x"
[texts]
en = 5 # want "\"en\" must be a string"
es = "y"`,
}

func TestProblems(t *testing.T) {
	for name, text := range broken {
		t.Run(name, func(t *testing.T) {
			if name == "three mistakes of syntax" {
				// An unclosed string swallows a comment, so these two are named here.
				wantAt(t, text, map[int]string{2: "newline", 3: "expected value", 5: "newline"})
				return
			}
			want := map[int]string{}
			for i, line := range strings.Split(text, "\n") {
				if _, after, ok := strings.Cut(line, `# want "`); ok {
					want[i+1] = strings.ReplaceAll(strings.TrimSuffix(after, `"`), `\"`, `"`)
				}
			}
			if name == "a capital letter" {
				want[1] = `missing key "title"`
			}
			wantAt(t, text, want)
		})
	}
}

// wantAt decodes text and expects on each line a problem that contains the words, and no other problem.
func wantAt(t *testing.T, text string, want map[int]string) {
	t.Helper()
	var problems diag.List
	source.Decode[record]("x.toml", []byte(text), &problems)
	got := map[int]string{}
	for _, p := range problems.Sorted() {
		got[p.At.Line] += p.Message + "\n"
	}
	for line, words := range want {
		if !strings.Contains(got[line], words) {
			t.Errorf("line %d: want %q, got %q", line, words, got[line])
		}
		if n := strings.Count(got[line], "\n"); n > 1 {
			t.Errorf("line %d: %d problems: %q", line, n, got[line])
		}
		delete(got, line)
	}
	for line, message := range got {
		t.Errorf("line %d: unexpected %q", line, message)
	}
}

// A mistake is left out, and nothing but it; what it goes back to is pointed at.
func TestTheRestIsRead(t *testing.T) {
	var problems diag.List
	value, doc := source.Decode[record]("x.toml", []byte(broken["a table given twice, with a mistake below it"]), &problems)
	if value.Title != "x" || len(value.Texts) != 1 || value.Texts["en"] != "a" || len(value.Items) != 1 || value.Items[0].ID != "" {
		t.Errorf("decoded %+v", value)
	}
	if !doc.Top().Skipped("item", 0, "id") || doc.Top().Skipped("item", 0) || doc.Top().Skipped("texts", "en") || !doc.Lost("es") || doc.Lost("item") {
		t.Error("the wrong parts are skipped")
	}
	first := problems.Sorted()[0]
	if len(first.Related) != 1 || first.Related[0].At.String() != "x.toml:3:2" {
		t.Errorf("%s points back to %v", first.At, first.Related)
	}
}

func TestHints(t *testing.T) {
	for text, want := range map[string]string{
		"titel = \"x\"":                       `did you mean "title"?`,
		"TITLE = \"x\"":                       `did you mean "title"?`,
		"nothing = 1":                         `known keys: title, texts, count, item`,
		"id = \"a\"":                          `move "id" below [[item]]`,
		"[[item]]\nid = \"a\"\ncount = 1":     `move "count" above [[item]]`,
		"[[item]]\n[[item.event]]\ntags = []": `move "tags" above [[item.event]], below [[item]]`,
		"item = [{ id = \"a\", count = 1 }]":  `move "count" out of item`,
		"[texts]\nen = \"x\"\ntitle = \"x\"":  `move "title" above [texts]`,
		"[texts]\nen = \"x\"\npt-BR = \"x\"":  "",
		"count = \"1\"":                       "",
		"[[item]]\nid = 2022-06-10":           `put it in quotes: "2022-06-10"`,
	} {
		var problems diag.List
		source.Decode[record]("x.toml", []byte(text), &problems)
		var hints []string
		for _, p := range problems.Sorted() {
			if p.Hint != "" {
				hints = append(hints, p.Hint)
			}
		}
		if got := strings.Join(hints, "; "); got != want {
			t.Errorf("%q: hint %q, want %q", text, got, want)
		}
	}
}

func TestLeaves(t *testing.T) {
	var problems diag.List
	_, doc := source.Decode[record]("x.toml", []byte(sound+"[texts]\nen = \"x\"\n"), &problems)
	var got []string
	for _, leaf := range doc.Leaves {
		text := fmt.Sprintf("%d:%d %s %v", leaf.At.Line, leaf.At.Column, leaf.Key, leaf.Value)
		if leaf.List > 0 {
			text += fmt.Sprintf(" of list %d", leaf.List)
		}
		got = append(got, text)
	}
	want := "2:1 title é, 5:1 id a, 7:3  one of list 1, 8:3  two of list 1, 11:3 date 2022, 14:1 id b, 17:3 date 2023, 19:3 date 2024, 20:2 texts map[en:x]"
	if strings.Join(got, ", ") != want {
		t.Errorf("leaves: %s", strings.Join(got, ", "))
	}
}

func TestByteOrderMarkAndCRLF(t *testing.T) {
	var problems diag.List
	r, doc := source.Decode[record]("x.toml", []byte("\xef\xbb\xbftitle = \"\"\"\r\nx\r\ny\"\"\"\r\ncount = 2\r\n"), &problems)
	if err := problems.Err(); err != nil {
		t.Fatal(err)
	}
	if r.Title != "x\ny" {
		t.Errorf("the title is %q", r.Title)
	}
	for path, want := range map[string]string{"title": "x.toml:1:1", "count": "x.toml:4:1"} {
		if got := doc.At(path).String(); got != want {
			t.Errorf("%s at %s, want %s", path, got, want)
		}
	}
}

func TestLost(t *testing.T) {
	var problems diag.List
	_, doc := source.Decode[record]("x.toml", []byte("title = \"x\n[[item]]\nid = \"a\"\n"), &problems)
	if !doc.Lost("x") || doc.Lost("item") {
		t.Errorf("Lost(x) = %v, Lost(item) = %v; want true, false", doc.Lost("x"), doc.Lost("item"))
	}
	for _, unread := range []string{"\xff\xfei\x00d\x00 \x00=\x00", "<<<<<<< HEAD\nid = 1\n=======\nid = 2\n>>>>>>> other\n"} {
		if _, doc := source.Decode[record]("x.toml", []byte(unread), new(diag.List)); !doc.Damaged() || !doc.Lost("id =") {
			t.Errorf("%q: nothing is lost", unread)
		}
	}
}
