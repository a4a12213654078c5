package main

import (
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"declarationwatch/tools/internal/draw"
)

// TestWhatCheckPassesBuilds edits a small project at random, as its editors might. Each edit either is refused by check with
// a place, or stays; what stays builds and passes the audit. DECLARATION_SEEDS=100 tries so many seeds in place of a few.
func TestWhatCheckPassesBuilds(t *testing.T) {
	t.Parallel()
	seeds := 2
	if n, err := strconv.Atoi(os.Getenv("DECLARATION_SEEDS")); err == nil {
		seeds = n
	}
	for seed := range seeds {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			bilingualProject(t, dir)
			e := newEditor(t, dir, uint64(seed))
			for range 60 {
				e.try()
			}
			args := []string{"build"}
			if seed%2 == 1 { // as of a past day
				args = append(args, "-as-of", e.pick("2022-06-10", "2022-12-31", "2023-04-30", "2025-08-31", "2026-01-01"))
			}
			out, err := call(dir, args...)
			if err != nil && !onlyAnchors(string(out)) {
				t.Errorf("check passes and %v fails: %v\n%s\nafter:\n%s", args, err, out, strings.Join(e.kept, "\n"))
			}
		})
	}
}

// onlyAnchors reports whether a build failed only for links to places that a page of the finished site does not have, each
// reported at the line that contains the link.
func onlyAnchors(out string) bool {
	for line := range strings.Lines(out) {
		if strings.Contains(line, ": error: ") && !anchorError.MatchString(line) {
			return false
		}
	}
	return strings.Contains(out, ": error: ")
}

var anchorError = regexp.MustCompile(`^content/.*\.md:\d+:\d+: error: .* has no id .*\[dead-link\]`)

// editor makes random edits.
type editor struct {
	*rand.Rand
	t     *testing.T
	dir   string
	files []*tomlFile
	bytes map[string]func(string) string // how a file is written, if not plainly
	pool  map[string][]any               // values by key
	kept  []string                       // edits, in words
}

func newEditor(t *testing.T, dir string, seed uint64) *editor {
	e := &editor{Rand: rand.New(rand.NewPCG(seed, 10)), t: t, dir: dir, files: readTOML(t, dir), bytes: map[string]func(string) string{}, pool: map[string][]any{}}
	for _, f := range e.files {
		for _, l := range f.leaves() {
			e.pool[l.key()] = append(e.pool[l.key()], l.value)
		}
	}
	return e
}

func (e *editor) pick(words ...string) string { return words[e.IntN(len(words))] }

// try makes one edit. If check refuses it, it is undone.
func (e *editor) try() {
	e.t.Helper()
	f := e.files[e.IntN(len(e.files))]
	if e.IntN(3) > 0 { // most of the edits are of the record
		for !strings.HasPrefix(f.name, "data/") {
			f = e.files[e.IntN(len(e.files))]
		}
	}
	name := filepath.Join(e.dir, filepath.FromSlash(f.name))
	before, err := os.ReadFile(name)
	if err != nil {
		e.t.Fatal(err)
	}
	tree, body, form := deepClone(f.tree).(map[string]any), f.body, e.bytes[f.name]
	words := e.edit(f)
	if words == "" {
		return
	}
	text := f.text(e.t)
	if form := e.bytes[f.name]; form != nil {
		text = form(text)
	}
	write(e.t, name, text)
	problems := checkErrors(e.t, e.dir)
	for _, p := range problems {
		if p.At.File == "" {
			e.t.Errorf("%s: %s: the error has no place: %s [%s]", f.name, words, p.Message, p.Rule)
		}
	}
	if len(problems) == 0 {
		e.kept = append(e.kept, f.name+": "+words)
		return
	}
	f.tree, f.body, e.bytes[f.name] = tree, body, form
	write(e.t, name, string(before))
}

// edit changes a document and returns how; "" if it found nothing to change.
func (e *editor) edit(f *tomlFile) string {
	switch kind := e.IntN(10); {
	case f.name == "config.toml" || strings.HasPrefix(f.name, "i18n/") || kind == 0:
		return e.rewrite(f)
	case kind < 6:
		return e.value(f)
	case kind < 9:
		return e.table(f)
	case f.body != "":
		return e.words(f)
	}
	return e.translation(f)
}

