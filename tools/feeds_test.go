package main

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"declarationwatch/tools/internal/campaign"
)

// feeds checks every feed of the site, and that a page that is not out is in none.
func (s builtSite) feeds(t *testing.T) {
	atom, jsons := s.find(t, "feed.xml"), s.find(t, "feed.json")
	// The home page, the changes, three governments and two commitments, in two languages.
	if want := 2 * (1 + 1 + 3 + 2); len(atom) != want || len(jsons) != want {
		t.Errorf("%d Atom feeds and %d JSON feeds, want %d of each", len(atom), len(jsons), want)
	}
	titles := map[string][]string{}
	for _, name := range atom {
		feed, faults := readAtom(s.read(t, name))
		complain(t, name, faults)
		complain(t, name, s.misled(feed.addresses()...))
		if want := s.base + name; feed.link("self") != want {
			t.Errorf("%s: links to itself as %s, want %s", name, feed.link("self"), want)
		}
		// The two forms of a feed hold the same.
		twin := strings.TrimSuffix(name, ".xml") + ".json"
		other, faults := readJSONFeed(s.read(t, twin))
		complain(t, twin, faults)
		complain(t, twin, s.misled(other.Home, other.Self))
		if other.Self != s.base+twin {
			t.Errorf("%s: names %s as its own address", twin, other.Self)
		}
		if len(other.Items) != len(feed.Entries) || other.Title != feed.Title.Text || other.Language != feed.Language {
			t.Errorf("%s differs from %s", twin, name)
			continue
		}
		for i, e := range feed.Entries {
			item := other.Items[i]
			titles[name] = append(titles[name], e.Title.Text)
			if item.ID != e.ID || item.URL != e.link("alternate") || item.Title != e.Title.Text || item.HTML != e.Content.Text ||
				item.Summary != e.Summary.Text || item.Published != e.Published || item.Modified != e.Updated || item.Original != e.link("via") {
				t.Errorf("%s: item %d is not entry %d of %s:\n%+v\n%+v", twin, i, i, name, item, e)
			}
			for _, text := range []string{e.Title.Text, e.Content.Text, item.HTML} {
				if strings.Contains(text, "Not out before its time") || strings.Contains(text, "must not be in any file") {
					t.Errorf("%s holds a page that is not out", name)
				}
			}
			if relative := relativeLink(e.Content.Text); relative != "" {
				t.Errorf("%s: %s: a link leads to %q, which means nothing away from the page", name, e.ID, relative)
			}
		}
	}

	const corrected = "Café & “children”: 100% {free} #1_x ~ C:\\path <b>"
	for name, want := range map[string][]string{
		// Newest first by when they were last changed: a correction counts, and so does the day a change was recorded on.
		"feed.xml":                    {"What a year brought", corrected, "A first statement"},
		"es/feed.xml":                 {"Un primer comunicado"},
		"changes/feed.xml":            {"United States: Reunite families: Reversed (was: In progress)", "United States: Return children safely: Contradicted (was: No pledge found)", "United States: Reunite families: In progress (was: Announced)", "United States: Reunite families: Announced (was: No pledge found)"},
		"signatories/mexico/feed.xml": {"What a year brought"},
		"signatories/spain/feed.xml":  nil,
	} {
		if !slices.Equal(titles[name], want) {
			t.Errorf("%s holds %q, want %q", name, titles[name], want)
		}
	}
	for name, want := range map[string]int{
		"commitments/family-reunification/feed.xml": 3 + 2, "commitments/safe-return-of-children/feed.xml": 1 + 1,
		"signatories/united-states/feed.xml": 4 + 2, "es/signatories/united-states/feed.xml": 4, "es/changes/feed.xml": 4,
	} {
		if len(titles[name]) != want {
			t.Errorf("%s holds %q, want %d entries", name, titles[name], want)
		}
	}

	// A feed without an entry says when the government joined.
	empty, _ := readAtom(s.read(t, "signatories/spain/feed.xml"))
	if empty.Updated != "2022-06-10T00:00:00Z" {
		t.Errorf("an empty feed is of %s", empty.Updated)
	}

	// A month or a year has its last instant, the day of its newest change if that is earlier, and says what is known.
	home, _ := readAtom(s.read(t, "feed.xml"))
	twin, _ := readJSONFeed(s.read(t, "feed.json"))
	for _, item := range twin.Items {
		want := map[string]jsonDate{
			"tag:small.example,2026:en/statements/first": {s.base + "method/", "2022-06", "month", "June 2022"},
			"tag:small.example,2026:en/analysis/yearly":  {s.base + "method/", "2025", "year", "2025"},
		}[item.ID]
		if item.Date != want {
			t.Errorf("feed.json: %s has the date %+v, want %+v", item.ID, item.Date, want)
		}
	}
	for id, want := range map[string]struct{ published, updated, says string }{
		"tag:small.example,2026:en/statements/first":     {"2022-06-30T23:59:59Z", "2022-06-30T23:59:59Z", "We know only the month"},
		"tag:small.example,2026:en/analysis/yearly":      {"2025-09-30T00:00:00Z", "2025-09-30T00:00:00Z", "We know only the year"},
		"tag:small.example,2026:en/statements/corrected": {"2024-05-06T23:00:00Z", "2025-01-02T00:00:00Z", "corrected on"},
	} {
		i := slices.IndexFunc(home.Entries, func(e atomEntry) bool { return e.ID == id })
		if i < 0 {
			t.Errorf("the feed of the home page has no entry %s", id)
			continue
		}
		e := home.Entries[i]
		if e.Published != want.published || e.Updated != want.updated || !strings.Contains(e.Content.Text, want.says) {
			t.Errorf("%s is of %s, updated %s, want %s, %s; it should say %q:\n%s", id, e.Published, e.Updated, want.published, want.updated, want.says, e.Content.Text)
		}
	}

	// What offers a feed, and what has none to offer.
	for name, want := range map[string]int{
		"index.html": 2, "changes/index.html": 2, "signatories/mexico/index.html": 2, "statements/first/index.html": 2, "statements/index.html": 2,
		"es/index.html": 2, "404.html": 0, "es/404.html": 0, "topics/children/index.html": 0, "topics/index.html": 0, "about/index.html": 0,
	} {
		text := s.read(t, name)
		if got := strings.Count(text, `rel="alternate" type="application/`) - strings.Count(text, `+oembed"`)/2; got != want {
			t.Errorf("%s offers %d feeds, want %d", name, got, want)
		}
	}
}

