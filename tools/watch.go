package main

import (
	"context"
	"errors"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/fsnotify/fsnotify"

	"declarationwatch/tools/internal/source"
)

// quiet is how long files must not change before a change is sent: editors write in several steps.
const quiet = 30 * time.Millisecond

// change is what has changed since the change before.
type change struct {
	names  []string // of files, from the project's top folder
	others bool     // files came or went; those that went with a folder are not named
	lost   bool     // nobody knows what
}

// watch sends on changed when the project's files change, and on program when those of the tool do, whose words and templates
// are compiled into it, until ctx ends. Several changes that nobody has received yet are sent as one.
func watch(ctx context.Context, project string) (changed <-chan change, program <-chan struct{}, err error) {
	watcher, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, nil, err
	}
	// The folder is watched for config.toml: editors replace a file, and a watch on the file itself would be lost.
	err = watcher.Add(project)
	for _, name := range append([]string{"tools"}, source.Folders...) {
		err = errors.Join(err, watchTree(watcher, filepath.Join(project, name), nil))
	}
	if err != nil {
		watcher.Close()
		return nil, nil, err
	}
	site, tool := make(chan change), make(chan struct{}, 1)
	go func() {
		defer watcher.Close()
		var next change
		var settle <-chan time.Time
		var ready chan<- change // nil until files have not changed for a while
		for {
			select {
			case <-ctx.Done():
				return
			case event := <-watcher.Events:
				if !matters(event, project) {
					continue
				}
				if within(filepath.Join(project, "tools"), event.Name) {
					select {
					case tool <- struct{}{}:
					default:
					}
				} else {
					next.add(project, event.Name)
					next.others = next.others || event.Op != fsnotify.Write
					settle, ready = time.After(quiet), nil
				}
				if event.Has(fsnotify.Create) {
					// What cannot be watched is built at the next change of something else.
					_ = watchTree(watcher, event.Name, func(file string) { next.add(project, file) })
				}
			case <-watcher.Errors: // events were lost: build to be sure
				next.lost = true
				settle, ready = time.After(quiet), nil
			case <-settle:
				settle, ready = nil, site
			case ready <- next:
				next, ready = change{}, nil
			}
		}
	}()
	return site, tool, nil
}

// add adds a file of the project.
func (c *change) add(project, file string) {
	if name, err := filepath.Rel(project, file); err == nil {
		c.names = append(c.names, filepath.ToSlash(name))
	}
}

// matters reports whether a change is one of the project's files or of the tool's, tests aside.
func matters(event fsnotify.Event, project string) bool {
	if below, err := filepath.Rel(project, event.Name); event.Op == fsnotify.Chmod || err == nil && source.Leftover(filepath.ToSlash(below)) {
		return false
	}
	name := filepath.Base(event.Name)
	if within(filepath.Join(project, "tools"), event.Name) {
		return filepath.Ext(name) != "" && !strings.HasSuffix(name, "_test.go") && !strings.Contains(event.Name, "testdata") && filepath.Ext(name) != ".md"
	}
	return filepath.Dir(event.Name) != project || name == "config.toml" || slices.Contains(source.Folders, name)
}

// watchTree watches a folder and all below it, and calls found with each file in them. It does nothing for a file or a name that
// does not exist.
func watchTree(watcher *fsnotify.Watcher, root string, found func(file string)) error {
	return filepath.WalkDir(root, func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return nil
		case entry.IsDir():
			return watcher.Add(name)
		case found != nil:
			found(name)
		}
		return nil
	})
}
