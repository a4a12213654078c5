package hosting

import (
	"maps"
	"path"
	"slices"
	"strings"
)

// rule is one block of _headers: the fields that answers to some addresses carry.
type rule struct {
	path   string // an address, "/folder/*" for all below a folder, or with ":any" for any one name
	fields []value
}

type value struct{ name, value string }

// headerRules computes rules from the table; no two of them set the same field for an address.
func headerRules(s site, files []*file) []rule {
	top := newFolder(files)
	given := map[string][]value{}
	for _, d := range fields {
		if d.when != nil && !d.when(s) {
			continue
		}
		paths := map[string]string{}
		top.divide(d.of, true, paths)
		join(paths, files)
		for path, text := range paths {
			given[path] = append(given[path], value{d.name, text})
		}
	}
	var rules []rule
	for _, path := range slices.Sorted(maps.Keys(given)) {
		rules = append(rules, rule{path, given[path]})
	}
	return rules
}

// folder is a folder of the output.
type folder struct {
	path    string // as in an address, with a slash at both ends
	files   []*file
	folders map[string]*folder
}

func newFolder(files []*file) *folder {
	top := &folder{path: "/", folders: map[string]*folder{}}
	for _, f := range files {
		at, names := top, strings.Split(f.Name, "/")
		for _, name := range names[:len(names)-1] {
			if at.folders[name] == nil {
				at.folders[name] = &folder{path: at.path + escape(name) + "/", folders: map[string]*folder{}}
			}
			at = at.folders[name]
		}
		at.files = append(at.files, f)
	}
	return top
}

// divide makes one rule for a folder of which all files are alike, if whole allows it, or else a rule for each file and folder
// in it: paths receives the value of the field, by the path of the rule.
func (d *folder) divide(of func(*file) string, whole bool, paths map[string]string) {
	if text, same := d.alike(of); same && (whole || text == "") {
		if text != "" {
			paths[d.path+"*"] = text
		}
		return
	}
	for _, f := range d.files {
		if text := of(f); text != "" {
			for _, path := range f.address {
				paths[path] = text
			}
		}
	}
	for name, inner := range d.folders {
		inner.divide(of, !d.begins(name), paths)
	}
}

// alike reports whether the field says the same of every file below a folder, and what.
func (d *folder) alike(of func(*file) string) (text string, same bool) {
	first := true
	add := func(t string) bool {
		same = first || t == text
		text, first = t, false
		return same
	}
	for _, f := range d.files {
		if !add(of(f)) {
			return "", false
		}
	}
	for _, inner := range d.folders {
		if t, ok := inner.alike(of); !ok || !add(t) {
			return "", false
		}
	}
	return text, same
}

// begins reports whether another name in the folder begins with this one. Netlify's own parser reads "/v/*" as all that
// begins with "/v", so a rule for the folder would hit the other too.
func (d *folder) begins(name string) bool {
	is := func(other string) bool {
		return len(other) > len(name) && strings.EqualFold(other[:len(name)], name)
	}
	for other := range d.folders {
		if is(other) {
			return true
		}
	}
	return slices.ContainsFunc(d.files, func(f *file) bool { return is(path.Base(f.Name)) })
}
