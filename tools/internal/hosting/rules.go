package hosting

import (
	"maps"
	"math"
	"net/url"
	"regexp"
	"slices"
	"strings"
)

// rule is one block of _headers: the fields that answers to some addresses carry.
type rule struct {
	path    string         // an address, "/folder/*" for all below a folder, or with ":a" for any one name
	pattern *regexp.Regexp // of a rule that was read: the addresses that it hits
	fields  []value
}

type value struct{ name, value string }

// headerRules computes rules from the table; no two of them set the same field for an address. They are as many as there are kinds
// of addresses, however many of a kind. A file is looked at as often as placeholders can be put in place of the folders that it is in.
func headerRules(s site, files []*file) []rule {
	top := []*place{newPlaces(files)}
	set := map[string][]value{}
	for _, d := range fields {
		if len(files) == 0 || d.when != nil && !d.when(s) {
			continue
		}
		top[0].assign(d.values(files))
		found, _ := cover("", top, false, true, math.MaxInt)
		for _, r := range found {
			set[r.path] = append(set[r.path], value{d.name, r.value})
		}
	}
	var rules []rule
	for _, path := range slices.Sorted(maps.Keys(set)) {
		rules = append(rules, rule{path: path, fields: set[path]})
	}
	return rules
}

// place is an address, or the folder of some, with what is below it.
type place struct {
	name  string // after a slash
	key   string // the name as a host compares it
	file  int    // the index of the file that answers at this address, -1 for none
	slash string // "/" if the address ends so
	below []*place

	value string // of the field that rules are made for; if the places below have others, it is only this one's
	alike bool   // whether all that are below have the same
}

// newPlaces returns the top of a site, with all its addresses below it.
func newPlaces(files []*file) *place {
	known := map[string]*place{}
	var at func(address string) *place
	at = func(address string) *place {
		key := strings.ToLower(address) // as a host reads it
		p := known[key]
		if p == nil {
			p = &place{file: -1}
			known[key] = p
			if address != "" {
				last := strings.LastIndex(address, "/")
				p.name, p.key = address[last:], key[strings.LastIndex(key, "/"):]
				above := at(address[:last])
				above.below = append(above.below, p)
			}
		}
		return p
	}
	top := at("")
	for i, f := range files {
		for _, address := range f.address {
			bare := strings.TrimSuffix(address, "/")
			p := at(bare)
			p.file, p.slash = i, address[len(bare):]
		}
	}
	return top
}

// assign gives each place the value of its file, or if it has none, the first below it.
func (p *place) assign(values []string) {
	p.alike = true
	if p.file >= 0 {
		p.value = values[p.file]
	}
	for i, b := range p.below {
		if b.assign(values); i == 0 && p.file < 0 {
			p.value = b.value
		}
		p.alike = p.alike && b.alike && b.value == p.value
	}
}

// setting is the value that a rule gives the field.
type setting struct{ path, value string }

// cover returns the fewest rules that it finds for some places, which are those that a path hits, and for all below them. joined:
// the path hits places in several folders, so there is no rule for all below it, which would hit what is beside them; nor is there
// one unless whole allows it. It reports whether at most so many rules are enough and none of them needs two values.
func cover(path string, places []*place, joined, whole bool, most int) (rules []setting, ok bool) {
	differs := func(p *place) bool { return !p.alike || p.value != places[0].value }
	if value := places[0].value; (value == "" || whole && !joined) && !slices.ContainsFunc(places, differs) {
		switch {
		case value == "":
			return nil, true
		case len(places[0].below) == 0:
			path += places[0].slash
		default:
			path += "/*"
		}
		return []setting{{path, value}}, most > 0
	}
	rules, ok = own(path, places)
	if !ok || len(rules) > most {
		return nil, false
	}
	rest, ok := within(path, places, joined, most-len(rules))
	return append(rules, rest...), ok
}

// own returns the rule for some places themselves, if they do not differ.
func own(path string, places []*place) (rules []setting, ok bool) {
	var value, slash string
	found := false
	for _, p := range places {
		switch {
		case p.file < 0:
		case !found:
			value, slash, found = p.value, p.slash, true
		case p.value != value:
			return nil, false
		case p.slash != slash:
			slash = "" // a host reads both in the same way
		}
	}
	if value != "" {
		rules = append(rules, setting{path + slash, value})
	}
	return rules, true
}

// within returns the rules for all below some places, in the same way as cover: by name, or with a placeholder for any name.
// That must take fewer, and where no other placeholder is half as many, because it also hits addresses at which nothing is.
func within(path string, places []*place, joined bool, most int) (rules []setting, ok bool) {
	names := byName(places)
	ok = true
	for i, some := range names {
		// Netlify's own parser reads "/v/*" as all that begins with "/v", so a rule for the folder would hit "/va" too.
		begins := i+1 < len(names) && strings.HasPrefix(names[i+1][0].key, some[0].key)
		var more []setting
		more, ok = cover(path+some[0].name, some, joined, !begins, most-len(rules))
		if rules = append(rules, more...); !ok {
			rules = nil
			break
		}
	}
	switch {
	case ok && joined:
		most = len(rules) - 1
	case ok:
		most = len(rules) / 2
	}
	if len(names) < 2 || most < 1 {
		return rules, ok
	}
	placeholder, all := path+"/:"+string(rune('a'+strings.Count(path, ":"))), slices.Concat(names...)
	fewer, alike := own(placeholder, all)
	for i := 0; !alike && i < len(names); i++ {
		one, same := own(path+names[i][0].name, names[i])
		if fewer = append(fewer, one...); !same || len(fewer) > most {
			return rules, ok
		}
	}
	if rest, found := within(placeholder, all, true, most-len(fewer)); found {
		return append(fewer, rest...), true
	}
	return rules, ok
}

// byName returns what is directly below some places, with those of one name together, in the order of their names.
func byName(places []*place) (names [][]*place) {
	var all []*place
	for _, p := range places {
		all = append(all, p.below...)
	}
	slices.SortStableFunc(all, func(a, b *place) int { return strings.Compare(a.key, b.key) })
	for i, p := range all {
		if i == 0 || p.key != all[i-1].key {
			names = append(names, nil)
		}
		last := len(names) - 1
		names[last] = append(names[last], p)
	}
	return names
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
