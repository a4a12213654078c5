package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"declarationwatch/tools/internal/diag"
	"declarationwatch/tools/internal/hosting"
)

var serveCommand = command{
	name:    "serve",
	summary: "show the site in a browser while you edit it",
	usage: `Builds the site, serves it, and builds it again whenever a file changes; open pages reload by themselves. A mistake is
told here and on the page, and the last good page stays until it is mended. Nothing is written to public/. Answers carry
the header that the site's host will give them.

  -addr HOST:PORT   where to listen (127.0.0.1:1313)
  -preview          with drafts and what is not out yet

Stop it with Ctrl-C.`,
	run: runServe,
}

func runServe(ctx context.Context, s streams, args []string) error {
	flags := flag.NewFlagSet("serve", flag.ContinueOnError)
	addr := flags.String("addr", "127.0.0.1:1313", "")
	preview := flags.Bool("preview", false, "")
	if err := parse(flags, args); err != nil {
		return err
	}
	p, err := openProject()
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", *addr)
	if err != nil {
		return usageError{fmt.Sprintf("cannot listen at %s: %v", *addr, errors.Unwrap(err))}
	}
	work, err := os.MkdirTemp("", "declaration-watch-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)
	changed, err := watch(ctx, p.dir)
	if err != nil {
		return fmt.Errorf("watching for changes: %w", err)
	}

	l := &live{
		streams: s, work: work, url: "http://" + listener.Addr().String() + "/", preview: *preview, board: newBoard(),
	}
	server := &http.Server{Handler: l.board.handler(), BaseContext: func(net.Listener) context.Context { return ctx }}
	go func() {
		<-ctx.Done()
		server.Close()
	}()
	go l.loop(ctx, changed)
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// live builds the site again and again and shows what came of it.
type live struct {
	streams
	work    string // a folder of our own; each build has a folder in it
	url     string
	preview bool
	board   *board
	builds  int
}

// loop builds once, and once more after every change, until ctx ends.
func (l *live) loop(ctx context.Context, changed <-chan struct{}) {
	for {
		l.build(ctx)
		select {
		case <-ctx.Done():
			return
		case <-changed:
		}
	}
}

// build makes one attempt. A good one takes the place of the last; a bad one leaves it and shows its problems.
func (l *live) build(ctx context.Context) {
	started := time.Now()
	l.builds++
	folder := filepath.Join(l.work, strconv.Itoa(l.builds))
	var host *hosting.Host
	warnings, err := l.attempt(ctx, folder)
	if err == nil {
		host, err = hosting.Open(filepath.Join(folder, "out"))
	}
	if ctx.Err() != nil {
		return
	}
	if err != nil {
		os.RemoveAll(folder)
		problems := asProblems(err)
		l.board.fail(problems)
		tell(l.streams, problems)
		fmt.Fprintf(l.err, "%s: showing the last good site at %s\n", diag.Summary(problems), l.url)
		return
	}
	last := l.board.show(filepath.Join(folder, "out"), host)
	if last != "" {
		os.RemoveAll(filepath.Dir(last))
	}
	tell(l.streams, warnings.later)
	fmt.Fprintf(l.out, "built in %d ms: %s\n", time.Since(started).Milliseconds(), l.url)
}

// attempt reads the project anew, because config.toml may have changed too.
func (l *live) attempt(ctx context.Context, folder string) (warned, error) {
	p, err := openProject()
	if err != nil {
		return warned{}, err
	}
	o, err := newBuildOptions(p, l.url, "", l.preview, time.Now())
	if err != nil {
		return warned{}, err
	}
	if err := os.Mkdir(folder, 0o755); err != nil {
		return warned{}, err
	}
	progress := newProgress(l.err, "pictures drawn")
	defer progress.clear()
	o.drawn = progress.show
	return build(ctx, o, folder, "public", startTimings())
}

// asProblems gives a failed build's problems, or its one error as a problem without a place.
func asProblems(err error) []diag.Problem {
	var failure diag.Failure
	if errors.As(err, &failure) {
		return failure.Problems
	}
	return []diag.Problem{{Rule: "build", Message: err.Error()}}
}
