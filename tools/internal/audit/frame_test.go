package audit_test

import (
	"declarationwatch/tools/internal/audit"
	"declarationwatch/tools/internal/fixture"
)

// framed is a site with pages for partners.
var framed = audit.Options{FrameScript: "embed/height.js"}

// inFrame is such a page, with lines of its own in its head and its body.
func inFrame(file, head, body string) map[string]string {
	files := text("embed/b/"+file, `<!doctype html><html lang="en" id="dark" data-page="frame"><head><meta charset="utf-8"><title>b, framed</title><meta name="description" content="b.">`+
		`<link rel="icon" href="data:,">`+head+`</head><body><h1>b</h1>`+body+`</body></html>`)
	files["embed/height.js"] = "tell()"
	return files
}

const (
	hiddenCopy = copied + `<meta name="robots" content="noindex">`
	outside    = `<a href="../../b/" target="_blank" rel="noopener">b</a><a href="#dark">dark</a>`
	tells      = `<script src="../height.js" defer></script>`
)

var frameCases = []ruleCase{
	{"a frame", framed, inFrame("index.html", hiddenCopy+`<style>h1{color:red}</style>`, outside), ""},
	{"the same, not marked", audit.Options{}, unmarked(inFrame("index.html", hiddenCopy+`<style>h1{color:red}</style>`, outside)),
		`embed/b/index.html: contains a <style> element [inline-style]
embed/b/index.html: the canonical address is "https://x.example/b/", not the page's own, https://x.example/embed/b/ [page-canonical]
embed/b/index.html: the page keeps search engines out [page-noindex]`},
	{"one that tells its height", framed, inFrame("auto.html", hiddenCopy+tells, outside), ""},
	{"script in the other", framed, inFrame("index.html", hiddenCopy+tells, outside), `embed/b/index.html: <script src> asks for "../height.js": a frame is one request [frame]`},
	{"another script", framed, inFrame("auto.html", hiddenCopy+`<script src="../../js/site.js"></script>`, outside), `embed/b/auto.html: link "../../js/site.js" leads to no file [dead-link]
embed/b/auto.html: <script src> asks for "../../js/site.js": the only script of a frame is embed/height.js [frame]`},
	{"style sheet", framed, inFrame("index.html", hiddenCopy+`<link rel="stylesheet" href="../../css/site.css">`, outside), `embed/b/index.html: <link rel=stylesheet> asks for "../../css/site.css": a frame is one request [frame]`},
	{"link within the partner's page", framed, inFrame("index.html", hiddenCopy, `<a href="../../b/">b</a>`),
		`embed/b/index.html: link "../../b/" opens within the partner's page; add target="_blank" rel="noopener" [frame]`},
	{"link that hands the partner's page over", framed, inFrame("index.html", hiddenCopy, `<a href="../../b/" target="_blank" rel="external">b</a>`),
		`embed/b/index.html: link "../../b/" opens within the partner's page; add target="_blank" rel="noopener" [frame]`},
	{"open to search engines", framed, inFrame("index.html", copied, outside), `embed/b/index.html: the frame lets search engines in; they must list the page that it is a copy of [page-noindex]`},
	{"heavy", audit.Options{Budgets: audit.Budgets{Frame: 3000}}, inFrame("index.html", hiddenCopy, outside+"<pre>"+fixture.Numbers(700)+"</pre>"),
		"embed/b/index.html: the frame: * bytes after brotli, of 3000 allowed [weight]"},
	{"no page that is waited for", audit.Options{Budgets: audit.Budgets{Frame: 9000, FirstView: 3000}}, inFrame("index.html", hiddenCopy, outside+"<pre>"+fixture.Numbers(700)+"</pre>"), ""},

	{"made for a release", audit.Options{}, text("m/index.html", `<html data-page="frozen"><title>m</title><style>h1{color:red}</style><a href="../b/">b</a>`), ""},
	{"frozen", audit.Options{}, text("v/2026.11/m/index.html", `<title>m</title><style>h1{color:red}</style><a href="/b/">b</a>`), ""},
	{"frozen, with a script in it", audit.Options{}, text("v/2026.11/m/index.html", "<script>x()</script>"),
		"v/2026.11/m/index.html: contains a <script> element without src [inline-script]"},
}
