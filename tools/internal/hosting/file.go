package hosting

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"
)

// file is what the table and the redirects go by.
type file struct {
	name    string   // slash-separated, below the site's root
	place   string   // the same below its release and its language: "embed/matrix/index.html"
	release bool     // it lies in a release, which never changes
	styles  []string // of a page: the hashes of the styles within it, as a content security policy names them
	address []string // at which a host answers with it, the one that links use first
	leadsTo string   // of a page that Hugo wrote for an old address: the new one
}

// readFiles takes in the output, in the order of the names. Pages are read side by side.
func readFiles(s Site) ([]*file, error) {
	var files []*file
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	walk := filepath.WalkDir(s.Dir, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		rel, err := filepath.Rel(s.Dir, name)
		if err != nil {
			return err
		}
		f := newFile(filepath.ToSlash(rel), s.Languages)
		f.address = f.addresses()
		if f.name == headersName || f.name == redirectsName {
			return nil
		}
		files = append(files, f)
		if !f.isPage() && path.Ext(f.name) != ".svg" {
			return nil
		}
		group.Go(func() error {
			text, err := os.ReadFile(name)
			if err != nil {
				return err
			}
			return f.readPage(text)
		})
		return nil
	})
	return files, errors.Join(walk, group.Wait())
}

func newFile(name string, languages []string) *file {
	f := &file{name: name, place: name}
	for {
		top, below, inside := strings.Cut(f.place, "/")
		switch {
		case inside && slices.Contains(languages, top):
			f.place = below
		case inside && top == "v" && !f.release && strings.Contains(below, "/"):
			_, f.place, _ = strings.Cut(below, "/")
			f.release = true
		default:
			return f
		}
	}
}

func (f *file) isPage() bool { return path.Ext(f.name) == ".html" }

// isFrame reports whether a page is made to be shown within pages of others: all below embed/, but not embed/ itself,
// where partners choose one.
func (f *file) isFrame() bool {
	below, inside := strings.CutPrefix(f.place, "embed/")
	return inside && strings.Contains(below, "/") && f.isPage()
}

// isFingerprinted reports whether a name holds a hash of the contents, so that it means these bytes for ever.
func (f *file) isFingerprinted() bool { return fingerprint.MatchString(path.Base(f.name)) }

var fingerprint = regexp.MustCompile(`[._-][0-9a-f]{16,}\.[a-z0-9]+$`)

// addresses are those at which a host answers with the file, with the one that links use first. A page "x.html" beside
// a folder "x" would share one with it: no site has such a pair.
func (f *file) addresses() []string {
	names := strings.Split("/"+f.name, "/")
	for i, name := range names {
		names[i] = escape(name)
	}
	address := strings.Join(names, "/")
	switch {
	case path.Base(address) == "index.html":
		return []string{strings.TrimSuffix(address, "index.html"), address}
	case f.isPage():
		return []string{address, strings.TrimSuffix(address, ".html")}
	}
	return []string{address}
}
