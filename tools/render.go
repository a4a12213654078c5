package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"sync"

	"golang.org/x/sync/errgroup"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/card"
	"declarationwatch/tools/internal/chart"
	"declarationwatch/tools/internal/diag"
	"declarationwatch/tools/internal/disk"
	"declarationwatch/tools/internal/draw"
	"declarationwatch/tools/internal/embed"
	"declarationwatch/tools/internal/formats"
	"declarationwatch/tools/internal/minify"
	"declarationwatch/tools/internal/output"
	"declarationwatch/tools/internal/published"
	"declarationwatch/tools/internal/site"
)

// rendering is the part of the flow that makes pages, pictures and frames. Those of an earlier build serve again while all that they follow
// from is the same: all of them, or all but the pages of which only words have changed.
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

// fewAgain is how many pages are rendered again in each build rather than kept: to link to all others takes as long.
const fewAgain = 10

// stageNote is what a build notes of a kept stage: the folders of pictures and frames of its site, and what pages show of the files for reuse.
type stageNote struct {
	Folders []disk.Folder
	Reuse   published.Reuse
}

// render leaves the minified pages, pictures and frames in the folder out, and what templates get of them in the stage. It returns the
// folders of pictures and frames.
func (r rendering) render(ctx context.Context, from origin) ([]disk.Folder, error) {
	if r.only != "" || r.release != "" || r.past { // pages of a past day are changed afterwards
		return r.make(ctx, origin{})
	}
	folders, ok, err := r.earlier(ctx, from)
	if ok || err != nil {
		return folders, err
	}
	r.shelf.Return(folders, r.out)
	if err := errors.Join(os.RemoveAll(r.out), os.RemoveAll(r.stage)); err != nil {
		return nil, err
	}
	return r.make(ctx, from)
}

// kept returns the folders that are kept of what follows from a record, as they are known: pages, and what templates get.
func (r rendering) kept(from origin) (pages, stage disk.Folder) {
	return disk.Folder{Key: from.key, Slot: disk.Slot("rendered", r.baseURL, r.preview, r.layers)},
		disk.Folder{Key: from.key, Slot: disk.Slot("staged", r.baseURL, r.preview, r.layers)}
}

// earlier takes pages, pictures and frames of an earlier build, and renders those pages again of which the words are others. It reports
// whether that is all that is new; if not, what it has made is of no use.
func (r rendering) earlier(ctx context.Context, from origin) (folders []disk.Folder, ok bool, err error) {
	pages, stage := r.kept(from)
	var staged stageNote
	text, ok := r.shelf.Lend(stage, r.stage)
	if ok = ok && json.Unmarshal([]byte(text), &staged) == nil; ok {
		text, ok = r.shelf.Told(pages)
	}
	if err := r.done("kept", nil); !ok || err != nil {
		return nil, false, err
	}
	// There are thousands of pages to link to, which Hugo does not need.
	lent := make(chan bool, 1)
	go func() {
		note, ok := r.shelf.Lend(pages, r.out)
		lent <- ok && note == text
	}()
	allLent := sync.OnceValue(func() bool { return <-lent })
	defer allLent()
	expected := len(r.problems.Sorted())
	r.pages.Reuse = staged.Reuse
	if again := r.other(from.words, text); len(again) > 0 {
		ok, err := r.again(ctx, again, allLent)
		if err := r.done("hugo", err); !ok || err != nil {
			return nil, false, err
		}
		if len(again) > fewAgain && len(r.problems.Sorted()) == expected {
			r.keepPages(pages, from)
		}
	}
	if !allLent() {
		return nil, false, nil
	}
	for i := range staged.Folders {
		staged.Folders[i].Make = func(string) error { return fs.ErrNotExist }
	}
	err = r.shelf.Take(staged.Folders, r.out)
	r.times.lap("pictures")
	if errors.Is(err, fs.ErrNotExist) {
		return staged.Folders, false, nil
	}
	return staged.Folders, true, err
}

// make draws and renders everything, and keeps it.
func (r rendering) make(ctx context.Context, from origin) ([]disk.Folder, error) {
	expected := len(r.problems.Sorted())
	drawn, frames, err := r.draw()
	if err != nil {
		return nil, err
	}
	if err := r.run(ctx, r.toRender(r.record, r.stage, r.out)); err != nil || r.only != "" {
		return nil, err
	}
	pages, stage := r.kept(from)
	keep := from.key != "" && len(r.problems.Sorted()) == expected // what there is to say of pages, each build says
	if keep {
		r.keepPages(pages, from)
	}

	folders := drawn.Of(r.baseURL)
	if err := r.shelf.Take(folders, r.out); err != nil {
		return nil, fmt.Errorf("pictures: %w", err)
	}
	r.times.lap("pictures")

	embedded, err := frames.Write(r.out, r.shelf)
	if err != nil {
		return nil, fmt.Errorf("frames: %w", err)
	}
	folders = append(folders, embedded...)
	r.times.lap("embed")
	if keep {
		note, err := json.Marshal(stageNote{folders, r.pages.Reuse})
		if err != nil {
			return nil, err
		}
		r.shelf.Keep(stage, r.stage, string(note))
	}
	return folders, nil
}

