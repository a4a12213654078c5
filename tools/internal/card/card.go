// Package card writes the social card of each page, draws it with package draw, and stages it for Hugo: the pictures as
// static files, and their addresses and words as data. It is apart from the templates because Go draws the cards before
// any template runs.
package card

import (
	"encoding/json"
	"errors"
	"fmt"
	"path"
	"strings"
	"unicode/utf8"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/disk"
	"declarationwatch/tools/internal/draw"
	"declarationwatch/tools/internal/published"
	"declarationwatch/tools/internal/words"
)

// Source is what cards are made from.
type Source struct {
	published.Input
	Record   *published.Pages
	Words    words.All
	Rendered func(page campaign.Page) bool // whether Hugo makes a page of a content file; only those get a card
}

// Card is the card of one page.
type Card struct {
	Language string
	Path     string        // as Hugo calls the page within its language: "/", "/signatories/ID"
	Drawing  *draw.Drawing // with a description of what it shows
	Square   *draw.Drawing // the same as a square; nil for a page without a finding
}

// File returns the path of a page's card below the site's root. It never changes: old posts refer to it.
func File(language, page string) string {
	if page == "/" {
		page = "/home"
	}
	return path.Join(draw.Folder(language), page+".png")
}

// SquareFile returns the path of the square picture of a page's finding below the site's root; "" for a page that has none.
func SquareFile(language, page string) string {
	for _, of := range []string{"/", "/children", "/signatories/*", "/commitments/*", "/programmes/*"} {
		if is, _ := path.Match(of, page); is {
			return strings.TrimSuffix(File(language, page), ".png") + ".square.png"
		}
	}
	return ""
}

// All returns the cards of every page in every language. Where our font lacks the letters of a language, a page has its card
// of the first other language, or else that language's card of the home page.
func All(s Source, style *draw.Style) []Card {
	var all []Card
	legible, squares := draw.Legible{}, draw.Legible{}
	for _, language := range s.Campaign.Languages.All {
		m := maker{Source: s, Words: s.Words[language], style: style}
		m.pages()
		all = append(all, m.cards...)
	}
	for _, c := range all {
		legible.Add(c.Path, c.Drawing)
		if c.Square != nil {
			squares.Add(c.Path, c.Square)
		}
	}
	for i, c := range all {
		all[i].Drawing = legible.For(c.Drawing, c.Path, "/")
		if c.Square != nil {
			all[i].Square = squares.For(c.Square, c.Path, "/")
		}
	}
	return all
}

// maker makes the cards of one language.
type maker struct {
	Source
	*words.Words
	style *draw.Style
	cards []Card
}

// add adds the card of a page. A note is for pages with a short title and without figures.
func (m *maker) add(page, title, note string, figures []draw.Count, kicker ...string) {
	c := draw.Card{
		Head:    draw.Head{Lang: m.Language, RTL: m.RTL, Title: title, Source: m.In(m.Campaign.Profile.Name)},
		Figures: figures, Kicker: strings.Join(kicker, " · "),
	}
	if len(figures) == 0 && utf8.RuneCountInString(title) <= 60 {
		c.Lead = short(note)
	}
	read := []string{title, c.Kicker}
	for _, f := range figures {
		read = append(read, fmt.Sprintf("%s: %d", f.Label, f.Count))
	}
	words := strings.TrimSuffix(draw.Sentences(append(read, c.Lead)...), ".") // the sentence around them has a full stop
	c.Description = m.Text("card.alt", "Site", c.Source, "Words", words)
	made := Card{Language: m.Language, Path: page, Drawing: c.Draw(m.style)}
	if SquareFile(m.Language, page) != "" {
		c.Square = true
		made.Square = c.Draw(m.style)
	}
	m.cards = append(m.cards, made)
}

// short returns a text of at most 180 letters: all of it, its first sentence, or nothing.
func short(text string) string {
	for _, s := range []string{text, published.FirstSentence(text)} {
		if utf8.RuneCountInString(s) <= 180 {
			return s
		}
	}
	return ""
}

// staged is what templates get of a card, by its path.
type staged struct {
	File   string `json:"file"` // below the site's root, with a mark that changes with its bytes: sites cache pictures by URL
	Width  int    `json:"width"`
	Height int    `json:"height"`
	Alt    string `json:"alt"`
	Square string `json:"square,omitempty"` // the same as a square
}

// Files returns the paths of the card, below the site's root.
func (c Card) Files() []string {
	files := []string{File(c.Language, c.Path)}
	if c.Square != nil {
		files = append(files, SquareFile(c.Language, c.Path))
	}
	return files
}

// Stage writes what templates get of the cards below folder/assets, and adds the PNG of each to the pictures of its language.
func Stage(folder string, cards []Card, cache *draw.Cache, pictures disk.Folders) error {
	data := map[string]map[string]staged{}
	for _, c := range cards {
		if data[c.Language] == nil {
			data[c.Language] = map[string]staged{}
		}
		name, square, picture := File(c.Language, c.Path), SquareFile(c.Language, c.Path), cache.File(c.Drawing)
		data[c.Language][c.Path] = staged{name + "?v=" + picture.Key[:8], draw.CardWidth, draw.CardHeight, c.Drawing.Description, square}
		pictures.Add(draw.Folder(c.Language), name, picture)
		if c.Square != nil {
			pictures.Add(draw.Folder(c.Language), square, cache.File(c.Square))
		}
	}
	var err error
	for language, of := range data {
		text, failed := json.Marshal(of)
		err = errors.Join(err, failed, disk.Write(folder, "assets/staged/cards."+language+".json", text))
	}
	return err
}
