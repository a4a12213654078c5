package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/mattn/go-isatty"
)

// isTerminal reports whether a stream is shown to somebody while it is written.
func isTerminal(stream any) bool {
	file, isFile := stream.(*os.File)
	return isFile && isatty.IsTerminal(file.Fd())
}

// counter returns how to show a number of pictures on a terminal, and how to clear its line. Elsewhere it shows nothing.
func counter(w io.Writer) (show func(n int), clear func()) {
	if !isTerminal(w) {
		return nil, func() {}
	}
	show = func(n int) { fmt.Fprintf(w, "\rpictures drawn: %d", n) }
	return show, func() { fmt.Fprint(w, "\r\x1b[K") }
}

// timings measures stages end to end: each lap runs from the end of the one before, so that nothing is hidden between
// two stages.
type timings struct {
	last time.Time
	cpu  time.Duration // at the end of the last lap
	laps []lap
}

// lap is what one stage took.
type lap struct {
	stage     string
	wall, cpu time.Duration
	peak      int64 // the most memory that one process had until the end of the stage, in bytes
}

// lapFormat is a stage, milliseconds, milliseconds of all processors, and megabytes.
const lapFormat = "%s %d ms, CPU %d ms, memory %d MB\n"

func (l lap) String() string {
	return fmt.Sprintf(lapFormat, l.stage, l.wall.Milliseconds(), l.cpu.Milliseconds(), l.peak>>20)
}

// lap ends a stage.
func (t *timings) lap(stage string) {
	now := time.Now()
	cpu, peak := used()
	t.laps = append(t.laps, lap{stage, now.Sub(t.last), cpu - t.cpu, peak})
	t.last, t.cpu = now, cpu
}

// String returns a line for each stage and one for all.
func (t *timings) String() string {
	var b strings.Builder
	total := lap{stage: "total"}
	for _, l := range t.laps {
		b.WriteString(l.String())
		total.wall, total.cpu, total.peak = total.wall+l.wall, total.cpu+l.cpu, l.peak
	}
	return b.String() + total.String()
}
