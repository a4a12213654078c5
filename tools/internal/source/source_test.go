package source_test

import (
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

// Each case says on the line what it provokes: # want "words".
var broken = map[string]string{
	"three mistakes of three sorts": `
title = 5 # want "\"title\" should be a string, not a whole number"
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
	"an unclosed array is told where it begins": `
title = "x"
[[item]]
id = "a"
tags = ["one", "two" # want "expected a comma"
amount = 2
[[item]]
id = 5 # want "should be a string"`,
	"a broken header takes its table along": `
title = "x"
[[item] # want "expected"
id = "a"
amount = "much"
[[item]]
id = "b"
amount = "much" # want "\"amount\" should be a number, not a string"`,
	"a key given twice": `
title = "x"
title = "y" # want "has already been defined"
count = true # want "should be a whole number, not true or false"`,
	"the second element of three, by its own line": `
title = "x"
[[item]]
id = "a"
amount = 1
[[item]]
id = "b"
amount = "1" # want "\"amount\" should be a number"
[[item]]
id = "c"
amount = 3`,
	"a date wants quotes": `
title = "x"
[[item]]
id = "a"
event = [{ date = 2022-06-10 }] # want "not a date without quotes"`,
	"a table where an array should be": `
title = "x"
[item] # want "\"item\" should be an array, not a table"
id = "a"`,
	"a capital letter": `
Title = "x" # want "unknown key \"Title\""`,
	"deep": `
title = "x"
[texts]
en = 5 # want "\"en\" should be a string"
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

// wantAt decodes text and expects on each line a problem that holds the words, and no other problem.
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

func TestByteOrderMarkAndCRLF(t *testing.T) {
	var problems diag.List
	_, doc := source.Decode[record]("x.toml", []byte("\xef\xbb\xbftitle = \"x\"\r\ncount = 2\r\n"), &problems)
	if err := problems.Err(); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{"title": "x.toml:1:1", "count": "x.toml:2:1"} {
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
}
