// Package site renders the pages. It is the only package that uses Hugo: project + stage -> a folder of files.
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
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/gohugoio/hugo/commands"
	"github.com/gohugoio/hugo/common/herrors"
	"github.com/gohugoio/hugo/resources/kinds"

	"declarationwatch/tools/internal/diag"
)

// Options is what to render.
type Options struct {
	Files     fs.FS          // the project
	Names     []string       // its files that belong to the site
	Config    map[string]any // settings beside those of config.toml, written as JSON
	Only      []Part         // if there are any, files of these are made, and no others
	Bare      bool           // what is published as it is, of the project and of the stage, is left out
	Pages     int            // at least as many as the site has in one language
	Stage     string         // a folder with data/ and static/ beside those of the project; more is put beside it
	Out       string         // where the files go; created
	BaseURL   string         // absolute, with a closing slash
	Clock     time.Time      // pages dated later than this are left out
	Originals []string       // files below Out that are not published, as pages show them in other sizes
	Preview   bool           // drafts, future and expired pages too, each marked as a preview
}

// Kinds returns the kinds of page that config.toml can name.
func Kinds() []string {
	return slices.DeleteFunc(slices.Clone(kinds.AllKinds), func(kind string) bool { return kinds.IsDeprecatedAndReplacedWith(kind) != "" })
}

// Part is files of some pages.
type Part struct {
	Language string   // "" for all
	Path     []string // of the pages, below the folder of a language
	Output   []string // names of output formats; none for all
}

// segment returns the part as Hugo's configuration has it.
func (p Part) segment() map[string]any {
	segment := map[string]any{"path": p.Path}
	if p.Language != "" {
		segment["sites"] = map[string]any{"matrix": map[string]any{"languages": []string{p.Language}}}
	}
	if len(p.Output) > 0 {
		segment["output"] = p.Output
	}
	return segment
}

// Hugo runs Hugo itself on its own arguments, in this process, and prints its errors to w. It reports success.
func Hugo(w io.Writer, args []string) bool {
	if os.Getenv(watched) != "" {
		go exitWhenStuck()
	}
	var err error
	if len(args) == 1 && args[0] == followCommand {
		out := os.Stdout
		os.Stdout = os.Stderr // what Hugo prints is no answer
		err = follow(os.Stdin, out)
	} else {
		err = commands.Execute(args)
	}
	for _, e := range herrors.Errors(err) {
		fmt.Fprintf(w, "ERROR %v\n", e)
	}
	return err == nil
}

// Render runs Hugo. A mistake in a page or a template goes to problems, with its position if Hugo reports one; the error is
// for what is not the project's fault.
func Render(ctx context.Context, o Options, problems *diag.List) error {
	program, err := os.Executable()
	if err != nil {
		return fmt.Errorf("find this program: %w", err)
	}
	longest := patience + time.Duration(o.Pages)*patienceForPage
	ctx, cancel := context.WithTimeoutCause(ctx, longest, fmt.Errorf("hugo stopped after %v without an end", longest))
	defer cancel()
	work := filepath.Dir(o.Stage)
	project, temp := filepath.Join(work, "project"), filepath.Join(work, "temp")
	if err := errors.Join(os.MkdirAll(temp, 0o755), o.copyProject(project)); err != nil {
		return fmt.Errorf("copy the project: %w", err)
	}
	if !o.Bare { // What is staged as it is published is moved, because Hugo would copy it.
		if err := os.Rename(filepath.Join(o.Stage, static), o.Out); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	cache, resized := pictureCache(), filepath.Join(temp, "resized")
	lendPictures(cache, resized)
	output, err := o.run(ctx, program, project, temp, min(max(runtime.NumCPU(), o.Pages), mostRenderers))
	var exit *exec.ExitError
	if errors.As(err, &exit) && exit.ExitCode() == stuckCode && ctx.Err() == nil {
		output, err = o.run(ctx, program, project, temp, o.Pages)
	}
	switch {
	case ctx.Err() != nil:
		return context.Cause(ctx)
	case err == nil:
		report(output, project, false, problems)
		keepPictures(resized, cache)
		return errors.Join(o.removeOriginals(), o.addStatic(problems))
	case strings.Contains(output, syscall.ENOSPC.Error()):
		return syscall.ENOSPC
	case errors.As(err, &exit):
		report(output, project, true, problems)
		return nil
	default:
		return fmt.Errorf("run hugo: %w", err)
	}
}

// run runs Hugo once with a number of renderers, and returns what it printed.
func (o Options) run(ctx context.Context, program, project, temp string, renderers int) (string, error) {
	var output bytes.Buffer
	cmd := exec.CommandContext(ctx, program, append([]string{"hugo", "--source", project}, o.args()...)...)
	// The name that this program was called by: a test binary selects its commands by it.
	cmd.Args[0] = os.Args[0]
	cmd.Env = append(environment(os.Environ(), temp, o), watched+"=1", fmt.Sprintf("HUGO_NUMWORKERMULTIPLIER=%d", renderers))
	cmd.Stdout, cmd.Stderr = &output, &output
	cmd.WaitDelay = 5 * time.Second
	defer tie(cmd)()
	err := cmd.Run()
	return output.String(), err
}

func (o Options) args() []string {
	args := []string{
		"--config", configFiles,
		"--themesDir", filepath.Dir(o.Stage),
		"--theme", filepath.Base(o.Stage),
		"--destination", o.Out,
		"--baseURL", o.BaseURL,
		"--clock", o.Clock.UTC().Format(time.RFC3339Nano),
		"--noBuildLock",       // the lock of package publish already separates builds
		"--printPathWarnings", // two pages with one address
	}
	if o.Preview {
		args = append(args, "--buildDrafts", "--buildFuture", "--buildExpired")
	}
	return args
}

// A run is bounded, so that no fault in Hugo can block a deploy: by patience, and more for each page, which is several times what one
// takes on a slow machine that does other work too.
const (
	patience        = 10 * time.Minute
	patienceForPage = 100 * time.Millisecond
)

// inherited is what Hugo is given of the caller's environment. Hugo reads its configuration from every variable whose name
// starts with HUGO, with any separator after it.
var inherited = []string{"PATH", "HOME", "USERPROFILE", "SYSTEMROOT", "LOCALAPPDATA", "GOGC", "GOMEMLIMIT", "GOMAXPROCS", "GOCOVERDIR"}

// environment returns Hugo's. Whatever it writes outside its output goes to temp.
func environment(env []string, temp string, o Options) []string {
	out := []string{"TMPDIR=" + temp, "TMP=" + temp, "TEMP=" + temp, "HUGO_CACHEDIR=" + filepath.Join(temp, "cache"),
		"HUGO_CACHES_IMAGES_DIR=" + filepath.Join(temp, "resized")}
	for _, v := range env {
		if name, _, _ := strings.Cut(v, "="); slices.Contains(inherited, strings.ToUpper(name)) {
			out = append(out, v)
		}
	}
	// Read by templates as site.Params.preview.
	if o.Preview {
		out = append(out, "HUGO_PARAMS_PREVIEW=true")
	}
	return out
}
