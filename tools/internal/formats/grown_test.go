package formats

import (
	"fmt"
	"os"
	"runtime"
	"runtime/metrics"
	"testing"
	"time"

	"declarationwatch/tools/internal/bench"
)

// BenchmarkWrite writes every file from records of three sizes, and reports the most memory that it takes beside the record itself.
func BenchmarkWrite(b *testing.B) {
	for _, o := range []bench.Options{
		{Governments: 22, Commitments: 31, Pledges: 180, Reports: 600},
		{Governments: 60, Commitments: 80, Pledges: 600, Reports: 2000},
		{Governments: 200, Commitments: 500, Pledges: 3000, Reports: 8000},
	} {
		o.Seed, o.Sources, o.Policies, o.Facts, o.Meetings, o.Statements = 1, 500, 10, 60, 10, 20
		b.Run(fmt.Sprintf("%dx%d", o.Governments, o.Commitments), func(b *testing.B) {
			dir := b.TempDir()
			if err := bench.Write(os.DirFS("../../.."), dir, o); err != nil {
				b.Fatal(err)
			}
			b.Setenv("XDG_CACHE_HOME", b.TempDir()) // an empty cache
			e, err := editionOf(dir)
			if err != nil {
				b.Fatal(err)
			}
			for b.Loop() {
				runtime.GC()
				before := held()
				most, done := make(chan uint64), make(chan bool)
				go peak(most, done)
				if err := e.write(); err != nil {
					b.Fatal(err)
				}
				close(done)
				b.ReportMetric(float64(<-most-before)/1e6, "peak-MB")
				e.files, e.parts = nil, nil
			}
		})
	}
}

// peak sends the most memory that is held until it is done.
func peak(most chan<- uint64, done <-chan bool) {
	var out uint64
	for {
		select {
		case <-done:
			most <- max(out, held())
			return
		case <-time.After(5 * time.Millisecond):
			out = max(out, held())
		}
	}
}

// held returns how many bytes objects take, with those that are not collected yet.
func held() uint64 {
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}
