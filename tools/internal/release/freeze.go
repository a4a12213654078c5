package release

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/net/html"

	"declarationwatch/tools/internal/disk"
	"declarationwatch/tools/internal/locale"
	"declarationwatch/tools/internal/output"
)

// Site is a finished site that a release is made from. It was built to be frozen: its pages contain their styles and run no
// script.
type Site struct {
	*output.Site
	Work string // a folder to create, on the same file system as the project
	AsOf string // YYYY-MM-DD
}

// contains reports whether a release contains a file: the pages that were made to be kept, and the data and pictures below
// the same folders. Frames that report their height need a script, which a frame that never changes does not; the still
// pictures of all but the matrix, and a frame for each cell, would make a release many times as heavy.
func contains(f *output.File) bool {
	ending := path.Ext(f.Place)
	switch {
	case f.Release, strings.HasPrefix(f.Place, "embed/cell/"):
		return false
	case f.Page != nil:
		return f.Is(output.FrozenPage, output.StandalonePage) || f.Is(output.FramePage) && !f.Scripted()
	case ending == ".svg" || ending == ".png":
		return strings.HasPrefix(f.Place, "embed/") && path.Base(f.Place) == "matrix"+ending
	}
	return ending != ".js" && (strings.HasPrefix(f.Place, "embed/") || strings.HasPrefix(f.Place, "data/v1/"))
}

// Freeze writes a release into its folder of a project in one step: on any error nothing is written.
func Freeze(s Site, name Name, project string) (Made, error) {
	folder := filepath.Join(project, filepath.FromSlash(Folder), string(name))
	if err := os.MkdirAll(filepath.Dir(folder), 0o755); err != nil {
		return Made{}, err
	}
	made, err := s.write(s.Work, Manifest{Release: name, AsOf: s.AsOf, Site: s.BaseURL})
	if err == nil {
		err = os.Rename(s.Work, folder)
	}
	if err != nil {
		return Made{}, errors.Join(err, os.RemoveAll(s.Work))
	}
	return made, nil
}

// Again freezes the files of a release of a project once more, under another name and day: to measure what many releases take.
func Again(project string, of, name Name, asOf string) (Made, error) {
	root, folder := os.DirFS(project), path.Join(Folder, string(of))
	text, err := fs.ReadFile(root, path.Join(folder, manifestName))
	if err != nil {
		return Made{}, err
	}
	packed, err := fs.ReadFile(root, path.Join(folder, archiveName))
	if err != nil {
		return Made{}, err
	}
	m, err := decode(text)
	if err != nil {
		return Made{}, err
	}
	m.Release, m.AsOf = name, asOf
	return m.store(filepath.Join(project, filepath.FromSlash(Folder), string(name)), packed)
}

// Made is a release that was frozen.
type Made struct {
	Manifest
	Sums      Sums
	Published int // bytes of all files
	Stored    int // bytes of the two files that the project has
}

// write writes the archive and the manifest of a release into a folder.
func (s Site) write(dir string, m Manifest) (Made, error) {
	texts, err := s.texts(m.Release)
	if err != nil {
		return Made{}, err
	}
	for name, text := range texts {
		m.Files = append(m.Files, newFile(name, text))
	}
	texts[sumsName] = List(m.Files)
	m.Files = append(m.Files, newFile(sumsName, texts[sumsName]))
	slices.SortFunc(m.Files, byPath)
	packed, err := Pack(texts)
	if err != nil {
		return Made{}, err
	}
	return m.store(dir, packed)
}

// store writes a manifest and an archive into a folder.
func (m Manifest) store(dir string, packed []byte) (Made, error) {
	archive, manifest := newFile(archiveName, packed), newFile(manifestName, m.encode())
	made := Made{Manifest: m, Sums: Sums{manifest.SHA256, archive.SHA256}, Stored: manifest.Bytes + archive.Bytes}
	made.Published = made.Stored
	for _, f := range m.Files {
		made.Published += f.Bytes
	}
	return made, errors.Join(disk.Write(dir, archiveName, packed), disk.Write(dir, manifestName, m.encode()))
}

