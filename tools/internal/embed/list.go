package embed

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/card"
	"declarationwatch/tools/internal/disk"
	"declarationwatch/tools/internal/draw"
	"declarationwatch/tools/internal/former"
	"declarationwatch/tools/internal/minify"
	"declarationwatch/tools/internal/output"
	"declarationwatch/tools/internal/published"
	"declarationwatch/tools/internal/release"
)

// listFile lists every frame in every language, for who builds on them, and for the page where partners choose one.
const listFile = "embed/frames.json"

// mostListed is how many frames a list has. Where there are more, that file has those of the matrix, and names lists of the others, by
// language and kind.
const mostListed = 400

// Fixed returns the paths of the files that every site has, below its root.
func Fixed() []string {
	script, _ := Script()
	return []string{listFile, script}
}

// List is that file, and the frames in it. Paths are below the site's root.
type List struct {
	Site    campaign.URL        `json:"site"`
	Release *published.Snapshot `json:"release,omitempty"`
	Lists   []string            `json:"lists,omitempty"`
	Frames  []*entry            `json:"frames"`

	in    published.Input
	cells map[campaign.ID][]*entry // by government: so many that each has a list of its own
}

// cellsFile returns the path of the list of a government's cells.
func cellsFile(government campaign.ID) string { return "embed/cell/" + string(government) + ".json" }

type (
	entry struct {
		Language string      `json:"language"`
		Address  string      `json:"address"` // within a language: "matrix", "signatory/ID"
		Kind     Kind        `json:"kind"`
		ID       campaign.ID `json:"id"`
		Title    string      `json:"title"`
		Lead     string      `json:"lead"`
		Alt      string      `json:"alt"` // all of it in a few sentences, for a still picture
		Path     string      `json:"path"`
		Page     string      `json:"page"`
		Paste    string      `json:"paste,omitempty"` // what to paste for it where a content system asks for frames; "" for its page
		Heights  []size      `json:"heights"`         // at each of its Widths
		SVG      *picture    `json:"svg,omitempty"`   // nil where there is none
		PNG      *picture    `json:"png,omitempty"`
		Card     *picture    `json:"card,omitempty"`   // of its page, in the shape of posts
		Square   *picture    `json:"square,omitempty"` // the same as a square
		CardAlt  string      `json:"card_alt,omitempty"`
		Frozen   *frozen     `json:"frozen,omitempty"` // the same in the newest release; nil where that has none

		frame *Frame
	}
	// frozen is a frame that never changes.
	frozen struct {
		Path    string `json:"path"`
		Heights []size `json:"heights"`
	}
	// picture is a still picture of a frame, with the size to show it at.
	picture struct {
		Path string `json:"path"`
		size
	}
	// size is in CSS pixels.
	size struct {
		Width  int `json:"width"`
		Height int `json:"height"`
	}
)

// NewList lists frames, with those of the newest release beside them.
func NewList(in published.Input, all []*Frame) (*List, error) {
	l := &List{Site: in.URL(""), Release: published.Newest(in), in: in, cells: map[campaign.ID][]*entry{}}
	inRelease := map[string]*frozen{} // by the path of the frame that replaces each on the site
	if newest := release.Newest(in.Campaign.Frozen); newest != nil {
		for lists := []string{listFile}; len(lists) > 0; lists = lists[1:] {
			var then List
			text, err := newest.ReadFile(lists[0])
			if err == nil {
				err = json.Unmarshal(text, &then)
			}
			if err != nil {
				return nil, fmt.Errorf("frames of release %s: %w", newest.Name, err)
			}
			lists = append(lists, then.Lists...)
			for _, f := range then.Frames {
				inRelease[f.Path] = &frozen{newest.Name.Path() + f.Path, f.Heights}
			}
		}
	}
	entries := make([]*entry, len(all))
	_ = disk.Each(all, func(i int, f *Frame) error {
		entries[i] = newEntry(f)
		return nil
	})
	for i, f := range all {
		x := entries[i]
		if x.Frozen = inRelease[f.Path()]; f.Kind == Cell {
			l.cells[f.ID] = append(l.cells[f.ID], x)
		} else {
			l.Frames = append(l.Frames, x)
		}
	}
	return l, nil
}

