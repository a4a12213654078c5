package check_test

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/BurntSushi/toml"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/check"
	"declarationwatch/tools/internal/diag"
)

// types lists into what the files of a folder, or one file, are decoded: the same types that Load decodes into.
var types = map[string]func() any{
	"data/assessments": func() any {
		return &struct {
			Records []campaign.Assessment `toml:"assessment"`
		}{}
	},
	"data/evidence": func() any {
		return &struct {
			Records []campaign.Evidence `toml:"evidence"`
		}{}
	},
	"data/pledges": func() any {
		return &struct {
			Records []campaign.Pledge `toml:"pledge"`
		}{}
	},
	"data/action_packages.toml": func() any {
		return &struct {
			Records []campaign.Package `toml:"package"`
		}{}
	},
	"data/asks.toml": func() any {
		return &struct {
			Records []campaign.Ask `toml:"ask"`
		}{}
	},
	"data/events.toml": func() any {
		return &struct {
			Records []campaign.Meeting `toml:"event"`
		}{}
	},
	"data/standards.toml": func() any {
		return &struct {
			Records []campaign.Standard `toml:"standard"`
		}{}
	},
	"data/commitments":      func() any { return new(campaign.Commitment) },
	"data/declaration.toml": func() any { return new(campaign.Declaration) },
	"data/programmes":       func() any { return new(campaign.Programme) },
	"data/signatories":      func() any { return new(campaign.Signatory) },
	"data/vocabulary.toml":  func() any { return new(campaign.Vocabulary) },
}

// record is the record in memory, n times over: every file is beside n-1 copies of itself. A file that there can
// be only one of is n times as long, as far as its tables can be repeated.
func record(tb testing.TB, n int) fstest.MapFS {
	tb.Helper()
	root := os.DirFS("../../..")
	files := fstest.MapFS{}
	for _, folder := range []string{"data", "content"} {
		err := fs.WalkDir(root, folder, func(file string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() || path.Ext(file) != ".toml" && path.Ext(file) != ".md" {
				return err
			}
			text, err := fs.ReadFile(root, file)
			if err != nil {
				return err
			}
			if table := bytes.Index(text, []byte("\n[[")); path.Dir(file) == "data" {
				if last := bytes.LastIndex(text, []byte("\n[")); text[last+2] != '[' {
					files[file] = &fstest.MapFile{Data: text} // it ends in a table that there can be only one of
				} else {
					files[file] = &fstest.MapFile{Data: append(text, bytes.Repeat(text[table:], n-1)...)}
				}
				return nil
			}
			files[file] = &fstest.MapFile{Data: text}
			ext := path.Ext(file)
			for i := range n - 1 {
				files[fmt.Sprintf("%s-%d%s", strings.TrimSuffix(file, ext), i, ext)] = &fstest.MapFile{Data: text}
			}
			return nil
		})
		if err != nil {
			tb.Fatal(err)
		}
	}
	return files
}

// decodeAll does what a program without positions and rules would do: it decodes every file and stops at the first mistake.
func decodeAll(root fs.FS) error {
	for _, folder := range []string{"data", "content"} {
		err := fs.WalkDir(root, folder, func(file string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() || path.Ext(file) != ".toml" && path.Ext(file) != ".md" {
				return err
			}
			text, err := fs.ReadFile(root, file)
			if err != nil {
				return err
			}
			value, ok := types[file]
			if !ok {
				value, ok = types[path.Dir(file)]
			}
			if path.Ext(file) == ".md" {
				value, ok = func() any { return new(campaign.Page) }, true
				text = bytes.SplitN(text, []byte("+++"), 3)[1]
			}
			if !ok {
				return fmt.Errorf("%s: no type", file)
			}
			_, err = toml.Decode(string(text), value())
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// BenchmarkRecord sets the whole check beside the mere decoding of the same files, turn by turn so that a busy machine
// slows both, at one, ten and a hundred times the record's size. check/decode should stay below 1.5, and ns/B the same.
// A record that is repeated breaks the rule that ids are given once; that is checked all the same.
func BenchmarkRecord(b *testing.B) {
	for _, n := range []int{1, 10, 100} {
		files := record(b, n)
		size := 0
		for _, f := range files {
			size += len(f.Data)
		}
		b.Run(fmt.Sprintf("%dx", n), func(b *testing.B) {
			var decodes, checks []time.Duration
			for b.Loop() {
				decodes = append(decodes, timed(b, func() error { return decodeAll(files) }))
				checks = append(checks, timed(b, func() error {
					var problems diag.List
					check.Run(campaign.Load(files, &problems), check.Options{Now: now}, &problems)
					if n > 1 {
						return nil
					}
					return problems.Err()
				}))
			}
			slices.Sort(decodes)
			slices.Sort(checks)
			decode, checked := decodes[len(decodes)/2], checks[len(checks)/2]
			b.ReportMetric(0, "ns/op") // of both, which means nothing
			b.ReportMetric(float64(decode.Microseconds())/1000, "decode-ms")
			b.ReportMetric(float64(checked.Microseconds())/1000, "check-ms")
			b.ReportMetric(float64(checked)/float64(decode), "check/decode")
			b.ReportMetric(float64(checked)/float64(size), "ns/B")
		})
	}
}

// timed is how long f takes, without the litter of what ran before it.
func timed(b *testing.B, f func() error) time.Duration {
	runtime.GC()
	start := time.Now()
	if err := f(); err != nil {
		b.Fatal(err)
	}
	return time.Since(start)
}
