package audit_test

import (
	"fmt"
	"maps"
	"strings"
	"testing"

	"declarationwatch/tools/internal/audit"
	"declarationwatch/tools/internal/diag"
	"declarationwatch/tools/internal/fixture"
	"declarationwatch/tools/internal/locale"
	"declarationwatch/tools/internal/output"
)

// problemsOf audits files as the site https://x.example/.
func problemsOf(t *testing.T, o audit.Options, files map[string]string) []diag.Problem {
	t.Helper()
	return problemsAt(t, base, o, files)
}

func problemsAt(t *testing.T, base string, o audit.Options, files map[string]string) []diag.Problem {
	t.Helper()
	o.Name = "public"
	site, err := output.Read(output.Options{Dir: fixture.Folder(t, files), BaseURL: base, Languages: locale.Languages{Source: "en", All: []string{"en", "es"}}})
	if err != nil {
		t.Fatal(err)
	}
	var problems diag.List
	audit.Run(site, o, &problems)
	return problems.Sorted()
}

func printed(problems []diag.Problem) string {
	var out []string
	for _, p := range problems {
		out = append(out, fmt.Sprintf("%s: %s [%s]", strings.TrimPrefix(p.At.String(), "public/"), p.Message, p.Rule))
	}
	return strings.Join(out, "\n")
}

const base = "https://x.example/"

// page is a page that breaks no rule, with a body of its own.
func page(file, body string) string { return pageWith(file, "", body) }

// pageWith has lines of its own in its head, too.
func pageWith(file, head, body string) string {
	return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Page ` + file + `</title>` +
		`<meta name="description" content="About ` + file + `"><link rel="canonical" href="` + base + strings.TrimSuffix(file, "index.html") + `">` +
		`<link rel="stylesheet" href="/css/site.css">` + head + `</head><body><h1 id="top">Page</h1>` + body + `</body></html>`
}

// sound is a site that breaks no rule, with some files added or, where the text is "-", left out.
func sound(changes map[string]string) map[string]string {
	files := map[string]string{
		"index.html":   page("index.html", `<h2>Part</h2><a href="/b/#top">b</a><img src="/pic.svg" width="4" height="3" alt="">`),
		"b/index.html": page("b/index.html", `<a href="https://elsewhere.example/">out</a>`),
		"404.html": `<!doctype html><html lang="en"><head><title>Gone</title><meta name="robots" content="noindex"></head>` +
			`<body><h1>Gone</h1></body></html>`,
		"old/index.html": `<!DOCTYPE html><html lang="en"><head><title>https://x.example/b/</title><link rel="canonical" href="https://x.example/b/">` +
			`<meta charset="utf-8"><meta http-equiv="refresh" content="0; url=https://x.example/b/"></head></html>`,
		"css/site.css": `@namespace svg url(http://www.w3.org/2000/svg);body{background:url(../pic.svg)}`,
		"pic.svg":      `<svg xmlns="http://www.w3.org/2000/svg"><title>A picture</title><path d="M0 0h4"/></svg>`,
		"robots.txt":   "Sitemap: https://x.example/sitemap.xml\n",
		"sitemap.xml": `<?xml version="1.0" encoding="utf-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">` +
			`<url><loc>https://x.example/</loc></url><url><loc>https://x.example/b/</loc></url></urlset>`,
		"feed.xml": `<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><link rel="self" href="https://x.example/feed.xml"/>` +
			`<entry><title>b</title><link href="https://x.example/b/#top"/><link rel="related" href="https://elsewhere.example/none"/></entry></feed>`,
		"feed.json": `{"version":"https://jsonfeed.org/version/1.1","home_page_url":"https://x.example/","items":[{"id":"1","url":"https://x.example/b/"}]}`,
	}
	maps.Copy(files, changes)
	maps.DeleteFunc(files, func(_, text string) bool { return text == "-" })
	return files
}

func TestSoundSite(t *testing.T) {
	if got := printed(problemsOf(t, audit.Options{}, sound(nil))); got != "" {
		t.Errorf("got:\n%s", got)
	}
	if got := printed(problemsOf(t, audit.Options{}, map[string]string{})); got != "" {
		t.Errorf("an empty folder: got:\n%s", got)
	}
}

