package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"net/url"
	"os"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"
	"github.com/mattn/go-isatty"

	"declarationwatch/tools/internal/diag"
)

// project is the folder that the tool works in.
type project struct {
	dir   string // absolute
	files fs.FS
	config
}

// config is what the tool reads of Hugo's config.toml; the rest is Hugo's own affair.
type config struct {
	BaseURL   string         `toml:"baseURL"`
	Languages map[string]any `toml:"languages"`
	Params    struct {
		Budgets budgets `toml:"budgets"`
	} `toml:"params"`
}

// budgets is what files of the finished site may weigh, in bytes after brotli; 0 is no limit.
type budgets struct {
	HomeHTML  int `toml:"home_html"`
	FirstView int `toml:"first_view"` // the HTML and style sheets of any page
	Scripts   int `toml:"scripts"`    // all of them together
	Matrix    int `toml:"matrix"`     // the matrix page with all that it loads
	Search    int `toml:"search"`     // what the search box loads when it is first used, in each language

	Standalone int `toml:"standalone"` // the matrix and its sources in one file, in each language

	Frame       int `toml:"frame"`        // each frame for partners
	FrameMatrix int `toml:"frame_matrix"` // that of the matrix
}

// openProject takes the current folder, which must be the project's top one.
func openProject() (project, error) {
	dir, err := os.Getwd()
	if err != nil {
		return project{}, err
	}
	return projectIn(dir)
}

// projectIn takes a project by its top folder, an absolute path.
func projectIn(dir string) (project, error) {
	p := project{dir: dir, files: os.DirFS(dir)}
	_, err := toml.DecodeFS(p.files, "config.toml", &p.config)
	var syntax toml.ParseError
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return project{}, usageError{"there is no config.toml here: run this from the project's top folder"}
	case errors.As(err, &syntax):
		return project{}, fmt.Errorf("config.toml:%d:%d: %s", syntax.Position.Line, syntax.Position.Col, syntax.Message)
	case err != nil:
		return project{}, err
	}
	if p.Languages["en"] == nil {
		return project{}, errors.New("config.toml has no [languages.en]: English is the source of every other language")
	}
	return p, nil
}

// languages lists the codes that the site is published in, sorted.
func (p project) languages() []string { return slices.Sorted(maps.Keys(p.Languages)) }

// terminal says how to print problems of this project to w.
func (p project) terminal(w io.Writer) diag.Terminal {
	file, isFile := w.(*os.File)
	return diag.Terminal{
		// https://no-color.org asks for no colour when the variable is there and not empty.
		Color:  isFile && isatty.IsTerminal(file.Fd()) && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb",
		Source: p.line,
		Fold:   shownWarnings,
	}
}

// line gives the line of a file that a problem stands on.
func (p project) line(at diag.Position) (string, bool) {
	text, err := fs.ReadFile(p.files, at.File)
	if err != nil {
		return "", false // a file of the output, or none
	}
	for line := range strings.Lines(strings.TrimPrefix(string(text), "\ufeff")) {
		if at.Line--; at.Line == 0 {
			return strings.TrimRight(line, "\r\n"), true
		}
	}
	return "", false
}

// siteURL checks a base URL and gives it its closing slash.
func siteURL(address string) (string, error) {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || u.RawQuery != "" || u.Fragment != "" {
		return "", usageError{fmt.Sprintf("base URL %q is not of the form https://host/ or https://host/folder/", address)}
	}
	return strings.TrimSuffix(address, "/") + "/", nil
}
