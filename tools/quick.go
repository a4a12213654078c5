package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path"
	"slices"
	"strings"
	"sync"
	"time"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/check"
	"declarationwatch/tools/internal/diag"
	"declarationwatch/tools/internal/formats"
	"declarationwatch/tools/internal/minify"
	"declarationwatch/tools/internal/output"
	"declarationwatch/tools/internal/published"
	"declarationwatch/tools/internal/site"
	"declarationwatch/tools/internal/source"
)

// quick shows what an edit changes before the whole site is built again: it reads the files that changed, applies the rules to
// them and to the record, and has Hugo render the pages that somebody looks at. Nothing that these rules refuse is rendered,
// and what is withheld is withheld as in a build. Frames, pictures, files for reuse and the index of the search stay those of
// the last build, and what only shows in the whole site waits for the next: links to places on pages, leaks, budgets.
type quick struct {
	shell   shell
	work    string // Hugo has a folder in it
	url     string
	preview bool
	board   *board

	mu      sync.Mutex
	project project
	files   *source.Files // of the project, with what was read of them
	memo    campaign.Memo
	reuse   published.Reuse    // of the last build
	stage   string             // of it
	changed change             // what Hugo has not been given yet
	sheets  map[string][]byte  // the newest of each style sheet that Hugo has written, as it wrote it
	record  *campaign.Campaign // that Hugo has
	given   site.Options
	hugo    *site.Live // nil while it cannot follow
	folder  string     // in which it works
	started string     // what would need another Hugo if it changed
	slugs   map[string]string
	asked   map[site.Page]bool // pages that are as the last edit left them
	public  map[string]bool    // the places of what the last build and edits since have shown
	latest  map[string]bool    // of what the record has now
	next    time.Time          // when the next page or row comes out or goes, or the day ends; zero while nothing could be read
}

// rebase takes from the last build what an edit does not change, and its stage, and starts Hugo unless it runs. The build is as of a moment:
// what has come out or gone since is not in it. No more of it is kept: garbage takes the longer to collect, the more there is beside it.
func (q *quick) rebase(ctx context.Context, reuse published.Reuse, stage string, moment time.Time) (err error) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.reuse, q.stage = reuse, stage
	if q.hugo == nil {
		q.changed.lost, q.public = true, nil
		_, err = q.update(ctx, nil, func(string) bool { return false }) // the build has just checked everything
	}
	q.public = q.latest
	if q.record != nil {
		q.await(q.record, moment)
	}
	return err
}

// await notes when the site is another one after a moment, without an edit: the next page or row of a record comes out or goes, or the day
// ends that pages are as of.
func (q *quick) await(record *campaign.Campaign, moment time.Time) {
	q.next = campaign.Date(moment.UTC().Format(time.DateOnly)).First().AddDate(0, 0, 1)
	if turns := record.Turns(moment, q.next); len(turns) > 0 {
		q.next = turns[0]
	}
}

// edit shows what a change changes. Problems that the check finds are a diag.Failure; any other error is for the build to
// explain.
func (q *quick) edit(ctx context.Context, c change) error {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.changed.names = append(q.changed.names, c.names...)
	q.changed.others, q.changed.lost = q.changed.others || c.others, q.changed.lost || c.lost
	if q.hugo == nil {
		if q.stage == "" {
			return errNotReady
		}
		q.changed.lost = true // it ended, as it could not follow an edit, and has to read everything
	}
	var pages []site.Page
	for _, address := range q.board.shown() {
		if page, ok := q.page(address); ok {
			pages = append(pages, page)
		}
	}
	var only func(file string) bool
	if names := q.changed.names; !q.changed.lost {
		only = func(file string) bool { return slices.Contains(names, file) }
	}
	files, err := q.update(ctx, pages, only)
	if err != nil {
		return err
	}
	q.asked = map[site.Page]bool{}
	for _, p := range pages {
		q.asked[p] = true
	}
	q.board.add(q.finished(files), q.visit)
	return nil
}

// errNotReady is returned before there was a build.
var errNotReady = errors.New("not ready")

// visit renders the page at an address, unless it is as the last edit left it.
func (q *quick) visit(address string) {
	if !strings.HasSuffix(address, "/") { // nobody waits for an edit but who asks for a page
		return
	}
	q.mu.Lock()
	defer q.mu.Unlock()
	page, ok := q.page(address)
	if !ok || q.hugo == nil || q.asked[page] {
		return
	}
	q.asked[page] = true
	files, err := q.hugo.Render(page)
	if err != nil {
		q.stop() // the page stays that of the last build
		return
	}
	q.board.mu.Lock()
	defer q.board.mu.Unlock()
	q.board.put(q.finished(files))
}

