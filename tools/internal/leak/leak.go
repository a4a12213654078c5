// Package leak searches a finished site for what is withheld: files of any kind -> what they contain of pages and rows that
// are not published yet. Texts are compared by their letters, through markup, encodings and archives. Its messages never
// quote what was found, since the logs of builds are public.
package leak

import (
	"bytes"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"
	"sync"

	"golang.org/x/net/html"

	"declarationwatch/tools/internal/diag"
	"declarationwatch/tools/internal/disk"
	"declarationwatch/tools/internal/output"
)

const ruleLeak = "embargo"

// RuleUnsearched is the rule that a file breaks which cannot be searched.
const RuleUnsearched = "embargo-unsearched"

// Rules documents what is reported, for the manual.
var Rules = []struct{ ID, Doc string }{
	{ruleLeak, "no file of any kind contains anything that is withheld: no title, sentence, address or file"},
	{RuleUnsearched, "while something is withheld, every file and every entry of an archive can be searched for it"},
}

// Search is a search for what is withheld. Its Read is a reader of package output.
type Search struct {
	Known func(data []byte) bool // reports whether a file was published before, so that it need not be searched; may be nil

	list     []Secret
	root     string     // the path of the site's root, with slashes at its ends
	plain    dictionary // of the plain form of texts: id i is patterns[i]
	patterns []pattern
	exact    dictionary // of bytes: id i is an anchor of the file anchors[i]
	anchors  []anchor
	memo     func() disk.Memo // of folders and files in which nothing was found
	self     func() []byte    // a hash of what is looked for

	mu      sync.Mutex
	scans   map[string]*scan // by the name of the file
	trusted bool
}

// New prepares a search in a site of an address, which may be "" where only texts are searched.
func New(withheld []Secret, baseURL string) *Search {
	s := &Search{list: withheld, root: "/", scans: map[string]*scan{}}
	s.memo = sync.OnceValue(func() disk.Memo { return disk.OpenMemo("searched") })
	s.self = sync.OnceValue(s.identity)
	if base, err := url.Parse(baseURL); err == nil && base.Path != "" {
		s.root = base.Path
	}
	for i, secret := range withheld {
		switch secret.What {
		case "address":
			s.addAddress(i, secret.Text)
		case "link":
			s.addLink(i, secret.Text)
		case "file":
			s.addFile(i, secret)
		default:
			s.addWords(i, secret.Text)
		}
	}
	return s
}

