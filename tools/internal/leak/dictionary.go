package leak

import (
	"slices"
	"strings"
)

// dictionary finds any number of words in one pass over a text. It needs little more memory than the words.
type dictionary struct {
	ids     map[string][]int // what each word is the word of
	words   []string         // sorted
	shorter []int            // by word: the place of the longest other one that it begins with, -1 for none
	pairs   [1<<16 + 1]int   // by a word's first two bytes: the place of the first word that has them
	single  bool             // there is a word of one byte
}

// add adds a word, which must not be empty.
func (d *dictionary) add(word string, id int) {
	if d.ids == nil {
		d.ids = map[string][]int{}
	}
	if d.ids[word] == nil {
		d.words = append(d.words, word)
	}
	d.ids[word] = append(d.ids[word], id)
}

// sort makes the dictionary ready, after the last word.
func (d *dictionary) sort() {
	slices.Sort(d.words)
	for i, word := range d.words {
		shorter := i - 1
		for shorter >= 0 && !strings.HasPrefix(word, d.words[shorter]) {
			shorter = d.shorter[shorter]
		}
		d.shorter = append(d.shorter, shorter)
		d.pairs[pair(word)+1] = i + 1
		d.single = d.single || len(word) == 1
	}
	for i := range len(d.pairs) - 1 {
		d.pairs[i+1] = max(d.pairs[i+1], d.pairs[i])
	}
}

func pair(text string) int {
	if len(text) == 1 {
		return int(text[0]) << 8
	}
	return int(text[0])<<8 | int(text[1])
}

// find calls found with each word in a text and the place where it begins there, in the order of the places.
func (d *dictionary) find(text string, found func(id, from int)) {
	for from := range len(text) {
		rest := text[from:]
		first, end := d.pairs[pair(rest)], d.pairs[pair(rest)+1]
		if first == end && !d.single {
			continue
		}
		// Every word that the rest begins with is the last one not after it in the order, or one that this begins with.
		i, same := slices.BinarySearch(d.words[first:end], rest)
		if i += first; !same {
			i--
		}
		for ; i >= 0; i = d.shorter[i] {
			if strings.HasPrefix(rest, d.words[i]) {
				for _, id := range d.ids[d.words[i]] {
					found(id, from)
				}
			}
		}
	}
}
