package check

import (
	"path"
	"strings"
	"time"

	"declarationwatch/tools/internal/campaign"
)

// This file knows what layouts/ makes: the pages made from data, and the ids that templates give to places on pages.

// everywhere is the anchors of every page.
var everywhere = always("main")

// fromData adds the pages of content/*/_content.gotmpl and of the taxonomy, in every language.
func (m *sitemap) fromData() {
	pillars, commitments := anchors{}, anchors{}
	for _, p := range m.record.Declaration.Pillars {
		pillars["pillar-"+string(p.ID)] = ""
	}
	for _, c := range m.record.Commitments {
		commitments[string(c.ID)] = ""
	}
	pledges := map[campaign.SignatoryID]anchors{}
	for _, p := range m.record.Pledges {
		if pledges[p.Signatory] == nil {
			pledges[p.Signatory] = anchors{}
		}
		if p.Confidence.Published() {
			pledges[p.Signatory][string(p.ID)] = p.PublishAfter
		}
	}
	register := m.register()
	signatory, commitment := always("timeline", "gaps", "packages", "mentions", "cite"), always("where", "pledged", "standards", "asks", "programmes", "mentions", "cite")
	programme := always("figures", "timeline", "commitments", "asks", "mentions", "cite")
	for _, language := range m.languages {
		root := prefix(language)
		for _, section := range []string{"", "signatories", "commitments", "programmes", "sources", "topics"} {
			m.put(path.Join(root, section), nil)
		}
		for kind, entries := range register {
			m.put(path.Join(root, "sources", string(kind)), nil, entries)
		}
		for _, s := range m.record.Signatories {
			m.put(path.Join(root, "signatories", string(s.ID)), nil, signatory, pillars, commitments, pledges[campaign.SignatoryID(s.ID)])
		}
		for _, c := range m.record.Commitments {
			m.put(path.Join(root, "commitments", string(c.ID)), nil, commitment)
		}
		for _, p := range m.record.Programmes {
			entries := anchors{}
			for _, e := range p.Entries {
				if e.Confidence.Published() {
					entries[string(e.ID)] = e.PublishAfter
				}
			}
			for _, s := range p.Series {
				entries["series-"+string(s.ID)] = ""
			}
			m.put(path.Join(root, "programmes", string(p.ID)), nil, programme, entries)
		}
	}
}

// register gives the anchors of the pages of sources, one page a kind: each source, and each publisher.
func (m *sitemap) register() map[campaign.EvidenceKind]anchors {
	pages := map[campaign.EvidenceKind]anchors{}
	for _, e := range m.record.Evidence {
		if len(e.Withheld) > 0 {
			continue
		}
		if pages[e.Kind] == nil {
			pages[e.Kind] = anchors{}
		}
		pages[e.Kind][string(e.ID)] = e.PublishAfter
		pages[e.Kind]["by-"+heading{text: e.Publisher}.anchor()] = ""
	}
	return pages
}

// fromContent adds the pages written by hand, at every address they have.
func (m *sitemap) fromContent(now time.Time) {
	years := map[string]anchors{"statements": {}, "analysis": {}}
	for i := range m.record.Pages {
		p := &m.record.Pages[i]
		if of := years[section(p)]; of != nil && !p.Date.IsZero() && p.Withheld(now) == "" {
			of["y"+p.DateInstant().Format("2006")] = ""
		}
		here := m.put(p.Address(), p)
		here.open = p.Layout != ""
	}
	topics := map[string]*campaign.Page{}
	for i := range m.record.Pages {
		p := &m.record.Pages[i]
		here, root := m.of(p), prefix(p.Language())
		// Hugo chooses a template by the file, too.
		m.layout(here, strings.Trim(strings.TrimPrefix(unslugged(p)+"/", root), "/"), years)
		// Templates find a page by its file, whatever its slug.
		m.share(unslugged(p), here)
		for _, alias := range p.Aliases {
			m.share(aliasAddress(p, alias), here)
		}
		m.put(path.Join(root, section(p)), nil)
		// A topic has a page as long as one of its pages has.
		for _, topic := range p.Topics {
			address := path.Join(root, "topics", string(topic))
			if owner, seen := topics[address]; !seen || owner != nil {
				topics[address] = p
			}
			if p.Withheld(now) == "" {
				topics[address] = nil
			}
		}
	}
	for address, owner := range topics {
		m.put(address, owner)
	}
	for _, language := range m.languages {
		for _, section := range []string{"", "signatories", "commitments"} {
			if d := m.at[path.Join(prefix(language), section)]; d.page == nil {
				m.layout(d, section, years)
			}
		}
	}
}

