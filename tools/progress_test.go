package main

import (
	"bytes"
	"slices"
	"testing"
	"time"
)

// TestStages: a build has the stages that a terminal has words for, in their order.
func TestStages(t *testing.T) {
	t.Parallel()
	dir := newSmallProject(t)
	out, err := tool(dir, "build", "-timings").CombinedOutput()
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
