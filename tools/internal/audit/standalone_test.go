package audit_test

import (
	"regexp"

	"declarationwatch/tools/internal/audit"
	"declarationwatch/tools/internal/fixture"
)

// alone is such a file, with lines of its own in its head and its body.
func alone(head, body string) map[string]string {
	return text("kept.html", `<!doctype html><html lang="en" data-page="standalone"><head><meta charset="utf-8"><title>All in one file</title><meta name="description" content="All.">`+
		`<link rel="icon" href="data:,">`+head+`</head><body><h1 id="top">All</h1>`+body+`</body></html>`)
}

// copied names which page it is a copy of.
const copied = `<link rel="canonical" href="https://x.example/b/">`

// pixel is a picture that is carried along.
const pixel = "data:image/gif;base64,R0lGOD"

var standaloneCases = []ruleCase{
	{"a file that stands alone", audit.Options{}, alone(copied+`<style>h1{color:red;background:url(`+pixel+`)}</style>`,
		`<a href="#top">1</a><a href="https://x.example/b/#top">2</a><a href="https://y.example/">3</a><img src="`+pixel+`" width="1" height="1" alt="">`), ""},
	{"the same, not marked", audit.Options{}, unmarked(alone(copied+`<style>h1{color:red}</style>`, "")),
		`kept.html: contains a <style> element [inline-style]
kept.html: the canonical address is "https://x.example/b/", not the page's own, https://x.example/kept.html [page-canonical]`},
	{"style in a page beside it", audit.Options{}, b(`<style>a{color:red}</style>`, ""), `b/index.html: contains a <style> element [inline-style]`},

	{"style attribute in it", audit.Options{}, alone(copied, `<p style="color:red">x</p>`), "kept.html: contains a style attribute [inline-style]"},
	{"script in it", audit.Options{}, alone(copied+"<script>x()</script>", ""), "kept.html: contains a <script> element without src [inline-script]"},
	{"handler in it", audit.Options{}, alone(copied, `<p onclick="x()">x</p>`), "kept.html: contains an onclick attribute [inline-script]"},
	{"script carried along", audit.Options{}, alone(copied+`<script src="data:text/javascript,x()"></script>`, ""), "kept.html: <script src>: a standalone file must not run a script [standalone]"},
	{"style sheet of the site", audit.Options{}, alone(copied+`<link rel="stylesheet" href="https://x.example/css/site.css">`, ""), asks("<link rel=stylesheet>", "https://x.example/css/site.css")},
	{"picture of the site", audit.Options{}, alone(copied, `<img src="https://x.example/pic.svg" width="1" height="1" alt="">`), asks("<img src>", "https://x.example/pic.svg")},
	{"picture of its style", audit.Options{}, alone(copied+`<style>h1{background:url(https://x.example/pic.svg)}</style>`, ""), asks("url() in a style", "https://x.example/pic.svg")},
	{"redirect out of it", audit.Options{}, alone(copied+`<meta http-equiv="refresh" content="5;url=https://x.example/b/">`, ""), asks("<meta http-equiv=refresh>", "https://x.example/b/")},

	{"link from the root", audit.Options{}, alone(copied, `<a href="/b/">x</a>`), leads("/b/")},
	{"link to a neighbour", audit.Options{}, alone(copied, `<a href="b/">x</a>`), leads("b/")},
	{"link by the same protocol", audit.Options{}, alone(copied, `<a href="//x.example/b/">x</a>`), leads("//x.example/b/")},
	{"link to no such place in it", audit.Options{}, alone(copied, `<a href="#gone">x</a>`), `kept.html: link "#gone": kept.html has no id "gone" [dead-link]`},

	{"copy of nothing", audit.Options{}, alone("", ""), "kept.html: the file has 0 canonical addresses; name the one page that it is a copy of [page-canonical]"},
	{"copy of itself", audit.Options{}, alone(`<link rel="canonical" href="https://x.example/kept.html">`, ""), `kept.html: the canonical address "https://x.example/kept.html" leads to no page [page-canonical]`},
	{"copy of a picture", audit.Options{}, alone(`<link rel="canonical" href="https://x.example/pic.svg">`, ""), `kept.html: the canonical address "https://x.example/pic.svg" leads to no page [page-canonical]`},
	{"copy of another site's", audit.Options{}, alone(`<link rel="canonical" href="https://y.example/b/">`, ""), `kept.html: the canonical address "https://y.example/b/" is not that of a page of the site [page-canonical]`},

	{"no page that is waited for", audit.Options{Budgets: audit.Budgets{FirstView: 3000}}, alone(copied, "<pre>"+fixture.Numbers(700)+"</pre>"), ""},
	{"heavy all the same", audit.Options{Budgets: audit.Budgets{Standalone: 3000}}, alone(copied, "<pre>"+fixture.Numbers(700)+"</pre>"),
		"kept.html: the standalone file: * bytes after brotli, of 3000 allowed [weight]"},
}

func asks(what, address string) string {
	return `kept.html: ` + what + ` asks for "` + address + `": a standalone file must not load anything [standalone]`
}

func leads(address string) string {
	return `kept.html: link "` + address + `" leads out of a standalone file; use a full address [standalone]`
}

// unmarked is the same files without the kinds of their pages.
func unmarked(files map[string]string) map[string]string {
	for name, text := range files {
		files[name] = pageMark.ReplaceAllString(text, "")
	}
	return files
}

var pageMark = regexp.MustCompile(` data-page="[a-z]+"`)
