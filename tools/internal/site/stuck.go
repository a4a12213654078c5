package site

import (
	"os"
	"runtime/metrics"
	"time"
)

// After ten failed pages Hugo's renderers stop, and the goroutine that queues pages waits for ever, unless the renderers and the
// queue, which has room for as many again, take all the rest (renderPages in hugolib/site_render.go of v0.165.0). A renderer a
// page would be safe, but each in work has a page in memory: with 10,000 pages that is gigabytes. So there are a few, and a run
// that is stuck ends itself; the next one has one for each page, and reports what failed.

// mostRenderers is how many pages Hugo renders at once in a first run. More than needed cost memory and time.
const mostRenderers = 128

// watched is set in the environment of a run that has an end.
const watched = "DECLARATION_RUN_ENDS"

// stuckCode is the exit code of a run that is stuck.
const stuckCode = 9

// exitWhenStuck ends the process once all of its goroutines have waited for each other for some seconds.
func exitWhenStuck() {
	const (
		every   = 100 * time.Millisecond
		patient = 30 // samples
	)
	active := []metrics.Sample{
		{Name: "/sched/goroutines/running:goroutines"}, // this one
		{Name: "/sched/goroutines/runnable:goroutines"},
		{Name: "/sched/goroutines/not-in-go:goroutines"}, // reads a file, for example
	}
	for idle := 0; idle < patient; {
		time.Sleep(every)
		metrics.Read(active)
		working := uint64(0)
		for _, s := range active {
			working += s.Value.Uint64()
		}
		if idle++; working > 1 {
			idle = 0
		}
	}
	os.Exit(stuckCode)
}
