package source

import (
	"errors"
	"fmt"
	"io/fs"
	"reflect"

	"github.com/BurntSushi/toml"

	"declarationwatch/tools/internal/diag"
)

// DecodeFile reads a TOML file of root into a T. Every mistake becomes a problem; the value contains whatever could be
// read, so that later rules can check the rest. The Doc is never nil.
func DecodeFile[T any](root fs.FS, file string, problems *diag.List) (T, *Doc) {
	text, ok := read(root, file, problems)
	if !ok {
		return Unread[T](file)
	}
	return Decode[T](file, text, problems)
}

// Decode is DecodeFile for text that is already in memory. file only names it in positions.
func Decode[T any](file string, text []byte, problems *diag.List) (T, *Doc) {
	var value T
	var found findings
	doc, ok := newDoc(file, text, &found)
	decodeInto(&value, doc, ok, &found)
	found.report(problems)
	return value, doc
}

// Unread returns the value and the Doc of a file of which nothing could be read.
func Unread[T any](file string) (value T, doc *Doc) {
	doc = &Doc{File: file, root: &node{kind: tableKind}, lines: []int{0}}
	decodeInto(&value, doc, false, nil)
	return value, doc
}

// decodeInto reads a document into a value, if there is anything to read, and sets the Place of the value in any case.
func decodeInto[T any](value *T, doc *Doc, ok bool, found *findings) {
	v := reflect.ValueOf(value).Elem()
	if ok {
		doc.decode(v, found)
	}
	doc.put(v, shapeOf(v.Type()), doc.root)
}

// decode reads the document into a value: it indexes the text, compares the index with the value's type, and decodes what
// is free of mistakes.
func (d *Doc) decode(value reflect.Value, found *findings) {
	if crowded(d.text) {
		found.add(diag.Problem{At: d.At(), Rule: RuleSyntax, Hint: "split it",
			Message: fmt.Sprintf("more than %d keys and values", maxValues)})
		d.forget(value)
		return
	}
	var refused []span // by the decoder: valid TOML that does not fit its Go type
	for {
		// Each attempt finds everything again, except what the decoder refused.
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

// attempt reads what is not refused. If the decoder refuses more, it returns that statement and why.
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
	if len(found.kept) > maxProblems {
		d.forget(value) // the rest can wait until these are fixed
		return span{}, ""
	}
	d.lose(x.statementsAt(c.mistyped)...)
	err := decode(d.left(), value.Addr().Interface())
	var perr toml.ParseError
	switch {
	case err == nil:
		leaves := collector{doc: d, found: found}
		leaves.walk(d.root, value, shape, "")
	case errors.As(err, &perr):
		return x.statementsAt([]int{min(perr.Position.Start, len(d.text))})[0], sentence(perr.Message)
	case len(c.mistyped) == 0:
		found.add(diag.Problem{At: d.At(), Rule: RuleSyntax, Message: "file cannot be decoded: " + sentence(err.Error())})
		d.forget(value)
	default:
		// A value of the wrong type is spread over several statements, not all of which were left out.
		d.forget(value)
	}
	return span{}, ""
}

// left returns the text without what is lost.
func (d *Doc) left() string {
	if len(d.lost) == 0 {
		return d.text
	}
	return string(blank(d.text, d.lost...))
}

// forget drops the whole text, because of mistakes that are already reported.
func (d *Doc) forget(value reflect.Value) {
	d.root, d.Leaves, d.lost = &node{kind: tableKind}, nil, []span{{0, len(d.text)}}
	value.SetZero()
}

// decode calls the decoder, which panics on a few texts that it should refuse.
func decode(text string, value any) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%v", r)
		}
	}()
	_, err = toml.Decode(text, value)
	return err
}
