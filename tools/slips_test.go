package main

import (
	"fmt"
	"image"
	"image/png"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"declarationwatch/tools/internal/diag"
	"declarationwatch/tools/internal/fixture"
)

// slip is a mistake that an author makes around an embargo. It ends in a located error, or the words are nowhere in what is
// published: both are right, and each slip names which.
type slip struct {
	name  string
	files map[string]string // by name from the project's top; their secret is "Zanzibar"
	want  string            // a regular expression of the error; "" means that the build succeeds and withholds
}

// statement returns a statement with lines of its own in its front matter.
func statement(lines string) string {
	return "+++\ntitle = \"Zanzibar accord reached\"\ndescription = \"All about the accord of Zanzibar.\"\n" + lines +
		"\n[params]\nstatement = \"partner\"\npublisher = \"A partner\"\nevidence = \"newspaper\"\n+++\n" + secretBody
}

// about returns the page about the site with a text from line 6 on.
func about(text string) string {
	return "+++\ntitle = \"About\"\ndescription = \"About this.\"\n+++\n\n" + text + "\n"
}

// evidence returns a source with lines of its own.
func evidence(lines string) string {
	return "[[evidence]]\nid = \"zanzibar-report\"\ntitle = \"Report of Zanzibar\"\npublisher = \"P\"\nkind = \"news\"\nlanguage = \"en\"\nurl = \"https://example.org/zanzibar\"\n" +
		"archive_url = \"https://web.archive.org/web/20261101000000/https://example.org/zanzibar\"\naccessed = \"2026-11\"\n" + lines
}

// event returns the meeting of the small record with a title.
func event(title string) string {
	return "[[event]]\nid = \"signing\"\ndate = \"2022-06-10\"\ntitle = { en = \"" + title + "\" }\nplace = { en = \"Somewhere\" }\nsummary = { en = \"Two governments signed.\" }\nevidence = [\"text\"]\n"
}

// bestInterests is the standard that the small record names.
const bestInterests = `[[standard]]
id = "best-interests"
name = { en = "Best interests" }
body = { en = "United Nations" }
year = 1989
requires = { en = "The child's best interests come first." }
evidence = ["text"]
`

// logo is a picture of one point.
var logo = func() string {
	var b strings.Builder
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 1, 1))); err != nil {
		panic(err)
	}
	return b.String()
}()

const secretBody = "\nThe ministers of Zanzibar agreed on nine points.\n"

const secretPage = "content/statements/zanzibar-accord.md"

func one(text string) map[string]string { return map[string]string{secretPage: text} }

