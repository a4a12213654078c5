package main

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"math"
	"os"
	"path"
	"path/filepath"
	"text/tabwriter"
	"time"

	"github.com/BurntSushi/toml"

	"declarationwatch/tools/internal/bench"
	"declarationwatch/tools/internal/check"
	"declarationwatch/tools/internal/diag"
	"declarationwatch/tools/internal/formats"
	"declarationwatch/tools/internal/published"
)

// benchSteps is what "bench -record" measures, each in a process of its own, in the folder of a record.
var benchSteps = map[string]func(s shell, t *timings) error{"decode": decodeRecord, "record": writeRecord}

// runBenchStep runs one of them and prints what it took.
func runBenchStep(s shell, name string) error {
	step, ok := benchSteps[name]
	if !ok {
		return usageError{fmt.Sprintf("unknown -step %q; use decode or record", name)}
	}
	t := &timings{last: time.Now()}
	err := step(s, t)
	fmt.Fprint(s.out, t)
	return err
}

// decodeRecord does what a program without positions and rules would do: it decodes every file of data/.
func decodeRecord(s shell, t *timings) error {
	root := os.DirFS(s.dir)
	err := fs.WalkDir(root, "data", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || path.Ext(name) != ".toml" {
			return err
		}
		text, err := fs.ReadFile(root, name)
		if err == nil {
			_, err = toml.NewDecoder(bytes.NewReader(text)).Decode(new(map[string]any))
		}
		return err
	})
	t.lap("decode")
	return err
}

// writeRecord does what a build does without pages: it checks the record, computes the matrix and what is published of it, and
// writes the files for reuse.
func writeRecord(s shell, t *timings) error {
	o, err := s.buildOptions("", "", false, time.Now())
	if err != nil {
		return err
	}
	var found, later diag.List
	record := load(o.project, check.Options{Now: o.now, Ahead: ahead, Later: &later}, &found)
	if err := found.Err(); err != nil {
		return err
	}
	record.Checked()
	t.lap("check")
	in, err := o.input(record.UpTo(o.asOf))
	if err != nil {
		return err
	}
	t.lap("matrix")
	public := published.Build(in)
	t.lap("published")
	stage, err := os.MkdirTemp("", "bench-*")
	if err != nil {
		return err
	}
	defer os.RemoveAll(stage)
	err = formats.Write(stage, in, public)
	t.lap("formats")
	return err
}

// recorded is what the steps of one record took.
type recorded struct {
	bytes         int64 // of data/
	decode, total lap
	steps         []lap
}

// measureRecord writes a record to a new folder, and measures the steps before pages beside decoding alone.
func measureRecord(ctx context.Context, program string, p project, dir string, o bench.Options) (*recorded, error) {
	project := filepath.Join(dir, "project")
	if err := os.MkdirAll(project, 0o755); err != nil {
		return nil, err
	}
	if err := bench.Write(os.DirFS(p.dir), project, o); err != nil {
		return nil, err
	}
	var m recorded
	err := fs.WalkDir(os.DirFS(project), "data", func(_ string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			info, failed := entry.Info()
			if err = failed; err == nil {
				m.bytes += info.Size()
			}
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	env := cacheIn(filepath.Join(dir, "cache"))
	if m.decode, _, err = measured(ctx, program, project, env, "bench", "-step", "decode"); err != nil {
		return nil, err
	}
	var printed string
	m.total, printed, err = measured(ctx, program, project, env, "bench", "-step", "record")
	m.steps = lapsIn(printed)
	return &m, err
}

// print prints a table of the steps, and what follows from it. before is a smaller record, or nil. The exponent is that of the bytes
// of data/ by which processor time grows: 1 for what takes as long for each byte, whatever the size.
func (m *recorded) print(s shell, before *recorded) {
	w := tabwriter.NewWriter(s.out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "step\ttime (ms)\tprocessor time (ms)\tmemory (MB)\texponent\t")
	row := func(name string, of func(*recorded) lap) {
		l, growth := of(m), ""
		if before != nil {
			growth = fmt.Sprintf("%.2f", math.Log(ratio(l.cpu, of(before).cpu))/math.Log(float64(m.bytes)/float64(before.bytes)))
		}
		fmt.Fprintf(w, "%s\t%d\t%d\t%d\t%s\t\n", name, l.wall.Milliseconds(), l.cpu.Milliseconds(), l.peak>>20, growth)
	}
	row("decoding alone", func(m *recorded) lap { return m.decode })
	for i, l := range m.steps {
		row(l.stage, func(m *recorded) lap { return m.steps[i] })
	}
	w.Flush()
	fmt.Fprintf(s.out, "check, matrix and formats against decoding the same %d MB: time %.2f, processor time %.2f times\n",
		m.bytes>>20, ratio(m.total.wall, m.decode.wall), ratio(m.total.cpu, m.decode.cpu))
}
