package card

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"

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
	pictures := map[string]*draw.Drawing{}
	for _, c := range cards {
		file := File(c.Language, c.Path)
		pictures[filepath.Join(folder, "static", filepath.FromSlash(file))] = c.Drawing
		if data[c.Language] == nil {
			data[c.Language] = map[string]staged{}
		}
		hash := c.Drawing.Hash()
		data[c.Language][c.Path] = staged{fmt.Sprintf("%s?v=%x", file, hash[:4]), draw.CardWidth, draw.CardHeight, c.Alt}
	}
	text, err := json.Marshal(data)
	list := filepath.Join(folder, "data", "cards.json")
	return errors.Join(err, cache.Write(pictures), os.MkdirAll(filepath.Dir(list), 0o755), os.WriteFile(list, text, 0o644))
}
