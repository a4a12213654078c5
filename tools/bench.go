package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"

	"declarationwatch/tools/internal/bench"
	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/diag"
)

var benchCommand = command{
	name:    "bench",
	summary: "measure builds of records of any size, beside Hugo alone",
	usage: `"bench" makes records like this one, as large, 10 times and 100 times as large, and builds each four times: with an empty cache,
after an edit that makes every page be rendered again, after other words in one statement, and with nothing new. It prints what each step
of the second took, in time, in processor time and in memory (the most of one process until its end), and what Hugo alone takes for the
same pages with a template of one line. Only ratios of one run can be compared: other work on the machine changes all figures.

  -sizes LIST      how many times as large as this record (default 1,10,100)
  -governments N   -commitments N  -pledges N  -reports N  -sources N  -policies N  -facts N  -meetings N  -statements N
                   other numbers for size 1 than those of this record; governments and commitments do not grow with the size
  -releases N      monthly releases, up to this month (default none): builds and checks are measured without them too
  -languages N     of those of this project (default all)
  -record          leave pages out: check, matrix and files for reuse, beside decoding the same files by BurntSushi/toml
  -step NAME       what -record does in a process of its own, in the folder of a record: decode or record
  -seed N          of what is written (default 1): the same seed makes the same record
  -keep DIR        write the records there, and leave them

Exit code: 0 measured, 1 a build failed, 2 wrong usage.`,
	run: runBench,
}

func runBench(ctx context.Context, s shell, args []string) error {
	if len(args) == 2 && args[0] == "-step" { // before a record is read
		return runBenchStep(s, args[1])
	}
	p, err := s.project()
	if err != nil {
		return err
	}
	var problems diag.List
	record := campaign.Load(p.files, &problems)
	if err := problems.Err(); err != nil {
		return err
	}
	o := bench.Of(record)
	flags := flag.NewFlagSet("bench", flag.ContinueOnError)
	sizes := flags.String("sizes", "1,10,100", "")
	keep := flags.String("keep", "", "")
	flags.IntVar(&o.Releases, "releases", 0, "")
	only := flags.Bool("record", false, "")
	flags.Uint64Var(&o.Seed, "seed", 1, "")
	flags.IntVar(&o.Languages, "languages", 0, "")
	for name, n := range map[string]*int{
		"governments": &o.Governments, "commitments": &o.Commitments, "pledges": &o.Pledges, "reports": &o.Reports, "sources": &o.Sources,
		"policies": &o.Policies, "facts": &o.Facts, "meetings": &o.Meetings, "statements": &o.Statements,
	} {
		flags.IntVar(n, name, *n, "")
	}
	if err := parse(flags, args); err != nil {
		return err
	}
	times, err := numbers(*sizes)
	if err != nil {
		return err
	}
	if *keep != "" {
		*keep = s.path(*keep)
	} else {
		if *keep, err = os.MkdirTemp("", "bench-*"); err != nil {
			return err
		}
		defer os.RemoveAll(*keep)
	}
	program, err := os.Executable()
	if err != nil {
		return err
	}
	var before *measurement
	var smaller *recorded
	for _, n := range times {
		dir := filepath.Join(*keep, fmt.Sprintf("%dx", n))
		if *only {
			m, err := measureRecord(ctx, program, p, dir, o.Scaled(n))
			if err != nil {
				return fmt.Errorf("size %d: %w", n, err)
			}
			fmt.Fprintf(s.out, "size %d: %v\n", n, o.Scaled(n))
			m.print(s, smaller)
			fmt.Fprintln(s.out)
			smaller = m
			continue
		}
		m, err := measureBuilds(ctx, program, p, dir, o.Scaled(n))
		if err != nil {
			return fmt.Errorf("size %d: %w", n, err)
		}
		fmt.Fprintf(s.out, "size %d: %v\n", n, o.Scaled(n))
		m.print(s)
		if before != nil {
			fmt.Fprintf(s.out, "against size %d: time %.1f, processor time %.1f, memory %.1f times; after other words, time %.1f\n",
				before.size, ratio(m.edit.wall, before.edit.wall), ratio(m.edit.cpu, before.edit.cpu), float64(m.edit.peak)/float64(before.edit.peak),
				ratio(m.words.wall, before.words.wall))
		}
		fmt.Fprintln(s.out)
		m.size, before = n, m
	}
	return nil
}

// numbers reads the sizes of -sizes.
func numbers(list string) (all []int, err error) {
	for word := range strings.SplitSeq(list, ",") {
		n, err := strconv.Atoi(strings.TrimSpace(word))
		if err != nil || n < 1 {
			return nil, usageError{fmt.Sprintf("invalid -sizes %q; use whole numbers from 1 with commas between them, as 1,10", list)}
		}
		all = append(all, n)
	}
	return all, nil
}

// measurement is what the builds of one record took.
type measurement struct {
	size                          int
	releases                      int
	before, after                 taken // builds after an edit and checks, without releases and with them
	steps                         []lap // of the build after an edit
	cold, edit, words, same, hugo lap
}

