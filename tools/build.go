package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"declarationwatch/tools/internal/audit"
	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/diag"
	"declarationwatch/tools/internal/export"
	"declarationwatch/tools/internal/matrix"
	"declarationwatch/tools/internal/minify"
	"declarationwatch/tools/internal/publish"
	"declarationwatch/tools/internal/site"
)

var buildCommand = command{
	name:    "build",
	summary: "build the whole site into public/",
	usage: `Checks the record, builds the site from it and puts it in place in one step. On any failure the folder that is
there stays as it is.

  -out DIR              where the site goes (public; preview with -preview)
  -base-url URL         the address it will have (baseURL of config.toml)
  -as-of YYYY-MM-DD     the day to read the record at the end of (today, UTC)
  -preview              with drafts and what is not out yet; never for publication
  -timings              print how long each stage took

Exit code: 0 built, 1 problems, 2 wrong usage.`,
	run: runBuild,
}

// buildOptions says what to build, after the flags are checked.
type buildOptions struct {
	project
	baseURL string
	asOf    campaign.Date
	clock   time.Time // pages dated later are left out
	past    bool      // asOf is a day that is over
	preview bool
}

func runBuild(ctx context.Context, s streams, args []string) error {
	times := startTimings()
	flags := flag.NewFlagSet("build", flag.ContinueOnError)
	out := flags.String("out", "", "")
	baseURL := flags.String("base-url", "", "")
	asOf := flags.String("as-of", "", "")
	preview := flags.Bool("preview", false, "")
	timed := flags.Bool("timings", false, "")
	if err := parse(flags, args); err != nil {
		return err
	}
	p, err := openProject()
	if err != nil {
		return err
	}
	o, err := newBuildOptions(p, *baseURL, *asOf, *preview, time.Now())
	if err != nil {
		return err
	}
	dir, err := o.target(*out)
	if err != nil {
		return err
	}
	target, err := publish.Open(ctx, dir, publish.Options{
		Ours:    o.mayReplace,
		Waiting: func() { fmt.Fprintf(s.err, "another build of %s is running: waiting for it\n", filepath.Base(dir)) },
	})
	if errors.Is(err, publish.ErrForeign) {
		return usageError{err.Error() + ": name another -out, or empty it"}
	}
	if err != nil {
		return err
	}
	defer target.Close()
	times.lap("open")

	warnings, err := build(ctx, o, target.Path(""), filepath.Base(dir), times)
	if err != nil {
		return err
	}
	if err := target.Swap("out"); err != nil {
		return fmt.Errorf("putting %s in place: %w", dir, err)
	}
	if err := target.Close(); err != nil {
		return err
	}
	times.lap("publish")

	if *timed {
		times.print(s.out)
	}
	if err := diag.Print(s.err, warnings, diag.Text); err != nil {
		return err
	}
	fmt.Fprintf(s.out, "built %s as of %s\n", relativeTo(p.dir, dir), o.asOf)
	return nil
}

// build is the flow: data and content -> campaign -> check -> matrix -> export -> site -> minify -> audit. It leaves the
// finished site in the folder "out" of work and gives the warnings met; name is what problems call that folder.
func build(ctx context.Context, o buildOptions, work, name string, times *timings) ([]diag.Problem, error) {
	var problems diag.List
	stage, out := filepath.Join(work, "stage"), filepath.Join(work, "out")

	record := load(o.project, &problems)
	times.lap("check")
	if err := problems.Err(); err != nil {
		return nil, err
	}

	grid := matrix.Build(record, o.asOf)
	times.lap("matrix")

	release := &export.Release{Campaign: record, Matrix: grid, BaseURL: o.baseURL, Languages: o.languages()}
	if err := export.Stage(stage, release); err != nil {
		return nil, fmt.Errorf("export: %w", err)
	}
	times.lap("export")

	err := site.Render(ctx, site.Options{
		Project: o.dir, Stage: stage, Out: out, BaseURL: o.baseURL, Clock: o.clock, Past: o.past, Preview: o.preview,
	}, &problems)
	times.lap("hugo")
	if err := errors.Join(err, problems.Err()); err != nil {
		return nil, err
	}

	if err := minify.Dir(out); err != nil {
		return nil, err
	}
	times.lap("minify")

	err = audit.Run(audit.Site{Dir: out, Name: name, BaseURL: o.baseURL}, &problems)
	times.lap("audit")
	return problems.Sorted(), errors.Join(err, problems.Err())
}

func newBuildOptions(p project, baseURL, asOf string, preview bool, now time.Time) (buildOptions, error) {
	o := buildOptions{project: p, preview: preview, clock: now.UTC()}
	today := campaign.Date(o.clock.Format(time.DateOnly))
	o.asOf = today
	if asOf != "" {
		o.asOf = campaign.Date(asOf)
	}
	switch {
	case len(o.asOf) != len(time.DateOnly) || !o.asOf.Valid():
		return o, usageError{fmt.Sprintf("-as-of %q is not a day: write YYYY-MM-DD", asOf)}
	case o.asOf.First().After(today.First()):
		return o, usageError{fmt.Sprintf("-as-of %s has not come yet: what is under embargo until then would get out", asOf)}
	case o.asOf != today:
		// A day that is over is read as it ended, so that the same tree gives the same bytes for ever.
		o.clock, o.past = o.asOf.First().Add(24*time.Hour-time.Second), true
	}
	if baseURL == "" {
		baseURL = p.BaseURL
	}
	var err error
	o.baseURL, err = siteURL(baseURL)
	return o, err
}

func (o buildOptions) languages() []string {
	var out []string
	for language := range o.Languages {
		out = append(out, language)
	}
	slices.Sort(out)
	return out
}

// target gives the output folder's absolute path, and refuses one that would swallow the project's own files.
func (o buildOptions) target(out string) (string, error) {
	if out == "" {
		out = "public"
		if o.preview {
			out = "preview"
		}
	}
	dir, err := filepath.Abs(out)
	if err != nil {
		return "", err
	}
	if o.preview && filepath.Base(dir) == "public" {
		return "", usageError{"a preview never goes into a folder called public, which is for publication: name another -out"}
	}
	if within(dir, o.dir) {
		return "", usageError{fmt.Sprintf("-out %s would replace the project itself", out)}
	}
	for _, folder := range []string{".git", ".ci", "archetypes", "assets", "content", "data", "i18n", "layouts", "static", "tools"} {
		if within(filepath.Join(o.dir, folder), dir) {
			return "", usageError{fmt.Sprintf("-out %s lies in the project's own %s/", out, folder)}
		}
	}
	return dir, nil
}

// mayReplace reports whether a folder that holds something is one that a build may replace: the usual output of this
// project, or one that has the shape of an output.
func (o buildOptions) mayReplace(dir string) bool {
	if rel, err := filepath.Rel(o.dir, dir); err == nil && (rel == "public" || rel == "preview") {
		return true
	}
	_, page := os.Stat(filepath.Join(dir, "index.html"))
	_, data := os.Stat(filepath.Join(dir, "data", "v1", "matrix.json"))
	return page == nil && data == nil
}

// within reports whether inner is outer or lies below it.
func within(outer, inner string) bool {
	rel, err := filepath.Rel(outer, inner)
	return err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}

func relativeTo(base, dir string) string {
	if rel, err := filepath.Rel(base, dir); err == nil && !strings.HasPrefix(rel, "..") {
		return rel
	}
	return dir
}
