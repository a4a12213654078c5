package check

import (
	"cmp"
	"fmt"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/diag"
	"declarationwatch/tools/internal/hosting"
	"declarationwatch/tools/internal/output"
	"declarationwatch/tools/internal/published"
	"declarationwatch/tools/internal/release"
)

// addresses is every page and file of the site that a text may link to. Which places a page has, only the finished page
// knows: the audit of the build looks there.
type addresses struct {
	record    *campaign.Campaign
	at        map[string]*destination    // by path without slashes at its ends
	embargoed map[string]campaign.Moment // records, by the address they are shown at with their id as fragment
	evidence  map[campaign.EvidenceID]campaign.Evidence
	entries   map[string]campaign.Entry
	paths     func() []string // as one writes them
	released  func() map[string]bool
	templates bool // whether the files that templates make are known
	clashes   []clash

	vagueLinks, vagueImages []string // texts that say nothing
}

// destination is one page or file.
type destination struct {
	page *campaign.Page // whose content it is, or that it belongs to; nil for what is made from data and for static files
	file bool
	made bool // by a template, beside a page
}

// Outputs returns which files templates make: of a page, by its kind and its path within a language, and of a site, by the folders of its
// languages.
type Outputs interface {
	Page(kind, path, language, address string) []string
	Site(folders map[string]string) []string
}

func newAddresses(c *campaign.Campaign, now time.Time, outputs Outputs) *addresses {
	a := &addresses{
		record: c, at: map[string]*destination{}, embargoed: map[string]campaign.Moment{},
		evidence: evidenceByID(c), entries: map[string]campaign.Entry{},
		vagueLinks: wordsOf(c, vagueLinksKey), vagueImages: wordsOf(c, "prose.vague_images"),
	}
	for _, language := range c.Languages.All {
		root := c.Languages.Root(language)
		for page := range recordPages(c) {
			a.put(path.Join(root, page), nil)
			a.put(path.Join(root, path.Dir(page)), nil)
		}
		for _, e := range c.Evidence {
			a.put(path.Join(root, e.Address()), nil)
			a.put(path.Join(root, "sources", string(e.Kind)), nil)
		}
		for _, page := range []string{"sources", "topics", ""} {
			a.put(strings.Trim(path.Join(root, page), "/"), nil)
		}
	}
	a.fromContent(now)
	if outputs != nil {
		a.made(outputs)
	}
	a.files()
	a.records()
	a.released = sync.OnceValue(a.inReleases)
	a.paths = sync.OnceValue(func() (paths []string) {
		for address, d := range a.at {
			if !d.file && address != "" {
				address += "/"
			}
			paths = append(paths, "/"+address)
		}
		return paths
	})
	return a
}

// recordPages returns the addresses of the pages made from records, and where each record is.
func recordPages(c *campaign.Campaign) map[string]diag.Position {
	pages := map[string]diag.Position{}
	for _, s := range c.Signatories {
		pages["signatories/"+string(s.ID)] = s.At()
	}
	for _, r := range c.Commitments {
		pages["commitments/"+string(r.ID)] = r.At()
	}
	for _, p := range c.Programmes {
		pages["programmes/"+string(p.ID)] = p.At()
	}
	return pages
}

// records takes in which records are under embargo.
func (a *addresses) records() {
	for _, p := range a.record.Pledges {
		a.embargoed["signatories/"+string(p.Signatory)+"#"+string(p.ID)] = p.PublishAfter
	}
	for _, e := range a.record.Meetings {
		a.embargoed["commitments#"+string(e.ID)] = e.PublishAfter
	}
	for _, e := range a.record.Evidence {
		// The pages above lead on to the one that lists it.
		for page := e.Address(); page != "sources"; page = path.Dir(page) {
			a.embargoed[page+"#"+string(e.ID)] = e.PublishAfter
		}
	}
	for _, p := range a.record.Programmes {
		a.embargoed["programmes/"+string(p.ID)+"#"] = p.From()
		for _, e := range p.Entries {
			a.entries[string(e.ID)] = e
			a.embargoed["programmes/"+string(p.ID)+"#"+string(e.ID)] = e.PublishAfter
		}
	}
}

