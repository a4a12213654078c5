package search

import (
	"bytes"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"golang.org/x/net/html"

	"declarationwatch/tools/internal/fixture"
	"declarationwatch/tools/internal/locale"
	"declarationwatch/tools/internal/output"
)

// site writes a folder of pages and indexes it. A page is given by its address, as what is in its <head> and its <main>,
// with a line "---" between; what begins with "@" are the marks of <main>, up to the end of its line.
func site(t *testing.T, o Options, pages map[string]string) *output.Site {
	t.Helper()
	dir := t.TempDir()
	for address, text := range pages {
		file := filepath.Join(dir, filepath.FromSlash(address))
		if !strings.HasSuffix(address, ".html") {
			file = filepath.Join(file, "index.html")
		}
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		marks := `data-search="text"`
		if rest, found := strings.CutPrefix(text, "@"); found {
			marks, text, _ = strings.Cut(rest, "\n")
		}
		head, main, found := strings.Cut(text, "---")
		if !found {
			head, main = "", text
		}
		text = "<!doctype html><html><head>" + head + "</head><body><main " + marks + ">" + main + "</main><footer>Foot</footer></body></html>"
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	index := New(o)
	s, err := output.Read(output.Options{Dir: dir, BaseURL: "https://host.example/watch/", Languages: locale.Languages{Source: "en", All: []string{"en", "es"}}, Readers: []output.Reader{index.Read}})
	if err != nil {
		t.Fatal(err)
	}
	if err := index.Write(s); err != nil {
		t.Fatal(err)
	}
	return s
}

// read returns the index of a language as the script sees it.
func read(t *testing.T, s *output.Site, root string) *opened {
	t.Helper()
	var parts []output.Text
	for _, f := range s.Files {
		if name, ok := strings.CutPrefix(f.Name, root); ok && (name == File || strings.HasPrefix(name, Folder)) {
			text, err := s.Bytes(f)
			if err != nil {
				t.Fatal(err)
			}
			parts = append(parts, output.Text{Name: name, Text: text})
		}
	}
	return open(t, parts)
}

func TestEntry(t *testing.T) {
	for _, c := range []struct {
		name, address, text, want string
	}{
		{
			"title, summary and text, accents and all", "about", "<h1>Acerca  de\nDarién</h1><p data-search=summary>Un <b>plomo</b>.</p><p>Niñas, niños.</p>",
			`{"path":"about/","title":"Acerca de Darién","summary":"Un plomo.","passages":[["","Niñas, niños."]]}`,
		},
		{
			"a description where there is no lead", "about", `<meta name="description" content="Of &quot;it&quot;.">---<h1>A</h1>`,
			`{"path":"about/","title":"A","summary":"Of \"it\"."}`,
		},
		{
			"who and when of a statement, without what is marked", "statements/a",
			`<h1>A</h1><p data-search="byline"><span data-search="skip">Partner</span> UNHCR · <time datetime="2022-06-10">10 June</time> · <span data-search="skip">1 minute</span></p><p>Text.</p>`,
			`{"path":"statements/a/","title":"A","byline":"UNHCR · 10 June","passages":[["","Text."]]}`,
		},
		{
			"a passage for each id: a heading's goes on, an element's ends with it", "programmes/a",
			`<h1>A</h1><p>One.</p><section><h2 id="line">Line</h2><p>Two.</p><ol><li id="x">Three.</li></ol><p>Four.</p></section><p>Five.</p>`,
			`{"path":"programmes/a/","title":"A","passages":[["","One. Five."],["line","Line · Two. Four."],["x","Three."]]}`,
		},
		{
			"words of two blocks apart, of one together", "about", `<h1>A</h1><ul><li>on<b>ce</b><li>twice</ul><p>so <a data-search="skip">(source)</a>. And</p>`,
			`{"path":"about/","title":"A","passages":[["","once · twice · so. And"]]}`,
		},
		{
			"nothing of what is around the text", "about",
			`<h1>A</h1><nav>N</nav><aside>A</aside><script>S</script><p hidden>H</p><i aria-hidden="true">I</i><p data-search="skip">S</p><p>Text.</p>`,
			`{"path":"about/","title":"A","passages":[["","Text."]]}`,
		},
		{
			"what is missing, named as missing and weak", "signatories/a",
			`<h1>A</h1><section><h2 id="gaps">Not found</h2><div data-search="weak"><h3>Pillar</h3><ul><li id="c">Commitment</li></ul></div></section>`,
			`{"path":"signatories/a/","title":"A","passages":[["gaps","Not found"],["c","Not found · Commitment",1]]}`,
		},
		{
			"of a list only what it is", "statements", "@data-search=title\n" + `<h1>Statements</h1><p data-search="summary">All.</p><ul><li>Each</ul>`,
			`{"path":"statements/","title":"Statements","summary":"All."}`,
		},
		{
			"markup as text, and inert", "about", `<h1>&lt;script&gt;alert(1)&lt;/script&gt;</h1>`,
			`{"path":"about/","title":"\u003cscript\u003ealert(1)\u003c/script\u003e"}`,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := site(t, Options{}, map[string]string{c.address: c.text})
			head, texts, _ := strings.Cut(strings.TrimSuffix(string(read(t, s, "").load("0")), "}\n"), `,"texts":`)
			got := strings.TrimSuffix(strings.TrimPrefix(head, `{"head":`), "}")
			if texts != "[]" {
				got += `,"passages":` + texts
			}
			got += "}"
			if _, after, found := strings.Cut(got, `"kind":`); found {
				kind, _, _ := strings.Cut(after, ",")
				got = strings.Replace(got, `"kind":`+kind+",", "", 1)
			}
			if got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

func TestWhatIsFound(t *testing.T) {
	pages := map[string]string{
		"":                         "@data-search=title data-search-rank=8 data-search-kind=''\n" + "<h1>Home</h1><p>Much.</p>",
		"about":                    `<link rel="canonical" href="https://host.example/watch/about/">---<h1>About</h1>`,
		"hidden":                   `<meta name="robots" content="noindex">---<h1>Hidden</h1>`,
		"old":                      `<link rel="canonical" href="https://host.example/watch/about/">---<h1>June</h1>`,
		"empty":                    "<p>No title.</p>",
		"search":                   "@\n<h1>Search</h1>",
		"embed/matrix":             "@\n<h1>Frame</h1>",
		"v/1/about":                "<h1>Frozen</h1>",
		"404.html":                 "<h1>Not here</h1>",
		"data/v1/offline.html":     "<h1>Offline</h1>",
		"es/about":                 "<h1>Acerca</h1>",
		"es/404.html":              "<h1>No está</h1>",
		"asks":                     "@data-search=parts data-search-rank=4 data-search-kind='What was asked'\n" + `<h1>Asks</h1><section data-search="part" id="x"><h3>Asks for X.</h3><p data-search="summary">To: all</p><p>Then.</p></section>`,
		"signatories/mexico":       "@data-search=text data-search-rank=1 data-search-kind=''\n" + "<h1>México</h1>",
		"commitments/family":       "@data-search=text data-search-rank=2 data-search-kind=''\n" + "<h1>Family</h1>",
		"programmes/parole":        "@data-search=text data-search-rank=3 data-search-kind=''\n" + "<h1>Parole</h1>",
		"topics/asylum":            "@data-search=title data-search-rank=7 data-search-kind=''\n" + "<h1>Asylum</h1>",
		"analysis/a":               "@data-search=text data-search-rank=5 data-search-kind=''\n" + `<h1>Analysis A</h1><p data-search="byline"><time datetime="2023">2023</time></p>`,
		"statements/old":           "@data-search=text data-search-rank=6 data-search-kind='Statements'\n" + `<h1>June</h1><p data-search="byline"><time datetime="2022-06">June 2022</time></p>`,
		"statements/new":           "@data-search=text data-search-rank=6 data-search-kind='Statements'\n" + `<h1>Tenth</h1><p data-search="byline"><time datetime="2022-06-10">10 June 2022</time></p>`,
		"statements/new/annex/one": "<h1>Annex</h1>",
	}
	titles := func(s *output.Site, root string) []string {
		var out []string
		for _, p := range read(t, s, root).Entries {
			out = append(out, p.Title)
		}
		return out
	}
	s := site(t, Options{Names: map[string][]string{"signatories/mexico/": {"MX", "Mexico", "México", "Mexique"}}}, pages)
	want := []string{"México", "Family", "Parole", "Asks for X.", "Analysis A", "June", "Tenth", "Asylum", "Home", "About", "Asks", "Annex"}
	if got := titles(s, ""); !slices.Equal(got, want) {
		t.Errorf("in English, in the order of equals:\ngot  %q\nwant %q", got, want)
	}
	if got := titles(s, "es/"); !slices.Equal(got, []string{"Acerca"}) {
		t.Errorf("in Spanish: %q", got)
	}

	index := read(t, s, "")
	if got := index.Entries[0].Also; !slices.Equal(got, []string{"mx", "mexique"}) {
		t.Errorf("Mexico is also called %q", got)
	}
	if ask := index.Entries[3]; ask.Path != "asks/#x" || ask.Summary != "To: all" || len(index.part("3").Texts) != 1 {
		t.Errorf("the ask is %+v", ask)
	}
	if got := index.Kinds[index.Entries[5].Kind]; got != "Statements" {
		t.Errorf("a statement is called %q", got)
	}
	if got := index.Kinds[index.Entries[9].Kind]; got != "" {
		t.Errorf("a page of no kind is called %q", got)
	}

	// In a preview every page keeps search engines out, and that is no reason not to find it.
	if got := titles(site(t, Options{Preview: true}, pages), ""); !slices.Contains(got, "Hidden") || slices.Contains(got, "Frame") {
		t.Errorf("in a preview: %q", got)
	}
}

func TestSamePagesSameBytes(t *testing.T) {
	pages := map[string]string{}
	for _, name := range strings.Split("abcdefghijklmnopqrstuvwxyz", "") {
		pages["statements/"+name] = `<h1>` + name + `</h1><p data-search="byline"><time datetime="2022">2022</time></p>`
	}
	var before map[string][]byte
	for range 5 {
		index := read(t, site(t, Options{}, pages), "")
		if before != nil && !maps.EqualFunc(before, index.files, bytes.Equal) {
			t.Fatal("the bytes differ from run to run")
		}
		before = index.files
	}
}

// TestFold: a browser test shows that the script folds the same texts so.
func TestFold(t *testing.T) {
	for text, want := range fixture.JSON[map[string]string](t, "testdata/fold.json") {
		if got := fold(text); got != want {
			t.Errorf("%q folds to %q, want %q", text, got, want)
		}
	}
}

// TestKnownPages: a page that is not parsed, as it is that of the build before, is in the index all the same.
func TestKnownPages(t *testing.T) {
	page := `<!doctype html><main data-search=text data-search-rank=3 data-search-kind=Texts><h1>A title</h1>
<p data-search=byline><time datetime=2024-05-01>1 May 2024</time></p><p>Some words.</p><section data-search=part id=p><h2>A part</h2><p>Its words.</p></section></main>`
	dir := fixture.Folder(t, map[string]string{"a/index.html": page, "b/index.html": "<h1>Not searched</h1>"})
	facts := filepath.Join(t.TempDir(), "facts")
	var want []entry
	for i := range 3 {
		var parsed atomic.Bool // by several goroutines
		index := New(Options{})
		_, err := output.Read(output.Options{
			Dir: dir, BaseURL: "https://host.example/", Languages: locale.Languages{Source: "en", All: []string{"en"}}, Facts: facts,
			Readers: []output.Reader{index.Read, func(_ *output.File, _ []byte, document *html.Node) {
				if document != nil {
					parsed.Store(true)
				}
			}},
		})
		if err != nil {
			t.Fatal(err)
		}
		got := index.pages["a/index.html"]
		if i == 0 {
			want = got
		}
		if parsed.Load() != (i == 0) || len(got) != 2 || !reflect.DeepEqual(got, want) || len(index.pages["b/index.html"]) > 0 {
			t.Errorf("read %d, parsed %v: %+v, want %+v", i, parsed.Load(), got, want)
		}
	}
}
