package embed_test

import (
	"bytes"
	"html"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/embed"
	"declarationwatch/tools/internal/fixture/project"
	"declarationwatch/tools/internal/locale"
	"declarationwatch/tools/internal/published"
	"declarationwatch/tools/internal/words"
)

// real returns the frames of the real record.
func real(t *testing.T, change func(*embed.Source)) []*embed.Frame {
	t.Helper()
	p := project.Read(t)
	s := embed.Source{Input: published.Input{Campaign: p.Campaign, BaseURL: "https://x.example/"}, Words: p.Words, Style: p.Style, Files: p.Files}
	if change != nil {
		change(&s)
	}
	p.Campaign = s.Campaign
	s.Input, s.Record = p.Pages(s.Input)
	frames, err := embed.All(s)
	if err != nil {
		t.Fatal(err)
	}
	return frames
}

// TestStatedHeightsSuffice: for any width of a column, the highest of the heights stated from its step on is enough.
func TestStatedHeightsSuffice(t *testing.T) {
	t.Parallel()
	for n, f := range real(t, nil) {
		if f.Kind == embed.Cell && n%25 != 0 { // hundreds of one layout
			continue
		}
		widths := f.Widths()
		for i, from := range widths {
			highest := 0
			for _, width := range widths[i:] {
				highest = max(highest, f.Height(width))
			}
			to := 2000
			if i+1 < len(widths) {
				to = widths[i+1]
			}
			for width := from; width < to; width += 7 {
				if f.Height(width) > highest {
					t.Errorf("%s at %d: %d high, but %d is stated", f, width, f.Height(width), highest)
				}
			}
		}
	}
}

// TestMatrixTooLarge: a frame without room for cells first names fewer sources, and then shows what was found by pillar, or by region
// within one, which adds up.
func TestMatrixTooLarge(t *testing.T) {
	t.Parallel()
	p := project.Read(t)
	s := embed.Source{Input: published.Input{Campaign: p.Campaign, BaseURL: "https://x.example/"}, Words: p.Words, Style: p.Style, Files: p.Files}
	s.Input, s.Record = p.Pages(s.Input)
	sources := func(f *embed.Frame) (most int) {
		for _, pillar := range f.Pillars {
			for _, line := range pillar.Lines {
				for _, row := range line.Found {
					if row != nil {
						most = max(most, len(row.Sources))
					}
				}
			}
		}
		return most
	}
	room := s.Record.FrameRoom
	seen := map[int]bool{} // most sources of a cell; 0 where there are no cells
	for ; room > 100; room = room * 4 / 5 {
		s.Record.FrameRoom = room
		frames, err := embed.All(s)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range frames {
			if f.Kind != embed.Matrix {
				continue
			}
			seen[sources(f)] = true
			if len(f.Pillars) > 0 {
				continue
			}
			filled, cells := 0, 0
			for _, r := range f.Rows {
				var n, of int
				numbers := regexp.MustCompile(`\d+`).FindAllString(r.Label, -1)
				n, _ = strconv.Atoi(numbers[0])
				of, _ = strconv.Atoi(numbers[1])
				filled, cells = filled+n, cells+of
			}
			counted := 0
			for _, status := range f.Legend {
				counted += status.Count.Count
			}
			if len(f.Rows) < 2 || cells != f.Cells || filled > cells || filled < counted/2 {
				t.Errorf("%s: %d rows of %d cells, %d found; of %d and %d", f, len(f.Rows), cells, filled, f.Cells, counted)
			}
			if h, most := f.Height(embed.Widths[0]), 4000; h > most || f.Picture == nil {
				t.Errorf("%s: %d high", f, h)
			}
		}
	}
	if len(seen) != 3 {
		t.Errorf("frames have %v sources of each cell at most, want 2, 1 and no cells", seen)
	}
}

