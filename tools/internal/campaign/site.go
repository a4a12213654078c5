package campaign

import (
	"path"
	"slices"
	"strings"
)

// general are the templates of layouts/ that are of no page of their own.
var general = []string{"404", "baseof", "home", "page", "section", "taxonomy", "term"}

// SitePages returns what reports whether the site itself consists of a page: the home page, and pages with a template or a folder of their
// own in layouts/, which every site has that these layouts make.
func (c *Campaign) SitePages() func(*Page) bool {
	own := map[string]bool{"": true} // the home page
	for _, file := range c.Files {
		if below, is := strings.CutPrefix(file, "layouts/"); is {
			folder, _, _ := strings.Cut(below, "/")
			if name := strings.TrimSuffix(folder, ".html"); !slices.Contains(general, name) {
				own[name] = true
			}
		}
	}
	return func(p *Page) bool {
		name := strings.TrimSuffix(strings.TrimPrefix(p.Source(), "content/"), ".md")
		if p.IsSection() {
			name = strings.TrimPrefix(path.Dir(name), ".")
		}
		return own[name]
	}
}
