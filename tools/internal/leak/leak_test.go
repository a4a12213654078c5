package leak_test

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"encoding/base64"
	"fmt"
	"html"
	"io"
	"maps"
	"runtime"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/andybalholm/brotli"
	"golang.org/x/text/unicode/norm"

	"declarationwatch/tools/internal/diag"
	"declarationwatch/tools/internal/fixture"
	"declarationwatch/tools/internal/leak"
	"declarationwatch/tools/internal/output"
)

const base = "https://x.example/"

// problemsOf searches files as a site at an address.
func problemsOf(t *testing.T, baseURL string, withheld []leak.Secret, files map[string]string) []diag.Problem {
	t.Helper()
	dir := fixture.Folder(t, files)
	search := leak.New(withheld, baseURL)
	if _, err := output.Read(output.Options{Dir: dir, BaseURL: baseURL, Readers: []output.Reader{search.Read}}); err != nil {
		t.Fatal(err)
	}
	var problems diag.List
	search.Report("public", &problems)
	return problems.Sorted()
}

func printed(problems []diag.Problem) string {
	var out []string
	for _, p := range problems {
		out = append(out, fmt.Sprintf("%s: %s [%s]", strings.TrimPrefix(p.At.String(), "public/"), p.Message, p.Rule))
	}
	return strings.Join(out, "\n")
}

// with is a small site with some more files.
func with(changes map[string]string) map[string]string {
	files := map[string]string{
		"index.html":   `<!doctype html><html lang="en"><title>Home</title><h1>Home</h1><a href="/b/">b</a>`,
		"css/site.css": `body{background:url(../pic.svg)}`,
		"pic.svg":      `<svg xmlns="http://www.w3.org/2000/svg"><title>A picture</title></svg>`,
		"feed.json":    `{"version":"https://jsonfeed.org/version/1.1","items":[{"id":"1","url":"https://x.example/b/"}]}`,
	}
	maps.Copy(files, changes)
	return files
}

// What is withheld in these tests: a page with a file beside it, a page at the top with a short title, and a row.
const (
	secretTitle    = `Ministers “agree” on reunificación – at last`
	secretSentence = "The nine ministers signed the secret annex & left by the back door."
	secretSummary  = "A promise to reopen the closed offices within three months of the signature, in writing, before witnesses of every government and of the press, and to publish the list."
)

var (
	secretImage = []byte("\x89PNG\r\n\x1a\n" + strings.Repeat("\x00", 40) + fixture.Numbers(30))
	secretTable = "government,promise,date\r\nMexico,reopen the offices,2026-12-01\r\nPanama,reopen the border,2026-12-02\r\n"
)

const secretLabels = "Offices reopened in Costa Rica, Offices reopened in Guatemala, Offices that stay closed in Colombia and in Ecuador, Offices that nobody has heard of so far"

var withheld = []leak.Secret{
	{At: hidden("x/map.svg"), What: "file", Text: "statements/future-accord/map.svg", Data: []byte("<svg xmlns='http://www.w3.org/2000/svg'>\n <text x='0.50'>" + secretLabels + "</text>\n</svg>")},
	{At: hidden("x"), What: "title", Text: secretTitle},
	{At: hidden("x"), What: "sentence", Text: secretSentence},
	{At: hidden("x"), What: "address", Text: "statements/future-accord"},
	{At: hidden("x/annex-of-ministers.png"), What: "file", Text: "statements/future-accord/annex-of-ministers.png", Data: secretImage},
	{At: hidden("x/table.csv"), What: "file", Text: "statements/future-accord/table.csv", Data: []byte(secretTable)},
	{At: hidden("y"), What: "title", Text: "Updates"},
	{At: hidden("y"), What: "address", Text: "zanzibar"},
	{At: diag.Position{File: "data/pledges/mexico.toml", Line: 7, Column: 1}, What: "summary", Text: secretSummary},
}

func hidden(name string) diag.Position { return diag.Position{File: "content/" + name} }

