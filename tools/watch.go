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
const quiet = 80 * time.Millisecond

// watch sends on changed when the project's files change, and on program when those of the tool do, whose words and templates
// are compiled into it, until ctx ends. Several changes that nobody has received yet are sent as one.
func watch(ctx context.Context, project string) (changed, program <-chan struct{}, err error) {
	watcher, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, nil, err
	}
	// The folder is watched for config.toml: editors replace a file, and a watch on the file itself would be lost.
	err = watcher.Add(project)
	for _, name := range append([]string{"tools"}, source.Folders...) {
		err = errors.Join(err, watchTree(watcher, filepath.Join(project, name)))
	}
	if err != nil {
		watcher.Close()
		return nil, nil, err
	}
	site, tool := make(chan struct{}, 1), make(chan struct{}, 1)
	notify := func(c chan struct{}) {
		select {
		case c <- struct{}{}:
		default:
		}
	}
	go func() {
		defer watcher.Close()
		var settle <-chan time.Time
		for {
			select {
			case <-ctx.Done():
				return
			case event := <-watcher.Events:
				if !matters(event, project) {
					continue
				}
				if event.Has(fsnotify.Create) {
					// What cannot be watched is built at the next change of something else.
					_ = watchTree(watcher, event.Name)
				}
				if within(filepath.Join(project, "tools"), event.Name) {
					notify(tool)
					continue
				}
				settle = time.After(quiet)
			case <-watcher.Errors:
				settle = time.After(quiet) // events were lost: build to be sure
			case <-settle:
				settle = nil
				notify(site)
			}
		}
	}()
	return site, tool, nil
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

// watchTree watches a folder and all below it. It does nothing for a file or a name that does not exist.
func watchTree(watcher *fsnotify.Watcher, root string) error {
	return filepath.WalkDir(root, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.IsDir() {
			return nil
		}
		return watcher.Add(name)
	})
}
