package check

import (
	"bytes"
	"index/suffixarray"
	"path"
	"reflect"
	"regexp"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/diag"
	"declarationwatch/tools/internal/leak"
)

// limits are how many letters words need to be a mark: what has fewer than shortest reveals nothing of where it comes from;
// what has fewer than certain may be on a public page by chance. Anything may be on as many pages as are common: there it is
// a stock phrase.
var limits = map[string]struct{ shortest, certain, common int }{
	"title": {8, 16, 0}, "slug": {12, 24, 0}, "description": {20, 40, 0}, "summary": {20, 40, 0},
	"sentence": {12, 16, 2}, "row": {16, 16, 2}, "phrase": {20, 40, 0},
}

// Marks lists what must not be in a site that is built at a moment: of every page that Hugo leaves out then, of the files of
// these pages, and of every row that is withheld. What is in a public row of data too, or in the words of the interface, is no
// mark; nor is what a public translation of the same page says, nor what the handbook shows as an example, nor short words that
// are on a public page.
func Marks(c *campaign.Campaign, now time.Time) []leak.Secret {
	return newMarker(c, now, renderedOnce()).distinctive()
}

// newMarker collects what may be a mark.
func newMarker(c *campaign.Campaign, now time.Time, rendered func(*campaign.Page) words) *marker {
	m := &marker{record: c, now: now, rendered: rendered, public: map[string]bool{}, examples: examples(c, now)}
	for _, p := range c.Pages {
		m.public[p.Address()] = m.public[p.Address()] || p.Withheld(now) == ""
	}
	for i := range c.Pages {
		if p := &c.Pages[i]; p.Withheld(now) != "" {
			m.page(p)
		}
	}
	for _, h := range c.Held(now) {
		if h.Kind == campaign.KindFile {
			m.marks = append(m.marks, mark(h.At, "file", strings.TrimPrefix(h.ID, "content/")))
		}
	}
	m.rows()
	return m
}

// mark returns something that would reveal a withheld page or row: its title, description, slug, a sentence, phrase, row, summary,
// link, address or file.
func mark(at diag.Position, what, text string) leak.Secret {
	return leak.Secret{At: at, What: what, Text: text}
}

// code matches what a page shows as code, in a block or in a sentence.
var code = regexp.MustCompile("`+[^`]+`+")

// examples returns the letters of the code in the handbook: whoever tries its commands as they are there has a draft of which
// everybody knows the title and the address.
func examples(c *campaign.Campaign, now time.Time) string {
	var b strings.Builder
	for _, p := range c.Pages {
		if !strings.HasPrefix(p.Doc.File, "content/handbook/") || p.Withheld(now) != "" {
			continue
		}
		for _, text := range code.FindAllString(string(p.Doc.Body()), -1) {
			b.WriteString(letters(text) + "\n")
		}
	}
	return b.String()
}

type marker struct {
	record   *campaign.Campaign
	now      time.Time
	rendered func(*campaign.Page) words
	public   map[string]bool // addresses of pages
	examples string          // letters of the examples of the handbook
	words    []leak.Secret   // unless what is public contains them too
	marks    []leak.Secret   // that need not be compared
}

// add adds words, unless a text has them that may.
func (m *marker) add(except string, marks ...leak.Secret) {
	for _, one := range marks {
		if plain := letters(one.Text); plain != "" && !strings.Contains(except, plain) && !strings.Contains(m.examples, plain) {
			m.words = append(m.words, one)
		}
	}
}

func (m *marker) page(p *campaign.Page) {
	at, tied := p.At(), m.tied(p)
	m.add(tied, mark(at, "title", p.Title), mark(at, "description", p.Description), mark(at, "slug", path.Base(p.Address())))
	seen := m.rendered(p)
	for _, block := range seen.blocks {
		for _, s := range sentences(block) {
			m.add(tied, mark(at, kindOf(s), s))
		}
	}
	for _, row := range seen.rows {
		m.add(tied, mark(at, "row", row))
	}
	if address := p.Address(); address != "" && !m.public[address] && !strings.Contains(m.examples, letters(address)) {
		m.marks = append(m.marks, mark(at, "address", address))
	}
	for _, alias := range p.Aliases {
		if address := p.AliasAddress(alias); !m.public[address] {
			m.marks = append(m.marks, mark(at, "address", address))
		}
	}
}

// tied returns the letters of the public pages that a page is a translation of, or that are translations of it, with their
// addresses.
func (m *marker) tied(p *campaign.Page) string {
	var all strings.Builder
	for i := range m.record.Pages {
		if other := &m.record.Pages[i]; other.Withheld(m.now) == "" && other.Tied(p) {
			all.WriteString(letters(m.rendered(other).all(other)) + "\n" + letters(other.Address()) + "\n")
		}
	}
	return all.String()
}

