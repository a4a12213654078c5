package audit

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/andybalholm/brotli"
	"golang.org/x/sync/errgroup"
)

// Budgets is what parts of the site may weigh, in bytes after brotli. 0 means no limit.
type Budgets struct {
	HomeHTML  int // the home page alone
	FirstView int // any page with its style sheets
	Scripts   int // all scripts of the site together
	Matrix    int // matrix/index.html with everything that it loads from the site
	Search    int // the index of the search, in each language

	Standalone int // each file that stands alone

	Frame       int // each frame for partners
	FrameMatrix int // that of the matrix
}

// weight holds files against the budgets, each file by itself, as they are sent.
func weight(o *output, report *report) {
	s := scale{output: o, measured: map[measure]int{}}
	var loads []load
	add := func(at, what string, budget int, parts []*file) {
		if budget > 0 && len(parts) > 0 {
			loads = append(loads, load{at: at, what: what, budget: budget, parts: parts})
		}
	}
	if home := o.byName["index.html"]; home != nil {
		add(home.name, "the home page", o.Budgets.HomeHTML, []*file{home})
	}
	for f := range o.pages() {
		if o.standsAlone(f) {
			add(f.name, "the file that stands alone", o.Budgets.Standalone, []*file{f})
			continue
		}
		if o.isFrame(f) {
			budget := o.Budgets.Frame
			if strings.Contains("/"+f.name, "/embed/matrix/") {
				budget = o.Budgets.FrameMatrix
			}
			add(f.name, "the frame", budget, []*file{f})
			continue
		}
		add(f.name, "the page with its style sheets", o.Budgets.FirstView, append([]*file{f}, o.loaded(f, true)...))
	}
	if matrix := o.byName["matrix/index.html"]; matrix != nil && matrix.page != nil {
		add(matrix.name, "the matrix with all that it loads", o.Budgets.Matrix, append([]*file{matrix}, o.loaded(matrix, false)...))
	}
	for _, f := range o.files {
		if f.name == "search/index.json" || strings.HasSuffix(f.name, "/search/index.json") {
			add(f.name, "the index of the search", o.Budgets.Search, []*file{f})
		}
	}
	add("", "the scripts of the site together", o.Budgets.Scripts, o.scripts())

	for _, f := range o.files {
		if strings.HasSuffix(f.name, ".css") {
			// Before the loads are weighed side by side, or several would do it at once.
			if _, err := s.compressed(f, brotli.BestCompression); err != nil {
				report.errorf(f.name, "cannot be weighed: %v", err)
				return
			}
		}
	}
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i := range loads {
		group.Go(func() (err error) {
			loads[i].weight, err = s.weigh(loads[i])
			return err
		})
	}
	if err := group.Wait(); err != nil {
		report.errorf("", "cannot be weighed: %v", err)
		return
	}
	for _, l := range loads {
		if l.weight > l.budget {
			report.errorf(l.at, "%s: %d bytes after brotli, of %d allowed", l.what, l.weight, l.budget)
		}
	}
}

// load is what is weighed as one.
type load struct {
	at, what       string
	budget, weight int
	parts          []*file
}

func (o *output) scripts() []*file {
	var out []*file
	for _, f := range o.files {
		if strings.HasSuffix(f.name, ".js") || strings.HasSuffix(f.name, ".mjs") {
			out = append(out, f)
		}
	}
	return out
}

// loaded gives the files of the site that a page loads, and that its style sheets load in turn, each once. With sheets
// it gives the style sheets only.
func (o *output) loaded(f *file, sheets bool) []*file {
	var out []*file
	queue := []*file{f}
	for len(queue) > 0 {
		from := queue[0]
		queue = queue[1:]
		for _, r := range from.requests {
			target, err := o.target(from, r.address)
			if err != nil || !o.own(target) || !r.loads {
				continue
			}
			below, inside := strings.CutPrefix(target.Path, o.base.Path)
			to := o.answer(below)
			imported := strings.HasSuffix(from.name, ".css") && to != nil && strings.HasSuffix(to.name, ".css")
			if !inside || to == nil || to == f || slices.Contains(out, to) || sheets && !r.style && !imported {
				continue
			}
			out, queue = append(out, to), append(queue, to)
		}
	}
	return out
}

// scale compresses files and remembers what they weigh. It may be used from several goroutines.
type scale struct {
	*output
	mu       sync.Mutex
	measured map[measure]int
}

type measure struct {
	file    *file
	quality int
}

// qualities of brotli, from quick to thorough: most loads are within their budget by the quickest. A host may use any; the
// best says whether the budget can be kept.
var qualities = []int{1, 5, brotli.BestCompression}

// weigh gives the weight of a load: exactly when it is over the budget, otherwise some number within.
func (s *scale) weigh(l load) (int, error) {
	total := 0
	for _, f := range l.parts {
		total += f.size
	}
	for _, quality := range qualities {
		if total <= l.budget {
			break
		}
		total = 0
		for _, f := range l.parts {
			quality := quality
			if strings.HasSuffix(f.name, ".css") {
				quality = brotli.BestCompression // once for all the pages that share it
			}
			n, err := s.compressed(f, quality)
			if err != nil {
				return 0, err
			}
			total += n
		}
	}
	return total, nil
}

// writers are kept for the next file, since each holds large tables.
var writers = sync.Pool{New: func() any { return map[int]*brotli.Writer{} }}

func (s *scale) compressed(f *file, quality int) (int, error) {
	s.mu.Lock()
	n, ok := s.measured[measure{f, quality}]
	s.mu.Unlock()
	if ok {
		return n, nil
	}
	text, err := os.ReadFile(filepath.Join(s.Dir, filepath.FromSlash(f.name)))
	if err != nil {
		return 0, err
	}
	kept := writers.Get().(map[int]*brotli.Writer)
	defer writers.Put(kept)
	w := kept[quality]
	if w == nil {
		w = brotli.NewWriterLevel(io.Discard, quality)
		kept[quality] = w
	}
	var count counter
	w.Reset(&count)
	_, err = w.Write(text)
	if closed := w.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return 0, fmt.Errorf("%s: %w", f.name, err)
	}
	// What does not get smaller is sent as it is.
	n = min(int(count), len(text))
	s.mu.Lock()
	s.measured[measure{f, quality}] = n
	s.mu.Unlock()
	return n, nil
}

// counter counts what is written to it.
type counter int

func (c *counter) Write(p []byte) (int, error) {
	*c += counter(len(p))
	return len(p), nil
}
