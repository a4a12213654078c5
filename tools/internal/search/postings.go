package search

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// whole is the entries of a language with the places of every word. The places of an entry are its names, its lead and each
// piece of its texts; all are numbered in the order of the entries.
type whole struct {
	pieces [][]piece        // by entry
	first  []int            // the number of each entry's first place
	entry  []int            // of each place
	words  map[string]*word // folded
	names  map[string][]int // whole names, folded: the numbers of the places
}

// word is where a word is.
type word struct {
	places []int
	common int // how often it is there; in a name it counts a hundred times
}

func newWhole(entries []entry) *whole {
	w := &whole{words: map[string]*word{}, names: map[string][]int{}}
	for i, e := range entries {
		pieces := cut(e.Passages)
		w.pieces = append(w.pieces, pieces)
		w.first = append(w.first, len(w.entry))
		for _, name := range append([]string{fold(e.Title)}, e.Also...) {
			w.add(name, len(w.entry), 100)
			if at := len(w.entry); name != "" && !slices.Contains(w.names[name], at) {
				w.names[name] = append(w.names[name], at)
			}
		}
		w.add(fold(e.Summary+" "+e.Byline), len(w.entry)+1, 1)
		for n, p := range pieces {
			w.add(fold(p.own), len(w.entry)+2+n, 1)
		}
		for range 2 + len(pieces) {
			w.entry = append(w.entry, i)
		}
	}
	return w
}

func (w *whole) add(folded string, place, weight int) {
	for text := range strings.FieldsSeq(folded) {
		at := w.words[text]
		if at == nil {
			at = &word{}
			w.words[strings.Clone(text)] = at // a part of the text would keep all of it
		}
		at.common += weight
		if n := len(at.places); n == 0 || at.places[n-1] != place {
			at.places = append(at.places, place)
		}
	}
}

// piece is a passage or a part of one.
type piece struct {
	passage
	own  string // without what it repeats of its neighbours
	back int    // how many pieces of the same passage are before it
}

// cut cuts long passages. What is weak is shown whole.
func cut(passages []passage) (pieces []piece) {
	for _, p := range passages {
		from, back := 0, 0
		for !p.Weak && len(p.Text)-from > pieceSize {
			end := gap(p.Text, from, from+pieceSize)
			if end == len(p.Text) {
				break
			}
			pieces = append(pieces, p.piece(from, end, back))
			from, back = end, back+1
		}
		pieces = append(pieces, p.piece(from, len(p.Text), back))
	}
	return pieces
}

// gap returns the last space before a place where a text may be cut, or else the first after it. Between digits it may not:
// they may be a figure.
func gap(text string, from, at int) int {
	fits := func(i int) bool {
		return text[i] == ' ' && (i == 0 || leadingDigits(text[i-1:i]) == 0 || leadingDigits(text[i+1:]) == 0)
	}
	for i := at; i > from; i-- {
		if fits(i) {
			return i
		}
	}
	for i := at; i < len(text); i++ {
		if fits(i) {
			return i
		}
	}
	return len(text)
}

func (p passage) piece(from, end, back int) piece {
	begin, stop := from, end
	for range pieceWords {
		if begin > 0 {
			begin = max(strings.LastIndexByte(p.Text[:begin], ' '), 0)
		}
		if stop < len(p.Text) {
			if next := strings.IndexByte(p.Text[stop+1:], ' '); next >= 0 {
				stop += 1 + next
			} else {
				stop = len(p.Text)
			}
		}
	}
	return piece{passage{p.Anchor, p.Text[begin:stop], p.Weak}, p.Text[from:end], back}
}

// postings returns where words are, written by encode, by three kinds of keys: a word; a whole name with a space at its end,
// which comes right after its first word; and a beginning of words with "*" at its end. The last has the places of all words
// that begin so, without those of the beginning itself as a word, where these words would be too much to load for one
// query.
func (w *whole) postings() map[string]string {
	out := map[string]string{}
	words := make([]string, 0, len(w.words))
	for text, at := range w.words {
		out[text] = w.encode(at.places)
		words = append(words, text)
	}
	for name, places := range w.names {
		out[name+" "] = w.encode(places)
	}
	slices.SortFunc(words, compareUTF16)
	keys := make([]string, 0, len(out))
	for key := range out {
		keys = append(keys, key)
	}
	slices.SortFunc(keys, compareUTF16)
	sizes := make([]int, len(keys)+1)
	for i, key := range keys {
		sizes[i+1] = sizes[i] + cost(key, out[key])
	}
	b := beginnings{w, words, keys, sizes, out, make([]bool, len(w.entry))}
	b.below("", 0, len(words))
	return out
}

