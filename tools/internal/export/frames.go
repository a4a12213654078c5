package export

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"runtime"

	"golang.org/x/sync/errgroup"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/draw"
	"declarationwatch/tools/internal/embed"
)

// framesFile lists every frame in every language, for who builds on them, and for the page where partners choose one.
const framesFile = "embed/frames.json"

type (
	// framesList is that file. Paths are below the site's root.
	framesList struct {
		Site    campaign.URL `json:"site"`
		Release *viewRelease `json:"release,omitempty"`
		Frames  []viewFrame  `json:"frames"`
	}
	viewFrame struct {
		Language string           `json:"language"`
		Address  string           `json:"address"` // within a language: "matrix", "signatory/mexico"
		Kind     embed.Kind       `json:"kind"`
		ID       campaign.ID      `json:"id"`
		Title    string           `json:"title"`
		Lead     string           `json:"lead"`
		Alt      string           `json:"alt"` // all of it in a few sentences, for a still picture
		Path     string           `json:"path"`
		Page     string           `json:"page"`
		Heights  list[viewHeight] `json:"heights"`
		SVG      viewPicture      `json:"svg"`
		PNG      viewPicture      `json:"png"`
		Frozen   *viewFrozen      `json:"frozen,omitempty"` // the same in the newest release; nil where that has none
	}
	// viewFrozen is a frame that never changes.
	viewFrozen struct {
		Path    string           `json:"path"`
		Heights list[viewHeight] `json:"heights"`
	}
	// viewPicture is a still picture of a frame, with the size to show it at, in CSS pixels.
	viewPicture struct {
		Path   string `json:"path"`
		Width  int    `json:"width"`
		Height int    `json:"height"`
	}
	// viewHeight is how high a frame is at a width, in CSS pixels.
	viewHeight struct {
		Width  int `json:"width"`
		Height int `json:"height"`
	}
)

// frames tells of every frame.
func (r *Release) frames() ([]viewFrame, error) {
	frozen, err := r.frozenFrames()
	if err != nil {
		return nil, err
	}
	var out []viewFrame
	for _, f := range r.Frames {
		v := viewFrame{
			Language: f.Language, Address: f.Address(), Kind: f.Kind, ID: f.ID, Title: f.Title, Lead: f.Lead, Alt: f.Alt(),
			Path: f.Path(), Page: f.Page(), Frozen: frozen[f.Path()],
		}
		width, height := f.Picture().Shown()
		v.SVG, v.PNG = viewPicture{f.PicturePath("svg"), width, height}, viewPicture{f.PicturePath("png"), width, height}
		for _, width := range embed.Widths {
			v.Heights = append(v.Heights, viewHeight{width, f.Height(width)})
		}
		out = append(out, v)
	}
	return out, nil
}

// frozenFrames tells of the frames in the newest release, by the path of their like that lives.
func (r *Release) frozenFrames() (map[string]*viewFrozen, error) {
	out := map[string]*viewFrozen{}
	if r.Newest == nil {
		return out, nil
	}
	var all framesList
	text, err := r.Newest.ReadFile(framesFile)
	if err == nil {
		err = json.Unmarshal(text, &all)
	}
	if err != nil {
		return nil, fmt.Errorf("the frames of release %s: %w", r.Newest.Name, err)
	}
	for _, f := range all.Frames {
		out[f.Path] = &viewFrozen{r.Newest.Name.Path() + f.Path, f.Heights}
	}
	return out, nil
}

// files gives the files of a frame, by path from the site's root.
func (r *Release) files(f *embed.Frame, pictures *draw.Cache) (map[string][]byte, error) {
	var whole, measured bytes.Buffer
	drawing := f.Picture()
	png, err := pictures.PNG(drawing)
	answers, failed := r.oembeds(f)
	if err := errors.Join(err, failed, f.Write(&whole, false), f.Write(&measured, true)); err != nil {
		return nil, err
	}
	files := map[string][]byte{
		f.Path() + "index.html": whole.Bytes(), f.Path() + embed.Measured: measured.Bytes(),
		f.PicturePath("svg"): drawing.SVG(), f.PicturePath("png"): png,
	}
	maps.Copy(files, answers)
	return files, nil
}

// stageFrames writes the files of every frame below folder/static, and the list of them.
func (r *Release) stageFrames(folder string, told []viewFrame) error {
	if len(told) == 0 {
		return nil
	}
	put := func(name string, text []byte) error {
		return save(filepath.Join(folder, "static", filepath.FromSlash(name)), text)
	}
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for _, f := range r.Frames {
		group.Go(func() error {
			files, err := r.files(f, r.Pictures)
			for name, text := range files {
				err = errors.Join(err, put(name, text))
			}
			return err
		})
	}
	var list bytes.Buffer
	err := encode(&list, framesList{r.address(""), r.newest(), told})
	script, text := embed.Script()
	return errors.Join(group.Wait(), err, put(framesFile, list.Bytes()), put(script, text))
}
