package hosting

import (
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strings"
)

// join puts one rule with ":any" in place of rules that say the same of files in neighbouring folders, where it hits
// nothing of which they do not say that.
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
	begin, _, _ := strings.Cut(path, ":") // most addresses begin otherwise, which is told sooner
	for _, f := range files {
		for _, address := range f.address {
			if len(address) >= len(begin) && strings.EqualFold(address[:len(begin)], begin) && pattern.MatchString(address) {
				out = append(out, address)
			}
		}
	}
	return out
}

// compile reads the path of a rule as Netlify does: capitals are one with small letters, a slash at the end may be missing
// or too many, ":any" is any one name, and "*" at the end is anything or nothing.
func compile(path string) *regexp.Regexp {
	pattern := "(?i)^"
	for name := range strings.SplitSeq(strings.Trim(path, "/"), "/") {
		switch {
		case name == "*":
			pattern += "(?:/.*)?"
		case strings.HasPrefix(name, ":"):
			pattern += "/[^/]+"
		case name != "":
			pattern += "/" + regexp.QuoteMeta(name)
		}
	}
	return regexp.MustCompile(pattern + "/?$")
}

// escape writes a name as in an address, with nothing in it that has a meaning in a rule.
func escape(name string) string {
	name = url.PathEscape(name) // the asterisk too
	if strings.HasPrefix(name, ":") {
		name = "%3A" + name[1:]
	}
	return name
}
