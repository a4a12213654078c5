package main

import (
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"strings"

	"github.com/BurntSushi/toml"
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
}

// openProject takes the current folder, which must be the project's top one.
func openProject() (project, error) {
	dir, err := os.Getwd()
	if err != nil {
		return project{}, err
	}
	p := project{dir: dir, files: os.DirFS(dir)}
	_, err = toml.DecodeFS(p.files, "config.toml", &p.config)
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

// siteURL checks a base URL and gives it its closing slash.
func siteURL(address string) (string, error) {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || u.RawQuery != "" || u.Fragment != "" {
		return "", usageError{fmt.Sprintf("base URL %q is not of the form https://host/ or https://host/folder/", address)}
	}
	return strings.TrimSuffix(address, "/") + "/", nil
}
