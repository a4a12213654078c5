package source

// Span is a part of a file: byte offsets, To exclusive. A byte order mark at the head of the file is not counted.
type Span struct{ From, To int }

// Span returns where a value is in the file: a key's value without its key, or a table with its header, all its keys and the
// tables below it. ok is false where the file has nothing at the path.
// Of an array or a table that is an element of an array in brackets it is what is inside the brackets.
func (p Place) Span(path ...any) (s Span, ok bool) {
	n, ok := p.exactly(path)
	if !ok {
		return Span{}, false
	}
	from, to := n.extent()
	return Span{from, to}, to > 0
}

// OwnEnd returns the end of the last key that a table has itself, or of its header: where a key can be added that no table
// below it would take. ok is false for what is no table, and for one in braces.
func (p Place) OwnEnd(path ...any) (end int, ok bool) {
	n, ok := p.exactly(path)
	if !ok || n.kind != tableKind || n.origin == complete {
		return 0, false
	}
	end = int(n.to)
	for _, e := range n.entries {
		if e.origin == complete || e.origin == dotted {
			_, to := e.extent()
			end = max(end, to)
		}
	}
	return end, true
}

// Written reports whether a value is written behind its key, in brackets or braces where it is an array or a table, and not
// below headers of its own.
func (p Place) Written(path ...any) bool {
	n, ok := p.exactly(path)
	return ok && n.origin == complete
}

// exactly returns the node at a path, if the file has it.
func (p Place) exactly(path []any) (*node, bool) {
	if p.Doc == nil {
		return nil, false
	}
	n := p.node
	for _, step := range path {
		next := n.below([]any{step})
		if next == n {
			return nil, false
		}
		n = next
	}
	return n, true
}

// extent returns where a node begins and ends, with all that is below it.
func (n *node) extent() (from, to int) {
	from, to = int(n.from), int(n.to)
	if n.origin == complete && n.to > 0 {
		return from, to
	}
	for _, e := range n.entries {
		f, t := e.extent()
		if to == 0 || f < from {
			from = f
		}
		to = max(to, t)
	}
	return from, to
}
