package form

import (
	"cmp"
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/diag"
	"declarationwatch/tools/internal/source"
)

// Use is a place where an id is defined or named.
type Use struct {
	At      diag.Position
	Kind    campaign.Kind // of the record that it names; "" in a text
	Defines bool
}

// String returns what the use is.
func (u Use) String() string {
	switch {
	case u.Defines:
		return fmt.Sprintf("%s defined here", u.Kind)
	case u.Kind != "":
		return fmt.Sprintf("named as %s", u.Kind)
	}
	return "named in the text"
}

// Where returns where an id is defined and named: in the data, in front matter, and in the texts of pages.
func (p *Project) Where(id string) []Use {
	var uses []Use
	for kind, ids := range p.Definitions() {
		for _, at := range ids[campaign.ID(id)] {
			uses = append(uses, Use{at, kind, true})
		}
	}
	for _, doc := range p.Docs {
		for _, leaf := range doc.Leaves {
			kind, named := names(leaf, id)
			defined := slices.ContainsFunc(uses, func(u Use) bool { return u.Defines && u.At == leaf.At })
			if named && !defined {
				uses = append(uses, Use{leaf.At, kind, false})
			}
		}
	}
	for i := range p.Pages {
		body := string(p.Pages[i].Doc.Body())
		for _, at := range inText(body, id) {
			uses = append(uses, Use{p.Pages[i].Doc.BodyAt(at[0]), "", false})
		}
	}
	slices.SortStableFunc(uses, func(a, b Use) int {
		return cmp.Or(boolean(b.Defines)-boolean(a.Defines), a.At.Compare(b.At))
	})
	return slices.CompactFunc(uses, func(a, b Use) bool { return a.At == b.At })
}

func boolean(b bool) int {
	if b {
		return 1
	}
	return 0
}

// names reports whether a value of the record names an id, and as what.
func names(leaf source.Leaf, id string) (campaign.Kind, bool) {
	if ref, ok := leaf.Value.(campaign.Reference); ok {
		return ref.RefersTo(), reflect.ValueOf(leaf.Value).String() == id
	}
	return campaign.KindEvent, leaf.Key == "corrects" && leaf.Value == id
}

// inText returns where a Markdown text names an id: as an argument of a shortcode, or in the address of a link inside the site.
func inText(body, id string) [][]int {
	named := regexp.MustCompile(`(?:"|/|#)(` + regexp.QuoteMeta(id) + `)(?:"|/|#|\))`)
	var out [][]int
	for _, place := range regexp.MustCompile(`\{\{[<%].*?[>%]\}\}|\]\([/#][^)]*\)`).FindAllStringIndex(body, -1) {
		for _, found := range named.FindAllStringSubmatchIndex(body[place[0]:place[1]], -1) {
			out = append(out, []int{place[0] + found[2], place[0] + found[3]})
		}
	}
	return out
}

// nothing returns that there is no record with an id, with what may have been meant.
func (p *Project) nothing(id, what string, known []string) error {
	message := fmt.Sprintf("no %s %q", what, id)
	if near := diag.Suggest(id, known); near != "" {
		message += "; " + near
	}
	if kinds := p.kindsOf(id); len(kinds) > 0 {
		message += fmt.Sprintf("; it is a %s", strings.Join(kinds, " and a "))
	}
	return fmt.Errorf("%s\nhint: \"go run ./tools list\" prints ids", message)
}

// kindsOf returns what an id is.
func (p *Project) kindsOf(id string) (out []string) {
	for _, use := range p.Where(id) {
		if use.Defines {
			out = append(out, string(use.Kind))
		}
	}
	return out
}
