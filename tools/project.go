package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"strings"

	"declarationwatch/tools/internal/audit"
	"declarationwatch/tools/internal/diag"
	"declarationwatch/tools/internal/locale"
	"declarationwatch/tools/internal/site"
	"declarationwatch/tools/internal/source"
)

// project is the folder that the tool works in.
type project struct {
	dir     string // absolute
	env     func(name string) string
	files   fs.FS
	locales locale.Languages
	outputs *site.Outputs // that templates make; nil where config.toml is not known
	config
}

// config is what the tool reads of Hugo's config.toml; only Hugo knows the other keys.
type config struct {
	_         struct{}       // other keys are allowed
	BaseURL   string         `toml:"baseURL" required:"true"`
	Locale    string         `toml:"locale"`
	Languages map[string]any `toml:"languages" required:"true"`
	TimeZone  string         `toml:"timeZone"`
	Params    struct {
		_       struct{}
		Tag     string        `toml:"tag"`
		Matrix  int           `toml:"matrix"` // how much of the matrix a page shows; 0 for as much as its budget has room for
		Rows    int           `toml:"rows"`   // commitments that the page of a government has a row for; 0 for the same
		Budgets audit.Budgets `toml:"budgets"`
		Contact struct {
			_       struct{}
			Address string `toml:"address"`
		} `toml:"contact"`
	} `toml:"params"`
}

// project opens the folder, which must be a project's top folder. Mistakes in config.toml are a diag.Failure.
func (s shell) project() (project, error) {
	files, err := source.Open(s.dir)
	if err != nil {
		return project{}, err
	}
	if _, err := files.Lstat("config.toml"); errors.Is(err, fs.ErrNotExist) {
		return project{}, usageError{"no config.toml in this folder; run this in the project's top folder"}
	}
	var problems diag.List
	c, doc := source.DecodeFile[config](files, "config.toml", &problems)
	if err := problems.Err(); err != nil {
		return project{dir: s.dir, env: s.env, files: files}, err
	}
	languages, err := locale.ReadLanguages(files)
	if err != nil {
		problems.Errorf(doc.At("defaultContentLanguage"), source.RuleMissingKey, "%v", err)
	}
	checkConfig(files, c, doc, &problems)
	outputs, err := site.ReadOutputs(files)
	if err != nil && problems.Err() == nil {
		problems.Errorf(doc.At("outputFormats"), source.RuleWrongType, "%v", err)
	}
	if c.TimeZone != "" {
		problems.Errorf(doc.At("timeZone"), source.RuleUnknownKey, "time zone in config.toml, which the build sets").
			WithHint(fmt.Sprintf("remove it, and set time_zone = %q in data/campaign.toml", c.TimeZone))
	}
	return project{s.dir, s.env, files, languages, &outputs, c}, problems.Err()
}

// terminal returns how to print problems of this project to w.
func (p project) terminal(w io.Writer) diag.Terminal {
	return diag.Terminal{
		// https://no-color.org: no colour if the variable is set and not empty.
		Color:  isTerminal(w) && p.env("NO_COLOR") == "" && !isDumb(p.env),
		Source: p.line,
		Fold:   shownWarnings,
	}
}

// line returns the line of a problem, if its file can be read: it may be a file of the output, or one that was refused.
func (p project) line(at diag.Position) (string, bool) {
	if p.files == nil {
		return "", false
	}
	text, err := fs.ReadFile(p.files, at.File)
	if err != nil {
		return "", false
	}
	for line := range strings.Lines(strings.TrimPrefix(string(text), "\ufeff")) {
		if at.Line--; at.Line == 0 {
			return strings.TrimRight(line, "\r\n"), true
		}
	}
	return "", false
}

// siteURL checks a base URL and returns it with a slash at its end.
func siteURL(address string) (string, error) {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "" || u.EscapedPath() != u.Path {
		return "", usageError{fmt.Sprintf("invalid base URL %q; use the form https://host/ or https://host/folder/", address)}
	}
	return strings.TrimSuffix(address, "/") + "/", nil
}
