// Package site renders the pages. It is the only package that knows Hugo: project + stage -> a folder of files.
//
// Hugo keeps state for the whole process, so each run is a process of its own: this same program, called again with
// the subcommand hugo. No Hugo need be installed.
package site

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/gohugoio/hugo/commands"
	"github.com/gohugoio/hugo/common/herrors"

	"declarationwatch/tools/internal/diag"
)

// Options says what to render.
type Options struct {
	Project string    // the project's top folder
	Stage   string    // a folder with data/ and static/ that join the project's own, as a Hugo component would; more is put beside it
	Out     string    // where the files go; made if need be
	BaseURL string    // absolute, with a closing slash
	Clock   time.Time // pages dated later than this are left out
	Past    bool      // the clock stands in the past: what a page refers to may not be there yet, which is no mistake then
	Preview bool      // drafts, future and expired pages too, each marked as a preview
}

// Hugo runs Hugo itself on its own arguments, in this process, and prints its errors to w. It reports success.
func Hugo(w io.Writer, args []string) bool {
	err := commands.Execute(args)
	for _, e := range herrors.Errors(err) {
		fmt.Fprintf(w, "ERROR %v\n", e)
	}
	return err == nil
}

// Render runs Hugo. What is wrong with a page or a template goes to problems, with its place where Hugo tells it;
// the error is for what is not the project's fault.
func Render(ctx context.Context, o Options, problems *diag.List) error {
	program, err := os.Executable()
	if err != nil {
		return fmt.Errorf("finding this program: %w", err)
	}
	ctx, cancel := context.WithTimeoutCause(ctx, patience, fmt.Errorf("Hugo was stopped: it had not ended after %v", patience))
	defer cancel()
	drawn := newPictures(filepath.Dir(o.Stage))
	drawn.lend()
	var output bytes.Buffer
	cmd := exec.CommandContext(ctx, program, append([]string{"hugo"}, o.args()...)...)
	// The name this program was called by: a test binary tells its commands apart by it.
	cmd.Args[0] = os.Args[0]
	cmd.Env = append(environment(os.Environ(), o), "HUGO_CACHES_IMAGES_DIR="+drawn.own)
	cmd.Stdout, cmd.Stderr = &output, &output
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	cmd.WaitDelay = 5 * time.Second
	defer tie(cmd)()
	err = cmd.Run()
	var exit *exec.ExitError
	switch {
	case ctx.Err() != nil:
		return context.Cause(ctx)
	case err == nil:
		drawn.keep()
		warnings(output.String(), o.Project, problems)
		return nil
	case errors.As(err, &exit):
		failures(output.String(), o.Project, problems)
		return nil
	default:
		return fmt.Errorf("running Hugo: %w", err)
	}
}

func (o Options) args() []string {
	args := []string{
		"--source", o.Project,
		"--themesDir", filepath.Dir(o.Stage),
		"--theme", filepath.Base(o.Stage),
		"--destination", o.Out,
		"--baseURL", o.BaseURL,
		"--clock", o.Clock.UTC().Format(time.RFC3339),
		"--noBuildLock",       // the publishing lock already keeps builds apart
		"--printPathWarnings", // two pages with one address are worth a word
	}
	if o.Preview {
		args = append(args, "--buildDrafts", "--buildFuture", "--buildExpired")
	}
	return args
}

// renderers is how many pages Hugo works on at once. After ten failed pages its renderers stop, and whoever hands them
// pages waits for ever unless the queue, which is as long as they are many, has room for the rest (renderPages in
// hugolib/site_render.go of v0.165.0). So there are as many as a site has pages; idle ones cost next to nothing.
const renderers = "HUGO_NUMWORKERMULTIPLIER=1024"

// patience bounds one run, so that nothing that goes wrong in Hugo can hold up a deploy for good.
const patience = 10 * time.Minute

// environment passes on the caller's, without what would change a build behind its back.
func environment(env []string, o Options) []string {
	out := []string{renderers}
	for _, v := range env {
		if !strings.HasPrefix(v, "HUGO_") {
			out = append(out, v)
		}
	}
	// Read by templates as site.Params.preview and site.Params.past.
	if o.Preview {
		out = append(out, "HUGO_PARAMS_PREVIEW=true")
	}
	if o.Past {
		out = append(out, "HUGO_PARAMS_PAST=true")
	}
	return out
}
