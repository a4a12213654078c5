package leak

import (
	"path"
	"strings"
	"unicode/utf8"

	"declarationwatch/tools/internal/diag"
)

// Secret is something that must not be in the output, because the page or row it belongs to is not published yet.
type Secret struct {
	At   diag.Position // the withheld page or row
	What string        // "address", "link" and "file" are looked for as such, anything else ("title", "sentence") as words
	Text string        // the words; of an address, the path below the site's root; of a link, a URL; of a file, its name, with or without folders
	Data []byte        // of a file, its content
}

// What is shorter than this could come from anywhere, in bytes of plain form or of a file.
const (
	shortestWords = 6
	shortestName  = 10 // of a file's bare name, which other sites may use too
	shortestData  = 16
	anchorSize    = 32 // how much of a file is looked for before all of it is compared
	// Words shorter than this must not be part of longer ones: "Update" is not found in "updated".
	shortestInside = 20
	// Words longer than this are looked for in pieces, since templates cut descriptions short.
	longest    = 120
	mostPieces = 64 // of an attached text, one bit each
)

// pattern is one thing to look for in the plain form of a text.
type pattern struct {
	secret      int
	evidence    evidence
	alone       bool    // it must not be part of a longer word
	size        int     // of its plain form, in bytes
	path        string  // of an address or a file's name: its plain path, to be compared once the letters are found
	open        [2]bool // the path may go on before and after, as the names of resized images do
	exact       bool    // of a URL: another one that goes on from it is not meant
	part, parts int     // of a text of which every part must be found
}

// anchor is where in a file's content the bytes lie to look for.
type anchor struct{ secret, offset int }

func (s *Search) addPattern(letters string, p pattern) {
	if letters != "" {
		p.size = len(letters)
		s.plain.add(letters, len(s.patterns))
		s.patterns = append(s.patterns, p)
	}
}

// addPath adds an address or a file's name, without what it has before its first letter and after its last.
func (s *Search) addPath(name string, p pattern) {
	path := plainPath([]byte(name))
	p.path = strings.TrimFunc(path, func(r rune) bool { return plain(r) == "" })
	p.open[0] = p.open[0] || !strings.HasPrefix(path, p.path)
	p.open[1] = p.open[1] || !strings.HasSuffix(path, p.path)
	s.addPattern(plainText([]byte(name)), p)
}

// addWords adds the plain forms of words as an output may contain them: as written, and with markup and encodings undone,
// as the search undoes them.
func (s *Search) addWords(secret int, text string) {
	decoded, _ := decode([]byte(text))
	readings := map[string]bool{plainText([]byte(text)): true, plainText(decoded): true}
	if tagged.MatchString(text) {
		readings[plainText(takeApart([]byte(text))[words])] = true
	}
	for letters := range readings {
		if len(letters) < shortestWords {
			continue
		}
		for _, piece := range cut(letters) {
			s.addPattern(piece, pattern{secret: secret, evidence: byWords, alone: len(piece) < shortestInside})
		}
	}
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

func (s *Search) addAddress(secret int, address string) {
	address = strings.Trim(address, "/")
	decoded, _ := decode([]byte(address))
	for _, text := range []string{address, string(decoded)} {
		s.addPath(text, pattern{secret: secret, evidence: byAddress})
	}
}

// addLink adds a URL without its scheme. That of a whole site says too little.
func (s *Search) addLink(secret int, link string) {
	_, rest, _ := strings.Cut(link, "://")
	if _, below, _ := strings.Cut(strings.TrimSuffix(rest, "/"), "/"); below != "" {
		s.addPath(strings.TrimRight(rest, "/"), pattern{secret: secret, exact: true})
	}
}

func (s *Search) addFile(secret int, file Secret) {
	if strings.Contains(file.Text, "/") {
		s.addAddress(secret, file.Text)
	}
	name := path.Base(file.Text)
	stem := strings.TrimSuffix(name, path.Ext(name))
	if len(plainText([]byte(stem))) >= shortestName {
		s.addPath(name, pattern{secret: secret, evidence: byName})
		s.addPath(stem+resizedMark, pattern{secret: secret, evidence: byName, open: [2]bool{1: true}})
	}
	if len(file.Data) < shortestData {
		return
	}
	offset := max(len(file.Data)-anchorSize, 0) / 2
	s.exact.add(string(file.Data[offset:min(offset+anchorSize, len(file.Data))]), len(s.anchors))
	s.anchors = append(s.anchors, anchor{secret, offset})
	// A text may be published with other line endings or minified; it is found by its letters.
	// So is a document that was saved again, with other notes of its program, or in another format.
	if shown := shownBy(file.Data); shown != nil {
		s.addContent(secret, shown)
	} else if !isBinary(file.Data) && utf8.Valid(file.Data) {
		s.addContent(secret, file.Data)
	}
}

// resizedMark is what Hugo puts after the name of an image that it has resized.
const resizedMark = "_hu"

// addContent adds an attached text: all of it, since a part of it may be public.
func (s *Search) addContent(secret int, data []byte) {
	letters := plainText(data)
	if tagged.Match(data) {
		// Minifying changes markup and figures, not words. A few words may be the labels of any drawing.
		if text := plainText(takeApart(data)[words]); len(text) >= longest {
			letters = text
		}
	}
	if len(letters) < 2*shortestInside {
		return
	}
	all := cut(letters)
	step := (len(all) + mostPieces - 1) / mostPieces
	parts := (len(all) + step - 1) / step
	for i := range parts {
		s.addPattern(all[i*step], pattern{secret: secret, evidence: byContent, part: i, parts: parts})
	}
}
