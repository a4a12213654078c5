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
	"strings"
	"time"

	"declarationwatch/tools/internal/diag"
	"declarationwatch/tools/internal/hosting"
	"declarationwatch/tools/internal/publish"
)

var serveCommand = command{
	name:    "serve",
	summary: "build the site, serve it, and build it again when a file changes",
	usage: `Builds the site, serves it, and builds it again when a file changes. Open pages reload by themselves. Problems are
printed here and shown on the page, which stays as it was until they are fixed. Nothing is written to public/. Answers have
the headers that the site's host will send.

  -addr HOST:PORT   where to listen (127.0.0.1:1313)
  -preview          with drafts and what is under embargo

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
		return usageError{fmt.Sprintf("cannot listen at %s: %v; choose another -addr", *addr, errors.Unwrap(err))}
	}
	if warning := offLoopback(listener.Addr(), *preview); warning != "" {
		fmt.Fprintln(s.err, warning)
	}
	work, err := publish.Scratch()
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)
	changed, program, err := watch(ctx, p.dir)
	if err != nil {
		return fmt.Errorf("watch for changes: %w", err)
	}

	l := &live{
		streams: s, work: work, url: "http://" + listener.Addr().String() + "/", preview: *preview, board: newBoard(),
	}
	host, _, _ := net.SplitHostPort(*addr)
	server := &http.Server{
		Handler:           l.board.handler(strings.ToLower(host)),
		BaseContext:       func(net.Listener) context.Context { return ctx },
		ReadHeaderTimeout: 10 * time.Second, // no WriteTimeout: the stream of events has no end
		IdleTimeout:       2 * time.Minute,
	}
	go func() {
		<-ctx.Done()
		server.Close()
	}()
	go l.loop(ctx, changed, program)
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// offLoopback returns a warning for an address that other machines reach.
func offLoopback(address net.Addr, preview bool) string {
	if tcp, ok := address.(*net.TCPAddr); !ok || tcp.IP.IsLoopback() {
		return ""
	}
	warning := fmt.Sprintf("warning: everybody in this network can open http://%s/", address)
	if preview {
		warning += ", with drafts and what is under embargo"
	}
	return warning + "\nhint: -addr 127.0.0.1:1313 is only for this machine"
}

// live builds the site again and again and shows the result.
type live struct {
	streams
	work    string // each build has a folder in it
	url     string
	preview bool
	board   *board
	last    string // folder of the site that is shown
}

// loop builds once, and once more after every change, until ctx ends.
func (l *live) loop(ctx context.Context, changed, program <-chan struct{}) {
	l.build(ctx)
	for {
		select {
		case <-ctx.Done():
			return
		case <-changed:
			l.build(ctx)
		case <-program:
			fmt.Fprintln(l.err, "tools/ changed: stop serve and start it again to use the change")
		}
	}
}

// build makes one attempt. A good site replaces the last; a failure keeps it and shows its problems.
func (l *live) build(ctx context.Context) {
	started := time.Now()
	var warnings warned
	var host *hosting.Host
	folder, err := os.MkdirTemp(l.work, "")
	var o buildOptions
	if err == nil { // opens the project again, because config.toml may have changed too
		o, err = newBuildOptions(l.url, "", l.preview, time.Now())
	}
	if err == nil {
		warnings, err = build(ctx, l.streams, o, folder, "public")
	}
	if err == nil {
		host, err = hosting.Open(filepath.Join(folder, "out"))
	}
	if ctx.Err() != nil {
		return
	}
	if err != nil {
		os.RemoveAll(folder)
		problems := asProblems(err)
		l.board.show(nil, problems)
		report(l.streams, problems)
		fmt.Fprintf(l.err, "%s: showing the last good site at %s\n", diag.Summary(problems), l.url)
		return
	}
	l.board.show(host, nil)
	if l.last != "" {
		o.shelf.Return(warnings.kept, filepath.Join(l.last, "out"))
		os.RemoveAll(l.last)
	}
	l.last = folder
	report(l.streams, warnings.later)
	fmt.Fprintf(l.out, "built in %d ms: %s\n", time.Since(started).Milliseconds(), l.url)
}

// asProblems returns the problems of a failed build, or its error as a problem without a position.
func asProblems(err error) []diag.Problem {
	var failure diag.Failure
	if errors.As(err, &failure) {
		return failure.Problems
	}
	return []diag.Problem{{Rule: "build", Message: err.Error()}}
}