// TestCourseLabels: the label of the years before the first is long, so the year after it, which it names, has none.
func TestCourseLabels(t *testing.T) {
	t.Parallel()
	for _, f := range real(t, nil) {
		if f.Course == nil || len(f.Course.Ticks) < 2 {
			continue
		}
		first, second := f.Course.Ticks[0].Label, f.Course.Ticks[1].Label
		if _, err := strconv.Atoi(first); first == "" || err != nil && second != "" {
			t.Errorf("%s: the first labels are %q and %q", f, first, second)
		}
	}
}

// TestPosts: within a post every frame shows its last line in any column, and says when it leaves rows out.
func TestPosts(t *testing.T) {
	t.Parallel()
	shortened, tooLong := 0, 0
	for _, f := range real(t, nil) {
		post := f.Post()
		for _, width := range append([]int{580, 600}, embed.Widths...) {
			if height := post.Height(width); height > 1000 {
				t.Errorf("%s at %d: %d high", f, width, height)
			}
		}
		if f.Height(600) > 1000 {
			tooLong++
		}
		var text bytes.Buffer
		if err := post.Write(&text, true); err != nil {
			t.Fatal(err)
		}
		rows := strings.Count(text.String(), `<a class="name"`)
		if cut := strings.Contains(text.String(), `roomy"`) || rows < len(f.Rows); cut != (post.Cut != "") {
			t.Errorf("%s shows %d of %d rows and says %q", f, rows, len(f.Rows), post.Cut)
		}
		if post.Cut != "" {
			shortened++
			if !strings.Contains(text.String(), html.EscapeString(post.Cut)) {
				t.Errorf("%s does not say that it leaves rows out", f)
			}
		}
		if f.Kind == embed.Matrix && rows == 0 {
			t.Errorf("%s says nothing about any government", f)
		}
	}
	if tooLong > 0 && shortened == 0 {
		t.Errorf("%d frames are too long for a post, and none is shortened", tooLong)
	}
}

// TestFramesAreComplete: each frame is one document that loads nothing, names its page, and links only out of itself.
func TestFramesAreComplete(t *testing.T) {
	t.Parallel()
	frames := real(t, nil)
	kinds := map[embed.Kind]int{}
	seen := map[string]bool{}
	for _, f := range frames {
		kinds[f.Kind]++
		if seen[f.Path()] {
			t.Errorf("duplicate frame %s", f)
		}
		seen[f.Path()] = true
		text := written(t, f, false)
		page, _, _ := strings.Cut(f.Page(), "#")
		for _, want := range []string{
			`<link rel="canonical" href="https://x.example/` + page + `">`, `<meta name="robots" content="noindex">`, "<h1>", "#dark:target", "#light:target",
		} {
			if !strings.Contains(text, want) {
				t.Errorf("%s lacks %s", f, want)
			}
		}
		for _, bad := range []string{"<script", " src=", "ZgotmplZ", "{{", "<no value>", "style="} {
			if strings.Contains(text, bad) {
				t.Errorf("%s contains %s", f, bad)
			}
		}
		if measured := written(t, f, true); strings.Count(measured, "<script") != 1 || !strings.Contains(measured, `height.js" defer></script>`) {
			t.Errorf("%s%s does not have its one script", f.Path(), embed.Measured)
		}
		if !strings.HasPrefix(f.Alt(), f.Title) || strings.Contains(f.Alt(), "..") {
			t.Errorf("%s in words: %q", f, f.Alt())
		}
	}
	for _, kind := range []embed.Kind{embed.Matrix, embed.Signatory, embed.Commitment, embed.Cell, embed.Programme, embed.Card} {
		if kinds[kind] == 0 {
			t.Errorf("no frame of the kind %s", kind)
		}
	}
}

