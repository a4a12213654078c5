// Command tools checks the record, builds the site from it and serves it while it is edited.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"

	"declarationwatch/tools/internal/diag"
)

// command is one subcommand. Each lies in a file of its name.
type command struct {
	name    string
	summary string // one line for the help
	usage   string // the flags and arguments, for reading
	run     func(ctx context.Context, s streams, args []string) error
}

var commands = []command{checkCommand, buildCommand, serveCommand, releaseCommand, diffCommand, hugoCommand}

// streams is where a command reads and writes.
type streams struct {
	out, err io.Writer
}

// Exit codes: a caller can tell a mistake in the record from a mistake in the call.
const (
	exitOK       = 0
	exitProblems = 1
	exitUsage    = 2
)

// usageError is a mistake in how the program was called.
type usageError struct{ message string }

func (e usageError) Error() string { return e.message }

// errReported says that a command failed and has already told the user everything.
var errReported = errors.New("reported")

func main() {
	// A run is short and its memory small: collecting it less often takes a quarter off a check.
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(400)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, streams{os.Stdout, os.Stderr}, os.Args[1:])
	stop()
	os.Exit(code)
}

// run finds the subcommand and turns its error into an exit code. All wording of failures is here.
func run(ctx context.Context, s streams, args []string) int {
	if len(args) == 0 || isHelp(args[0]) {
		fmt.Fprint(s.out, help())
		return exitOK
	}
	for _, c := range commands {
		if c.name == args[0] {
			return c.exit(ctx, s, args[1:])
		}
	}
	fmt.Fprintf(s.err, "error: unknown command %q\n", args[0])
	if hint := diag.Suggest(args[0], names()); hint != "" {
		fmt.Fprintf(s.err, "hint: %s\n", hint)
	}
	fmt.Fprintf(s.err, "hint: \"go run ./tools help\" lists the commands\n")
	return exitUsage
}

func (c command) exit(ctx context.Context, s streams, args []string) int {
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
		fmt.Fprintf(s.err, "error: %s\nhint: \"go run ./tools %s -h\" tells how to call it\n", usage.message, c.name)
		return exitUsage
	case errors.Is(err, errReported):
	case errors.As(err, &failure):
		tell(s, failure.Problems)
		fmt.Fprintln(s.err, diag.Summary(failure.Problems))
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(s.err, "stopped")
	default:
		fmt.Fprintf(s.err, "error: %v\n", err)
	}
	return exitProblems
}

// tell prints problems to standard error. Where it is closed there is nobody to tell.
func tell(s streams, problems []diag.Problem) {
	var t diag.Terminal
	if p, err := openProject(); err == nil {
		t = p.terminal(s.err)
	}
	_ = t.Print(s.err, problems)
}

func isHelp(arg string) bool {
	return arg == "help" || arg == "-h" || arg == "-help" || arg == "--help"
}

func names() []string {
	var out []string
	for _, c := range commands {
		out = append(out, c.name)
	}
	return out
}

func help() string {
	text := "Checks and builds a site that follows what governments did with a declaration.\n\nusage: go run ./tools COMMAND [flags]\n\n"
	for _, c := range commands {
		text += fmt.Sprintf("  %-7s %s\n", c.name, c.summary)
	}
	return text + "\n\"go run ./tools COMMAND -h\" tells more.\n"
}

// parse reads a command's flags and refuses arguments that are left over.
func parse(flags *flag.FlagSet, args []string) error {
	names, err := parseNamed(flags, args)
	if err == nil && len(names) > 0 {
		return usageError{fmt.Sprintf("unexpected argument %q", names[0])}
	}
	return err
}

// parseNamed reads flags before, between and after names. Go's flag package stops at the first name.
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
