package source

import "github.com/pelletier/go-toml/v2/unstable"

// kind is the type of a value in the text.
type kind uint8

const (
	tableKind kind = iota
	arrayKind
	stringKind
	integerKind
	floatKind
	boolKind
	dateKind          // a day: 2026-11-30
	dateTimeKind      // a moment: 2026-11-30T09:00:00Z
	localDateTimeKind // a moment somewhere: 2026-11-30T09:00:00
	timeKind          // a time of any day: 09:00:00
	anyKind           // of what a Go type expects
)

var kindNames = [...]string{
	tableKind: "a table", arrayKind: "an array", stringKind: "a string", integerKind: "a whole number",
	floatKind: "a number", boolKind: "true or false", dateKind: "a date without quotes",
	dateTimeKind: "a date without quotes", localDateTimeKind: "a date without quotes", timeKind: "a time without a date",
}

var kindOf = [...]kind{
	unstable.String: stringKind, unstable.Integer: integerKind, unstable.Float: floatKind, unstable.Bool: boolKind,
	unstable.LocalDate: dateKind, unstable.LocalTime: timeKind, unstable.LocalDateTime: localDateTimeKind,
	unstable.DateTime: dateTimeKind, unstable.Array: arrayKind, unstable.InlineTable: tableKind,
}

// origin is how the text makes a table, which decides what may be added to it later.
type origin uint8

const (
	complete origin = iota // a value, an inline table or an array in brackets: nothing
	implied                // [a.b] makes a: its own header, and more tables
	headed                 // [a]: more tables
	dotted                 // a.b = 1 makes a: more dotted keys of the same table, and more tables
	repeated               // [[a]]: more elements
)

// node is one key, table, array or element of a document.
type node struct {
	offset   int32 // of the key, of the header's key for tables, of the value for array elements
	from, to int32 // the text of a value, as it is written, or of a header from the start of its line; an element of an array that is one has none
	kind     kind
	origin   origin
	damaged  bool             // a mistake in it was skipped, so that keys may seem to be missing
	key      string           // of the entry of a table
	entries  []*node          // of a table in order of first appearance, or the elements of an array
	byKey    map[string]*node // of a table with many entries; nil for the others
}

// few is how many entries of a table are searched one by one: most tables have fewer, and a map takes more room than all of them.
const few = 16

// add appends an entry to a table.
func (n *node) add(e *node) {
	n.entries = append(n.entries, e)
	switch {
	case n.byKey != nil:
		n.byKey[e.key] = e
	case len(n.entries) > few:
		n.byKey = make(map[string]*node, 2*few)
		for _, e := range n.entries {
			n.byKey[e.key] = e
		}
	}
}

// find returns the entry of a table under a key; nil if there is no such entry.
func (n *node) find(key string) *node {
	if n.byKey != nil {
		return n.byKey[key]
	}
	if n.kind != tableKind {
		return nil
	}
	for _, e := range n.entries {
		if e.key == key {
			return e
		}
	}
	return nil
}