var slips = []slip{
	// What an author means to do, done right.
	{"publishDate ahead", one(statement("date = 2026-11-01\npublishDate = 2999-01-01T10:00:00Z")), ""},
	{"date ahead alone", one(statement("date = 2999-01-01")), ""},
	{"draft", one(statement("date = 2026-11-01\ndraft = true")), ""},
	{"expired", one(statement("date = 2022-11-01\nexpiryDate = 2023-01-01")), ""},
	{"embargo in another zone", one(statement("date = 2999-01-01T00:00:00+14:00")), ""},
	{"a folder with a file beside the page", map[string]string{
		"content/statements/zanzibar-accord/index.md":   statement("date = 2999-01-01"),
		"content/statements/zanzibar-accord/annex.pdf":  "the annex of Zanzibar",
		"content/statements/zanzibar-accord/summit.svg": `<svg xmlns="http://www.w3.org/2000/svg"><title>Zanzibar</title></svg>`,
	}, ""},
	{"a row of data held back", map[string]string{"data/pledges/mexico.toml": "[[pledge]]\nid = \"mex-zanzibar\"\ncommitment = \"family-reunification\"\n" +
		"date = \"2022-06-10\"\nsummary = { en = \"Take part in the accord of Zanzibar.\" }\nconfidence = \"high\"\nevidence = [\"text\"]\n" +
		"publish_after = \"2999-01-01\"\n"}, ""},

	// Fences.
	{"text above the fence", one("Embargoed!\n" + statement("date = 2999-01-01")), `zanzibar-accord\.md:1:1: error: .*\+\+\+`},
	{"a blank line above the fence", one("\n" + statement("date = 2999-01-01")), `zanzibar-accord\.md:\d+:\d+: error: `},
	{"no closing fence", one(strings.Replace(statement("date = 2999-01-01"), "newspaper\"\n+++\n", "newspaper\"\n", 1)), `zanzibar-accord\.md:\d+:\d+: error: `},
	{"no front matter at all", one(secretBody), `zanzibar-accord\.md:2:1: error: .*\[syntax\]`},
	{"a fence of four", one("+" + statement("date = 2999-01-01")), `zanzibar-accord\.md:1:\d+: error: `},
	{"YAML", one("---\ntitle: Zanzibar\npublishDate: 2999-01-01\n---\n" + secretBody), `zanzibar-accord\.md:1:1: error: .*(?i:yaml)`},
	{"JSON", one("{\"title\": \"Zanzibar\", \"publishDate\": \"2999-01-01\"}\n" + secretBody), `zanzibar-accord\.md:1:1: error: .*JSON`},
	{"curly quotes", one(strings.ReplaceAll(statement("date = 2999-01-01"), `title = "Zanzibar accord reached"`, "title = “Zanzibar accord reached”")), `zanzibar-accord\.md:2:9: error: `},
	{"a byte order mark", one("\ufeff" + statement("date = 2999-01-01")), ""},
	{"lines that end as on Windows", one(strings.ReplaceAll(statement("date = 2999-01-01"), "\n", "\r\n")), ""},

	// Keys.
	{"draft in quotes", one(statement("date = 2026-11-01\ndraft = \"yes\"")), `zanzibar-accord\.md:5:1: error: .*\[wrong-type\]`},
	{"draft in capitals", one(statement("date = 2026-11-01\nDraft = true")), `zanzibar-accord\.md:5:1: error: unknown key "Draft"`},
	{"a misspelt date key", one(statement("date = 2026-11-01\npublishdate = 2999-01-01")), `zanzibar-accord\.md:5:1: error: unknown key "publishdate"`},
	{"a date key of another tool", one(statement("date = 2026-11-01\nembargo = 2999-01-01")), `zanzibar-accord\.md:5:1: error: unknown key "embargo"`},
	{"a date key that Hugo knows and we do not", one(statement("date = 2026-11-01\npubdate = 2999-01-01")), `zanzibar-accord\.md:5:1: error: unknown key "pubdate"`},
	{"keys below [params]", one(strings.Replace(statement("date = 2026-11-01"), "[params]\n", "[params]\ndraft = true\n", 1)), `zanzibar-accord\.md:\d+:1: error: unknown key "draft"`},
	{"publishDate below [params]", one(strings.Replace(statement("date = 2026-11-01"), "[params]\n", "[params]\npublishDate = 2999-01-01\n", 1)), `zanzibar-accord\.md:\d+:1: error: unknown key "publishDate"`},
	{"a cascade", one(statement("date = 2026-11-01\n[cascade]\ndraft = true")), `zanzibar-accord\.md:5:\d+: error: unknown key "cascade"`},
	{"future date with past publishDate", one(statement("date = 2999-01-01\npublishDate = 2026-01-01")), `zanzibar-accord\.md:5:1: error: .*\[page-dates\]`},
	{"a date in quotes", one(statement("date = \"2999-01-01\"")), `zanzibar-accord\.md:4:1: error: .*\[wrong-type\]`},
	{"a date in words", one(statement("date = 1 January 2999")), `zanzibar-accord\.md:4:\d+: error: `},
	{"a date of no calendar", one(statement("date = 2999-02-30")), `zanzibar-accord\.md:4:\d+: error: `},
	{"a time alone", one(statement("date = 10:00:00")), `zanzibar-accord\.md:4:\d+: error: `},
	{"no date", one(statement("")), `zanzibar-accord\.md:\d+:\d+: error: `},
	{"one key twice", one(statement("date = 2026-11-01\ndraft = true\ndraft = false")), `zanzibar-accord\.md:6:\d+: error: `},
	{"expiry before publication", one(statement("date = 2026-11-01\nexpiryDate = 2026-10-01")), `zanzibar-accord\.md:5:1: error: .*\[page-dates\]`},

	// Other files.
	{"a draft section with plain children", map[string]string{
		"content/zanzibar/_index.md": "+++\ntitle = \"Zanzibar\"\ndescription = \"The accord.\"\ndraft = true\n+++\n",
		"content/zanzibar/accord.md": "+++\ntitle = \"Zanzibar accord reached\"\ndescription = \"All about it.\"\ndate = 2026-11-01\n+++\n" + secretBody,
	}, `content/zanzibar/accord\.md:1:1: error: .*\[withheld-section\]`},
	{"a translation without a date", map[string]string{
		secretPage: statement("date = 2999-01-01"),
		"content/statements/zanzibar-accord.es.md": strings.Replace(statement("date = 2026-11-01"), "Zanzibar accord reached", "Acuerdo de Zanzibar", 1),
	}, `zanzibar-accord\.es\.md:1:1: error: .*\[translation-embargo\]`},
	{"an attachment beside a plain page", map[string]string{
		secretPage:                              statement("date = 2999-01-01"),
		"content/statements/zanzibar-annex.pdf": "the annex",
	}, `content/statements/zanzibar-annex\.pdf: error: .*\[attachment\]`},
	{"a file in static", map[string]string{
		secretPage:            statement("date = 2999-01-01") + "\nRead [the annex](/zanzibar.pdf).\n",
		"static/zanzibar.pdf": "the annex",
	}, `zanzibar-accord\.md:\d+:\d+: error: .*\[static-file\]`},
	{"a page in HTML", map[string]string{"content/statements/zanzibar.html": "---\npublishDate: 2999-01-01\n---\n<p>Zanzibar</p>"},
		`content/statements/zanzibar\.html: error: .*\[unknown-file\]`},
	{"a link from a public page", map[string]string{
		secretPage:         statement("date = 2999-01-01"),
		"content/about.md": "+++\ntitle = \"About\"\ndescription = \"About this.\"\n+++\n\nSee [the coming accord](/statements/zanzibar-accord/).\n",
	}, `content/about\.md:6:\d+: error: `},
	{"the words in a public page", map[string]string{
		secretPage:                             statement("date = 2999-01-01"),
		"layouts/_partials/layout/footer.html": "<footer><p>The ministers of <b>Zanzi</b>bar agreed on nine points.</p></footer>",
	}, `public/.*html: error: .*\[embargo\]`},
	{"the title in another page's words", map[string]string{
		secretPage:         statement("date = 2999-01-01"),
		"content/about.md": "+++\ntitle = \"About\"\ndescription = \"About this.\"\n+++\n\nComing soon: *Zanzibar* accord **reached**!\n",
	}, `content/about\.md:6:\d+: error: .*\[withheld-words\]`},
	{"a translation into a language the site does not have", map[string]string{
		"content/statements/zanzibar-accord.xx.md": statement("date = 2026-11-01"),
	}, `zanzibar-accord\.xx\.md.*: error: `},
	{"the slug as the name of another file", map[string]string{
		secretPage:                   statement("date = 2999-01-01"),
		"static/zanzibar-accord.pdf": "%PDF",
	}, `static/zanzibar-accord\.pdf: error: .*\[withheld-in-file\]`},
	{"an ending in capitals", map[string]string{"content/statements/zanzibar.MD": statement("date = 2999-01-01")}, `zanzibar\.MD.*: error: `},
	{"the title in a style sheet", map[string]string{
		secretPage:                 statement("date = 2999-01-01"),
		"assets/css/utilities.css": "@layer utilities { .x::after { content: \"Zanzibar accord reached\" } }",
	}, `public/css/.*css: error: .*\[embargo\]`},
	{"the address in a hand-made redirect", map[string]string{
		secretPage:       statement("date = 2999-01-01"),
		"static/old.txt": "/news/1 /statements/zanzibar-accord/ 301\n",
	}, `static/old\.txt: error: .*\[withheld-in-file\]`},
	{"a copy of a preview in static", map[string]string{
		"static/preview/index.html": "<!doctype html><html lang=\"en\"><head><title>Z</title><meta name=\"robots\" content=\"noindex\"></head><body><h1>Zanzibar</h1></body></html>",
	}, `static/preview/index\.html: error: .*\[page-noindex\]`},

	// Quotes of what is withheld.
	{"a short sentence in a public page", map[string]string{
		secretPage:         statement("date = 2999-01-01") + "\nThe deal of Zanzibar is off.\n",
		"content/about.md": about("Some say: the deal of **Zanzibar** is off."),
	}, `content/about\.md:6:\d+: error: .*\[withheld-words\]`},
	{"a heading with an anchor in a public page", map[string]string{
		secretPage:         statement("date = 2999-01-01") + "\n## Ministers of Zanzibar leave the table early, again {#end}\n",
		"content/about.md": about("Ministers of Zanzibar leave the table early, again."),
	}, `content/about\.md:6:\d+: error: .*\[withheld-words\]`},
	{"a sentence with a reference link in a public page", map[string]string{
		secretPage:         statement("date = 2999-01-01") + "\nThe ministers left [the hall of Zanzibar][h] by the back door.\n\n[h]: https://example.org/hall\n",
		"content/about.md": about("The ministers left the hall of Zanzibar by the back door."),
	}, `content/about\.md:6:\d+: error: .*\[withheld-words\]`},
	{"a row of a table in a public page", map[string]string{
		secretPage:         statement("date = 2999-01-01") + "\n| who | what |\n| --- | --- |\n| Zanzibar | the reopening of offices |\n",
		"content/about.md": about("| who | what |\n| --- | --- |\n| Zanzibar | the reopening of offices |"),
	}, `content/about\.md:8:\d+: error: .*\[withheld-words\]`},
	{"the title of a withheld source in a public page", map[string]string{
		"data/evidence/zanzibar.toml": evidence("publish_after = \"2999-01-01\"\n"),
		"content/about.md":            about("See Report of Zanzibar."),
	}, `content/about\.md:6:\d+: error: .*the title of a row of data under embargo \[withheld-words\]`},
	{"the URL of a withheld source in a public page", map[string]string{
		"data/evidence/zanzibar.toml": evidence("publish_after = \"2999-01-01\"\n"),
		"content/about.md":            about("See [a report](https://example.org/zanzibar?x=1)."),
	}, `content/about\.md:6:\d+: error: .*the URL of a row of data under embargo \[withheld-words\]`},

	// Rows, and what depends on them.
	{"a source that only a withheld page cites", map[string]string{
		"data/evidence/zanzibar.toml": evidence(""),
		secretPage:                    strings.Replace(statement("date = 2999-01-01"), "newspaper", "zanzibar-report", 1),
	}, ""},
	{"a source that only a draft cites in its text", map[string]string{
		"data/evidence/zanzibar.toml": evidence(""),
		secretPage:                    statement("date = 2026-11-01\ndraft = true") + "\nSo they say {{< evidence \"zanzibar-report\" >}}.\n",
	}, ""},
	{"a policy of which every entry is withheld", map[string]string{"data/programmes/zanzibar.toml": "id = \"zanzibar\"\ntitle = { en = \"The accord of Zanzibar\" }\n" +
		"summary = { en = \"What Zanzibar wants.\" }\n\n[[entry]]\nid = \"zanzibar-begins\"\ndate = \"2025-01-01\"\nstatus = \"data\"\nsummary = { en = \"Zanzibar begins.\" }\n" +
		"confidence = \"high\"\nevidence = [\"text\"]\npublish_after = \"2999-01-01\"\n"}, ""},
	{"a link to a policy of which every entry is withheld", map[string]string{"data/programmes/zanzibar.toml": "id = \"zanzibar\"\ntitle = { en = \"The accord of Zanzibar\" }\n" +
		"summary = { en = \"What Zanzibar wants.\" }\n\n[[entry]]\nid = \"zanzibar-begins\"\ndate = \"2025-01-01\"\nstatus = \"data\"\nsummary = { en = \"Zanzibar begins.\" }\n" +
		"confidence = \"high\"\nevidence = [\"text\"]\npublish_after = \"2999-01-01\"\n", "content/about.md": about("See [that policy](/programmes/zanzibar/).")},
		`content/about\.md:6:\d+: error: .*\[withheld-link\]`},
	{"a standard held back", map[string]string{"data/standards.toml": bestInterests + "\n[[standard]]\nid = \"zanzibar-rule\"\nname = { en = \"Rule of Zanzibar\" }\nbody = { en = \"Court of Zanzibar\" }\n" +
		"requires = { en = \"All of Zanzibar.\" }\nevidence = [\"text\"]\npublish_after = \"2999-01-01\"\n"}, ""},

	// Files.
	{"a document in static", map[string]string{
		secretPage:                statement("date = 2999-01-01"),
		"static/files/letter.rtf": `{\rtf1\ansi The ministers of {\b Zanzibar} agreed on nine\~points.\par}`,
	}, `static/files/letter\.rtf: error: .*\[withheld-in-file\]`},
	{"a saved e-mail in static", map[string]string{
		secretPage:         statement("date = 2999-01-01"),
		"static/a/fwd.eml": "From: a@example.org\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\nVGhlIG1pbmlzdGVycyBvZiBaYW56aWJhciBhZ3JlZWQgb24gbmluZSBwb2ludHMu\r\n",
	}, `static/a/fwd\.eml: error: .*\[withheld-in-file\]`},
	{"a film in static", map[string]string{
		secretPage:          statement("date = 2999-01-01"),
		"static/a/film.mp4": "\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom",
	}, `public/a/film\.mp4: error: .*\[embargo-unsearched\]`},
	{"a table in another page's folder", map[string]string{
		secretPage:                           statement("date = 2999-01-01") + "\nSee [the table](/statements/other/table.csv).\n",
		"content/statements/other/index.md":  strings.NewReplacer("Zanzibar", "Other").Replace(statement("date = 2026-11-01")),
		"content/statements/other/table.csv": "a,b\n",
	}, `zanzibar-accord\.md:\d+:\d+: error: .*\[static-file\]`},
	{"a logo that a public page has too", map[string]string{
		"content/statements/zanzibar-accord/index.md": statement("date = 2999-01-01") + "\n[A square](logo.png)\n",
		"content/statements/zanzibar-accord/logo.png": logo,
		"content/statements/shared/index.md":          strings.NewReplacer("Zanzibar", "Nowhere").Replace(statement("date = 2026-11-01")) + "\n[A square](logo.png)\n",
		"content/statements/shared/logo.png":          logo,
	}, ""},
	{"what systems leave", map[string]string{
		"content/statements/.DS_Store": "Zanzibar", "static/Thumbs.db": "Zanzibar", "static/~$zanzibar.docx": "Zanzibar", "content/statements/.#zanzibar.md": "Zanzibar",
		"data/pledges/mexico.toml.orig": "Zanzibar", "content/statements/zanzibar.md.swp": "Zanzibar", "i18n/en.toml~": "Zanzibar",
	}, ""},
	{"a Word document as a page", map[string]string{"content/statements/zanzibar.docx": "PK"}, `content/statements/zanzibar\.docx: error: .*\n.*new statement`},

	// What editors and mail programs leave.
	{"two versions", one(strings.Replace(statement("date = 2999-01-01"), "date =", "<<<<<<< HEAD\ndate = 2026-01-01\n=======\ndate =", 1)), `zanzibar-accord\.md:4:1: error: two versions meet here.*\[git-conflict\]`},
	{"two versions of a row", map[string]string{"data/events.toml": "<<<<<<< HEAD\n[[event]]\n=======\n>>>>>>> b\n"}, `data/events\.toml:1:1: error: two versions`},
	{"a note of the embargo in a public page", map[string]string{"content/about.md": about("EMBARGOED UNTIL MONDAY. The ministers agreed.")}, `content/about\.md:6:1: error: public text says .*\[embargo-note\]`},
	{"a note of the embargo in a withheld page", one(statement("date = 2999-01-01") + "\nEMBARGOED UNTIL MONDAY.\n"), ""},
	{"codes of an e-mail in a row", map[string]string{"data/events.toml": event("Los ni=C3=B1os")}, `data/events\.toml:4:1: error: .*\[mail-text\]`},
	{"another encoding in a row", map[string]string{"data/events.toml": event("Los ni\u00c3\u00b1os")}, `data/events\.toml:4:1: error: .*\[mojibake\]`},
	{"a shortcode that an editor took apart", map[string]string{"content/about.md": about("So many: { {< count of=\"pledges\" >}}.")}, `content/about\.md:6:\d+: error: .*\[near-shortcode\]`},
	{"a heading without a space", map[string]string{"content/about.md": about("##What we do")}, `content/about\.md:6:1: error: .*\[near-markdown\]`},
	{"a date in words", one(statement("date = \"27 November 2999\"")), `zanzibar-accord\.md:4:1: error: .*\n.*2999-11-27`},

	{"an alias to a withheld page", one(statement("date = 2999-01-01\naliases = [\"/zanzibar/\"]")), ""},
}