// measureBuilds writes a record to a new folder and builds it.
func measureBuilds(ctx context.Context, program string, p project, dir string, o bench.Options) (*measurement, error) {
	project, bare, cache := filepath.Join(dir, "project"), filepath.Join(dir, "hugo"), filepath.Join(dir, "cache")
	for _, folder := range []string{project, bare, cache} {
		if err := os.MkdirAll(folder, 0o755); err != nil {
			return nil, err
		}
	}
	if err := bench.Write(os.DirFS(p.dir), project, o); err != nil {
		return nil, err
	}
	if err := bench.Bare(os.DirFS(project), bare); err != nil {
		return nil, err
	}
	env := cacheIn(cache)
	run := func(in string, args ...string) (lap, string, error) { return measured(ctx, program, in, env, args...) }
	var m measurement
	var printed string
	var err error
	if m.cold, _, err = run(project, "build"); err != nil {
		return nil, err
	}
	if err := bench.Edit(project); err != nil {
		return nil, err
	}
	if m.edit, printed, err = run(project, "build", "-timings"); err != nil {
		return nil, err
	}
	if err := bench.Reword(project); err != nil {
		return nil, err
	}
	if m.words, _, err = run(project, "build"); err != nil {
		return nil, err
	}
	if m.same, _, err = run(project, "build"); err != nil {
		return nil, err
	}
	m.steps = lapsIn(printed)
	if m.releases = o.Releases; m.releases > 0 {
		if m.before, err = measureOften(ctx, program, project, env); err != nil {
			return nil, err
		}
		if _, _, err := run(project, "release", string(oldestOf(m.releases))); err != nil {
			return nil, err
		}
		if err := freezeMonthly(project, m.releases); err != nil {
			return nil, err
		}
		if m.after, err = measureOften(ctx, program, project, env); err != nil {
			return nil, err
		}
	}
	m.hugo, _, err = run(bare, "hugo", "--minify", "--quiet", "--destination", filepath.Join(bare, "public"))
	return &m, err
}

// cacheIn returns the environment of a process that has a folder as its cache.
func cacheIn(cache string) []string {
	return append(os.Environ(), "XDG_CACHE_HOME="+cache, "LOCALAPPDATA="+cache)
}

// measured runs this program in a folder, and returns what it took and what it printed.
func measured(ctx context.Context, program, in string, env []string, args ...string) (lap, string, error) {
	cmd := exec.CommandContext(ctx, program, args...)
	cmd.Dir, cmd.Env = in, env
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	start := time.Now()
	if err := cmd.Run(); err != nil {
		return lap{}, "", errors.Join(fmt.Errorf("tools %s: %w", strings.Join(args, " "), err), errors.New(last(out.String(), 20)))
	}
	took, ended := time.Since(start), cmd.ProcessState
	return lap{wall: took, cpu: ended.UserTime() + ended.SystemTime(), peak: peakOf(ended)}, out.String(), nil
}

// lapsIn returns the steps that a process printed, and last of all the sum.
func lapsIn(printed string) (all []lap) {
	for line := range strings.Lines(printed) {
		var l lap
		var wall, cpu, peak int64
		if n, _ := fmt.Sscanf(line, lapFormat, &l.stage, &wall, &cpu, &peak); n == 4 {
			l.wall, l.cpu, l.peak = time.Duration(wall)*time.Millisecond, time.Duration(cpu)*time.Millisecond, peak<<20
			all = append(all, l)
		}
	}
	return all
}

// last returns the last lines of a text.
func last(text string, n int) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	return strings.Join(lines[max(0, len(lines)-n):], "\n")
}

func ratio(a, b time.Duration) float64 { return float64(a) / float64(b) }

// print prints a table of the steps, and what follows from it.
func (m *measurement) print(s shell) {
	w := tabwriter.NewWriter(s.out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "step\ttime (ms)\tprocessor time (ms)\tmemory (MB)\t")
	row := func(name string, l lap) {
		fmt.Fprintf(w, "%s\t%d\t%d\t%d\t\n", name, l.wall.Milliseconds(), l.cpu.Milliseconds(), l.peak>>20)
	}
	var step lap
	for _, l := range m.steps {
		if l.stage == "hugo" {
			step = l
		}
		if l.stage != "total" {
			row(l.stage, l)
		}
	}
	row("build after an edit", m.edit)
	row("build after other words", m.words)
	row("build of nothing new", m.same)
	row("build, empty cache", m.cold)
	row("Hugo alone", m.hugo)
	w.Flush()
	fmt.Fprintf(s.out, "after an edit, a build takes %.2f times as long as its Hugo step, %.2f times as long as Hugo alone (memory %.2f times), and with an empty cache %.2f times as long\n",
		ratio(m.edit.wall, step.wall), ratio(m.edit.wall, m.hugo.wall), float64(m.edit.peak)/float64(m.hugo.peak), ratio(m.cold.wall, m.edit.wall))
	fmt.Fprintf(s.out, "after other words, %.2f times as long as Hugo alone (memory %.2f times); with nothing new, %.2f times\n",
		ratio(m.words.wall, m.hugo.wall), float64(m.words.peak)/float64(m.hugo.peak), ratio(m.same.wall, m.hugo.wall))
	if m.releases > 0 {
		fmt.Fprintf(s.out, "with %d releases, against none: build %.2f (processor time %.2f), check %.2f (%.2f) times\n", m.releases,
			ratio(m.after.build.wall, m.before.build.wall), ratio(m.after.build.cpu, m.before.build.cpu),
			ratio(m.after.check.wall, m.before.check.wall), ratio(m.after.check.cpu, m.before.check.cpu))
	}
}
