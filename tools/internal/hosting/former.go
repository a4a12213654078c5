package hosting

import (
	"maps"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"

	"declarationwatch/tools/internal/former"
	"declarationwatch/tools/internal/output"
)

// splat is the name, in the target of a redirect, of what an asterisk matched; anyName is one name that the target takes over.
const (
	splat   = "splat"
	anyName = ":name"
)

// formerRedirects returns the lines for all files with a present id in their address: one for a folder with all that is in it,
// whatever names come before it that are not the same everywhere.
func formerRedirects(root string, files []*file, ids []former.ID) (out []redirect) {
	known := map[string]bool{}
	for _, f := range ids {
		for _, file := range files {
			id, after := f.At(file.names)
			if id < 0 || file.Release {
				continue
			}
			from, to := slices.Clone(file.names[:id+1]), slices.Clone(file.names[:id+1])
			for i := after + 1; i < id; i++ {
				from[i], to[i] = anyName, anyName
			}
			from[id] = f.Old + path.Ext(from[id])
			if id < len(file.names)-1 {
				from, to = append(from, "*"), append(to, ":"+splat)
			}
			line := redirect{under(root, "/"+strings.Join(from, "/")), under(root, "/"+strings.Join(to, "/")), moved, nil}
			if !known[line.from] {
				known[line.from] = true
				out = append(out, line)
			}
		}
	}
	return out
}

// languageRedirects returns the lines for languages that the site has no more: each address leads to the same one in the source language.
// Where a release links to one that is not there either, and no other line leads on from there, it leads to the nearest page above.
func languageRedirects(s *output.Site, root string, others []redirect) (out []redirect) {
	if len(s.Languages.Former) == 0 {
		return nil
	}
	var known []*regexp.Regexp
	for _, r := range others {
		known = append(known, compile(r.from))
	}
	leads := func(to *url.URL) bool {
		return s.Answer(to) != nil || slices.ContainsFunc(known, func(r *regexp.Regexp) bool { return r.MatchString(to.EscapedPath()) })
	}
	lost := map[string]string{}
	for _, f := range s.Files {
		if !f.Release {
			continue
		}
		for _, link := range f.Links {
			target := s.Target(f, link)
			if to := s.Former(target); to != nil && s.Own(target) && s.Answer(target) == nil && !leads(to) {
				for !leads(to) && to.Path != s.Base.Path {
					to = to.JoinPath("../")
				}
				lost[target.EscapedPath()] = to.EscapedPath()
			}
		}
	}
	for _, from := range slices.Sorted(maps.Keys(lost)) {
		out = append(out, redirect{from, lost[from], gone, nil})
	}
	for _, language := range s.Languages.Former {
		out = append(out, redirect{under(root, "/"+language+"/*"), under(root, "/:"+splat), gone, nil})
	}
	return out
}
