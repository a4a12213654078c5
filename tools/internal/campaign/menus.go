package campaign

import (
	"maps"
	"slices"

	"github.com/BurntSushi/toml"

	"declarationwatch/tools/internal/diag"
	"declarationwatch/tools/internal/source"
)

// MenuEntry is an entry of a menu in config.toml.
type MenuEntry struct {
	Name, PageRef, URL string
	At                 func(key string) diag.Position // of a key, or of the entry where it has none
}

// MenuEntries returns the entries of all menus. What of config.toml cannot be read is reported by whoever opens the project.
func (c *Campaign) MenuEntries() (entries []MenuEntry) {
	type menus map[string][]MenuEntry
	var config struct {
		Menus     menus
		Languages map[string]struct{ Menus menus }
	}
	if _, err := toml.DecodeFS(c.root, "config.toml", &config); err != nil {
		return nil
	}
	_, doc := source.DecodeFile[struct{ _ struct{} }](c.root, "config.toml", new(diag.List))
	add := func(all menus, path ...any) {
		for _, name := range slices.Sorted(maps.Keys(all)) {
			for i, e := range all[name] {
				at := slices.Concat(path, []any{"menus", name, i})
				e.At = func(key string) diag.Position { return doc.At(append(slices.Clone(at), key)...) }
				entries = append(entries, e)
			}
		}
	}
	add(config.Menus)
	for _, code := range slices.Sorted(maps.Keys(config.Languages)) {
		add(config.Languages[code].Menus, "languages", code)
	}
	return entries
}
