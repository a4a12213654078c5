package check_test

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"unicode/utf8"

	"github.com/gohugoio/hugo/parser/pageparser"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/check"
	"declarationwatch/tools/internal/diag"
	"declarationwatch/tools/internal/fixture"
)

// front is the front matter of the page that a body is tried in: a statement without a word in the way.
const front = `+++
title = "Tried"
description = "A page to try things on."
date = 2022-06-13

[params]
statement = "partner"
publisher = "A partner"
evidence = "newspaper"
+++
`

const tried = "content/statements/tried.md"

var small = sync.OnceValue(func() *campaign.Campaign { return campaign.Load(withWords(fixture.Small(&testing.T{})), &diag.List{}) })

// withWords adds the words of links and images that say nothing, in two languages.
func withWords(files fstest.MapFS) fstest.MapFS {
	files["i18n/en.toml"] = &fstest.MapFile{Data: []byte("[prose]\nvague_links = \"click here, here, read more\"\nvague_images = \"image\"\n")}
	files["i18n/es.toml"] = &fstest.MapFile{Data: []byte("[prose]\nvague_links = \"aquí, haga clic aquí, leer más\"\nvague_images = \"imagen\"\n")}
	return files
}

// problemsIn checks a body and gives its problems as line:column rule, counted from the body's first line.
func problemsIn(body string) (places []string, found []diag.Problem) {
	var problems diag.List
	page := campaign.Load(fstest.MapFS{tried: &fstest.MapFile{Data: []byte(front + body)}}, &problems)
	c := *small()
	c.Pages, c.Docs = slices.Concat(c.Pages, page.Pages), slices.Concat(c.Docs, page.Docs)
	c.Static = []string{"static/favicon.png"}
	check.Run(&c, check.Options{Now: now}, &problems)
	for _, p := range problems.Sorted() {
		if p.At.File == tried {
			places = append(places, fmt.Sprintf("%d:%d %s", p.At.Line-strings.Count(front, "\n"), p.At.Column, p.Rule))
			found = append(found, p)
		}
	}
	return places, found
}

