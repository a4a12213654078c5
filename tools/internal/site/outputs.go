package site

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"
	"github.com/gohugoio/hugo/hugofs/hglob"
	"github.com/gohugoio/hugo/media"
	"github.com/gohugoio/hugo/output"
	"github.com/gohugoio/hugo/resources/kinds"
	"github.com/gohugoio/hugo/resources/page"
)

// Outputs is which files Hugo writes, by config.toml as Hugo decodes it: known before anything is rendered.
type Outputs struct {
	settings outputSettings
	formats  output.Formats
	cascade  *page.PageMatcherParamsConfigs
}

type (
	outputSettings struct {
		MediaTypes      map[string]any     `toml:"mediaTypes"`
		OutputFormats   map[string]any     `toml:"outputFormats"`
		Outputs         byKind             `toml:"outputs"`
		Cascade         []map[string]any   `toml:"cascade"`
		Languages       map[string]outputs `toml:"languages"`
		DisableKinds    []string           `toml:"disableKinds"`
		EnableRobotsTXT bool               `toml:"enableRobotsTXT"`
	}
	outputs struct {
		Outputs byKind `toml:"outputs"`
	}
	byKind map[string][]string // names of formats
)

// ReadOutputs reads config.toml in a project's top folder.
func ReadOutputs(files fs.FS) (o Outputs, err error) {
	if _, err := toml.DecodeFS(files, "config.toml", &o.settings); err != nil {
		return o, err
	}
	types, err := media.DecodeTypes(o.settings.MediaTypes)
	if err != nil {
		return o, err
	}
	formats, err := output.DecodeConfig(types.Config, o.settings.OutputFormats)
	if err != nil {
		return o, err
	}
	o.formats = formats.Config
	o.cascade, err = page.DecodeCascadeConfig(o.settings.Cascade)
	return o, err
}

// Page returns the files of a page of a kind, by its path within a language and its address below the site's root.
func (o Outputs) Page(kind, path, language, address string) []string {
	names := o.settings.Languages[language].Outputs[kind]
	if names == nil {
		names = o.settings.Outputs[kind]
	}
	for c := range o.cascade.All() {
		if of, ok := c.Fields["outputs"].([]any); ok && matches(c.Target.Kind, kind) && matches(c.Target.Path, path) {
			names = nil
			for _, name := range of {
				names = append(names, fmt.Sprint(name))
			}
		}
	}
	if names == nil {
		names = []string{output.HTMLFormat.Name}
		if kind != kinds.KindPage && o.has(kinds.KindRSS) {
			names = append(names, output.RSSFormat.Name)
		}
	}
	return o.files(address, names...)
}

// has reports whether the site has pages or files of a kind.
func (o Outputs) has(kind string) bool {
	return !slices.ContainsFunc(o.settings.DisableKinds, func(off string) bool { return strings.EqualFold(off, kind) })
}

// matches reports whether a pattern of a target, if there is one, matches.
func matches(pattern, name string) bool {
	glob, err := hglob.GetGlob(pattern)
	return pattern == "" || err == nil && glob.Match(strings.ToLower(name))
}

// files returns the names of files of some formats in a folder.
func (o Outputs) files(folder string, formats ...string) (files []string) {
	for _, name := range formats {
		if f, ok := o.formats.GetByName(name); ok {
			files = append(files, path.Join(folder, f.Path, f.BaseName+f.MediaType.FirstSuffix.FullSuffix))
		}
	}
	return files
}

// Site returns the files that belong to no page, of a site in some languages by their folders. Templates may add further sitemaps.
func (o Outputs) Site(folders map[string]string) (files []string) {
	if o.has(kinds.KindRobotsTXT) && o.settings.EnableRobotsTXT {
		files = append(files, o.files("", output.RobotsTxtFormat.Name)...)
	}
	if o.has(kinds.KindSitemap) {
		files = append(files, o.files("", output.SitemapFormat.Name)...)
	}
	for language, folder := range folders {
		if o.has(kinds.KindStatus404) {
			files = append(files, path.Join(folder, "404.html"))
		}
		if o.has(kinds.KindSitemap) && len(folders) > 1 {
			files = append(files, o.files(language, output.SitemapFormat.Name)...)
		}
	}
	return files
}
