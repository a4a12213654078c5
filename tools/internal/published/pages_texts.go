package published

import (
	"cmp"
	"maps"
	"path"
	"slices"
	"strings"
	"time"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/words"
)

// How many texts a page lists before they are on pages by year.
const (
	mostTexts    = 100
	mostMentions = 40 // beside other things
)

// texts returns the pages below the folders of content/ in a language, newest first.
func (p *Pages) texts(w *words.Words) (texts []campaign.Page) {
	for _, x := range p.pages {
		if x.Language() == w.Language && !x.IsSection() && path.Dir(x.Path()) != "/" {
			texts = append(texts, x)
		}
	}
	slices.SortStableFunc(texts, func(a, b campaign.Page) int {
		return cmp.Or(lastMoment(b).Compare(lastMoment(a)), strings.Compare(b.Path(), a.Path()))
	})
	return texts
}

// lists returns the lists of the site in one language: those of the record whose page there is, and those of texts. Each knows
// its title.
func (p *Pages) lists(w *words.Words, texts []campaign.Page) map[string]*Shelf {
	out := map[string]*Shelf{}
	titles := map[string]string{} // of the pages of content/
	for _, x := range p.pages {
		if x.Language() == w.Language {
			titles[strings.Trim(x.Path(), "/")] = x.Title
		}
	}
	for _, s := range p.Record.Shelves {
		list := *s
		switch s.Kind {
		case "reports":
			government, commitment := path.Split(strings.TrimPrefix(s.Path, "signatories/"))
			list.Title = w.In(p.Signatory[path.Clean(government)].Name) + ": " + w.In(p.Commitment[commitment].ShortTitle)
			list.Made = true
		case "entries":
			list.Title = w.In(p.Programme[s.ID].Title)
		default:
			list.Title = titles[s.Path]
		}
		if list.Title != "" { // otherwise the site has no such page
			out[list.Path] = &list
		}
	}

	groups := map[string][]shelved{}
	for _, x := range texts {
		text := shelved{id: x.Path(), date: campaign.Date(x.Date.Format(time.DateOnly))}
		if x.Date.IsZero() {
			text.date = ""
		}
		add := func(of ...string) {
			list := path.Join(of...)
			groups[list] = append(groups[list], text)
		}
		section, _, _ := strings.Cut(strings.TrimPrefix(x.Path(), "/"), "/")
		add(section)
		for _, id := range x.Topics {
			add("topics", string(id))
		}
		if text.date == "" {
			continue // neither a statement nor an analysis
		}
		for _, id := range x.Params.Signatories {
			add("signatories", string(id), mentions)
		}
		for _, id := range x.Params.Commitments {
			add("commitments", string(id), mentions)
		}
		for _, id := range x.Params.Programmes {
			add("programmes", string(id), mentions)
		}
	}
	for _, list := range slices.Sorted(maps.Keys(groups)) {
		section, id, _ := strings.Cut(list, "/")
		id, below, _ := strings.Cut(id, "/")
		most, title := mostTexts, titles[list]
		if section == "topics" {
			title = w.Text("topic.title", "Topic", w.In(p.Words["topic"][id]))
		}
		if below == mentions {
			most = mostMentions
			if title = p.named(w, section, id); title == "" {
				continue // it is not in the record of a past day
			}
			title = w.Text("page.mentions_of", "Name", title)
		}
		if title == "" {
			continue // nothing lists the pages of this folder
		}
		s := newShelf(list, "texts", id, most, groups[list])
		s.Title, s.Made = title, below == mentions && s.Split
		out[list] = s
	}
	return out
}

// mentions is the folder, below the page of a record, of the texts that name it.
const mentions = "mentions"

// named returns what a record with a page is called; "" for one that is not in the record.
func (p *Pages) named(w *words.Words, section, id string) string {
	switch section {
	case "signatories":
		return w.In(p.Signatory[id].Name)
	case "commitments":
		return w.In(p.Commitment[id].ShortTitle)
	default:
		return w.In(p.Programme[id].Title)
	}
}

// lastMoment returns a time that puts a page in order: of a month or a year its end.
func lastMoment(p campaign.Page) time.Time {
	d := p.Dated()
	if d == "" || len(d) == len(time.DateOnly) {
		return p.Date
	}
	if by := p.Params.NotAfter; by != "" && by.First().Before(d.Last()) {
		return by.First()
	}
	return d.Last()
}
