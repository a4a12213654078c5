package site

import (
	"bytes"
	"encoding/json"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"strings"

	"golang.org/x/sync/errgroup"

	"declarationwatch/tools/internal/diag"
)

// Hugo is given a copy of the files that the check has read, so that it reads those bytes and no other file: no link, pipe
// or second configuration file, and data/ only as the stage has it. It strips the byte order marks of texts, which Hugo
// would take for the first character.

const static = "static/"

var byteOrderMark = []byte("\ufeff")

// settings is the name of the file of Options.Config.
const settings = "settings.json"

// copyProject writes the files that Hugo reads into a folder.
func (o Options) copyProject(dir string) error {
	config, err := json.Marshal(o.Config)
	if err != nil {
		return err
	}
	if err := write(filepath.Join(dir, settings), bytes.NewReader(config)); err != nil {
		return err
	}
	for _, name := range o.Names {
		if strings.HasPrefix(name, "data/") || strings.HasPrefix(name, static) {
			continue
		}
		text, err := fs.ReadFile(o.Files, name)
		if err != nil {
			return err
		}
		if !strings.HasPrefix(name, "assets/") {
			text = bytes.TrimPrefix(text, byteOrderMark)
		}
		if err := write(filepath.Join(dir, filepath.FromSlash(name)), bytes.NewReader(text)); err != nil {
			return err
		}
	}
	return nil
}

// addStatic adds the project's files that are published as they are. A file of the same address as another is a problem.
func (o Options) addStatic(problems *diag.List) error {
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for _, name := range o.Names {
		below, ok := strings.CutPrefix(name, static)
		if !ok {
			continue
		}
		to := filepath.Join(o.Out, filepath.FromSlash(below))
		if _, err := os.Lstat(to); err == nil {
			problems.Add(diag.Problem{At: diag.Position{File: name}, Rule: RuleRender, Message: "the build writes a file of this name: " + path.Join("/", below), Hint: "rename or remove it"})
			continue
		}
		group.Go(func() error {
			file, err := o.Files.Open(name)
			if err != nil {
				return err
			}
			defer file.Close()
			return write(to, file)
		})
	}
	return group.Wait()
}

// write writes a new file, and the folders above it.
func write(name string, content io.Reader) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	file, err := os.OpenFile(name, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o644)
	if err != nil {
		return err
	}
	if _, err := io.Copy(file, content); err != nil {
		file.Close()
		return err
	}
	return file.Close()
}
