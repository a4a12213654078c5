package published

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/locale"
	"declarationwatch/tools/internal/release"
)

// Edition is a published record as it was read, of this version of the code or of an older one. A field that it does not
// have is missing from its tree, so that nothing is taken for zero that was not yet published.
type Edition struct {
	Name   string // what people call it: a release, a commit, the working tree
	Commit string // its full hash; "" where it is none
	File   string // where it was read; "" for one that was not in a file
	AsOf   campaign.Date

	tree  object
	cells map[cellKey]object
}

type cellKey struct{ signatory, commitment string }

// object is a JSON object. Its methods take any JSON: what is not of the type asked for is treated as missing.
type object map[string]any

func (o object) text(name string) string {
	s, _ := o[name].(string)
	return s
}

// list returns the objects of a list; ok is false where there is no such list.
func (o object) list(name string) (all []object, ok bool) {
	values, ok := o[name].([]any)
	for _, v := range values {
		if m, isObject := v.(map[string]any); isObject {
			all = append(all, m)
		}
	}
	return all, ok
}

// Read reads a published record.
func Read(r io.Reader) (*Edition, error) {
	var e Edition
	in := json.NewDecoder(r)
	in.UseNumber()
	if err := in.Decode(&e.tree); err != nil {
		return nil, fmt.Errorf("not a published record: %w", err)
	}
	if _, err := in.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("not a published record: text after its end")
	}
	if e.AsOf = campaign.Date(e.tree.text("as_of")); !e.AsOf.Valid() {
		return nil, errors.New("not a published record: missing or invalid as_of")
	}
	governments, _ := e.tree.list("signatories")
	for _, g := range governments {
		if _, ok := g["membership"]; !ok { // older editions list only those that had endorsed
			g["membership"] = string(campaign.Endorsed)
		}
	}
	cells, _ := e.tree.list("cells")
	e.cells = map[cellKey]object{}
	for _, c := range cells {
		e.cells[cellKey{c.text("signatory"), c.text("commitment")}] = c
	}
	return &e, nil
}

// ReadReleased reads the newest of some releases; nil where there is none.
func ReadReleased(frozen []*release.Frozen) (*Edition, error) {
	newest := release.Newest(frozen)
	if newest == nil {
		return nil, nil
	}
	file, e := newest.Folder+"/"+Folder+File, (*Edition)(nil)
	text, err := newest.ReadFile(Folder + File)
	if err == nil {
		e, err = Read(bytes.NewReader(text))
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	e.Name, e.File = string(newest.Name), file
	return e, nil
}

// definitions are those of the whole record, without regard to a site's languages.
func definitions() *Dictionary {
	d, err := NewDictionary(locale.Languages{Source: written}, nil)
	if err != nil {
		panic(err) // the file is part of the program
	}
	return d
}

// objects is the objects of each kind in an edition, by the path of the lists that they are in, such as cells.pledges. A path
// that the edition does not have is missing.
type objects map[*Object]map[string][]object

func (all objects) collect(o *Object, tree object, path string) objects {
	for _, f := range o.Fields {
		if f.Object == nil {
			continue
		}
		at := path + f.Name
		found, ok := tree.list(f.Name)
		if one, single := tree[f.Name].(map[string]any); single && !f.List {
			found, ok = []object{one}, true
		}
		if ok && all[f.Object] == nil {
			all[f.Object] = map[string][]object{}
		}
		if ok {
			all[f.Object][at] = append(all[f.Object][at], found...)
		}
		for _, x := range found {
			all.collect(f.Object, x, at+".")
		}
	}
	return all
}

// each passes on every object, those of one kind in the order of their paths.
func (all objects) each(do func(o *Object, x object)) {
	for o, paths := range all {
		for _, path := range slices.Sorted(maps.Keys(paths)) {
			for _, x := range paths[path] {
				do(o, x)
			}
		}
	}
}

// IDs returns the ids in an edition by the kind of record that they name.
func (e *Edition) IDs() map[campaign.Kind][]string {
	out := map[campaign.Kind][]string{}
	if e == nil {
		return out
	}
	objects{}.collect(definitions().Record(), e.tree, "").each(func(o *Object, x object) {
		if o.Kind != "" {
			out[o.Kind] = append(out[o.Kind], x.text("id"))
		}
	})
	return out
}

// Makers returns the government that made each pledge.
func (e *Edition) Makers() map[string]string {
	out := map[string]string{}
	objects{}.collect(definitions().Record(), e.tree, "").each(func(o *Object, x object) {
		if o.Kind == campaign.KindPledge {
			out[x.text("id")] = x.text("signatory")
		}
	})
	return out
}

// Has reports whether a cell with something in it is the same in an edition, so that who cites it may cite that.
func (e *Edition) Has(c Cell) bool {
	if e == nil || len(c.Pledges)+len(c.Events) == 0 {
		return false
	}
	then, ok := e.cells[cellKey{string(c.Signatory), string(c.Commitment)}]
	pledges, _ := then.list("pledges")
	events, _ := then.list("events")
	return ok && then.text("status") == string(c.Status) && then.text("since") == string(c.Since) &&
		len(pledges) == len(c.Pledges) && len(events) == len(c.Events)
}

// plain returns the text of a JSON value that is no object: a list is joined, an absent value is "".
func plain(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case json.Number:
		return v.String()
	case bool:
		return strconv.FormatBool(v)
	}
	return ""
}
