// Package former leads from addresses with an id that a record had before to those with its present one: files of a finished site
// -> pages that lead on, for hosts that do not read redirects, which package hosting writes.
package former

import (
	"bytes"
	"fmt"
	"html"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/disk"
	"declarationwatch/tools/internal/output"
)

// ID is an id that a record had before.
type ID struct {
	Old, New string
	after    map[string]int // how many names after one of these in an address the id is
}

// places is where ids are in addresses: pages and data are in the folder of their kind, frames after the name of their kind, and a
// cell after its government.
var places = map[campaign.Kind]map[string]int{
	campaign.KindSignatory:  {"signatories": 1, "signatory": 1, "cell": 1},
	campaign.KindCommitment: {"commitments": 1, "commitment": 1, "cell": 2},
	campaign.KindProgramme:  {"programmes": 1, "programme": 1},
}

// IDs returns the former ids of a record.
func IDs(c *campaign.Campaign) (list []ID) {
	for _, f := range c.Former() {
		list = append(list, ID{string(f.Old), string(f.New), places[f.Kind]})
	}
	return list
}

// At returns which of the names of a file has the present id, -1 for none, and after which of them it is.
func (f ID) At(names []string) (id, after int) {
	for i, name := range names {
		id := i + f.after[name]
		if id > i && id < len(names) && strings.TrimSuffix(names[id], path.Ext(names[id])) == f.New {
			return id, i
		}
	}
	return -1, -1
}

// Before returns the name that a file or a folder had.
func (f ID) Before(name string) (old string, ok bool) {
	names := strings.Split(name, "/")
	id, _ := f.At(names)
	if id < 0 || strings.HasPrefix(name, output.Releases+"/") {
		return "", false
	}
	names = slices.Clone(names)
	names[id] = f.Old + path.Ext(names[id])
	return strings.Join(names, "/"), true
}

// Write writes, for every page in a site's folder, one at each address that it had, unless a page is there. It passes over some
// folders.
func Write(site, baseURL string, ids []ID, except []disk.Folder) error {
	if len(ids) == 0 {
		return nil
	}
	byNew := map[string][]int{}
	for i, f := range ids {
		byNew[f.New] = append(byNew[f.New], i)
	}
	folders := map[string]bool{}
	for _, f := range except {
		folders[f.Path] = true
	}
	type page struct {
		name string
		from int // the first of the ids that it may have: a page may have several in its address, one after another
	}
	var pages []page
	err := filepath.WalkDir(site, func(file string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name, err := filepath.Rel(site, file)
		name = filepath.ToSlash(name)
		switch {
		case err != nil:
			return err
		case entry.IsDir() && folders[name]:
			return filepath.SkipDir
		case !entry.IsDir() && path.Ext(name) == ".html":
			pages = append(pages, page{name, 0})
		}
		return nil
	})
	if err != nil {
		return err
	}
	for k := 0; k < len(pages); k++ { // with those that are written on the way
		p := pages[k]
		var found []int
		for part := range strings.SplitSeq(p.name, "/") { // most pages have none
			found = append(found, byNew[strings.TrimSuffix(part, path.Ext(part))]...)
		}
		slices.Sort(found)
		for _, i := range slices.Compact(found) {
			if i < p.from {
				continue
			}
			old, ok := ids[i].Before(p.name)
			if !ok {
				continue
			}
			if _, err := os.Lstat(filepath.Join(site, filepath.FromSlash(old))); err == nil {
				continue
			}
			text, err := os.ReadFile(filepath.Join(site, filepath.FromSlash(p.name)))
			if err != nil {
				return err
			}
			if err := disk.Write(site, old, Page(baseURL, p.name, text)); err != nil {
				return err
			}
			pages = append(pages, page{old, i + 1})
		}
	}
	return nil
}

// language matches the language of a page.
var language = regexp.MustCompile(`<html[^>]* lang="?([A-Za-z0-9-]+)`)

// Page returns a page that leads on to another one, in the form that Hugo gives it.
func Page(baseURL, name string, target []byte) []byte {
	code := ""
	if m := language.FindSubmatch(target); m != nil {
		code = fmt.Sprintf(" lang=%q", m[1])
	}
	var page bytes.Buffer
	address := html.EscapeString(baseURL + strings.TrimSuffix(name, "index.html"))
	fmt.Fprintf(&page, `<!doctype html><html%s><head><meta charset="utf-8"><title>%s</title><link rel="canonical" href="%s">`+
		`<meta name="robots" content="noindex"><meta http-equiv="refresh" content="0; url=%s"></head></html>`, code, address, address, address)
	return page.Bytes()
}
