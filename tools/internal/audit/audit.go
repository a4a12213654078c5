// Package audit reads the files of a finished site and reports what a visitor would trip over. It takes a folder of
// output and adds problems to a list; it changes nothing and knows nothing of how the files were made.
package audit

import (
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"strings"

	"golang.org/x/sync/errgroup"

	"declarationwatch/tools/internal/diag"
)

// Rules that output can break.
const (
	RuleDeadLink    = "dead-link"    // a link inside the site leads to no file, or to no such place in it
	RuleDuplicateID = "output-id"    // two elements of a page have one id, so that links to it are a matter of luck
	RuleUnreadable  = "output-parse" // a page cannot be parsed
)

// Site is the output to be read.
type Site struct {
	Dir     string // where the files are
	Name    string // what to call Dir in positions, such as "public"
	BaseURL string // absolute, with a closing slash
}

// Run applies every rule to every file. The error is for files that cannot be read.
func Run(s Site, problems *diag.List) error {
	pages, files, err := s.read()
	if err != nil {
		return err
	}
	for _, p := range pages {
		if p.err != nil {
			problems.Errorf(s.at(p.file), RuleUnreadable, "cannot be parsed: %v", p.err)
		}
		for _, id := range p.twice {
			problems.Errorf(s.at(p.file), RuleDuplicateID, "id %q is given twice", id)
		}
	}
	s.links(pages, files, problems)
	return nil
}

func (s Site) at(file string) diag.Position { return diag.Position{File: path.Join(s.Name, file)} }

// read parses every page, as many at a time as there are processors, and lists every file. Pages are in the order
// of their names.
func (s Site) read() (pages []*page, files map[string]*page, err error) {
	files = map[string]*page{}
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	err = filepath.WalkDir(s.Dir, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		rel, err := filepath.Rel(s.Dir, name)
		if err != nil {
			return err
		}
		file := filepath.ToSlash(rel)
		files[file] = nil
		if strings.HasSuffix(file, ".html") {
			p := &page{file: file}
			pages, files[file] = append(pages, p), p
			group.Go(func() error {
				text, err := os.ReadFile(name)
				if err == nil {
					p.parse(text)
				}
				return err
			})
		}
		return nil
	})
	if waited := group.Wait(); err == nil {
		err = waited
	}
	return pages, files, err
}
