package leak

import radix "github.com/gohugoio/go-radix"

// dictionary finds any number of words in one pass over a text.
type dictionary struct {
	ids    *radix.Tree[[]int] // what each word is the word of
	begins [1 << 16]bool      // by the first two bytes of a text: whether one may begin with a word
}

// add adds a word, which must not be empty.
func (d *dictionary) add(word string, id int) {
	if d.ids == nil {
		d.ids = radix.New[[]int]()
	}
	ids, _ := d.ids.Get(word)
	d.ids.Insert(word, append(ids, id))
	d.begins[pair(word)] = true
	for last := 0; len(word) == 1 && last < 1<<8; last++ {
		d.begins[pair(word)|last] = true
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
		if !d.begins[pair(text[from:])] {
			continue
		}
		_ = d.ids.WalkPath(text[from:], radix.WalkFn[[]int](func(_ string, ids []int) (radix.WalkFlag, []int, error) {
			for _, id := range ids {
				found(id, from)
			}
			return radix.WalkContinue, nil, nil
		}))
	}
}
