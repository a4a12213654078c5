package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"

	"declarationwatch/tools/internal/diag"
	"declarationwatch/tools/internal/disk"
	"declarationwatch/tools/internal/formats"
	"declarationwatch/tools/internal/minify"
	"declarationwatch/tools/internal/site"
)

// rendering is the part of the flow that Hugo does. Pages of an earlier build serve again while all that they follow from is the same:
// all of them, or all but those of which only words have changed.
type rendering struct {
	buildOptions
	view
	stage, out string
	name       string // what problems call the folder out
	problems   *diag.List
	done       func(stage string, err error) error
}

// mostAgain is of how many pages words may have changed, for only these to be rendered: their number times that of all pages is what Hugo
// compares.
const mostAgain = 100

// render leaves the minified pages in the folder out.
func (r rendering) render(ctx context.Context) error {
	expected := len(r.problems.Sorted())
	kept, words, err := r.kept()
	note, lent := "", false
	if err == nil && kept.Key != "" {
		note, lent = r.shelf.Lend(kept, r.out)
	}
	if err := r.done("kept", err); err != nil {
		return fmt.Errorf("pages of an earlier build: %w", err)
	}
	if lent {
		again := r.other(words, note)
		if len(again) == 0 {
			return nil
		}
		lent, err = r.again(ctx, again)
		if err := r.done("hugo", err); err != nil {
			return err
		}
	}
	if !lent {
		if err := r.run(ctx, r.toRender(r.record, r.stage, r.out)); err != nil {
			return err
		}
	}
	if kept.Key != "" && len(r.problems.Sorted()) == expected { // what there is to say of pages, each build says
		text, err := json.Marshal(words)
		if err != nil {
			return err
		}
		r.shelf.Keep(kept, r.out, string(text))
	}
	return nil
}

// kept returns the folder of what Hugo renders of a record, minified, which is kept for builds of the same record on the same day, and a
// hash of the words of each page that may be rendered by itself, by its file: the key of the folder does not depend on them. It has no
// key where nothing is kept: of one page, of a release, and of a past day, whose pages are changed afterwards.
func (r rendering) kept() (folder disk.Folder, words map[string]string, err error) {
	if r.only != "" || r.release != "" || r.past {
		return disk.Folder{}, nil, nil
	}
	o := r.toRender(r.record, r.stage, r.out)
	renders := r.renders(r.record)
	words = map[string]string{}
	var left, rest []string
	for _, p := range r.record.Pages {
		switch file := p.Doc.File; {
		case !renders(p):
			left = append(left, file)
		case p.WordsOnlyHere():
			words[file] = fmt.Sprintf("%x", sha256.Sum256(p.Doc.Body()))
			rest = append(rest, file, p.WithoutWords())
		}
	}
	o.Names = slices.DeleteFunc(slices.Clone(o.Names), func(name string) bool { return words[name] != "" })
	key, err := o.Key(minify.Version(r.layers), left, rest)
	return disk.Folder{Key: key, Slot: disk.Slot("rendered", r.baseURL, r.preview, r.layers)}, words, err
}

// other returns the paths of the pages whose words are not those that were noted.
func (r rendering) other(words map[string]string, note string) (paths []string) {
	var before map[string]string
	_ = json.Unmarshal([]byte(note), &before) // of what cannot be read, all are others
	for _, p := range r.record.Pages {
		if sum := words[p.Doc.File]; sum != before[p.Doc.File] {
			paths = append(paths, p.Path())
		}
	}
	slices.Sort(paths)
	return slices.Compact(paths)
}

// again renders some pages, and the feeds that have all of their text, into the folder out, which has all others. It reports whether that
// is all that is new; otherwise the folder is removed.
func (r rendering) again(ctx context.Context, paths []string) (done bool, err error) {
	if len(paths) > mostAgain {
		return false, os.RemoveAll(r.out)
	}
	feeds := site.Part{Output: []string{"atom", "jsonfeed"}}
	for _, w := range r.words {
		whole := r.pages.WholeTexts(w)
		for _, p := range paths {
			feeds.Path = append(feeds.Path, whole(p)...)
		}
	}
	slices.Sort(feeds.Path)
	feeds.Path = slices.Compact(feeds.Path)
	part := filepath.Join(filepath.Dir(r.out), "again")
	o := r.toRender(r.record, r.stage, part)
	o.Only, o.Bare = []site.Part{{Path: paths}, feeds}, true
	one := r
	one.done = func(_ string, err error) error { return err }
	if err := one.run(ctx, o); err != nil {
		return false, err
	}
	err = fs.WalkDir(os.DirFS(part), ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		return putOver(filepath.Join(r.out, name), filepath.Join(part, name))
	})
	if errors.Is(err, fs.ErrNotExist) { // other words would not make a new file
		return false, os.RemoveAll(r.out)
	}
	return err == nil, err
}

// putOver puts one text in the place of another. Style sheets, scripts and pictures are named by what is in them.
func putOver(file, by string) error {
	before, err := os.ReadFile(file)
	if err != nil || !slices.Contains([]string{".html", ".xml", ".json"}, path.Ext(file)) {
		return err
	}
	after, err := os.ReadFile(by)
	if err != nil || bytes.Equal(before, after) {
		return err
	}
	return os.Rename(by, file)
}

// run has Hugo render, and minifies what it made.
func (r rendering) run(ctx context.Context, o site.Options) error {
	err := site.Render(ctx, o, r.problems)
	if err := r.done("hugo", errors.Join(err, r.problems.Err())); err != nil {
		return err
	}
	err = minify.Dir(o.Out, r.layers, func(file string) string {
		if static := path.Join("static", file); slices.Contains(r.record.Files, static) {
			return static
		}
		return path.Join(r.name, file)
	}, r.problems, formats.Final()...)
	return r.done("minify", errors.Join(err, r.problems.Err()))
}
