package site

import (
	"bytes"
	"encoding/json"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"declarationwatch/tools/internal/diag"
	"declarationwatch/tools/internal/disk"
	"declarationwatch/tools/internal/picture"
)

// Hugo is given a copy of the files that the check has read, so that it reads those bytes and no other file: no link, pipe
// or second configuration file, and data/ only as the stage has it. It strips the byte order marks of texts, which Hugo
// would take for the first character, and gives them line feeds, as code would keep carriage returns.

const static = "static/"

var byteOrderMark = []byte("\ufeff")

// settings is the name of the file of Options.Config, which Hugo reads beside config.toml.
const (
	settings    = "settings.json"
	configFiles = "config.toml," + settings
)

// copyProject writes the files that Hugo reads into a folder.
func (o Options) copyProject(dir string) error {
	config, err := o.config()
	if err != nil {
		return err
	}
	if err := disk.Write(dir, settings, config); err != nil {
		return err
	}
	for _, name := range o.Names {
		copied := copyName(name)
		if copied == "" {
			continue
		}
		text, err := o.text(copied, name)
		if err != nil {
			return err
		}
		if err := disk.Write(dir, copied, text); err != nil {
			return err
		}
	}
	return nil
}

func (o Options) config() ([]byte, error) {
	all := maps.Clone(o.Config)
	if len(o.Only) > 0 { // a segment each: of several conditions in one, Hugo tries none after the first that fails
		segments, names := map[string]any{}, []string{}
		for i, p := range o.Only {
			name := strconv.Itoa(i)
			segments[name], names = map[string]any{"includes": []any{p.segment()}}, append(names, name)
		}
		all["segments"], all["renderSegments"] = segments, names
	}
	return json.Marshal(all)
}

// copyName returns what Hugo's copy of a file of the project is called; "" for a file that it does not get.
func copyName(name string) string {
	switch {
	case strings.HasPrefix(name, static) && picture.Is(name):
		return "assets/" + name // for its size; it is published as it is
	case strings.HasPrefix(name, "data/") || strings.HasPrefix(name, static):
		return ""
	case strings.HasPrefix(name, "layouts/") && strings.EqualFold(path.Base(name), "README.md"):
		return "" // Hugo would parse it as a template
	}
	return name
}

// text returns what a copy contains.
func (o Options) text(copied, name string) ([]byte, error) {
	text, err := fs.ReadFile(o.Files, name)
	if !strings.HasPrefix(copied, "assets/") {
		text = bytes.TrimPrefix(text, byteOrderMark)
	}
	if strings.HasPrefix(name, "layouts/") || slices.Contains([]string{".md", ".toml", ".gotmpl"}, path.Ext(name)) {
		text = bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n"))
	}
	return text, err
}

// addStatic adds the project's files that are published as they are. A file of the same address as another is a problem.
func (o Options) addStatic(problems *diag.List) error {
	if o.Bare {
		return nil
	}
	var free []string
	for _, name := range o.Names {
		below, ok := strings.CutPrefix(name, static)
		if !ok {
			continue
		}
		if _, err := os.Lstat(filepath.Join(o.Out, filepath.FromSlash(below))); err != nil {
			free = append(free, below)
			continue
		}
		problems.Errorf(diag.Position{File: name}, RuleRender, "the build writes a file of this name: /%s", below).WithHint("rename or remove it")
	}
	return disk.Each(free, func(_ int, below string) error {
		text, err := fs.ReadFile(o.Files, static+below)
		return errors.Join(err, disk.Write(o.Out, below, text))
	})
}