// rows adds the texts of the rows that are withheld, and of policies without a public entry.
func (m *marker) rows() {
	public := map[campaign.Kind]map[string]bool{}
	for r := range m.record.Published(m.now).Rows() {
		if public[r.Kind] == nil {
			public[r.Kind] = map[string]bool{}
		}
		public[r.Kind][r.ID] = true
	}
	for r := range m.record.Rows() {
		if r.ID == "" || public[r.Kind][r.ID] {
			continue
		}
		for _, text := range r.Texts {
			for _, s := range text {
				m.add("", mark(r.At(), "summary", s))
				for _, sentence := range sentences(s) {
					if sentence != s {
						m.add("", mark(r.At(), kindOf(sentence), sentence))
					}
				}
			}
		}
		for _, s := range r.Title {
			m.add("", mark(r.At(), "title", s))
		}
		if r.Link != "" {
			m.words = append(m.words, mark(r.At(), "link", string(r.Link)))
		}
	}
	for _, p := range m.record.Programmes {
		if !p.From().Withheld(m.now) {
			continue
		}
		m.marks = append(m.marks, mark(p.At(), "address", "programmes/"+string(p.ID)))
		for _, s := range p.Title {
			m.add("", mark(p.At(), "title", s))
		}
		for _, s := range p.Summary {
			m.add("", mark(p.At(), "summary", s))
		}
	}
}

// distinctive keeps the words that can only come from what is withheld.
func (m *marker) distinctive() []leak.Secret {
	if len(m.words) == 0 {
		return m.marks
	}
	data, pages := counter(m.dataLetters(), len(m.words)), counter(m.pageLetters(), len(m.words))
	for _, w := range m.words {
		plain, limit := []byte(letters(w.Text)), limits[w.What]
		if data(plain, 1) > 0 {
			continue
		}
		n, on := utf8.RuneCount(plain), 0
		if n < 2*limit.certain {
			on = pages(plain, limit.common+1)
		}
		stock := n < 40 && limit.common > 0 && on >= limit.common
		if n >= limit.shortest && !stock && (n >= limit.certain || on == 0) {
			m.marks = append(m.marks, w)
		}
	}
	return m.marks
}

// fewWords are found sooner without an index of the text; there may be thousands.
const fewWords = 300

// counter returns what counts how often a text has a word, up to some number.
func counter(text []byte, words int) func(word []byte, most int) int {
	if words > fewWords {
		index := suffixarray.New(text)
		return func(word []byte, most int) int { return len(index.Lookup(word, most)) }
	}
	return func(word []byte, most int) (n int) {
		for rest := text; n < most; n++ {
			at := bytes.Index(rest, word)
			if at < 0 {
				break
			}
			rest = rest[at+1:]
		}
		return n
	}
}

// dataLetters is every text that is public as data or as a word of the interface, a line each.
func (m *marker) dataLetters() []byte {
	var b bytes.Buffer
	c := m.record.Published(m.now)
	for _, part := range []any{
		c.Profile, c.Declaration, c.Vocabulary, c.Commitments, c.Signatories, c.Pledges, c.Assessments, c.Evidence, c.Meetings, c.Packages,
		c.Asks, c.Standards, c.Programmes, c.Interfaces,
	} {
		write(&b, reflect.ValueOf(part))
	}
	return b.Bytes()
}

// write writes the letters of every text in a value, a line each.
func write(b *bytes.Buffer, v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		b.WriteString(letters(v.String()) + "\n")
	case reflect.Slice:
		for i := range v.Len() {
			write(b, v.Index(i))
		}
	case reflect.Map:
		for _, key := range v.MapKeys() {
			write(b, v.MapIndex(key))
		}
	case reflect.Interface:
		write(b, v.Elem())
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[campaign.Place]() {
			return
		}
		for i := range v.NumField() {
			write(b, v.Field(i))
		}
	}
}

// pageLetters is what a reader sees of the pages that are public, a line each.
func (m *marker) pageLetters() []byte {
	var b bytes.Buffer
	for i := range m.record.Pages {
		if p := &m.record.Pages[i]; p.Withheld(m.now) == "" {
			b.WriteString(letters(m.rendered(p).all(p)) + "\n")
		}
	}
	return b.Bytes()
}

// letters reduces a text to what no markup, case or spacing changes.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

var (
	ending   = regexp.MustCompile(`([.!?…]["'”’»)]*)\s`)
	complete = regexp.MustCompile(`[.!?…]["'”’»)]*$`)
)

// sentences splits a block of text into its sentences.
func sentences(block string) []string {
	var out []string
	for _, s := range strings.Split(ending.ReplaceAllString(block, "$1\x00"), "\x00") {
		if s = strings.TrimSpace(s); s != "" {
			out = append(out, s)
		}
	}
	return out
}

// kindOf tells a sentence from a phrase, such as a heading, that may well be elsewhere too.
func kindOf(s string) string {
	if len(strings.Fields(s)) >= 3 && complete.MatchString(s) {
		return "sentence"
	}
	return "phrase"
}