// TestAuthorSlips makes each slip in a project of its own, except those that no check refuses: they are built together.
func TestAuthorSlips(t *testing.T) {
	t.Parallel()
	together := map[string]string{} // the files of all slips that build
	for i, s := range slips {
		if s.want == "" {
			maps.Copy(together, s.numbered(i))
			continue
		}
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			dir := s.project(t, s.files)
			if strings.HasPrefix(s.want, "public/") || strings.HasSuffix(s.want, `[page-noindex\]`) { // only the finished site shows it
				s.build(t, dir)
				return
			}
			// What check refuses is not built: testdata/script/check_three_mistakes.txtar.
			var reported strings.Builder
			if err := diag.Print(&reported, checkErrors(t, dir), diag.Text, nil); err != nil {
				t.Fatal(err)
			}
			if !regexp.MustCompile(s.want).MatchString(reported.String()) {
				t.Errorf("want an error like %s, got:\n%s", s.want, &reported)
			}
		})
	}
	t.Run("withheld", func(t *testing.T) {
		t.Parallel()
		all := slip{}
		if all.build(t, all.project(t, together)); !t.Failed() && !slow() {
			return
		}
		for _, s := range slips { // each by itself
			if s.want == "" {
				t.Run(s.name, func(t *testing.T) { s.build(t, s.project(t, s.files)) })
			}
		}
	})
}