// fromContent adds the pages written by hand, at every address they have.
func (a *addresses) fromContent(now time.Time) {
	topics := map[string]*campaign.Page{}
	for i := range a.record.Pages {
		p := &a.record.Pages[i]
		here, root := a.put(p.Address(), p), a.record.Languages.Root(p.Language())
		a.put(path.Join(root, section(p)), nil)
		// A topic has a page as long as one of its pages has.
		for _, topic := range p.Topics {
			address := path.Join(root, "topics", string(topic))
			if owner, seen := topics[address]; p.Withheld(now) == "" {
				topics[address] = nil
			} else if !seen || owner != nil {
				topics[address] = p
			}
		}
		// Templates find a page by its file, whatever its slug.
		a.share(p.FileAddress(), here)
		for _, alias := range p.Aliases {
			a.share(p.AliasAddress(alias), here)
		}
	}
	for address, owner := range topics {
		a.put(address, owner)
	}
}

// made adds the files that templates make beside pages, such as feeds.
func (a *addresses) made(outputs Outputs) {
	a.templates = true
	add := func(names []string, owner *campaign.Page) {
		for _, name := range names {
			if path.Base(name) != "index.html" { // which is the page
				a.share(name, &destination{page: owner, file: true, made: true})
			}
		}
	}
	for address, d := range maps.Clone(a.at) {
		language, below := a.record.Languages.Split(address)
		kind, within := "page", "/"+below
		switch p := d.page; {
		case p != nil && p.Address() != address && section(p) != "topics": // an alias
			continue
		case below == "":
			kind = "home"
		case below == "topics":
			kind = "taxonomy"
		case path.Dir(below) == "topics":
			kind = "term"
		case p != nil:
			if within = p.Path(); p.IsSection() {
				kind = "section"
			}
		}
		add(outputs.Page(kind, within, language, address), d.page)
	}
	folders := map[string]string{}
	for _, language := range a.record.Languages.All {
		folders[language] = a.record.Languages.Root(language)
	}
	add(outputs.Site(folders), nil)
}

// inReleases returns the files of releases, which are published as they are.
func (a *addresses) inReleases() map[string]bool {
	names := map[string]bool{}
	for _, f := range a.record.Frozen {
		for _, name := range f.Names() {
			names[name] = true
		}
	}
	return names
}

// files adds what is beside pages and in static/.
func (a *addresses) files() {
	pages := map[string]*campaign.Page{} // by their files
	for i := range a.record.Pages {
		pages[a.record.Pages[i].Doc.File] = &a.record.Pages[i]
	}
	beside := map[string]*destination{}
	for _, file := range a.record.Attachments {
		for _, owner := range a.record.PagesOf(file) {
			address := owner.FileBeside(file)
			a.claim(file, address)
			beside[address] = &destination{page: pages[owner.Doc.File], file: true}
		}
	}
	for address, d := range beside { // translations of a page may share one
		a.share(address, d)
	}
	for _, file := range a.record.Static {
		address := strings.TrimPrefix(file, "static/")
		a.claim(file, address)
		a.share(address, &destination{file: true})
	}
}

// claim notes a file whose address something else has.
func (a *addresses) claim(file, address string) {
	for _, taken := range []string{address, pageOf(address)} {
		if d := a.at[taken]; d != nil && (taken == address || !d.file) {
			a.clashes = append(a.clashes, clash{file, taken, d})
			return
		}
	}
}

// pageOf returns the address at which a host answers with a file. For "x.html" and "x/index.html" it is the same.
func pageOf(file string) string {
	if path.Base(file) == "index.html" {
		return strings.TrimSuffix(path.Dir(file), ".")
	}
	return strings.TrimSuffix(file, ".html")
}

// clash is a file whose address a page or another file has.
type clash struct {
	file, address string
	taken         *destination
}

// fileAddress also refuses files where the build writes more as the record grows.
func fileAddress(c *campaign.Campaign, report *report) {
	const hint = "rename or remove it"
	taken := map[string]bool{}
	for _, clash := range report.site().clashes {
		taken[clash.file] = true
		what := "a page"
		switch {
		case clash.taken.made:
			what = "a file that the build writes"
		case clash.taken.file:
			what = "another file"
		}
		p := report.errorf(diag.Position{File: clash.file}, "address %s is that of %s", shown(clash.address), what).WithHint(hint)
		if clash.taken.page != nil {
			p.WithRelated(clash.taken.page.At(), "of this page")
		}
	}
	for _, file := range c.Static {
		if strings.HasPrefix(file, release.Folder+"/") {
			continue // releases have rules of their own
		}
		address, kept := strings.TrimPrefix(file, "static/"), ""
		if ofRecord.MatchString("/"+address) || slices.Contains(hosting.Files, address) {
			kept = builtFiles
		} else if path.Ext(address) == ".html" {
			kept = keptFor(c, pageOf(address))
		}
		if kept != "" && !taken[file] {
			report.errorf(diag.Position{File: file}, "address /%s is kept for %s", address, kept).WithHint(hint)
		}
	}
}