// Read searches a file.
func (s *Search) Read(f *output.File, text []byte, _ *html.Node) {
	if len(s.list) == 0 {
		return
	}
	scan := s.scan()
	scan.name("/" + f.Name)
	if text != nil { // not an empty folder
		scan.contents(f.Name, text)
		scan.relative(f)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(scan.unsearched) > 0 && s.Known != nil && s.Known(text) {
		scan.unsearched, s.trusted = nil, true
	}
	s.scans[f.Name] = scan
}

// Trusted reports whether a file was taken for sound only because it was Known, which may change while the site does not.
func (s *Search) Trusted() bool { return s.trusted }

// Report adds what was found to problems; name is what to call the site's folder in positions.
func (s *Search) Report(name string, problems *diag.List) {
	public := s.publicNames()
	for file, scan := range s.scans {
		at := diag.Position{File: path.Join(name, file)}
		for message, places := range s.messages(scan, public) {
			p := diag.Problem{At: at, Rule: ruleLeak, Message: message, Hint: "remove it, or publish what it belongs to"}
			for _, at := range places {
				p.Related = append(p.Related, diag.Related{At: at, Message: "withheld here"})
			}
			problems.Add(p)
		}
		for _, why := range scan.unsearched {
			problems.Add(diag.Problem{At: at, Rule: RuleUnsearched, Message: "cannot be searched for what is withheld: " + why,
				Hint: "publish it when nothing is withheld, or in a format that can be searched"})
		}
	}
}

// messages returns what a file contains, with every source of each.
func (s *Search) messages(scan *scan, public map[string]bool) map[string][]diag.Position {
	sources := map[string][]diag.Position{}
	for found, entry := range scan.found {
		secret := s.list[found.secret]
		if found.evidence == byName && public[strings.ToLower(path.Base(secret.Text))] {
			continue
		}
		message := "contains " + secret.described(found.evidence)
		if entry != "" {
			message += ", in " + entry
		}
		sources[message] = append(sources[message], secret.At)
	}
	for message, places := range sources {
		slices.SortFunc(places, diag.Position.Compare)
		sources[message] = slices.Compact(places)
	}
	return sources
}

// described returns the kind of a secret and of what it belongs to.
func (s Secret) described(by evidence) string {
	what := "the " + s.What
	switch {
	case s.What == "file" && by == byContent:
		what = "the content of a file"
	case s.What == "file":
		what = "the name of a file"
	case s.What == "sentence":
		what = "a sentence"
	case s.What == "row":
		what = "a row of a table"
	case s.What == "phrase":
		what = "words"
	case s.What == "link":
		what = "the URL"
	}
	if strings.HasPrefix(s.At.File, "data/") {
		return what + " of a row of data under embargo"
	}
	return what + " of a page under embargo"
}

// publicNames returns the names of withheld files that other files of the output have too: the cover.jpg of one page is not
// the cover.jpg of another, and such a name reveals nothing.
func (s *Search) publicNames() map[string]bool {
	public := map[string]bool{}
	for file, scan := range s.scans {
		secret := false
		for found := range scan.found {
			secret = secret || found.evidence == byContent || found.evidence == byAddress
		}
		if !secret {
			name := strings.ToLower(path.Base(file))
			public[name] = true
			if stem, _, ok := strings.Cut(name, resizedMark); ok {
				public[stem+path.Ext(name)] = true
			}
		}
	}
	return public
}

// Redact returns a message about a file without what is withheld, which a rule about links or titles could quote.
func (s *Search) Redact(file, message string) string {
	message = quotation.ReplaceAllStringFunc(message, func(quoted string) string {
		if s.contains(quoted) || s.contains(path.Join("/", path.Dir(file), strings.Trim(quoted, `"`))) {
			return `"..."`
		}
		return quoted
	})
	if s.contains(message) {
		return "breaks this rule, in words that are withheld"
	}
	return message
}

// Reveals reports whether a text contains anything that is withheld.
func (s *Search) Reveals(text string) bool { return len(s.list) > 0 && s.contains(text) }

// Quote is a place in a text that has something withheld.
type Quote struct {
	Secret  Secret
	From    int    // its first byte
	Message string // "contains the title of a page under embargo", without a word of it
}

// Quotes returns every place at which a text, as people write it, has what is withheld.
func (s *Search) Quotes(text []byte) []Quote {
	var out []Quote
	var c cursor
	ends := map[int]int{} // in the plain form, by secret: long words are found in pieces
	s.plain.find(plainText(text), func(i, from int) {
		p := &s.patterns[i]
		end := c.move(text, from, p.size)
		if p.parts > 1 || (p.alone || p.path != "") && !s.fits(p, text, c.at, end) {
			return
		}
		if last := ends[p.secret]; from > last || from == last && (last == 0 || p.size < longest) {
			start := c.at + bytes.IndexFunc(text[c.at:], func(r rune) bool { return plain(r) != "" })
			out = append(out, Quote{s.list[p.secret], start, "contains " + s.list[p.secret].described(p.evidence)})
		}
		ends[p.secret] = max(ends[p.secret], from+p.size)
	})
	return out
}

func (s *Search) contains(text string) bool {
	scan := s.scan()
	scan.name(text)
	return len(scan.found) > 0
}

var quotation = regexp.MustCompile(`"(?:[^"\\]|\\.)*"`)
