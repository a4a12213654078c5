package audit

import (
	"cmp"
	"path"
	"regexp"
	"slices"
	"strings"

	"declarationwatch/tools/internal/diag"
)

// embargo tells what was found in each file, and never how it reads: the logs of builds are public.
func embargo(o *output, report *report) {
	public := o.publicNames()
	for _, f := range o.files {
		if f.search == nil {
			continue
		}
		// One problem for each thing that is said, with every source it is said of.
		sources := map[string][]diag.Position{}
		for found, entry := range f.search.found {
			secret := o.secrets.list[found.secret]
			if found.evidence == byName && public[strings.ToLower(path.Base(secret.Text))] {
				continue
			}
			message := "holds " + secret.described(found.evidence)
			if entry != "" {
				message += ", in " + entry
			}
			sources[message] = append(sources[message], secret.At)
		}
		for message, places := range sources {
			slices.SortFunc(places, func(a, b diag.Position) int {
				return cmp.Or(cmp.Compare(a.File, b.File), a.Line-b.Line, a.Column-b.Column)
			})
			p := diag.Problem{Message: message, Hint: "take it out, or publish what it belongs to"}
			for _, at := range slices.Compact(places) {
				p.Related = append(p.Related, diag.Related{At: at, Message: "withheld here"})
			}
			report.add(f.name, p)
		}
	}
}

// described calls a secret by its kind and the kind of thing it belongs to.
func (s Secret) described(by evidence) string {
	what := "the " + s.What
	switch {
	case s.What == "file" && by == byContent:
		what = "the content of a file"
	case s.What == "file":
		what = "the name of a file"
	case s.What == "sentence":
		what = "a sentence"
	}
	if strings.HasPrefix(s.At.File, "data/") {
		return what + " of a row of data under embargo"
	}
	return what + " of a page under embargo"
}

// publicNames gives the names of withheld files that other files of the output bear as well: the cover.jpg of one page
// is not the cover.jpg of another, and such a name tells nothing.
func (o *output) publicNames() map[string]bool {
	public := map[string]bool{}
	for _, f := range o.files {
		if f.search == nil {
			continue
		}
		secret := false
		for found := range f.search.found {
			secret = secret || found.evidence == byContent || found.evidence == byAddress
		}
		if !secret {
			name := strings.ToLower(path.Base(f.name))
			public[name] = true
			if stem, _, ok := strings.Cut(name, resizedMark); ok {
				public[stem+path.Ext(name)] = true
			}
		}
	}
	return public
}

func unsearched(o *output, report *report) {
	for _, f := range o.files {
		if f.search == nil {
			continue
		}
		for _, why := range f.search.unsearch {
			report.add(f.name, diag.Problem{Message: "cannot be searched for what is withheld: " + why,
				Hint: "publish it when nothing is withheld any more, or as a kind of file that can be read"})
		}
	}
}

// discreet gives a message about a file without what is withheld, which the rules about links and titles would quote.
func (s *secrets) discreet(file, message string) string {
	if s == nil || message == "" {
		return message
	}
	message = quotation.ReplaceAllStringFunc(message, func(quoted string) string {
		if s.holds(quoted) || s.holds(path.Join("/", path.Dir(file), strings.Trim(quoted, `"`))) {
			return `"..."`
		}
		return quoted
	})
	if s.holds(message) {
		return "breaks this rule, in words that are withheld"
	}
	return message
}

func (s *secrets) holds(text string) bool {
	search := s.search()
	search.name(text)
	return len(search.found) > 0
}

var quotation = regexp.MustCompile(`"(?:[^"\\]|\\.)*"`)
