package search

import (
	"encoding/json"
	"fmt"
	"maps"
	"strconv"
	"strings"
	"testing"

	"declarationwatch/tools/internal/output"
)

// opened is an index as the script sees it: what it asks for is noted.
type opened struct {
	t testing.TB
	core
	files map[string][]byte // by name beside the core, without ".json"
	asked map[string]bool
}

func open(t testing.TB, parts []output.Text) *opened {
	t.Helper()
	o := &opened{t: t, files: map[string][]byte{}, asked: map[string]bool{}}
	for _, p := range parts {
		o.files[strings.TrimSuffix(p.Name[strings.LastIndexByte(p.Name, '/')+1:], ".json")] = p.Text
	}
	if err := json.Unmarshal(o.load("index"), &o.core); err != nil {
		t.Fatal(err)
	}
	return o
}

func (o *opened) load(name string) []byte {
	o.t.Helper()
	text, found := o.files[name]
	if !found {
		o.t.Fatalf("the index has no part %s", name)
	}
	o.asked[name] = true
	return text
}

// between returns the values of the keys from one to another, of the parts that may have some.
func between[T any](o *opened, kind string, firsts []string, from, to string) map[string]T {
	o.t.Helper()
	place := func(key string) int {
		i := len(firsts) - 1
		for i > 0 && compareUTF16(firsts[i], key) > 0 {
			i--
		}
		return i
	}
	out := map[string]T{}
	for i := max(0, place(from)); i <= place(to); i++ {
		var part map[string]T
		if err := json.Unmarshal(o.load(kind+"-"+strconv.Itoa(i)), &part); err != nil {
			o.t.Fatal(err)
		}
		maps.Copy(out, part)
	}
	return out
}

// postings returns where a word is, and where those are that begin with it, as postings of assets/js/parts.js does.
func (o *opened) postings(word string, longer bool) (exact, rest []string) {
	o.t.Helper()
	if !longer {
		return []string{between[string](o, "words", o.Words, word, word)[word]}, nil
	}
	near := between[string](o, "words", o.Words, word, word+"*")
	if all, found := near[word+"*"]; found {
		return []string{near[word]}, []string{all}
	}
	for key, text := range between[string](o, "words", o.Words, word, word+"\uffff") {
		if strings.HasPrefix(key, word) && key != word && !strings.HasSuffix(key, " ") && !strings.HasSuffix(key, "*") {
			rest = append(rest, text)
		}
	}
	return []string{near[word]}, rest
}

// hit is where a word is: 0 in the names of an entry, 1 in its lead, 2 and on in its pieces.
type hit struct {
	entry, place int
	weak         bool
	back         int
}

// decode reads postings as decode of assets/js/parts.js does. From any other text it reads something.
func decode(text string) (hits []hit) {
	number := func() (n int) {
		for len(text) > 0 {
			c := int(text[0])
			text = text[1:]
			if c > '\\' {
				return n*32 + c - ']'
			}
			n = n*32 + c - '#'
		}
		return n
	}
	for entry := -1; len(text) > 0; {
		head := number()
		entry += head/flags + 1
		for bit := range 2 {
			if head&(1<<bit) != 0 {
				hits = append(hits, hit{entry: entry, place: bit})
			}
		}
		at := 1
		for more := head&inPieces != 0; more && len(text) > 0; {
			code := number()
			at += code/flags + 1
			h := hit{entry: entry, place: at, weak: code&isWeak != 0}
			if code&isCut != 0 {
				h.back = number()
			}
			hits = append(hits, h)
			more = code&isMore != 0
		}
	}
	return hits
}

// shown loads the text of a piece.
func (o *opened) shown(entry, piece int) passageText {
	o.t.Helper()
	name, from := strconv.Itoa(entry), 0
	for n, cut := range o.part(name).Head.Cuts {
		if cut <= piece {
			name, from = fmt.Sprintf("%d-%d", entry, n+1), cut
		}
	}
	return o.part(name).Texts[piece-from]
}

// passageText is an anchor, a text, and 1 if it is weak.
type passageText []any

func (o *opened) part(name string) (p struct {
	Head  *entry
	Texts []passageText
}) {
	o.t.Helper()
	if err := json.Unmarshal(o.load(name), &p); err != nil {
		o.t.Fatal(err)
	}
	return p
}
