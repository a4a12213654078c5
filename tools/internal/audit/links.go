package audit

import (
	"net/url"
	"path"
	"strings"

	"declarationwatch/tools/internal/diag"
)

// links checks that every link inside the site leads somewhere. Links that leave it are the reader's own.
func (s Site) links(pages []*page, files map[string]*page, problems *diag.List) {
	base, err := url.Parse(s.BaseURL)
	if err != nil {
		problems.Errorf(diag.Position{File: s.Name}, RuleDeadLink, "base URL: %v", err)
		return
	}
	for _, p := range pages {
		here := *base
		here.Path += strings.TrimSuffix(p.file, "index.html")
		seen := map[string]bool{}
		for _, link := range p.links {
			if seen[link] {
				continue
			}
			seen[link] = true
			target, err := here.Parse(link)
			if err != nil {
				problems.Errorf(s.at(p.file), RuleDeadLink, "link %q cannot be read as an address", link)
				continue
			}
			if target.Host == base.Host && (target.Scheme == base.Scheme || target.Scheme == "") {
				s.resolve(p, link, target, base, files, problems)
			}
		}
	}
}

func (s Site) resolve(from *page, link string, target, base *url.URL, files map[string]*page, problems *diag.List) {
	below, inside := strings.CutPrefix(target.Path, base.Path)
	if !inside && target.Path+"/" != base.Path {
		problems.Errorf(s.at(from.file), RuleDeadLink, "link %q leaves the site's folder %s", link, base.Path)
		return
	}
	file, there := find(below, files)
	switch {
	case !there:
		problems.Errorf(s.at(from.file), RuleDeadLink, "link %q leads to no file", link)
	case target.Fragment != "" && files[file] != nil && !files[file].ids[target.Fragment]:
		problems.Errorf(s.at(from.file), RuleDeadLink, "link %q: %s has no id %q", link, file, target.Fragment)
	}
}

// find gives the file that a server would answer with.
func find(address string, files map[string]*page) (string, bool) {
	if address == "" || strings.HasSuffix(address, "/") {
		file := address + "index.html"
		_, ok := files[file]
		return file, ok
	}
	if _, ok := files[address]; ok {
		return address, true
	}
	file := path.Join(address, "index.html")
	_, ok := files[file]
	return file, ok
}
