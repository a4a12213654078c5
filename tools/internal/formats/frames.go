package formats

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
	"declarationwatch/tools/internal/published"
	"declarationwatch/tools/internal/release"
)

// framesFile lists every frame in every language, for who builds on them, and for the page where partners choose one.
const framesFile = "embed/frames.json"

type (
	// framesList is that file. Paths are below the site's root.
	framesList struct {
		Site    campaign.URL        `json:"site"`
		Release *published.Snapshot `json:"release,omitempty"`
		Frames  []frameEntry        `json:"frames"`
	}
	frameEntry struct {
		Language string        `json:"language"`
		Address  string        `json:"address"` // within a language: "matrix", "signatory/ID"
		Kind     embed.Kind    `json:"kind"`
		ID       campaign.ID   `json:"id"`
		Title    string        `json:"title"`
		Lead     string        `json:"lead"`
		Alt      string        `json:"alt"` // all of it in a few sentences, for a still picture
		Path     string        `json:"path"`
		Page     string        `json:"page"`
		Heights  []frameHeight `json:"heights"`
		SVG      framePicture  `json:"svg"`
		PNG      framePicture  `json:"png"`
		Frozen   *frozenFrame  `json:"frozen,omitempty"` // the same in the newest release; nil where that has none
	}
	// frozenFrame is a frame that never changes.
	frozenFrame struct {
		Path    string        `json:"path"`
		Heights []frameHeight `json:"heights"`
	}
	// framePicture is a still picture of a frame, with the size to show it at, in CSS pixels.
	framePicture struct {
		Path   string `json:"path"`
		Width  int    `json:"width"`
		Height int    `json:"height"`
	}
	// frameHeight is how high a frame is at a width, in CSS pixels.
	frameHeight struct {
		Width  int `json:"width"`
		Height int `json:"height"`
	}
)

// Frames is every frame of the site, with what is listed about it.
type Frames struct {
	in      published.Input
	all     []*embed.Frame
	entries []frameEntry
}

// NewFrames lists the frames, with those of the newest release beside them.
func NewFrames(in published.Input, all []*embed.Frame) (*Frames, error) {
	frozen, err := frozenFrames(release.Newest(in.Campaign.Frozen))
	if err != nil {
		return nil, err
	}
	out := &Frames{in: in, all: all}
	for _, f := range all {
		x := frameEntry{
			Language: f.Language, Address: f.Address(), Kind: f.Kind, ID: f.ID, Title: f.Title, Lead: f.Lead, Alt: f.Alt(),
			Path: f.Path(), Page: f.Page(), Frozen: frozen[f.Path()],
		}
		x.SVG.Path, x.PNG.Path = f.PicturePath("svg"), f.PicturePath("png")
		x.SVG.Width, x.SVG.Height = f.Picture().Shown()
		x.PNG.Width, x.PNG.Height = f.Raster().Shown()
		for _, width := range embed.Widths {
			x.Heights = append(x.Heights, frameHeight{width, f.Height(width)})
		}
		out.entries = append(out.entries, x)
	}
	return out, nil
}

// frozenFrames returns the frames of a release, by the path of the frame that replaces each on the site.
func frozenFrames(newest *release.Frozen) (map[string]*frozenFrame, error) {
	out := map[string]*frozenFrame{}
	if newest == nil {
		return out, nil
	}
	var all framesList
	text, err := newest.ReadFile(framesFile)
	if err == nil {
		err = json.Unmarshal(text, &all)
	}
	if err != nil {
		return nil, fmt.Errorf("frames of release %s: %w", newest.Name, err)
	}
	for _, f := range all.Frames {
		out[f.Path] = &frozenFrame{newest.Name.Path() + f.Path, f.Heights}
	}
	return out, nil
}

// filesOf returns the files of a frame but its PNG, by path from the site's root.
func filesOf(in published.Input, f *embed.Frame) (map[string][]byte, error) {
	var whole, measured bytes.Buffer
	answers, err := oembeds(in, f)
	files := map[string][]byte{f.PicturePath("svg"): f.Picture().SVG()}
	err = errors.Join(err, f.Write(&whole, false), f.Write(&measured, true))
	files[f.Path()+"index.html"], files[f.Path()+embed.Measured] = whole.Bytes(), measured.Bytes()
	maps.Copy(files, answers)
	return files, err
}

// Stage writes the files of every frame below folder/static, and the list of them.
func (x *Frames) Stage(folder string, cache *draw.Cache) error {
	if len(x.all) == 0 {
		return nil
	}
	file := func(name string) string { return filepath.Join(folder, "static", filepath.FromSlash(name)) }
	pictures := map[string]*draw.Drawing{}
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for _, f := range x.all {
		pictures[file(f.PicturePath("png"))] = f.Raster()
		group.Go(func() error {
			files, err := filesOf(x.in, f)
			for name, text := range files {
				err = errors.Join(err, save(file(name), text))
			}
			return err
		})
	}
	var list bytes.Buffer
	err := json.NewEncoder(&list).Encode(framesList{x.in.URL(""), published.Newest(x.in), x.entries})
	script, text := embed.Script()
	return errors.Join(group.Wait(), cache.Write(pictures), err, save(file(framesFile), list.Bytes()), save(file(script), text))
}
