// Package difference tells what changed in the published record between two editions. It takes two texts of
// data/v1/matrix.json, version 1, and gives one value, which it also prints. It stands apart from the package that writes
// that JSON and has types of its own, because it reads what older versions wrote, too.
package difference

import "declarationwatch/tools/internal/campaign"

// Side is one of the two records that are compared.
type Side struct {
	Name   string // as people call it: a release, a commit, the working tree
	Commit string // its full hash; "" where it is none
	Record *Record
}

// Difference is everything that changed from one edition to another, and the object that -format json prints. Every list
// is there, if empty, and in the order of the newer record; what is gone comes in the order of the older one.
type Difference struct {
	Before      Edition       `json:"before"`
	After       Edition       `json:"after"`
	Governments Section       `json:"governments"` // those that endorsed, and the observers
	Commitments Section       `json:"commitments"`
	Cells       list[Cell]    `json:"cells"` // of a government and a commitment that both editions have
	Pledges     Section       `json:"pledges"`
	Assessments Section       `json:"assessments"` // events of pledges and of conduct
	Evidence    Section       `json:"evidence"`
	Words       list[Wording] `json:"words"`
	Totals      list[Total]   `json:"totals"` // those that differ

	names names
}

// Edition says which record was read.
type Edition struct {
	Name   string        `json:"name"`
	Commit string        `json:"commit,omitempty"`
	AsOf   campaign.Date `json:"as_of"` // the day it was read at the end of
}

// Section is what became of the records of one kind.
type Section struct {
	Added     list[Item] `json:"added"`
	Gone      list[Item] `json:"gone"` // unusual: nothing is deleted from the record
	Changed   list[Item] `json:"changed"`
	Corrected list[Item] `json:"corrected"` // assessments that a later one now replaces; else empty
}

// Item is a record that was added, is gone or has changed. Words are in English.
type Item struct {
	ID         string         `json:"id"`
	Signatory  string         `json:"signatory,omitempty"`  // of a pledge or an assessment
	Commitment string         `json:"commitment,omitempty"` // of a pledge or an assessment
	Status     string         `json:"status,omitempty"`     // of a pledge or an assessment
	Date       campaign.Date  `json:"date,omitempty"`       // of a pledge or an assessment
	Title      string         `json:"title"`                // a name, a short title, a summary or the title of a source
	Evidence   []string       `json:"evidence,omitempty"`
	Permalink  string         `json:"permalink,omitempty"`
	Fields     []FieldChanged `json:"fields,omitempty"` // of one that has changed
}

// FieldChanged is a field of data/v1 and what it held. A list is one text, its ids set apart by a comma.
type FieldChanged struct {
	Field string `json:"field"`
	From  string `json:"from"` // "" for nothing, as in To
	To    string `json:"to"`
}

// Cell is a cell whose status changed.
type Cell struct {
	Signatory  string        `json:"signatory"`
	Commitment string        `json:"commitment"`
	From       string        `json:"from"`
	To         string        `json:"to"`
	Since      campaign.Date `json:"since"`    // "" where nothing is on record any more
	Why        string        `json:"why"`      // the summary of the newest event or pledge that carries the new status
	Evidence   list[string]  `json:"evidence"` // of that event or pledge
	Permalink  string        `json:"permalink"`
}

// Wording is a text or a sign that reads otherwise now, of a record that both editions have. The English of pledges, of
// assessments and of sources, and the short titles of commitments, are among the fields of those instead.
type Wording struct {
	Kind     string `json:"kind"` // status, pillar, commitment, pledge and so on
	ID       string `json:"id"`
	Field    string `json:"field"`
	Language string `json:"language"` // "" for what is in none, such as a symbol
	From     string `json:"from"`     // "" for one that is new, as in To for one that is gone
	To       string `json:"to"`
}

// Total is a number of the whole record.
type Total struct {
	Name   string `json:"name"` // as in data/v1; with a status after a colon: "cells_by_status:reversed"
	Before int    `json:"before"`
	After  int    `json:"after"`
}

// Between compares two records, which it only reads.
func Between(before, after Side) *Difference {
	b, a := before.Record.cited(), after.Record.cited()
	d := &Difference{
		Before: Edition{before.Name, before.Commit, b.AsOf},
		After:  Edition{after.Name, after.Commit, a.AsOf},
		names:  newNames(b, a),
	}
	governments := match(members(b, a), id[*government])
	commitments := match(known(b.Commitments, a.Commitments), id[*commitment])
	cells := match(known(b.Cells, a.Cells), id[*cell])
	pledges := match(known(b.pledges(), a.pledges()), id[*pledge])
	events := match(known(b.events(), a.events()), (*event).content, id[*event])
	sources := match(known(b.Evidence, a.Evidence), id[*source])

	d.Governments = section(governments)
	d.Commitments = section(commitments)
	d.Cells = changedCells(cells)
	d.Pledges = section(pledges)
	d.Assessments = section(events)
	d.Assessments.Corrected = corrections(events)
	d.Evidence = section(sources)

	d.Words = append(d.Words, wordings("declaration", []pair[declaration]{{&b.Declaration, &a.Declaration}})...)
	d.Words = append(d.Words, wordings("status", match(known(b.Statuses, a.Statuses), id[*status]))...)
	d.Words = append(d.Words, wordings("pillar", match(known(b.Pillars, a.Pillars), id[*pillar]))...)
	d.Words = append(d.Words, wordings("government", governments)...)
	d.Words = append(d.Words, wordings("commitment", commitments)...)
	d.Words = append(d.Words, wordings("pledge", pledges)...)
	d.Words = append(d.Words, wordings("assessment", events)...)
	d.Words = append(d.Words, wordings("source", sources)...)

	d.Totals = totalsOf(b, a)
	return d
}

// Empty reports whether nothing differs. The day and the addresses of the site are no difference.
func (d *Difference) Empty() bool { return len(d.counts()) == 0 }
