package campaign

import (
	"slices"

	"declarationwatch/tools/internal/release"
)

// Former is an id that a record had before it was renamed.
type Former struct {
	Place
	Index    int // in the key "former" of the record
	Kind     Kind
	Old, New ID
}

// Former returns the ids that governments, commitments and policies had before. Their addresses lead on to the present ones.
func (c *Campaign) Former() []Former {
	var out []Former
	add := func(place Place, kind Kind, id ID, former []ID) {
		for i, old := range former {
			out = append(out, Former{place, i, kind, old, id})
		}
	}
	for _, r := range c.Commitments {
		add(r.Place, KindCommitment, ID(r.ID), r.Former)
	}
	for _, r := range c.Signatories {
		add(r.Place, KindSignatory, ID(r.ID), r.Former)
	}
	for _, r := range c.Programmes {
		add(r.Place, KindProgramme, ID(r.ID), r.Former)
	}
	return out
}

// HasFormer reports whether a record of a kind had an id before.
func (c *Campaign) HasFormer(kind Kind, id string) bool {
	for _, f := range c.Former() {
		if f.Kind == kind && string(f.Old) == id {
			return true
		}
	}
	return false
}

// FormerLanguages returns the languages that the site had in folders of their own and has no more: those of releases, and those that
// were gone before any release.
func (c *Campaign) FormerLanguages() []string {
	all := slices.Clone(c.Profile.FormerLanguages)
	for _, r := range release.Summaries(c.Frozen) {
		all = append(all, r.Languages...)
	}
	slices.Sort(all)
	return slices.DeleteFunc(slices.Compact(all), c.Languages.Apart)
}