// project makes a small project with some files.
func (s slip) project(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := fixture.Folder(t, files)
	if err := smallProject(dir); err != nil {
		t.Fatal(err)
	}
	return dir
}

// numbered returns the files of a slip under names and addresses that no other slip has.
func (s slip) numbered(n int) map[string]string {
	files := map[string]string{}
	replace := strings.NewReplacer("zanzibar", fmt.Sprint("zanzibar-", n), "Zanzibar accord reached", fmt.Sprintf("Zanzibar accord %d reached", n), "of Zanzibar", fmt.Sprint("of Zanzibar ", n))
	for name, text := range s.files {
		files[replace.Replace(name)] = replace.Replace(text)
	}
	return files
}

// build expects a build to report the error, or without one to leave the secret out of everything it publishes.
func (s slip) build(t *testing.T, dir string) {
	t.Helper()
	out, err := call(dir, "build")
	_, none := os.Stat(filepath.Join(dir, "public"))
	if s.want != "" {
		if err == nil || !regexp.MustCompile(s.want).Match(out) {
			t.Errorf("want an error like %s, got %v:\n%s", s.want, err, out)
		}
		if none == nil {
			t.Error("a site was published despite the error")
		}
		return
	}
	if err != nil {
		t.Errorf("want a site without the page, got %v:\n%s", err, out)
	}
	for name, text := range contents(filepath.Join(dir, "public")) {
		if strings.Contains(strings.ToLower(name+text), "zanzibar") {
			t.Errorf("public/%s contains the secret", name)
		}
	}
}
