package audit

import (
	"path"
	"strings"
	"unicode/utf8"

	"declarationwatch/tools/internal/diag"
)

// Secret is something that must be nowhere in the output, because the page or row it belongs to is not out yet.
type Secret struct {
	At   diag.Position // the withheld page or row
	What string        // "address" and "file" are looked for as such, anything else ("title", "sentence") as words
	Text string        // the words; of an address, the path below the site's root; of a file, its name, with or without folders
	Data []byte        // of a file, its content
}

// What is shorter than this says nothing of where it comes from, in bytes of plain form or of a file.
const (
	shortestWords = 6
	shortestName  = 10 // of a file's bare name, which other sites may use too
	shortestData  = 16
	anchorSize    = 32 // how much of a file is looked for before the whole is compared
	// Words shorter than this must stand by themselves: "Update" is not found in "updated".
	shortestInside = 20
	// Words longer than this are looked for in pieces, since templates cut descriptions short.
	longest = 120
	// So many pieces of an attached text are looked for.
	mostPieces = 64
)

// secrets finds what is withheld. It may be used from several goroutines.
type secrets struct {
	list     []Secret
	root     string // the path of the site's root, with slashes at its ends
	patterns []pattern
	plain    *automaton // over the plain form of texts: pattern i is patterns[i]
	exact    *automaton // over bytes: pattern i is an anchor of the file anchors[i]
	anchors  []anchor
}

// pattern is one thing to look for in the plain form of a text.
type pattern struct {
	secret      int
	evidence    evidence
	alone       bool    // it must not be part of a longer word
	size        int     // of its plain form, in bytes
	path        string  // of an address or a file's name: its plain path, to be compared once the letters are found
	open        [2]bool // the path may go on before and after, as the names of resized images do
	part, parts int     // of a text of which every part must be found
}

// anchor is where in a file's content the bytes lie that are looked for.
type anchor struct{ secret, offset int }

// newSecrets gives nil when nothing is withheld.
func newSecrets(withheld []Secret, root string) *secrets {
	if len(withheld) == 0 {
		return nil
	}
	b := builder{secrets: &secrets{list: withheld, root: root}}
	for i, secret := range withheld {
		switch secret.What {
		case "address":
			b.address(i, strings.Trim(secret.Text, "/"))
		case "file":
			b.file(i, secret)
		default:
			b.words(i, secret.Text)
		}
	}
	b.secrets.plain, b.secrets.exact = newAutomaton(b.letters), newAutomaton(b.bytes)
	return b.secrets
}

// builder collects patterns.
type builder struct {
	*secrets
	letters []string // by pattern
	bytes   []string // by anchor
}

func (b *builder) add(letters string, p pattern) {
	if letters == "" {
		return
	}
	p.size = len(letters)
	b.letters, b.patterns = append(b.letters, letters), append(b.patterns, p)
}

// addPath adds an address or a file's name. What the name has before its first letter and after its last is left out.
func (b *builder) addPath(name string, p pattern) {
	path := plainPath([]byte(name))
	p.path = strings.TrimFunc(path, func(r rune) bool { return plain(r) == "" })
	p.open[0] = p.open[0] || !strings.HasPrefix(path, p.path)
	p.open[1] = p.open[1] || !strings.HasSuffix(path, p.path)
	b.add(plainText([]byte(name)), p)
}

func (b *builder) words(secret int, text string) {
	for _, letters := range readings(text) {
		if len(letters) < shortestWords {
			continue
		}
		for _, piece := range cut(letters) {
			b.add(piece, pattern{secret: secret, evidence: byWords, alone: len(piece) < shortestInside})
		}
	}
}

// readings gives the plain forms of words as an output may hold them: as written, and with markup and encodings undone,
// as the search undoes them.
func readings(text string) []string {
	out := []string{plainText([]byte(text))}
	add := func(text []byte) {
		if s := plainText(text); s != out[0] {
			out = append(out, s)
		}
	}
	if text, ok := decode([]byte(text)); ok {
		add(text)
	}
	if hasTags([]byte(text)) {
		add(takeApart([]byte(text)).words)
	}
	return out
}

// cut gives a long text in pieces: one after another, and its end.
func cut(letters string) []string {
	if len(letters) <= longest {
		return []string{letters}
	}
	var out []string
	for i := 0; i+longest <= len(letters); i += longest {
		out = append(out, letters[i:i+longest])
	}
	return append(out, letters[len(letters)-longest:])
}

func (b *builder) address(secret int, address string) {
	decoded, _ := decode([]byte(address))
	for _, text := range []string{address, string(decoded)} {
		b.addPath(text, pattern{secret: secret, evidence: byAddress})
	}
}

func (b *builder) file(secret int, s Secret) {
	if strings.Contains(s.Text, "/") {
		b.address(secret, strings.Trim(s.Text, "/"))
	}
	name := path.Base(s.Text)
	stem := strings.TrimSuffix(name, path.Ext(name))
	if len(plainText([]byte(stem))) >= shortestName {
		b.addPath(name, pattern{secret: secret, evidence: byName})
		b.addPath(stem+resizedMark, pattern{secret: secret, evidence: byName, open: [2]bool{1: true}})
	}
	if len(s.Data) < shortestData {
		return
	}
	offset := liveliest(s.Data)
	b.anchors = append(b.anchors, anchor{secret, offset})
	b.bytes = append(b.bytes, string(s.Data[offset:min(offset+anchorSize, len(s.Data))]))
	// A text may come out with other line endings or minified, and is found by its letters.
	if !isBinary(s.Data) && utf8.Valid(s.Data) {
		b.text(secret, s.Data)
	}
}

// resizedMark is what Hugo puts after the name of an image that it has resized.
const resizedMark = "_hu"

// liveliest gives where in a file the bytes vary most, since a stretch of zeros is in many files.
func liveliest(data []byte) int {
	best, most := 0, 0
	for i := 0; i+anchorSize <= len(data); i += max(len(data)/64, 1) {
		var seen [256]bool
		kinds := 0
		for _, c := range data[i : i+anchorSize] {
			if !seen[c] {
				seen[c] = true
				kinds++
			}
		}
		if kinds > most {
			best, most = i, kinds
		}
	}
	return best
}

// text looks for an attached text: all of it, since a part of it may well be public.
func (b *builder) text(secret int, data []byte) {
	letters := plainText(data)
	if hasTags(data) {
		letters = plainText(takeApart(data).words)
	}
	if len(letters) < 2*shortestInside {
		return
	}
	all := cut(letters)
	step := (len(all) + mostPieces - 1) / mostPieces
	var chosen []string
	for i := 0; i < len(all); i += step {
		chosen = append(chosen, all[i])
	}
	for i, piece := range chosen {
		b.add(piece, pattern{secret: secret, evidence: byContent, part: i, parts: len(chosen)})
	}
}
