package main

import (
	"crypto/sha256"
	"fmt"
	"slices"
	"strconv"
	"time"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/disk"
)

// A folder that a build has published is not built again while all that it follows from is the same: a deploy that is tried again, a
// build by the clock at which nothing comes out. The record is checked all the same, as what there is to say of it depends on the day.

// origin is what a site follows from.
type origin struct {
	key   string            // identifies all of it except the words
	words map[string]string // a hash of the words of each page that may be rendered by itself, by its file
}

// from returns what the site of a record follows from: this program, its settings, the day, what has come out and gone by now, and every
// file of the project. Releases never change, so their checksums are enough.
func (o buildOptions) from(record *campaign.Campaign) (origin, error) {
	program, err := disk.Program()
	if err != nil {
		return origin{}, err
	}
	var frozen []string
	for _, f := range record.Frozen {
		frozen = append(frozen, f.Key())
	}
	words, rest := map[string]string{}, []string{}
	renders := o.renders(record)
	for _, p := range record.Pages {
		if renders(p) && p.WordsOnlyHere() {
			words[p.Doc.File] = fmt.Sprintf("%x", sha256.Sum256(p.Doc.Body()))
			rest = append(rest, p.Doc.File, p.WithoutWords())
		}
	}
	sum := disk.NewSum(program, o.baseURL, o.asOf, o.past, o.preview, o.hidden, o.layers, frozen, record.Turns(time.Time{}, o.now), rest)
	sum.Add(o.files, slices.DeleteFunc(outsideReleases(record), func(name string) bool { return words[name] != "" })...)
	key, err := sum.Key()
	return origin{key, words}, err
}

// finished returns the folder that is replaced, as it is known. Without a folder it has no key.
func (o buildOptions) finished(from origin) disk.Folder {
	if o.folder == "" {
		return disk.Folder{}
	}
	key, _ := disk.NewSum(from.key, from.words).Key() // texts can always be encoded
	return disk.Folder{Key: key, Slot: disk.Slot("finished", o.folder)}
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
