package embed

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/disk"
	"declarationwatch/tools/internal/draw"
	"declarationwatch/tools/internal/published"
	"declarationwatch/tools/internal/release"
)

// listFile lists every frame in every language, for who builds on them, and for the page where partners choose one.
const listFile = "embed/frames.json"

// List is that file, and the frames in it. Paths are below the site's root.
type List struct {
	Site    campaign.URL        `json:"site"`
	Release *published.Snapshot `json:"release,omitempty"`
	Frames  []*entry            `json:"frames"`

	in published.Input
}

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
		Heights  []size      `json:"heights"` // at each of Widths
		SVG      picture     `json:"svg"`
		PNG      picture     `json:"png"`
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
	l := &List{Site: in.URL(""), Release: published.Newest(in), in: in}
	inRelease := map[string]*frozen{} // by the path of the frame that replaces each on the site
	if newest := release.Newest(in.Campaign.Frozen); newest != nil {
		var then List
		text, err := newest.ReadFile(listFile)
		if err == nil {
			err = json.Unmarshal(text, &then)
		}
		if err != nil {
			return nil, fmt.Errorf("frames of release %s: %w", newest.Name, err)
		}
		for _, f := range then.Frames {
			inRelease[f.Path] = &frozen{newest.Name.Path() + f.Path, f.Heights}
		}
	}
	for _, f := range all {
		x := &entry{
			Language: f.Language, Address: f.Address(), Kind: f.Kind, ID: f.ID, Title: f.Title, Lead: f.Lead, Alt: f.Alt(),
			Path: f.Path(), Page: f.Page(), Frozen: inRelease[f.Path()], frame: f,
		}
		x.SVG.Path, x.PNG.Path = f.PicturePath("svg"), f.PicturePath("png")
		x.SVG.Width, x.SVG.Height = f.Picture.Shown()
		x.PNG.Width, x.PNG.Height = f.Raster.Shown()
		for _, width := range Widths {
			x.Heights = append(x.Heights, size{width, f.Height(width)})
		}
		l.Frames = append(l.Frames, x)
	}
	return l, nil
}

// Stage writes the files of every frame below folder/static, and the list of them.
func (l *List) Stage(folder string, cache *draw.Cache) error {
	put := func(name string, text []byte) error { return disk.Write(folder, "static/"+name, text) }
	each := func(_ int, x *entry) error {
		var whole, measured bytes.Buffer
		asJSON, asXML, err := x.frame.oembed(l.in)
		return errors.Join(err, x.frame.Write(&whole, false), x.frame.Write(&measured, true),
			put(x.Path+"index.html", whole.Bytes()), put(x.Path+Measured, measured.Bytes()),
			put(x.SVG.Path, x.frame.Picture.SVG()), cache.Write(folder, "static/"+x.PNG.Path, x.frame.Raster),
			put(x.answer()+".json", asJSON), put(x.answer()+".xml", asXML))
	}
	var list bytes.Buffer
	err := json.NewEncoder(&list).Encode(l)
	script, text := Script()
	return errors.Join(disk.Each(l.Frames, each), err, put(listFile, list.Bytes()), put(script, text))
}
