package bench

import (
	"fmt"
	"io/fs"
	"path"
	"strings"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/disk"
	"declarationwatch/tools/internal/locale"
)

// Of returns how large a project is.
func Of(c *campaign.Campaign) Options {
	o := Options{
		Governments: len(c.Signatories), Commitments: len(c.Commitments), Pledges: len(c.Pledges), Sources: len(c.Evidence),
		Policies: len(c.Programmes), Meetings: len(c.Meetings),
	}
	for _, a := range c.Assessments {
		o.Reports += len(a.Events)
	}
	for _, p := range c.Programmes {
		o.Facts += len(p.Entries)
	}
	for _, p := range c.Pages {
		if p.Language() == c.Languages.Source && strings.HasPrefix(p.Doc.File, "content/statements/") && path.Base(p.Doc.File) != "_index.md" {
			o.Statements++
		}
	}
	return o
}

// Bare writes a Hugo project into an empty folder: the pages of another, and a template of one line. It is what Hugo
// alone needs for them.
func Bare(project fs.FS, dir string) error {
	languages, err := locale.ReadLanguages(project)
	if err != nil {
		return err
	}
	config := fmt.Sprintf("baseURL = \"https://bare.example/\"\ndefaultContentLanguage = %q\ndisableKinds = [\"rss\"]\n[taxonomies]\n  topic = \"topics\"\n", languages.Source)
	for i, l := range languages.All {
		config += fmt.Sprintf("[languages.%s]\n  weight = %d\n", l, i+1)
	}
	files := map[string]string{"config.toml": config, "layouts/all.html": "{{ .Content }}\n"}
	shortcodes, err := fs.Glob(project, "layouts/_shortcodes/*.html")
	if err != nil {
		return err
	}
	for _, name := range shortcodes {
		files[name] = "{{ .Name }}\n"
	}
	for name, text := range files {
		if err := disk.Write(dir, name, []byte(text)); err != nil {
			return err
		}
	}
	return fs.WalkDir(project, "content", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || path.Ext(name) != ".md" {
			return err
		}
		text, err := fs.ReadFile(project, name)
		if err != nil {
			return err
		}
		return disk.Write(dir, name, text)
	})
}
