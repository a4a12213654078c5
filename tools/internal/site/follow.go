package site

import (
	"encoding/gob"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/bep/clocks"
	"github.com/fsnotify/fsnotify"
	"github.com/gohugoio/hugo/common/herrors"
	"github.com/gohugoio/hugo/common/hmaps"
	"github.com/gohugoio/hugo/common/htime"
	"github.com/gohugoio/hugo/common/hugo"
	"github.com/gohugoio/hugo/config"
	"github.com/gohugoio/hugo/config/allconfig"
	"github.com/gohugoio/hugo/deps"
	"github.com/gohugoio/hugo/hugofs"
	"github.com/gohugoio/hugo/hugolib"
	"github.com/gohugoio/hugo/hugolib/segments"
	"github.com/gohugoio/hugo/output"
	"github.com/spf13/afero"
)

// followCommand is the argument with which Hugo follows edits.
const followCommand = "follow"

// What a process that follows edits is asked, and what it answers.
type (
	// setup is the first message to it.
	setup struct {
		Project, Stage string // folders
		BaseURL        string
		Clock          time.Time
		Preview        bool
	}
	// order is each message after that: files that are different now, and pages to render.
	order struct {
		Changed, Added, Removed []string
		Pages                   []Page
	}
	// result answers a message.
	result struct {
		Files  map[string][]byte // written since the answer before, by their names below the site's root
		Output string            // what Hugo printed
		Failed bool
	}
)

// follow keeps one Hugo, and renders what it is asked for, until there is nothing more to read or something fails: what Hugo
// remembers of a failure is not to be built on.
func follow(in io.Reader, out io.Writer) error {
	orders, results := gob.NewDecoder(in), gob.NewEncoder(out)
	var s setup
	if err := orders.Decode(&s); err != nil {
		return err
	}
	f := &follower{}
	err := f.open(s)
	for {
		for _, e := range herrors.Errors(err) {
			fmt.Fprintf(&f.printed, "ERROR %v\n", e)
		}
		if sendErr := results.Encode(result{f.written(), f.printed.take(), err != nil}); sendErr != nil || err != nil {
			return sendErr
		}
		garbage := time.AfterFunc(CollectAfter, runtime.GC)
		var o order
		if err := orders.Decode(&o); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
		garbage.Stop()
		err = f.do(o)
	}
}

// CollectAfter is how long nothing is asked until garbage is collected, which whoever asks for something would wait for: a page that shows
// an edit may ask for more at once.
const CollectAfter = time.Second

type follower struct {
	sites   *hugolib.HugoSites
	out     afero.Fs // in memory
	wanted  []Page
	printed lockedText
}

// open reads the project and renders nothing.
func (f *follower) open(s setup) error {
	f.out = afero.NewMemMapFs()
	flags := config.New()
	for name, value := range map[string]any{
		"workingDir": s.Project, "publishDir": "/", "themesDir": filepath.Dir(s.Stage), "theme": filepath.Base(s.Stage), "baseURL": s.BaseURL,
		"buildDrafts": s.Preview, "buildFuture": s.Preview, "buildExpired": s.Preview, "environment": hugo.EnvironmentProduction,
		"internal": hmaps.Params{"watch": true, "clock": s.Clock.UTC().Format(time.RFC3339Nano)},
	} {
		flags.Set(name, value)
	}
	configs, err := allconfig.LoadConfig(allconfig.ConfigSourceDescriptor{
		Fs: hugofs.Os, Flags: flags, Filename: configFiles, Environment: hugo.EnvironmentProduction,
	})
	if err != nil {
		return err
	}
	htime.Clock = clocks.Start(configs.Base.C.Clock)
	for _, c := range configs.LanguageConfigMap {
		c.Segments.Config.SegmentFilter = f
	}
	f.sites, err = hugolib.NewHugoSites(deps.DepsCfg{
		Configs: configs, Fs: hugofs.NewFromSourceAndDestination(hugofs.Os, f.out, flags), StdOut: &f.printed, StdErr: &f.printed,
	})
	if err != nil {
		return err
	}
	return f.sites.Build(hugolib.BuildCfg{SkipRender: true, NoBuildLock: true})
}

// do takes over what has changed, and renders the pages that it reaches among those that are wanted.
func (f *follower) do(o order) error {
	var events []fsnotify.Event
	for op, names := range map[fsnotify.Op][]string{fsnotify.Write: o.Changed, fsnotify.Create: o.Added, fsnotify.Remove: o.Removed} {
		for _, name := range names {
			events = append(events, fsnotify.Event{Name: name, Op: op})
		}
	}
	if len(events) > 0 {
		if err := f.sites.Build(hugolib.BuildCfg{SkipRender: true, NoBuildLock: true}, events...); err != nil {
			return err
		}
		f.forget()
	}
	if len(o.Pages) == 0 {
		return nil
	}
	f.wanted = o.Pages
	return f.sites.Build(hugolib.BuildCfg{PartialReRender: true, NoBuildLock: true})
}

// forget empties the Store of each page, in which templates keep what they say of it: Hugo empties none.
func (f *follower) forget() {
	for _, s := range f.sites.Sites {
		for _, p := range s.Pages() {
			for key := range p.Store().Values() {
				p.Store().Delete(key)
			}
		}
	}
}

// ShouldExcludeCoarse and ShouldExcludeFine make this the filter of what Hugo renders: pages for people to read.
func (f *follower) ShouldExcludeCoarse(q segments.SegmentQuery) bool {
	return q.Output != "" && q.Output != output.HTMLFormat.Name ||
		!slices.ContainsFunc(f.wanted, func(p Page) bool { return p.Language == f.language(q) })
}

func (f *follower) ShouldExcludeFine(q segments.SegmentQuery) bool {
	return q.Output != output.HTMLFormat.Name || !slices.Contains(f.wanted, Page{f.language(q), q.Path})
}

// language returns which language is asked about. Sites are in the order of languages.
func (f *follower) language(q segments.SegmentQuery) string {
	return f.sites.Sites[q.Site.Language()].Language().Lang
}

// written returns the files written since the last call.
func (f *follower) written() map[string][]byte {
	files := map[string][]byte{}
	// A file in memory can be read and removed.
	_ = afero.Walk(f.out, "/", func(name string, info os.FileInfo, err error) error {
		if err == nil && !info.IsDir() {
			files[strings.Trim(filepath.ToSlash(name), "/")], _ = afero.ReadFile(f.out, name)
			_ = f.out.Remove(name)
		}
		return nil
	})
	return files
}

// lockedText is text that several goroutines write.
type lockedText struct {
	mu   sync.Mutex
	text strings.Builder
}

func (t *lockedText) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.text.Write(p)
}

func (t *lockedText) take() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	text := t.text.String()
	t.text.Reset()
	return text
}
