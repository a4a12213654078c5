package frame_test

import (
	"bytes"
	"os"
	"strings"
	"testing"
	"time"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/diag"
	"declarationwatch/tools/internal/frame"
	"declarationwatch/tools/internal/matrix"
)

// real gives the frames of the real record.
func real(t *testing.T, change func(*frame.Source)) []*frame.Frame {
	t.Helper()
	project := os.DirFS("../../..")
	var problems diag.List
	record := campaign.Load(project, &problems)
	if err := problems.Err(); err != nil {
		t.Fatal(err)
	}
	public := record.Published(time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC))
	s := frame.Source{
		Campaign: public, Matrix: matrix.Build(public, "2026-11-24"), Languages: []string{"en", "es"}, Files: project, BaseURL: "https://x.example/",
	}
	if change != nil {
		change(&s)
	}
	frames, err := frame.All(s)
	if err != nil {
		t.Fatal(err)
	}
	return frames
}

// TestStatedHeightsSuffice: whatever the width of a column, the highest of the heights stated from its step on is enough.
func TestStatedHeightsSuffice(t *testing.T) {
	t.Parallel()
	for _, f := range real(t, nil) {
		for i, from := range frame.Widths {
			highest := 0
			for _, width := range frame.Widths[i:] {
				highest = max(highest, f.Height(width))
			}
			to := 2000
			if i+1 < len(frame.Widths) {
				to = frame.Widths[i+1]
			}
			for width := from; width < to; width += 7 {
				if f.Height(width) > highest {
					t.Errorf("%s at %d: %d high, but %d is stated", f, width, f.Height(width), highest)
				}
			}
		}
	}
}

// TestWhole: each frame is one document that asks for nothing, says where it comes from, and leads out of itself only.
func TestWhole(t *testing.T) {
	t.Parallel()
	frames := real(t, nil)
	kinds := map[frame.Kind]int{}
	seen := map[string]bool{}
	for _, f := range frames {
		kinds[f.Kind]++
		if seen[f.Path()] {
			t.Errorf("%s is there twice", f)
		}
		seen[f.Path()] = true
		text := written(t, f, false)
		for _, want := range []string{
			`<link rel="canonical" href="https://x.example/` + f.Page() + `">`, `<meta name="robots" content="noindex">`, "<h1>", "#dark:target", "#light:target",
		} {
			if !strings.Contains(text, want) {
				t.Errorf("%s does not hold %s", f, want)
			}
		}
		for _, bad := range []string{"<script", " src=", "ZgotmplZ", "{name}", "{count}", "style="} {
			if strings.Contains(text, bad) {
				t.Errorf("%s holds %s", f, bad)
			}
		}
		if told := written(t, f, true); strings.Count(told, "<script") != 1 || !strings.Contains(told, `height.js" defer></script>`) {
			t.Errorf("%s%s has not its one script", f.Path(), frame.Measured)
		}
		if !strings.HasPrefix(f.Alt(), f.Title+". ") {
			t.Errorf("%s in words: %q", f, f.Alt())
		}
	}
	if kinds[frame.Matrix] != 2 || kinds[frame.Signatory] != 2*23 || kinds[frame.Commitment] != 2*31 {
		t.Errorf("frames by kind: %v", kinds)
	}
}

func written(t *testing.T, f *frame.Frame, measured bool) string {
	t.Helper()
	var b bytes.Buffer
	if err := f.Write(&b, measured); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestMarks: a preview and a release say what they are, and have room for it.
func TestMarks(t *testing.T) {
	t.Parallel()
	plain := real(t, nil)
	for words, change := range map[string]func(*frame.Source){
		"Preview, not for publication":                                 func(s *frame.Source) { s.Preview = true },
		"Release 2026.11, as of 24 Nov 2026: this copy never changes.": func(s *frame.Source) { s.Release = "2026.11" },
	} {
		for i, f := range real(t, change) {
			if f.Language != "en" {
				continue
			}
			if strings.Contains(written(t, plain[i], false), words) || !strings.Contains(written(t, f, false), words) {
				t.Errorf("%s: %q", f, words)
			}
			if f.Height(320) <= plain[i].Height(320) {
				t.Errorf("%s: no room for %q", f, words)
			}
		}
	}
}

// TestWordsAreNeeded: a language without words stops the build, in words that say what to do.
func TestWordsAreNeeded(t *testing.T) {
	_, err := frame.All(frame.Source{Languages: []string{"en", "fr"}})
	if err == nil || !strings.Contains(err.Error(), "[fr]") {
		t.Errorf("got %v", err)
	}
}
