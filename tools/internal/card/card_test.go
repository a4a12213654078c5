package card_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/card"
	"declarationwatch/tools/internal/disk"
	"declarationwatch/tools/internal/draw"
	"declarationwatch/tools/internal/fixture/project"
	"declarationwatch/tools/internal/matrix"
	"declarationwatch/tools/internal/published"
)

// cards returns the cards of the real record, by language and path.
func cards(t *testing.T, change func(*campaign.Campaign), rendered func(campaign.Page) bool) (map[string]card.Card, *campaign.Campaign) {
	t.Helper()
	p := project.Read(t)
	public, texts := p.Campaign, p.Words
	if change != nil {
		change(public)
	}
	out := map[string]card.Card{}
	in, pages := p.Pages(published.Input{})
	for _, c := range card.All(card.Source{Input: in, Record: pages, Words: texts, Rendered: rendered}, p.Style) {
		if _, twice := out[c.Language+c.Path]; twice {
			t.Errorf("two cards for %s%s", c.Language, c.Path)
		}
		out[c.Language+c.Path] = c
	}
	if err := texts.Err(); err != nil {
		t.Error(err)
	}
	return out, public
}

func TestEveryPageHasACard(t *testing.T) {
	t.Parallel()
	all, public := cards(t, nil, func(p campaign.Page) bool { return !strings.HasPrefix(p.Path(), "/statements/") })
	for _, p := range public.Pages {
		c, ok := all[p.Language()+p.Path()]
		if statement := strings.HasPrefix(p.Path(), "/statements/"); ok == statement {
			t.Errorf("%s: has a card: %v", p.Doc.File, ok)
		}
		if ok && p.Path() != "/" && !strings.Contains(c.Drawing.Description, strings.Join(strings.Fields(p.Title), " ")) {
			t.Errorf("%s: the card reads %q", p.Doc.File, c.Drawing.Description)
		}
	}
	for _, language := range public.Languages.All {
		for _, s := range public.Signatories {
			if all[language+"/signatories/"+string(s.ID)].Drawing == nil {
				t.Errorf("no card for %s in %s", s.ID, language)
			}
		}
		for _, day := range matrix.History(public, "2026-11-24")[:1] {
			if year := day.AsOf.First().Format("2006"); all[language+"/matrix/"+year].Drawing == nil {
				t.Errorf("no card for the matrix of %s in %s", year, language)
			}
		}
		for _, c := range public.Commitments {
			if all[language+"/commitments/"+string(c.ID)].Drawing == nil {
				t.Errorf("no card for %s in %s", c.ID, language)
			}
		}
	}
}

// TestIllegibleCards: where our font lacks the letters of a language, a page has the card of the source language.
func TestIllegibleCards(t *testing.T) {
	t.Parallel()
	const arabic = "إعلان بشأن الهجرة والحماية"
	all, public := cards(t, func(c *campaign.Campaign) {
		for i, p := range c.Pages {
			if p.Language() != c.Languages.Source && p.Path() == "/about" {
				c.Pages[i].Title, c.Pages[i].Description = arabic, arabic
			}
		}
		for language := range c.Profile.Name {
			if language != c.Languages.Source {
				c.Profile.Name[language], c.Profile.Tagline[language] = arabic, arabic
			}
		}
	}, func(campaign.Page) bool { return true })
	source := public.Languages.Source
	for _, language := range public.Languages.All {
		if all[language+"/about"].Drawing != all[source+"/about"].Drawing {
			t.Errorf("%s: the card is not that of the source language", language)
		}
	}
}

func TestStage(t *testing.T) {
	t.Parallel()
	all, public := cards(t, nil, func(campaign.Page) bool { return false })
	home := all[public.Languages.Source+"/"]
	folder := t.TempDir()
	pictures := disk.Folders{}
	if err := card.Stage(folder, []card.Card{home}, &draw.Cache{}, pictures); err != nil {
		t.Fatal(err)
	}
	file := card.File(home.Language, "/")
	text, err := os.ReadFile(filepath.Join(folder, "assets", "staged", "cards."+home.Language+".json"))
	if err != nil || !strings.Contains(string(text), file+"?v=") {
		t.Errorf("staged: %s, %v", text, err)
	}
	if err := (disk.Shelf{}).Take(pictures.Of("https://x.example/"), folder); err != nil {
		t.Fatal(err)
	}
	if png, err := os.ReadFile(filepath.Join(folder, filepath.FromSlash(file))); err != nil || len(png) == 0 {
		t.Errorf("no %s: %v", file, err)
	}
}