func newEntry(f *Frame) *entry {
	x := &entry{
		Language: f.Language, Address: f.Address, Kind: f.Kind, ID: f.ID, Title: f.Title, Lead: f.Lead, Alt: f.Alt(),
		Path: f.Path(), Page: f.Page(), frame: f,
	}
	if f.Kind == Cell || f.Kind == Matrix && f.Label != "" { // its page has another frame
		x.Paste = x.Path
	}
	if f.Kind != Cell {
		x.Card = &picture{f.Poster, size{draw.CardWidth, draw.CardHeight}}
		if c, ok := f.posters[f.Poster]; ok {
			x.CardAlt = c.Drawing.Description
			if c.Square != nil {
				x.Square = &picture{card.SquareFile(c.Language, c.Path), size{draw.SquareSide, draw.SquareSide}}
			}
		}
	}
	switch {
	case f.Picture != nil:
		x.SVG, x.PNG = newPicture(f.PicturePath("svg"), f.Picture), newPicture(f.PicturePath("png"), f.Raster)
	case f.Kind != Cell:
		x.PNG = x.Card
	}
	for _, width := range f.Widths() {
		x.Heights = append(x.Heights, size{width, f.Height(width)})
	}
	return x
}

func newPicture(path string, d *draw.Drawing) *picture {
	width, height := d.Shown()
	return &picture{path, size{width, height}}
}

// Stage writes the lists of frames and their script below folder/static, and what templates get of the frames below folder/assets,
// and adds their pictures to those of the site.
func (l *List) Stage(folder string, cache *draw.Cache, pictures disk.Folders) error {
	put := func(name string, text []byte) error { return disk.Write(folder, "static/"+name, text) }
	list := func(name string, of any) error {
		text, err := json.Marshal(of)
		return errors.Join(err, put(name, append(text, '\n')))
	}
	script, text := Script()
	err := put(script, text)
	for path, l := range l.lists(mostListed) {
		err = errors.Join(err, list(path, l))
	}
	for _, language := range l.in.Campaign.Languages.All {
		text, failed := json.Marshal(l.forPages(language))
		err = errors.Join(err, failed, disk.Write(folder, "assets/staged/frames."+language+".json", text))
	}
	for government, cells := range l.cells {
		err = errors.Join(err, list(cellsFile(government), map[string]any{"frames": cells}))
	}
	for _, x := range l.Frames {
		if x.frame.Picture != nil {
			pictures.Add(x.frame.pictures("svg"), x.SVG.Path, minify.SVG(x.frame.Picture.SVG()))
			pictures.Add(x.frame.pictures("png"), x.PNG.Path, cache.File(x.frame.Raster))
		}
	}
	return err
}

// lists returns the file that lists every frame, and those that it names, none of which has more than most. A frame of the matrix is
// never elsewhere.
func (l *List) lists(most int) map[string]any {
	if len(l.Frames) <= most {
		return map[string]any{listFile: l}
	}
	out, whole := map[string]any{}, *l
	whole.Frames = nil
	byKind := map[string][]*entry{}
	for _, x := range l.Frames {
		if x.Kind == Matrix {
			whole.Frames = append(whole.Frames, x)
		} else {
			of := fmt.Sprintf("embed/frames/%s/%s", x.Language, x.Kind)
			byKind[of] = append(byKind[of], x)
		}
	}
	for _, of := range slices.Sorted(maps.Keys(byKind)) {
		for i, some := range slices.Collect(slices.Chunk(byKind[of], most)) {
			path := of + ".json"
			if i > 0 {
				path = fmt.Sprintf("%s-%d.json", of, i+1)
			}
			whole.Lists, out[path] = append(whole.Lists, path), map[string]any{"frames": some}
		}
	}
	out[listFile] = &whole
	return out
}