// page returns the page that may be at an address, as a request line has it.
func (q *quick) page(address string) (site.Page, bool) {
	below, ok := strings.CutSuffix(strings.TrimPrefix(address, "/"), "/")
	if !ok && below != "" {
		return site.Page{}, false
	}
	language, rest := q.project.locales.Split(below)
	if slug, ok := q.slugs[below]; ok {
		return site.Page{Language: language, Path: slug}, true
	}
	return site.Page{Language: language, Path: "/" + rest}, true
}

// update has Hugo take over what has changed, and render some pages. Texts of some files are checked.
func (q *quick) update(ctx context.Context, pages []site.Page, only func(file string) bool) (map[string][]byte, error) {
	o, err := q.options()
	if err != nil {
		return nil, err
	}
	record := q.record
	if !q.sameRecord() {
		var found diag.List
		record = q.memo.Load(o.files, &found)
		q.hide(o, record, found.Err() == nil)
		o.examine(record, check.Options{Now: o.now, Only: only}, &found)
		if err := found.Err(); err != nil {
			return nil, err
		}
		if !q.sameData(record) {
			if err := q.restage(o, record); err != nil {
				return nil, err
			}
		}
	}
	render := o.toRender(record, q.stage, "")
	files, err := q.render(ctx, render, o.fixed(record), pages)
	if err != nil {
		q.stop()
		return nil, err
	}
	q.changed, q.record, q.given, q.slugs = change{}, record, render, map[string]string{}
	maps.Copy(q.public, q.latest)
	for _, p := range record.Pages {
		if p.Slug != "" {
			q.slugs[p.Address()] = p.Path()
		}
	}
	return files, nil
}

// hide takes from the site what a record that was just read withholds or, if all of it could be read, no longer has. Its errors are no
// reason to wait, nor is what Hugo makes of it.
func (q *quick) hide(o buildOptions, record *campaign.Campaign, readable bool) {
	q.await(record, o.now)
	shown, withheld := o.places(record)
	var gone []string
	for place := range q.public {
		if withheld[place] || readable && !shown[place] {
			gone = append(gone, place)
		}
	}
	q.latest = shown
	if q.public == nil {
		q.public = map[string]bool{}
	}
	if len(gone) == 0 {
		q.board.hide(nil, nil)
		return
	}
	q.board.hide(func(name string) bool {
		return hasTexts(name) || slices.ContainsFunc(gone, func(place string) bool {
			return name == place || strings.HasSuffix(place, "/") && strings.HasPrefix(name, place)
		})
	}, func(text []byte) bool { // a list that links to it has its title
		return slices.ContainsFunc(gone, func(place string) bool {
			return strings.HasSuffix(place, "/") && bytes.Contains(text, []byte("/"+place))
		})
	})
}

// hasTexts reports whether a file has texts of many pages, which only the build of the whole site writes: feeds and the index of the search.
func hasTexts(name string) bool {
	folder, file := path.Split("/" + name)
	return file == "feed.xml" || file == "feed.json" || path.Ext(file) == ".json" && strings.Contains(folder, "/search/")
}

// places returns, of the pages that may be withheld, where those are that a site shows and those that it does not: folders with a slash at
// the end, or files.
func (o buildOptions) places(record *campaign.Campaign) (shown, withheld map[string]bool) {
	shown, withheld = map[string]bool{}, map[string]bool{}
	put := func(place string, public bool) {
		if public {
			shown[place] = true
		} else {
			withheld[place] = true
		}
	}
	renders := o.renders(record)
	for _, p := range record.Pages {
		place := p.Address() + "/"
		if p.IsSection() { // which has other pages below it
			place = strings.TrimPrefix(place+"index.html", "/")
		}
		put(place, renders(p))
	}
	for _, p := range record.Programmes {
		for _, language := range record.Languages.All {
			put(record.Languages.Root(language)+published.ProgrammePage(p.ID)+"/", o.preview || !p.From().Withheld(o.now))
		}
	}
	return shown, withheld
}

// sameRecord reports whether only templates and styles have changed.
func (q *quick) sameRecord() bool {
	return q.record != nil && !q.changed.others && !q.changed.lost && !slices.ContainsFunc(q.changed.names, isRecord)
}

