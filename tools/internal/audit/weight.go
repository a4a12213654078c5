package audit

import (
	"fmt"
	"io"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/andybalholm/brotli"
	"golang.org/x/sync/errgroup"

	"declarationwatch/tools/internal/output"
	"declarationwatch/tools/internal/search"
)

// Budgets is what parts of the site may weigh, in bytes after brotli. 0 means no limit.
type Budgets struct {
	HomeHTML  int // the home page
	FirstView int // any page with its style sheets
	Scripts   int // all scripts of the site together
	Matrix    int // matrix/index.html with everything that it loads from the site
	Search    int // the index of the search, in each language

	Standalone int // each standalone file

	Frame       int // each frame for partners
	FrameMatrix int // that of the matrix
}

// weight compares the weight of pages with the budgets.
func weight(o *site, report *report) {
	s := scale{site: o, measured: map[measure]int{}}
	var loads []load
	add := func(at, what string, budget int, parts []*output.File) {
		if budget > 0 && len(parts) > 0 {
			loads = append(loads, load{at: at, what: what, budget: budget, parts: parts})
		}
	}
	if home := o.File("index.html"); home != nil {
		add(home.Name, "the home page", o.Budgets.HomeHTML, []*output.File{home})
	}
	for f := range o.pages() {
		if isKind(f, output.StandalonePage) {
			add(f.Name, "the standalone file", o.Budgets.Standalone, []*output.File{f})
			continue
		}
		if isKind(f, output.FramePage) {
			budget := o.Budgets.Frame
			if strings.HasPrefix(f.Place, "embed/matrix/") {
				budget = o.Budgets.FrameMatrix
			}
			add(f.Name, "the frame", budget, []*output.File{f})
			continue
		}
		add(f.Name, "the page with its style sheets", o.Budgets.FirstView, append([]*output.File{f}, o.loaded(f, true)...))
	}
	if matrix := o.File("matrix/index.html"); matrix != nil && matrix.Page != nil {
		add(matrix.Name, "the matrix with all that it loads", o.Budgets.Matrix, append([]*output.File{matrix}, o.loaded(matrix, false)...))
	}
	for _, f := range o.Files {
		if f.Place == search.File {
			add(f.Name, "the index of the search", o.Budgets.Search, []*output.File{f})
		}
	}
	add("", "the scripts of the site together", o.Budgets.Scripts, o.scripts())

	for _, f := range o.Files {
		if strings.HasSuffix(f.Name, ".css") {
			// Before the loads are weighed in parallel, or several would do it at once.
			if _, err := s.compressed(f, brotli.BestCompression); err != nil {
				report.errorf(f.Name, "cannot be compressed: %v", err)
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
		report.errorf("", "cannot be compressed: %v", err)
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
	parts          []*output.File
}

func (o *site) scripts() []*output.File {
	var out []*output.File
	for _, f := range o.Files {
		if strings.HasSuffix(f.Name, ".js") || strings.HasSuffix(f.Name, ".mjs") {
			out = append(out, f)
		}
	}
	return out
}

// loaded returns the files of the site that a page loads, and that its style sheets load in turn, each once. With sheets
// it returns only the style sheets.
func (o *site) loaded(f *output.File, sheets bool) []*output.File {
	var out []*output.File
	queue := []*output.File{f}
	for len(queue) > 0 {
		from := queue[0]
		queue = queue[1:]
		for _, r := range from.Requests {
			target, err := o.Target(from, r.Address)
			if err != nil || !o.Own(target) || !r.Loads {
				continue
			}
			to := o.Answer(target)
			imported := strings.HasSuffix(from.Name, ".css") && to != nil && strings.HasSuffix(to.Name, ".css")
			if to == nil || to == f || slices.Contains(out, to) || sheets && !r.Style && !imported {
				continue
			}
			out, queue = append(out, to), append(queue, to)
		}
	}
	return out
}

// scale compresses files and remembers what they weigh. It may be used from several goroutines.
type scale struct {
	*site
	mu       sync.Mutex
	measured map[measure]int
}

type measure struct {
	file    *output.File
	quality int
}

// qualities of brotli, from quick to thorough: most loads are within their budget by the quickest. A host may use any; the
// best says whether the budget can be kept.
var qualities = []int{1, 5, brotli.BestCompression}

// weigh returns the weight of a load: exactly when it is over the budget, otherwise some number within.
func (s *scale) weigh(l load) (int, error) {
	total := 0
	for _, f := range l.parts {
		total += f.Size
	}
	for _, quality := range qualities {
		if total <= l.budget {
			break
		}
		total = 0
		for _, f := range l.parts {
			quality := quality
			if strings.HasSuffix(f.Name, ".css") {
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

// writers are kept for the next file, since each has large tables.
var writers = sync.Pool{New: func() any { return map[int]*brotli.Writer{} }}

func (s *scale) compressed(f *output.File, quality int) (int, error) {
	s.mu.Lock()
	n, ok := s.measured[measure{f, quality}]
	s.mu.Unlock()
	if ok {
		return n, nil
	}
	text, err := s.Bytes(f)
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
		return 0, fmt.Errorf("%s: %w", f.Name, err)
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
