package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"net"
	"net/http"
	"os"
	"strings"
	"time"

	"declarationwatch/tools/internal/diag"
	"declarationwatch/tools/internal/publish"
)

var serveCommand = command{
	name:    "serve",
	summary: "serve the site, and show every change to a file at once",
	usage: `Builds the site and serves it. When a file changes, open pages show it at once, and the whole site is built and checked
again behind them: frames, pictures, files for reuse and the search follow then. A newer change ends a build that is not
finished. Problems are printed here and shown on the page, which stays as it was if it cannot be shown; before there is a site,
they are shown in its place. Nothing is written to public/. Answers have the headers that the site's host will send.

Until "checked" is printed, an edit has not been searched for words of what is withheld: let no other machine see it.

  -addr HOST:PORT   where to listen (127.0.0.1:1313)
  -preview          with drafts and what is under embargo

Stop it with Ctrl-C.`,
	run: runServe,
}

func runServe(ctx context.Context, s shell, args []string) error {
	flags := flag.NewFlagSet("serve", flag.ContinueOnError)
	addr := flags.String("addr", "127.0.0.1:1313", "")
	preview := flags.Bool("preview", false, "")
	if err := parse(flags, args); err != nil {
		return err
	}
	var failure diag.Failure // of config.toml, which an edit may repair
	p, err := s.project()
	if err != nil && !errors.As(err, &failure) {
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

	heapGrowth.Store(400) // it has the memory of the last edit, and collects its garbage between two
	l := newLive(s, work, "http://"+listener.Addr().String()+"/", *preview)
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
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		l.loop(ctx, changed, program)
	}()
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	<-ended // its folder can be removed
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

// asProblems returns the problems of a failed build, or its error as a problem without a position.
func asProblems(err error) []diag.Problem {
	var failure diag.Failure
	if errors.As(err, &failure) {
		return failure.Problems
	}
	return []diag.Problem{{Rule: "build", Message: err.Error()}}
}
