package source

import (
	"errors"
	"fmt"
	"io/fs"
	"reflect"

	"github.com/BurntSushi/toml"

	"declarationwatch/tools/internal/diag"
)

// DecodeFile reads a TOML file of root into a T. Every mistake becomes a problem; what could be read is in
// the value all the same, so that later rules can speak about the rest. The Doc is never nil.
func DecodeFile[T any](root fs.FS, file string, problems *diag.List) (T, *Doc) {
	text, ok := read(root, file, problems)
	if !ok {
		var zero T
		return zero, unread(file)
	}
	return Decode[T](file, text, problems)
}

// Decode is DecodeFile for text that is already in memory. file only names it in positions.
func Decode[T any](file string, text []byte, problems *diag.List) (T, *Doc) {
	var value T
	var found findings
	doc, ok := newDoc(file, text, &found)
	if ok {
		doc.decode(reflect.ValueOf(&value).Elem(), &found)
	}
	found.tell(problems)
	return value, doc
}

// unread is the Doc of a file of which nothing could be read.
func unread(file string) *Doc {
	return &Doc{File: file, root: &node{kind: tableKind}, lines: []int{0}}
}

// decode reads the document into a value: it indexes the text, holds the index against the value's type, and hands the
// decoder what the mistakes of both leave.
func (d *Doc) decode(value reflect.Value, found *findings) {
	if crowded(d.text) {
		found.add(diag.Problem{At: d.At(), Rule: RuleSyntax, Hint: "split it",
			Message: fmt.Sprintf("the file may hold more than %d keys and values", maxValues)})
		d.forget(value)
		return
	}
	var refused []span // by the decoder: sound TOML that its Go type cannot hold
	for {
		// Each attempt finds everything anew, save for what the decoder refused.
		attempt := found.clone()
		at, why := d.attempt(value, attempt, refused)
		if why == "" {
			*found = *attempt
			return
		}
		found.add(diag.Problem{At: d.position(at.from), Rule: RuleWrongType, Message: why})
		refused = append(refused, at)
		value.SetZero()
	}
}

// attempt is one reading of what is not refused. Where the decoder refuses more, it gives the statement back and why.
func (d *Doc) attempt(value reflect.Value, found *findings, refused []span) (more span, why string) {
	x := newIndexer(d, found, refused)
	if !x.index() {
		d.forget(value)
		return span{}, ""
	}
	d.lost = nil
	d.lose(append(x.lost, refused...)...)
	shape := shapeOf(value.Type())
	c := conformer{doc: d, found: found}
	c.walk(d.root, shape, "")
	if found.more > 0 {
		d.forget(value) // the rest can wait until somebody has mended these
		return span{}, ""
	}
	d.lose(x.statementsAt(c.mistyped)...)
	err := decode(d.left(), value.Addr().Interface())
	var perr toml.ParseError
	switch {
	case err == nil:
		d.Leaves = make([]Leaf, 0, c.leaves)
		leaves := collector{doc: d}
		leaves.walk(d.root, value, shape, "")
	case errors.As(err, &perr):
		return x.statementsAt([]int{min(perr.Position.Start, len(d.text))})[0], sentence(perr.Message)
	case len(c.mistyped) == 0:
		found.add(diag.Problem{At: d.At(), Rule: RuleSyntax, Message: "the decoder fails on this file: " + sentence(err.Error())})
		d.forget(value)
	default:
		// A value of the wrong type is spread over several statements, and some of them were left.
		d.forget(value)
	}
	return span{}, ""
}

// left is the text without what is lost.
func (d *Doc) left() string {
	if len(d.lost) == 0 {
		return d.text
	}
	return string(blank(d.text, d.lost...))
}

// forget gives up on the whole text, because of mistakes that are already reported.
func (d *Doc) forget(value reflect.Value) {
	d.root, d.Leaves, d.lost = &node{kind: tableKind}, nil, []span{{0, len(d.text)}}
	value.SetZero()
}

// decode is the decoder, which panics on a few texts that it should refuse.
func decode(text string, value any) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%v", r)
		}
	}()
	_, err = toml.Decode(text, value)
	return err
}