// Write puts every frame and its oEmbed answers into the finished site, in their last form: there are thousands of files, which
// need neither be copied nor minified. Those of a folder that has the same bytes as in the build before are not even written, but
// moved from the shelf. It returns the folders.
func (l *List) Write(site string, shelf disk.Shelf) ([]disk.Folder, error) {
	all := l.all()
	files := make([]map[string][]byte, len(all))
	err := disk.Each(all, func(i int, x *entry) (err error) {
		files[i], err = x.frame.files(l.in)
		for name, text := range files[i] {
			if path.Ext(name) == ".html" {
				files[i][name] = output.Isolate(text, l.in.Campaign.Languages.Source)
			}
		}
		return err
	})
	byFolder := disk.Folders{}
	for i, x := range all {
		for name, text := range files[i] {
			folder := x.frame.folder()
			if !strings.HasPrefix(name, folder+"/") {
				folder = x.frame.Root + "oembed"
			}
			byFolder.Add(folder, name, disk.Bytes(text))
		}
	}
	l.addFormer(byFolder)
	folders := byFolder.Of(string(l.Site))
	return folders, errors.Join(err, shelf.Take(folders, site))
}

// addFormer adds pages at the addresses that frames had before, which lead on.
func (l *List) addFormer(byFolder disk.Folders) {
	for _, id := range former.IDs(l.in.Campaign) { // one after another: a cell may have two ids in its address
		for folder, files := range maps.Clone(byFolder) {
			for name, file := range maps.Clone(files) {
				old, ok := id.Before(folder + "/" + name)
				if !ok || path.Ext(name) != ".html" {
					continue
				}
				to := folder
				if !strings.HasPrefix(old, folder+"/") {
					to, _ = id.Before(folder)
				}
				text, _ := file.Text() // of a frame, which is in memory
				byFolder.Add(to, old, disk.Bytes(former.Page(l.in.BaseURL, folder+"/"+name, text)))
			}
		}
	}
}

// folder returns the folder that is kept between builds with the frame in it: that of its kind, or for a cell of its government.
func (f *Frame) folder() string {
	folder := f.Root + "embed/" + string(f.Kind)
	if f.Kind == Cell {
		folder += "/" + string(f.ID)
	}
	return folder
}

// files returns the files of a frame and its oEmbed answers, by path. A cell in which nothing was found is a single file, which no
// script measures and no content system asks for.
func (f *Frame) files(in published.Input) (map[string][]byte, error) {
	page, err := f.render()
	if err != nil {
		return nil, err
	}
	files := map[string][]byte{f.Path() + "index.html": page.file(false)}
	if !f.answers() {
		return files, nil
	}
	files[f.Path()+Measured] = page.file(true)
	post := f.Post()
	if post != f { // not a cell, which is always short
		if page, err = post.render(); err != nil {
			return nil, err
		}
		files[f.Path()+f.posted()] = page.file(true)
	}
	files[f.answer()+".json"], files[f.answer()+".xml"], err = post.oembed(in)
	return files, err
}

// names returns the paths of those files.
func (f *Frame) names() []string {
	names := []string{f.Path() + "index.html"}
	if f.answers() {
		names = append(names, f.Path()+Measured, f.Path()+f.posted(), f.answer()+".json", f.answer()+".xml")
	}
	return names
}

// Files returns the paths of all files that are made of the list, below the site's root.
func (l *List) Files() []string {
	script, _ := Script()
	names := slices.AppendSeq([]string{script}, maps.Keys(l.lists(mostListed)))
	for government := range l.cells {
		names = append(names, cellsFile(government))
	}
	for _, x := range l.all() {
		names = append(names, x.frame.names()...)
		if x.frame.Picture != nil {
			names = append(names, x.SVG.Path, x.PNG.Path)
		}
	}
	return names
}

// all returns every frame.
func (l *List) all() []*entry {
	return slices.Concat(l.Frames, slices.Concat(slices.Collect(maps.Values(l.cells))...))
}
