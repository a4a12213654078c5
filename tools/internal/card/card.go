// Package card decides what the social card of each page says, draws it with package draw, and writes it for Hugo: the
// pictures as static files, and their addresses and words as data. It is apart from the templates because Go draws the
// cards before any template runs.
package card

import (
	"path"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/draw"
	"declarationwatch/tools/internal/matrix"
	"declarationwatch/tools/internal/words"
)

// Source is what cards are made from.
type Source struct {
	Campaign *campaign.Campaign // as published
	Matrix   *matrix.Matrix
	Words    *words.All
	Rendered func(page campaign.Page) bool // whether Hugo makes a page of a content file; only those get a card
}

// Card is the card of one page.
type Card struct {
	Language string
	Path     string // as Hugo calls the page within its language: "/", "/signatories/ID"
	Alt      string // what it says, for those who do not see it
	Drawing  *draw.Drawing
}

// File returns the path of a page's card below the site's root. It never changes: old posts refer to it.
func File(language, page string) string {
	if page == "/" {
		page = "/home"
	}
	return path.Join("pictures", language, page+".png")
}

// All returns the cards of every page in every language. Where our font lacks the letters of a language, a page has its card
// of the first other language, or else that language's card of the home page.
func All(s Source, style *draw.Style) []Card {
	var all []Card
	legible := map[string]Card{}
	for _, language := range s.Campaign.Languages.All {
		m := maker{Source: s, style: style, language: language, words: s.Words.In(language)}
		m.pages()
		all = append(all, m.cards...)
		for _, c := range m.cards {
			if _, has := legible[c.Path]; !has && c.Drawing.Legible() {
				legible[c.Path] = c
			}
		}
	}
	for i, c := range all {
		other, ok := legible[c.Path]
		if !ok {
			other, ok = legible["/"]
		}
		if ok && !c.Drawing.Legible() {
			all[i].Drawing, all[i].Alt = other.Drawing, other.Alt
		}
	}
	return all
}

// maker makes the cards of one language.
type maker struct {
	Source
	style    *draw.Style
	language string
	words    *words.Words
	cards    []Card
}

// add adds the card of a page. A note is for pages with a short title and without figures.
func (m *maker) add(page string, c draw.Card, kicker ...string) {
	c.Lang, c.RTL, c.Site = m.language, m.Campaign.Languages.Direction(m.language) == "rtl", m.in(m.Campaign.Profile.Name)
	c.Kicker = strings.Join(kicker, " · ")
	if c.Note = short(c.Note); len(c.Figures) > 0 || len([]rune(c.Title)) > 60 {
		c.Note = ""
	}
	d := c.Draw(m.style)
	m.cards = append(m.cards, Card{m.language, page, m.words.Text("card.alt", "Site", c.Site, "Words", d.Description()), d})
}

// short returns a text of at most 180 letters: all of it, its first sentence, or nothing.
func short(text string) string {
	const most = 180
	if len([]rune(text)) > most {
		first, _, _ := strings.Cut(text, ". ")
		text = strings.TrimSuffix(first, ".") + "."
	}
	if len([]rune(text)) > most {
		return ""
	}
	return text
}

// figures counts the statuses in the order of display, without those of empty cells.
func (m *maker) figures(t matrix.Totals) []draw.Count {
	var out []draw.Count
	byOrder := func(a, b campaign.Status) int { return a.Order - b.Order }
	for _, s := range slices.SortedFunc(slices.Values(m.Campaign.Vocabulary.Statuses), byOrder) {
		if n := t.ByStatus[campaign.StatusID(s.ID)]; n > 0 && s.Group != campaign.None {
			out = append(out, draw.Count{Status: string(s.ID), Label: m.in(s.Label), Count: n})
		}
	}
	return out
}

func (m *maker) in(t campaign.Text) string { return m.Campaign.Languages.Text(t, m.language) }

func (m *maker) asOf() string {
	return m.words.Text("card.as_of", "Date", m.words.Date(string(m.Matrix.AsOf[:len("2006-01")])))
}

// tagline returns the site's tagline as a sentence begins.
func (m *maker) tagline() string {
	text := m.in(m.Campaign.Profile.Tagline)
	first, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(first)) + text[size:]
}
