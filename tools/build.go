package main

import (
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"syscall"
	"time"

	"golang.org/x/sync/errgroup"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/check"
	"declarationwatch/tools/internal/diag"
	"declarationwatch/tools/internal/disk"
	"declarationwatch/tools/internal/output"
	"declarationwatch/tools/internal/publish"
	"declarationwatch/tools/internal/published"
	"declarationwatch/tools/internal/release"
	"declarationwatch/tools/internal/source"
	"declarationwatch/tools/internal/status"
)

var buildCommand = command{
	name:    "build",
	summary: "build the complete site into public/",
	usage: `Checks the record, builds the site from it and replaces the folder in one step. If anything fails, the folder stays
as it is; and where it is that site already, to the last file, nothing is built.

  -out DIR              where the site is written (public; preview with -preview)
  -base-url URL         the address of the site (baseURL of config.toml)
  -as-of YYYY-MM-DD     the day whose end the record is read at (today, UTC)
  -preview              with drafts and what is under embargo; never for publication
  -hidden               ask search engines not to list it: for a copy at another address
  -layers               keep the cascade layers of style sheets, to compare: browsers before 2022 do not know them
  -timings              print how long each stage took, with its processor time and the most memory until its end

Exit code: 0 built, 1 problems, 2 wrong usage.`,
	run: runBuild,
}

// buildOptions is what to build, after the flags are checked.
type buildOptions struct {
	project
	baseURL string
	asOf    campaign.Date
	now     time.Time // what is published later is under embargo
	clock   time.Time // pages dated later are left out; now, or before it
	past    bool      // asOf is a day in the past
	preview bool
	only    string       // the path of the one page to render, of which nothing is published; "" for all
	layers  bool         // style sheets keep their layers
	hidden  bool         // search engines are asked not to list it
	release release.Name // the name under which it will be frozen; "" for the site itself
	folder  string       // what the site replaces, if it need not be built where that is the same; "" to build it in any case
	shelf   disk.Shelf
	times   *timings
}

func runBuild(ctx context.Context, s shell, args []string) error {
	started := time.Now()
	flags := flag.NewFlagSet("build", flag.ContinueOnError)
	out := flags.String("out", "", "")
	baseURL := flags.String("base-url", "", "")
	asOf := flags.String("as-of", "", "")
	preview := flags.Bool("preview", false, "")
	hidden := flags.Bool("hidden", false, "")
	layers := flags.Bool("layers", false, "")
	timed := flags.Bool("timings", false, "")
	if err := parse(flags, args); err != nil {
		return err
	}
	o, err := s.buildOptions(*baseURL, *asOf, *preview, started)
	if err != nil {
		return err
	}
	o.hidden, o.layers = o.hidden || *hidden, *layers
	dir, err := o.target(*out)
	if err != nil {
		return err
	}
	target, err := publish.Open(ctx, dir, publish.Options{
		Ours:    o.mayReplace,
		Waiting: func() { fmt.Fprintf(s.err, "waiting for another build of %s to finish\n", filepath.Base(dir)) },
	})
	if errors.Is(err, publish.ErrForeign) {
		return usageError{err.Error() + "; choose another -out, or empty it"}
	}
	if err != nil {
		return err
	}
	defer target.Close()
	o.folder = dir
	o.times.lap("open")

	made, err := build(ctx, s, o, target.Path(""), filepath.Base(dir))
	if err != nil {
		return err
	}
	if !made.unchanged {
		if err := target.Swap("out"); err != nil {
			return fmt.Errorf("replace %s: %w", dir, err)
		}
		var removed errgroup.Group // while the new files are noted, of which there are as many
		if replaced := target.Replaced(); replaced != "" {
			o.shelf.Return(made.kept, replaced)
			removed.Go(func() error { return os.RemoveAll(replaced) })
		}
		if made.finished.Key != "" {
			o.shelf.Note(made.finished, dir, strconv.Itoa(made.number))
		}
		_ = removed.Wait() // what is left is removed, or reported, as the target closes
	}
	if err := target.Close(); err != nil {
		return err
	}
	o.times.lap("publish")

	if *timed {
		fmt.Fprint(s.out, o.times)
	}
	report(s, made.later)
	fmt.Fprintf(s.out, map[bool]string{false: "built %s as of %s", true: "%s is as of %s already: nothing it follows from has changed"}[made.unchanged], relativeTo(o.dir, dir), o.asOf)
	if made.record > 0 {
		fmt.Fprintf(s.out, "; %s in the record: \"go run ./tools check\" lists them", diag.Count(made.record, "warning"))
	}
	fmt.Fprintln(s.out)
	if !o.preview && !o.past {
		fmt.Fprintf(s.out, "published %s; %s\n", diag.Count(made.number, "page"), made.held)
	}
	return nil
}

// pagesOf returns how many pages a reader of the site finds: no frames, releases and old addresses.
func pagesOf(site *output.Site) (n int) {
	for _, f := range site.Files {
		if f.Page != nil && f.Page.Kind == "" && f.Page.Refresh == "" && !f.Release && path.Base(f.Name) == "index.html" {
			n++
		}
	}
	return n
}