func zipped(t *testing.T, files ...string) string {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := 0; i < len(files); i += 2 {
		f, err := w.Create(files[i])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(f, files[i+1]); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// packed writes a text through a packer.
func packed(t *testing.T, text string, packer func(io.Writer) io.WriteCloser) string {
	t.Helper()
	var b bytes.Buffer
	w := packer(&b)
	_, err := io.WriteString(w, text)
	if closed := w.Close(); err != nil || closed != nil {
		t.Fatal(err, closed)
	}
	return b.String()
}

func gzipped(w io.Writer) io.WriteCloser { return gzip.NewWriter(w) }

func escapedJSON(s string) string {
	var b strings.Builder
	for _, unit := range utf16.Encode([]rune(s)) {
		fmt.Fprintf(&b, `\u%04x`, unit)
	}
	return b.String()
}

func percent(s string) string {
	var b strings.Builder
	for i := range len(s) {
		fmt.Fprintf(&b, "%%%02X", s[i])
	}
	return b.String()
}

func references(s string) string {
	var b strings.Builder
	for _, r := range s {
		fmt.Fprintf(&b, "&#x%x;", r)
	}
	return b.String()
}

func inUTF16(s string) string {
	b := []byte{0xff, 0xfe}
	for _, unit := range utf16.Encode([]rune(s)) {
		b = append(b, byte(unit), byte(unit>>8))
	}
	return string(b)
}

const (
	theTitle    = "contains the title of a page under embargo"
	theSentence = "contains a sentence of a page under embargo"
	theAddress  = "contains the address of a page under embargo"
	theSummary  = "contains the summary of a row of data under embargo"
	theFile     = "contains the content of a file of a page under embargo"
	theName     = "contains the name of a file of a page under embargo"
)

func TestEmbargo(t *testing.T) {
	const title, sentence = secretTitle, secretSentence
	tags := func(s string) string {
		return strings.Join(strings.SplitAfter(s, " "), "<b class='x>y'></b><!-- z -->")
	}
	for name, test := range map[string]struct{ file, text, want string }{
		// In pages.
		"as it stands":                        {"p.html", "<p>" + sentence + "</p>", theSentence},
		"references":                          {"p.html", "<p>" + references(sentence) + "</p>", theSentence},
		"named references":                    {"p.html", "<p>Ministers &ldquo;agree&rdquo; on reunificaci&oacute;n &ndash; at&nbsp;last</p>", theTitle},
		"straight quotes":                     {"p.html", `<p>Ministers "agree" on reunificación - at last</p>`, theTitle},
		"capitals":                            {"p.html", "<p>" + strings.ToUpper(title) + "</p>", theTitle},
		"decomposed":                          {"p.html", "<p>" + norm.NFD.String(title) + "</p>", theTitle},
		"ligatures and full width":            {"p.html", "<p>Ｍｉnisters agree on reuniﬁcación at last</p>", theTitle},
		"without accents":                     {"p.html", "<p>ministers agree on reunificacion at last</p>", theTitle},
		"soft hyphens":                        {"p.html", "<p>Minis&shy;ters agree on reunifi\u00adcación at last</p>", theTitle},
		"no-break spaces":                     {"p.html", "<p>" + strings.ReplaceAll(title, " ", "\u00a0") + "</p>", theTitle},
		"invisible characters":                {"p.html", "<p>" + strings.Join(strings.Split(title, ""), "\u200b") + "</p>", theTitle},
		"tags in the middle":                  {"p.html", "<p>" + tags(title) + "</p>", theTitle},
		"tags in a word":                      {"p.html", "<p>Min<em>is</em>ters agree on re<wbr>unificaci&oacute;n at last</p>", theTitle},
		"over two cells":                      {"p.html", "<table><tr><td>The nine ministers signed</td><td>the secret annex &amp; left by the back door.</td></tr></table>", theSentence},
		"a label":                             {"p.html", `<a href="#" aria-label="` + html.EscapeString(title) + `">x</a>`, theTitle},
		"an alternative text":                 {"p.html", `<img alt='` + references(title) + `'>`, theTitle},
		"a data attribute":                    {"p.html", `<p data-next='{"t":"Ministers agree on reunificaci\u00f3n at last"}'>x</p>`, theTitle},
		"escaped twice":                       {"p.html", `<p data-next="&lt;b&gt;Ministers&lt;/b&gt; agree on reunificaci&amp;oacute;n at last">x</p>`, theTitle},
		"a comment":                           {"p.html", "<!-- <p>Ministers <b>agree</b> on reunificación at last</p> -->", theTitle},
		"a description":                       {"p.html", `<meta name="description" content="` + secretSummary[:150] + `…">`, theSummary},
		"JSON-LD":                             {"p.html", `<script type="application/ld+json">{"headline":"` + escapedJSON(title) + `"}</script>`, theTitle},
		"a script":                            {"p.html", `<script>var t = 'Ministers ' + "agree on reunificaci\xf3n at last"</script>`, theTitle},
		"a drawing":                           {"p.html", `<svg><text><tspan>Ministers agree</tspan><tspan x="2">on reunificación at last</tspan></text></svg>`, theTitle},
		"a template":                          {"p.html", `<template><p>Ministers <i>agree</i> on reunificación at last</p></template>`, theTitle},
		"text after an odd quote":             {"p.html", `<svg><text>5" wide</text></svg><p>Ministers <i>agree</i> on reunificación at last</p>`, theTitle},
		"an unclosed tag":                     {"p.html", `<p title="Ministers agree on reunificación at last`, theTitle},
		"a fragment":                          {"p.html", `<h2 id="ministers-agree-on-reunificación-at-last">x</h2>`, theTitle},
		"a mail link":                         {"p.html", `<a href="mailto:?subject=` + percent(title) + `">x</a>`, theTitle},
		"an address":                          {"p.html", `<a data-to="/statements/future-accord/#top">x</a>`, theAddress},
		"an address in Spanish":               {"p.html", `<a data-to="/es/statements/future-accord">x</a>`, theAddress},
		"an address in full":                  {"p.html", `<p>https://x.example/statements/future-accord.</p>`, theAddress},
		"a percent-encoded address":           {"p.html", `<a data-to="?u=https%3A%2F%2Fx.example%2F` + percent("statements/future-accord") + `%2F">x</a>`, theAddress},
		"an address with a break":             {"p.html", `<p>/statements/<wbr>future-<wbr>accord/</p>`, theAddress},
		"a relative address":                  {"statements/other/index.html", `<a href="../future-accord/">x</a>`, theAddress},
		"an address with steps":               {"p.html", `<a href="/b/../statements/./future-accord/">x</a>`, theAddress},
		"an address at the top":               {"p.html", `<a data-to="/zanzibar/">x</a>`, theAddress},
		"an address at the top of a language": {"p.html", `<a data-to="https://x.example/es/zanzibar">x</a>`, theAddress},
		"a short title":                       {"p.html", `<h2>Updates</h2>`, theTitle},
		"an embedded picture":                 {"p.html", `<img src="data:image/png;base64,` + base64.StdEncoding.EncodeToString(secretImage) + `">`, theFile},

		// In other texts.
		"JSON":                {"p.json", `{"title":"` + escapedJSON(title) + `"}`, theTitle},
		"HTML in JSON":        {"p.json", `{"html":"\u003cp class=\"x\"\u003eMinisters \u003cem\u003eagree\u003c\/em\u003e on reunificaci&oacute;n at last"}`, theTitle},
		"address in JSON":     {"p.json", `{"url":"https:\/\/x.example\/statements\/future-accord\/"}`, theAddress},
		"a feed":              {"p.xml", `<feed><content type="html">&lt;p&gt;Ministers &lt;em&gt;agree&lt;/em&gt; on reunificaci&amp;oacute;n at last</content></feed>`, theTitle},
		"CDATA":               {"p.xml", `<rss><d><![CDATA[<p>Ministers <em>agree</em> on reunificación at last</p>]]></d></rss>`, theTitle},
		"a sitemap":           {"p.xml", `<urlset><url><loc>https://x.example/statements/future-accord/</loc></url></urlset>`, theAddress},
		"a picture's text":    {"p.svg", `<svg xmlns="http://www.w3.org/2000/svg"><title>Ministers agree on <tspan>reunificación</tspan> at last</title></svg>`, theTitle},
		"a list":              {"p.csv", "a,\"Ministers \"\"agree\"\" on reunificación – at last\"\r\n", theTitle},
		"a list in Latin-1":   {"p.csv", "Ministers agree on reunificaci\xf3n at last", theTitle},
		"a list in UTF-16":    {"p.csv", inUTF16(title), theTitle},
		"plain text":          {"p.txt", "The nine ministers\nsigned the secret annex\n& left by the back\ndoor.", theSentence},
		"a redirect":          {"_redirects", "/new /statements/future-accord 302\n", theAddress},
		"a style sheet":       {"p.css", `a::after{content:"Ministers \61 gree on reunificaci\0000f3n at last"}`, theTitle},
		"a program":           {"p.js", "x=`Ministers agree on reunificaci\\u{f3}n at last`", theTitle},
		"a program's address": {"p.js", `fetch("/statements/future-accord/index.json")`, theAddress},

		// In names.
		"a file's name":           {"img/ministers-agree-on-reunificacion-at-last.png", "x", theTitle},
		"an encoded file's name":  {"img/" + percent("ministers agree on reunificación at last") + ".png", "x", theTitle},
		"a folder":                {"fr/statements/future-accord/x.txt", "x", theAddress},
		"an empty folder":         {"statements/future-accord/", "", theAddress},
		"an attached file's name": {"p.html", `<p>See annex-of-ministers.png</p>`, theName},
		"a resized picture":       {"p.html", `<img src="/img/annex-of-ministers_hu_123.webp">`, theName},

		// In files of other kinds.
		"the attached file":           {"img/other.png", string(secretImage), theFile},
		"within another file":         {"img/other.pdf", "%PDF-1.7 " + string(secretImage) + "\n%%EOF", theFile},
		"with other line ends":        {"x.csv", strings.ReplaceAll(secretTable, "\r\n", "\n"), theFile},
		"a drawing, minified":         {"x.svg", `<svg xmlns="http://www.w3.org/2000/svg"><text x=".5">` + secretLabels + `</text></svg>`, theFile},
		"a table in JSON":             {"x.json", fmt.Sprintf("{\"csv\":%q}", secretTable), theFile},
		"a picture's metadata":        {"p.jpg", "\xff\xd8\xff\xe1\x00\x10Exif\x00\x00" + title, theTitle},
		"gzip":                        {"p.json.gz", packed(t, title, gzipped), theTitle},
		"brotli":                      {"p.html.br", packed(t, "<p>"+tags(title), func(w io.Writer) io.WriteCloser { return brotli.NewWriter(w) }), theTitle},
		"a PDF's title":               {"p.pdf", "%PDF-1.7\n<</Filter/FlateDecode>>\nstream\n" + packed(t, "<</Title(Ministers agree on reunificaci\xf3n at last)>>", func(w io.Writer) io.WriteCloser { return zlib.NewWriter(w) }) + "\nendstream", theTitle},
		"a PDF's words":               {"p.pdf", "%PDF-1.7\nstream\r\n" + packed(t, "BT [(The nine mini)-20(sters signed the se)1(cret annex & left by the back door.)] TJ ET", func(w io.Writer) io.WriteCloser { return zlib.NewWriter(w) }) + "\nendstream", theSentence},
		"zip":                         {"p.zip", zipped(t, "a.txt", "x", "b.html", "<p>"+tags(title)), theTitle + ", in entry 2"},
		"a name in zip":               {"p.zip", zipped(t, "statements/future-accord/", ""), theAddress + ", in entry 1"},
		"zip in zip":                  {"p.zip", zipped(t, "a.zip", zipped(t, "b.txt", "x", "c.txt", title)), theTitle + ", in entry 1, entry 2"},
		"gzip in zip by another name": {"p.bin", zipped(t, "a.bin", packed(t, title, gzipped)), theTitle + ", in entry 1"},
		"a workbook":                  {"p.xlsx", zipped(t, "xl/sharedStrings.xml", `<sst><si><r><t>Ministers </t></r><r><rPr><b/></rPr><t>agree on reunificaci&#243;n at last</t></r></si></sst>`), theTitle + ", in entry 1"},
		"a document":                  {"p.docx", zipped(t, "word/document.xml", `<w:p><w:r><w:t>Ministers agree</w:t></w:r><w:r><w:t xml:space="preserve"> on reunificación at last</w:t></w:r></w:p>`), theTitle + ", in entry 1"},
		"an attached file in zip":     {"p.zip", zipped(t, "x.png", string(secretImage)), theFile + ", in entry 1"},
	} {
		t.Run(name, func(t *testing.T) {
			var got []string
			for _, p := range problemsOf(t, base, withheld, with(map[string]string{test.file: test.text})) {
				for _, secret := range []string{secretTitle, secretSentence, secretSummary, "future-accord", "annex-of-ministers"} {
					if strings.Contains(p.Message+p.Hint, secret) {
						t.Errorf("the message tells the secret: %s", p.Message)
					}
				}
				if p.Rule != "embargo" {
					continue
				}
				if at := "public/" + strings.TrimSuffix(test.file, "/"); p.At.File != at {
					t.Errorf("the problem is at %s, not at %s", p.At.File, at)
				}
				if len(p.Related) == 0 || p.Related[0].Message != "withheld here" {
					t.Errorf("related: %v", p.Related)
				}
				got = append(got, p.Message)
			}
			if strings.Join(got, "\n") != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

// TestSimilarTextsAreNotReported: what only resembles what is withheld is no problem.
func TestSimilarTextsAreNotReported(t *testing.T) {
	for name, files := range map[string][]string{
		"the sound site":                   nil,
		"half a title":                     {"p.txt", "Ministers agree on reunificación"},
		"a longer address":                 {"p.txt", "/statements/future-accord-2/ /statements/future-accords/ /old-statements/future-accord-of/"},
		"a longer first segment":           {"p.txt", "/other-statements/future-accord/"},
		"the words of an address":          {"p.txt", "Of statements, future accord and all."},
		"a word at the top":                {"p.txt", "zanzibar and (zanzibar) /topics/zanzibar/ https://elsewhere.example/places/zanzibar"},
		"a short title in a word":          {"p.txt", "updatesque, preupdates"},
		"half a table":                     {"x.csv", "government,promise,date\nMexico,reopen the offices,2026-12-01\n"},
		"half a picture":                   {"x.png", string(secretImage[:200])},
		"a name that others bear":          {"a/table.csv", "x", "a/annex-of-ministers.png", "another picture", "p.html", `<p>annex-of-ministers.png</p>`},
		"a name that others bear, resized": {"a/annex-of-ministers_hu_1.png", "another picture"},
		"a sound archive":                  {"x.zip", zipped(t, "a.txt", "x", "b.xlsx", zipped(t, "c.xml", "<c/>"))},
	} {
		t.Run(name, func(t *testing.T) {
			changes := map[string]string{}
			for i := 0; i < len(files); i += 2 {
				changes[files[i]] = files[i+1]
			}
			for _, p := range problemsOf(t, base, withheld, with(changes)) {
				if p.Rule == "embargo" || p.Rule == "embargo-unsearched" {
					t.Errorf("%s: %s", p.At, p.Message)
				}
			}
		})
	}
}

func TestEmbargoUnsearched(t *testing.T) {
	deep := packedWords
	for range 9 {
		deep = zipped(t, "x.zip", deep)
	}
	var locked bytes.Buffer
	w := zip.NewWriter(&locked)
	if _, err := w.CreateRaw(&zip.FileHeader{Name: "x.txt", Flags: 1}); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	big := strings.Repeat("\x00", 65<<20)
	for name, test := range map[string]struct{ file, text, want string }{
		"too much in it":   {"x.zip", zipped(t, "a", "x", "b", big), "entry 2: it contains more than 64 MiB"},
		"too much gzipped": {"x.gz", packed(t, big, gzipped), "it contains more than 64 MiB"},
		"too deep":         {"x.zip", deep, strings.Repeat("entry 1, ", 8) + "entry 1: its archives are nested more than 8 deep"},
		"locked":           {"x.zip", locked.String(), "entry 1: it is encrypted"},
		"not opened":       {"x.7z", "7z", "a .7z file is not opened"},
		"not what it says": {"x.xlsx", "<html>", "zip: not a valid zip file"},
	} {
		t.Run(name, func(t *testing.T) {
			want := "x" + test.file[1:] + ": cannot be searched for what is withheld: " + test.want + " [embargo-unsearched]"
			if got := printed(problemsOf(t, base, withheld, with(map[string]string{test.file: test.text}))); got != want {
				t.Errorf("got:\n%s\nwant:\n%s", got, want)
			}
		})
	}
}

const packedWords = "A text that is packed nine times"

// Several things that one file contains are reported once for each kind, with every source.
func TestEmbargoNamesEverySource(t *testing.T) {
	secrets := []leak.Secret{
		{At: hidden("b.md"), What: "sentence", Text: "The first thing that nobody may know."},
		{At: hidden("a.md"), What: "sentence", Text: "The second thing that nobody may know."},
		{At: hidden("a.md"), What: "sentence", Text: "The third thing that nobody may know."},
	}
	var text string
	for _, s := range secrets {
		text += s.Text
	}
	problems := problemsOf(t, base, secrets, map[string]string{"p.txt": text})
	var got []string
	for _, p := range problems {
		for _, r := range p.Related {
			got = append(got, r.At.String()+": "+r.Message)
		}
	}
	if want := "content/a.md: withheld here content/b.md: withheld here"; len(problems) != 1 || strings.Join(got, " ") != want {
		t.Errorf("%d problems with %q", len(problems), got)
	}
}

// A message about a file does not quote what is withheld.
func TestRedact(t *testing.T) {
	search := leak.New([]leak.Secret{{What: "title", Text: "Ministers agree on everything"}, {What: "address", Text: "statements/future-accord"}}, base)
	for message, want := range map[string]string{
		`link "/statements/future-accord/" leads to no file`:   `link "..." leads to no file`,
		`link "/gone/" leads to no file`:                       `link "/gone/" leads to no file`,
		`duplicate id "ministers-agree-on-everything"`:         `duplicate id "..."`,
		`duplicate title "Ministers agree on everything"`:      `duplicate title "..."`,
		`no text in heading Ministers: agree on <b>everything`: "breaks this rule, in words that are withheld",
	} {
		if got := search.Redact("a/index.html", message); got != want {
			t.Errorf("%s: got %q, want %q", message, got, want)
		}
	}
	if got := leak.New(nil, base).Redact("a/index.html", "x"); got != "x" {
		t.Errorf("nothing is withheld: got %q", got)
	}
}

// What people attach does not decide how much memory a build needs.
func TestQuotes(t *testing.T) {
	title := leak.Secret{At: hidden("soon.md"), What: "title", Text: "The accord of Xanadu"}
	search := leak.New([]leak.Secret{title, {At: hidden("soon.md"), What: "address", Text: "statements/soon-in-xanadu"}}, "")
	for text, want := range map[string][]int{
		"Éh: *the* accord of **Xanadu**, and the accord of Xanadu": {6, 37},
		"at /statements/soon-in-xanadu/ and elsewhere":             {4},
		"nothing": nil,
	} {
		var got []int
		for _, q := range search.Quotes([]byte(text)) {
			got = append(got, q.From)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q: quotes at %d, want %d", text, got, want)
		}
	}
}

func TestBounds(t *testing.T) {
	var files []leak.Secret
	for i := range 1000 {
		files = append(files, leak.Secret{What: "file", Text: fmt.Sprintf("statements/accord/table-number-%d.csv", i), Data: []byte(strings.Repeat(fmt.Sprintf("government %d,%d\n", i, i*i), 2000))})
	}
	pdf := "%PDF-1.7\nstream\n" + packed(t, strings.Repeat("()", 25<<20), func(w io.Writer) io.WriteCloser { return zlib.NewWriter(w) })
	svg := strings.Repeat("<svg>", 200_000)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	problems := problemsOf(t, base, files, map[string]string{"x.pdf": pdf, "x.svg": svg, "x.csv": string(files[7].Data), "x.json": fmt.Sprintf("%q", files[8].Data)})
	runtime.ReadMemStats(&after)
	if got := printed(problems); got != "x.csv: "+theFile+" [embargo]\nx.json: "+theFile+" [embargo]\nx.pdf: cannot be searched for what is withheld: the PDF cannot be read [embargo-unsearched]" {
		t.Errorf("got:\n%s", got)
	}
	if used := (after.TotalAlloc - before.TotalAlloc) >> 20; used > 1024 {
		t.Errorf("%d MiB were used", used)
	}
}

// Every attached text is found, however many there are.
func TestManyAttachedTexts(t *testing.T) {
	var files []leak.Secret
	for i := range 3000 {
		files = append(files, leak.Secret{At: hidden(fmt.Sprintf("x/%d.txt", i)), What: "file", Text: "x/a.txt", Data: []byte(strings.Repeat("a text of many words, ", 10) + fmt.Sprintf("%04d", i))})
	}
	problems := problemsOf(t, base, files, map[string]string{"x.txt": strings.ReplaceAll(string(files[2999].Data), ",", ";")})
	if got := printed(problems); got != "x.txt: "+theFile+" [embargo]" || len(problems[0].Related) != 1 || problems[0].Related[0].At.File != "content/x/2999.txt" {
		t.Errorf("got %s, %v", got, problems)
	}
}

func TestAddressAtTheTopOfASiteInAFolder(t *testing.T) {
	withheld := []leak.Secret{{At: hidden("z.md"), What: "address", Text: "zanzibar"}}
	for text, want := range map[string]string{
		"/watch/zanzibar/":                    "p.txt: " + theAddress + " [embargo]",
		"https://x.example/watch/es/zanzibar": "p.txt: " + theAddress + " [embargo]",
		"/watch/topics/zanzibar/":             "",
	} {
		if got := printed(problemsOf(t, "https://x.example/watch/", withheld, map[string]string{"p.txt": text})); got != want {
			t.Errorf("%s: got %q, want %q", text, got, want)
		}
	}
}