// beforeGrowth is the variable that has the folder of the site that a grown one is compared with.
const beforeGrowth = "DECLARATION_BEFORE"

// TestArchivesOfFeeds: a document of the archive of a feed has its year in its title instead of a finding, and stays as it is when the
// record grows in a later year, but for the link to what is newer.
func TestArchivesOfFeeds(t *testing.T) {
	s, before, compared := realSite(t), os.Getenv(beforeGrowth), 0
	newer := regexp.MustCompile(`<link rel="next-archive"[^>]*>`)
	for name, text := range s.files {
		owner, document, ok := strings.Cut(name, campaign.FeedFolder+"/")
		if !ok || path.Base(document) != "feed.xml" {
			continue
		}
		archive, _ := readAtom(text)
		current, _ := readAtom(s.files[owner+"feed.xml"])
		year := document[:len("2006")]
		if title := archive.Title.Text; !strings.Contains(title, "("+year) || strings.Contains(owner, "signatories/") && strings.HasPrefix(title, current.Title.Text) {
			t.Errorf("%s: title %q, want a name and the year", name, title)
		}
		if old, err := os.ReadFile(filepath.Join(before, filepath.FromSlash(name))); before != "" && err == nil && year < grownOn[:len(year)] {
			compared++
			if was, is := newer.ReplaceAllString(string(old), ""), newer.ReplaceAllString(text, ""); was != is {
				at := 0
				for at < min(len(is), len(was)) && is[at] == was[at] {
					at++
				}
				t.Errorf("%s changed when the record grew, at %d:\n%.500s\nwas\n%.500s", name, at, is[max(0, at-200):], was[max(0, at-200):])
			}
		}
	}
	if before != "" && compared == 0 {
		t.Error("no feed had an archive")
	}
}

