package search

import (
	"bytes"
	"cmp"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/andybalholm/brotli"

	"declarationwatch/tools/internal/output"
)

// TestLookups: what the parts say of a word, of words that begin with it and of a whole name is what all texts say.
func TestLookups(t *testing.T) {
	entries := grown(600)
	index := open(t, parts(entries))
	texts := map[hit]string{}
	names := map[string][]int{}
	for i, e := range entries {
		title := fold(e.Title)
		texts[hit{entry: i}] = title + " " + strings.Join(e.Also, " ")
		texts[hit{entry: i, place: 1}] = fold(e.Summary + " " + e.Byline)
		for n, p := range cut(e.Passages) {
			texts[hit{i, 2 + n, p.Weak, p.back}] = fold(p.own)
		}
		names[title] = append(names[title], i)
	}
	words := map[string][]hit{}
	for at, text := range texts {
		for _, word := range strings.Fields(text) {
			if !slices.Contains(words[word], at) {
				words[word] = append(words[word], at)
			}
		}
	}
	sorted := func(hits []hit) []hit {
		slices.SortFunc(hits, func(a, b hit) int { return cmp.Or(a.entry-b.entry, a.place-b.place) })
		return slices.Compact(hits)
	}

	all := slices.Sorted(maps.Keys(words))
	random := rand.New(rand.NewPCG(3, 4))
	starred := 0
	for range 400 {
		word := all[random.IntN(len(all))]
		if letters := []rune(word); random.IntN(2) == 0 {
			word = string(letters[:1+random.IntN(len(letters))])
		}
		clear(index.asked)
		exact, rest := index.postings(word, true)
		if got, want := decode(exact[0]), sorted(words[word]); !slices.Equal(got, want) {
			t.Fatalf("%q: %d places, want %d", word, len(got), len(want))
		}
		got := decode(exact[0])
		for _, text := range rest {
			got = append(got, decode(text)...)
		}
		var want []hit
		for _, longer := range all {
			if strings.HasPrefix(longer, word) {
				want = append(want, words[longer]...)
			}
		}
		if got, want = sorted(got), sorted(want); !slices.Equal(got, want) {
			t.Fatalf("words that begin with %q: %d places, want %d", word, len(got), len(want))
		}
		if len(index.asked) > partsOfWord {
			t.Errorf("%q asks for %d parts", word, len(index.asked))
		}
		if len(rest) == 1 && len(words[word]) < len(want) {
			starred++
		}
		if once, _ := index.postings(word, false); !slices.Equal(once, exact) {
			t.Errorf("%q as a whole word: other places", word)
		}
	}
	if starred == 0 {
		t.Error("no beginning has places of its own")
	}
	for name, want := range names {
		key := name + " "
		var got []int
		for _, at := range decode(between[string](index, "words", index.Words, key, key)[key]) {
			got = append(got, at.entry)
		}
		if !slices.Equal(got, want) {
			t.Fatalf("the name %q is that of %v, want %v", name, got, want)
		}
	}
	for _, word := range []string{"nowhere", "", "\uffff", "😀"} {
		if exact, rest := index.postings(word, false); exact[0] != "" || rest != nil {
			t.Errorf("%q is somewhere", word)
		}
	}
}

// TestSpellings: each word of four letters and more is under its beginning and under its end, as often as it is there.
func TestSpellings(t *testing.T) {
	index := open(t, parts([]entry{{Title: "Asylum seekers", Also: []string{"asylum"}, Summary: "Asylum, a niño", Passages: []passage{{Text: "Niños: asylum. Asylum!"}}}}))
	if got, want := between[int](index, "spellings", index.Spellings, "", "\uffff"), (map[string]int{"asylum": 203, "seekers": 100, "nino": 1, "ninos": 1}); !maps.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if got, want := between[int](index, "endings", index.Endings, "m", "m\uffff"), (map[string]int{"mulysa": 203}); got["mulysa"] != want["mulysa"] {
		t.Errorf("got %v, want %v", got, want)
	}
}

// TestTexts: the pieces of a passage make up the passage, and each has what an excerpt of it may show of its neighbours.
func TestTexts(t *testing.T) {
	entries := grown(100)
	index := open(t, parts(entries))
	long := 0
	for i, e := range entries {
		piece := 0
		for _, p := range e.Passages {
			whole := ""
			for from := piece; len(whole) < len(p.Text) || from == piece; piece++ {
				shown := index.shown(i, piece)
				text := shown[1].(string)
				of := cut(e.Passages)[piece]
				if shown[0] != p.Anchor || (len(shown) == 3) != p.Weak || text != of.Text || of.back != piece-from {
					t.Fatalf("entry %d, piece %d is %v, want that of %q", i, piece, shown, p.Anchor)
				}
				at := strings.Index(text, of.own)
				before, after := strings.Fields(text[:at]), strings.Fields(text[at+len(of.own):])
				if len(before) < min(pieceWords-1, len(strings.Fields(whole))) {
					t.Fatalf("entry %d, piece %d repeats %d words of the one before", i, piece, len(before))
				}
				whole += of.own
				if len(after) < min(pieceWords-1, len(strings.Fields(p.Text[len(whole):]))) {
					t.Fatalf("entry %d, piece %d repeats %d words of the one after", i, piece, len(after))
				}
				if of.back > 0 {
					long++
				}
			}
			if whole != p.Text {
				t.Fatalf("entry %d: the pieces of %q make %q", i, p.Text, whole)
			}
		}
		if !strings.Contains(string(index.load("0")), `"head"`) {
			t.Fatal("the first part of an entry has no title")
		}
	}
	if long == 0 {
		t.Error("no passage is cut")
	}
}

