package main

import (
	"iter"
	"maps"
	"slices"
	"strings"
	"time"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/embed"
	"declarationwatch/tools/internal/formats"
	"declarationwatch/tools/internal/former"
)

// ofRecord returns, for the check, which files a build makes from the published record: files for reuse, frames and their answers, pictures.
// Those that every site has come first, as they are known at once; for all of them pages are laid out, once for what is public now and once
// with what is withheld.
func (p project) ofRecord(record *campaign.Campaign, now time.Time) func(withheld bool) iter.Seq[map[string]bool] {
	fixed := map[string]bool{}
	for _, name := range slices.Concat(formats.Final(), embed.Fixed()) {
		if !strings.HasSuffix(name, "/") {
			fixed[name] = true
		}
	}
	laidOut := map[bool]map[string]bool{}
	return func(withheld bool) iter.Seq[map[string]bool] {
		return func(yield func(map[string]bool) bool) {
			if !yield(fixed) {
				return
			}
			if laidOut[withheld] == nil {
				names, err := p.madeOf(record, now, withheld)
				if err != nil { // which the build reports
					return
				}
				laidOut[withheld] = names
			}
			yield(laidOut[withheld])
		}
	}
}

// madeOf returns the names of all those files.
func (p project) madeOf(record *campaign.Campaign, now time.Time, withheld bool) (map[string]bool, error) {
	o, err := p.options("", "", withheld, now)
	if err != nil {
		return nil, err
	}
	v, err := o.view(record)
	if err != nil {
		return nil, err
	}
	l, err := o.layout(v)
	if err != nil {
		return nil, err
	}
	frames, err := embed.NewList(v.in, l.frames)
	if err != nil {
		return nil, err
	}
	files := slices.Concat(formats.Files(v.in, v.pages.Record), frames.Files())
	for _, c := range l.cards {
		files = append(files, c.Files()...)
	}
	for _, c := range l.charts() {
		files = append(files, c.Files()...)
	}
	names := map[string]bool{}
	for _, name := range files {
		names[name] = true
	}
	for _, id := range former.IDs(v.public) { // one after another: a cell may have two ids in its address
		for name := range maps.Clone(names) {
			if old, ok := id.Before(name); ok && strings.HasSuffix(name, ".html") {
				names[old] = true
			}
		}
	}
	return names, v.words.Err()
}
