package published

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/words"
)

// perFeed is how many things a feed has, and each document of its archive.
const perFeed = 50

type (
	// Feed is what a feed has. The older things of a long one are in archive documents (RFC 5005), each of which is complete once a
	// later one begins: a thing that comes in later never changes it.
	Feed struct {
		Items    []string   `json:"items"`    // the newest by the day of their last change, and all that no archive has
		Archives []feedPart `json:"archives"` // oldest first
	}
	feedPart struct {
		Path   string   `json:"path"` // below the folder of a language
		Year   string   `json:"year"`
		Number int      `json:"number"` // within the year
		Items  []string `json:"items"`
	}
	// feedItem is a change of status, or a text by its path.
	feedItem struct {
		id      string
		came    campaign.Date // the day by which archives are made
		changed campaign.Date // the day of its last change
	}
)

// feeds returns the feeds of a language by the page whose they are.
func (p *Pages) feeds(texts []text) map[string]Feed {
	items := map[string][]feedItem{}
	add := func(item feedItem, of ...string) {
		for _, page := range of {
			items[page] = append(items[page], item)
		}
	}
	for _, c := range p.Record.Changes {
		recorded := c.Recorded
		if recorded == "" || string(recorded) > string(p.AsOf) || c.Date.First().After(recorded.Last()) { // the last was prepared in advance
			recorded = c.Date
		}
		changed := campaign.Date(max(string(recorded), string(c.Date)))
		add(feedItem{c.ID, recorded, changed}, "changes", governmentPage(c.Signatory), commitmentPage(c.Commitment))
	}
	for _, x := range texts {
		if x.Date.IsZero() {
			continue
		}
		// One that is entered later than its date comes as news, and must not change an archive that is complete.
		item := feedItem{id: x.path, came: max(campaign.DayOf(x.Date), campaign.DayOf(x.Published()))}
		item.changed = item.came
		for _, c := range x.Params.Corrections {
			item.changed = max(item.changed, c.Date)
		}
		item.changed = max(item.changed, campaign.DayOf(x.LastMod))
		add(item, "")
		for _, id := range x.Params.Signatories {
			add(item, governmentPage(id))
		}
		for _, id := range x.Params.Commitments {
			add(item, commitmentPage(id))
		}
	}
	out := map[string]Feed{}
	for page, all := range items {
		out[page] = newFeed(path.Join(page, campaign.FeedFolder), all, string(p.AsOf)[:len("2006")])
	}
	return out
}

// WholeTexts returns, by the path of a text in a language, the paths of the pages whose feeds have all of it: the home page while the text
// is new, and of the documents of its archive the one that has it.
func (p *Pages) WholeTexts(w *words.Words) func(text string) []string {
	texts, _ := p.texts(w)
	feed := p.feeds(texts)[""]
	return func(text string) []string {
		paths := feed.documents(text)
		if slices.Contains(feed.Items, text) {
			paths = append(paths, "/")
		}
		return paths
	}
}

// documents returns the paths of the archive documents that have a thing.
func (f Feed) documents(id string) (paths []string) {
	for _, document := range f.Archives {
		if slices.Contains(document.Items, id) {
			paths = append(paths, "/"+document.Path)
		}
	}
	return paths
}

// newFeed divides things into a feed and its archive. Years before this one are complete, and so is each number of things as great
// as a document takes.
func newFeed(folder string, all []feedItem, thisYear string) (f Feed) {
	newest := slices.SortedStableFunc(slices.Values(all), func(a, b feedItem) int {
		return cmp.Or(strings.Compare(string(b.changed), string(a.changed)), strings.Compare(string(b.came), string(a.came)))
	})
	archived := map[string]bool{}
	if len(all) > perFeed {
		came := slices.Clone(all)
		slices.SortStableFunc(came, func(a, b feedItem) int {
			return cmp.Or(strings.Compare(string(a.came), string(b.came)), strings.Compare(a.id, b.id))
		})
		for len(came) > 0 {
			year := string(came[0].came)[:len("2006")]
			n := slices.IndexFunc(came, func(x feedItem) bool { return !strings.HasPrefix(string(x.came), year) })
			if n < 0 {
				n = len(came)
			}
			for number, part := range slices.Collect(slices.Chunk(came[:n], perFeed)) {
				if year >= thisYear && len(part) < perFeed {
					break
				}
				document := feedPart{Path: path.Join(folder, fmt.Sprintf("%s-%d", year, number+1)), Year: year, Number: number + 1}
				for _, x := range part {
					document.Items, archived[x.id] = append(document.Items, x.id), true
				}
				f.Archives = append(f.Archives, document)
			}
			came = came[n:]
		}
	}
	for i, x := range newest {
		if i < perFeed || !archived[x.id] {
			f.Items = append(f.Items, x.id)
		}
	}
	return f
}