// misled lists the addresses of our own that lead nowhere.
func (s builtSite) misled(addresses ...string) (faults []string) {
	for _, a := range addresses {
		if strings.HasPrefix(a, s.base) && !s.serves(a) {
			faults = append(faults, a+" leads nowhere")
		}
	}
	return faults
}

// relativeLink gives a link in HTML that has no host, or "".
func relativeLink(html string) string {
	for _, attribute := range []string{` href="`, ` src="`} {
		for i, part := range strings.Split(html, attribute) {
			address, _, _ := strings.Cut(part, `"`)
			if i > 0 && !strings.HasPrefix(address, "http") && !strings.HasPrefix(address, "mailto:") {
				return address
			}
		}
	}
	return ""
}

// Atom, as RFC 4287 has it. What it does not know is refused.
type (
	atomFeed struct {
		XMLName  xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
		Language string      `xml:"http://www.w3.org/XML/1998/namespace lang,attr"`
		ID       string      `xml:"id"`
		Title    atomText    `xml:"title"`
		Subtitle atomText    `xml:"subtitle"`
		Updated  string      `xml:"updated"`
		Author   atomAuthor  `xml:"author"`
		Rights   atomText    `xml:"rights"`
		Links    []atomLink  `xml:"link"`
		Entries  []atomEntry `xml:"entry"`
		Unknown  []anything  `xml:",any"`
	}
	atomEntry struct {
		ID         string         `xml:"id"`
		Title      atomText       `xml:"title"`
		Published  string         `xml:"published"`
		Updated    string         `xml:"updated"`
		Links      []atomLink     `xml:"link"`
		Categories []atomCategory `xml:"category"`
		Summary    atomText       `xml:"summary"`
		Content    atomText       `xml:"content"`
		Unknown    []anything     `xml:",any"`
	}
	atomText struct {
		Type    string     `xml:"type,attr"`
		Text    string     `xml:",chardata"`
		Unknown []anything `xml:",any"`
	}
	atomAuthor struct {
		Name string `xml:"name"`
		URI  string `xml:"uri"`
	}
	atomLink struct {
		Rel  string `xml:"rel,attr"`
		Type string `xml:"type,attr"`
		Href string `xml:"href,attr"`
	}
	atomCategory struct {
		Term  string `xml:"term,attr"`
		Label string `xml:"label,attr"`
	}
	anything struct{ XMLName xml.Name }
)

func linkOf(links []atomLink, rel string) string {
	for _, l := range links {
		if l.Rel == rel {
			return l.Href
		}
	}
	return ""
}

func (f atomFeed) link(rel string) string  { return linkOf(f.Links, rel) }
func (e atomEntry) link(rel string) string { return linkOf(e.Links, rel) }

func (f atomFeed) addresses() []string {
	all := []string{f.Author.URI}
	for _, l := range f.Links {
		all = append(all, l.Href)
	}
	for _, e := range f.Entries {
		for _, l := range e.Links {
			all = append(all, l.Href)
		}
	}
	return all
}

