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

// isDumb reports whether terminals take no control characters.
func isDumb(env func(string) string) bool { return env("TERM") == "dumb" }

// stage is a stage of a build, and what a terminal says while it runs.
type stage struct{ name, doing string }

// stages are all, in their order.
var stages = []stage{
	{"open", "opening the project"},
	{"check", "checking the record"},
	{"unchanged", "comparing with the last build"},
	{"matrix", "building the matrix"},
	{"kept", "looking for pages of an earlier build"},
	{"layout", "laying out cards and frames"},
	{"cards", "listing cards and charts"},
	{"frames", "listing frames"},
	{"data", "writing the data"},
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
	dumb bool      // what shows the stages takes no control characters

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

// show says on a terminal which stage runs, from the first second on, until hide is called: on one line, or on a line for each where
// lines cannot be written over. In CI, where nobody waits but somebody
// may look for what took long, it prints a line at the end of each stage. Elsewhere it says nothing.
func (t *timings) show(s shell) (hide func()) {
	w := s.err
	if !isTerminal(w) {
		if s.env("CI") != "" {
			t.log = w
		}
		return func() {}
	}
	t.dumb = isDumb(s.env)
	started, stop, stopped := time.Now(), make(chan struct{}), make(chan struct{})
	go func() {
		defer close(stopped)
		for shown := ""; ; {
			select {
			case <-stop:
				if shown != "" && !t.dumb {
					fmt.Fprint(w, clearLine)
				}
				return
			case <-time.After(max(200*time.Millisecond, time.Until(started.Add(time.Second)))):
			}
			shown = t.update(w, shown, time.Since(started))
		}
	}()
	return func() {
		close(stop)
		<-stopped
	}
}

// update shows what runs now on a terminal that shows something else, and returns that.
func (t *timings) update(w io.Writer, shown string, since time.Duration) string {
	if !t.dumb {
		shown = t.line(columns(w), since)
		fmt.Fprint(w, clearLine+shown)
	} else if now := t.stage().doing; now != shown {
		shown = now
		fmt.Fprintln(w, shown)
	}
	return shown
}

// clearLine is what makes a terminal begin its last line again.
const clearLine = "\r\x1b[K"

// line says what runs now, and for how long, in fewer characters than a terminal has columns: a full line would be wrapped.
func (t *timings) line(columns int, since time.Duration) string {
	what, long := t.doing(), fmt.Sprintf(", %d s", int(since.Seconds()))
	if room := columns - 1 - len(long); len(what) > room {
		const cut = "..."
		what = what[:max(0, room-len(cut))] + cut
	}
	line := what + long
	return line[:min(len(line), max(0, columns-1))]
}

// doing says what runs now.
func (t *timings) doing() string {
	now := t.stage()
	if n := t.drawn.Load(); now.name == "pictures" && n > 0 {
		return fmt.Sprintf("%s (%d)", now.doing, n)
	}
	return now.doing
}

// stage returns the stage that runs now.
func (t *timings) stage() stage { return stages[min(int(t.now.Load()), len(stages)-1)] }

// anyColumns is the width of a terminal that does not say it.
const anyColumns = 80