// bodies are texts and where in them the problems lie, to the byte.
var bodies = []struct{ name, text, want string }{
	{"nothing wrong", "Words with [a page](/about/), [another](#part-two) and {{< count >}}.\n\n## Part two\n\nMore.\n\n### Détail\n", ""},
	{"every sort of good address", "[a page](/statements/first/) [without slash](/about) [home](/) [a cell](/signatories/mexico/#family-reunification)\n" +
		"[pledge](/signatories/united-states/#usa-parole) [entry](/programmes/parole/#parole-arrivals) [pillar](/commitments/#pillar-pathways)\n" +
		"[meeting](/commitments/#signing) [a word](/method/#overtaken) [the rule](/method/#headline-rule) [topic](/topics/children/)\n" +
		"[data](/data/v1/matrix.csv) [feed](/feed.xml) [frame](/embed/matrix/?theme=dark) [query](/about/?a=b#main)\n" +
		"[elsewhere](https://example.org/a?b=c&d=e#f) [mail](mailto:press@example.org) [call](tel:+1-202-555-0100) press@example.org\n", ""},
	{"shown, not run", "`{{</* cell \"nobody\" */>}}` and\n\n```\n{{%/* nothing */%}}\n```\n", ""},
	{"in a cell, a heading and a link", "## Of {{< count of=\"pledges\" >}} pledges {#of-pledges}\n\n| a | b |\n|---|---|\n| {{< fact \"parole-arrivals\" >}} | [{{< count >}} cells](/about/) |\n", ""},
	{"anchors of every sort", "## With [a page](/about/) and `code` & \"quotes\" é\n\n## A &amp; B_c-d\n\nOne\ntwo\n---\n\n## ?!\n\n" +
		"[1](#with-a-page-and-code--quotes-é) [2](#with-a-page-and-code--quotes-%C3%A9) [3](#a--b_c-d) [4](#two) [5](#heading)\n", ""},
	{"custom anchor", "## One {#part}\n\n## Two {#other}\n\n[one](#part)\n", ""},
	{"HTML shown", "A \\<b>, `<b>` and 1 < 2 > 0.\n\n    <div>\n", ""},
	{"joined signs and accents", "Niñas, não, été, — 👨‍👩‍👧.\r\nA line.\r\n", ""},

	{"second title", "Words.\n\n# Title\n", "3:1 heading-level"},
	{"second title, underlined", "é\n\nTitle\n===\n", "3:1 heading-level"},
	{"skipped level", "### Deep\n\n## Two\n\n  #### Four\n", "1:1 heading-level\n5:3 heading-level"},
	{"heading in a quotation", "> é\n> ### Deep\n", "2:3 heading-level"},
	{"heading in a list", "- a\n- #### Deep\n", "2:3 heading-level"},
	{"same heading", "## Same\n\n## Other\n\n## Same\n", "5:1 heading-anchor"},
	{"same anchor, other words", "## Why not?\n\n## Why not!\n\n## Mine {#why-not}\n", "3:1 heading-anchor\n5:1 heading-anchor"},
	{"heading without words", "##\n\n## {{< count >}}\n", "1:1 heading-anchor\n3:1 heading-anchor"},

	{"no alt text", "Words ![](/favicon.png) ![ ](/favicon.png)\n", "1:7 image-alt\n1:25 image-alt"},
	{"idle alt text", "é ![Image](/favicon.png) ![IMG_1.JPG](/favicon.png)\n", "1:4 image-alt\n1:27 image-alt"},
	{"image in a link", "Ça: [![](/favicon.png)](/about/)\n", "1:6 link-text\n1:7 image-alt"},
	{"image from elsewhere", "![a child](https://example.org/a.png) ![a child](//example.org/a.png)\n", "1:1 link-address\n1:39 link-address"},
	{"image that is not there", "![a child](/none.png) ![a child](none.png)\n", "1:1 broken-link\n1:23 link-address"},

	{"HTML in a line", "é <b>bold</b>\n", "1:4 raw-html\n1:11 raw-html"},
	{"block of HTML", "Words.\n\n  <div>\n<p>x</p>\n</div>\n\nMore.\n", "3:3 raw-html"},
	{"comment", "Words <!-- note -->\n\n<!-- another -->\n", "1:7 raw-html\n3:1 raw-html"},
	{"HTML in a table and a list", "| a |\n|---|\n| é<br>b |\n\n1. x\n   - <i>y\n", "3:5 raw-html\n6:6 raw-html"},
	{"HTML in a footnote", "Words[^1].\n\n[^1]: A <b>note.\n", "3:9 raw-html"},
	{"HTML after tabs", "- a\n\n\t- b <u>x\n", "3:6 raw-html"},

	{"idle text", "[Click here](/about/), [here.](/about/), [**Read more** →](/about/)\n", "1:1 link-text\n1:24 link-text\n1:42 link-text"},
	{"idle text in other languages", "[aquí](/about/) [Haga clic aquí](/about/) [leer más](/about/)\n", "1:1 link-text\n1:18 link-text\n1:45 link-text"},
	{"no text", "a [](/about/) b [ ](/about/)\n", "1:3 link-text\n1:17 link-text"},
	{"bare address", "é https://example.org/a, (www.example.org) <https://example.org/b>\nhttps://example.org/c [https://example.org](https://example.org/)\n",
		"1:4 link-text\n1:28 link-text\n1:45 link-text\n2:1 link-text\n2:23 link-text"},
	{"text over two lines", "A [click\nhere](/about/)\n", "1:3 link-text"},
	{"text by reference", "A [here][x]\n\n[x]: /about/\n", "1:3 link-text"},

	{"no address", "a [text]() b [text](<>)\n", "1:3 link-address\n1:14 link-address"},
	{"bad schemes", "[a b](javascript:alert(1)) [a b](data:text/html,x) [a b](ftp://example.org/) [a b](JavaScript:x)\n",
		"1:1 link-address\n1:28 link-address\n1:52 link-address\n1:78 link-address"},
	{"bad hosts", "[a b](https:///x) [a b](https://user@example.org/) [a b](http://localhost/) [a b](//example.org/)\n",
		"1:1 link-address\n1:19 link-address\n1:52 link-address\n1:77 link-address"},
	{"nobody to write to", "[a b](mailto:nobody) [a b](tel:ask)\n", "1:1 link-address\n1:22 link-address"},
	{"relative", "[a b](about) [a b](../about/) [a b](www.example.org) [a b](first/)\n", "1:1 link-address\n1:14 link-address\n1:31 link-address\n1:54 link-address"},
	{"entity", "[a b](https://example.org/?a=1&amp;b=2)\n", "1:1 link-address"},
	{"not an address", "[a b](https://example.org:x/) [a b](/%zz)\n", "1:1 link-address\n1:31 link-address"},

	{"no such page", "é [a b](/abuot/) [a b](/statements/First/) [a b](/about.md) [a b](/about//)\n", "1:4 broken-link\n1:19 broken-link\n1:45 broken-link\n1:62 broken-link"},
	{"places, which only the finished page knows", "[a b](#nowhere) [a b](/about/#nowhere) [a b](/signatories/mexico/#usa-parole)\n", ""},
	{"no such page in a heading and a table", "## A [b c](/x/)\n\n| a |\n|---|\n| é [b c](/y/) |\n", "1:6 broken-link\n5:6 broken-link"},

	{"unknown shortcode", "é {{< cel \"mexico\" >}} {{% count %}} {{< youtube x >}}\n", "1:4 shortcode\n1:25 shortcode\n1:39 shortcode"},
	{"not closed", "A {{< cell \"mexico\" \"family-reunification\" > and <b>\n\n## Part\n\nB {{< count }}\n", "1:3 shortcode\n5:3 shortcode"},
	{"not closed before another", "A {{< cell \"mexico\" {{< count >}}\n", "1:3 shortcode"},
	{"not closed before a comment's end", "A {{</* cell >}} {{< count >}}\n", "1:3 shortcode"},
	{"comment of one star", "A {{</*/>}} b\n", "1:3 shortcode"},
	{"curly quotes", "é {{< evidence “newspaper” >}} {{< count of=“cells” >}}\n", "1:4 shortcode\n1:37 unknown-id"},
	{"open quote", "{{< evidence \"newspaper >}} {{< evidence newspaper\" >}}\n", "1:1 shortcode"},
	{"mixed arguments", "{{< count \"cells\" of=\"cells\" >}} {{< count of=\"cells\" x >}}\n", "1:1 shortcode\n1:34 shortcode"},
	{"end tag", "{{< count >}}x{{< /count >}} {{< count / >}} {{< >}}\n", "1:15 shortcode\n1:30 shortcode\n1:46 shortcode"},
	{"unknown ids", "é{{< cell \"mexcio\" \"famly-reunification\" >}} {{< evidence newspapr >}} {{< fact parole-rumour >}} {{< count status=\"revrsed\" pillar=x of=y >}}\n",
		"1:3 unknown-id\n1:3 unknown-id\n1:47 unknown-id\n1:73 unknown-id\n1:100 unknown-id\n1:100 unknown-id\n1:100 unknown-id"},
	{"arguments", "{{< cell mexico >}} {{< evidence >}} {{< fact id=\"x\" >}} {{< count cells >}} {{< count sttus=reversed >}} {{< count of=cells of=filled >}}\n",
		"1:1 shortcode-arguments\n1:21 shortcode-arguments\n1:38 shortcode-arguments\n1:58 shortcode-arguments\n1:78 shortcode-arguments\n1:107 shortcode-arguments"},
	{"several lines", "A {{< cell\n  \"mexico\"\n  \"nothing\"\n>}} and <b>.\n", "1:3 unknown-id\n4:9 raw-html"},
	{"in code", "`{{< count >}}`\n\n```\né {{< nothing >}}\n```\n\n    {{< count >}}\n", "1:2 shortcode-place\n4:4 shortcode\n4:4 shortcode-place\n7:5 shortcode-place"},
	{"in an address, a link, an image", "[a b](/{{< count >}}/) [é {{< evidence \"newspaper\" >}}](/about/) ![a {{< count >}} b](/favicon.png)\n",
		"1:1 shortcode-place\n1:28 shortcode-place\n1:71 shortcode-place"},
	{"after a third brace", "{{{< count sttus=x >}}}\n", "1:2 shortcode-arguments"},

	{"characters", "é\uFFFD \u0085 a\u200bb \u202ex\ty\r\n", "1:3 bad-character\n1:7 bad-character\n1:11 bad-character\n1:16 bad-character"},
	{"no characters", "é\x00 <b>\xff\r<b>\n", "1:3 syntax\n1:5 raw-html\n1:8 syntax\n1:9 syntax\n2:1 raw-html"},
	{"placeholders", "é TODO: todo, TODOS, XXX. Lorem ipsum\n", "1:4 placeholder\n1:23 placeholder\n1:28 placeholder"},
	{"too long a paragraph", "Words.\n\n" + strings.Repeat("word <b>\n", 2000), "3:1 too-long"},
	{"too long a page", strings.Repeat(strings.Repeat("word\n", 100)+"\n", 600), "1:1 too-long"},
}

