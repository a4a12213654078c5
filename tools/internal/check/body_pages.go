package check

import (
	"fmt"
	"maps"
	"path"
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/diag"
)

// The rules of this file look at content files as files among others, and at their front matter.

var pageRules = []Rule{
	{"page-file", "the name of a content file is lower-case letters, digits and hyphens, with the code of a published language before .md", pageFile},
	{"page-keys", "a statement says when, by whom and with what evidence, or that a press release of our own is published here first; an analysis says when, as of which day, and its key points", pageKeys},
	{"page-title", "no two pages in one language have one title, those of records among them", pageTitle},
	{"page-description", "a description fits the cards that show it, at most 160 characters, and no two pages have the same", pageDescription},
	{"page-address", "every page has an address of its own, slug and aliases well-formed and capitals aside; none is kept for what the build writes, now or as lists grow", pageAddress},
	{"page-corrections", "a correction is on a statement or an analysis, with the day it was made: not before the page's own, and not in the future", pageCorrections},
}

func pageKeys(c *campaign.Campaign, report *report) {
	for _, p := range c.Pages {
		if len(p.Doc.Leaves) == 0 || p.IsSection() {
			continue // without front matter, which is told
		}
		need := func(there bool, of string, key ...any) {
			name := fmt.Sprint(key[len(key)-1])
			if !there && !p.Skipped(key...) && !p.Doc.Lost(name) {
				hint := ""
				if len(key) > 1 {
					hint = fmt.Sprintf("add %s = ... below [%s]", name, key[0])
				}
				report.errorf(p.At(key...), "%s must have the key %q", of, name).WithHint(hint)
			}
		}
		dated := p.At("date") != p.At()
		switch section(&p) {
		case "statements":
			need(dated, "a statement", "date")
			need(p.Params.Statement != "", "a statement", "params", "statement")
			need(p.Params.Publisher != "", "a statement", "params", "publisher")
			need(p.Params.Evidence != "" || p.Params.PublishedHere, "a statement", "params", "evidence")
			publishedHere(c, &p, report)
		case "analysis":
			need(dated, "an analysis", "date")
			need(p.Params.AsOf != "", "an analysis", "params", "as_of")
			need(len(p.Params.KeyPoints) > 0, "an analysis", "params", "key_points")
		}
	}
}

// publishedHere refuses a statement published here first that is somebody else's, or that has an original elsewhere.
func publishedHere(c *campaign.Campaign, p *campaign.Page, report *report) {
	at := p.Params.At("published_here")
	switch {
	case !p.Params.PublishedHere:
	case p.Params.Statement != "" && !c.Profile.Own(p.Params.Statement):
		report.errorf(at, "statement of kind %q cannot be published here first", p.Params.Statement).
			WithHint("name its source with evidence, or set statement to a kind with own = true in data/campaign.toml")
	case p.Params.Evidence != "":
		report.errorf(at, "published_here and evidence exclude each other").WithHint("remove one of the two keys")
	}
}

// longestDescription is in characters: the cards of search engines and of messengers cut off what is longer.
const longestDescription = 160

func pageDescription(c *campaign.Campaign, report *report) {
	first := map[string]diag.Position{}
	for _, p := range c.Pages {
		if n := utf8.RuneCountInString(p.Description); n > longestDescription {
			report.errorf(p.At("description"), "description has %d characters; use at most %d", n, longestDescription)
		}
		if p.Description != "" {
			once(report, first, folded(p.Description), p.At("description"), "", "duplicate description")
		}
	}
}

// folded is a text as far as a reader tells it from another.
func folded(text string) string { return strings.Join(strings.Fields(strings.ToLower(text)), " ") }