func written(t *testing.T, f *embed.Frame, measured bool) string {
	t.Helper()
	var b bytes.Buffer
	if err := f.Write(&b, measured); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestBanners: a preview and a release say what they are, and have room for it.
func TestBanners(t *testing.T) {
	t.Parallel()
	plain := map[string]*embed.Frame{}
	for _, f := range real(t, nil) {
		plain[f.Path()] = f
	}
	for words, change := range map[string]func(*embed.Source){
		"Preview, not for publication":                                 func(s *embed.Source) { s.Preview = true },
		"Release 2026.11, as of 24 Nov 2026: this copy never changes.": func(s *embed.Source) { s.Name = "2026.11" },
	} {
		for _, f := range real(t, change) {
			if f.Language != "en" {
				continue
			}
			if strings.Contains(written(t, plain[f.Path()], false), words) || !strings.Contains(written(t, f, false), words) {
				t.Errorf("%s: %q", f, words)
			}
			if f.Height(320) <= plain[f.Path()].Height(320) {
				t.Errorf("%s: no room for %q", f, words)
			}
		}
	}
}

// TestGovernmentThatLeft keeps its frame and its rows, marked, and is in no total.
func TestGovernmentThatLeft(t *testing.T) {
	t.Parallel()
	var left campaign.SignatoryID
	frames := real(t, func(s *embed.Source) {
		for i := range s.Campaign.Signatories {
			if g := &s.Campaign.Signatories[i]; g.Role != campaign.Observer {
				g.Memberships = append(g.Memberships, campaign.Membership{Date: "2026-05-01", Kind: campaign.Withdrew, Precision: "day"})
				left = g.ID
				return
			}
		}
		t.Fatal("no government can leave")
	})
	for _, f := range frames {
		text := written(t, f, false)
		switch {
		case f.Language != "en":
		case f.Address == "matrix":
			if !strings.Contains(text, "Not counted: ") || !strings.Contains(text, "(left 1 May 2026)") {
				t.Errorf("%s does not mark it", f)
			}
		case f.Kind == embed.Signatory && f.ID == campaign.ID(left):
			if !strings.Contains(text, "Left the Declaration on 1 May 2026") {
				t.Errorf("%s does not say that it left", f)
			}
		}
	}
}

// TestGovernmentsByName: lists are in the order of their language, not of ids.
func TestGovernmentsByName(t *testing.T) {
	t.Parallel()
	var public *campaign.Campaign
	tested := 0
	for _, f := range real(t, func(s *embed.Source) { public = s.Campaign }) {
		if f.Address != "matrix" {
			continue
		}
		var names []string
		for _, g := range public.Signatories {
			if g.Role != campaign.Observer {
				names = append(names, locale.Country(g.ISO2, f.Language))
			}
		}
		collate.New(language.Make(f.Language)).SortStrings(names)
		text, last := written(t, f, false), -1
		for i, name := range names {
			at := strings.Index(text, ` aria-label="`+html.EscapeString(name)+`"`)
			if at < last {
				t.Errorf("%s: %s comes before %s", f, name, names[max(0, i-1)])
			}
			if at >= 0 {
				last = at
				tested++
			}
		}
	}
	if tested == 0 {
		t.Error("no name of a government is in a frame of the matrix: the test proves nothing")
	}
}

// TestRightToLeft: a frame has the direction of its language, and only then.
func TestRightToLeft(t *testing.T) {
	t.Parallel()
	frames := real(t, func(s *embed.Source) {
		config := fstest.MapFS{"config.toml": {Data: []byte("defaultContentLanguage = \"en\"\n[languages.en]\n[languages.ar]\ndirection = \"rtl\"\n")}}
		languages, err := locale.ReadLanguages(config)
		if err != nil {
			t.Fatal(err)
		}
		s.Campaign.Languages = languages
		if s.Words, err = words.Read(s.Files, languages); err != nil {
			t.Fatal(err)
		}
	})
	for _, f := range frames {
		if rtl := strings.Contains(written(t, f, false), ` dir="rtl"`); rtl != (f.Language == "ar") {
			t.Errorf("%s: right to left: %v", f, rtl)
		}
		if f.Raster != nil && !f.Raster.Legible() {
			t.Errorf("%s: the PNG is not legible", f)
		}
	}
}
