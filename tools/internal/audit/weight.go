package audit

import (
	"crypto/sha256"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"

	"declarationwatch/tools/internal/diag"
	"declarationwatch/tools/internal/disk"
	"declarationwatch/tools/internal/output"
	"declarationwatch/tools/internal/search"
)

// Budgets is what parts of the site may weigh, in bytes after brotli, as config.toml sets it; 0 is no limit.
type Budgets struct {
	HomeHTML    int `toml:"home_html"`
	FirstView   int `toml:"first_view"`   // any page with its style sheets
	Scripts     int `toml:"scripts"`      // all of the site together
	Matrix      int `toml:"matrix"`       // matrix/index.html with everything that it loads from the site, and each page of a release, which carries all of it
	SearchCore  int `toml:"search_core"`  // what every search loads first, in each language
	SearchQuery int `toml:"search_query"` // all that a search loads
	Standalone  int `toml:"standalone"`   // each standalone file
	Frame       int `toml:"frame"`        // each frame for partners
	FramesList  int `toml:"frames_list"`  // each list of frames, for the page where partners choose one
	FrameMatrix int `toml:"frame_matrix"` // that of the matrix
}

// load is what is weighed as one.
type load struct {
	at     *output.File // of no name for the site
	what   string
	budget int
	parts  []*output.File
	hint   string
}

// weight compares the weight of pages with the budgets.
func weight(r *report) {
	loads := r.site.loads()
	weights := make([]int, len(loads))
	err := disk.Each(loads, func(i int, l load) (err error) {
		weights[i], err = r.site.weigh(l)
		return err
	})
	if err != nil {
		r.errorf("cannot be compressed: %v", err)
	}
	for i, l := range loads {
		if weights[i] > l.budget {
			r.on(l.at).add(diag.Problem{Message: fmt.Sprintf("%s: %d bytes after brotli, of %d allowed", l.what, weights[i], l.budget), Hint: l.hint})
		}
	}
}

func (o *site) loads() []load {
	var loads []load
	add := func(at *output.File, what string, budget int, parts ...*output.File) {
		if budget > 0 && len(parts) > 0 {
			loads = append(loads, load{at: at, what: what, budget: budget, parts: parts})
		}
	}
	var scripts, cores []*output.File
	parts := map[string][]*output.File{} // of the search, by the folder of their language
	for _, f := range o.Files {
		switch ending := path.Ext(f.Name); {
		case f.Place == search.File:
			cores = append(cores, f)
		case strings.HasPrefix(f.Place, search.Folder):
			root := strings.TrimSuffix(f.Name, f.Place)
			parts[root] = append(parts[root], f)
		case ending == ".json" && (f.Place == "embed/frames.json" || strings.HasPrefix(f.Place, "embed/frames/")):
			add(f, "the list of frames", o.Budgets.FramesList, f)
		case ending == ".js" || ending == ".mjs":
			scripts = append(scripts, f)
		case !pages(o, f):
		case f.Is(output.StandalonePage):
			add(f, "the standalone file", o.Budgets.Standalone, f)
		case f.Is(output.FramePage) && strings.HasPrefix(f.Place, "embed/matrix/"):
			add(f, "the frame", o.Budgets.FrameMatrix, f)
		case f.Is(output.FramePage):
			add(f, "the frame", o.Budgets.Frame, f)
		case f.Is(output.FrozenPage): // it carries all that the matrix loads elsewhere
			add(f, "the page of a release", o.Budgets.Matrix, f)
		default:
			add(f, "the page with its style sheets", o.Budgets.FirstView, o.loaded(f, true)...)
		}
		switch f.Name {
		case "index.html":
			add(f, "the home page", o.Budgets.HomeHTML, f)
		case "matrix/index.html":
			add(f, "the matrix with all that it loads", o.Budgets.Matrix, o.loaded(f, false)...)
		}
	}
	add(&output.File{}, "the scripts of the site together", o.Budgets.Scripts, scripts...)
	for _, core := range cores {
		heaviest := search.Heaviest(parts[strings.TrimSuffix(core.Name, core.Place)])
		add(core, "what a search loads first", o.Budgets.SearchCore, core)
		add(core, fmt.Sprintf("a search for %d words with its first %d results", search.QueryWords, search.Results), o.Budgets.SearchQuery, append(heaviest, core)...)
		if len(heaviest) > 0 && o.Budgets.SearchQuery > 0 {
			loads[len(loads)-1].hint = fmt.Sprintf("the largest part is %s, of %d bytes as it is", heaviest[0].Name, heaviest[0].Size)
		}
	}
	return loads
}

// loaded returns a page and the files of the site that it loads, and that its style sheets load in turn, each once. With
// sheets it returns no files but the style sheets.
func (o *site) loaded(f *output.File, sheets bool) []*output.File {
	all := []*output.File{f}
	for i := 0; i < len(all); i++ {
		from := all[i]
		for _, r := range from.Requests {
			target := o.Target(from, r.Address)
			if !o.Own(target) || !r.Loads {
				continue
			}
			to := o.Answer(target)
			imported := to != nil && path.Ext(from.Name) == ".css" && path.Ext(to.Name) == ".css"
			if to != nil && !slices.Contains(all, to) && (!sheets || r.Style || imported) {
				all = append(all, to)
			}
		}
	}
	return all
}

// qualities of brotli, from quick to thorough: most loads are within their budget by the quickest, at which pages are weighed as they
// are read. A host may use any; the best one shows whether the budget can be kept, and the one before it takes a third of the time.
var qualities = []int{output.Quickest, 5, 10, 11}

// weigh returns the weight of a load: exactly if it is over the budget, otherwise some number within.
func (o *site) weigh(l load) (total int, err error) {
	for _, f := range l.parts {
		total += f.Size
	}
	for _, quality := range qualities {
		if total <= l.budget {
			break
		}
		total = 0
		for _, f := range l.parts {
			n, err := o.compressed(f, quality)
			if err != nil {
				return 0, err
			}
			total += n
		}
	}
	return total, nil
}

// compressed returns the weight of a file after brotli. It compresses each once, since several loads share some.
func (o *site) compressed(f *output.File, quality int) (int, error) {
	if quality == output.Quickest && f.Packed > 0 {
		return f.Packed, nil
	}
	weigh, _ := o.weights.LoadOrStore(weighing{f, quality}, sync.OnceValues(func() (int, error) {
		text, err := o.Bytes(f)
		if err != nil {
			return 0, err
		}
		key := sha256.Sum256(fmt.Appendf(nil, "brotli %d\n%s", quality, text))
		size, err := o.memo.Do(key, func() ([]byte, error) {
			return strconv.AppendInt(nil, int64(output.Packed(text, quality)), 10), nil
		})
		if err != nil {
			return 0, err
		}
		return strconv.Atoi(string(size))
	}))
	return weigh.(func() (int, error))()
}

type weighing struct {
	file    *output.File
	quality int
}
