package main

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"time"
)

// TestStages: a build has the stages that a terminal has words for, in their order.
func TestStages(t *testing.T) {
	t.Parallel()
	dir := newSmallProject(t)
	out, err := call(dir, "build", "-timings")
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	var ran, known []string
	for line := range bytes.Lines(out) {
		if name, rest, ok := bytes.Cut(line, []byte(" ")); ok && bytes.Contains(rest, []byte(" ms, CPU ")) && string(name) != "total" {
			ran = append(ran, string(name))
		}
	}
	for _, s := range stages {
		known = append(known, s.name)
	}
	if !slices.Equal(ran, known) {
		t.Errorf("a build has the stages %q, want %q", ran, known)
	}
}

// TestDoing: each stage is announced when the one before it ends.
func TestDoing(t *testing.T) {
	times := &timings{last: time.Now()}
	if got := times.doing(); got != stages[0].doing {
		t.Errorf("at first: %q", got)
	}
	for i, s := range stages[:len(stages)-1] {
		if times.lap(s.name); times.doing() != stages[i+1].doing {
			t.Errorf("after %q: %q, want %q", s.name, times.doing(), stages[i+1].doing)
		}
	}
}

// TestLineFits: what a terminal shows of a stage is shorter than its lines, and has the seconds where there is room for anything.
func TestLineFits(t *testing.T) {
	times := &timings{last: time.Now()}
	times.countPicture(12345)
	for _, s := range stages {
		for _, columns := range []int{0, 1, 5, 12, 40, 80, 400} {
			line := times.line(columns, 75*time.Second)
			if len(line) >= max(1, columns) || columns >= 12 && !strings.HasSuffix(line, ", 75 s") || columns == 400 && line != times.doing()+", 75 s" {
				t.Errorf("%d columns of %q: %q", columns, s.name, line)
			}
		}
		times.lap(s.name)
	}
}

// TestDumbTerminal: where lines cannot be written over, each stage has one, without control characters.
func TestDumbTerminal(t *testing.T) {
	var out bytes.Buffer
	times, shown := &timings{last: time.Now(), dumb: true}, ""
	for range 2 {
		shown = times.update(&out, shown, time.Second)
	}
	times.lap(stages[0].name)
	times.update(&out, shown, time.Second)
	if got, want := out.String(), stages[0].doing+"\n"+stages[1].doing+"\n"; got != want {
		t.Errorf("shown is %q, want %q", got, want)
	}
}