// rewrite changes how a file is written and not its values.
func (e *editor) rewrite(f *tomlFile) string {
	mark := e.IntN(2) == 0
	windows := e.IntN(2) == 0
	e.bytes[f.name] = func(text string) string {
		if windows {
			text = strings.ReplaceAll(text, "\n", "\r\n")
		}
		if mark {
			text = "\ufeff" + text
		}
		return text
	}
	return fmt.Sprintf("byte order mark %t, CRLF %t", mark, windows)
}

// value gives a key another value of its type.
func (e *editor) value(f *tomlFile) string {
	leaves := f.leaves()
	if len(leaves) == 0 {
		return ""
	}
	l := leaves[e.IntN(len(leaves))]
	if l.set == nil {
		return ""
	}
	var value any
	switch old := l.value.(type) {
	case string:
		switch {
		case anyDate.MatchString(old):
			value = e.pick("2021-01-01", "2022", "2022-06-10", "2022-06-13", "2023-02-30", "2024-02", "2025-12-15", "2026-11-20", "2999-01-01", "1800-01-01", "20240101")
		case plainWord.MatchString(old):
			same := append(slices.Clip(e.pool[l.key()]), old)
			value = same[e.IntN(len(same))]
		case strings.HasPrefix(old, "http"):
			value = e.pick("https://example.org/"+strconv.Itoa(e.IntN(1000)), "http://ñandú.example/ñ?q=a b", "ftp://example.org/", "https://user:secret@example.org/",
				"https://example.org/"+strings.Repeat("long/", 300), "mailto:a@b.example", "HTTPS://EXAMPLE.ORG/#a%20b", "https://[::1]:8080/", "//example.org/")
		default:
			value = e.text()
		}
	case int64:
		value = []int64{0, 1, -1, 2, 7, 99, 1 << 40, math.MaxInt64}[e.IntN(8)]
	case float64:
		value = []float64{0, 0.5, -1, 1e15, 1e300, math.NaN(), math.Inf(1)}[e.IntN(7)]
	case bool:
		value = !old
	default:
		return "" // a date of TOML's own; words changes those of pages
	}
	l.set(value)
	return fmt.Sprintf("%s = %.60q, was %.60q", strings.Join(l.path, "."), fmt.Sprint(value), fmt.Sprint(l.value))
}

var anyDate = regexp.MustCompile(`^\d{4}(-\d\d)?(-\d\d)?$`)

// text is what an editor may write, or paste.
func (e *editor) text() string {
	return e.pick("", " ", "x", "Niñas, niños y adolescentes: «¿protección?»", "السلام عليكم ١٢٣", "中文與日本語のテキスト", "👩‍👧‍👦 families", "e\u0301tat de\u0301compose\u0301",
		strings.Repeat("A sentence that goes on. ", 200), strings.Repeat("Donaudampfschifffahrtsgesellschaft", 20), "two\nlines", "tab\there", "1 < 2 && 3 > 2", `"quoted" 'twice' `+"`code`",
		"{{ .Site }} and {{< count >}}", "[a link](/signatories/)", "**bold** _text_ # not a heading", "=1+1", "  spaces  around  ", "a\u00a0hard\u2009space\u200b", "bidi \u202e txet",
		"nul \x00", "escape \x1b[31m", "100 % {of} #1_x ~ \\ ^", "<b>not bold</b>", "https://example.org/ in a text", "A.", "…", "Ⅷ ½ ²", "\ufeffmark", "line\u2028separator")
}

