package source_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/BurntSushi/toml"
	"github.com/gohugoio/hugo/parser/metadecoders"
	"github.com/gohugoio/hugo/parser/pageparser"
	strict "github.com/pelletier/go-toml/v2"

	"declarationwatch/tools/internal/diag"
	"declarationwatch/tools/internal/source"
)

// longest is the size of the texts that are tried: longer ones say nothing new.
const longest = 4096

// inside checks that every place of a problem is in the text.
func inside(t *testing.T, text string, problems []diag.Problem) {
	t.Helper()
	// A carriage return alone is shown as the end of a line.
	text = strings.ReplaceAll(strings.TrimPrefix(text, "\ufeff"), "\r\n", " \n")
	lines := strings.Split(strings.ReplaceAll(text, "\r", "\n"), "\n")
	for _, p := range problems {
		places := []diag.Position{p.At}
		for _, r := range p.Related {
			places = append(places, r.At)
		}
		for _, at := range places {
			if at.Line < 1 || at.Line > len(lines) || at.Column < 1 || at.Column > len(lines[at.Line-1])+1 {
				t.Fatalf("%s lies outside the text: %s", at, p.Message)
			}
		}
		if p.Message == "" || strings.ContainsAny(p.Message+p.Hint, "\n\r") {
			t.Fatalf("not one line: %q (%q)", p.Message, p.Hint)
		}
	}
	if len(problems) > 51 {
		t.Fatalf("%d problems of one file", len(problems))
	}
}

func syntaxOf(problems []diag.Problem) string {
	var syntax []diag.Problem
	for _, p := range problems {
		if p.Rule == source.RuleSyntax {
			syntax = append(syntax, p)
		}
	}
	return print(syntax)
}

// hasCharacter reports whether a character was refused, which is not read.
func hasCharacter(problems []diag.Problem) bool {
	return slices.ContainsFunc(problems, func(p diag.Problem) bool { return p.Rule == source.RuleCharacter })
}

// FuzzDecode checks four promises on any text: no panic; every place lies inside the text; a syntax problem is reported
// exactly where the decoder or the stricter parser, which is Hugo's, refuses the text; and what the decoder takes
// without a word is also indexed, key for key.
func FuzzDecode(f *testing.F) {
	f.Add(sound)
	for _, text := range broken {
		f.Add(text)
	}
	f.Add("a.b.c = 1\n[a.d]\nx = [[1], {y = 2}]\n")
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > longest {
			return
		}
		var problems diag.List
		_, doc := source.Decode[record]("x.toml", []byte(text), &problems)
		inside(t, text, problems.Sorted())
		if strings.HasPrefix(text, "\xff\xfe") || strings.HasPrefix(text, "\xfe\xff") {
			return // the decoder drops a mark of UTF-16 and reads on
		}
		plain := strings.TrimPrefix(text, "\ufeff")
		var value map[string]any
		md, err := toml.Decode(plain, &value)
		if err == nil {
			err = strict.Unmarshal([]byte(plain), &map[string]any{})
		}
		syntax := syntaxOf(problems.Sorted())
		if err == nil && syntax != "" && !strings.Contains(syntax, "deep") {
			t.Fatalf("valid TOML is refused: %s", syntax)
		}
		if err != nil && syntax == "" && !hasCharacter(problems.Sorted()) {
			t.Fatalf("invalid TOML passes: %v", err)
		}
		if err == nil {
			var typed record
			if md, err := toml.Decode(plain, &typed); len(problems.Sorted()) == 0 && (err != nil || len(md.Undecoded()) > 0) {
				t.Fatalf("the decoder passes over %v: %v", md.Undecoded(), err)
			}
			for _, key := range md.Keys() {
				if len(key) == 1 && doc.At(key[0]).Line == 0 {
					t.Fatalf("key %q is not indexed", key)
				}
			}
		}
	})
}

// FuzzFrontMatter compares our reading of any content file with Hugo's own.
func FuzzFrontMatter(f *testing.F) {
	for _, test := range slips {
		f.Add(test.text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > longest {
			return
		}
		_, doc, problems := decodePage(text)
		holds(t, text, doc, problems)
	})
}

// holds compares what was read of a content file with what Hugo reads: either we refuse the file, or both find the same
// front matter, body, and dates. A difference here is how a page under embargo gets out.
func holds(t *testing.T, text string, doc *source.Doc, problems []diag.Problem) {
	t.Helper()
	inside(t, text, problems)
	if syntaxOf(problems) != "" || hasCharacter(problems) {
		return
	}
	items, err := pageparser.ParseBytes([]byte(text), pageparser.Config{})
	for len(items) > 0 && items[0].Type == pageparser.TypeIgnore {
		items = items[1:]
	}
	if err != nil || len(items) == 0 || items[0].Type != pageparser.TypeFrontMatterTOML {
		t.Fatalf("Hugo finds no TOML front matter: %v", err)
	}
	matter := items[0].Val([]byte(text))
	body := strings.TrimPrefix(text[items[0].Pos()+len(matter):], "+++")
	body = strings.TrimPrefix(strings.TrimPrefix(body, "\r"), "\n")
	if body != string(doc.Body()) {
		t.Fatalf("the body is %q, and for Hugo %q", doc.Body(), body)
	}
	keys, err := metadecoders.Default.UnmarshalToMap(matter, metadecoders.TOML)
	if err != nil {
		t.Fatalf("Hugo refuses the front matter: %v", err)
	}
	if len(problems) > 0 {
		return // the build stops, and the values are read no further
	}
	value, _, _ := decodePage(text)
	if draft, _ := keys["draft"].(bool); draft != value.Draft {
		t.Fatalf("draft is %v, and for Hugo %v", value.Draft, keys["draft"])
	}
	for key, ours := range map[string]time.Time{"date": value.Date, "publishDate": value.PublishDate} {
		var theirs time.Time
		switch v := keys[key].(type) {
		case nil:
		case time.Time:
			theirs = v
		case strict.LocalDate:
			theirs = v.AsTime(time.UTC)
		default:
			t.Fatalf("%s is a %T for Hugo", key, v)
		}
		if !ours.Equal(theirs) {
			t.Fatalf("%s is %s, and for Hugo %s", key, ours, theirs)
		}
	}
}
