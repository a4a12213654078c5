package release

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// Site is a finished site that a release is made from. It was built to be frozen: its pages contain their styles and run no
// script.
type Site struct {
	Dir       string // where the files are
	Work      string // a folder to create, on the same file system as the project
	BaseURL   string // that it was built for, with a closing slash
	Languages []string
	AsOf      string // YYYY-MM-DD
}

// holds lists what a release contains of a site: folders below the root of each language.
var holds = []string{"matrix/", "embed/", "data/v1/"}

// What of embed/ stays outside: the page for partners, the frames that tell their height, which a frame that never changes
// has no need of, and the still pictures of all but the matrix, which would make a release three times as heavy.
const (
	pageName = "embed/index.html"
	measured = "auto.html"
)

var stills = []string{".svg", ".png"}

func (s Site) holds(name string) bool {
	if top, below, inside := strings.Cut(name, "/"); inside && top != "en" && slices.Contains(s.Languages, top) {
		name = below
	}
	if form := path.Ext(name); slices.Contains(stills, form) && strings.TrimSuffix(path.Base(name), form) != "matrix" {
		return false
	}
	if name == pageName || path.Base(name) == measured || path.Ext(name) == ".js" {
		return false
	}
	return slices.ContainsFunc(holds, func(folder string) bool { return strings.HasPrefix(name, folder) })
}

// Freeze writes a release into its folder of a project in one step: on any error nothing is written. It returns the manifest
// and its SHA-256 in hexadecimal.
func Freeze(s Site, name Name, project string) (Manifest, string, error) {
	m := Manifest{Release: name, AsOf: s.AsOf, Site: s.BaseURL}
	folder := filepath.Join(project, filepath.FromSlash(Folder), string(name))
	if err := os.MkdirAll(filepath.Dir(folder), 0o755); err != nil {
		return m, "", err
	}
	sum, err := s.write(s.Work, &m)
	if err == nil {
		err = os.Rename(s.Work, folder)
	}
	if err != nil {
		return m, "", errors.Join(err, os.RemoveAll(s.Work))
	}
	return m, sum, nil
}

// write writes the files of a release into a folder and fills in its manifest.
func (s Site) write(dir string, m *Manifest) (sum string, err error) {
	names, err := s.names()
	if err != nil {
		return "", err
	}
	put := func(name string, text []byte) error {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			return err
		}
		return os.WriteFile(file, text, 0o644)
	}
	keep := func(name string, text []byte) error {
		m.Files = append(m.Files, newFile(name, text))
		return put(name, text)
	}
	links := linker{base: s.BaseURL, held: map[string]bool{}}
	for _, name := range names {
		links.held[name] = true
	}
	for _, name := range names {
		text, err := os.ReadFile(filepath.Join(s.Dir, filepath.FromSlash(name)))
		if err != nil {
			return "", err
		}
		// The offline file is used without the site, where only full addresses work.
		if path.Ext(name) == ".html" && !strings.Contains(name, "data/v1/") {
			if text, err = links.relative(name, text); err != nil {
				return "", fmt.Errorf("%s: %w", name, err)
			}
		}
		if err := keep(name, text); err != nil {
			return "", err
		}
	}
	for _, language := range s.Languages {
		folder := ""
		if language != "en" {
			folder = language + "/"
		}
		if err := keep(folder+"index.html", door(language, m.Release)); err != nil {
			return "", err
		}
	}
	byPath := func(a, b File) int { return strings.Compare(a.Path, b.Path) }
	slices.SortFunc(m.Files, byPath)
	if err := keep(sumsName, sums(m.Files)); err != nil {
		return "", err
	}
	slices.SortFunc(m.Files, byPath)
	text := m.encode()
	return newFile(manifestName, text).SHA256, put(manifestName, text)
}

// names returns the files of the site that the release contains, by path.
func (s Site) names() ([]string, error) {
	var names []string
	err := filepath.WalkDir(s.Dir, func(file string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		rel, err := filepath.Rel(s.Dir, file)
		if name := filepath.ToSlash(rel); err == nil && s.holds(name) {
			names = append(names, name)
		}
		return err
	})
	slices.Sort(names)
	return names, err
}

// door returns the page at the top of a release, which redirects to its matrix.
func door(language string, name Name) []byte {
	return fmt.Appendf(nil, `<!doctype html><html lang="%s"><head><meta charset="utf-8"><title>%s</title><meta name="robots" content="noindex">`+
		`<meta http-equiv="refresh" content="0; url=matrix/"></head><body><p><a href="matrix/">%s</a></p></body></html>`+"\n", language, name, name)
}
