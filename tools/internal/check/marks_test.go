package check_test

import (
	"slices"
	"testing"
	"testing/fstest"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/check"
	"declarationwatch/tools/internal/diag"
	"declarationwatch/tools/internal/fixture"
)

// marked returns the marks of the small record with some more files, as "title: words".
func marked(t *testing.T, changes map[string]string) []string {
	t.Helper()
	files := fixture.Small(t)
	files["config.toml"].Data = append(files["config.toml"].Data, "\n[languages.es]\n"...)
	for name, text := range changes {
		files[name] = &fstest.MapFile{Data: []byte(text)}
	}
	var problems diag.List
	var out []string
	for _, m := range check.Marks(campaign.Load(files, &problems), now) {
		out = append(out, m.What+": "+m.Text)
	}
	return out
}

// written returns a content file with some front matter and a body.
func written(title, lines, body string) string {
	return "+++\ntitle = \"" + title + "\"\ndescription = \"About: " + title + "\"\n" + lines + "\n+++\n" + body
}

const (
	soon   = "date = 2999-01-01"
	public = "date = 2026-01-01"
)

// TestMarksAreRendered: words are marks as a reader sees them, whatever markup they were written with.
func TestMarksAreRendered(t *testing.T) {
	body := `
## Nine ministers left the accord unsigned {#the-end}

The *nine* ministers met [in the **old** palace][palace] until dawn came. Nobody slept. It was over.

[palace]: https://example.org/palace "A palace of nine hundred and nine rooms"

| who | what |
| --- | --- |
| Mexico | nothing |
| Panama | reopening of offices |

![Nine ministers on one stair before the door](x.jpg)

Note[^1].

[^1]: They were paid by the host.
`
	got := marked(t, map[string]string{"content/statements/x.md": written("The accord of Xanadu", soon, body)})
	for _, want := range []string{
		"phrase: Nine ministers left the accord unsigned",
		"sentence: The nine ministers met in the old palace until dawn came.",
		"sentence: They were paid by the host.",
		"row: Panama reopening of offices",
		"phrase: Nine ministers on one stair before the door",
		"phrase: A palace of nine hundred and nine rooms",
		"title: The accord of Xanadu", "slug: x", "address: statements/x",
	} {
		if slices.Contains(got, want) == (want == "slug: x") {
			t.Errorf("%q among the marks: %q", want, got)
		}
	}
}

func TestMarksOfRows(t *testing.T) {
	const source = `[[evidence]]
id = "secret"
title = "Fact sheet of the accord"
publisher = "P"
kind = "news"
language = "en"
url = "https://example.org/secret"
accessed = "2026-11"
publish_after = "2999-01-01"
`
	entry := func(id string) string {
		return "[[entry]]\nid = \"" + id + "\"\npublish_after = \"2999-01-01\"\nsummary = { en = \"Ministers met. The hall in Xanadu was closed to the press.\" }\nevidence = [\"taken\"]\n"
	}
	got := marked(t, map[string]string{
		"data/evidence/secret.toml":   source + "[[evidence]]\nid = \"taken\"\ntitle = \"Cited by nothing public\"\nurl = \"https://example.org/taken\"\n",
		"data/programmes/xanadu.toml": "id = \"xanadu\"\ntitle = { en = \"The halls of Xanadu\" }\nsummary = { en = \"Where the ministers meet when nobody may know.\" }\n" + entry("one") + entry("two"),
		// A public page that quotes what is withheld does not make it public.
		"content/about.md": written("About", "", "See Fact sheet of the accord. The hall in Xanadu was closed to the press."),
	})
	for _, want := range []string{
		"title: Fact sheet of the accord", "link: https://example.org/secret", "title: Cited by nothing public", "link: https://example.org/taken",
		"sentence: The hall in Xanadu was closed to the press.", "title: The halls of Xanadu", "address: programmes/xanadu",
	} {
		if !slices.Contains(got, want) {
			t.Errorf("no mark %q among %q", want, got)
		}
	}
}

// TestNoMarks: what is public anyway is no mark.
func TestNoMarks(t *testing.T) {
	const text = "The nine ministers met in the old palace until dawn came. This has not been translated into another language yet, which takes a day."
	for name, files := range map[string]map[string]string{
		"a translation that still has the words of its source": {
			"content/statements/x.md": written("The accord of Xanadu", public, text), "content/statements/x.es.md": written("The accord of Xanadu", public+"\ndraft = true", text),
		},
		"the same by translationKey": {
			"content/statements/x.md":    written("The accord of Xanadu", public+"\ntranslationKey = \"k\"", text),
			"content/statements/y.es.md": written("The accord of Xanadu", public+"\ndraft = true\ntranslationKey = \"k\"", text),
		},
		"the same in folders": {
			"content/statements/x/index.md": written("The accord of Xanadu", public, text), "content/statements/x/index.es.md": written("The accord of Xanadu", public+"\ndraft = true", text),
			"content/statements/x/annex.pdf": "annex",
		},
		"a stock phrase": {
			"content/statements/x.md": written("X", soon, "We found no answer."), "content/about.md": written("About", "", "We found no answer."),
			"content/method.md": written("Method", "", "We found no answer. Nothing else."),
		},
		"words of the record": {"content/statements/x.md": written("X", soon, "Two governments signed.")},
	} {
		for _, mark := range marked(t, files) {
			if mark != "address: es/statements/x" && mark != "address: es/statements/y" && mark != "address: statements/x" {
				t.Errorf("%s: mark %q", name, mark)
			}
		}
	}
}
