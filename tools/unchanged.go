package main

import (
	"strconv"
	"time"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/disk"
)

// A folder that a build has published is not built again while all that it follows from is the same: a deploy that is tried again, a
// build by the clock at which nothing comes out. The record is checked all the same, as what there is to say of it depends on the day.

// finished returns what the site in the folder that is replaced follows from: this program, its settings, the day, what has come out and gone
// by now, and every file of the project. Releases never change, and their checksums stand for them. It has no key where there is no such folder.
func (o buildOptions) finished(record *campaign.Campaign) (disk.Folder, error) {
	if o.folder == "" {
		return disk.Folder{}, nil
	}
	program, err := disk.Program()
	if err != nil {
		return disk.Folder{}, err
	}
	var frozen []string
	for _, f := range record.Frozen {
		frozen = append(frozen, f.Key())
	}
	sum := disk.NewSum(program, o.baseURL, o.asOf, o.past, o.preview, o.hidden, o.layers, frozen, record.Turns(time.Time{}, o.now))
	sum.Add(o.files, outsideReleases(record)...)
	key, err := sum.Key()
	return disk.Folder{Key: key, Slot: disk.Slot("finished", o.folder)}, err
}

// unchanged returns how many pages the site in that folder has if an earlier build made it from the same.
func (o buildOptions) unchanged(site disk.Folder) (pages int, ok bool) {
	text, ok := o.shelf.Noted(site, o.folder)
	if !ok {
		return 0, false
	}
	pages, err := strconv.Atoi(text)
	return pages, err == nil
}