// section is the first folder of content/ on the way to a page; "" where it lies in none.
func section(p *campaign.Page) string {
	name, _, below := strings.Cut(strings.TrimPrefix(p.Doc.File, "content/"), "/")
	if !below {
		return ""
	}
	return name
}

// unslugged is the address by the name of the page's file.
func unslugged(p *campaign.Page) string {
	plain := *p
	plain.Slug = ""
	return plain.Address()
}

// aliasAddress is where an alias stands: below the site's root, or beside the page.
func aliasAddress(p *campaign.Page, alias string) string {
	if !strings.HasPrefix(alias, "/") {
		return strings.Trim(path.Join(path.Dir("/"+p.Address()), alias), "/")
	}
	return strings.Trim(path.Join("/", prefix(p.Language()), alias), "/")
}

// share lets a page be found under another address, unless that is taken.
func (m *sitemap) share(address string, d *destination) {
	if m.at[address] == nil {
		m.at[address] = d
	}
}

// layout adds the anchors that the template of a page makes, by its path in content/.
func (m *sitemap) layout(d *destination, name string, years map[string]anchors) {
	ids := anchors{}
	set := func(names ...string) {
		for _, name := range names {
			ids[name] = ""
		}
	}
	switch name {
	case "":
		set("map", "by-government", "latest-changes", "latest-statements", "latest-analysis", "asks")
	case "matrix":
		set("legend", "totals", "matrix-caption", "totals-caption", "cite", "unpledged", "whole", "only-view-filled")
		d.open = true // what the controls lead to
	case "changes":
		d.open = true // the days of the changes are the matrix's to find
	case "data":
		d.open = true // the tables are the export's to list
	case "embed":
		set("trial", "code", "all", "cite")
		for _, form := range []string{"live", "frozen", "quotation", "svg", "png", "markdown", "measured", "oembed"} {
			set("form-"+form, "form-"+form+"-code")
		}
	case "statements", "analysis":
		d.layout = append(d.layout, years[name])
	case "asks":
		for _, a := range m.record.Asks {
			set(string(a.ID), "kind-"+string(a.Kind))
		}
	case "sources":
		for _, e := range m.record.Evidence {
			if len(e.Withheld) == 0 {
				set("kind-" + string(e.Kind))
			}
		}
	case "commitments":
		set("events")
		for _, p := range m.record.Declaration.Pillars {
			set("pillar-" + string(p.ID))
		}
		for _, e := range m.record.Meetings {
			ids[string(e.ID)] = e.PublishAfter
		}
	case "signatories":
		set("observers", "packages")
		for _, s := range m.record.Signatories {
			if s.Subregion != "" {
				set(string(s.Subregion))
			}
		}
		for _, p := range m.record.Packages {
			set(string(p.ID))
		}
	case "search":
		set("q", "status", "results", "more", "browse", "everything")
	case "method":
		set("status-words", "headline-rule", "contact")
		for _, s := range m.record.Vocabulary.Statuses {
			d.own[string(s.ID)] = "" // the template leaves the anchor to a heading of that name
		}
	default:
		if section, _, below := strings.Cut(name, "/"); below && section == "analysis" {
			set("key-points", "related", "corrections", "cite")
		} else if below && section == "statements" {
			set("related", "corrections", "cite")
		}
	}
	d.layout = append(d.layout, ids)
}

// files adds what lies in static/ and beside pages. What the tool has written there is left to its audit.
func (m *sitemap) files() {
	add := func(address string, owner *campaign.Page) {
		if m.at[address] == nil && !ofTheTool("/"+address) {
			m.at[address] = &destination{page: owner, file: true, open: true}
		}
	}
	for _, file := range m.record.Static {
		add(strings.TrimPrefix(file, "static/"), nil)
	}
	owners := map[string]*campaign.Page{}
	for i := range m.record.Pages {
		p := &m.record.Pages[i]
		if stem, _, _ := strings.Cut(path.Base(p.Doc.File), "."); (stem == "index" || stem == "_index") && p.Language() == "en" {
			owners[path.Dir(p.Doc.File)] = p
		}
	}
	for _, file := range m.record.Attachments {
		for folder := path.Dir(file); folder != "."; folder = path.Dir(folder) {
			if owner := owners[folder]; owner != nil {
				add(path.Join(owner.Address(), strings.TrimPrefix(file, folder)), owner)
				break
			}
		}
	}
}