// warned is the warnings of a build that succeeded, and its site.
type warned struct {
	record int            // number of warnings of the check, which prints them
	later  []diag.Problem // warnings of rendering and of the audit
	site   *output.Site
	number int             // of pages that a reader finds
	held   string          // what is held back, and what comes out next
	kept   []disk.Folder   // folders of the site that the next build may want
	reuse  published.Reuse // of the site

	finished  disk.Folder // what the site follows from, if it may be taken for the same as long as that is
	unchanged bool        // it was not built, as the folder that it would replace is the same
}

// build runs the flow and leaves the finished site in the folder "out" of work. name is what problems call that folder.
func build(ctx context.Context, s shell, o buildOptions, work, name string) (warned, error) {
	hide := o.times.show(s)
	warnings, err := flow(ctx, o, work, name)
	hide()
	disk.Bound()
	o.shelf.Trim()
	if errors.Is(err, syscall.ENOSPC) { // once, however many files could not be written
		err = fmt.Errorf("disk full: free about %d MB for %s and try again", o.space()>>20, filepath.Dir(work))
	}
	return warnings, err
}

// space returns about how many bytes a build needs: its files are there twice until the folder is replaced.
func (o buildOptions) space() int64 {
	size := int64(100 << 20)
	for _, name := range source.List(o.files, &diag.List{}) {
		if info, err := fs.Lstat(o.files, name); err == nil {
			size += 2 * info.Size()
		}
	}
	return size
}

// flow is data and content -> campaign -> check -> matrix -> published, frames, cards -> site -> minify -> output. Where nothing that
// pages follow from has changed, those of an earlier build are taken.
func flow(ctx context.Context, o buildOptions, work, name string) (warned, error) {
	var found, problems diag.List
	stage, out := filepath.Join(work, "stage"), filepath.Join(work, "out")

	// done ends a stage. What ctx has ended goes no further.
	done := func(stage string, err error) error {
		o.times.lap(stage)
		return errors.Join(err, ctx.Err())
	}

	record := load(o.project, check.Options{
		Now: o.now, Ahead: ahead, Later: &problems, Stopped: func() bool { return ctx.Err() != nil },
	}, &found)
	record.Checked()
	problems.Demote()
	if err := done("check", found.Err()); err != nil {
		return warned{}, err
	}

	from, err := o.from(record)
	if err != nil {
		return warned{}, fmt.Errorf("the project: %w", err)
	}
	finished := o.finished(from)
	pages, unchanged := o.unchanged(finished)
	if err := done("unchanged", nil); err != nil {
		return warned{}, err
	}
	if unchanged {
		return warned{
			record: len(found.Sorted()), later: problems.Sorted(), number: pages, held: status.Line(record, o.now, ahead), unchanged: true,
		}, nil
	}
	expected := len(problems.Sorted())

	v, err := o.view(record)
	if err := done("matrix", err); err != nil {
		return warned{}, err
	}
	record, public := v.record, v.public

	kept, err := rendering{o, v, stage, out, name, &problems, done}.render(ctx, from)
	if err != nil {
		return warned{}, err
	}
	if o.only != "" {
		return warned{record: len(found.Sorted())}, nil
	}

	releases := release.Folders(record.Frozen)
	if err := o.shelf.Take(releases, out); err != nil {
		return warned{}, fmt.Errorf("releases: %w", err)
	}
	kept = append(kept, releases...)
	o.times.lap("releases")

	made, trusted, err := o.finish(record, public, kept, out, name, &problems)
	if err = errors.Join(err, problems.Err()); err != nil {
		o.shelf.Return(kept, out)
		return warned{}, err
	}
	if trusted || len(problems.Sorted()) != expected { // what there is to say of a site, each build says
		finished = disk.Folder{}
	}
	return warned{
		record: len(found.Sorted()), later: problems.Sorted(), site: made, number: pagesOf(made), held: status.Line(record, o.now, ahead),
		kept: kept, reuse: v.pages.Reuse, finished: finished,
	}, nil
}

// buildOptions opens the project and checks what to build. now is when the run began.
func (s shell) buildOptions(baseURL, asOf string, preview bool, now time.Time) (buildOptions, error) {
	p, err := s.project()
	if err != nil {
		return buildOptions{}, err
	}
	return p.options(baseURL, asOf, preview, now)
}

// options checks what to build of a project.
func (p project) options(baseURL, asOf string, preview bool, now time.Time) (o buildOptions, err error) {
	o = buildOptions{
		project: p, preview: preview, hidden: preview, now: now.UTC(), clock: now.UTC(), shelf: disk.OpenShelf("folders"), times: &timings{last: now},
	}
	today := campaign.Date(o.clock.Format(time.DateOnly))
	o.asOf = cmp.Or(campaign.Date(asOf), today)
	switch {
	case len(o.asOf) != len(time.DateOnly) || !o.asOf.Valid():
		return o, usageError{fmt.Sprintf("invalid -as-of %q; use YYYY-MM-DD", asOf)}
	case o.asOf.First().After(today.First()):
		return o, usageError{fmt.Sprintf("-as-of %s is in the future; use today or an earlier day: later ones are under embargo", asOf)}
	case o.asOf != today:
		// A past day is read at its end, so that the same tree and day are always the same bytes.
		o.clock, o.past = o.asOf.First().Add(24*time.Hour-time.Nanosecond), true
	}
	o.baseURL, err = siteURL(cmp.Or(baseURL, p.BaseURL))
	return o, err
}

func relativeTo(base, dir string) string {
	if rel, err := filepath.Rel(base, dir); err == nil && filepath.IsLocal(rel) {
		return rel
	}
	return dir
}