// keepPages keeps the pages for other builds.
func (r rendering) keepPages(pages disk.Folder, from origin) {
	note, _ := json.Marshal(from.words) // texts can always be encoded
	r.shelf.Keep(pages, r.out, string(note))
}

// draw writes the files for reuse and what templates get into the stage, and lays pictures and frames out.
func (r rendering) draw() (drawn disk.Folders, frames *embed.List, err error) {
	// Pages need the files for reuse, pictures and frames do not: they are laid out while the files are written.
	var files errgroup.Group
	defer files.Wait()
	files.Go(func() error { return formats.Stage(r.stage, r.in, r.pages, r.words) })

	l, err := r.layout(r.view)
	if err := r.done("layout", err); err != nil {
		return nil, nil, fmt.Errorf("frames: %w", err)
	}

	pictures, drawn := draw.OpenCache(r.times.countPicture), disk.Folders{}
	if err := chart.Stage(r.stage, l.charts(), pictures, drawn); err != nil {
		return nil, nil, fmt.Errorf("charts: %w", err)
	}
	if err := r.done("cards", card.Stage(r.stage, l.cards, pictures, drawn)); err != nil {
		return nil, nil, fmt.Errorf("cards: %w", err)
	}

	frames, err = embed.NewList(r.in, l.frames)
	if err != nil {
		return nil, nil, err
	}
	if err := r.done("frames", frames.Stage(r.stage, pictures, drawn)); err != nil {
		return nil, nil, fmt.Errorf("frames: %w", err)
	}

	if err := r.done("data", errors.Join(files.Wait(), r.words.Err())); err != nil {
		return nil, nil, fmt.Errorf("data: %w", err)
	}
	if r.preview {
		err = markPreview(filepath.Join(r.stage, "static"))
	}
	return drawn, frames, err
}

// layout is the cards of pages and the frames, laid out and not drawn.
type layout struct {
	view
	style  *draw.Style
	cards  []card.Card
	frames []*embed.Frame
}

func (o buildOptions) layout(v view) (l layout, err error) {
	l.view = v
	if l.style, err = draw.ReadStyle(o.files, v.public.Vocabulary.Statuses); err != nil {
		return l, err
	}
	l.cards = card.All(card.Source{Input: v.in, Record: v.pages, Words: v.words, Rendered: o.renders(v.record)}, l.style)
	l.frames, err = embed.All(embed.Source{Input: v.in, Record: v.pages, Words: v.words, Files: o.files, Style: l.style, Cards: l.cards, Preview: o.preview})
	return l, err
}

func (l layout) charts() []chart.Chart {
	return chart.All(chart.Source{Input: l.in, Record: l.pages, Words: l.words}, l.style)
}

// other returns the pages whose words are not those that were noted.
func (r rendering) other(words map[string]string, note string) (pages []campaign.Page) {
	var before map[string]string
	_ = json.Unmarshal([]byte(note), &before) // of what cannot be read, all are others
	for _, p := range r.record.Pages {
		if words[p.Doc.File] != before[p.Doc.File] {
			pages = append(pages, p)
		}
	}
	return pages
}

// again renders some pages, and the feeds that have all of their text, into the folder out, once allLent reports that it has all others.
// It reports whether that is all that is new.
func (r rendering) again(ctx context.Context, pages []campaign.Page, allLent func() bool) (done bool, err error) {
	if len(pages) > mostAgain {
		return false, nil
	}
	var parts []site.Part
	for language, w := range r.words {
		page, feeds := site.Part{Language: language}, site.Part{Language: language, Output: []string{"atom", "jsonfeed"}}
		whole := r.pages.WholeTexts(w)
		for _, p := range pages {
			if p.Language() == language {
				page.Path, feeds.Path = append(page.Path, p.Path()), append(feeds.Path, whole(p.Path())...)
			}
		}
		for _, p := range []site.Part{page, feeds} {
			if len(p.Path) > 0 {
				parts = append(parts, p)
			}
		}
	}
	part := filepath.Join(filepath.Dir(r.out), "again")
	o := r.toRender(r.record, r.stage, part)
	o.Only, o.Bare = parts, true
	one := r
	one.done = func(_ string, err error) error { return err }
	if err := one.run(ctx, o); err != nil || !allLent() {
		return false, err
	}
	err = fs.WalkDir(os.DirFS(part), ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		return putOver(filepath.Join(r.out, name), filepath.Join(part, name))
	})
	if errors.Is(err, fs.ErrNotExist) { // other words would not make a new file
		return false, nil
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
	if r.locales.Mixed() {
		if err := isolate(o.Out, r.locales.Source); err != nil {
			return err
		}
	}
	err = minify.Dir(o.Out, r.layers, func(file string) string {
		if static := path.Join("static", file); slices.Contains(r.record.Files, static) {
			return static
		}
		return path.Join(r.name, file)
	}, r.problems, formats.Final()...)
	return r.done("minify", errors.Join(err, r.problems.Err()))
}

// isolate marks the texts of pages that are not translated, where languages are written in different directions.
func isolate(dir, source string) error {
	return filepath.WalkDir(dir, func(file string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || path.Ext(file) != ".html" {
			return err
		}
		before, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		if after := output.Isolate(before, source); !bytes.Equal(before, after) {
			return os.WriteFile(file, after, 0o644)
		}
		return nil
	})
}
