// Command tools checks the record, builds the site from it, and serves it while it is edited.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/signal"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"slices"
	"strings"
	"sync/atomic"
	"syscall"
	"time"

	"declarationwatch/tools/internal/diag"
	"declarationwatch/tools/internal/site"
)

// command is one subcommand.
type command struct {
	name    string
	summary string // one line for the help
	usage   string // the flags and arguments
	run     func(ctx context.Context, s shell, args []string) error
}

var commands = []command{
	checkCommand, buildCommand, serveCommand, statusCommand,
	newCommand, correctCommand, withdrawCommand, renameCommand, whereCommand, listCommand, exportCommand, importCommand,
	fmtCommand, archiveCommand,
	releaseCommand, diffCommand, digestCommand, shareCommand, hooksCommand, initCommand, benchCommand,
	hugoCommand,
}

var hugoCommand = command{
	name:    "hugo",
	summary: "run the Hugo that this project is pinned to",
	usage:   `Passes everything after "hugo" on to Hugo. The data that the templates want is staged by build and serve alone.`,
	run: func(_ context.Context, s shell, args []string) error {
		if !site.Hugo(s.err, args) {
			return errReported
		}
		return nil
	},
}

// shell is what a command finds where it is called.
type shell struct {
	dir      string // the folder, an absolute path
	env      func(name string) string
	in       io.Reader
	out, err io.Writer
}

// path returns the absolute path of a file that is named in the call.
func (s shell) path(name string) string { return absolute(s.dir, name) }

// absolute returns the path of a file that is named from a folder.
func absolute(dir, name string) string {
	if filepath.IsAbs(name) {
		return filepath.Clean(name)
	}
	return filepath.Join(dir, name)
}

// Exit codes separate a mistake in the record from one in the call.
const (
	exitOK       = 0
	exitProblems = 1
	exitUsage    = 2
)

// usageError is a mistake in how the program was called.
type usageError struct{ message string }

func (e usageError) Error() string { return e.message }

// errReported is returned by a command that failed and has already printed why.
var errReported = errors.New("reported")

func main() {
	if os.Getenv("GOGC") == "" && os.Getenv("GOMEMLIMIT") == "" {
		boundGarbage()
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := exitProblems
	if dir, err := os.Getwd(); err != nil {
		fmt.Fprintf(os.Stderr, "error: %v\n", err)
	} else {
		code = run(ctx, shell{dir, os.Getenv, os.Stdin, os.Stdout, os.Stderr}, os.Args[1:])
	}
	stop()
	os.Exit(code)
}

// heapGrowth is by how much a heap may grow between two garbage collections, in percent. It doubles, as any does in Go: to collect it seldomer
// takes longer, since memory that is new to a program costs more than to collect what it has.
var heapGrowth atomic.Int64

// boundGarbage lets a heap that has become large grow by room only between two garbage collections, or the record of ten years would take
// the memory of a build machine; but by two fifths at least.
func boundGarbage() {
	const least, room = 40, 400 << 20
	heapGrowth.Store(100)
	var next func()
	next = func() {
		runtime.AddCleanup(new([16]byte), func(int) { // each collection calls this
			live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
			metrics.Read(live)
			debug.SetGCPercent(min(max(int(100*room/max(live[0].Value.Uint64(), 1)), least), int(heapGrowth.Load())))
			next()
		}, 0)
	}
	next()
}

// run calls the subcommand and returns its exit code. It prints every failure.
func run(ctx context.Context, s shell, args []string) int {
	if len(args) == 0 || slices.Contains([]string{"help", "-h", "-help", "--help"}, args[0]) {
		fmt.Fprint(s.out, help())
		return exitOK
	}
	var names []string
	for _, c := range commands {
		if c.name == args[0] {
			return c.exit(ctx, s, args[1:])
		}
		names = append(names, c.name)
	}
	fmt.Fprintf(s.err, "error: unknown command %q\n", args[0])
	if hint := diag.Suggest(args[0], names); hint != "" {
		fmt.Fprintf(s.err, "hint: %s\n", hint)
	}
	fmt.Fprintf(s.err, "hint: \"go run ./tools help\" lists the commands\n")
	return exitUsage
}

func (c command) exit(ctx context.Context, s shell, args []string) int {
	err := c.run(ctx, s, args)
	var failure diag.Failure
	var usage usageError
	switch {
	case err == nil:
		return exitOK
	case errors.Is(err, flag.ErrHelp):
		fmt.Fprintf(s.out, "usage: go run ./tools %s\n\n%s\n", c.name, c.usage)
		return exitOK
	case errors.As(err, &usage):
		fmt.Fprintf(s.err, "error: %s\nhint: \"go run ./tools %s -h\" explains its flags\n", usage.message, c.name)
		return exitUsage
	case errors.Is(err, errReported):
	case errors.As(err, &failure):
		report(s, failure.Problems)
		fmt.Fprintln(s.err, diag.Summary(failure.Problems))
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(s.err, "stopped")
	default:
		message, hint := failed(err)
		fmt.Fprintf(s.err, "error: %s\n", message)
		if hint != "" {
			fmt.Fprintf(s.err, "hint: %s\n", hint)
		}
	}
	return exitProblems
}

// failed returns what an error means for who runs the command, and what to do where the system refused a file.
func failed(err error) (message, hint string) {
	var refused *fs.PathError
	if !errors.As(err, &refused) {
		return err.Error(), ""
	}
	what := ""
	switch {
	case errors.Is(refused, syscall.ENOSPC):
		what, hint = "disk full, no room for "+refused.Path, "make room and try again"
	case errors.Is(refused, syscall.EROFS), errors.Is(refused, fs.ErrPermission):
		what, hint = "no permission for "+refused.Path, "let your account write there, or work in a copy that it may change"
	default:
		return err.Error(), ""
	}
	return strings.ReplaceAll(err.Error(), refused.Error(), what), hint
}

// report prints problems to standard error.
func report(s shell, problems []diag.Problem) {
	var t diag.Terminal
	if p, err := s.project(); err == nil {
		t = p.terminal(s.err)
		problems, t.Source = p.discreet(problems, time.Now())
	}
	_ = t.Print(s.err, problems)
}

func help() string {
	text := "Checks and builds a site that follows what governments did with a declaration.\n\nusage: go run ./tools COMMAND [flags]\n\n"
	for _, c := range commands {
		text += fmt.Sprintf("  %-9s %s\n", c.name, c.summary)
	}
	return text + "\n\"go run ./tools COMMAND -h\" explains its flags.\n"
}

// parse parses the flags of a command that takes no arguments.
func parse(flags *flag.FlagSet, args []string) error {
	names, err := parseNamed(flags, args)
	if err == nil && len(names) > 0 {
		return usageError{fmt.Sprintf("unexpected argument %q", names[0])}
	}
	return err
}

// parseNamed parses flags before, between and after names. Go's flag package stops at the first name.
func parseNamed(flags *flag.FlagSet, args []string) (names []string, err error) {
	flags.SetOutput(io.Discard)
	flags.Usage = func() {}
	for {
		switch err := flags.Parse(args); {
		case errors.Is(err, flag.ErrHelp):
			return nil, err
		case err != nil:
			return nil, usageError{err.Error()}
		case flags.NArg() == 0:
			return names, nil
		}
		names, args = append(names, flags.Arg(0)), flags.Args()[1:]
	}
}
