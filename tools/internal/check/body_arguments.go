package check

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/diag"
)

// parameter is an argument that a shortcode takes: an id of a kind, one of some words, or any text.
type parameter struct {
	name     string
	kind     campaign.Kind
	words    []string
	required bool // of a named argument
}

var (
	ofSignatory  = parameter{name: "signatory", kind: campaign.KindSignatory}
	ofCommitment = parameter{name: "commitment", kind: campaign.KindCommitment}
)

// parameters are those of each shortcode in layouts/_shortcodes: positional, or those of named. The shortcodes that Hugo has
// of its own load from third parties, or are not needed.
var parameters = map[string][]parameter{
	"cell":     {ofSignatory, ofCommitment},
	"evidence": {{name: "evidence", kind: campaign.KindEvidence}},
	"fact":     {{name: "entry", kind: campaign.KindEntry}},
	"count": {
		{name: "of", words: []string{"cells", "filled", "pledges", "observed", "found", "signatories", "commitments"}},
		{name: "status", kind: campaign.KindStatus}, ofSignatory, ofCommitment, {name: "pillar", kind: campaign.KindPillar},
	},
	figure:      {{name: "src"}, {name: "alt"}, {name: "caption"}, {name: "credit"}}, // the rules of pictures miss what is missing
	"pullquote": {{name: "text", required: true}, {name: "by"}},
}

// named are the shortcodes whose arguments are given by name.
var named = []string{"count", figure, "pullquote"}

var shortcodeNames = slices.Sorted(maps.Keys(parameters))

func shortcodeSyntax(p *prose, report *report) {
	for _, s := range p.shortcodes {
		switch {
		case s.mistake != "":
			report.errorf(p.at(s.from), "%s", s.mistake).WithHint(s.hint)
		case !slices.Contains(shortcodeNames, s.name):
			report.errorf(p.at(s.from), "unknown shortcode %q", s.name).
				WithHint(cmp.Or(diag.Suggest(s.name, shortcodeNames), "known here: "+strings.Join(shortcodeNames, ", ")))
		case s.markdown:
			report.errorf(p.at(s.from), "shortcode %q must be written {{< ... >}}: its output would be read as Markdown otherwise", s.name).
				WithHint("write {{< and >}}")
		}
	}
}

func shortcodePlace(p *prose, report *report) {
	for _, s := range p.shortcodes {
		if s.inCode {
			report.errorf(p.at(s.from), "shortcode in code, which is replaced there, too").
				WithHint("to show how it is written, write {{</* and */>}}")
		}
	}
	for _, l := range p.links {
		if strings.ContainsRune(l.address, placeholderByte) {
			report.errorf(p.at(l.at), "shortcode in an address").WithHint("write the address out")
		}
		for _, s := range l.shortcodes {
			switch {
			case l.image:
				report.errorf(p.at(s.from), "shortcode in an image description").WithHint("write it out")
			case s.name != "count" && slices.Contains(shortcodeNames, s.name):
				report.errorf(p.at(s.from), "shortcode %q prints a link, which must not be inside a link", s.name).
					WithHint("put it beside the link")
			}
		}
	}
}

func shortcodeArguments(p *prose, report *report) {
	for _, s := range p.shortcodes {
		takes, known := parameters[s.name]
		if !known || s.mistake != "" || s.inCode {
			continue
		}
		call := call{s, p, report}
		style, fits := "positional", len(s.arguments) == len(takes) && s.arguments[0].name == ""
		byName := slices.Contains(named, s.name)
		if byName {
			style, fits = "named", len(s.arguments) == 0 || s.arguments[0].name != ""
		}
		for i, a := range s.arguments {
			at := slices.IndexFunc(takes, func(p parameter) bool { return p.name == a.name })
			switch {
			case !byName:
				at = i
			case at >= 0 && slices.ContainsFunc(s.arguments[:i], func(b argument) bool { return b.name == a.name }):
				call.errorf(report.rule, "duplicate argument %q in shortcode %q", a.name, s.name).WithHint("remove one of the two")
			case at < 0 && a.name != "":
				call.errorf(report.rule, "unknown argument %q in shortcode %q", a.name, s.name).WithHint(suggest(a.name, names(takes)))
			}
			if at >= 0 && at < len(takes) && fits {
				call.argument(takes[at], a.value)
			}
		}
		for _, p := range takes {
			if p.required && !slices.ContainsFunc(s.arguments, func(a argument) bool { return a.name == p.name && a.value != "" }) {
				call.errorf(report.rule, "missing argument %q in shortcode %q", p.name, s.name).WithHint(fmt.Sprintf(`add %s="..."`, p.name))
			}
		}
		if !fits {
			call.errorf(report.rule, "invalid arguments of shortcode %q", s.name).
				WithHint("use " + style + " arguments: " + strings.Join(names(takes), ", "))
		}
	}
}

func names(parameters []parameter) []string {
	var out []string
	for _, p := range parameters {
		out = append(out, p.name)
	}
	return out
}

// call is one shortcode to be checked.
type call struct {
	shortcode
	prose  *prose
	report *report
}

func (c call) errorf(rule, format string, args ...any) *diag.Problem {
	return c.report.problems.Errorf(c.prose.at(c.from), rule, format, args...)
}

// unknown has the rule of every other reference.
func (c call) unknown(what, id, hint string) *diag.Problem {
	return c.errorf("unknown-id", "unknown %s %q in shortcode %q", what, id, c.name).WithHint(hint)
}

func (c call) argument(p parameter, id string) {
	record := c.prose.site.record
	switch {
	case p.words != nil && !slices.Contains(p.words, id):
		c.unknown("thing to count", id, suggest(id, p.words))
	case p.kind != "" && !record.Has(p.kind, id):
		c.unknown(p.name, id, suggestID(record, p.kind, id))
	case p.kind == campaign.KindEvidence:
		if e, ok := c.prose.site.evidence[campaign.EvidenceID(id)]; ok && len(e.Withheld) > 0 {
			c.unknown(p.name, id, "name a public source").WithRelated(e.At("withheld"), "withheld here")
		} else if ok {
			c.embargo(p.name, id, e.PublishAfter, e.Place)
		}
	case p.kind == campaign.KindEntry:
		switch e, ok := c.prose.site.entries[id]; {
		case !ok: // hidden by a mistake that is reported
		case !e.Confidence.Published():
			c.unknown(p.name, id, "its confidence is low, so it is not published").WithRelated(e.At("confidence"), "the entry")
		case e.Figure == nil && len(e.FigureText) == 0 && !e.Skipped("figure") && !e.Skipped("figure_text"):
			c.errorf(c.report.rule, "entry %q has no figure for shortcode %q", id, c.name).
				WithHint("name an entry with figure or figure_text").WithRelated(e.At(), "the entry")
		default:
			c.embargo(p.name, id, e.PublishAfter, e.Place)
		}
	}
}

// embargo refuses a row that is not public when the page is.
func (c call) embargo(what, id string, from campaign.Moment, place campaign.Place) {
	if out, public := publicFrom(c.prose.page, c.report.now()); public && from.Withheld(out) {
		c.errorf("withheld-link", "%s %q is under embargo when this page is public", what, id).
			WithHint("set the same embargo for the page, or remove the shortcode until then").WithRelated(place.At("publish_after"), "withheld here")
	}
}