// readAtom reads a feed and lists what RFC 4287 would not have.
func readAtom(text string) (feed atomFeed, faults []string) {
	fault := func(format string, args ...any) { faults = append(faults, fmt.Sprintf(format, args...)) }
	if err := xml.Unmarshal([]byte(text), &feed); err != nil {
		return feed, []string{err.Error()}
	}
	common := func(what, id string, title atomText, updated string, links []atomLink) {
		if u, err := url.Parse(id); err != nil || u.Scheme == "" {
			fault("%s: id %q is no IRI", what, id)
		}
		if strings.TrimSpace(title.Text) == "" {
			fault("%s has no title", what)
		}
		if _, err := time.Parse(time.RFC3339, updated); err != nil {
			fault("%s: updated: %v", what, err)
		}
		alternates := 0
		for _, l := range links {
			if u, err := url.Parse(l.Href); err != nil || u.Host == "" {
				fault("%s: link %q is no full address", what, l.Href)
			}
			if l.Rel == "alternate" {
				alternates++
			}
		}
		if alternates != 1 {
			fault("%s has %d alternate links", what, alternates)
		}
	}
	common("the feed", feed.ID, feed.Title, feed.Updated, feed.Links)
	if feed.link("self") == "" {
		fault("the feed has no link to itself")
	}
	if feed.Author.Name == "" {
		fault("the feed has no author")
	}
	if feed.Language == "" {
		fault("the feed has no language")
	}
	unknown := slices.Concat(feed.Unknown, feed.Title.Unknown, feed.Subtitle.Unknown)
	seen := map[string]bool{}
	for i, e := range feed.Entries {
		what := "entry " + e.ID
		common(what, e.ID, e.Title, e.Updated, e.Links)
		if seen[e.ID] {
			fault("%s is there twice", what)
		}
		seen[e.ID] = true
		if _, err := time.Parse(time.RFC3339, e.Published); err != nil {
			fault("%s: published: %v", what, err)
		}
		if e.Published > e.Updated {
			fault("%s was updated %s, before it was published %s", what, e.Updated, e.Published)
		}
		if i > 0 && e.Updated > feed.Entries[i-1].Updated {
			fault("%s is newer than the one before it", what)
		}
		if e.Updated > feed.Updated {
			fault("%s is newer than the feed", what)
		}
		if e.Content.Type != "html" || strings.TrimSpace(e.Content.Text) == "" {
			fault("%s has no content in HTML", what)
		}
		for _, c := range e.Categories {
			if c.Term == "" {
				fault("%s has a category without a term", what)
			}
		}
		unknown = slices.Concat(unknown, e.Unknown, e.Title.Unknown, e.Summary.Unknown, e.Content.Unknown)
	}
	for _, u := range unknown {
		fault("unknown element %s", u.XMLName.Local)
	}
	return feed, faults
}

// JSON Feed 1.1. What it does not know is refused.
type (
	jsonFeed struct {
		Version     string       `json:"version"`
		Title       string       `json:"title"`
		Home        string       `json:"home_page_url"`
		Self        string       `json:"feed_url"`
		Description string       `json:"description"`
		Language    string       `json:"language"`
		Authors     []jsonAuthor `json:"authors"`
		Items       []jsonItem   `json:"items"`
	}
	jsonAuthor struct {
		Name string `json:"name"`
		URL  string `json:"url"`
	}
	jsonItem struct {
		ID        string   `json:"id"`
		URL       string   `json:"url"`
		Original  string   `json:"external_url"`
		Title     string   `json:"title"`
		HTML      string   `json:"content_html"`
		Summary   string   `json:"summary"`
		Published string   `json:"date_published"`
		Modified  string   `json:"date_modified"`
		Tags      []string `json:"tags"`
		Date      jsonDate `json:"_date"`
	}
	jsonDate struct {
		About     string `json:"about"`
		Date      string `json:"date"`
		Precision string `json:"date_precision"`
		Words     string `json:"words"`
	}
)

