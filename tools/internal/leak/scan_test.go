package leak

import (
	"fmt"
	"strings"
	"testing"
)

// FuzzDictionary: what it finds is what a search for each word finds, and a cursor leads to it.
func FuzzDictionary(f *testing.F) {
	f.Add("he", "she", "hers", "ushers")
	f.Add("aa", "a", "aaa", "aaaaa")
	f.Add("aab", "aa", "ab", "aaac aab")
	f.Add("é", "ﬁ", "x", "e\u0301 fi X")
	f.Fuzz(func(t *testing.T, a, b, c, text string) {
		var d dictionary
		var words []string
		for _, word := range []string{a, b, c} {
			if word = plainText([]byte(word)); word != "" {
				d.add(word, len(words))
				words = append(words, word)
			}
		}
		letters := plainText([]byte(text))
		found := make([]int, len(words))
		var at cursor
		d.find(letters, func(i, from int) {
			found[i]++
			if end := at.move([]byte(text), from, len(words[i])); !strings.Contains(plainText([]byte(text)[at.at:end]), words[i]) {
				t.Errorf("%q is not in %q of %q", words[i], text[at.at:end], text)
			}
		})
		for i, word := range words {
			want := 0
			for j := range len(letters) {
				if strings.HasPrefix(letters[j:], word) {
					want++
				}
			}
			if found[i] != want {
				t.Errorf("%q in %q: found %d times, want %d", word, text, found[i], want)
			}
		}
	})
}

// FuzzSearch: whatever is around a secret, it is found, or the file is reported as not searched.
func FuzzSearch(f *testing.F) {
	const secret = "Nine ministers signed the annex"
	s := New([]Secret{{What: "title", Text: secret}}, "/")
	for _, around := range [][2]string{{"<p>", "</p>"}, {"<svg><text>\x00", "</text>"}, {"PK\x03\x04", ""}, {"\x1f\x8b", ""}, {"\xff\xfe", ""}, {"%PDF-1", "stream\n"},
		{`{"a":"\u00`, `"}`}, {"<!--", ""}, {"<a title=", ">"}, {";base64,", "=="}, {"&#", ";"}, {"%E", "%"}, {"BZh9", ""}} {
		for _, name := range []string{"x.html", "x.json", "x.css", "x"} {
			f.Add(name, around[0], around[1])
		}
	}
	f.Fuzz(func(t *testing.T, name, before, after string) {
		scan := s.scan()
		scan.contents(name, []byte(before+"\n"+secret+"\n"+after))
		if len(scan.found) == 0 && len(scan.unsearched) == 0 {
			t.Errorf("not found in %q", before+"\n"+secret+"\n"+after)
		}
	})
}

// FuzzDecoders: nothing that a file may contain stops the scan.
func FuzzDecoders(f *testing.F) {
	for _, text := range []string{"<p id=a id=a><svg><title>x</title></svg>", "<![CDATA[<a>]]>", "<a title='", "\\u{1f600}\\xe9%E9&eacute;", ";base64,AAAA", "\xff\xfea\x00"} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		before := string(text)
		takeApart(text)
		decode(text)
		embedded(text)
		fromUTF16(text)
		pdfStrings(text)
		if string(text) != before {
			t.Error("a decoder changed the text")
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
		s := New(withheld, "/")
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				s.scan().contents("x.html", text)
			}
		})
	}
}
