package audit

import (
	"fmt"
	"io"
	"path"
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

// load is what is weighed as one.
type load struct {
	at, what string
	budget   int
	parts    []*output.File
}

// weight compares the weight of pages with the budgets.
func weight(o *site, report *report) {
	s := scale{site: o, weights: map[*output.File]func() (int, error){}}
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for _, l := range o.loads() {
		if l.budget == 0 || len(l.parts) == 0 {
			continue
		}
		group.Go(func() error {
			n, err := s.weigh(l)
			s.mu.Lock()
			defer s.mu.Unlock()
			if err == nil && n > l.budget {
				report.errorf(l.at, "%s: %d bytes after brotli, of %d allowed", l.what, n, l.budget)
			}
			return err
		})
	}
	if err := group.Wait(); err != nil {
		report.errorf("", "cannot be compressed: %v", err)
	}
}

func (o *site) loads() []load {
	var loads []load
	add := func(f *output.File, what string, budget int, more ...*output.File) {
		loads = append(loads, load{f.Name, what, budget, append([]*output.File{f}, more...)})
	}
	scripts := load{what: "the scripts of the site together", budget: o.Budgets.Scripts}
	for _, f := range o.Files {
		switch ending := path.Ext(f.Name); {
		case f.Place == search.File:
			add(f, "the index of the search", o.Budgets.Search)
		case ending == ".js" || ending == ".mjs":
			scripts.parts = append(scripts.parts, f)
		}
	}
	for f := range o.pages() {
		switch {
		case isKind(f, output.StandalonePage):
			add(f, "the standalone file", o.Budgets.Standalone)
		case isKind(f, output.FramePage) && strings.HasPrefix(f.Place, "embed/matrix/"):
			add(f, "the frame", o.Budgets.FrameMatrix)
		case isKind(f, output.FramePage):
			add(f, "the frame", o.Budgets.Frame)
		default:
			add(f, "the page with its style sheets", o.Budgets.FirstView, o.loaded(f, true)...)
		}
		switch f.Name {
		case "index.html":
			add(f, "the home page", o.Budgets.HomeHTML)
		case "matrix/index.html":
			add(f, "the matrix with all that it loads", o.Budgets.Matrix, o.loaded(f, false)...)
		}
	}
	return append(loads, scripts)
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
			imported := to != nil && path.Ext(from.Name) == ".css" && path.Ext(to.Name) == ".css"
			if to == nil || to == f || slices.Contains(out, to) || sheets && !r.Style && !imported {
				continue
			}
			out, queue = append(out, to), append(queue, to)
		}
	}
	return out
}

// scale compresses files. What several loads share it compresses once, as well as it can.
type scale struct {
	*site
	mu      sync.Mutex
	weights map[*output.File]func() (int, error)
}

// qualities of brotli, from quick to thorough: most loads are within their budget by the quickest. A host may use any; the
// best one shows whether the budget can be kept.
const quick, middle, thorough = 1, 5, brotli.BestCompression

// weigh returns the weight of a load: exactly if it is over the budget, otherwise some number within.
func (s *scale) weigh(l load) (total int, err error) {
	for _, f := range l.parts {
		total += f.Size
	}
	for _, quality := range []int{quick, middle, thorough} {
		if total <= l.budget {
			break
		}
		total = 0
		for i, f := range l.parts {
			weigh := func() (int, error) { return s.compressed(f, quality) }
			if i > 0 || quality == thorough {
				weigh = s.best(f)
			}
			n, err := weigh()
			if err != nil {
				return 0, err
			}
			total += n
		}
	}
	return total, nil
}

// best returns the weight of a file after the best compression, once for all loads.
func (s *scale) best(f *output.File) func() (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.weights[f] == nil {
		s.weights[f] = sync.OnceValues(func() (int, error) { return s.compressed(f, thorough) })
	}
	return s.weights[f]
}

func (s *scale) compressed(f *output.File, quality int) (int, error) {
	text, err := s.Bytes(f)
	if err != nil {
		return 0, err
	}
	var count counter
	w := writers[quality].Get().(*brotli.Writer)
	defer writers[quality].Put(w)
	w.Reset(&count)
	if _, err = w.Write(text); err == nil {
		err = w.Close()
	}
	if err != nil {
		return 0, fmt.Errorf("%s: %w", f.Name, err)
	}
	return min(int(count), len(text)), nil // what does not get smaller is sent as it is
}

// writers are kept for the next file, since each has large tables.
var writers = map[int]*sync.Pool{quick: pool(quick), middle: pool(middle), thorough: pool(thorough)}

func pool(quality int) *sync.Pool {
	return &sync.Pool{New: func() any { return brotli.NewWriterLevel(io.Discard, quality) }}
}

// counter counts what is written to it.
type counter int

func (c *counter) Write(p []byte) (int, error) {
	*c += counter(len(p))
	return len(p), nil
}