// TestBudgets: config.toml limits what a search loads; a site of ten thousand statements is within it.
func TestBudgets(t *testing.T) {
	statements := 1000
	if os.Getenv("DECLARATION_SLOW") != "" {
		statements = 10_000
	}
	made := parts(grown(statements))
	var core int
	texts := map[string][]byte{}
	var files []*output.File
	for _, p := range made {
		texts[p.Name] = p.Text
		if p.Name == File {
			core = compressed(p.Text)
		} else {
			files = append(files, &output.File{Name: p.Name, Size: len(p.Text)})
		}
		if strings.Count(p.Name, "/") == 2 && !strings.Contains(p.Name, wordsPart) && len(p.Text) > wordsSize*5/4 {
			t.Errorf("%s has %d bytes", p.Name, len(p.Text))
		}
	}
	query := core
	for _, f := range Heaviest(files) {
		query += compressed(texts[f.Name])
	}
	t.Logf("%d statements: a core of %d bytes, the heaviest search loads %d, in %d parts", statements, core, query, len(made))
	if core > 30_000 || query > 300_000 {
		t.Errorf("%d statements: a core of %d bytes, the heaviest search loads %d", statements, core, query)
	}
}

func compressed(text []byte) int {
	var packed bytes.Buffer
	w := brotli.NewWriterLevel(&packed, 5)
	_, _ = w.Write(text)
	_ = w.Close()
	return packed.Len()
}

// TestFolder: another text makes another folder, so that no core meets parts of another build.
func TestFolder(t *testing.T) {
	one, other := grown(5), grown(5)
	other[3].Passages[0].Text += "."
	a, b := open(t, parts(one)), open(t, parts(other))
	if a.Folder == b.Folder {
		t.Error("two builds share a folder")
	}
}

func FuzzEncode(f *testing.F) {
	f.Add([]byte{0, 1, 2, 5, 9, 200})
	f.Fuzz(func(t *testing.T, steps []byte) {
		entries := grown(3)
		w := newWhole(entries)
		var places []int
		var want []hit
		at := -1
		for _, step := range steps {
			if at += 1 + int(step); at >= len(w.entry) {
				break
			}
			places = append(places, at)
			e := w.entry[at]
			h := hit{entry: e, place: at - w.first[e]}
			if h.place > 1 {
				p := w.pieces[e][h.place-2]
				h.weak, h.back = p.Weak, p.back
			}
			want = append(want, h)
		}
		text := w.encode(places)
		if got := decode(text); !slices.Equal(got, want) {
			t.Errorf("%v become %q and %v, want %v", places, text, got, want)
		}
		if strings.ContainsAny(text, "\"\\") {
			t.Errorf("%q needs an escape", text)
		}
		decode(string(steps))
	})
}

func FuzzCompareUTF16(f *testing.F) {
	for _, pair := range [][2]string{{"a", "b"}, {"ﾊ", "𝐀"}, {"aﾊ", "a𝐀"}, {"ab", "a"}, {"", "é"}, {"\ue000", "\U00010000"}} {
		f.Add(pair[0], pair[1])
	}
	sign := func(n int) int { return cmp.Compare(n, 0) }
	f.Fuzz(func(t *testing.T, a, b string) {
		if !utf8.ValidString(a) || !utf8.ValidString(b) {
			return
		}
		if got, want := sign(compareUTF16(a, b)), slices.Compare(utf16.Encode([]rune(a)), utf16.Encode([]rune(b))); got != want {
			t.Errorf("%q and %q: %d, want %d", a, b, got, want)
		}
		if short := telling(a, b); compareUTF16(a, b) < 0 && (!strings.HasPrefix(b, short) || compareUTF16(short, a) <= 0) {
			t.Errorf("%q does not tell %q from %q", short, b, a)
		}
	})
}

func FuzzCut(f *testing.F) {
	f.Add(strings.Repeat("some words of 1 234 567 and more. ", 300))
	f.Add(strings.Repeat("1 ", 5000))
	f.Fuzz(func(t *testing.T, text string) {
		whole := ""
		for _, p := range cut([]passage{{Text: text}}) {
			whole += p.own
			if !strings.Contains(p.Text, p.own) {
				t.Errorf("a piece does not have its own text")
			}
		}
		if whole != text {
			t.Errorf("%q is cut into %q", text, whole)
		}
	})
}
