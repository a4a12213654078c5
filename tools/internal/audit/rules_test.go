package audit_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"declarationwatch/tools/internal/audit"
	"declarationwatch/tools/internal/fixture"
)

// ruleCase is a change to the sound site and all that the audit reports of it.
type ruleCase struct {
	name  string
	site  audit.Options
	files map[string]string
	want  string
}

// b changes the page b/index.html: its body, or its head where head is not empty.
func b(head, body string) map[string]string {
	return map[string]string{"b/index.html": pageWith("b/index.html", head, body)}
}

func text(file, text string) map[string]string { return map[string]string{file: text} }

// replaced changes the page b/index.html by replacing a part of it.
func replaced(from, to string) map[string]string {
	return text("b/index.html", strings.Replace(page("b/index.html", ""), from, to, 1))
}

// given is a page that the project has as it is.
var given = map[string]string{"given.html": "static/given.html"}

var ruleCases = []ruleCase{
	{"broken JSON", audit.Options{}, text("x.json", `{"a":1,}`), `x.json: cannot be read: invalid character '}' looking for beginning of object key string [output-parse]`},
	{"JSON with a mark", audit.Options{}, text("x.json", "\ufeff{}"), `x.json: cannot be read: byte order mark, which JSON does not allow [output-parse]`},
	{"sound JSON", audit.Options{}, text("x.json", ` [1, "a"] `), ""},
	{"broken XML", audit.Options{}, text("x.xml", `<a><b></a>`), `x.xml: cannot be read: XML syntax error on line 1: element <b> closed by </a> [output-parse]`},
	{"two roots", audit.Options{}, text("x.xml", `<a/><b/>`), `x.xml: cannot be read: it has 2 elements at the top, not 1 [output-parse]`},
	{"empty XML", audit.Options{}, text("x.xml", ``), `x.xml: cannot be read: it has 0 elements at the top, not 1 [output-parse]`},
	{"text beside the root", audit.Options{}, text("x.xml", `<a/>b`), `x.xml: cannot be read: text outside its element [output-parse]`},
	{"sound XML", audit.Options{}, text("x.xml", "\ufeff<?xml version=\"1.0\"?>\n<!-- c --><a xmlns:p=\"urn:p\"><p:b><![CDATA[<x>]]></p:b></a>\n"), ""},
	{"broken SVG", audit.Options{}, text("x.svg", `<svg xmlns="http://www.w3.org/2000/svg"><use xlink:href="#a"/></svg>`), `x.svg: cannot be read: undeclared prefix "xlink" [output-parse]`},
	{"broken JSON-LD", audit.Options{}, b("", `<script type="application/ld+json">{"a":}</script>`), `b/index.html: cannot be read: JSON-LD: invalid character '}' looking for beginning of value [output-parse]`},
	{"empty JSON-LD", audit.Options{}, b("", `<script type="application/ld+json"></script>`), `b/index.html: cannot be read: JSON-LD: unexpected end of JSON input [output-parse]`},
	{"sound JSON-LD", audit.Options{}, b("", `<script type="application/ld+json">{"a":"<b>"}</script>`), ""},
	{"broken JSON Feed", audit.Options{}, text("x.json", `{"version":"https://jsonfeed.org/version/1.1","items":{}}`), `x.json: cannot be read: JSON Feed: items is of type object, which it must not be [output-parse]`},

	{"dead link", audit.Options{}, b("", `<a href="/c/">c</a>`), `b/index.html: link "/c/" leads to no file [dead-link]`},
	{"dead redirect", audit.Options{}, text("old/index.html", `<html><head><title>c</title><meta http-equiv=refresh content="0; url=/c/"></head></html>`), `old/index.html: link "/c/" leads to no file [dead-link]`},
	{"dead address in a style sheet", audit.Options{}, text("css/x.css", `a{background:url("none.png")}`), `css/x.css: link "none.png" leads to no file [dead-link]`},
	{"live addresses in a style sheet", audit.Options{}, text("css/x.css", `@import "site.css";a{background:image-set("../pic.svg" type("image/svg+xml"), url(/pic.svg) 2x);mask:url(#m)}`), ""},
	{"empty link", audit.Options{}, b("", `<a href="/"> <span aria-hidden="true">x</span></a>`), `b/index.html: no text in link to "/" [empty-text]`},
	{"named links", audit.Options{}, b("", `<a href="/" aria-label="x"></a><a href="/"><img src="/pic.svg" width="4" height="3" alt="x"></a><a id="anchor"></a><svg><a href="/"><title>x</title><path/></a></svg>`), ""},
	{"empty heading", audit.Options{}, b("", `<h2><i>&nbsp;</i></h2>`), `b/index.html: no text in heading <h2> [empty-text]`},
	{"markup hidden from scripts", audit.Options{}, b("", `<noscript><p title="</noscript><dialog open style='color:red'>x</dialog>">x</p></noscript>`), `b/index.html: contains a style attribute [inline-style]`},
	{"markup in elements that are text", audit.Options{}, b("", `<noembed><b title="</noembed><i onclick='x()'>x</i>"></noembed><noframes><b title="</noframes><i onclick='x()'>x</i>"></noframes>`), "b/index.html: contains an onclick attribute [inline-script]"},
	{"for readers without scripts", audit.Options{}, b("", `<noscript><a href="/c/">c</a></noscript>`), `b/index.html: link "/c/" leads to no file [dead-link]`},
	{"nested too deep", audit.Options{}, text("b/index.html", page("b/index.html", strings.Repeat("<svg>", 20_000))), `b/index.html: cannot be read: html: open stack of elements exceeds 512 nodes [output-parse]`},
	{"picture nested too deep", audit.Options{}, text("pic.svg", strings.Repeat(`<svg xmlns="http://www.w3.org/2000/svg">`, 20_000)), `pic.svg: cannot be read: its elements are nested more than 512 deep [output-parse]`},
	{"foreign script in a picture file", audit.Options{}, text("pic.svg", `<svg xmlns="http://www.w3.org/2000/svg" xmlns:h="http://www.w3.org/1999/xhtml"><h:script>x()</h:script></svg>`), `pic.svg: contains a <script> element without src [inline-script]`},
	{"one id twice", audit.Options{}, b("", `<p id="top">x</p>`), `b/index.html: duplicate id "top" [output-id]`},

	{"sitemap with a page that is not there", audit.Options{}, text("sitemap.xml", `<urlset><url><loc>https://x.example/c/</loc></url></urlset>`), `sitemap.xml: lists "https://x.example/c/", which leads to no file [listed-page]`},
	{"sitemap with another site's page", audit.Options{}, text("sitemap.xml", `<urlset><url><loc>https://y.example/b/</loc></url></urlset>`), `sitemap.xml: lists "https://y.example/b/", which is not of this site [listed-page]`},
	{"sitemap with a translation that is not there", audit.Options{}, text("sitemap.xml", `<urlset xmlns:x="http://www.w3.org/1999/xhtml"><url><loc>https://x.example/b/</loc><x:link rel="alternate" hreflang="es" href="https://x.example/es/b/"/></url></urlset>`), `sitemap.xml: lists "https://x.example/es/b/", which leads to no file [listed-page]`},
	{"Atom feed with a page that is not there", audit.Options{}, text("feed.xml", `<feed xmlns="http://www.w3.org/2005/Atom"><entry><link href="https://x.example/c/"/></entry></feed>`), `feed.xml: lists "https://x.example/c/", which leads to no file [listed-page]`},
	{"Atom feed with a place that is not there", audit.Options{}, text("feed.xml", `<feed xmlns="http://www.w3.org/2005/Atom"><entry><link href="https://x.example/b/#c"/></entry></feed>`), `feed.xml: lists "https://x.example/b/#c", which b/index.html has no id "c" [listed-page]`},
	{"RSS feed with a page that is not there", audit.Options{}, text("feed.xml", `<rss><channel><item><link>https://x.example/c/</link></item></channel></rss>`), `feed.xml: lists "https://x.example/c/", which leads to no file [listed-page]`},
	{"JSON Feed with a page that is not there", audit.Options{}, text("feed.json", `{"version":"https://jsonfeed.org/version/1.1","items":[{"url":"https://x.example/c/"},{"url":"https://y.example/"}]}`), `feed.json: lists "https://x.example/c/", which leads to no file [listed-page]`},

	{"picture over http", audit.Options{}, b("", `<img src="http://x.example/pic.svg" width="1" height="1" alt="">`), `b/index.html: <img src> asks for "http://x.example/pic.svg" over http [mixed-content]`},
	{"link over http", audit.Options{}, b("", `<a href="http://x.example/pic.svg">x</a>`), ""},

	{"script from elsewhere", audit.Options{}, b(`<script src="//cdn.example/x.js"></script>`, ""), third(`<script src>`, "//cdn.example/x.js")},
	{"style sheet from elsewhere", audit.Options{}, b(`<link rel="stylesheet" href="https://fonts.example/css?a=1&amp;b=2">`, ""), third(`<link rel=stylesheet>`, "https://fonts.example/css?a=1&b=2")},
	{"preconnect", audit.Options{}, b(`<link rel="preconnect" href="https://fonts.example">`, ""), third(`<link rel=preconnect>`, "https://fonts.example")},
	{"dns-prefetch", audit.Options{}, b(`<link rel="dns-prefetch" href="//fonts.example">`, ""), third(`<link rel=dns-prefetch>`, "//fonts.example")},
	{"icon from elsewhere", audit.Options{}, b(`<link rel="shortcut icon" href="https://y.example/i.ico">`, ""), third(`<link rel=icon>`, "https://y.example/i.ico")},
	{"manifest from elsewhere", audit.Options{}, b(`<link rel="manifest" href="https://y.example/m.json">`, ""), third(`<link rel=manifest>`, "https://y.example/m.json")},
	{"srcset from elsewhere", audit.Options{}, b("", `<picture><source srcset="/pic.svg 1x, https://y.example/p.png 2x"></picture>`), third(`<source srcset>`, "https://y.example/p.png")},
	{"frame from elsewhere", audit.Options{}, b("", `<iframe src="https://y.example/v" title="x"></iframe>`), third(`<iframe src>`, "https://y.example/v")},
	{"frame written out", audit.Options{}, b("", `<iframe srcdoc="&lt;img src='https://y.example/p.png'>" title="x"></iframe>`), third(`<img src>`, "https://y.example/p.png")},
	{"video, sound, object", audit.Options{}, b("", `<video poster="https://y.example/1"></video><audio src="https://y.example/2"></audio><object data="https://y.example/3"></object><embed src="https://y.example/4"><track src="https://y.example/5"><input type="image" src="https://y.example/6">`), strings.Join([]string{
		third(`<audio src>`, "https://y.example/2"), third(`<embed src>`, "https://y.example/4"), third(`<input src>`, "https://y.example/6"),
		third(`<object data>`, "https://y.example/3"), third(`<track src>`, "https://y.example/5"), third(`<video poster>`, "https://y.example/1")}, "\n")},
	{"drawing from elsewhere", audit.Options{}, b("", `<svg><use href="https://y.example/s.svg#a"/><image xlink:href="https://y.example/p.png"/></svg>`), third(`<image xlink:href>`, "https://y.example/p.png") + "\n" + third(`<use href>`, "https://y.example/s.svg#a")},
	{"ping", audit.Options{}, b("", `<a href="https://y.example/" ping="https://z.example/count">x</a>`), third(`<a ping>`, "https://z.example/count")},
	{"redirect to elsewhere", audit.Options{}, b(`<meta http-equiv="refresh" content="5;URL='https://y.example/'">`, ""), third(`<meta http-equiv=refresh>`, "https://y.example/")},
	{"style sheet that asks elsewhere", audit.Options{}, text("css/site.css", `@import "https://y.example/a.css";@font-face{src:url( 'https://y.example/f.woff2' ) format("woff2")}`), strings.ReplaceAll(third("@import", "https://y.example/a.css")+"\n"+third("url() in a style", "https://y.example/f.woff2"), "b/index.html", "css/site.css")},
	{"picture file that asks elsewhere", audit.Options{}, text("pic.svg", `<svg xmlns="http://www.w3.org/2000/svg"><image href="https://y.example/p.png"/></svg>`), strings.ReplaceAll(third("<image href>", "https://y.example/p.png"), "b/index.html", "pic.svg")},
	{"backslashes", audit.Options{}, b("", `<script src="\\y.example/x.js"></script>`), third("<script src>", `\\\\y.example/x.js`)},
	{"data: and plain links", audit.Options{}, b(`<link rel="license" href="https://y.example/"><meta property="og:image" content="https://y.example/p.png">`, `<img src="data:image/gif;base64,R0lGOD" width="1" height="1" alt=""><form action="https://y.example/"></form>`), ""},

	{"script in the page", audit.Options{}, b("<script>x()</script>", ""), `b/index.html: contains a <script> element without src [inline-script]`},
	{"module in the page", audit.Options{}, b(`<script type="module">x()</script>`, ""), `b/index.html: contains a <script> element without src [inline-script]`},
	{"script file", audit.Options{}, map[string]string{"b/index.html": pageWith("b/index.html", `<script src="/x.js" defer></script>`, ""), "x.js": "x()"}, ""},
	{"handler", audit.Options{}, b("", `<p OnClick="x()">x</p>`), `b/index.html: contains an onclick attribute [inline-script]`},
	{"javascript: address", audit.Options{}, b("", `<a href=" JavaScript:x()">x</a>`), `b/index.html: contains a javascript: address [inline-script]`},
	{"javascript: in pieces", audit.Options{}, b("", `<a href="java&#10;script:x()">x</a>`), `b/index.html: contains a javascript: address [inline-script]`},
	{"handler in a picture file", audit.Options{}, text("pic.svg", `<svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>`), `pic.svg: contains an onload attribute [inline-script]`},
	{"style in a picture file", audit.Options{}, text("pic.svg", `<svg xmlns="http://www.w3.org/2000/svg"><style>a{fill:red}</style></svg>`), ""},
	{"style attribute in a picture file", audit.Options{}, text("pic.svg", `<svg xmlns="http://www.w3.org/2000/svg" style="fill:red"/>`), `pic.svg: contains a style attribute [inline-style]`},
	{"style in the page", audit.Options{}, b(`<style>a{color:red}</style>`, ""), `b/index.html: contains a <style> element [inline-style]`},
	{"style attribute", audit.Options{}, b("", `<p style="color:red">x</p>`), `b/index.html: contains a style attribute [inline-style]`},

	{"no title", audit.Options{}, replaced("<title>Page b/index.html</title>", `<svg><title>Not this</title></svg>`), `b/index.html: the page has no title [page-title]`},
	{"empty title", audit.Options{}, replaced("Page b/index.html", " &nbsp; "), `b/index.html: the page has no title [page-title]`},
	{"two titles", audit.Options{}, b("<title>Another</title>", `<svg><title>fine</title></svg>`), `b/index.html: the page has 2 titles [page-title]`},
	{"title of another page", audit.Options{}, replaced("Page b/index.html", "Page\nindex.html "), `index.html: duplicate title "Page index.html" [same-title]`},
	{"page that is given", audit.Options{Given: given}, text("given.html", "site-verification: given.html"), ""},
	{"copy of a preview", audit.Options{Given: given}, text("given.html", `<meta name=robots content=noindex>`), `static/given.html: the page keeps search engines out [page-noindex]`},
	{"dead link on it", audit.Options{Given: given}, text("given.html", `<p><a href="/c/">c</a></p>`), `static/given.html: link "/c/" leads to no file [dead-link]`},
	{"title in another language", audit.Options{}, text("b/index.html", strings.NewReplacer("Page b/index.html", "Page index.html", `"en"`, `"es"`).Replace(page("b/index.html", ""))), ""},
	{"no description", audit.Options{}, replaced("About b/index.html", " "), `b/index.html: the page has no description [page-description]`},
	{"no canonical address", audit.Options{}, replaced(`rel="canonical"`, `rel="alternate"`), `b/index.html: the page has no canonical address [page-canonical]`},
	{"canonical address of another page", audit.Options{}, replaced(base+"b/", base), `b/index.html: the canonical address is "https://x.example/", not the page's own, https://x.example/b/ [page-canonical]`},
	{"relative canonical address", audit.Options{}, replaced(base+"b/", "/b/"), `b/index.html: the canonical address is "/b/", not the page's own, https://x.example/b/ [page-canonical]`},
	{"two canonical addresses", audit.Options{}, b(`<link rel="canonical" href="https://x.example/b/">`, ""), `b/index.html: the page has 2 canonical addresses [page-canonical]`},
	{"no language", audit.Options{}, replaced(` lang="en"`, ""), `b/index.html: missing language of the page [page-lang]`},
	{"no such language", audit.Options{}, replaced(`lang="en"`, `lang="English!"`), `b/index.html: invalid language "English!"; use a BCP 47 code [page-lang]`},
	{"page for staff", audit.Options{}, text("b/index.html", strings.NewReplacer("<html", `<html data-page="staff"`, "</head>", `<meta name="robots" content="noindex"></head>`).Replace(page("b/index.html", ""))), ""},
	{"page for staff without noindex", audit.Options{}, replaced("<html", `<html data-page="staff"`), `b/index.html: the page is for staff and lets search engines in [page-noindex]`},
	{"noindex", audit.Options{}, b(`<meta name="robots" content="NOINDEX, follow">`, ""), `b/index.html: the page keeps search engines out [page-noindex]`},
	{"preview without noindex", audit.Options{Preview: true}, replaced("</head>", `<meta name="robots" content="noindex"></head>`), `index.html: the page is a preview and lets search engines in [page-noindex]`},

	{"no h1", audit.Options{}, replaced(`<h1 id="top">Page</h1>`, `<p id="top">x</p>`), `b/index.html: the page has no <h1> [page-h1]`},
	{"two h1", audit.Options{}, b("", "<h1>x</h1>"), `b/index.html: the page has 2 <h1> [page-h1]`},
	{"skipped heading", audit.Options{}, b("", "<h2>x</h2><h4>y</h4>"), `b/index.html: an <h4> follows an <h2> [heading-order]`},
	{"headings in order", audit.Options{}, b("", "<h2>x</h2><h3>y</h3><h4>y</h4><h2>z</h2><h3>z</h3>"), ""},
	{"heading before the first", audit.Options{}, replaced("<body>", "<body><nav><h2>Menu</h2></nav>"), ""},
	{"image without size", audit.Options{}, b("", `<img src="/pic.svg" width="4" height="auto" alt="">`), `b/index.html: image "/pic.svg" has no width or no height in pixels [image-size]`},
	{"image without alt", audit.Options{}, b("", `<img src="/pic.svg" width="4" height="3">`), `b/index.html: image "/pic.svg" has no alt [image-alt]`},

	{"heavy home page", audit.Options{Budgets: audit.Budgets{HomeHTML: 5000}}, text("index.html", page("index.html", "<pre>"+fixture.Numbers(700)+"</pre>")), `index.html: the home page: * bytes after brotli, of 5000 allowed [weight]`},
	{"home page within its budget", audit.Options{Budgets: audit.Budgets{HomeHTML: 6000}}, text("index.html", page("index.html", "<pre>"+strings.Repeat("A line like any other.\n", 1000)+"</pre>")), ""},
	{"heavy picture of a post", audit.Options{Budgets: audit.Budgets{FirstView: 5000, Matrix: 5000}},
		map[string]string{"p.png": fixture.Numbers(700), "matrix/index.html": pageWith("matrix/index.html", `<meta property="og:image" content="https://x.example/p.png">`, "")}, ""},
	{"heavy style sheets", audit.Options{Budgets: audit.Budgets{FirstView: 5000}}, map[string]string{"css/site.css": "@import 'more.css';/*" + fixture.Numbers(200) + "*/", "css/more.css": "/*" + fixture.Numbers(400) + "*/", "404.html": "-", "index.html": "-", "sitemap.xml": "-", "feed.json": "-"},
		`b/index.html: the page with its style sheets: * bytes after brotli, of 5000 allowed [weight]`},
	{"heavy scripts", audit.Options{Budgets: audit.Budgets{Scripts: 5000}}, map[string]string{"a.js": "//" + fixture.Numbers(300), "b.mjs": "//" + fixture.Numbers(400)}, `public: the scripts of the site together: * bytes after brotli, of 5000 allowed [weight]`},
	{"heavy core of the search", audit.Options{Budgets: audit.Budgets{SearchCore: 5000}}, map[string]string{"es/search/index.json": list(600)}, `es/search/index.json: what a search loads first: * bytes after brotli, of 5000 allowed [weight]`},
	{"heavy search", audit.Options{Budgets: audit.Budgets{SearchCore: 5000, SearchQuery: 5000}},
		map[string]string{"es/search/index.json": "{}", "es/search/index-0/words-0.json": list(300), "es/search/index-0/7-1.json": list(400)},
		`es/search/index.json: a search for 4 words with its first 20 results: * bytes after brotli, of 5000 allowed [weight]`},
	{"what no search loads with so many others", audit.Options{Budgets: audit.Budgets{SearchQuery: 5000}}, map[string]string{"search/index.json": "{}", "search/index-0/spellings-0.json": list(600)}, ""},
	{"heavy matrix", audit.Options{Budgets: audit.Budgets{Matrix: 5000, FirstView: 5000, HomeHTML: 5000}}, map[string]string{"p.txt": fixture.Numbers(600), "matrix/index.html": page("matrix/index.html", `<img src="/p.txt" width="1" height="1" alt="">`)}, `matrix/index.html: the matrix with all that it loads: * bytes after brotli, of 5000 allowed [weight]`},
}

