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

// pageDates is when a page of content/ is from and when it was changed, as far as its front matter says.
type pageDates struct {
	Date      campaign.Date `json:"date"`      // as exact as it is known; "" for an undated page
	At        string        `json:"at"`        // the instant that puts it in order among others, after RFC 3339, in UTC
	Out       string        `json:"out"`       // the instant at which it came out, if that was later; else ""
	Modified  campaign.Date `json:"modified"`  // the day of its newest change
	Corrected campaign.Date `json:"corrected"` // the day of its newest correction
}

// datesOf returns the dates of a page.
func (p *Pages) datesOf(x campaign.Page) pageDates {
	d := pageDates{Date: x.Dated()}
	for _, c := range x.Params.Corrections {
		d.Corrected = max(d.Corrected, c.Date)
	}
	d.Modified = d.Corrected
	if !x.IsSection() && !x.LastMod.IsZero() && x.LastMod.After(x.Date) {
		d.Modified = max(d.Modified, campaign.DayOf(x.LastMod))
	}
	if d.Date != "" {
		d.At = p.instant(x, d)
		if out := x.PublishDate.UTC().Format(time.RFC3339); out > d.At {
			d.Out = out
		}
	}
	return d
}

// instant returns when a page is from. Of a month or a year it is the end of that time, or the last day that the page can be of, or
// the day of its newest change; before that end has come, the day in the front matter.
func (p *Pages) instant(x campaign.Page, d pageDates) string {
	const lastSecond = "T23:59:59Z"
	own := x.Date.UTC().Format(time.RFC3339)
	if len(d.Date) == len(time.DateOnly) {
		return own
	}
	at := d.Date.Last().Format(time.DateOnly) + lastSecond
	for _, by := range []campaign.Date{x.Params.NotAfter, d.Modified} {
		if by != "" && string(by) < at {
			at = string(by) + "T00:00:00Z"
		}
	}
	if at > string(p.AsOf)+lastSecond {
		return own
	}
	return at
}

// text is a page below a folder of content/, with its path and the instant that puts it in order among others.
type text struct {
	*campaign.Page
	path, at string
}

// texts returns the pages below the folders of content/ in a language, newest first, and the dates of all its pages by their path.
func (p *Pages) texts(w *words.Words) (texts []text, dates map[string]pageDates) {
	dates = map[string]pageDates{}
	for i := range p.pages {
		x := &p.pages[i]
		if x.Language() != w.Language {
			continue
		}
		at, d := x.Path(), p.datesOf(*x)
		if d != (pageDates{}) {
			dates[at] = d
		}
		if !x.IsSection() && path.Dir(at) != "/" {
			texts = append(texts, text{x, at, d.At})
		}
	}
	slices.SortFunc(texts, func(a, b text) int { return cmp.Or(strings.Compare(b.at, a.at), strings.Compare(b.path, a.path)) })
	return texts, dates
}

// NewestTexts returns the paths of the newest statements and analyses in the language of some words, newest first.
func (p *Pages) NewestTexts(w *words.Words) (paths []string) {
	texts, dates := p.texts(w)
	for _, x := range texts {
		if dates[x.Path()].Date != "" && len(paths) < newestOf {
			paths = append(paths, x.Path())
		}
	}
	return paths
}

// lists returns the lists of the site in one language: those of the record whose page there is, and those of texts. Each knows
// its title.
func (p *Pages) lists(w *words.Words, texts []text) map[string]*Shelf {
	out := map[string]*Shelf{}
	titles := map[string]string{} // of the pages of content/
	for _, x := range p.pages {
		if x.Language() == w.Language {
			titles[strings.Trim(x.Path(), "/")] = x.Title
		}
	}
	for _, s := range slices.Concat(slices.Collect(maps.Values(p.Record.Shelves)), p.grouped) {
		list := *s
		switch s.Kind {
		case "rows":
			list.Title = w.In(p.Signatory[s.ID].Name)
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
		text := shelved{id: x.path, date: campaign.DayOf(x.Date)}
		add := func(of ...string) {
			list := path.Join(of...)
			groups[list] = append(groups[list], text)
		}
		section, _, _ := strings.Cut(strings.TrimPrefix(x.path, "/"), "/")
		add(section)
		for _, id := range x.Topics {
			add("topics", string(id))
		}
		if text.date == "" {
			continue // neither a statement nor an analysis
		}
		for _, id := range x.Params.Signatories {
			add("signatories", string(id), campaign.Mentions)
		}
		for _, id := range x.Params.Commitments {
			add("commitments", string(id), campaign.Mentions)
		}
		for _, id := range x.Params.Programmes {
			add("programmes", string(id), campaign.Mentions)
		}
	}
	for _, list := range slices.Sorted(maps.Keys(groups)) {
		section, id, _ := strings.Cut(list, "/")
		id, below, _ := strings.Cut(id, "/")
		most, title := mostTexts, titles[list]
		if section == "topics" {
			title = w.Text("topic.title", "Topic", w.In(p.Words["topic"][id]))
		}
		if below == campaign.Mentions {
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
		s.Title, s.Made = title, below == campaign.Mentions && s.Split
		out[list] = s
	}
	return out
}

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
