// Package output reads a finished site: a folder -> facts about each file. Each file is read once and each page parsed
// once, as browsers parse it, with several files side by side. What else wants to see the bytes or the tree of a page is
// called while they are in memory, so that no tree is kept. Search, hosting, audit and the search for leaks read from here.
package output

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"maps"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"golang.org/x/net/html"

	"declarationwatch/tools/internal/disk"
	"declarationwatch/tools/internal/locale"
)

// Options is what to read.
type Options struct {
	Dir       string // where the files are
	BaseURL   string // absolute, with a closing slash
	Languages locale.Languages
	Readers   []Reader
	Unread    bool              // no Reader wants the text of a file
	Known     map[string]string // folders that are kept between builds, by path, with a hash of all that is in each; Readers are not called for them
	Facts     string            // a file that keeps what is known of the others; "" for none
}

// Reader is called for each file with its text, and with its tree if it is an HTML page that was not the same in an earlier build: what
// a Reader needs of the tree it puts into Kept. It must keep neither text nor tree. It is called from several goroutines, and for an empty
// folder with neither.
type Reader func(f *File, text []byte, document *html.Node)

// Site is a finished site.
type Site struct {
	Options
	Base  *url.URL
	Files []*File // in the order of their names

	byName  map[string]*File
	memo    disk.Memo // of what was read of known folders
	ids     sync.Map  // of pages in known folders, by name
	targets sync.Map  // of addresses that lead to the same place from any file
}

// File is what is known of one file.
type File struct {
	Name    string // slash-separated, below the site's root
	Place   string // the same below its release and its language: "embed/matrix/index.html"
	Release bool   // it is in a release, which never changes

	Size     int
	Packed   int        // of a page of the site, its size after the quickest brotli
	Page     *Page      // of an HTML file that can be parsed
	Links    []string   // every address that it leads to or loads, as written
	Requests []Request  // what a browser asks for by itself when it shows the file
	Inline   []Inline   // scripts and styles within it
	Styles   [][32]byte // SHA-256 of each <style> within it
	Listed   []Listed   // what a sitemap or a feed names
	Faults   []string   // why it is not of the kind that its name promises
	Kept     any        // what a Reader had of the tree of a page, of a type that gob knows

	folder string // of a release, the known folder that it is in; "" for none. Much of the above is left out then
}

// Releases is the folder of releases below the site's root. Each has a folder of its name.
const Releases = "v"

const (
	largest     = 512 << 20 // bytes of a file; what is larger is not read
	largestTree = 16 << 20  // bytes of a file that is parsed: its tree takes many times as much memory. Data as JSON has none
)

// Read reads every file of a site.
func Read(o Options) (*Site, error) {
	base, err := url.Parse(o.BaseURL)
	if err != nil {
		return nil, fmt.Errorf("base URL: %w", err)
	}
	s := &Site{Options: o, Base: base, byName: map[string]*File{}, memo: disk.OpenMemo("output")}
	if err := s.walk("."); err != nil {
		return nil, err
	}
	facts, found := s.readFacts(o.Facts), make([]*fact, len(s.Files))
	if err := disk.Each(s.Files, func(i int, f *File) (err error) {
		found[i], err = s.open(f, facts)
		return err
	}); err != nil {
		return nil, err
	}
	if facts.kept != nil {
		facts.keep(o.Facts, slices.DeleteFunc(found, func(one *fact) bool { return one == nil }))
	}
	folders := slices.Sorted(maps.Keys(o.Known))
	known := make([][]*File, len(folders))
	err = disk.Each(folders, func(i int, folder string) (err error) {
		known[i], err = s.readKnown(folder)
		return err
	})
	for _, f := range slices.Concat(known...) {
		s.add(f)
	}
	s.sort()
	return s, err
}

// walk adds the files below a folder of the site that are not in a known one, as far as their names tell.
func (s *Site) walk(folder string) error {
	return filepath.WalkDir(filepath.Join(s.Dir, filepath.FromSlash(folder)), func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(s.Dir, name)
		if err != nil {
			return err
		}
		f := newFile(filepath.ToSlash(rel), s.Languages)
		switch {
		case !entry.IsDir():
			s.add(f)
		case s.Known[f.Name] != "":
			return fs.SkipDir
		default:
			inside, err := os.ReadDir(name)
			if err == nil && len(inside) == 0 && f.Name != "." {
				s.show(f, nil, nil)
			}
			return err
		}
		return nil
	})
}

func (s *Site) add(f *File) {
	s.Files = append(s.Files, f)
	s.byName[f.Name] = f
}