// list is a JSON list of what weighs something after any compression.
func list(n int) string {
	return `["` + strings.ReplaceAll(strings.TrimSpace(fixture.Numbers(n)), "\n", `","`) + `"]`
}

// TestLargestPart: who must make the search lighter learns where to look.
func TestLargestPart(t *testing.T) {
	files := map[string]string{"search/index.json": "{}", "search/index-0/words-0.json": list(300), "search/index-0/7-1.json": list(400)}
	problems := problemsOf(t, audit.Options{Budgets: audit.Budgets{SearchQuery: 5000}}, sound(files))
	want := fmt.Sprintf("the largest part is search/index-0/7-1.json, of %d bytes as it is", len(list(400)))
	if len(problems) != 1 || problems[0].Hint != want {
		t.Errorf("got %v, want the hint %q", problems, want)
	}
}

func third(what, address string) string {
	return fmt.Sprintf(`b/index.html: %s makes a request to another site: "%s" [third-party]`, what, address)
}

func TestRules(t *testing.T) {
	provoked := map[string]bool{}
	for _, test := range slices.Concat(ruleCases, standaloneCases, frameCases) {
		t.Run(test.name, func(t *testing.T) {
			problems := problemsOf(t, test.site, sound(test.files))
			for _, p := range problems {
				provoked[p.Rule] = true
			}
			if got := printed(problems); !matches(got, test.want) {
				t.Errorf("got:\n%s\nwant:\n%s", got, test.want)
			}
		})
	}
	for _, rule := range audit.Rules {
		if !provoked[rule.ID] {
			t.Errorf("no case provokes rule %s", rule.ID)
		}
		if rule.Doc == "" {
			t.Errorf("rule %s has no doc", rule.ID)
		}
	}
}

// matches compares texts; a star in want stands for a number.
func matches(got, want string) bool {
	before, after, star := strings.Cut(want, "*")
	if !star {
		return got == want
	}
	rest, ok := strings.CutPrefix(got, before)
	return ok && strings.TrimLeft(rest, "0123456789") == after
}
