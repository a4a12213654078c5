package output

import (
	"strings"
	"testing"

	"golang.org/x/net/html"

	"declarationwatch/tools/internal/fixture"
	"declarationwatch/tools/internal/locale"
)

// read writes files into a folder and reads it as the site https://x.example/.
func read(t *testing.T, files map[string]string, readers ...Reader) *Site {
	t.Helper()
	dir := fixture.Folder(t, files)
	s, err := Read(Options{Dir: dir, BaseURL: "https://x.example/", Languages: locale.Languages{Source: "en", All: []string{"en", "es"}}, Readers: readers})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestPlaces(t *testing.T) {
	for name, want := range map[string]File{
		"index.html":                     {Place: "index.html"},
		"es/about/index.html":            {Place: "about/index.html"},
		"v/2026.11/es/matrix/index.html": {Place: "matrix/index.html", Release: true},
		"v/index.html":                   {Place: "v/index.html"},
		"v/2026.11/pt/matrix/index.html": {Place: "matrix/index.html", Release: true}, // which the site has no more
		"esp/index.html":                 {Place: "esp/index.html"},
	} {
		f := newFile(name, locale.Languages{Source: "en", All: []string{"en", "es"}, Former: []string{"pt"}})
		if f.Place != want.Place || f.Release != want.Release {
			t.Errorf("%s: %q, %t", name, f.Place, f.Release)
		}
	}
}

// What is written is read, by every reader, as what was there before.
func TestWrite(t *testing.T) {
	seen := map[string]string{}
	s := read(t, map[string]string{"b.html": "<h1>old</h1>"}, func(f *File, text []byte, document *html.Node) {
		seen[f.Name] = string(text)
		if document == nil {
			t.Errorf("%s has no tree", f.Name)
		}
	})
	for name, text := range map[string]string{"b.html": "<h1>new</h1>", "a/c.html": "<h1 id=x>c</h1>"} {
		if err := s.Write(Text{Name: name, Text: []byte(text)}); err != nil {
			t.Fatal(err)
		}
		if got, err := s.Bytes(s.byName[name]); err != nil || string(got) != text || seen[name] != text {
			t.Errorf("%s: %q, %q, %v", name, got, seen[name], err)
		}
	}
	if len(s.Files) != 2 || s.Files[0].Name != "a/c.html" || s.Files[0].Page.IDs["x"] != 1 {
		t.Errorf("files: %v", s.Files)
	}
}

func TestUnlink(t *testing.T) {
	const (
		there  = `<a href="/b/#x">1</a> <a href="https://y.example/">2</a> <a href="#here" id="here">3</a>`
		before = `<p>` + there + ` <a class="c" href="/gone/" rel="external"><b>4</b> &amp; 5</a>, <a href="/b/#gone">6</a> <svg><a xlink:href="/gone/"><path/></a></svg></p>`
		after  = `<p>` + there + ` <span class="c"><b>4</b> &amp; 5</span>, <span>6</span> <svg><a><path/></a></svg></p>`
	)
	s := read(t, map[string]string{
		"index.html": before, "b/index.html": `<h1 id="x">b</h1>`, "v/1/index.html": before,
		"old/index.html": `<meta http-equiv="refresh" content="0; url=https://x.example/gone/">`,
	})
	if err := s.Unlink(); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{"index.html": after, "v/1/index.html": before} {
		if got, err := s.Bytes(s.byName[name]); err != nil || string(got) != want {
			t.Errorf("%s, %v: got\n%s\nwant\n%s", name, err, got, want)
		}
	}
	for _, link := range s.byName["index.html"].Links {
		if fault := s.Broken(s.byName["index.html"], link); fault != "" {
			t.Errorf("link %s%s", link, fault)
		}
	}
}

func TestLimits(t *testing.T) {
	s := read(t, map[string]string{
		"deep.html": strings.Repeat("<div>", 100_000), "deep.svg": strings.Repeat("<g>", 100_000), "big.html": strings.Repeat(" ", largestTree+1),
		"data.json": `[` + strings.Repeat(" ", largestTree) + `]`, "feed.json": `["https://jsonfeed.org/version/1.1"` + strings.Repeat(" ", largestTree) + `]`,
	})
	for _, f := range s.Files {
		faults := 1
		if f.Name == "data.json" { // of which no tree is made
			faults = 0
		}
		if f.Page != nil || len(f.Faults) != faults {
			t.Errorf("%s: faults %q", f.Name, f.Faults)
		}
	}
}

// FuzzRead: no file stops the reading, or changes while it is read.
func FuzzRead(f *testing.F) {
	for _, text := range []string{"<p id=a id=a><svg><title>x</title></svg>", `<iframe srcdoc="<p>">`, "<a><b></a>", `{"version":"https://jsonfeed.org/version/1"}`,
		"@import 'x';a{b:image-set('x' type('y'))}", "<urlset><loc>x</loc></urlset>", "<script type=application/ld+json>{}</script>", "<meta http-equiv=refresh content=1;url=x>",
		"<noscript><a href=x><noscript></noscript>", "<svg xmlns:xlink='http://www.w3.org/1999/xlink'><style>a{}</style><a xlink:href='x'/></svg>"} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		before := string(text)
		for _, name := range []string{"x.html", "x.svg", "x.css", "x.json"} {
			(&Site{}).parse(&File{Name: name}, text)
		}
		unlink(text, map[string]bool{"x": true})
		if got := unlink(text, nil); string(got) != before {
			t.Errorf("unlink changed %q to %q", before, got)
		}
		if string(text) != before {
			t.Error("the text was changed")
		}
	})
}
