package source_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"declarationwatch/tools/internal/diag"
	"declarationwatch/tools/internal/source"
)

// page has a key of each sort that the front matter of this site has.
type page struct {
	Title       string    `toml:"title" required:"true"`
	Draft       bool      `toml:"draft"`
	Date        time.Time `toml:"date"`
	PublishDate time.Time `toml:"publishDate"`
	Topics      []string  `toml:"topics"`
	Params      params    `toml:"params"`
}

type params struct {
	Evidence string            `toml:"evidence"`
	Weight   int               `toml:"weight"`
	Summary  map[string]string `toml:"summary"`
}

func decodePage(text string) (page, *source.Doc, []diag.Problem) {
	var problems diag.List
	files := fstest.MapFS{"p.md": &fstest.MapFile{Data: []byte(text)}}
	value, doc := source.DecodeFrontMatter[page](files, "p.md", &problems)
	return value, doc, problems.Sorted()
}

// print writes problems as line:column: message (hint), one a line.
func print(problems []diag.Problem) string {
	var b strings.Builder
	for _, p := range problems {
		fmt.Fprintf(&b, "%d:%d: %s", p.At.Line, p.At.Column, p.Message)
		if p.Hint != "" {
			fmt.Fprintf(&b, " (%s)", p.Hint)
		}
		b.WriteString("\n")
	}
	return b.String()
}

const lead = "+++\ntitle = \"x\"\n"

