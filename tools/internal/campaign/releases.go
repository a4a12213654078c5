package campaign

import (
	"encoding/json"
	"path"

	"declarationwatch/tools/internal/diag"
	"declarationwatch/tools/internal/release"
	"declarationwatch/tools/internal/source"
)

// Release is a row of data/releases.toml: what was frozen, and by what it can be told that it still is.
type Release struct {
	Place    `toml:"-"`
	ID       release.Name `toml:"id" required:"true"`
	AsOf     Date         `toml:"as_of" required:"true"`    // the day that it was read at the end of
	Manifest string       `toml:"manifest" required:"true"` // SHA-256 of its manifest, in hexadecimal
	Summary  Text         `toml:"summary"`                  // what is new in it, if somebody said so
}

// Promise is what the newest frozen release promised for good.
type Promise struct {
	Release release.Name
	File    string // its data
	IDs     map[Kind][]ID
	Cells   map[CellID]PromisedCell // those that held something
}

// CellID names a cell of the matrix.
type CellID struct {
	Signatory  SignatoryID
	Commitment CommitmentID
}

// PromisedCell is what a release said of a cell, as far as it tells whether anything is new.
type PromisedCell struct {
	Status          StatusID
	Since           Date
	Pledges, Events int
}

func (l *loader) releases(file string) (keep func()) {
	v, doc := source.DecodeFile[struct {
		Records []Release `toml:"release" required:"true"`
	}](l.root, file, l.problems)
	return func() {
		l.note(doc)
		place(l, doc, "", "release", v.Records, func(r *Release) (*Place, ID) { return &r.Place, "" })
		l.campaign.Releases = v.Records
	}
}

// frozen reads the releases in static/, and what the newest promised. A project may have none.
func (l *loader) frozen() {
	for _, name := range release.Names(l.root) {
		folder := path.Join(release.Folder, string(name))
		f, err := release.Read(l.root, folder)
		if err != nil {
			l.problems.Errorf(diag.Position{File: folder}, source.RuleUnreadable, "the release cannot be read: %v", err)
			continue
		}
		l.campaign.Frozen = append(l.campaign.Frozen, f)
	}
	if newest := release.Newest(l.campaign.Frozen); newest != nil {
		l.promise(newest)
	}
}

func (l *loader) promise(f *release.Frozen) {
	var data struct {
		Signatories, Observers, Commitments []struct{ ID ID }
		Cells                               []struct {
			CellID
			Status  StatusID
			Since   Date
			Pledges []struct{ ID ID }
			Events  []struct{}
		}
	}
	file := "data/v1/matrix.json"
	text, err := f.ReadFile(file)
	if err == nil {
		err = json.Unmarshal(text, &data)
	}
	file = path.Join(f.Folder, file)
	if err != nil {
		l.problems.Errorf(diag.Position{File: file}, source.RuleUnreadable, "the release cannot be read: %v", err)
		return
	}
	ids, cells := map[Kind][]ID{}, map[CellID]PromisedCell{}
	for _, r := range append(data.Signatories, data.Observers...) {
		ids[SignatoryKind] = append(ids[SignatoryKind], r.ID)
	}
	for _, r := range data.Commitments {
		ids[CommitmentKind] = append(ids[CommitmentKind], r.ID)
	}
	for _, c := range data.Cells {
		for _, p := range c.Pledges {
			ids[PledgeKind] = append(ids[PledgeKind], p.ID)
		}
		if len(c.Pledges)+len(c.Events) > 0 {
			cells[c.CellID] = PromisedCell{c.Status, c.Since, len(c.Pledges), len(c.Events)}
		}
	}
	l.campaign.Promise = Promise{f.Name, file, ids, cells}
}
