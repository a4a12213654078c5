package output

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/gob"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"slices"

	"declarationwatch/tools/internal/disk"
)

// A folder that is kept between builds is read once: what others ask of its files is kept too, by the hash of all that is in it.
// The ids of a page of a release, which few links need, are kept by themselves and read when one does.

// What is kept depends on how this package reads files too.
//
//go:embed *.go
var sources embed.FS

// keyOf returns the key under which something of a known folder is kept.
func (s *Site) keyOf(folder, what string) [sha256.Size]byte {
	sum := sha256.New()
	fmt.Fprintf(sum, "%q %q %q %q %q %q\n", s.Known[folder], folder, what, s.BaseURL, s.Languages.All, s.Languages.Former)
	names, _ := fs.Glob(sources, "*.go")
	for _, name := range names {
		text, _ := sources.ReadFile(name)
		sum.Write(text)
	}
	return [sha256.Size]byte(sum.Sum(nil))
}

// readKnown adds the files of a known folder.
func (s *Site) readKnown(folder string) ([]*File, error) {
	kept, err := s.memo.Do(s.keyOf(folder, "files"), func() ([]byte, error) {
		part := &Site{Options: s.Options, Base: s.Base, byName: map[string]*File{}}
		part.Readers, part.Known = nil, nil
		if err := part.walk(folder); err != nil {
			return nil, err
		}
		if err := disk.Each(part.Files, func(_ int, f *File) error {
			_, err := part.open(f, facts{})
			return err
		}); err != nil {
			return nil, err
		}
		var kept bytes.Buffer
		err := gob.NewEncoder(&kept).Encode(part.summaries())
		return kept.Bytes(), err
	})
	if err != nil {
		return nil, err
	}
	var files []*File
	err = gob.NewDecoder(bytes.NewReader(kept)).Decode(&files)
	for _, f := range files {
		if f.Release {
			f.folder = folder
		}
	}
	return files, err
}

// summaries returns what is kept of each file: of those in releases, which are audited when they are frozen, only what a host must
// know of it, whether it could be read, and where it leads out of the folder to, each address once.
func (s *Site) summaries() (out []*File) {
	leads := map[string]bool{}
	for _, f := range s.Files {
		if !f.Release {
			out = append(out, f)
			continue
		}
		short := &File{Name: f.Name, Place: f.Place, Release: f.Release, Size: f.Size, Styles: f.Styles, Faults: f.Faults}
		if f.Page != nil {
			short.Page = &Page{Kind: f.Page.Kind, Refresh: f.Page.Refresh, H1: f.Page.H1, Robots: f.Page.Robots}
		}
		if at := slices.IndexFunc(f.Requests, Request.IsScript); at >= 0 {
			short.Requests = f.Requests[at : at+1]
		}
		for _, link := range f.Links {
			if target := s.Target(f, link); s.Own(target) && s.Answer(target) == nil && !leads[target.String()] {
				leads[target.String()] = true
				short.Links = append(short.Links, target.String())
			}
		}
		out = append(out, short)
	}
	return out
}

// hasID reports whether a page has an element with an id.
func (s *Site) hasID(f *File, id string) bool {
	if f.folder == "" {
		return f.Page.IDs[id] > 0
	}
	ids, ok := s.ids.Load(f.Name)
	if !ok {
		ids, _ = s.ids.LoadOrStore(f.Name, s.knownIDs(f))
	}
	_, found := slices.BinarySearch(ids.([]string), id)
	return found
}

// knownIDs returns the ids of a page of a known folder. What cannot be read has none.
func (s *Site) knownIDs(f *File) (ids []string) {
	kept, err := s.memo.Do(s.keyOf(f.folder, f.Name), func() ([]byte, error) {
		whole := newFile(f.Name, s.Languages)
		part := &Site{Options: s.Options, Base: s.Base}
		part.Readers = nil
		if _, err := part.open(whole, facts{}); err != nil || whole.Page == nil {
			return []byte("[]"), err
		}
		return json.Marshal(slices.Sorted(maps.Keys(whole.Page.IDs)))
	})
	if err == nil {
		err = json.Unmarshal(kept, &ids)
	}
	if err != nil {
		return nil
	}
	return ids
}
