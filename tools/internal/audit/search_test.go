package audit

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// FuzzAutomaton: what it finds is what a search for each pattern finds.
func FuzzAutomaton(f *testing.F) {
	f.Add("he", "she", "hers", "ushers")
	f.Add("aa", "a", "aaa", "aaaaa")
	f.Add("é", "ﬁ", "x", "e\u0301 fi X")
	f.Fuzz(func(t *testing.T, a, b, c, text string) {
		patterns := slices.DeleteFunc([]string{plainText([]byte(a)), plainText([]byte(b)), plainText([]byte(c))}, func(s string) bool { return s == "" })
		found := make([]int, len(patterns))
		newAutomaton(patterns).plain([]byte(text), func(i, end int) {
			found[i]++
			if from := start([]byte(text), end, len(patterns[i])); !strings.Contains(plainText([]byte(text)[from:end]), patterns[i]) {
				t.Errorf("%q is not what ends at %d of %q", patterns[i], end, text)
			}
		})
		for i, p := range patterns {
			want, plain := 0, plainText([]byte(text))
			for j := range plain {
				if strings.HasPrefix(plain[j:], p) {
					want++
				}
			}
			if utf8.ValidString(p) && found[i] != want {
				t.Errorf("%q in %q: found %d times, want %d", p, text, found[i], want)
			}
		}
	})
}

// FuzzSearch: whatever stands around a secret, it is found, or the file is said not to be searched.
func FuzzSearch(f *testing.F) {
	const secret = "Nine ministers signed the annex"
	s := newSecrets([]Secret{{What: "title", Text: secret}}, "/")
	for _, around := range [][2]string{{"<p>", "</p>"}, {"<svg><text>\x00", "</text>"}, {"PK\x03\x04", ""}, {"\x1f\x8b", ""}, {"\xff\xfe", ""}, {"%PDF-1", "stream\n"},
		{`{"a":"\u00`, `"}`}, {"<!--", ""}, {"<a title=", ">"}, {";base64,", "=="}, {"&#", ";"}, {"%E", "%"}, {"BZh9", ""}} {
		for _, name := range []string{"x.html", "x.json", "x.css", "x"} {
			f.Add(name, around[0], around[1])
		}
	}
	f.Fuzz(func(t *testing.T, name, before, after string) {
		search := s.search()
		search.contents(name, []byte(before+"\n"+secret+"\n"+after))
		if len(search.found) == 0 && len(search.unsearch) == 0 {
			t.Errorf("not found in %q", before+"\n"+secret+"\n"+after)
		}
	})
}

// FuzzParsers: nothing that a file may hold stops the audit.
func FuzzParsers(f *testing.F) {
	for _, text := range []string{"<p id=a id=a><svg><title>x</title></svg>", `<iframe srcdoc="<p>">`, "<a><b></a>", `{"version":"https://jsonfeed.org/version/1"}`,
		"@import 'x';a{b:image-set('x' type('y'))}", "<urlset><loc>x</loc></urlset>", "<script type=application/ld+json>{}</script>", "<meta http-equiv=refresh content=1;url=x>"} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		before := string(text)
		for kind, parse := range parsers {
			parse(&file{name: "x" + kind}, text)
		}
		takeApart(text)
		decode(text)
		unescapeCSS(text)
		embedded(text)
		fromUTF16(text)
		if string(text) != before {
			t.Error("a parser changed the text")
		}
	})
}

// A large number of secrets must not make the search slow, whatever they have in common.
func BenchmarkSearch(b *testing.B) {
	text := []byte(strings.Repeat(`<p class="x">The ministers of the government signed nothing &amp; left.</p>`, 2000))
	for _, n := range []int{1, 100, 1000} {
		var withheld []Secret
		for i := range n {
			withheld = append(withheld, Secret{What: "sentence", Text: fmt.Sprintf("The ministers of the government signed %d things and left the hall.", i)})
		}
		s := newSecrets(withheld, "/")
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				s.search().contents("x.html", text)
			}
		})
	}
}