func TestBodies(t *testing.T) {
	for _, test := range bodies {
		t.Run(test.name, func(t *testing.T) {
			places, found := problemsIn(test.text)
			if got := strings.Join(places, "\n"); got != test.want {
				t.Errorf("got:\n%s\nwant:\n%s", got, test.want)
				for _, p := range found {
					t.Logf("%s: %s [%s] %s", p.At, p.Message, p.Rule, p.Hint)
				}
			}
		})
	}
}

// FuzzBodies checks three promises on any text: no panic; every position lies inside the text, at the beginning of a
// character; and what Hugo's own lexer refuses is reported.
func FuzzBodies(f *testing.F) {
	for _, b := range bodies {
		f.Add(b.text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 2048 {
			return // longer texts say nothing new
		}
		_, found := problemsIn(text)
		lines := strings.Split(front+strings.NewReplacer("\r\n", "\r\n", "\r", "\n").Replace(text), "\n")
		for _, p := range found {
			if p.At.Line < 1 || p.At.Line > len(lines) || p.At.Column < 1 || p.At.Column > len(lines[p.At.Line-1])+1 {
				t.Fatalf("%s lies outside the text: %s", p.At, p.Message)
			}
			if rest := lines[p.At.Line-1][p.At.Column-1:]; utf8.ValidString(text) && rest != "" && !utf8.RuneStart(rest[0]) {
				t.Fatalf("%s lies within a character: %s", p.At, p.Message)
			}
		}
		items, err := pageparser.ParseBytes([]byte(text), pageparser.Config{NoFrontMatter: true})
		for _, item := range items {
			if item.Err != nil {
				err = item.Err
			}
		}
		if err != nil && len(found) == 0 {
			t.Fatalf("Hugo refuses this, we do not: %v", err)
		}
	})
}