// share lets a page or file be found at an address, unless that is taken.
func (a *addresses) share(address string, d *destination) {
	if a.at[address] == nil {
		a.at[address] = d
	}
}

// put makes an address known, or adds its page to what is known of it.
func (a *addresses) put(address string, page *campaign.Page) *destination {
	a.share(address, &destination{})
	d := a.at[address]
	d.page = cmp.Or(d.page, page)
	return d
}

// find returns what a path leads to from a page, and its address; or a hint at what was meant. In a language that lacks
// the page, it is that of the source language.
func (a *addresses) find(from *campaign.Page, written string) (there *destination, address, hint string) {
	if written == "" {
		return a.at[from.Address()], from.Address(), ""
	}
	key := strings.TrimSuffix(strings.TrimPrefix(written, "/"), "/")
	if path.Clean("/"+key) == "/"+key {
		for _, root := range []string{a.record.Languages.Root(from.Language()), ""} {
			if there := a.at[path.Join(root, key)]; there != nil && !(there.file && strings.HasSuffix(written, "/")) {
				return there, path.Join(root, key), ""
			}
		}
	}
	if strings.HasPrefix(key, output.Releases+"/") {
		if answers(a.released(), key) {
			return &destination{file: true}, key, ""
		}
		return nil, "", diag.Suggest(written, slashed(a.released()))
	}
	if lasting := a.lasting(key); lasting != "" {
		return nil, "", fmt.Sprintf("write %s, the address that stays when the record grows", lasting)
	}
	return nil, "", diag.Suggest(written, a.paths())
}

// answers reports whether a host answers at an address, without slashes at its ends, with one of some files.
func answers(files map[string]bool, address string) bool {
	return files[address] || files[path.Join(address, "index.html")]
}

// slashed returns the addresses of files, as one writes them.
func slashed(files map[string]bool) (paths []string) {
	for name := range files {
		paths = append(paths, "/"+strings.TrimSuffix(name, "index.html"))
	}
	return paths
}

// ofYear matches what a page of a year adds to the address of its list (campaign.YearPage).
var ofYear = regexp.MustCompile(`(?:/(?:\d{4}|` + campaign.Undated + `))(?:/\d+)?$`)

// lasting returns what to link to in place of a page that a long one hands its parts to, which comes with the record's growth;
// "" if the address is not of such a page.
func (a *addresses) lasting(key string) string {
	list := ofYear.ReplaceAllString(key, "")
	if list != key && a.at[list] != nil {
		return "/" + list + "/"
	}
	parent, last := path.Split(list)
	_, record := a.record.Languages.Split(parent)
	if strings.HasPrefix(record, "signatories/") && a.at[path.Clean(parent)] != nil && slices.Contains(a.record.IDs(campaign.KindCommitment), last) {
		return fmt.Sprintf("/%s#%s", parent, last)
	}
	return ""
}

// beside returns the file that a relative path names in the page's own folder.
func (a *addresses) beside(p *campaign.Page, name string) *destination {
	if there := a.at[path.Join(p.Address(), name)]; there != nil && there.file && there.page == p && path.Clean(name) == name {
		return there
	}
	return nil
}

// section is the first folder of content/ on the way to a page; "" if it is in none.
func section(p *campaign.Page) string {
	folder, _, _ := strings.Cut(strings.TrimPrefix(path.Dir(p.Doc.File)+"/", "content/"), "/")
	return folder
}

// later reports whether what is at a path is not known yet: a file that is made from the published record, which FileLinks knows, or one
// that only the finished site knows.
func (a *addresses) later(written string) bool {
	return ofRecord.MatchString(written) || ofPages.MatchString(written) || !a.templates && ofTemplates.MatchString(written)
}

var (
	// ofRecord matches the paths of files that are made from the published record, in any language.
	ofRecord = regexp.MustCompile(`^/(?:[a-z-]+/)?(?:` + published.Folder + `|embed/|oembed/|pictures/)`)
	// ofPages matches those of which the finished pages decide whether there are any: the index of the search, further sitemaps, and
	// documents of the archive of a feed.
	ofPages = regexp.MustCompile(`^/(?:[a-z-]+/)?(?:search/.|sitemap-)|/` + campaign.FeedFolder + `/`)
	// ofTemplates matches those of files that templates may make beside any page.
	ofTemplates = regexp.MustCompile(`\.(?:xml|json|txt)$`)
)
