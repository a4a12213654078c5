package campaign

import (
	"bytes"
	"fmt"
	"index/suffixarray"
	"path"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"declarationwatch/tools/internal/diag"
)

// Mark is something that would reveal a withheld page or row if it were published.
type Mark struct {
	At   diag.Position // the page or row
	What string        // title, description, slug, sentence, summary, address or file: how to call it
	Text string        // the words; of an address, the path below the site's root; of a file, its name from the top folder
}

// limits are how many letters words need to be a mark: what has fewer than shortest reveals nothing of where it comes from;
// what has fewer than certain may be on a public page by chance. own is how often the data contain them because of their own
// row.
var limits = map[string]struct{ shortest, certain, own int }{
	"title": {8, 16, 0}, "slug": {12, 24, 0}, "description": {20, 40, 0}, "sentence": {20, 40, 0}, "summary": {20, 40, 1},
}

// Marks lists what must not be in a site that is built at a moment: of every page that Hugo leaves out then, and of
// every row that is withheld. Words that are in a public row of data too are no marks, nor are short ones that are on a
// public page.
func (c *Campaign) Marks(now time.Time) []Mark {
	m := marker{campaign: c, public: map[string]bool{}}
	for _, p := range c.Pages {
		m.public[p.Address()] = m.public[p.Address()] || p.Withheld(now) == ""
	}
	for _, p := range c.Pages {
		if p.Withheld(now) != "" {
			m.page(p)
		}
	}
	for _, r := range c.Rows() {
		for _, text := range r.Texts {
			for _, s := range text {
				if r.From.Withheld(now) {
					m.words = append(m.words, Mark{r.At(), "summary", s})
				}
			}
		}
	}
	return m.distinctive(now)
}

type marker struct {
	campaign *Campaign
	public   map[string]bool // addresses of pages
	words    []Mark          // unless the published texts contain them too
	marks    []Mark          // that need not be compared
}

func (m *marker) page(p Page) {
	at := p.At()
	m.words = append(m.words, Mark{at, "title", p.Title}, Mark{at, "description", p.Description}, Mark{at, "slug", path.Base(p.Address())})
	for _, s := range slices.Concat(p.Params.KeyPoints, sentences(p.markdown())) {
		m.words = append(m.words, Mark{at, "sentence", s})
	}
	if address := p.Address(); address != "" && !m.public[address] {
		m.marks = append(m.marks, Mark{at, "address", address})
	}
	for _, alias := range p.Aliases {
		m.marks = append(m.marks, Mark{at, "address", strings.Trim(alias, "/")})
	}
	folder := path.Dir(p.Doc.File) + "/"
	if stem, _, _ := strings.Cut(path.Base(p.Doc.File), "."); stem != "index" {
		return
	}
	for _, file := range m.campaign.Attachments {
		if strings.HasPrefix(file, folder) {
			m.marks = append(m.marks, Mark{diag.Position{File: file}, "file", file})
		}
	}
}

// distinctive keeps the words that can only come from what is withheld.
func (m *marker) distinctive(now time.Time) []Mark {
	if len(m.words) == 0 {
		return m.marks
	}
	// Indices, since there may be thousands of words.
	data, pages := suffixarray.New(m.campaign.dataLetters()), suffixarray.New(m.campaign.pageLetters(now))
	for _, w := range m.words {
		plain, limit := []byte(letters(w.Text)), limits[w.What]
		n := utf8.RuneCount(plain)
		if n >= limit.shortest && len(data.Lookup(plain, limit.own+1)) <= limit.own && (n >= limit.certain || len(pages.Lookup(plain, 1)) == 0) {
			m.marks = append(m.marks, w)
		}
	}
	return m.marks
}

// dataLetters is every text of the data, those of withheld rows too.
func (c *Campaign) dataLetters() []byte {
	var b bytes.Buffer
	for _, doc := range c.Docs {
		if strings.HasPrefix(doc.File, "content/") {
			continue
		}
		for _, leaf := range doc.Leaves {
			switch v := leaf.Value.(type) {
			case Text:
				for _, s := range v {
					b.WriteString(letters(s) + "\n")
				}
			case string, ID, URL:
				b.WriteString(letters(fmt.Sprint(v)) + "\n")
			}
		}
	}
	return b.Bytes()
}

// pageLetters is every text of the pages that are public at a moment.
func (c *Campaign) pageLetters(now time.Time) []byte {
	var b bytes.Buffer
	for _, p := range c.Pages {
		if p.Withheld(now) == "" {
			b.WriteString(letters(p.Title + "\n" + p.Description + "\n" + strings.Join(p.Params.KeyPoints, "\n") + "\n" + p.markdown()))
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
	shortcode = regexp.MustCompile(`\{\{[<%].*?[>%]\}\}`)
	linked    = regexp.MustCompile(`!?\[([^\]]*)\]\([^)]*\)`)
	ending    = regexp.MustCompile(`[.!?…]["'”’)]*\s|\n\s*\n|\n\s*[-*|#>]|[|]|\x00`)
)

// sentences splits Markdown into its sentences, without the addresses of its links. What a shortcode prints is not known
// here, so a sentence ends at one.
func sentences(markdown string) []string {
	text := shortcode.ReplaceAllString(markdown, "\x00")
	text = linked.ReplaceAllString(text, "$1")
	var out []string
	for _, s := range ending.Split(text, -1) {
		if s = strings.Join(strings.Fields(s), " "); s != "" {
			out = append(out, s)
		}
	}
	return out
}
