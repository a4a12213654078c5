package main

import (
	"fmt"
	"io"
	"time"
)

// timings measures stages end to end: each lap runs from the end of the one before, so that nothing is hidden between
// two stages.
type timings struct {
	start, last time.Time
	laps        []lap
}

type lap struct {
	stage string
	took  time.Duration
}

func startTimings() *timings {
	now := time.Now()
	return &timings{start: now, last: now}
}

// lap ends a stage.
func (t *timings) lap(stage string) {
	now := time.Now()
	t.laps = append(t.laps, lap{stage, now.Sub(t.last)})
	t.last = now
}

// print writes one line a stage and their total.
func (t *timings) print(w io.Writer) {
	for _, l := range append(t.laps, lap{"total", t.last.Sub(t.start)}) {
		fmt.Fprintf(w, "%s %d ms\n", l.stage, l.took.Milliseconds())
	}
}