func pageAddress(c *campaign.Campaign, report *report) {
	pages, records := recordPages(c), map[string]diag.Position{}
	for _, topic := range c.Profile.Topics {
		pages["topics/"+string(topic.ID)] = topic.At()
	}
	for _, language := range c.Languages.All {
		for page, at := range pages {
			records[path.Join(c.Languages.Root(language), page)] = at
		}
	}
	taken := maps.Clone(records)
	const removeAlias = "remove the alias"
	claim := func(address string, at diag.Position, hint string) {
		address = strings.ToLower(address)
		if owner := keptFor(c, address); owner != "" {
			if owner == builtFiles && hint != removeAlias && path.Dir(address) != "." {
				hint = "move the page to another folder of content/" // where no name is free
			}
			report.errorf(at, "address %s is kept for %s", shown(address), owner).WithHint(hint)
			return
		}
		once(report, taken, address, at, "", "duplicate address %s", shown(address))
	}
	const choose = "choose another name of the file"
	for _, p := range c.Pages {
		if p.IsSection() && section(&p) == "topics" {
			continue // what the page of a topic says
		}
		if p.Slug == "" || p.IsSection() {
			claim(p.Address(), p.At("slug"), choose)
			continue
		}
		if !segment.MatchString(p.Slug) {
			report.errorf(p.At("slug"), "invalid name %q; use lower-case letters, digits and single hyphens", p.Slug).
				WithHint(fmt.Sprintf("slug = %q", regular(p.Slug)))
		}
		claim(p.Address(), p.At("slug"), "choose another slug")
		// Hugo keeps one page by each name of a file, whatever its slug.
		file := p.FileAddress()
		if owner := keptFor(c, file); owner != "" {
			report.errorf(p.At(), "file has the name of a page that is kept for %s", owner).WithHint(choose)
		} else if record, named := records[file]; named {
			report.errorf(p.At(), "file has the name of the page of a record").WithHint(choose).WithRelated(record, "the record")
		}
	}
	for i := range c.Pages {
		p := &c.Pages[i]
		for i, alias := range p.Aliases {
			at := p.At("aliases", i)
			if !aliasForm.MatchString(alias) {
				report.errorf(at, "invalid address %q", alias).WithHint(aliasHint(alias))
				continue
			}
			claim(p.AliasAddress(alias), at, removeAlias)
		}
	}
}

// shown returns an address as messages show it.
func shown(address string) string {
	if fileEnding.MatchString(address) {
		return "/" + address
	}
	return "/" + strings.TrimPrefix(address+"/", "/")
}

var fileEnding = regexp.MustCompile(`\.[a-z]+$`)

// aliasHint returns how to write an alias.
func aliasHint(alias string) string {
	if address, _, more := strings.Cut(strings.ReplaceAll(alias, "#", "?"), "?"); more && aliasForm.MatchString(address) {
		return fmt.Sprintf("an alias has no ? or #: write %q", address)
	}
	if strings.Contains(alias, "://") {
		return `write it from the root of the site, without the host: "/statements/old-name/"`
	}
	var parts []string
	for part := range strings.SplitSeq(alias, "/") {
		parts = append(parts, regular(part))
	}
	if plain := strings.Join(parts, "/"); aliasForm.MatchString(plain) && !strings.Contains(alias, "?") && !strings.Contains(alias, "..") {
		return fmt.Sprintf("write %q, without spaces and accents; a host matches addresses in plain letters only", plain)
	}
	return `write it from the root of the site: "/statements/old-name/"`
}

var aliasForm = regexp.MustCompile(`^/?(?:[A-Za-z0-9][A-Za-z0-9._-]*/)*[A-Za-z0-9][A-Za-z0-9._-]*/?$`)

// pageCorrections leaves to the rules of single values what is not a date, and an empty text.
func pageCorrections(c *campaign.Campaign, report *report) {
	for _, p := range c.Pages {
		for _, correction := range p.Params.Corrections {
			if s := section(&p); s != "statements" && s != "analysis" || p.IsSection() {
				report.errorf(correction.At(), "corrections on a page that does not show them: only statements and analysis do").
					WithHint("write it in the text")
				continue
			}
			made := correction.Date.First()
			switch out := campaign.DayOf(p.Date); {
			case made.IsZero():
			case len(correction.Date) != len(time.DateOnly):
				report.errorf(correction.At("date"), "%s is not a full date", correction.Date).
					WithHint("write the day the correction was made, YYYY-MM-DD")
			case made.After(report.now()):
				report.errorf(correction.At("date"), "date %s is in the future", correction.Date).
					WithHint("write the day the correction was made")
			case made.Before(out.First()):
				report.errorf(correction.At("date"), "correction dated %s is earlier than its page, %s", correction.Date, out).
					WithHint("correct its date; a page that is not out yet needs no correction, only other words")
			}
		}
	}
}
