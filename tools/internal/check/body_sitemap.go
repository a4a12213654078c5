package check

import (
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"
	"time"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/diag"
)

// sitemap is every address of the site that a text may link to, as layouts/ and content/ make them.
type sitemap struct {
	record    *campaign.Campaign
	languages []string
	at        map[string]*destination // by path without slashes at its ends
	evidence  map[string]campaign.Evidence
	entries   map[string]campaign.Entry
	paths     func() []string // as one writes them
}

// destination is one page or file.
type destination struct {
	page   *campaign.Page // whose content it is, or that it belongs to; nil for what is made from data and for static files
	file   bool
	layout []anchors // that its layout gives it
	own    anchors   // of its headings, and those that give way to a heading
	open   bool      // whether it may have others
}

// anchors are the places on a page, each with the moment it is shown from.
type anchors map[string]campaign.Moment

// always gives anchors that are there from the start.
func always(ids ...string) anchors {
	out := anchors{}
	for _, id := range ids {
		out[id] = ""
	}
	return out
}

// given reports whether the layout makes an anchor.
func (d *destination) given(anchor string) bool {
	return slices.ContainsFunc(d.layout, func(a anchors) bool { _, ok := a[anchor]; return ok })
}

func (d *destination) has(anchor string) bool {
	_, ok := d.own[anchor]
	return ok || d.given(anchor)
}

// from is the moment a place is shown from.
func (d *destination) from(anchor string) campaign.Moment {
	for _, a := range d.layout {
		if moment := a[anchor]; moment != "" {
			return moment
		}
	}
	return ""
}

func (d *destination) anchors() []string {
	all := slices.Collect(maps.Keys(d.own))
	for _, a := range d.layout {
		all = slices.AppendSeq(all, maps.Keys(a))
	}
	return all
}

func newSitemap(c *campaign.Campaign, texts []*prose, languages []string, now time.Time) *sitemap {
	m := &sitemap{
		record: c, languages: published(languages), at: map[string]*destination{},
		evidence: map[string]campaign.Evidence{}, entries: map[string]campaign.Entry{},
	}
	for _, e := range c.Evidence {
		m.evidence[string(e.ID)] = e
	}
	for _, p := range c.Programmes {
		for _, e := range p.Entries {
			m.entries[string(e.ID)] = e
		}
	}
	m.fromData()
	m.fromContent(now)
	m.files()
	for _, p := range texts {
		if p.body {
			m.of(p.page).headings(p)
		}
	}
	m.paths = sync.OnceValue(m.written)
	return m
}

// headings adds the anchors of a text. Those given twice are told; Hugo numbers them.
func (d *destination) headings(p *prose) {
	seen := map[string]int{}
	for _, h := range p.headings {
		anchor := h.anchor()
		if h.shortcode && h.id == "" {
			continue
		}
		seen[anchor]++
		if n := seen[anchor]; n > 1 {
			anchor = fmt.Sprintf("%s-%d", anchor, n-1)
		}
		d.own[anchor] = ""
	}
}

// put makes an address known, or adds to what is known of it.
func (m *sitemap) put(address string, page *campaign.Page, layout ...anchors) *destination {
	d := m.at[address]
	if d == nil {
		d = &destination{own: anchors{}, layout: []anchors{everywhere}}
		m.at[address] = d
	}
	if d.page == nil {
		d.page = page
	}
	d.layout = append(d.layout, layout...)
	return d
}

// of is the page's own place.
func (m *sitemap) of(p *campaign.Page) *destination { return m.at[p.Address()] }

// find gives what a path leads to from a page, or a hint at what was meant. A page in another language than English
// finds its like, and the English one where there is none.
func (m *sitemap) find(from *campaign.Page, address string) (*destination, string) {
	if address == "" {
		return m.of(from), ""
	}
	key := strings.TrimSuffix(strings.TrimPrefix(address, "/"), "/")
	if path.Clean("/"+key) == "/"+key {
		for _, root := range []string{prefix(from.Language()), ""} {
			if there := m.at[path.Join(root, key)]; there != nil && !(there.file && strings.HasSuffix(address, "/")) {
				return there, ""
			}
		}
	}
	return nil, diag.Suggest(address, m.paths())
}

// beside gives the file that a relative path names in the page's own folder.
func (m *sitemap) beside(p *campaign.Page, name string) *destination {
	if there := m.at[path.Join(p.Address(), name)]; there != nil && there.file && there.page == p && path.Clean(name) == name {
		return there
	}
	return nil
}

func (m *sitemap) written() []string {
	var paths []string
	for address, d := range m.at {
		if !d.file && address != "" {
			address += "/"
		}
		paths = append(paths, "/"+address)
	}
	return paths
}

// published lists the languages of the site, English first.
func published(languages []string) []string {
	return append([]string{"en"}, slices.DeleteFunc(slices.Clone(languages), func(code string) bool { return code == "en" })...)
}

// prefix is the folder of a language.
func prefix(language string) string {
	if language == "en" {
		return ""
	}
	return language
}

// ofTheTool reports whether a path is that of a file which the build writes. Its audit looks whether it is there.
func ofTheTool(address string) bool {
	for _, folder := range []string{"/data/v1/", "/embed/", "/oembed/", "/v/"} {
		if strings.HasPrefix(address, folder) {
			return true
		}
	}
	return slices.Contains([]string{".xml", ".json", ".txt"}, path.Ext(address))
}