// table changes which keys or rows there are.
func (e *editor) table(f *tomlFile) string {
	var tables []map[string]any
	var lists []func() string
	eachTable(f.tree, func(table map[string]any) {
		tables = append(tables, table)
		for _, key := range sortedKeys(table) {
			rows, is := table[key].([]map[string]any)
			if !is {
				continue
			}
			lists = append(lists, func() string {
				i := e.IntN(len(rows))
				table[key] = slices.Delete(slices.Clone(rows), i, i+1)
				if len(rows) == 1 {
					delete(table, key)
				}
				return fmt.Sprintf("row %d of %s removed", i, key)
			}, func() string {
				row := deepClone(rows[e.IntN(len(rows))]).(map[string]any)
				for _, own := range []string{"id", "url", "order", "number", "rank"} {
					switch v := row[own].(type) {
					case string:
						row[own] = v + "-" + strconv.Itoa(e.IntN(1e6))
					case int64:
						row[own] = v + int64(e.IntN(1000))
					}
				}
				if symbol, is := row["symbol"].(string); is {
					row["symbol"] = e.pick(append(draw.Symbols(), symbol)...)
				}
				if row["kind"] != nil && row["precision"] != nil {
					row["kind"], row["date"] = e.pick("withdrew", "suspended", "endorsed", "observing"), e.pick("2023-05-01", "2025-01-20", "2026-10-01")
				}
				table[key] = append(slices.Clone(rows), row)
				return "row added to " + key
			})
		}
	})
	table := tables[e.IntN(len(tables))]
	switch kind := e.IntN(6); {
	case kind < 3 && len(lists) > 0:
		return lists[e.IntN(len(lists))]()
	case kind == 3:
		key := e.pick(sortedKeys(table)...)
		delete(table, key)
		return key + " removed"
	case kind == 4:
		table["publish_after"] = e.pick("2999-01-01", "2022-07-01", "2999-01-01T10:00:00-05:00")
		return fmt.Sprintf("publish_after added to %v", table["id"])
	}
	table["confidence"] = e.pick("low", "medium", "high")
	return fmt.Sprintf("confidence of %v set", table["id"])
}

// translation takes a language out of a text.
func (e *editor) translation(f *tomlFile) string {
	var texts []func() string
	var walk func(key string, value any)
	walk = func(key string, value any) {
		switch v := value.(type) {
		case map[string]any:
			if _, is := v["en"].(string); is {
				texts = append(texts, func() string {
					v["es"] = e.text()
					return key + " translated"
				}, func() string {
					language := e.pick("en", "es")
					delete(v, language)
					return key + " without " + language
				})
				return
			}
			for _, key := range sortedKeys(v) {
				walk(key, v[key])
			}
		case []map[string]any:
			for _, row := range v {
				walk(key, row)
			}
		}
	}
	walk("", f.tree)
	if len(texts) == 0 {
		return ""
	}
	return texts[e.IntN(len(texts))]()
}

// words changes what is written on a page, or when it is out.
func (e *editor) words(f *tomlFile) string {
	id := func(key string) any { return e.pool[key][e.IntN(len(e.pool[key]))] }
	added := []string{
		e.text(), "## " + e.text(), "![" + e.text() + "](/a.png)", "[link](" + e.pick("/", "/method/", "/es/", "/signatories/mexico/#family-reunification", "#nowhere", "/nowhere/", "https://example.org/", "../method/", "javascript:alert(1)") + ")",
		fmt.Sprintf("{{< cell %q %q >}}", id("actor"), id("commitment")), fmt.Sprintf("{{< fact %q >}}", id("id")), fmt.Sprintf("{{< evidence %q >}}", id("evidence")),
		fmt.Sprintf("{{< count status=%q >}}", id("status")), "{{< count >}}", "{{< nothing >}}", "{{< cell", "<div onclick=alert(1)>", "| a | b |\n| --- | --- |\n| 1 | 2 |", "```\ncode {{< cell >}}\n```", "- a\n  - b", "+++", "> quote",
	}
	switch e.IntN(5) {
	case 0:
		f.tree["draft"] = true
		return "draft"
	case 1:
		f.tree["topics"] = []any{e.pick("children", "borders", "new topic", "Niñez", "a/b", "")}
		return fmt.Sprint("topics ", f.tree["topics"])
	}
	words := added[e.IntN(len(added))]
	f.body += "\n" + words + "\n"
	return fmt.Sprintf("words added: %.80q", words)
}
