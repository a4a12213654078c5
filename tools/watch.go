package main

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/fsnotify/fsnotify"
)

// watched is what a site is made of, below the project's top folder.
var watched = []string{"archetypes", "assets", "content", "data", "i18n", "layouts", "static"}

// quiet is how long files must rest before a change is told: editors write in several steps.
const quiet = 80 * time.Millisecond

// watch tells of changes to the project's files until ctx ends. Changes that come while nobody listens are told as one.
func watch(ctx context.Context, project string) (<-chan struct{}, error) {
	watcher, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, err
	}
	for _, name := range watched {
		if err := watchTree(watcher, filepath.Join(project, name)); err != nil {
			watcher.Close()
			return nil, err
		}
	}
	// The folder is watched for config.toml alone: editors replace a file, and a watch on the file itself would be lost.
	if err := watcher.Add(project); err != nil {
		watcher.Close()
		return nil, err
	}
	changed := make(chan struct{}, 1)
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
				settle = time.After(quiet)
			case <-watcher.Errors:
				settle = time.After(quiet) // events were lost: build to be sure
			case <-settle:
				settle = nil
				select {
				case changed <- struct{}{}:
				default:
				}
			}
		}
	}()
	return changed, nil
}

func matters(event fsnotify.Event, project string) bool {
	if event.Op == fsnotify.Chmod {
		return false
	}
	if filepath.Dir(event.Name) != project {
		return true
	}
	name := filepath.Base(event.Name)
	return name == "config.toml" || strings.Contains(" "+strings.Join(watched, " ")+" ", " "+name+" ")
}

// watchTree watches a folder and all below it. A file, or nothing at all, is no error.
func watchTree(watcher *fsnotify.Watcher, root string) error {
	if _, err := os.Stat(root); err != nil {
		return nil
	}
	return filepath.WalkDir(root, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.IsDir() {
			return nil
		}
		return watcher.Add(name)
	})
}