// beginnings adds the places of beginnings to postings.
type beginnings struct {
	*whole
	words []string // sorted
	keys  []string // of all postings, sorted
	sizes []int    // of the postings before each key
	out   map[string]string
	seen  []bool // of each place, for union
}

// below adds the beginnings that are longer than one, of the words from one number to before another.
func (b *beginnings) below(begin string, from, end int) {
	for i := from; i < end; {
		if b.words[i] == begin {
			i++
			continue
		}
		_, size := utf8.DecodeRuneInString(b.words[i][len(begin):])
		longer := b.words[i][:len(begin)+size]
		to := i + 1
		for to < end && strings.HasPrefix(b.words[to], longer) {
			to++
		}
		if all := b.size(longer); all > wordsSize {
			if union := b.encode(b.union(longer, i, to)); all > len(union)*3/2 {
				b.out[longer+"*"] = union
			}
			b.below(longer, i, to)
		}
		i = to
	}
}

// size returns how many bytes the postings take whose keys begin in a way.
func (b *beginnings) size(begin string) int {
	from, _ := slices.BinarySearchFunc(b.keys, begin, compareUTF16)
	to, _ := slices.BinarySearchFunc(b.keys, begin, func(key, begin string) int {
		if strings.HasPrefix(key, begin) {
			return -1
		}
		return compareUTF16(key, begin)
	})
	return b.sizes[to] - b.sizes[from]
}

// union returns the places of some words, without those of one that is the beginning of them all.
func (b *beginnings) union(begin string, from, to int) (places []int) {
	least, most := len(b.seen), -1
	for _, text := range b.words[from:to] {
		if text == begin {
			continue
		}
		for _, place := range b.whole.words[text].places {
			b.seen[place] = true
			least, most = min(least, place), max(most, place)
		}
	}
	if word := b.whole.words[begin]; word != nil {
		for _, place := range word.places {
			b.seen[place] = false
		}
	}
	for place := least; place <= most; place++ {
		if b.seen[place] {
			places = append(places, place)
			b.seen[place] = false
		}
	}
	return places
}

// What an entry's number in postings has beside the distance from the entry before, and a piece's.
const (
	inNames, inLead, inPieces = 1, 2, 4
	isMore, isWeak, isCut     = 1, 2, 4
	flags                     = 8
)

// encode writes places as a text that needs no escape in JSON. For each entry: its distance from the one before and whether
// the word is in its names, its lead, its pieces; for each piece its distance from the one before, whether another follows, whether
// it is weak, and, if it is the rest of a passage, how many of its pieces are before it.
func (w *whole) encode(places []int) string {
	var out []byte
	before := -1
	for len(places) > 0 {
		e := w.entry[places[0]]
		first, n := w.first[e], 1
		for n < len(places) && w.entry[places[n]] == e {
			n++
		}
		of := places[:n]
		places = places[n:]
		head := (e - before - 1) * flags
		before = e
		for bit := range 2 {
			if len(of) > 0 && of[0] == first+bit {
				head |= 1 << bit
				of = of[1:]
			}
		}
		if len(of) > 0 {
			head |= inPieces
		}
		out = appendNumber(out, head)
		last := -1
		for i, place := range of {
			at := place - first - 2
			p := w.pieces[e][at]
			code := (at - last - 1) * flags
			last = at
			if i+1 < len(of) {
				code |= isMore
			}
			if p.Weak {
				code |= isWeak
			}
			if p.back > 0 {
				code |= isCut
			}
			if out = appendNumber(out, code); p.back > 0 {
				out = appendNumber(out, p.back)
			}
		}
	}
	return string(out)
}

// appendNumber writes a number in digits of five bits, the highest first: "#" to "B", the last one "]" to "|".
func appendNumber(out []byte, number int) []byte {
	shift := 0
	for number>>shift > 31 {
		shift += 5
	}
	for ; shift > 0; shift -= 5 {
		out = append(out, '#'+byte(number>>shift&31))
	}
	return append(out, ']'+byte(number&31))
}

// spellings returns how common words of four letters and more are, by the words and by the words in reverse: one that a
// mistake is in shares its beginning with the right one, or its end.
func (w *whole) spellings() (forward, backward map[string]int) {
	forward, backward = map[string]int{}, map[string]int{}
	for text, at := range w.words {
		if utf8.RuneCountInString(text) < 4 {
			continue
		}
		forward[text] = at.common
		letters := []rune(text)
		slices.Reverse(letters)
		backward[string(letters)] = at.common
	}
	return forward, backward
}