func newFile(name string, languages locale.Languages) *File {
	f := &File{Name: name, Place: name}
	if below, ok := strings.CutPrefix(name, Releases+"/"); ok && strings.Contains(below, "/") {
		_, f.Place, _ = strings.Cut(below, "/")
		f.Release = true
	}
	_, f.Place = languages.Split(f.Place)
	return f
}

// open reads a file of the folder, and returns what is to be kept of it, if anything is.
func (s *Site) open(f *File, known facts) (*fact, error) {
	name := filepath.Join(s.Dir, filepath.FromSlash(f.Name))
	info, err := os.Stat(name)
	if err != nil {
		return nil, err
	}
	if one := known.untouched(f, info); s.Unread && one != nil {
		*f = *one.File
		s.show(f, nil, nil)
		return &fact{one.Sum, one.Modified, f}, nil
	}
	var text []byte
	switch {
	case s.Unread && Kind(f.Name) == "" && info.Mode().IsRegular() && info.Size() <= largest:
	case !info.Mode().IsRegular():
		f.fault("it is not a regular file")
	case info.Size() > largest:
		f.fault("it is larger than %d MiB", largest>>20)
	default:
		if text, err = os.ReadFile(name); err != nil {
			return nil, err
		}
	}
	f.Size = int(info.Size())
	if known.kept == nil || Kind(f.Name) == "" || len(f.Faults) > 0 {
		s.parse(f, text)
		return nil, nil
	}
	sum := sha256.Sum256(text)
	if known.know(f, sum) {
		s.show(f, text, nil)
	} else {
		s.parse(f, text)
	}
	return &fact{sum, info.ModTime(), f}, nil
}

// parse takes in what a file contains.
func (s *Site) parse(f *File, text []byte) {
	kind := Kind(f.Name)
	var document *html.Node
	switch {
	case kind == "" || len(f.Faults) > 0:
	case len(text) > largestTree && kind != "json":
		f.fault("it is larger than %d MiB", largestTree>>20)
	case kind == "html":
		var err error
		if document, err = html.Parse(bytes.NewReader(text)); err != nil {
			f.fault("%v", err)
			break
		}
		f.Page = newPage()
		reader{f, f.Page}.tree(document)
		if !f.Release {
			f.Packed = Packed(text, Quickest)
		}
	case kind == "css":
		f.readStyle(text)
	case kind == "xml":
		f.readXML(text)
	case kind == "json":
		f.readJSON(text)
	}
	s.show(f, text, document)
}

func (s *Site) show(f *File, text []byte, document *html.Node) {
	for _, read := range s.Readers {
		read(f, text, document)
	}
}

// Text is a file to write.
type Text struct {
	Name string // below the site's root
	Text []byte
}

// Write adds files to the site, or replaces some, and reads them as if they had been there.
func (s *Site) Write(texts ...Text) error {
	made := make([]*File, len(texts))
	for i, t := range texts {
		f := newFile(t.Name, s.Languages)
		if made[i] = s.byName[t.Name]; made[i] == nil {
			made[i] = f
			s.add(f)
		} else {
			*made[i] = *f
		}
	}
	s.sort()
	return disk.Each(texts, func(i int, t Text) error {
		if err := disk.Write(s.Dir, t.Name, t.Text); err != nil {
			return err
		}
		made[i].Size = len(t.Text)
		s.parse(made[i], t.Text)
		return nil
	})
}

func (s *Site) sort() {
	slices.SortFunc(s.Files, func(a, b *File) int { return cmp.Compare(a.Name, b.Name) })
}

// Bytes reads the text of a file again.
func (s *Site) Bytes(f *File) ([]byte, error) {
	return os.ReadFile(filepath.Join(s.Dir, filepath.FromSlash(f.Name)))
}

// kinds are the files that are parsed, by ending.
var kinds = map[string]string{
	".html": "html", ".htm": "html", ".css": "css", ".svg": "xml",
	".xml": "xml", ".atom": "xml", ".rss": "xml", ".xsl": "xml",
	".json": "json", ".webmanifest": "json", ".geojson": "json", ".jsonld": "json", ".map": "json",
}

// Kind returns how a file of a name is parsed: "html", "css", "xml" or "json", or "" if it is not.
func Kind(name string) string { return kinds[strings.ToLower(path.Ext(name))] }

// Is reports whether a file is a page of one of some kinds.
func (f *File) Is(kinds ...string) bool { return f.Page != nil && slices.Contains(kinds, f.Page.Kind) }

// Scripted reports whether a page loads a script.
func (f *File) Scripted() bool {
	return slices.ContainsFunc(f.Requests, Request.IsScript)
}

func (f *File) fault(format string, args ...any) {
	f.Faults = append(f.Faults, fmt.Sprintf(format, args...))
}
