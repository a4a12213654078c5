package campaign

import (
	"encoding/json"
	"io/fs"
	"path"
	"strings"

	"declarationwatch/tools/internal/diag"
	"declarationwatch/tools/internal/source"
)

// releases is where frozen releases lie, each in a folder of its name.
const releases = "static/v"

// Release is what the newest frozen release promised for good.
type Release struct {
	File string // its data
	IDs  map[Kind][]ID
}

// static lists the files of static/ and reads the newest release. A project may have neither.
func (l *loader) static() {
	newest := ""
	_ = fs.WalkDir(l.root, "static", func(file string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return nil // what Hugo cannot read it says itself
		}
		l.campaign.Static = append(l.campaign.Static, file)
		if strings.HasPrefix(file, releases+"/") && strings.HasSuffix(file, "/data/v1/matrix.json") && file > newest {
			newest = file
		}
		return nil
	})
	if newest != "" {
		l.release(newest)
	}
}

func (l *loader) release(file string) {
	var data struct {
		Signatories, Observers, Commitments []struct{ ID ID }
		Cells                               []struct{ Pledges []struct{ ID ID } }
	}
	text, err := fs.ReadFile(l.root, file)
	if err == nil {
		err = json.Unmarshal(text, &data)
	}
	if err != nil {
		l.problems.Errorf(diag.Position{File: file}, source.RuleUnreadable, "the release cannot be read: %v", err)
		return
	}
	ids := map[Kind][]ID{}
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
	}
	l.campaign.Release = Release{file, ids}
}

// Name is the release's own, the folder below static/v.
func (r Release) Name() string {
	name, _, _ := strings.Cut(strings.TrimPrefix(r.File, releases+"/"), "/")
	return path.Clean(name)
}
