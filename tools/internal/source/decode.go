package source

import (
	"bytes"
	"fmt"
	"io/fs"
	"reflect"

	"github.com/BurntSushi/toml"

	"declarationwatch/tools/internal/diag"
)

// maxSize bounds one file of data or content, in bytes. The whole record is a twentieth of it.
const maxSize = 16 << 20

// DecodeFile reads a TOML file of root into a T. Every mistake becomes a problem; what could be read is in
// the value all the same, so that later rules can speak about the rest. The Doc is never nil.
func DecodeFile[T any](root fs.FS, file string, problems *diag.List) (T, *Doc) {
	var zero T
	text, ok := read(root, file, problems)
	if !ok {
		return zero, newDoc(file, nil)
	}
	return Decode[T](file, text, problems)
}

// Decode is DecodeFile for text that is already in memory. file only names it in positions.
func Decode[T any](file string, text []byte, problems *diag.List) (T, *Doc) {
	doc := newDoc(file, bytes.TrimPrefix(text, []byte("\xef\xbb\xbf")))
	left := doc.text
	for range maxMistakes {
		var value T
		err := doc.decode(left, &value, problems)
		if err == nil {
			return value, doc
		}
		problem, s := doc.mistake(left, err)
		problems.Add(problem)
		doc.lost = append(doc.lost, s)
		left = blank(left, s)
	}
	problems.Errorf(doc.At(), RuleSyntax, "more than %d mistakes: the rest of the file was not read", maxMistakes)
	doc.lost = append(doc.lost, span{0, len(doc.text)})
	doc.root, doc.Leaves = newTable(0), nil
	var zero T
	return zero, doc
}

func newDoc(file string, text []byte) *Doc {
	return &Doc{File: file, text: text, lines: lineStarts(text), root: newTable(0)}
}

// decode makes one attempt: index, hold against the type, decode. It fails only on a mistake of syntax.
func (d *Doc) decode(text []byte, value any, problems *diag.List) error {
	root, err := index(text)
	if err != nil {
		return err
	}
	// What the conformer finds is kept only once the whole text reads: each attempt would find it again.
	var found diag.List
	d.root, d.Leaves = root, nil
	c := conformer{doc: d, problems: &found}
	c.walk(root, reflect.TypeOf(value).Elem(), "")
	if len(c.mistyped) > 0 {
		if _, err := toml.Decode(string(text), &map[string]any{}); err != nil {
			return err
		}
	}
	for _, n := range c.mistyped {
		s := d.statementAt(n.offset)
		d.lost = append(d.lost, s)
		text = blank(text, s)
	}
	md, err := toml.NewDecoder(bytes.NewReader(text)).Decode(value)
	if err != nil && len(c.mistyped) == 0 {
		return err
	}
	if err != nil {
		// A value of the wrong type is spread over several statements: nothing of the file can be decoded.
		reflect.ValueOf(value).Elem().SetZero()
		d.lost = append(d.lost, span{0, len(d.text)})
	}
	// The conformer has named these already, by place; this is the decoder's word that none was missed.
	if unread := md.Undecoded(); len(unread) > 0 && found.Err() == nil {
		found.Errorf(d.At(), RuleUnknownKey, "unknown key %q", unread[0])
	}
	for _, p := range found.Sorted() {
		problems.Add(p)
	}
	return nil
}

// read gives a file's bytes, or a problem that says why it cannot.
func read(root fs.FS, file string, problems *diag.List) ([]byte, bool) {
	at := diag.Position{File: file}
	info, err := fs.Stat(root, file)
	switch {
	case err != nil:
		problems.Errorf(at, RuleUnreadable, "cannot be read: %v", reason(err))
		return nil, false
	case !info.Mode().IsRegular():
		problems.Errorf(at, RuleUnreadable, "is not a file")
		return nil, false
	case info.Size() > maxSize:
		problems.Errorf(at, RuleUnreadable, "is larger than %d MiB: split it", maxSize>>20)
		return nil, false
	}
	text, err := fs.ReadFile(root, file)
	if err != nil {
		problems.Errorf(at, RuleUnreadable, "cannot be read: %v", reason(err))
		return nil, false
	}
	return text, true
}

// reason leaves out the path, which the position gives.
func reason(err error) error {
	if perr, ok := err.(*fs.PathError); ok {
		return fmt.Errorf("%w", perr.Err)
	}
	return err
}