// Each slip of an author, with every problem that it must give: place, words, and what to do.
var slips = []struct{ name, text, want string }{
	{"nothing", "", `1:1: front matter must start with +++ on a line of its own (start the file with +++, title = "..." and the other keys, and +++ again)`},
	{"no front matter", "Just words.\n", `1:1: front matter must start with +++ on a line of its own (start`},
	{"a heading first", "# Words\n", `1:1: front matter must start with +++ on a line of its own`},
	{"a list first", "- one\n- two\n", `1:1: front matter must start with +++ on a line of its own`},
	{"text above the fence", "Words.\n" + lead + "+++\n", `1:1: text before the +++ of the front matter (make +++ the first line of the file; otherwise all of it would be published, whatever draft and dates say)`},
	{"a comment above the fence", "<!-- x -->\n" + lead + "+++\n", `1:1: text before the +++`},
	{"a blank line above the fence", "\n" + lead + "count = 1\n+++\n", "1:1: blank space before the front matter (make +++ the first line of the file)\n4:1: unknown key \"count\""},
	{"a space before the fence", " " + lead + "+++\n", `1:1: blank space before the front matter`},
	{"two byte order marks", "\ufeff\ufeff" + lead + "+++\n", "1:1: invisible character U+FEFF (remove it)\n1:1: blank space before the front matter"},
	{"not closed", lead + "draft = true\n", `4:1: front matter must end with +++ on a line of its own (add +++ where the keys end)`},
	{"not closed, with a body", lead + "\nOn 3 = words.\n", `4:1: front matter must end with +++ on a line of its own (add +++ before this line, where the keys end)`},
	{"closed by hyphens", lead + "---\nWords.\n", `3:1: front matter must end with +++ on a line of its own (replace this line by +++`},
	{"closed with a space before", lead + " +++\nWords.\n", `3:2: front matter must end with +++ on a line of its own`},
	{"spread plus signs", "+ + +\ntitle = \"x\"\n+++\n", `1:1: front matter must start with +++ on a line of its own (replace this line by +++)`},
	{"two plus signs", "++\ntitle = \"x\"\n++\n", `1:1: front matter must `},
	{"four plus signs", "+" + lead + "+++\n", `1:4: text after the +++ that starts the front matter (write +++ on a line of its own)`},
	{"four plus signs to close", lead + "++++\n", `3:4: text after the +++ that ends the front matter`},
	{"a title on the fence", "+++ title = \"x\"\n+++\n", `1:5: text after the +++ that starts the front matter`},
	{"words on the closing fence", lead + "+++ Words.\n", `3:4: text after the +++ that ends the front matter`},
	{"full-width plus signs", "＋＋＋\ntitle = \"x\"\n＋＋＋\n", `1:1: front matter must `},
	{"full-width plus signs to close", lead + "＋＋＋\n", `3:1: front matter must `},
	{"curly quotes for a fence", "“““\ntitle = \"x\"\n”””\n", `1:1: front matter must `},
	{"a fence in curly quotes", "“+++”\ntitle = \"x\"\n“+++”\n", `1:1: front matter must `},
	{"a fence in an indented block", "    " + lead + "+++\n", `1:1: blank space`},
	{"YAML", "---\ntitle: x\n---\n", `1:1: front matter must be TOML, not YAML (write +++ for ---, and title = "..." for title: ...)`},
	{"JSON", "{\"title\": \"x\"}\n", `1:1: front matter must be TOML, not JSON (write title = "..." and the other keys between two +++ lines)`},
	{"Org", "#+title: x\n", `1:1: front matter must be TOML, not Org`},
	{"YAML below blank lines", "\n\n---\ntitle: x\n---\n", `3:1: front matter must be TOML, not YAML`},
	{"YAML keys in TOML", "+++\ntitle: x\n+++\n", "2:6: expected '.' or '=', but got ':' instead (write key = value, with an equals sign instead of the colon)"},
	{"a fence inside a string", lead + "[params]\nevidence = \"\"\"\na\n+++\nb\"\"\"\n+++\n", `4:1: multi-line string is not closed (close it with the same three quotes; a line that begins with +++ ends the front matter, even in a string)`},

	{"curly quote opens a value", "+++\ntitle = “x”\n+++\n", `2:9: curly quote “ (U+201C) (use straight quotes: ")`},
	{"curly quote closes a value", "+++\ntitle = \"x”\n+++\n", `2:11: curly quote ” (U+201D) (use straight quotes: ")`},
	{"single curly quotes", "+++\ntitle = ‘x’\n+++\n", `2:9: curly quote ‘ (U+2018) (use straight quotes: ')`},
	{"curly quotes around a key", lead + "“draft” = true\n+++\n", `3:1: curly quote “ (U+201C)`},
	{"curly quotes in a list", lead + "topics = [\"a\", “b”]\n+++\n", `3:16: curly quote “ (U+201C)`},
	{"curly quotes inside straight ones", "+++\ntitle = \"“x” and ‘y’\"\n+++\n", ""},
	{"an odd space before a key", lead + "\u00a0draft = true\n+++\n", `3:1: unusual space (U+00A0) (type a plain space)`},
	{"an odd space before a value", lead + "draft =\u00a0true\n+++\n", `3:8: unusual space (U+00A0)`},
	{"an invisible space behind a value", lead + "draft = true\u200b\n+++\n", `3:13: invisible character U+200B (remove it)`},
	{"a full-width equals sign", lead + "draft ＝ true\n+++\n", `3:7: ＝ (U+FF1D) instead of = (type a plain =)`},
	{"yes", lead + "draft = yes\n+++\n", `3:9: expected value but found "yes" instead (write true or false, in lower case)`},
	{"True", lead + "draft = True\n+++\n", `3:9: expected value but found "True" instead (write true or false, in lower case)`},
	{"no quotes", "+++\ntitle = Words\n+++\n", `2:9: expected value but found "Words" instead (put text in straight quotes: "...")`},
	{"no value", lead + "draft =\n+++\n", `3:8: expected value`},
	{"draft in quotes", lead + "draft = \"true\"\n+++\n", `3:1: "draft" must be true or false, not a string (write true or false, without quotes)`},

	{"another case", lead + "Draft = true\nPUBLISHDATE = 2026-11-30\nPublishdate = 2026-11-30\n+++\n",
		"3:1: unknown key \"Draft\" (did you mean \"draft\"?)\n4:1: unknown key \"PUBLISHDATE\" (did you mean \"publishDate\"?)\n5:1: unknown key \"Publishdate\" (did you mean \"publishDate\"?)"},
	{"underscores", lead + "publish_date = 2026-11-30\npublish-date = 2026-11-30\n+++\n",
		"3:1: unknown key \"publish_date\" (did you mean \"publishDate\"?)\n4:1: unknown key \"publish-date\" (did you mean \"publishDate\"?)"},
	{"below [params] and meant for the top", lead + "[params]\ndraft = true\npublishdate = 2026-11-30\n+++\n",
		"4:1: unknown key \"draft\" (move \"draft\" above [params])\n5:1: unknown key \"publishdate\" (move \"publishDate\" above [params])"},
	{"below a table of texts and meant for the top", lead + "[params.summary]\nen = \"x\"\nevidence = \"x\"\ndraft = true\n+++\n",
		"5:1: unknown key \"evidence\" (move \"evidence\" above [params.summary], below [params])\n6:1: \"draft\" must be a string, not true or false"},
	{"inside params = {}", lead + "params = { draft = true }\n+++\n", `3:12: unknown key "draft" (move "draft" out of params)`},
	{"at the top and meant for [params]", lead + "evidence = \"x\"\n[params]\n+++\n", `3:1: unknown key "evidence" (move "evidence" below [params])`},
	{"[Params]", lead + "[Params]\nevidence = \"x\"\n+++\n", `3:2: unknown key "Params" (did you mean "params"?)`},
	{"a key twice", lead + "draft = true\ndraft = false\n+++\n", `4:1: duplicate key "draft"`},

	{"a time without a date", lead + "publishDate = 09:00:00\n+++\n", `3:1: "publishDate" must be a date without quotes, not a time without a date (write a date as 2026-11-30 and a moment as 2026-11-30T09:00:00Z)`},
	{"no offset from UTC", lead + "publishDate = 2026-11-30T09:00:00\n+++\n", `3:1: "publishDate" has no offset from UTC (write 2026-11-30T09:00:00Z for UTC, or the offset of the place, such as 2026-11-30T09:00:00-05:00)`},
	{"a zone by its name", lead + "publishDate = 2026-11-30T09:00:00 America/Bogota\n+++\n", `3:35: a moment ends with its offset from UTC, not with a name (write a date as`},
	{"a date in quotes", lead + "publishDate = \"2026-11-30\"\n+++\n", `3:1: "publishDate" must be a date without quotes, not a string (remove the quotes)`},
	{"a date that is none", lead + "publishDate = 2026-02-30\n+++\n", `3:15: invalid date or time 2026-02-30 (write a date as`},
	{"a date with slashes", lead + "publishDate = 2026/11/30\n+++\n", `3:19: date in another form than TOML has (write 2026-11-30)`},
	{"a date in words", lead + "date = 30 November 2026\n+++\n", `3:11: date in another form than TOML has (write 2026-11-30)`},
	{"a date in Spanish", lead + "date = 30 de noviembre de 2026\n+++\n", `3:11: date in another form than TOML has (write a date as 2026-11-30 and a moment as 2026-11-30T09:00:00Z)`},
	{"a date in words and quotes", lead + "date = \"November 30, 2026\"\n+++\n", `3:1: "date" must be a date without quotes, not a string (write date = 2026-11-30)`},
	{"quotes inside a text", "+++\ntitle = \"The \"accord\" of x\"\n+++\n", `2:15: quotation mark inside a text, which ends it (write \" for each mark inside, or put “ and ” there)`},
	{"a date without zeros", lead + "publishDate = 2026-1-5\n+++\n", `3:15: invalid date or time 2026-1-5`},
	{"a day", lead + "date = 2026-11-30\n+++\n", ""},
	{"a moment", lead + "date = 2026-11-30T09:00:00-05:00\npublishDate = 2026-11-30 09:00:00Z\n+++\n", ""},

	{"what is new in TOML 1.1", "+++\ntitle = \"\\x41\"\npublishDate = 2026-11-30T09:00Z\nparams = {\n  evidence = \"x\", # a\n}\n+++\n", ""},
	{"a fraction of a second", lead + "publishDate = 2026-11-30t09:00:00.123456789z\n+++\n", ""},

	{"a byte order mark", "\ufeff" + lead + "draft = 1\n+++\n", `3:1: "draft" must be true or false`},
	{"CRLF", "+++\r\ntitle = \"x\"\r\ndraft = 1\r\n+++\r\nWords.\r\n", `3:1: "draft" must be true or false`},
	{"spaces behind the fences", "+++ \t\ntitle = \"x\"\n+++  \nWords.\n", ""},
	{"a lone carriage return for each line", "+++\rtitle = \"x\"\rdraft = 1\r+++\rWords.\r", "1:4: carriage return without a line feed (save the file with LF line endings)\n3:1: \"draft\" must be"},
	{"bytes that are not UTF-8 in the body", lead + "+++\nCaf\xe9.\n\n\xff\xff\n", "4:4: bytes that are not UTF-8 (save the file as UTF-8)\n6:1: bytes that are not UTF-8"},
	{"a null in the body", lead + "+++\nA\x00B\n", `4:2: control character U+0000 (remove it)`},
	{"UTF-16", "\xff\xfe+\x00+\x00+\x00\n\x00", `1:1: file is in UTF-16 (save it as UTF-8)`},
	{"UTF-16 without a mark", "+\x00+\x00+\x00\n\x00", `1:1: file is in UTF-16`},
	{"an empty front matter", "+++\n+++\n", `1:1: missing key "title"`},
	{"a fence of hyphens in the body", lead + "+++\nWords\n---\n+++\n", ""},
}