func TestLinks(t *testing.T) {
	const target = `<!doctype html><html><body><h1 id="top">x</h1><a href="https://elsewhere.example/none">out</a></body></html>`
	for name, test := range map[string]struct{ base, body, want string }{
		"all good": {"https://x.example/", `<a href="/b/">1</a><a href="/b/#top">2</a><a href="../a/">3</a><a href="#here" id=here>4</a>
			<a href="https://x.example/b/">5</a><a href="//x.example/b/">6</a><a href="mailto:a@b.example">7</a><img src="/pic.svg">
			<img srcset="/pic.svg 1x, /pic.svg 2x">`, ""},
		"no file":            {"https://x.example/", `<a href="/c/">1</a>`, `public/a/index.html: link "/c/" leads to no file`},
		"no such place":      {"https://x.example/", `<a href="/b/#bottom">1</a>`, `public/a/index.html: link "/b/#bottom": b/index.html has no id "bottom"`},
		"no such place here": {"https://x.example/", `<a href="#gone">1</a>`, `public/a/index.html: link "#gone": a/index.html has no id "gone"`},
		"full address":       {"https://x.example/", `<a href="https://x.example/c/">1</a>`, `public/a/index.html: link "https://x.example/c/" leads to no file`},
		"unquoted":           {"https://x.example/", `<a href=/c/>1</a>`, `public/a/index.html: link "/c/" leads to no file`},
		"picture":            {"https://x.example/", `<img srcset="/pic.svg 1x, /none.svg 2x">`, `public/a/index.html: link "/none.svg" leads to no file`},
		"escaped":            {"https://x.example/", `<a href="/b/?x=1&amp;y=2#top">1</a>`, ""},
		"in a folder":        {"https://x.example/sub/", `<a href="/sub/b/#top">1</a><a href="../b/">2</a>`, ""},
		"out of the folder":  {"https://x.example/sub/", `<a href="/b/">1</a>`, `public/a/index.html: link "/b/" leaves the site's folder /sub/`},
		"one id twice":       {"https://x.example/", `<p id="x">1</p><p id="x">2</p>`, `public/a/index.html: duplicate id "x"`},
		"id in a drawing":    {"https://x.example/", `<svg><path id="p"/><a href="#p"><text>5" wide</text></a></svg><a href="/c/">1</a>`, `public/a/index.html: link "/c/" leads to no file`},
		"in a drawing":       {"https://x.example/", `<svg viewBox="0 0 1 1"><a xlink:href="/c/"><path/></a></svg>`, `public/a/index.html: link "/c/" leads to no file`},
		"post, all good": {"https://x.example/", `<meta property="og:image" content="https://x.example/pic.svg?v=1"><meta property="og:image:width" content="1200">
			<meta property="og:url" content="https://x.example/a/"><meta property="og:video" content="https://elsewhere.example/none">`, ""},
		"picture of a post":  {"https://x.example/", `<meta property="og:image" content="https://x.example/none.png?v=1">`, `public/a/index.html: link "https://x.example/none.png?v=1" leads to no file`},
		"named in its place": {"https://x.example/", `<meta name="twitter:image" content="/none.png">`, `public/a/index.html: link "/none.png" leads to no file`},
		"style sheet":        {"https://x.example/", `<p style="background:url( '/none.png' )">1</p>`, `public/a/index.html: link "/none.png" leads to no file`},
	} {
		t.Run(name, func(t *testing.T) {
			var out []string
			for _, p := range problemsAt(t, test.base, audit.Options{}, map[string]string{
				"a/index.html": "<!doctype html><html><body>" + test.body + "</body></html>", "b/index.html": target, "pic.svg": `<svg xmlns="http://www.w3.org/2000/svg"/>`,
			}) {
				if p.Rule == "dead-link" || p.Rule == "output-id" {
					out = append(out, p.At.String()+": "+p.Message)
				}
			}
			if got := strings.Join(out, "\n"); got != test.want {
				t.Errorf("got:\n%s\nwant:\n%s", got, test.want)
			}
		})
	}
}

// A broken link is reported where it is written, any other problem with the content file of the page.
func TestOrigin(t *testing.T) {
	origin := func(file, link string) diag.Position {
		at := diag.Position{File: "content/b.md"}
		switch {
		case file != "b/index.html":
			return diag.Position{}
		case link == "/c/#x":
			at.Line, at.Column = 7, 3
		}
		return at
	}
	files := sound(map[string]string{"b/index.html": page("b/index.html", `<a href="/c/#x">c</a> <a href="/d/">d</a>`)})
	var got []string
	for _, p := range problemsOf(t, audit.Options{Origin: origin}, files) {
		got = append(got, fmt.Sprint(p.At, " ", p.Message, " ", p.Related[0].At, " ", p.Related[0].Message))
	}
	want := `content/b.md:7:3 link "/c/#x" leads to no file public/b/index.html on this page
public/b/index.html link "/d/" leads to no file content/b.md made from this page`
	if strings.Join(got, "\n") != want {
		t.Errorf("got:\n%s\nwant:\n%s", strings.Join(got, "\n"), want)
	}
}

// BenchmarkRun audits 150 pages of 30 kB.
func BenchmarkRun(b *testing.B) {
	files := sound(nil)
	for i := range 150 {
		name := fmt.Sprintf("p%d/index.html", i)
		var body strings.Builder
		for j := 0; body.Len() < 30_000; j++ {
			fmt.Fprintf(&body, `<h2 id="s%d">Section %d</h2><p class="lead">The record of the government holds <a href="/p%d/#s1">something</a> on &ldquo;protection&rdquo; since <time datetime="2022-06-10">10 June 2022</time>.</p>`, j, j, (i+j)%150)
		}
		files[name] = page(name, body.String())
	}
	dir := fixture.Folder(b, files)
	for name, o := range map[string]audit.Options{
		"without budgets": {},
		"with budgets":    {Budgets: audit.Budgets{HomeHTML: 20_000, FirstView: 25_000, Scripts: 20_000, Matrix: 50_000}},
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				site, err := output.Read(output.Options{Dir: dir, BaseURL: base})
				if err != nil {
					b.Fatal(err)
				}
				var problems diag.List
				audit.Run(site, o, &problems)
				if err := problems.Err(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