// texts returns the files of a release, by path.
func (s Site) texts(name Name) (map[string][]byte, error) {
	links := linker{base: s.Base, languages: s.Languages, held: map[string]bool{}, whole: map[string]*output.File{}}
	for _, f := range s.Files {
		if links.held[f.Name] = contains(f); links.held[f.Name] && f.Is(output.StandalonePage) {
			language, _ := s.Languages.Split(f.Name)
			links.whole[language] = f
		}
	}
	texts := map[string][]byte{}
	for _, f := range s.Files {
		if !links.held[f.Name] {
			continue
		}
		text, err := s.Bytes(f)
		if err != nil {
			return nil, err
		}
		// A standalone file is used without the site, where only full addresses work.
		if f.Page != nil && f.Page.Kind != output.StandalonePage {
			text = links.relative(f.Name, text)
		}
		texts[f.Name] = text
	}
	for _, language := range s.Languages.All {
		texts[s.Languages.Root(language)+"index.html"] = redirect(language, name)
	}
	return texts, nil
}

// redirect returns the page at the top of a release, which redirects to its matrix.
func redirect(language string, name Name) []byte {
	return fmt.Appendf(nil, `<!doctype html><html lang="%s"><head><meta charset="utf-8"><title>%s</title><meta name="robots" content="noindex">`+
		`<meta http-equiv="refresh" content="0; url=matrix/"></head><body><p><a href="matrix/">%s</a></p></body></html>`+"\n", language, name, name)
}

// linker makes links of frozen pages to what the release contains relative, so that they work wherever its folder is. A link to
// the page of a government or a commitment leads to the same in the release's file that has all of them. Every other link is a
// full address, marked as one that leads out: the site around a release changes, and may be gone.
type linker struct {
	base      *url.URL // of the site, with a closing slash
	languages locale.Languages
	held      map[string]bool         // files of the release, by path
	whole     map[string]*output.File // by language, the file that stands alone
}

// inWhole are the folders of pages that the file that stands alone has too.
var inWhole = []string{"signatories", "commitments"}

// copyOf returns the place in the release, below its folder, of what the site shows at a place of a page; "" where it has none.
func (l linker) copyOf(below, fragment string) string {
	language, place := l.languages.Split(below)
	folder, id, _ := strings.Cut(strings.TrimSuffix(place, "/"), "/")
	whole := l.whole[language]
	if whole == nil || !slices.Contains(inWhole, folder) {
		return ""
	}
	for _, id := range []string{id + "-" + fragment, fragment + "-" + id, id} {
		if whole.Page.IDs[id] > 0 {
			return whole.Name + "#" + id
		}
	}
	return ""
}

// leading is the attributes that contain an address.
var leading = []string{"href", "src", "action"}

// relative returns a page of the release with its links rewritten. What it names as canonical stays a full address.
func (l linker) relative(name string, text []byte) []byte {
	here := l.base.JoinPath(name)
	return output.Rewrite(text, func(tag *html.Token) bool { return l.rewrite(tag, name, here) })
}

// rewrite rewrites the links of a tag, and reports whether it had any.
func (l linker) rewrite(tag *html.Token, name string, here *url.URL) (changed bool) {
	// A live link leads to the current page, although the release has a copy of it.
	live := slices.ContainsFunc(tag.Attr, func(a html.Attribute) bool { return a.Key == "data-live" })
	for i, a := range tag.Attr {
		if a.Key == "rel" && a.Val == "canonical" {
			return false
		}
		if !slices.Contains(leading, a.Key) || a.Val == "" || strings.ContainsAny(a.Val[:1], "#?") {
			continue
		}
		target, err := here.Parse(a.Val)
		if err != nil || target.Scheme != l.base.Scheme || target.Host != l.base.Host {
			continue
		}
		below, inside := strings.CutPrefix(target.Path, l.base.Path)
		if !inside {
			continue
		}
		up := strings.Repeat("../", strings.Count(name, "/"))
		switch place := l.copyOf(below, target.Fragment); {
		case !live && (l.held[below] || l.held[below+"index.html"]):
			target.Scheme, target.Host = "", ""
			target.Path = cmp.Or(up+below, "./")
			tag.Attr[i].Val = target.String()
		case !live && place != "":
			tag.Attr[i].Val = up + place
		case tag.Data == "a":
			tag.Attr[i].Val = target.String()
			defer markOut(tag) // after the attributes, of which it may add one
		default:
			tag.Attr[i].Val = target.String()
		}
		changed = true
	}
	return changed
}

// markOut marks a link that leads out of the release.
func markOut(tag *html.Token) {
	const external = "external"
	for i, a := range tag.Attr {
		if a.Key == "rel" {
			tag.Attr[i].Val = a.Val + " " + external
			return
		}
	}
	tag.Attr = append(tag.Attr, html.Attribute{Key: "rel", Val: external})
}
