package site

import (
	"context"
	"encoding/gob"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"declarationwatch/tools/internal/disk"
)

// Live is a Hugo that keeps what it has read, and renders single pages again after an edit. It knows only what it is given: the
// copies of files that our reader has read.
type Live struct {
	work    string // has the copies of the project and of the stage
	mu      sync.Mutex
	process *exec.Cmd
	orders  *gob.Encoder
	results *gob.Decoder
	input   io.Closer
	staged  map[string]stamp // the files of the stage that were copied, by their full names
}

// StartLive starts Hugo on copies in a new folder. It reads everything and renders nothing. It ends with ctx, or by Close.
func StartLive(ctx context.Context, o Options, work string) (*Live, error) {
	l := &Live{work: work, staged: map[string]stamp{}}
	temp := filepath.Join(work, "temp")
	if err := os.MkdirAll(temp, 0o755); err != nil {
		return nil, err
	}
	if _, err := l.copy(o, nil); err != nil {
		return nil, fmt.Errorf("copy the project: %w", err)
	}
	program, err := os.Executable()
	if err != nil {
		return nil, fmt.Errorf("find this program: %w", err)
	}
	l.process = exec.CommandContext(ctx, program, "hugo", followCommand)
	l.process.Args[0] = os.Args[0]
	l.process.Env = environment(os.Environ(), temp, o)
	l.process.WaitDelay = 5 * time.Second
	input, err := l.process.StdinPipe()
	if err != nil {
		return nil, err
	}
	output, err := l.process.StdoutPipe()
	if err != nil {
		return nil, err
	}
	started := make(chan error)
	go func() { // the process dies with the thread that starts it
		defer tie(l.process)()
		err := l.process.Start()
		started <- err
		if err == nil {
			_ = l.process.Wait() // what was wrong with it is returned to whoever asked for something
		}
	}()
	if err := <-started; err != nil {
		return nil, fmt.Errorf("run hugo: %w", err)
	}
	l.input, l.orders, l.results = input, gob.NewEncoder(input), gob.NewDecoder(output)
	_, err = l.ask(setup{
		Project: l.project(), Stage: l.stage(), BaseURL: o.BaseURL, Clock: o.Clock, Preview: o.Preview,
	})
	if err != nil {
		l.Close()
		return nil, err
	}
	return l, nil
}

func (l *Live) project() string { return filepath.Join(l.work, "project") }
func (l *Live) stage() string   { return filepath.Join(l.work, "stage") }

// Close ends Hugo.
func (l *Live) Close() {
	_ = l.process.Process.Kill()
	_ = l.input.Close()
}

// Page is an address of the site, as Hugo finds it.
type Page struct {
	Language string
	Path     string // within the language, as "/" or "/statements/first"
}

// Update takes over what has changed: of the project the files of these names, nil for all, and all of the stage. It renders some
// pages, where the change reaches them, and returns the files that are new.
func (l *Live) Update(o Options, changed []string, pages []Page) (map[string][]byte, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	next, err := l.copy(o, changed)
	if err != nil {
		return nil, err
	}
	next.Pages = pages
	return l.ask(next)
}

// Render renders pages that no edit since has been rendered on, and returns the files that are new.
func (l *Live) Render(pages ...Page) (map[string][]byte, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.ask(order{Pages: pages})
}

// ask sends a message and waits for the answer, but not for ever.
func (l *Live) ask(message any) (map[string][]byte, error) {
	defer time.AfterFunc(patience, l.Close).Stop()
	var r result
	err := l.orders.Encode(message)
	if err == nil {
		err = l.results.Decode(&r)
	}
	if err != nil {
		return nil, fmt.Errorf("hugo ended: %w", err)
	}
	if r.Failed {
		return nil, errors.New(r.Output)
	}
	return r.Files, nil
}

// copy brings the copies up to date and returns what differs. names is which files may.
func (l *Live) copy(o Options, names []string) (order, error) {
	var next order
	all := map[string]string{} // files of the project, by the name of their copy
	for _, name := range o.Names {
		if copied := copyName(name); copied != "" {
			all[copied] = name
		}
	}
	suspects := all
	if names != nil {
		suspects = map[string]string{}
		for _, name := range names {
			suspects[copyName(name)] = name
		}
		delete(suspects, "")
	}
	for copied := range suspects {
		if all[copied] == "" {
			next.remove(l.project(), copied)
			continue
		}
		text, err := o.text(copied, all[copied])
		if err == nil {
			err = next.put(l.project(), copied, text)
		}
		if err != nil {
			return next, err
		}
	}
	text, err := o.config()
	if err == nil {
		err = next.put(l.project(), settings, text)
	}
	if err != nil {
		return next, err
	}
	return next, filepath.WalkDir(o.Stage, func(file string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		name, err := filepath.Rel(o.Stage, file)
		if err != nil || !strings.HasPrefix(filepath.ToSlash(name), "data/") && !strings.HasPrefix(filepath.ToSlash(name), "assets/") {
			return err
		}
		info, err := entry.Info()
		if err != nil || l.staged[file] == (stamp{info.Size(), info.ModTime()}) { // most is large, and seldom written again
			return err
		}
		text, err := os.ReadFile(file)
		if err == nil {
			err = next.put(l.stage(), filepath.ToSlash(name), text)
		}
		l.staged[file] = stamp{info.Size(), info.ModTime()}
		return err
	})
}

// stamp is what tells whether a file has been written again.
type stamp struct {
	size  int64
	mtime time.Time
}

// put writes a file of a copy, if its text is new.
func (o *order) put(folder, name string, text []byte) error {
	file := filepath.Join(folder, filepath.FromSlash(name))
	existed, written, err := disk.Update(folder, name, text)
	switch {
	case !written:
	case existed:
		o.Changed = append(o.Changed, file)
	default:
		o.Added = append(o.Added, file)
	}
	return err
}

// remove removes a file of a copy, if it is there.
func (o *order) remove(folder, name string) {
	file := filepath.Join(folder, filepath.FromSlash(name))
	if os.Remove(file) == nil {
		o.Removed = append(o.Removed, file)
	}
}