// isRecord reports whether a file of the project is read before templates are.
func isRecord(name string) bool {
	return !strings.HasPrefix(name, "layouts/") && !strings.HasPrefix(name, "assets/")
}

// sameData reports whether what is staged is the same, as only words in the bodies of pages have changed.
func (q *quick) sameData(record *campaign.Campaign) bool {
	return q.record != nil && !q.changed.others && !q.changed.lost && !slices.ContainsFunc(q.changed.names, func(name string) bool {
		page, before := record.Page(name), q.record.Page(name)
		return isRecord(name) && (page == nil || before == nil || page.WithoutWords() != before.WithoutWords())
	})
}

// restage writes the data of templates again, but for what only a build makes.
func (q *quick) restage(o buildOptions, record *campaign.Campaign) error {
	v, err := o.view(record)
	if err != nil {
		return err
	}
	v.pages.Reuse = q.reuse
	return errors.Join(formats.StagePages(q.stage, v.in, v.pages, v.words), v.words.Err())
}

// options returns what to build of the project, of which the files that changed are read again.
func (q *quick) options() (o buildOptions, err error) {
	if q.changed.lost || slices.Contains(q.changed.names, "config.toml") {
		if q.files != nil {
			q.files.Close()
		}
		before := q.project
		q.project, err = q.shell.project()
		q.files, _ = q.project.files.(*source.Files)
		q.memo = campaign.Memo{}
		if err != nil { // an edit may withhold a page all the same, at the place that it had
			q.project.locales, q.project.config = before.locales, before.config
			if q.files != nil && q.public != nil {
				o, _ = q.project.options(q.url, "", q.preview, time.Now())
				q.hide(o, q.memo.Load(o.files, new(diag.List)), false)
			}
			return o, err
		}
	}
	q.files.Forget(q.changed.names, q.changed.others)
	return q.project.options(q.url, "", q.preview, time.Now())
}

// fixed returns what Hugo reads only once: its configuration, and which pages are withheld when it reads them.
func (o buildOptions) fixed(record *campaign.Campaign) string {
	renders := o.renders(record)
	var withheld []string
	for _, p := range record.Pages {
		if !renders(p) {
			withheld = append(withheld, p.Doc.File)
		}
	}
	return fmt.Sprint(o.settings(record), withheld)
}

// render has Hugo render pages, and starts it again where it cannot follow.
func (q *quick) render(ctx context.Context, next site.Options, fixed string, pages []site.Page) (map[string][]byte, error) {
	if q.hugo != nil && fixed == q.started && !q.changed.lost && !slices.Contains(q.changed.names, "config.toml") {
		return q.hugo.Update(next, append(removed(q.given.Names, next.Names), q.changed.names...), pages)
	}
	q.stop()
	folder, err := os.MkdirTemp(q.work, "hugo-")
	if err != nil {
		return nil, err
	}
	hugo, err := site.StartLive(ctx, next, folder)
	if err != nil {
		os.RemoveAll(folder)
		return nil, err
	}
	q.hugo, q.folder, q.started, q.sheets = hugo, folder, fixed, map[string][]byte{}
	return q.hugo.Render(pages...)
}

// removed returns the names that are no longer in a list: those of a folder that went are nowhere else.
func removed(before, now []string) (names []string) {
	still := map[string]bool{}
	for _, name := range now {
		still[name] = true
	}
	for _, name := range before {
		if !still[name] {
			names = append(names, name)
		}
	}
	return names
}

// close ends what runs and is open.
func (q *quick) close() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.stop()
	if q.files != nil {
		q.files.Close()
	}
}

// stop ends Hugo.
func (q *quick) stop() {
	if q.hugo != nil {
		q.hugo.Close()
		os.RemoveAll(q.folder)
	}
	q.hugo = nil
}

// finished returns files in their last form, without the pictures that are not published as they are.
func (q *quick) finished(files map[string][]byte) map[string][]byte {
	for _, name := range q.given.Originals {
		delete(files, name)
	}
	sheets := map[string][]byte{} // none if none is new
	for name, text := range files {
		if q.project.locales.Mixed() && path.Ext(name) == ".html" {
			files[name] = output.Isolate(text, q.project.locales.Source)
		}
		if path.Ext(name) == ".css" {
			before, _, _ := strings.Cut(name, ".") // the rest is its fingerprint
			maps.DeleteFunc(q.sheets, func(other string, _ []byte) bool { return strings.HasPrefix(other, before+".") })
			q.sheets[name], sheets = text, q.sheets
		}
	}
	return minify.Texts(files, sheets)
}
