package main

import (
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"github.com/mattn/go-isatty"
)

// isTerminal reports whether a stream is shown to somebody while it is written.
func isTerminal(stream any) bool {
	file, isFile := stream.(*os.File)
	return isFile && isatty.IsTerminal(file.Fd())
}

// stage is a stage of a build, and what a terminal says while it runs.
type stage struct{ name, doing string }

// stages are all, in their order.
var stages = []stage{
	{"open", "opening the project"},
	{"check", "checking the record"},
	{"unchanged", "comparing with the last build"},
	{"matrix", "building the matrix"},
	{"layout", "laying out cards and frames"},
	{"cards", "listing cards and charts"},
	{"frames", "listing frames"},
	{"data", "writing the data"},
	{"kept", "looking for pages of an earlier build"},
	{"hugo", "rendering pages"},
	{"minify", "minifying pages"},
	{"pictures", "drawing pictures"},
	{"embed", "writing frames"},
	{"releases", "unpacking releases"},
	{"output", "reading the finished site"},
	{"search", "writing the search index"},
	{"hosting", "writing headers and redirects"},
	{"audit", "checking the finished site"},
	{"publish", "replacing the folder"},
}

// timings measures stages end to end: each lap runs from the end of the one before, so that nothing is hidden between
// two stages.
type timings struct {
	last time.Time
	cpu  time.Duration // at the end of the last lap
	laps []lap
	log  io.Writer // gets a line at the end of each stage; may be nil

	now   atomic.Int32 // the place in stages of what runs now
	drawn atomic.Int32 // pictures so far
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
func (t *timings) lap(name string) {
	now := time.Now()
	cpu, peak := used()
	l := lap{name, now.Sub(t.last), cpu - t.cpu, peak}
	t.laps = append(t.laps, l)
	t.last, t.cpu = now, cpu
	t.now.Store(1 + int32(slices.IndexFunc(stages, func(s stage) bool { return s.name == name })))
	if t.log != nil {
		fmt.Fprintf(t.log, "%s: %.1f s\n", name, l.wall.Seconds())
	}
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

// countPicture notes the number of pictures drawn so far.
func (t *timings) countPicture(n int) { t.drawn.Store(int32(n)) }

// show says on a terminal which stage runs, from the first second on, until hide is called. In CI, where nobody waits but somebody
// may look for what took long, it prints a line at the end of each stage. Elsewhere it says nothing.
func (t *timings) show(w io.Writer) (hide func()) {
	if !isTerminal(w) {
		if os.Getenv("CI") != "" {
			t.log = w
		}
		return func() {}
	}
	started, stop, stopped := time.Now(), make(chan struct{}), make(chan struct{})
	go func() {
		defer close(stopped)
		for shown := false; ; shown = true {
			select {
			case <-stop:
				if shown {
					fmt.Fprint(w, clearLine)
				}
				return
			case <-time.After(max(200*time.Millisecond, time.Until(started.Add(time.Second)))):
				fmt.Fprintf(w, clearLine+"%s, %d s", t.doing(), int(time.Since(started).Seconds()))
			}
		}
	}()
	return func() {
		close(stop)
		<-stopped
	}
}

// clearLine is what makes a terminal begin its last line again.
const clearLine = "\r\x1b[K"

// doing says what runs now.
func (t *timings) doing() string {
	now := stages[min(int(t.now.Load()), len(stages)-1)]
	if n := t.drawn.Load(); now.name == "pictures" && n > 0 {
		return fmt.Sprintf("%s (%d)", now.doing, n)
	}
	return now.doing
}