// readJSONFeed reads a feed and lists what version 1.1 would not have.
func readJSONFeed(text string) (feed jsonFeed, faults []string) {
	fault := func(format string, args ...any) { faults = append(faults, fmt.Sprintf(format, args...)) }
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&feed); err != nil {
		return feed, []string{err.Error()}
	}
	if feed.Version != "https://jsonfeed.org/version/1.1" {
		fault("version %q", feed.Version)
	}
	if feed.Title == "" || feed.Language == "" || len(feed.Authors) != 1 || feed.Authors[0].Name == "" {
		fault("no title, language or author")
	}
	if feed.Items == nil {
		fault("no list of items")
	}
	seen := map[string]bool{}
	for _, item := range feed.Items {
		if item.ID == "" || seen[item.ID] {
			fault("id %q is empty or there twice", item.ID)
		}
		seen[item.ID] = true
		if item.HTML == "" {
			fault("%s has no content", item.ID)
		}
		if u, err := url.Parse(item.URL); err != nil || u.Host == "" {
			fault("%s: url %q", item.ID, item.URL)
		}
		for _, date := range []string{item.Published, item.Modified} {
			if _, err := time.Parse(time.RFC3339, date); err != nil {
				fault("%s: %v", item.ID, err)
			}
		}
	}
	return feed, faults
}

// TestFeedReadersRefuse shows that the readers above can fail.
func TestFeedReadersRefuse(t *testing.T) {
	const atom = `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><id>tag:x.example,2026:a</id><title>T</title><updated>2026-01-01T00:00:00Z</updated>` +
		`<author><name>N</name></author><link rel="self" href="https://x.example/feed.xml"/><link rel="alternate" href="https://x.example/"/>` +
		`<entry><id>tag:x.example,2026:b</id><title>E</title><published>2025-01-01T00:00:00Z</published><updated>2025-01-01T00:00:00Z</updated>` +
		`<link rel="alternate" href="https://x.example/b/"/><content type="html">&lt;p&gt;x</content></entry></feed>`
	const item = `{"version":"https://jsonfeed.org/version/1.1","title":"T","language":"en","authors":[{"name":"N"}],"items":[{"id":"b","url":"https://x.example/b/","content_html":"x","date_published":"2025-01-01T00:00:00Z","date_modified":"2025-01-01T00:00:00Z"}]}`
	for _, good := range []func() []string{
		func() []string { _, f := readAtom(atom); return f }, func() []string { _, f := readJSONFeed(item); return f },
	} {
		complain(t, "a sound feed", good())
	}
	for old, new := range map[string]string{
		"tag:x.example,2026:a": "", "<title>E</title>": "<title> </title>", "<title>T</title>": "", "<name>N</name>": "",
		"2026-01-01T00:00:00Z": "2026-01-01", "<updated>2025-01-01T00:00:00Z": "<updated>2024-12-31T00:00:00Z", ` xml:lang="en"`: "",
		`<link rel="self" href="https://x.example/feed.xml"/>`: "", `href="https://x.example/b/"`: `href="/b/"`, `type="html"`: `type="text"`,
		"<content": "<contents/><content", "&lt;p&gt;x": "<p>x</p>", "</entry>": "</entry><entry><id>tag:x.example,2026:b</id></entry>", "2005/Atom": "2005/atom",
	} {
		if _, faults := readAtom(strings.Replace(atom, old, new, 1)); !strings.Contains(atom, old) || len(faults) == 0 {
			t.Errorf("Atom with %q for %q is taken for sound", new, old)
		}
	}
	for old, new := range map[string]string{
		"version/1.1": "version/1", `"T"`: `""`, `"N"`: `""`, `"items"`: `"item"`, `"id":"b"`: `"id":""`, `"id":"b",`: `"id":2,`, `"x"`: `""`,
		"https://x.example/b/": "/b/", "2025-01-01T00:00:00Z": "2025-01-01", `"language":"en"`: `"lang":"en"`,
	} {
		if _, faults := readJSONFeed(strings.Replace(item, old, new, 1)); !strings.Contains(item, old) || len(faults) == 0 {
			t.Errorf("JSON Feed with %q for %q is taken for sound", new, old)
		}
	}
	if relativeLink(`<a href="https://x.example/">x</a> <a href="/x/">y</a>`) != "/x/" || relativeLink(`<img alt="" src="#">`) != "#" {
		t.Error("a relative link is not seen")
	}
}
