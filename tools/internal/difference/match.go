package difference

import "encoding/json"

// list is a slice that is [] in JSON when it is empty, never null: a reader can always range over it.
type list[T any] []T

// MarshalJSON writes the list as an array.
func (l list[T]) MarshalJSON() ([]byte, error) {
	if l == nil {
		return []byte("[]"), nil
	}
	return json.Marshal([]T(l))
}

// pair is a record as each side has it; nil where a side has none.
type pair[T any] struct{ before, after *T }

// both are two lists to be matched.
type both[T any] struct{ before, after []T }

// known gives two lists, or two empty ones where a side does not tell of such records at all: then nothing is known of
// what changed.
func known[T any](before, after []T) both[T] {
	if before == nil || after == nil {
		return both[T]{}
	}
	return both[T]{before, after}
}

// match pairs the records of two lists by each key in turn; of several with one key, the first with the first. The pairs
// come in the order of the newer list, and then what only the older one has.
func match[T any](lists both[T], keys ...func(*T) string) []pair[T] {
	before, after := lists.before, lists.after
	partner, taken := make([]*T, len(after)), make([]bool, len(before))
	for _, key := range keys {
		free := map[string][]int{}
		for i := range before {
			if k := key(&before[i]); !taken[i] {
				free[k] = append(free[k], i)
			}
		}
		for i := range after {
			if k := key(&after[i]); partner[i] == nil && len(free[k]) > 0 {
				n := free[k][0]
				partner[i], taken[n], free[k] = &before[n], true, free[k][1:]
			}
		}
	}
	var out []pair[T]
	for i := range after {
		out = append(out, pair[T]{partner[i], &after[i]})
	}
	for i := range before {
		if !taken[i] {
			out = append(out, pair[T]{&before[i], nil})
		}
	}
	return out
}

// id is the key of records that have one.
func id[T interface{ key() string }](record T) string { return record.key() }

func (s *status) key() string     { return s.ID }
func (p *pillar) key() string     { return p.ID }
func (g *government) key() string { return g.ID }
func (c *commitment) key() string { return c.ID }
func (c *cell) key() string       { return c.Signatory + " " + c.Commitment }
func (p *pledge) key() string     { return p.ID }
func (e *event) key() string      { return e.ID }
func (s *source) key() string     { return s.ID }

// content is the key by which an event is known first. Its id counts the events of one date, so that one which comes out
// late, after an embargo, can give it to another.
func (e *event) content() string {
	return e.Signatory + " " + e.Commitment + " " + e.Pledge + " " + string(e.Date) + " " + e.Recorded + " " + e.Status + " " + e.Summary["en"]
}
