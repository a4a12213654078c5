package hosting

import (
	"bytes"
	"fmt"
	"html"
	"io/fs"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"declarationwatch/tools/internal/output"
)

// Former is an id that a record had before. Whoever has an address with it is sent on to the one with the present id.
type Former struct {
	Old, New string
	After    map[string]int // how many names after one of these in an address the id is
}

// at returns which of the names of a file has the present id, -1 for none, and after which of them it is.
func (f Former) at(names []string) (id, after int) {
	for i, name := range names {
		id := i + f.After[name]
		if id > i && id < len(names) && stem(names[id]) == f.New {
			return id, i
		}
	}
	return -1, -1
}

// stem returns the name of a file without its ending.
func stem(name string) string { return strings.TrimSuffix(name, path.Ext(name)) }

// before returns the names of a file as they were.
func (f Former) before(names []string) (old []string, ok bool) {
	id, _ := f.at(names)
	if id < 0 {
		return nil, false
	}
	old = slices.Clone(names)
	old[id] = f.Old + path.Ext(names[id])
	return old, true
}

// language matches the language of a page.
var language = regexp.MustCompile(`<html[^>]* lang="?([A-Za-z0-9-]+)`)

// Lead writes into the folder of a finished site, for every page at an address with a present id, one at that with each former
// id, which leads on. It is for hosts that do not read the redirects; those know of other files too.
func Lead(dir, baseURL string, former []Former) error {
	for _, f := range former { // one after another: a page may have several ids in its address
		err := filepath.WalkDir(dir, func(file string, entry fs.DirEntry, err error) error {
			if err != nil || path.Ext(file) != ".html" || !entry.Type().IsRegular() {
				return err
			}
			name, err := filepath.Rel(dir, file)
			if err != nil {
				return err
			}
			name = filepath.ToSlash(name)
			old, ok := f.before(strings.Split(name, "/"))
			if !ok || strings.HasPrefix(name, output.Releases+"/") {
				return nil
			}
			text, err := os.ReadFile(file)
			if err != nil {
				return err
			}
			return f.lead(filepath.Join(append([]string{dir}, old...)...), baseURL+strings.TrimSuffix(name, "index.html"), text)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// lead writes a page that leads on, in the form that Hugo gives one, unless there is a page.
func (f Former) lead(file, address string, target []byte) error {
	if _, err := os.Lstat(file); err == nil {
		return nil
	}
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return err
	}
	if u, err := url.Parse(address); err == nil {
		address = u.String()
	}
	code := ""
	if m := language.FindSubmatch(target); m != nil {
		code = fmt.Sprintf(" lang=%q", m[1])
	}
	var page bytes.Buffer
	address = html.EscapeString(address)
	fmt.Fprintf(&page, `<!doctype html><html%s><head><meta charset="utf-8"><title>%s</title><link rel="canonical" href="%s">`+
		`<meta name="robots" content="noindex"><meta http-equiv="refresh" content="0; url=%s"></head></html>`, code, address, address, address)
	return os.WriteFile(file, page.Bytes(), 0o644)
}

// formerRedirects returns the lines for all files with a present id in their address: one for a folder with all that is in it,
// whatever names come before it that are not the same everywhere.
func formerRedirects(root string, files []*file, former []Former) (out []redirect) {
	known := map[string]bool{}
	for _, f := range former {
		for _, file := range files {
			id, after := f.at(file.names)
			if id < 0 || file.Release {
				continue
			}
			from, to := slices.Clone(file.names[:id+1]), slices.Clone(file.names[:id+1])
			for i := after + 1; i < id; i++ {
				from[i], to[i] = anyName, anyName
			}
			from[id] = f.Old + path.Ext(from[id])
			if id < len(file.names)-1 {
				from, to = append(from, "*"), append(to, ":"+splat)
			}
			line := redirect{under(root, "/"+strings.Join(from, "/")), under(root, "/"+strings.Join(to, "/")), moved, nil}
			if !known[line.from] {
				known[line.from] = true
				out = append(out, line)
			}
		}
	}
	return out
}

// splat is how the target of a redirect calls what an asterisk stands for, anyName is one name that it takes over.
const (
	splat   = "splat"
	anyName = ":name"
)
