package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"declarationwatch/tools/internal/diag"
	"declarationwatch/tools/internal/hosting"
	"declarationwatch/tools/internal/site"
)

// live shows the site as it is edited: an edit at once, by quick, and then the whole site, which is built behind it. Only the
// newest edit is built, and only one build at a time.
type live struct {
	shell
	work     string // each build has a folder in it
	url      string
	preview  bool
	board    *board
	quick    *quick
	last     string           // folder of the site that is shown
	building *attempt         // nil while nothing is built
	due      bool             // another build is wanted
	pause    <-chan time.Time // before that; nil for none
	garbage  *time.Timer      // collects it while nobody waits; nil before the first edit
}

// restAfter returns how long the build of the whole site waits after an edit that took some time to show: the next edit of somebody who
// saves often has the machine for itself then.
func restAfter(took time.Duration) time.Duration { return max(2*time.Second, 2*took) }

// attempt is a build of the whole site.
type attempt struct {
	cancel  context.CancelFunc
	done    chan struct{} // closed when it ended, with what follows
	started time.Time
	edited  bool // open pages show the edit already
	options buildOptions
	folder  string
	host    *hosting.Host
	warned  warned
	err     error
	stopped bool // by a newer edit
}

func newLive(s shell, work, url string, preview bool) *live {
	board := newBoard(url, preview)
	return &live{
		shell: s, work: work, url: url, preview: preview, board: board,
		quick: &quick{shell: s, work: work, url: url, preview: preview, board: board},
	}
}

// loop builds once, and shows every change, until ctx ends.
func (l *live) loop(ctx context.Context, changed <-chan change, program <-chan struct{}) {
	defer l.quick.close()
	l.due = true
	edited := false
	for {
		if l.due && l.building == nil && l.pause == nil {
			l.building, l.due = l.start(ctx, edited), false
		}
		var done chan struct{}
		if l.building != nil {
			done = l.building.done
		}
		select {
		case <-ctx.Done():
			if l.building != nil {
				<-done
			}
			return
		case c := <-changed:
			edited = l.follow(ctx, c)
		case <-l.turn():
			if next := l.quick.next; !time.Now().Before(next) {
				l.quick.next = time.Time{} // until the record is read again, which may not be possible now
				fmt.Fprintf(l.out, "%s: %s\n", next.Format(time.RFC3339), whatTurns(next))
				edited = l.follow(ctx, change{lost: true})
			}
		case <-l.pause:
			l.pause = nil
		case <-done:
			l.finish(ctx, l.building)
			l.building = nil
		case <-program:
			fmt.Fprintln(l.err, "tools/ changed: stop serve and start it again to use the change")
		}
	}
}

// whatTurns says why a site is another one from a moment on.
func whatTurns(moment time.Time) string {
	if moment.Truncate(24 * time.Hour).Equal(moment) { // of UTC, as the day of a build
		return "a new day begins"
	}
	return "something comes out or goes"
}

// turn returns when to look whether a page or a row has come out or gone by itself, or a day has begun. The clock may be set, and stands
// while the machine sleeps: so it is looked at every minute.
func (l *live) turn() <-chan time.Time {
	if l.quick.next.IsZero() {
		return nil
	}
	return time.After(min(time.Until(l.quick.next)+time.Millisecond, time.Minute))
}

// follow shows a change in place of a build that is not finished, and has the whole site built again. It reports whether the change is shown.
func (l *live) follow(ctx context.Context, c change) (edited bool) {
	if l.building != nil {
		l.building.stopped = true
		l.building.cancel()
	}
	if l.garbage != nil {
		l.garbage.Stop()
	}
	started := time.Now()
	edited, l.due = l.edit(ctx, c)
	l.garbage = time.AfterFunc(site.CollectAfter, runtime.GC)
	if l.pause = nil; edited {
		l.pause = time.After(restAfter(time.Since(started)))
	}
	return edited
}

// edit shows a change. It reports whether that is done, and whether the whole site can be built.
func (l *live) edit(ctx context.Context, c change) (shown, sound bool) {
	started := time.Now()
	err := l.quick.edit(ctx, c)
	var failure diag.Failure
	switch {
	case errors.As(err, &failure):
		l.refuse(failure.Problems)
		return false, false
	case err == nil:
		fmt.Fprintf(l.out, "shown in %d ms; checking the whole site ...\n", time.Since(started).Milliseconds())
	}
	return err == nil, true
}

// start starts a build.
func (l *live) start(ctx context.Context, edited bool) *attempt {
	a := &attempt{done: make(chan struct{}), started: time.Now(), edited: edited}
	ctx, a.cancel = context.WithCancel(ctx)
	go func() {
		defer close(a.done)
		a.err = l.build(ctx, a)
	}()
	return a
}

// build builds the whole site. It opens the project again, because config.toml may have changed too.
func (l *live) build(ctx context.Context, a *attempt) (err error) {
	if a.folder, err = os.MkdirTemp(l.work, ""); err != nil {
		return err
	}
	if a.options, err = l.buildOptions(l.url, "", l.preview, time.Now()); err != nil {
		return err
	}
	if a.warned, err = build(ctx, l.shell, a.options, a.folder, "public"); err != nil {
		return err
	}
	a.host, err = hosting.Open(filepath.Join(a.folder, "out"))
	return err
}

// finish shows what a build made. A good site replaces the last; a failure keeps it and shows its problems.
func (l *live) finish(ctx context.Context, a *attempt) {
	a.cancel()
	if a.stopped || a.err != nil {
		if a.host != nil {
			a.host.Close()
			a.options.shelf.Return(a.warned.kept, filepath.Join(a.folder, "out"))
		}
		os.RemoveAll(a.folder)
		if !a.stopped && ctx.Err() == nil {
			l.refuse(asProblems(a.err))
		}
		return
	}
	l.board.show(a.host, nil)
	if l.last != "" {
		a.options.shelf.Return(a.warned.kept, filepath.Join(l.last, "out"))
		os.RemoveAll(l.last)
	}
	l.last = a.folder
	report(l.shell, a.warned.later)
	took := time.Since(a.started).Milliseconds()
	if a.edited {
		fmt.Fprintf(l.out, "checked in %d ms: no errors\n", took)
	} else {
		fmt.Fprintf(l.out, "built in %d ms: %s\n", took, l.url)
	}
	if err := l.quick.rebase(ctx, a.warned.reuse, filepath.Join(a.folder, "stage"), a.options.now); err != nil && ctx.Err() == nil {
		fmt.Fprintf(l.err, "warning: edits are shown only when the whole site is built: %v\n", err)
	}
}

// refuse shows problems on the pages there are.
func (l *live) refuse(problems []diag.Problem) {
	shown := "the last good site"
	switch there, newer := l.board.show(nil, problems); {
	case !there:
		shown = "these problems in place of the site"
	case newer:
		shown = "what you edited, and else the last good site,"
	}
	report(l.shell, problems)
	fmt.Fprintf(l.err, "%s: showing %s at %s\n", diag.Summary(problems), shown, l.url)
}
