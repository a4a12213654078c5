package hosting

import (
	"crypto/sha256"
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"declarationwatch/tools/internal/fixture"
	"declarationwatch/tools/internal/locale"
	"declarationwatch/tools/internal/output"
)

// read puts a finished site into a folder and reads it.
func read(t *testing.T, baseURL string, files map[string]string) *output.Site {
	t.Helper()
	dir := fixture.Folder(t, files)
	s, err := output.Read(output.Options{Dir: dir, BaseURL: baseURL, Languages: locale.Languages{Source: "en", All: []string{"en", "es"}}})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// write makes the host of a site.
func write(t *testing.T, files map[string]string) *Host { return writeAt(t, baseURL, false, files) }

func writeAt(t *testing.T, baseURL string, hidden bool, files map[string]string) *Host {
	t.Helper()
	s := read(t, baseURL, files)
	if err := Write(s, false, hidden); err != nil {
		t.Fatal(err)
	}
	h, err := Open(s.Dir)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

const baseURL = "https://watch.example/"

// whole is a site with files of every kind that the table knows. A frame and the file for reading without a network have
// styles within them.
var whole = map[string]string{
	"index.html": "", "404.html": "", "es/index.html": "", "es/404.html": "", "favicon.svg": "", "robots.txt": "", "sitemap.xml": "",
	"feed.xml": "", "feed.json": "", "es/feed.xml": "", "PREVIEW.txt": "", ".well-known/security.txt": "",
	"about/index.html": "", "vocabulary/index.html": "", "es/about/index.html": "",
	"signatories/index.html": "", "es/signatories/index.html": "",
	"signatories/mexico/index.html": "", "signatories/mexico/feed.xml": "", "signatories/mexico/feed.json": "",
	"signatories/peru/index.html": "", "signatories/peru/feed.xml": "", "signatories/peru/feed.json": "",
	"statements/a/index.html": "", "statements/a/annex.pdf": "", "statements/a/a b*.pdf": "", "statements/b/index.html": "",
	"css/site.1fa615c59411e010d288408edabfa9c7.css": "", "js/site.b0f8945ce4e70928.js": "", "js/plain.js": "",
	"pictures/en/home.png": "", "search/en.0123456789abcdef.json": "",
	"data/index.html": "", "data/v1/matrix.json": "", "data/v1/matrix.csv": "", "data/v1/matrix.xlsx": "", "data/v1/all.zip": "",
	"data/v1/datapackage.json": "", "data/v1/commitments/a.csv": "", "data/v1/commitments/a.json": "", "data/v1/matrix.csv-metadata.json": "", "data/v1/SHA256SUMS": "",
	"data/v1/offline.html":    `<html data-page="standalone"><style>b{}</style>`,
	"es/data/v1/offline.html": `<html data-page="standalone"><style>b{}</style>`, "oembed/matrix.json": "", "oembed/matrix.xml": "",
	"embed/index.html": "", "es/embed/index.html": "", "embed/height.js": "", "embed/frames.json": "",
	"embed/matrix/auto.html":  ofFrame("a") + `<script src="/embed/height.js"></script>`,
	"embed/matrix/index.html": ofFrame("a"), "es/embed/matrix/index.html": ofFrame("a"),
	"embed/signatory/peru/index.html": ofFrame("a"), "embed/signatory/mexico/index.html": ofFrame("b"),
	"v/index.html": "", "v/2026.1/index.html": "", "v/2026.1/data/matrix.csv": "", "v/2026.11/index.html": "<style>b{}</style>",
	"v/2026.11/es/embed/matrix/index.html": ofFrame("a"), "v/2026.11/data/matrix.json": "",
}

// ofFrame is a frame with a style for one element.
func ofFrame(element string) string {
	return `<html data-page="frame"><style>` + element + "{}</style>"
}

// Hashes of the styles in whole, by openssl dgst -sha256 -binary | base64.
const (
	hashA = "'sha256-X1RutGBrXCt9KkSaXMK7tHftWiRscFHOhxsS8tv8hBk='"
	hashB = "'sha256-7yqHVAesot11p6HczDsgKRipvI5UPgs97z80zNXlans='"
)

func TestTable(t *testing.T) {
	const (
		live     = "public, max-age=0, must-revalidate"
		forever  = "public, max-age=31536000, immutable"
		ofPage   = "default-src 'none'; base-uri 'none'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; img-src 'self'; manifest-src 'self'; script-src 'self'; style-src 'self'"
		framed   = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors *; img-src data:; style-src"
		telling  = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors *; img-src data:; script-src 'self'; style-src"
		ofFrozen = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; img-src data:; style-src"
		ofData   = ofFrozen + " " + hashB // a file that is a page is among them, with this style
		ofXML    = "base-uri 'none'; frame-ancestors 'none'; object-src 'none'; script-src 'none'"
		everyone = "cross-origin"
		csv      = "text/csv; charset=utf-8; header=present"
	)
	// What an address gets: policy, cache, resource, origin, type, disposition.
	tests := map[string][6]string{
		"/":                                 {ofPage, live, "same-origin"},
		"/index.html":                       {ofPage, live, "same-origin"},
		"/404.html":                         {ofPage, live, "same-origin"},
		"/es/":                              {ofPage, live, "same-origin"},
		"/es/about/":                        {ofPage, live, "same-origin"},
		"/signatories/mexico/":              {ofPage, live, "same-origin"},
		"/vocabulary/":                      {ofPage, live, "same-origin"},
		"/feed.xml":                         {ofXML, live, everyone, "*", "application/atom+xml; charset=utf-8"},
		"/es/feed.xml":                      {ofXML, live, everyone, "*", "application/atom+xml; charset=utf-8"},
		"/signatories/peru/feed.xml":        {ofXML, live, everyone, "*", "application/atom+xml; charset=utf-8"},
		"/signatories/peru/feed.json":       {ofPage, live, everyone, "*", "application/feed+json"},
		"/sitemap.xml":                      {ofXML, live, everyone, "", "application/xml; charset=utf-8"},
		"/.well-known/security.txt":         {ofPage, live, everyone, "", "text/plain; charset=utf-8"},
		"/pictures/en/home.png":             {ofPage, live, everyone},
		"/statements/a/":                    {ofPage, live, "same-origin"},
		"/statements/a/annex.pdf":           {"frame-ancestors 'none'", live, everyone},
		"/statements/a/a%20b%2A.pdf":        {"frame-ancestors 'none'", live, everyone},
		"/js/site.b0f8945ce4e70928.js":      {ofPage, forever, everyone, "*"},
		"/js/plain.js":                      {ofPage, live, everyone, "*"},
		"/data/":                            {ofPage, live, "same-origin"},
		"/data/v1/matrix.json":              {ofData, live, everyone, "*"},
		"/data/v1/datapackage.json":         {ofData, live, everyone, "*"},
		"/data/v1/SHA256SUMS":               {ofData, live, everyone, "*", "text/plain; charset=utf-8"},
		"/data/v1/commitments/a.csv":        {ofData, live, everyone, "*"},
		"/data/v1/matrix.csv":               {ofData, live, everyone, "*", csv, "attachment"},
		"/data/v1/all.zip":                  {ofData, live, everyone, "*", "application/zip", "attachment"},
		"/data/v1/offline.html":             {ofData, live, "same-origin"},
		"/es/data/v1/offline.html":          {ofData, live, "same-origin"},
		"/oembed/matrix.xml":                {ofXML, live, everyone, "*"},
		"/oembed/matrix.json":               {ofXML, live, everyone, "*"},
		"/embed/":                           {ofPage + "; frame-src 'self'", live, "same-origin"},
		"/es/embed/":                        {ofPage + "; frame-src 'self'", live, "same-origin"},
		"/embed/matrix/":                    {framed + " " + hashA, live, everyone},
		"/es/embed/matrix/index.html":       {framed + " " + hashA, live, everyone},
		"/embed/signatory/mexico/":          {framed + " " + hashB + " " + hashA, live, everyone}, // what frames of its kind have
		"/v/":                               {ofPage, live, "same-origin"},
		"/embed/matrix/auto":                {telling + " " + hashA, live, everyone},
		"/embed/matrix/auto.html":           {telling + " " + hashA, live, everyone},
		"/embed/height.js":                  {ofPage, live, everyone, "*"},
		"/embed/frames.json":                {ofPage, live, everyone, "*"},
		"/v/2026.11/":                       {ofFrozen + " " + hashB, forever, "same-origin"},
		"/v/2026.11/es/embed/matrix/":       {framed + " " + hashA, forever, everyone},
		"/v/2026.11/data/matrix.json":       {ofPage, forever, everyone, "*"},
		"/v/2026.1/data/matrix.csv":         {ofPage, forever, everyone, "*", csv, "attachment"},
		"/data/v1/matrix.xlsx":              {ofData, live, everyone, "*", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "attachment"},
		"/search/en.0123456789abcdef.json":  {ofPage, forever, everyone, ""},
		"/data/v1/matrix.csv-metadata.json": {ofData, live, everyone, "*", "application/csvm+json"},
	}
	names := []string{
		"Content-Security-Policy", "Cache-Control", "Cross-Origin-Resource-Policy",
		"Access-Control-Allow-Origin", "Content-Type", "Content-Disposition",
	}
	h := write(t, whole)
	for address, want := range tests {
		header := h.header(address)
		for i, name := range names {
			if got := strings.Join(header[name], " AND "); got != want[i] {
				t.Errorf("%s gets\n\t%s: %s\nwant\t%s", address, name, got, want[i])
			}
		}
		for name, want := range map[string]string{
			"X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin", "Cross-Origin-Opener-Policy": "unsafe-none", "Strict-Transport-Security": "max-age=63072000; includeSubDomains", "X-Robots-Tag": "",
		} {
			if got := header.Get(name); got != want {
				t.Errorf("%s gets %s: %q, want %q", address, name, got, want)
			}
		}
	}
}

// loosely reads the path of a rule as @netlify/headers-parser 9.0.3 on npm does: "/v/*" is all that begins with "/v".
func loosely(path string) *regexp.Regexp {
	var parts []string
	for part := range strings.SplitSeq(path, "/") {
		switch {
		case part == "":
		case strings.HasPrefix(part, ":"):
			parts = append(parts, "([^/]+)")
		case part == "*":
			parts = append(parts, "?(.*)")
		default:
			parts = append(parts, regexp.QuoteMeta(part))
		}
	}
	return regexp.MustCompile("(?i)^/" + strings.Join(parts, "/") + "/?$")
}

// checkDisjoint compares every address of every file with every rule: each field that the table gives comes once and
// says what the table says, in both readings of a rule.
func checkDisjoint(t *testing.T, s site, files []*file) {
	t.Helper()
	rules := headerRules(s, files)
	table := make([]map[string]string, len(files))
	for _, d := range fields {
		for i, text := range d.values(files) {
			if table[i] == nil {
				table[i] = map[string]string{}
			}
			if text != "" && (d.when == nil || d.when(s)) {
				table[i][d.name] = text
			}
		}
	}
	for reading, compile := range map[string]func(string) *regexp.Regexp{"as documented": compile, "loosely": loosely} {
		patterns := map[string]*regexp.Regexp{}
		for _, r := range rules {
			patterns[r.path] = compile(r.path)
		}
		for i, f := range files {
			want := table[i]
			for _, address := range f.address {
				got := map[string]string{}
				for _, r := range rules {
					if !patterns[r.path].MatchString(address) {
						continue
					}
					for _, v := range r.fields {
						if before, twice := got[v.name]; twice {
							t.Errorf("read %s, %s gets %s twice: %q and, by %s, %q", reading, address, v.name, before, r.path, v.value)
						}
						got[v.name] = v.value
					}
				}
				if diff := cmp.Diff(want, got); diff != "" {
					t.Errorf("read %s, %s gets (-want +got):\n%s", reading, address, diff)
				}
			}
		}
	}
}

func TestDisjoint(t *testing.T) {
	all := files(read(t, baseURL, whole))
	checkDisjoint(t, site{baseURL: baseURL}, all)
	checkDisjoint(t, site{baseURL: "http://watch.example/", hidden: true}, all)
	checkDisjoint(t, site{baseURL: baseURL, preview: true}, all)
}

// grown is a site with so many statements, governments and other things of each kind that a record may have more of, in two
// languages. Frames of the matrix have one of a few styles; some cells have a frame that no script measures.
func grown(n int) *output.Site {
	s := &output.Site{Options: output.Options{BaseURL: baseURL}}
	add := func(name, kind string, styles ...string) {
		for _, language := range []string{"", "es/"} {
			f := &output.File{Name: language + name, Place: name}
			for _, text := range styles {
				f.Styles = append(f.Styles, sha256.Sum256([]byte(text)))
			}
			if path.Ext(name) == ".html" {
				f.Page = &output.Page{Kind: kind}
			}
			if base := path.Base(name); base == "auto.html" || base == "post.html" {
				f.Requests = []output.Request{{What: "<script>", Address: "/embed/height.js"}}
			}
			s.Files = append(s.Files, f)
		}
	}
	frame := func(folder, style string, files ...string) {
		for _, name := range files {
			add(folder+"/"+name, output.FramePage, style)
		}
	}
	for name := range whole {
		if top, _, _ := strings.Cut(name, "/"); top != "es" && top != "v" && top != "embed" {
			add(name, "")
		}
	}
	add("embed/index.html", "")
	add("embed/frames.json", "")
	for i := range n {
		add(fmt.Sprintf("statements/%d/index.html", i), "")
		add(fmt.Sprintf("statements/%d/index.html", 1950+i), "")
		add(fmt.Sprintf("pictures/en/statements/%d.png", i), "")
		add(fmt.Sprintf("pictures/en/statements/%d.svg", i), "", "svg{}")
		add(fmt.Sprintf("data/v1/signatories/%d.csv", i), "")
		add(fmt.Sprintf("data/v1/signatories/%d.json", i), "")
		add(fmt.Sprintf("embed/cell/%d.json", i), "")
		for _, name := range []string{"", "feed/2023-1/", "feed/2024-1/", "2024/", "2024/2/"} {
			add(fmt.Sprintf("signatories/%d/%sindex.html", i, name), "")
			add(fmt.Sprintf("signatories/%d/%sfeed.xml", i, name), "")
			add(fmt.Sprintf("signatories/%d/%sfeed.json", i, name), "")
		}
		for k := range 5 {
			of := fmt.Sprintf("cell/%d/%d", i, k)
			frame("embed/"+of, "list", "index.html")
			if k < 2 {
				frame("embed/"+of, "list", "auto.html")
				add("oembed/"+of+".json", "")
				add("oembed/"+of+".xml", "")
			}
		}
		frame(fmt.Sprintf("embed/card/statements/%d", i), "list", "index.html", "auto.html", "post.html")
		frame(fmt.Sprintf("embed/matrix/pillar/%d", i), fmt.Sprint("grid", i%4), "index.html", "auto.html", "post.html")
	}
	return s
}

// TestGrownRules has no more rules for more of the same, and a policy no more hashes.
func TestGrownRules(t *testing.T) {
	var before string
	for _, n := range []int{10, 200} {
		all := files(grown(n))
		after := formatHeaders(headerRules(site{baseURL: baseURL}, all), "/")
		if before != "" && before != after {
			t.Errorf("more of the same changes the rules (-before +after):\n%s", cmp.Diff(before, after))
		}
		before = after
	}
	checkDisjoint(t, site{baseURL: baseURL}, files(grown(10)))
}

// TestGrownWork computes rules for sites ten times as large as the one before: what that takes for each file grows no faster than the
// logarithm of their number.
func TestGrownWork(t *testing.T) {
	before := 0.0
	for _, n := range []int{10, 100, 1000} {
		all := files(grown(n))
		each := testing.AllocsPerRun(1, func() { headerRules(site{baseURL: baseURL}, all) }) / (float64(len(all)) * math.Log(float64(len(all))))
		if before > 0 && each > before {
			t.Errorf("of %d files each takes %.3f, in a site of a tenth %.3f", len(all), each, before)
		}
		before = each
	}
}

func BenchmarkHeaderRules(b *testing.B) {
	for _, n := range []int{10, 100, 1000} {
		all := files(grown(n))
		b.Run(fmt.Sprint(len(all), "files"), func(b *testing.B) {
			for b.Loop() {
				headerRules(site{baseURL: baseURL}, all)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(all)), "ns/file")
		})
	}
}

// Sites that nobody thought of: names that begin like others, files beside folders, kinds mixed everywhere.
func TestDisjointInAnySite(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	folders := []string{"v", "va", "es", "embed", "data", "oembed", "2026.1", "2026.11", "A", "a b", ":c", "x*"}
	names := []string{"index.html", "page.html", "feed.xml", "feed.json", "b.csv", "c.pdf", "v.zip", "d.0123456789abcdef.css", "embed.txt"}
	for n := range 100 {
		tree := map[string]string{}
		for range 1 + random.IntN(30) {
			var parts []string
			for range random.IntN(5) {
				parts = append(parts, folders[random.IntN(len(folders))])
			}
			text := ""
			if random.IntN(3) == 0 {
				text = ofFrame([]string{"a", "b"}[random.IntN(2)])
			}
			tree[strings.Join(append(parts, names[random.IntN(len(names))]), "/")] = text
		}
		if checkDisjoint(t, site{baseURL: baseURL}, files(read(t, baseURL, tree))); t.Failed() {
			t.Fatalf("in site %d:\n%s", n, strings.Join(slices.Sorted(maps.Keys(tree)), "\n"))
		}
	}
}

func TestPath(t *testing.T) {
	tests := []struct {
		path      string
		hit, miss string
	}{
		{"/", "/", "/a"},
		{"/*", "/ /a /a/ /a/b.c", ""},
		{"/a/*", "/a /a/ /a/b /A/b /a/b/c", "/ab /b/a /"},
		{"/a/", "/a /a/", "/a/b /"},
		{"/a.b", "/a.b /a.b/", "/aXb /a.b.c"},
		{"/a/:any/c.xml", "/a/b/c.xml", "/a/c.xml /a/b/b/c.xml /a/b/cxml"},
		{"/:any/", "/a /a/ /a.b", "/ /a/b"},
	}
	for _, test := range tests {
		for address := range strings.FieldsSeq(test.hit) {
			if !compile(test.path).MatchString(address) {
				t.Errorf("%s does not hit %s", test.path, address)
			}
		}
		for address := range strings.FieldsSeq(test.miss) {
			if compile(test.path).MatchString(address) {
				t.Errorf("%s hits %s", test.path, address)
			}
		}
	}
}

func TestStylesWithin(t *testing.T) {
	tests := []struct{ text, want string }{
		{"<style>a{}</style>", hashA},
		{"<style media=print>b{}</style><p><style>a{}</style><style>a{}</style>", hashB + " " + hashA},
		{"<noscript><style>a{}</style></noscript>", hashA},
		{`<svg xmlns="http://www.w3.org/2000/svg"><style>a{}</style></svg>`, hashA},
		{"<p>&lt;style>a{}&lt;/style>", ""},
		{"<!-- <style>a{}</style> -->", ""},
	}
	for _, test := range tests {
		want := strings.Fields(test.want)
		slices.Sort(want)
		f := files(read(t, baseURL, map[string]string{"index.html": test.text}))[0]
		if got := strings.Join(f.styles, " "); got != strings.Join(want, " ") {
			t.Errorf("%q has %s, want %s", test.text, got, want)
		}
	}
}