func TestSlips(t *testing.T) {
	for _, test := range slips {
		t.Run(test.name, func(t *testing.T) {
			_, doc, problems := decodePage(test.text)
			got := strings.Split(strings.TrimSuffix(print(problems), "\n"), "\n")
			want := strings.Split(test.want, "\n")
			for i := range max(len(got), len(want)) {
				if i >= len(got) || i >= len(want) || want[i] == "" && got[i] != "" || !strings.HasPrefix(got[i], want[i]) {
					t.Fatalf("got:\n%s\nwant:\n%s", strings.Join(got, "\n"), test.want)
				}
			}
			holds(t, test.text, doc, problems)
		})
	}
}

// A day without a zone is the same one wherever the machine stands; the decoder alone would go by the machine's clock.
func TestDatesFloat(t *testing.T) {
	value, _, problems := decodePage("+++\ntitle = \"x\"\ndate = 2026-11-30\npublishDate = 2026-11-30T09:00:00-05:00\n+++\n")
	if len(problems) > 0 {
		t.Fatal(print(problems))
	}
	if want := time.Date(2026, 11, 30, 0, 0, 0, 0, source.Floating); value.Date != want {
		t.Errorf("date is %s, want %s", value.Date, want)
	}
	if value.Date.Location() != source.Floating {
		t.Error("the date is not known to lack a zone")
	}
	if want := time.Date(2026, 11, 30, 14, 0, 0, 0, time.UTC); !value.PublishDate.Equal(want) {
		t.Errorf("publishDate is %s, want %s", value.PublishDate, want)
	}
}

func TestBody(t *testing.T) {
	for text, want := range map[string]string{
		lead + "+++\nOne\nTwo": "One\nTwo", "\ufeff" + lead + "+++\nOne": "One", lead + "+++": "",
		"+++\r\ntitle = \"x\"\r\n+++\r\nOne": "One", lead + "+++\n\nOne": "\nOne", lead + "+++ \nOne": " \nOne",
	} {
		_, doc, problems := decodePage(text)
		if got := string(doc.Body()); got != want || len(problems) > 0 {
			t.Errorf("%q: body %q, want %q; %s", text, got, want, print(problems))
		}
	}
	_, doc, _ := decodePage(lead + "+++\nOne\nTwo")
	for offset, want := range map[int]string{0: "p.md:4:1", 2: "p.md:4:3", 4: "p.md:5:1", 7: "p.md:5:4", 99: "p.md:5:4"} {
		if got := doc.BodyAt(offset).String(); got != want {
			t.Errorf("byte %d of the body at %s, want %s", offset, got, want)
		}
	}
	if _, doc, _ := decodePage("Words."); len(doc.Body()) > 0 {
		t.Error("a file without front matter has a body")
	}
}
