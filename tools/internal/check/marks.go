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
)

// Mark is something that would reveal a withheld page or row if it were published.
type Mark struct {
	At   diag.Position // the page or row
	What string        // title, description, slug, sentence, phrase, row, summary, link, address or file: how to call it
	Text string        // the words; of an address, the path below the site's root; of a file, its name from the top folder
}

// limits are how many letters words need to be a mark: what has fewer than shortest reveals nothing of where it comes from;
// what has fewer than certain may be on a public page by chance. Anything may be on as many pages as are common: there it is
// a stock phrase.
var limits = map[string]struct{ shortest, certain, common int }{
	"title": {8, 16, 0}, "slug": {12, 24, 0}, "description": {20, 40, 0}, "summary": {20, 40, 0},
	"sentence": {12, 16, 2}, "row": {16, 16, 2}, "phrase": {20, 40, 0},
}

// Marks lists what must not be in a site that is built at a moment: of every page that Hugo leaves out then, of the files of
// these pages, and of every row that is withheld. What is in a public row of data too, or in the words of the interface, is no
// mark; nor is what a public translation of the same page says, nor short words that are on a public page.
func Marks(c *campaign.Campaign, now time.Time) []Mark {
	m := &marker{record: c, now: now, public: map[string]bool{}}
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
			m.marks = append(m.marks, Mark{h.At, "file", h.ID})
		}
	}
	m.rows()
	return m.distinctive()
}

type marker struct {
	record *campaign.Campaign
	now    time.Time
	public map[string]bool // addresses of pages
	words  []Mark          // unless what is public contains them too
	marks  []Mark          // that need not be compared
}

// add adds words, unless a text has them that may.
func (m *marker) add(except string, marks ...Mark) {
	for _, mark := range marks {
		if plain := letters(mark.Text); plain != "" && !strings.Contains(except, plain) {
			m.words = append(m.words, mark)
		}
	}
}

func (m *marker) page(p *campaign.Page) {
	at, tied := p.At(), m.tied(p)
	m.add(tied, Mark{at, "title", p.Title}, Mark{at, "description", p.Description}, Mark{at, "slug", path.Base(p.Address())})
	seen := rendered(p)
	for _, block := range seen.blocks {
		for _, s := range sentences(block) {
			m.add(tied, Mark{at, kindOf(s), s})
		}
	}
	for _, row := range seen.rows {
		m.add(tied, Mark{at, "row", row})
	}
	if address := p.Address(); address != "" && !m.public[address] {
		m.marks = append(m.marks, Mark{at, "address", address})
	}
	for _, alias := range p.Aliases {
		if address := p.AliasAddress(alias); !m.public[address] {
			m.marks = append(m.marks, Mark{at, "address", address})
		}
	}
}

// tied returns the letters of the public pages that a page is a translation of, or that are translations of it, with their
// addresses.
func (m *marker) tied(p *campaign.Page) string {
	var all strings.Builder
	for i := range m.record.Pages {
		if other := &m.record.Pages[i]; other.Withheld(m.now) == "" && other.Tied(p) {
			all.WriteString(letters(rendered(other).all(other)) + "\n" + letters(other.Address()) + "\n")
		}
	}
	return all.String()
}

// rows adds the texts of the rows that are withheld, and of policies without a public entry.
func (m *marker) rows() {
	public := map[campaign.Kind]map[string]bool{}
	for _, r := range m.record.Published(m.now).Rows() {
		if public[r.Kind] == nil {
			public[r.Kind] = map[string]bool{}
		}
		public[r.Kind][r.ID] = true
	}
	for _, r := range m.record.Rows() {
		if r.ID == "" || public[r.Kind][r.ID] {
			continue
		}
		for _, text := range r.Texts {
			for _, s := range text {
				m.add("", Mark{r.At(), "summary", s})
				for _, sentence := range sentences(s) {
					if sentence != s {
						m.add("", Mark{r.At(), kindOf(sentence), sentence})
					}
				}
			}
		}
		for _, s := range r.Title {
			m.add("", Mark{r.At(), "title", s})
		}
		if r.Link != "" {
			m.words = append(m.words, Mark{r.At(), "link", string(r.Link)})
		}
	}
	for _, p := range m.record.Programmes {
		if !p.From().Withheld(m.now) {
			continue
		}
		m.marks = append(m.marks, Mark{p.At(), "address", "programmes/" + string(p.ID)})
		for _, s := range p.Title {
			m.add("", Mark{p.At(), "title", s})
		}
		for _, s := range p.Summary {
			m.add("", Mark{p.At(), "summary", s})
		}
	}
}

// distinctive keeps the words that can only come from what is withheld.
func (m *marker) distinctive() []Mark {
	if len(m.words) == 0 {
		return m.marks
	}
	// Indices, since there may be thousands of words.
	data, pages := suffixarray.New(m.dataLetters()), suffixarray.New(m.pageLetters())
	for _, w := range m.words {
		plain, limit := []byte(letters(w.Text)), limits[w.What]
		if len(data.Lookup(plain, 1)) > 0 {
			continue
		}
		n, on := utf8.RuneCount(plain), 0
		if n < 2*limit.certain {
			on = len(pages.Lookup(plain, limit.common+1))
		}
		stock := n < 40 && limit.common > 0 && on >= limit.common
		if n >= limit.shortest && !stock && (n >= limit.certain || on == 0) {
			m.marks = append(m.marks, w)
		}
	}
	return m.marks
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
			b.WriteString(letters(rendered(p).all(p)) + "\n")
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
