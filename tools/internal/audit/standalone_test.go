package audit_test

import "declarationwatch/tools/internal/audit"

// kept is a site with a file that is meant to be kept and opened without it.
var kept = audit.Site{Standalone: []string{"kept.html", "*/kept.html"}}

// alone is such a file, with lines of its own in its head and its body.
func alone(head, body string) map[string]string {
	return text("kept.html", `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>All in one file</title><meta name="description" content="All.">`+
		`<link rel="icon" href="data:,">`+head+`</head><body><h1 id="top">All</h1>`+body+`</body></html>`)
}

// copied says which page it is a copy of.
const copied = `<link rel="canonical" href="https://x.example/b/">`

// pixel is a picture that is carried along.
const pixel = "data:image/gif;base64,R0lGOD"

var standaloneCases = []ruleCase{
	{"a file that stands alone", kept, alone(copied+`<style>h1{color:red;background:url(`+pixel+`)}</style>`,
		`<a href="#top">1</a><a href="https://x.example/b/#top">2</a><a href="https://y.example/">3</a><img src="`+pixel+`" width="1" height="1" alt="">`), ""},
	{"the same, not declared", audit.Site{}, alone(copied+`<style>h1{color:red}</style>`, ""),
		`kept.html: holds a <style> element [inline-style]
kept.html: the canonical address is "https://x.example/b/", not the page's own, https://x.example/kept.html [page-canonical]`},
	{"style in a page beside it", kept, b(`<style>a{color:red}</style>`, ""), `b/index.html: holds a <style> element [inline-style]`},

	{"style attribute in it", kept, alone(copied, `<p style="color:red">x</p>`), "kept.html: holds a style attribute [inline-style]"},
	{"script in it", kept, alone(copied+"<script>x()</script>", ""), "kept.html: holds a <script> element without src [inline-script]"},
	{"handler in it", kept, alone(copied, `<p onclick="x()">x</p>`), "kept.html: holds an onclick attribute [inline-script]"},
	{"script carried along", kept, alone(copied+`<script src="data:text/javascript,x()"></script>`, ""), "kept.html: <script src>: a file that stands alone runs no script [standalone]"},
	{"style sheet of the site", kept, alone(copied+`<link rel="stylesheet" href="https://x.example/css/site.css">`, ""), asks("<link rel=stylesheet>", "https://x.example/css/site.css")},
	{"picture of the site", kept, alone(copied, `<img src="https://x.example/pic.svg" width="1" height="1" alt="">`), asks("<img src>", "https://x.example/pic.svg")},
	{"picture of its style", kept, alone(copied+`<style>h1{background:url(https://x.example/pic.svg)}</style>`, ""), asks("url() in a style", "https://x.example/pic.svg")},
	{"redirect out of it", kept, alone(copied+`<meta http-equiv="refresh" content="5;url=https://x.example/b/">`, ""), asks("<meta http-equiv=refresh>", "https://x.example/b/")},

	{"link from the root", kept, alone(copied, `<a href="/b/">x</a>`), leads("/b/")},
	{"link to a neighbour", kept, alone(copied, `<a href="b/">x</a>`), leads("b/")},
	{"link by the same protocol", kept, alone(copied, `<a href="//x.example/b/">x</a>`), leads("//x.example/b/")},
	{"link to no such place in it", kept, alone(copied, `<a href="#gone">x</a>`), `kept.html: link "#gone": kept.html has no id "gone" [dead-link]`},

	{"copy of nothing", kept, alone("", ""), "kept.html: the file names 0 pages, not 1, as the one that it is a copy of [page-canonical]"},
	{"copy of itself", kept, alone(`<link rel="canonical" href="https://x.example/kept.html">`, ""), `kept.html: the canonical address "https://x.example/kept.html" leads to no page [page-canonical]`},
	{"copy of a picture", kept, alone(`<link rel="canonical" href="https://x.example/pic.svg">`, ""), `kept.html: the canonical address "https://x.example/pic.svg" leads to no page [page-canonical]`},
	{"copy of another site's", kept, alone(`<link rel="canonical" href="https://y.example/b/">`, ""), `kept.html: the canonical address "https://y.example/b/" is not that of a page of the site [page-canonical]`},

	{"no page that is waited for", audit.Site{Standalone: kept.Standalone, Budgets: audit.Budgets{FirstView: 3000}}, alone(copied, "<pre>"+numbers(700)+"</pre>"), ""},
	{"heavy all the same", audit.Site{Standalone: kept.Standalone, Budgets: audit.Budgets{Standalone: 3000}}, alone(copied, "<pre>"+numbers(700)+"</pre>"),
		"kept.html: the file that stands alone: * bytes after brotli, of 3000 allowed [weight]"},
}

func asks(what, address string) string {
	return `kept.html: ` + what + ` asks for "` + address + `": a file that stands alone asks for nothing [standalone]`
}

func leads(address string) string {
	return `kept.html: link "` + address + `" leads out of a file that stands alone and is no full address [standalone]`
}
