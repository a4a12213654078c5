package search

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// site writes a folder of pages and indexes it. A page is given by its address, as what stands in its <head> and in its
// <main>, with a line "---" between.
func site(t *testing.T, s Site, pages map[string]string) Site {
	t.Helper()
	s.Dir, s.BaseURL = t.TempDir(), "https://host.example/watch/"
	if s.Languages == nil {
		s.Languages = []string{"en", "es"}
	}
	for address, text := range pages {
		file := filepath.Join(s.Dir, filepath.FromSlash(address))
		if !strings.HasSuffix(address, ".html") {
			file = filepath.Join(file, "index.html")
		}
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		head, main, found := strings.Cut(text, "---")
		if !found {
			head, main = "", text
		}
		text = "<!doctype html><html><head>" + head + "</head><body>" +
			`<header><nav><a href="/watch/statements/">Statements</a> <a href="/watch/es/statements/">Comunicados</a></nav></header>` +
			"<main>" + main + "</main><footer>Foot</footer></body></html>"
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := Write(s); err != nil {
		t.Fatal(err)
	}
	return s
}

// read gives an index as the script sees it.
func read(t *testing.T, s Site, root string) (got struct {
	Kinds []string
	Pages []struct {
		Path, Title, Summary, Byline string
		Kind                         int
		Also                         []string
		Passages                     [][]any
	}
}) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(s.Dir, root, filepath.FromSlash(File)))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, &got); err != nil {
		t.Fatal(err)
	}
	return got
}

