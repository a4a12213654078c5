package source

import (
	"fmt"
	"strings"
	"sync"

	"github.com/pelletier/go-toml/v2/unstable"

	"declarationwatch/tools/internal/diag"
)

// maxDepth bounds the nesting of tables and arrays. The decoder recurses once a level, and a stack overflow ends the
// program; the index, whose parser has a bound of its own, runs before it.
const maxDepth = 64

var tooDeep = fmt.Sprintf("tables and arrays nested more than %d deep", maxDepth)

// maxMistakes bounds the syntax problems reported of one file, so that a file of noise costs little.
const maxMistakes = 20

// indexer maps text to the tree of its keys. It refuses what is not TOML, except for what only the decoder knows, and
// continues after each mistake.
type indexer struct {
	doc        *Doc
	found      *findings
	parser     *unstable.Parser
	base       int         // offset in the text at which the parser began
	open       []*node     // the root, and the tables that the last header goes through
	statements []statement // in order
	lost       []span
	mistakes   int
	skipFrom   int // where the last header begins if it is lost, with all below it; or -1
}

// parsers are reused for their memory.
var parsers = sync.Pool{New: func() any { return new(unstable.Parser) }}

// statement is a key-value pair, or a header with all below it until the next.
type statement struct {
	span   // of a header: to the end of its last key
	header bool
}

// index reads the whole text. It reports false if there were too many mistakes.
func (x *indexer) index() bool {
	root := &node{kind: tableKind, origin: headed}
	x.doc.root, x.open = root, []*node{root}
	x.statements = make([]statement, 0, len(x.doc.text)/64+8)
	x.parser = parsers.Get().(*unstable.Parser)
	defer parsers.Put(x.parser)
	text := []byte(x.doc.text)
	for from := 0; ; {
		x.base = from
		x.parser.Reset(text[from:])
		for x.mistakes <= maxMistakes && x.parser.NextExpression() {
			x.statement(x.parser.Expression())
		}
		if x.mistakes > maxMistakes {
			return false
		}
		err := x.parser.Error()
		if err == nil {
			break
		}
		from = x.passOver(err)
	}
	x.resume(len(text))
	return true
}

// statement indexes one key-value pair or one header.
func (x *indexer) statement(e *unstable.Node) {
	s := x.note(e)
	switch {
	case s.header:
		x.resume(s.from)
		if f := x.header(e); f != nil {
			x.lose(f, s.span)
			x.skipFrom = s.from
		} else {
			table := x.open[len(x.open)-1]
			table.from, table.to = int32(s.from), int32(s.to)
		}
	case x.skipFrom < 0:
		if f := x.put(x.open[len(x.open)-1], e, len(x.open)-1); f != nil {
			x.lose(f, s.span)
		}
	}
}

// note records where a statement is.
func (x *indexer) note(e *unstable.Node) statement {
	s := statement{span{x.offset(e), x.offset(e) + int(e.Raw.Length)}, e.Kind != unstable.KeyValue}
	if s.header { // which has no position in the syntax tree
		it := e.Key()
		it.Next()
		s.from = strings.LastIndexByte(x.doc.text[:x.offset(it.Node())], '\n') + 1
		for ; it.Node().Valid(); it.Next() {
			s.to = x.offset(it.Node()) + int(it.Node().Raw.Length)
		}
	}
	x.statements = append(x.statements, s)
	return s
}

// resume ends the skipping of a table whose header is lost, where the next header begins.
func (x *indexer) resume(at int) {
	if x.skipFrom >= 0 {
		x.lost = append(x.lost, span{x.skipFrom, at})
		x.skipFrom = -1
	}
}

// lose reports a mistake and leaves its statement out. Whatever the open tables lack from now on may be in it.
func (x *indexer) lose(p *diag.Problem, s span) {
	if x.mistakes++; x.mistakes > maxMistakes {
		p = &diag.Problem{At: p.At, Rule: p.Rule, Message: fmt.Sprintf("more than %d mistakes; file ignored", maxMistakes)}
	}
	*x.found.errorf(p.At, p.Rule, "") = *p
	x.lost = append(x.lost, s)
	for _, n := range x.open {
		n.damaged = true
	}
}

// value builds the node of a value whose key is at offset.
func (x *indexer) value(v *unstable.Node, n *node, offset, depth int) *diag.Problem {
	n.offset, n.kind = int32(offset), kindOf[v.Kind]
	if v.Kind != unstable.InlineTable && v.Kind != unstable.Array {
		from := x.offset(v)
		n.from, n.to = int32(from), int32(from+int(v.Raw.Length))
		return x.scalar(n.kind, x.doc.text[n.from:n.to], from)
	}
	if depth >= maxDepth {
		return x.fault(offset, "%s", tooDeep)
	}
	for it := v.Children(); it.Next(); {
		if v.Kind == unstable.InlineTable {
			if f := x.put(n, it.Node(), depth); f != nil {
				return f
			}
			continue
		}
		at := offset
		// An array has no position in the syntax tree; its elements have that of their key.
		if it.Node().Raw.Length > 0 {
			at = x.offset(it.Node())
		}
		e := new(node)
		if f := x.value(it.Node(), e, at, depth+1); f != nil {
			return f
		}
		n.entries = append(n.entries, e)
	}
	return nil
}

// key returns the text of a key, without a copy if the document spells it out.
func (x *indexer) key(k *unstable.Node) string {
	from, quotes := x.offset(k), int(k.Raw.Length)-len(k.Data)
	switch {
	case quotes == 0:
		return x.doc.text[from : from+len(k.Data)]
	case quotes == 2: // an escape is longer than its character
		return x.doc.text[from+1 : from+1+len(k.Data)]
	}
	return string(k.Data)
}

func (x *indexer) offset(n *unstable.Node) int { return x.base + int(n.Raw.Offset) }

// fault returns a mistake at an offset.
func (x *indexer) fault(offset int, format string, args ...any) *diag.Problem {
	return &diag.Problem{At: x.doc.position(offset), Rule: RuleSyntax, Message: fmt.Sprintf(format, args...)}
}

// blank returns the text with spans made of spaces; line breaks stay, and so do offsets.
func blank(text string, spans ...span) []byte {
	out := []byte(text)
	for _, s := range spans {
		for i := s.from; i < s.to; i++ {
			if out[i] != '\n' && out[i] != '\r' {
				out[i] = ' '
			}
		}
	}
	return out
}

// lineEnd returns the offset after the line that contains a byte.
func lineEnd(text string, from int) int {
	if i := strings.IndexByte(text[from:], '\n'); i >= 0 {
		return from + i + 1
	}
	return len(text)
}
