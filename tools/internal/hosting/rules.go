package hosting

import (
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strings"
)

// rule is one block of _headers: the fields that answers to some addresses carry.
type rule struct {
	path    string         // an address, "/folder/*" for all below a folder, or with ":any" for any one name
	pattern *regexp.Regexp // of a rule that was read: the addresses that it hits
	fields  []value
}

type value struct{ name, value string }

// headerRules computes rules from the table; no two of them set the same field for an address.
func headerRules(s site, files []*file) []rule {
	set := map[string][]value{}
	for _, d := range fields {
		if len(files) == 0 || d.when != nil && !d.when(s) {
			continue
		}
		paths := map[string]string{}
		d.divide(files, 0, true, paths)
		join(paths, files)
		for path, text := range paths {
			set[path] = append(set[path], value{d.name, text})
		}
	}
	var rules []rule
	for _, path := range slices.Sorted(maps.Keys(set)) {
		rules = append(rules, rule{path: path, fields: set[path]})
	}
	return rules
}

// divide makes one rule for the files of a folder, so many names deep, if all are alike and whole allows it, or else a rule
// for each file and folder in it: paths receives the value of the field, by the path of the rule.
func (d field) divide(files []*file, depth int, whole bool, paths map[string]string) {
	text := d.of(files[0])
	differs := func(f *file) bool { return d.of(f) != text }
	if (whole || text == "") && !slices.ContainsFunc(files, differs) {
		if text != "" {
			paths["/"+strings.Join(append(slices.Clone(files[0].names[:depth]), "*"), "/")] = text
		}
		return
	}
	inside := map[string][]*file{}
	for _, f := range files {
		inside[f.names[depth]] = append(inside[f.names[depth]], f)
	}
	for name, files := range inside {
		if len(files[0].names) > depth+1 {
			d.divide(files, depth+1, !begins(name, inside), paths)
		} else if text := d.of(files[0]); text != "" {
			for _, path := range files[0].address {
				paths[path] = text
			}
		}
	}
}

// begins reports whether another name in a folder begins with this one. Netlify's own parser reads "/v/*" as all that
// begins with "/v", so a rule for the folder would hit the other too.
func begins(name string, inside map[string][]*file) bool {
	for other := range inside {
		if len(other) > len(name) && strings.EqualFold(other[:len(name)], name) {
			return true
		}
	}
	return false
}

// join puts one rule with ":any" in place of rules with the same value for files in neighbouring folders, where it
// hits nothing else.
func join(paths map[string]string, files []*file) {
	groups := map[string]int{}
	for path := range paths {
		groups[joinable(path)]++
	}
	for _, joined := range slices.Sorted(maps.Keys(groups)) {
		if groups[joined] < 2 || joined == "" {
			continue
		}
		hit := hits(joined, files)
		text := paths[hit[0]]
		if slices.ContainsFunc(hit, func(path string) bool { return paths[path] != text }) {
			continue
		}
		for _, path := range hit {
			delete(paths, path)
		}
		paths[joined] = text
	}
}

// joinable returns a path with ":any" in place of its last folder, "" if it has none.
func joinable(path string) string {
	names := strings.Split(path, "/")
	last := len(names) - 2
	if last < 1 || strings.HasSuffix(path, "*") {
		return ""
	}
	names[last] = ":any"
	return strings.Join(names, "/")
}

// hits lists the addresses of files that a rule's path hits.
func hits(path string, files []*file) []string {
	var out []string
	pattern := compile(path)
	// Most addresses begin or end otherwise, and need no pattern.
	begin, end, _ := strings.Cut(path, ":")
	_, end, _ = strings.Cut(end, "/")
	end = strings.TrimSuffix(end, "/")
	alike := func(address string) bool {
		last := len(strings.TrimSuffix(address, "/"))
		return last >= len(begin)+len(end) && strings.EqualFold(address[:len(begin)], begin) && strings.EqualFold(address[last-len(end):last], end)
	}
	for _, f := range files {
		for _, address := range f.address {
			if alike(address) && pattern.MatchString(address) {
				out = append(out, address)
			}
		}
	}
	return out
}

// compile reads the path of a rule as Netlify does: capitals are one with small letters, a slash at the end may be missing
// or too many, ":any" is any one name, and "*" at the end is anything or nothing. Each is a group, by whose name the target of a
// redirect calls what it matched.
func compile(path string) *regexp.Regexp {
	pattern, known := "(?i)^", map[string]bool{}
	group := func(name, of string) string {
		if known[name] || !groupName.MatchString(name) {
			return "(?:" + of + ")"
		}
		known[name] = true
		return "(?P<" + name + ">" + of + ")"
	}
	for name := range strings.SplitSeq(strings.Trim(path, "/"), "/") {
		switch {
		case name == "*":
			pattern += "(?:/" + group(splat, ".*") + ")?"
		case strings.HasPrefix(name, ":"):
			pattern += "/" + group(name[1:], "[^/]+")
		case name != "":
			pattern += "/" + regexp.QuoteMeta(name)
		}
	}
	return regexp.MustCompile(pattern + "/?$")
}

var groupName = regexp.MustCompile(`^[A-Za-z]+$`)

// escape writes a name as in an address, with nothing in it that has a meaning in a rule.
func escape(name string) string {
	name = url.PathEscape(name) // the asterisk too
	if strings.HasPrefix(name, ":") {
		name = "%3A" + name[1:]
	}
	return name
}