func TestEntry(t *testing.T) {
	for _, c := range []struct {
		name, address, text, want string
	}{
		{
			"title, summary and text, accents and all", "about", "<h1>Acerca  de\nDarién</h1><p class=lead>Un <b>plomo</b>.</p><p>Niñas, niños.</p>",
			`{"path":"about/","title":"Acerca de Darién","summary":"Un plomo.","passages":[["","Niñas, niños."]]}`,
		},
		{
			"a description where there is no lead", "about", `<meta name="description" content="Of &quot;it&quot;.">---<h1>A</h1>`,
			`{"path":"about/","title":"A","summary":"Of \"it\"."}`,
		},
		{
			"who and when of a statement, and nothing before and after", "statements/a",
			`<h1>A</h1><p class="meta"><span class="tag">Partner</span> UNHCR · <time datetime="2022-06-10">10 June</time> · 1 minute</p><p>Text.</p>`,
			`{"path":"statements/a/","title":"A","byline":"UNHCR · 10 June","passages":[["","Text."]]}`,
		},
		{
			"a passage for each id: a heading's goes on, an element's ends with it", "programmes/a",
			`<h1>A</h1><p>One.</p><section><h2 id="line">Line</h2><p>Two.</p><ol><li id="x">Three.</li></ol><p>Four.</p></section><p>Five.</p>`,
			`{"path":"programmes/a/","title":"A","passages":[["","One. Five."],["line","Line · Two. Four."],["x","Three."]]}`,
		},
		{
			"words of two blocks apart, of one together", "about", `<h1>A</h1><ul><li>on<b>ce</b><li>twice</ul><p>so <a class="cite">(source)</a>. And</p>`,
			`{"path":"about/","title":"A","passages":[["","once · twice · so. And"]]}`,
		},
		{
			"nothing of what stands round the text", "about",
			`<h1>A</h1><nav>N</nav><aside>A</aside><script>S</script><p hidden>H</p><i aria-hidden="true">I</i><p class="sources">S</p><div class="panel">P</div><p>Text.</p>`,
			`{"path":"about/","title":"A","passages":[["","Text."]]}`,
		},
		{
			"what is missing, said to be missing and weak", "signatories/a",
			`<h1>A</h1><section><h2 id="gaps">Not found</h2><div class="gaps"><h3>Pillar</h3><ul><li id="c">Commitment</li></ul></div></section>`,
			`{"path":"signatories/a/","title":"A","passages":[["gaps","Not found"],["c","Not found · Commitment",1]]}`,
		},
		{
			"of a list only what it is", "statements", `<h1>Statements</h1><p class="lead">All.</p><ul><li>Each</ul>`,
			`{"path":"statements/","title":"Statements","summary":"All."}`,
		},
		{
			"markup as text, and inert", "about", `<h1>&lt;script&gt;alert(1)&lt;/script&gt;</h1>`,
			`{"path":"about/","title":"\u003cscript\u003ealert(1)\u003c/script\u003e"}`,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := site(t, Site{}, map[string]string{c.address: c.text})
			text, err := os.ReadFile(filepath.Join(s.Dir, filepath.FromSlash(File)))
			if err != nil {
				t.Fatal(err)
			}
			_, got, _ := strings.Cut(string(text), `"pages":[`)
			got = strings.TrimSuffix(got, "]}\n")
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
		"":                         "<h1>Home</h1><p>Much.</p>",
		"about":                    `<link rel="canonical" href="https://host.example/watch/about/">---<h1>About</h1>`,
		"hidden":                   `<meta name="robots" content="noindex">---<h1>Hidden</h1>`,
		"old":                      `<link rel="canonical" href="https://host.example/watch/about/">---<h1>Old</h1>`,
		"empty":                    "<p>No title.</p>",
		"search":                   "<h1>Search</h1>",
		"embed/matrix":             "<h1>Frame</h1>",
		"v/1/about":                "<h1>Frozen</h1>",
		"404.html":                 "<h1>Not here</h1>",
		"data/v1/offline.html":     "<h1>Offline</h1>",
		"es/about":                 "<h1>Acerca</h1>",
		"es/404.html":              "<h1>No está</h1>",
		"asks":                     `<h1>Asks</h1><section class="ask" id="x"><h3>Asks for X.</h3><p class="meta">To: all</p><p>Then.</p></section>`,
		"signatories/mexico":       "<h1>México</h1>",
		"commitments/family":       "<h1>Family</h1>",
		"programmes/parole":        "<h1>Parole</h1>",
		"topics/asylum":            "<h1>Asylum</h1>",
		"analysis/a":               `<h1>Analysis A</h1><p class="meta"><time datetime="2023">2023</time></p>`,
		"statements/old":           `<h1>Old</h1><p class="meta"><time datetime="2022-06">June 2022</time></p>`,
		"statements/new":           `<h1>New</h1><p class="meta"><time datetime="2022-06-10">10 June 2022</time></p>`,
		"statements/new/annex/one": "<h1>Annex</h1>",
	}
	titles := func(s Site, root string) []string {
		var out []string
		for _, p := range read(t, s, root).Pages {
			out = append(out, p.Title)
		}
		return out
	}
	s := site(t, Site{Names: map[string][]string{"signatories/mexico/": {"MX", "Mexico", "México", "Mexique"}}}, pages)
	want := []string{"México", "Family", "Parole", "Asks for X.", "Analysis A", "New", "Old", "Asylum", "Home", "About", "Asks", "Annex"}
	if got := titles(s, ""); !slices.Equal(got, want) {
		t.Errorf("in English, in the order of equals:\ngot  %q\nwant %q", got, want)
	}
	if got := titles(s, "es"); !slices.Equal(got, []string{"Acerca"}) {
		t.Errorf("in Spanish: %q", got)
	}

	index := read(t, s, "")
	if got := index.Pages[0].Also; !slices.Equal(got, []string{"mx", "mexique"}) {
		t.Errorf("Mexico is also called %q", got)
	}
	if ask := index.Pages[3]; ask.Path != "asks/#x" || ask.Summary != "To: all" || len(ask.Passages) != 1 {
		t.Errorf("the ask is %+v", ask)
	}
	if got := index.Kinds[index.Pages[5].Kind]; got != "Statements" {
		t.Errorf("a statement is called %q", got)
	}
	if got := index.Kinds[index.Pages[9].Kind]; got != "" {
		t.Errorf("a page of no kind is called %q", got)
	}

	// In a preview every page keeps search engines out, and that is no reason not to find it.
	if got := titles(site(t, Site{Preview: true}, pages), ""); !slices.Contains(got, "Hidden") || slices.Contains(got, "Frame") {
		t.Errorf("in a preview: %q", got)
	}
}

func TestSamePagesSameBytes(t *testing.T) {
	pages := map[string]string{}
	for _, name := range strings.Split("abcdefghijklmnopqrstuvwxyz", "") {
		pages["statements/"+name] = `<h1>` + name + `</h1><p class="meta"><time datetime="2022">2022</time></p>`
	}
	var before string
	for range 5 {
		s := site(t, Site{}, pages)
		text, err := os.ReadFile(filepath.Join(s.Dir, filepath.FromSlash(File)))
		if err != nil {
			t.Fatal(err)
		}
		if before != "" && before != string(text) {
			t.Fatal("the bytes differ from run to run")
		}
		before = string(text)
	}
}

func TestFold(t *testing.T) {
	for text, want := range map[string]string{
		"México": "mexico", "NIÑAS y niños": "ninas y ninos", "Haïti/Ayiti": "haiti ayiti", "Pérou (PE)": "perou pe", "  ": "",
	} {
		if got := fold(text); got != want {
			t.Errorf("%q folds to %q, want %q", text, got, want)
		}
	}
}
