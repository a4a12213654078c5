package source

import (
	"fmt"
	"io/fs"
	"reflect"
	"slices"

	"github.com/BurntSushi/toml"

	"declarationwatch/tools/internal/diag"
)

// DecodeFile reads a TOML file of root into a T. Every mistake becomes a problem; the value contains whatever could be
// read, so that later rules can check the rest. The Doc is never nil.
func DecodeFile[T any](root fs.FS, file string, problems *diag.List) (T, *Doc) {
	return decodeFile[T](root, file, problems, false)
}

func decodeFile[T any](root fs.FS, file string, problems *diag.List, fenced bool) (T, *Doc) {
	if text, ok := read(root, file, problems); ok {
		return decodeText[T](file, text, problems, fenced)
	}
	return Unread[T](file)
}

// Decode is DecodeFile for text that is already in memory. file only names it in positions.
func Decode[T any](file string, text []byte, problems *diag.List) (T, *Doc) {
	return decodeText[T](file, slices.Clone(text), problems, false)
}

// decodeText reads a text, or its front matter if that is fenced.
func decodeText[T any](file string, text []byte, problems *diag.List, fenced bool) (value T, doc *Doc) {
	var found findings
	doc, ok := newDoc(file, text, &found)
	v := reflect.ValueOf(&value).Elem()
	if !ok {
		doc.forget(v)
	} else if !fenced || doc.fences(&found) {
		doc.decode(v, &found)
	}
	doc.put(v, shapeOf(v.Type()), doc.root)
	found.report(problems)
	return value, doc
}

// Unread returns the value and the Doc of a file of which nothing could be read.
func Unread[T any](file string) (value T, doc *Doc) {
	return Decode[T](file, nil, new(diag.List))
}

// decode reads the document into a value: it indexes the text, decodes what is free of mistakes, and sets what fits the
// type of the value.
func (d *Doc) decode(value reflect.Value, found *findings) {
	refuse := func(message, hint string) {
		found.errorf(d.At(), RuleSyntax, "%s", message).WithHint(hint)
		d.forget(value)
	}
	if crowded(d.text) {
		refuse(fmt.Sprintf("more than %d keys and values", maxValues), "split it")
		return
	}
	x := &indexer{doc: d, found: found, skipFrom: -1}
	if !x.index() {
		d.forget(value)
		return
	}
	d.lose(x.lost...)
	text := d.text
	if len(d.lost) > 0 {
		text = string(blank(text, d.lost...))
	}
	var data map[string]any
	if err := decode(text, &data); err != nil {
		refuse("file cannot be decoded: "+sentence(err.Error()), "")
		return
	}
	d.Leaves = make([]Leaf, 0, len(x.statements)) // about as many
	c := conformer{doc: d, found: found}
	c.walk(d.root, data, value, shapeOf(value.Type()), "")
	if found.kept > maxProblems {
		d.forget(value) // the rest can wait until these are fixed
		return
	}
	d.lose(x.statementsAt(c.mistyped)...)
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
