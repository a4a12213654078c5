package search

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"declarationwatch/tools/internal/output"
)

// File is where the core of a language's index is, below that language's root: beside the page that shows its results.
// Folder is how the name of the folder with the other parts begins.
const (
	File   = "search/index.json"
	Folder = "search/index-"

	wordsPart = "words-"
)

// How large parts are, in bytes before compression, which makes a third to a half of them.
const (
	coreSize  = 56 << 10 // of the entries in the core
	wordsSize = 12 << 10 // of a part with words; a single word may need more
	textsSize = 4 << 10  // of a part with texts
	mostParts = 1000     // with words: their parts grow with the site rather than the core
)

// A passage longer than a part is cut into pieces. Each repeats so much of its neighbours that an excerpt of it shows what
// an excerpt of the passage would show: assets/js/rank.js shows 32 words, 8 of them before the first that was found.
const (
	pieceSize  = 2 << 10
	pieceWords = 50 // with what is between spaces and no word
)

// core is what a search loads first.
type core struct {
	Folder    string   `json:"folder"` // of the other parts, beside the core
	Kinds     []string `json:"kinds"`
	Entries   []entry  `json:"entries"` // the first of the index
	Words     []string `json:"words"`   // the first word of each part, or what of it tells it from the last of the part before
	Spellings []string `json:"spellings"`
	Endings   []string `json:"endings"`
}

// texts is an entry, or more texts of one.
type texts struct {
	Head  *entry    `json:"head,omitempty"`
	Texts []passage `json:"texts"`
}

// parts returns the files of the index of some entries, which it puts into their order. Their names are those below the root
// of the language.
func parts(entries []entry) []output.Text {
	c := core{Kinds: arrange(entries)}
	w := newWhole(entries)
	var out []output.Text
	add := func(name string, value any) {
		var text bytes.Buffer
		encoder := json.NewEncoder(&text)
		encoder.SetEscapeHTML(!strings.HasPrefix(name, wordsPart)) // which have no markup, and such characters as digits
		if err := encoder.Encode(value); err != nil {
			panic(err) // texts and numbers only
		}
		out = append(out, output.Text{Name: name, Text: text.Bytes()})
	}

	size := 0
	for i := range entries {
		e := &entries[i]
		var chunks [][]passage
		chunks, e.Cuts = chunk(w.pieces[i])
		for n, chunk := range chunks {
			if n == 0 {
				add(fmt.Sprintf("%d.json", i), texts{e, chunk})
			} else {
				add(fmt.Sprintf("%d-%d.json", i, n), texts{nil, chunk})
			}
		}
		head, _ := json.Marshal(e)
		if size += len(head); size <= coreSize {
			c.Entries = entries[:i+1]
		}
	}
	c.Words = divide(w.postings(), func(n int, value map[string]string) { add(fmt.Sprintf(wordsPart+"%d.json", n), value) })
	spellings, endings := w.spellings()
	c.Spellings = divide(spellings, func(n int, value map[string]int) { add(fmt.Sprintf("spellings-%d.json", n), value) })
	c.Endings = divide(endings, func(n int, value map[string]int) { add(fmt.Sprintf("endings-%d.json", n), value) })

	sum := sha256.New()
	for _, p := range out {
		fmt.Fprintf(sum, "%s %d\n%s", p.Name, len(p.Text), p.Text)
	}
	folder := fmt.Sprintf("%s%x/", Folder, sum.Sum(nil)[:8])
	for i := range out {
		out[i].Name = folder + out[i].Name
	}
	c.Folder = strings.TrimPrefix(folder, "search/")
	add(File, c)
	return out
}

// What the heaviest search is estimated by: so many words, and so many results, which assets/js/search.js shows at first. A word
// may need three parts: a beginning that has no places of its own is in that many at most. A result may need two.
const (
	QueryWords   = 4
	Results      = 20
	partsOfWord  = 3
	partsOfEntry = 2
)

// Heaviest returns those parts of an index that the heaviest search loads beside the core, by their size.
func Heaviest(parts []*output.File) (heaviest []*output.File) {
	groups := map[bool][]*output.File{}
	for _, f := range parts {
		name := path.Base(f.Name)
		words := strings.HasPrefix(name, wordsPart)
		if words || name[0] >= '0' && name[0] <= '9' {
			groups[words] = append(groups[words], f)
		}
	}
	for words, most := range map[bool]int{true: QueryWords * partsOfWord, false: Results * partsOfEntry} {
		slices.SortStableFunc(groups[words], func(a, b *output.File) int { return b.Size - a.Size })
		heaviest = append(heaviest, groups[words][:min(most, len(groups[words]))]...)
	}
	slices.SortStableFunc(heaviest, func(a, b *output.File) int { return b.Size - a.Size })
	return heaviest
}

// chunk cuts the pieces of an entry into those of each part. There is always a first one, for the title.
func chunk(pieces []piece) (chunks [][]passage, cuts []int) {
	chunks = [][]passage{{}}
	size := 0
	for i, p := range pieces {
		if size += len(p.Text); size > textsSize && len(chunks[len(chunks)-1]) > 0 {
			chunks, cuts, size = append(chunks, nil), append(cuts, i), len(p.Text)
		}
		at := &chunks[len(chunks)-1]
		*at = append(*at, p.passage)
	}
	return chunks, cuts
}

// divide writes values by their keys in parts, in the order in which JavaScript compares keys, and returns the key, or the
// beginning of one, that each part begins with.
func divide[T any](values map[string]T, write func(n int, part map[string]T)) []string {
	keys := make([]string, 0, len(values))
	total := 0
	for key, value := range values {
		keys = append(keys, key)
		total += cost(key, value)
	}
	slices.SortFunc(keys, compareUTF16)
	most := max(wordsSize, total/mostParts)
	firsts := []string{}
	part, size := map[string]T{}, 0
	for i, key := range keys {
		if size += cost(key, values[key]); i == 0 || size > most && len(part) > 0 {
			if i > 0 {
				write(len(firsts)-1, part)
				firsts = append(firsts, telling(keys[i-1], key))
			} else {
				firsts = append(firsts, "")
			}
			part, size = map[string]T{}, cost(key, values[key])
		}
		part[key] = values[key]
	}
	if len(part) > 0 {
		write(len(firsts)-1, part)
	}
	return firsts
}

// cost is how many bytes a value takes in a part.
func cost[T any](key string, value T) int {
	if text, ok := any(value).(string); ok {
		return len(key) + len(text) + len(`"":"",`)
	}
	return len(key) + len(`"":12,`)
}

// telling returns the shortest beginning of a key that comes after the key before it.
func telling(before, key string) string {
	for i, r := range key {
		if short := key[:i+utf8.RuneLen(r)]; compareUTF16(short, before) > 0 {
			return short
		}
	}
	return key
}

// compareUTF16 compares texts as JavaScript does, by their UTF-16: only there characters beyond U+FFFF come before the last
// of those below.
func compareUTF16(a, b string) int {
	n := min(len(a), len(b))
	for i := range n {
		if a[i] != b[i] {
			if a[i] >= 0xee && b[i] >= 0xee && (a[i] >= 0xf0) != (b[i] >= 0xf0) {
				return int(b[i]) - int(a[i])
			}
			return int(a[i]) - int(b[i])
		}
	}
	return len(a) - len(b)
}
