package export

import (
	"bytes"
	"maps"
	"path/filepath"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/frame"
)

// viewFrame is what the pages for partners need to know of a frame.
type viewFrame struct {
	Address string           `json:"address"` // "matrix", "signatory/mexico"
	Kind    frame.Kind       `json:"kind"`
	ID      campaign.ID      `json:"id"`
	Title   string           `json:"title"`
	Lead    string           `json:"lead"` // what its picture says, in a sentence
	Path    string           `json:"path"` // below the site's root
	Page    string           `json:"page"`
	Heights list[viewHeight] `json:"heights"`
}

// viewHeight is how high a frame is at a width, in CSS pixels.
type viewHeight struct {
	Width  int `json:"width"`
	Height int `json:"height"`
}

func (v viewer) frames() {
	for _, f := range v.Frames {
		if f.Language != v.language {
			continue
		}
		out := viewFrame{f.Address(), f.Kind, f.ID, f.Title, f.Lead, f.Path(), f.Page(), nil}
		for _, width := range frame.Widths {
			out.Heights = append(out.Heights, viewHeight{width, f.Height(width)})
		}
		v.out.Frames = append(v.out.Frames, out)
	}
}

// framed gives every file of the frames, by path from the site's root.
func (r *Release) framed() (map[string][]byte, error) {
	files := map[string][]byte{}
	for _, f := range r.Frames {
		for name, measured := range map[string]bool{"index.html": false, frame.Measured: true} {
			var b bytes.Buffer
			if err := f.Write(&b, measured); err != nil {
				return nil, err
			}
			files[f.Path()+name] = b.Bytes()
		}
		answers, err := r.oembeds(f)
		if err != nil {
			return nil, err
		}
		maps.Copy(files, answers)
	}
	if len(r.Frames) > 0 {
		name, text := frame.Script()
		files[name] = text
	}
	return files, nil
}

// stageFrames writes them below folder/static.
func (r *Release) stageFrames(folder string) error {
	files, err := r.framed()
	if err != nil {
		return err
	}
	for name, text := range files {
		if err := save(filepath.Join(folder, "static", filepath.FromSlash(name)), text); err != nil {
			return err
		}
	}
	return nil
}
