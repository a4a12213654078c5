package check

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/diag"
)

// shortcodeNames are those of layouts/_shortcodes. Those that Hugo brings along load from third parties, or are not needed.
var shortcodeNames = []string{"cell", "count", "evidence", "fact"}

func shortcodeSyntax(p *prose, report *report) {
	for _, s := range p.shortcodes {
		problem := diag.Problem{At: p.at(s.from), Message: s.mistake, Hint: s.hint}
		switch {
		case s.mistake != "":
		case !slices.Contains(shortcodeNames, s.name):
			problem.Message, problem.Hint = fmt.Sprintf("unknown shortcode %q", s.name), diag.Suggest(s.name, shortcodeNames)
			if problem.Hint == "" {
				problem.Hint = "known here: " + strings.Join(shortcodeNames, ", ")
			}
		case s.markdown:
			problem.Message = fmt.Sprintf("shortcode %q must be written {{< ... >}}: Hugo reads its output as Markdown otherwise", s.name)
			problem.Hint = "write {{< and >}}"
		default:
			continue
		}
		report.add(problem)
	}
}

func shortcodePlace(p *prose, report *report) {
	for _, s := range p.shortcodes {
		if s.inCode {
			report.add(diag.Problem{At: p.at(s.from), Message: "shortcode in code, which Hugo runs too",
				Hint: "to show how it is written, write {{</* and */>}}"})
		}
	}
	for _, l := range p.links {
		if strings.ContainsRune(l.address, placeholderByte) {
			report.add(diag.Problem{At: p.at(l.at), Message: "shortcode in an address", Hint: "write the address out"})
		}
		for _, s := range l.shortcodes {
			switch {
			case l.image:
				report.add(diag.Problem{At: p.at(s.from), Message: "shortcode in an image description", Hint: "write it out"})
			case s.name != "count" && slices.Contains(shortcodeNames, s.name):
				report.add(diag.Problem{At: p.at(s.from), Message: fmt.Sprintf("shortcode %q prints a link, which must not be inside a link", s.name),
					Hint: "put it beside the link"})
			}
		}
	}
}

// shortcodeArguments says what layouts/_shortcodes would, in the same words.
func shortcodeArguments(p *prose, report *report) {
	for _, s := range p.shortcodes {
		if s.mistake != "" || s.inCode {
			continue
		}
		call := call{s, p, report, "", nil}
		switch s.name {
		case "cell":
			if call.takes(2, "a signatory and a commitment") {
				call.require(campaign.KindSignatory, "signatory", s.arguments[0].value)
				call.require(campaign.KindCommitment, "commitment", s.arguments[1].value)
			}
		case "count":
			call.count()
		case "evidence":
			if call.takes(1, "the id of one piece of evidence") {
				call.evidence(s.arguments[0].value)
			}
		case "fact":
			if call.takes(1, "the id of one entry of a programme") {
				call.fact(s.arguments[0].value)
			}
		}
	}
}

// call is one shortcode to be judged.
type call struct {
	shortcode
	prose  *prose
	report *report
	hint   string
	notes  []diag.Related
}

func (c call) errorf(rule, format string, args ...any) {
	c.report.problems.Add(diag.Problem{
		At: c.prose.at(c.from), Rule: rule, Message: fmt.Sprintf(format, args...), Hint: c.hint, Related: c.notes,
	})
}

// takes reports whether a shortcode has so many arguments by place, and complains when it has not.
func (c call) takes(n int, what string) bool {
	if len(c.arguments) == n && c.arguments[0].name == "" {
		return true
	}
	c.errorf(c.report.rule, "shortcode %q takes %s", c.name, what)
	return false
}

// require reports whether an id is one of a kind, and complains when it is not.
func (c call) require(kind campaign.Kind, what, id string) bool {
	if c.prose.site.record.Has(kind, id) {
		return true
	}
	c.hint = diag.Suggest(id, c.prose.site.record.IDs(kind))
	c.unknown(what, id)
	return false
}

// unknown has the rule of every other reference.
func (c call) unknown(what, id string) {
	c.errorf("unknown-id", "unknown %s %q in shortcode %q", what, id, c.name)
}

var (
	countFilters = []string{"of", "status", "signatory", "commitment", "pillar"}
	countable    = []string{"cells", "filled", "pledges", "signatories", "commitments"}
)

func (c call) count() {
	for i, a := range c.arguments {
		switch {
		case a.name == "":
			c.errorf(c.report.rule, "shortcode \"count\" takes named arguments: %s", strings.Join(countFilters, ", "))
			return
		case slices.ContainsFunc(c.arguments[:i], func(b argument) bool { return b.name == a.name }):
			c.errorf(c.report.rule, "duplicate argument %q in shortcode \"count\"", a.name)
		case a.name == "of":
			if c := c; !slices.Contains(countable, a.value) {
				if c.hint = diag.Suggest(a.value, countable); c.hint == "" {
					c.hint = "choose one of " + strings.Join(countable, ", ")
				}
				c.unknown("thing to count", a.value)
			}
		case a.name == "status":
			c.require(campaign.KindStatus, a.name, a.value)
		case a.name == "signatory":
			c.require(campaign.KindSignatory, a.name, a.value)
		case a.name == "commitment":
			c.require(campaign.KindCommitment, a.name, a.value)
		case a.name == "pillar":
			c.require(campaign.KindPillar, a.name, a.value)
		default:
			c := c
			c.hint = diag.Suggest(a.name, countFilters)
			c.errorf(c.report.rule, "unknown argument %q in shortcode \"count\"", a.name)
		}
	}
}

func (c call) evidence(id string) {
	if !c.require(campaign.KindEvidence, "evidence", id) {
		return
	}
	if e, ok := c.prose.site.evidence[id]; ok && len(e.Withheld) > 0 {
		c.hint, c.notes = "name a public source", []diag.Related{{At: e.At("withheld"), Message: "withheld here"}}
		c.unknown("evidence", id)
	} else if ok {
		c.embargo("evidence", id, e.PublishAfter, e.Place)
	}
}

func (c call) fact(id string) {
	if !c.require(campaign.KindEntry, "entry", id) {
		return
	}
	switch e, ok := c.prose.site.entries[id]; {
	case !ok: // hidden by a mistake that is told
	case !e.Confidence.Published():
		c.hint, c.notes = "its confidence is low, so it is not published", []diag.Related{{At: e.At("confidence"), Message: "the entry"}}
		c.unknown("entry", id)
	case e.Figure == nil && len(e.FigureText) == 0 && !e.Skipped("figure") && !e.Skipped("figure_text"):
		c.notes = []diag.Related{{At: e.At(), Message: "the entry"}}
		c.errorf(c.report.rule, "entry %q has no figure for shortcode \"fact\"", id)
	default:
		c.embargo("entry", id, e.PublishAfter, e.Place)
	}
}

// embargo refuses a row that is not out when the page is.
func (c call) embargo(what, id string, from campaign.Moment, place campaign.Place) {
	if out, public := c.prose.out(c.report.now); public && from.Withheld(out) {
		c.hint = "set the same embargo for the page, or remove the shortcode until then"
		c.notes = []diag.Related{{At: place.At("publish_after"), Message: "withheld here"}}
		c.errorf("withheld-link", "%s %q is under embargo when this page is public", what, id)
	}
}

// out is when a text is public: now, or from its page's day on. Drafts and pages that have expired are not.
func (p *prose) out(now time.Time) (moment time.Time, public bool) { return publicFrom(p.page, now) }
