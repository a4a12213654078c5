package main

import (
	"fmt"
	"io"
	"os"
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
	start, last time.Time
	laps        string // a line for each stage
}

// lap ends a stage.
func (t *timings) lap(stage string) {
	now := time.Now()
	t.laps += fmt.Sprintf("%s %d ms\n", stage, now.Sub(t.last).Milliseconds())
	t.last = now
}
