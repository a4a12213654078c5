package leak

import (
	"path"
	"strings"
	"unicode/utf8"
)

// builder collects patterns.
type builder struct {
	*secrets
	letters []string // by pattern
	bytes   []string // by anchor
	most    int      // how many pieces of each attached text are looked for
}

func (b *builder) add(letters string, p pattern) {
	if letters == "" {
		return
	}
	p.size = len(letters)
	b.letters, b.patterns = append(b.letters, letters), append(b.patterns, p)
}

// addPath adds an address or a file's name, without what it has before its first letter and after its last.
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

// readings returns the plain forms of words as an output may contain them: as written, and with markup and encodings undone,
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

// cut returns a long text in pieces: one after another, and its end.
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
	// A text may be published with other line endings or minified; it is found by its letters.
	if !isBinary(s.Data) && utf8.Valid(s.Data) {
		b.text(secret, s.Data)
	}
}

// resizedMark is what Hugo puts after the name of an image that it has resized.
const resizedMark = "_hu"

// liveliest returns where in a file the bytes vary most, since a stretch of zeros is in many files.
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

// text looks for an attached text: all of it, since a part of it may be public.
func (b *builder) text(secret int, data []byte) {
	letters := plainText(data)
	if hasTags(data) {
		// Minifying changes markup and figures, not words. A few words may be the labels of any drawing.
		if words := plainText(takeApart(data).words); len(words) >= longest {
			letters = words
		}
	}
	if len(letters) < 2*shortestInside {
		return
	}
	all := cut(letters)
	if b.most == 0 {
		b.unsearched = append(b.unsearched, secret)
		return
	}
	step := (len(all) + b.most - 1) / b.most
	var chosen []string
	for i := 0; i < len(all); i += step {
		chosen = append(chosen, all[i])
	}
	for i, piece := range chosen {
		b.add(piece, pattern{secret: secret, evidence: byContent, part: i, parts: len(chosen)})
	}
}
