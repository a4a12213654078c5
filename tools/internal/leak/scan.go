package leak

import (
	"bytes"
	"math/bits"
	"net/url"
	"path"
	"regexp"
	"strings"

	"declarationwatch/tools/internal/output"
)

// evidence is by what a secret was found.
type evidence int

const (
	byWords   evidence = iota
	byAddress          // of a page, or of a file with its folder
	byName             // of a file, without its folder
	byContent          // of a file
)

// scan is the search of one file.
type scan struct {
	*Search
	found      map[finding]string // the entry of an archive, "" for the file itself
	parts      map[int]uint64     // by secret: a bit for each part of its text that was found
	entry      []string           // the entry of an archive that is being searched, and the entries around it
	depth      int                // how many files within files
	room       int64              // how much may still be unpacked
	unsearched []string           // why some of it could not be searched
}

// finding is a secret in a file.
type finding struct {
	secret   int
	evidence evidence
}

// scan starts on a file.
func (s *Search) scan() *scan {
	return &scan{Search: s, found: map[finding]string{}, parts: map[int]uint64{}, room: mostUnpacked}
}

// name searches the name of a file, a folder or an entry of an archive.
func (s *scan) name(name string) { s.text([]byte(name), 0, true) }

// relative searches the addresses of a page that are written without the folder they start from, or with steps in them.
func (s *scan) relative(f *output.File) {
	var all []byte
	for _, link := range f.Links {
		u, err := url.Parse(link)
		if err != nil || u.Host != "" || u.Scheme != "" {
			continue
		}
		if !strings.HasPrefix(u.Path, "/") {
			u.Path = path.Join("/", path.Dir(f.Name), u.Path)
		}
		all = append(append(all, path.Clean(u.Path)...), 0)
	}
	s.text(all, 0, true)
}

// layers is how many encodings and wrappings of a text are undone, one within another.
const layers = 6

// text searches a text as it is, then without its markup, then with each of its encodings undone. markup is false
// when its tags were taken off before.
func (s *scan) text(text []byte, layer int, markup bool) {
	s.words(text)
	if layer == layers {
		return
	}
	if markup && tagged.Match(text) {
		for _, piece := range takeApart(text) {
			s.text(piece, layer+1, true)
		}
	}
	for _, data := range embedded(text) {
		s.within("", data)
	}
	if decoded, ok := decode(text); ok {
		s.text(decoded, layer+1, bytes.Count(decoded, []byte("<")) != bytes.Count(text, []byte("<")))
	}
	if hexEscape.Match(text) {
		s.words(output.UnescapeCSS(text))
	}
}

var hexEscape = regexp.MustCompile(`\\[0-9A-Fa-f]`)

// words searches a text as it is.
func (s *scan) words(text []byte) {
	var c cursor
	s.plain.find(plainText(text), func(i, from int) {
		p := &s.patterns[i]
		switch {
		case s.knows(p.secret, p.evidence):
		case p.parts > 1:
			s.parts[p.secret] |= 1 << p.part
			if bits.OnesCount64(s.parts[p.secret]) == p.parts {
				s.add(p.secret, p.evidence)
			}
		case !p.alone && p.path == "":
			s.add(p.secret, p.evidence)
		default:
			if end := c.move(text, from, p.size); s.fits(p, text, c.at, end) {
				s.add(p.secret, p.evidence)
			}
		}
	})
}

// attached searches a file for the bytes of a withheld one.
func (s *scan) attached(data []byte) {
	if len(s.anchors) == 0 {
		return
	}
	s.exact.find(string(data), func(i, at int) {
		a := s.anchors[i]
		if from := at - a.offset; from >= 0 && !s.knows(a.secret, byContent) && bytes.HasPrefix(data[from:], s.list[a.secret].Data) {
			s.add(a.secret, byContent)
		}
	})
}

func (s *scan) knows(secret int, by evidence) bool {
	_, ok := s.found[finding{secret, by}]
	return ok
}

func (s *scan) add(secret int, by evidence) {
	if !s.knows(secret, by) {
		s.found[finding{secret, by}] = s.place()
	}
}

// fits reports whether the stretch of a text with a pattern's letters is what the pattern means.
func (s *Search) fits(p *pattern, text []byte, from, end int) bool {
	before := runeBefore(text[:from])
	after, _ := runeAt(text[end:])
	if p.path == "" {
		return plain(before) == "" && plain(after) == ""
	}
	if plainPath(text[from:end]) != p.path || !p.open[0] && isName(before) || !p.open[1] && isName(after) {
		return false
	}
	if next, _ := runeAt(text[min(end+1, len(text)):]); p.exact && after == '/' && isName(next) {
		return false
	}
	// An address of one segment is a plain word, unless it is at the root of a site or of one of its languages.
	return p.evidence != byAddress || strings.Contains(p.path, "/") || s.topLevel(text[:from])
}

// topLevel reports whether what precedes an address is the site's root, as far as that can be seen: its folder, or nothing
// but a host, a step up, or the code of a language.
func (s *Search) topLevel(before []byte) bool {
	if len(before) == 0 || before[len(before)-1] != '/' {
		return false
	}
	if s.root != "/" && bytes.HasSuffix(before, []byte(s.root)) {
		return true
	}
	before = before[:len(before)-1]
	folder := bytes.TrimRightFunc(before, func(r rune) bool { return isName(r) || r == '.' || r == ':' })
	segment := before[len(folder):]
	return len(segment) <= len("es") || bytes.ContainsAny(segment, ".:")
}
