package card

import (
	"encoding/json"
	"os"
	"path/filepath"
	"runtime"

	"golang.org/x/sync/errgroup"

	"declarationwatch/tools/internal/draw"
)

// staged is what templates get of a card, as hugo.Data.cards.LANGUAGE.PATH.
type staged struct {
	File   string `json:"file"` // below the site's root, with a mark that changes with its bytes: sites cache pictures by URL
	Width  int    `json:"width"`
	Height int    `json:"height"`
	Alt    string `json:"alt"`
}

// Stage writes the PNG of each card below folder/static, and folder/data/cards.json.
func Stage(folder string, cards []Card, cache *draw.Cache) error {
	data := map[string]map[string]staged{}
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for _, c := range cards {
		file := File(c.Language, c.Path)
		if data[c.Language] == nil {
			data[c.Language] = map[string]staged{}
		}
		data[c.Language][c.Path] = staged{file + "?v=" + c.Drawing.Hash()[:8], draw.CardWidth, draw.CardHeight, c.Alt}
		group.Go(func() error {
			png, err := cache.PNG(c.Drawing)
			if err != nil {
				return err
			}
			return write(filepath.Join(folder, "static", filepath.FromSlash(file)), png)
		})
	}
	text, err := json.Marshal(data)
	if err != nil {
		return err
	}
	group.Go(func() error { return write(filepath.Join(folder, "data", "cards.json"), text) })
	return group.Wait()
}

func write(file string, text []byte) error {
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return err
	}
	return os.WriteFile(file, text, 0o644)
}
