package check

import (
	"fmt"
	"net/url"
	"strings"

	"golang.org/x/text/language"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/diag"
	"declarationwatch/tools/internal/source"
)

// The rules of this file check sources, and the codes of languages and countries.

func archive(c *campaign.Campaign, report *report) {
	for _, e := range c.Evidence {
		switch {
		case e.ArchiveURL != "" && e.Archive != "":
			report.add(diag.Problem{At: e.At("archive"), Message: "archive_url and archive exclude each other", Hint: "remove one of the two keys"})
		case e.ArchiveURL != "":
		case e.Archive == "" && !e.Skipped("archive"):
			report.add(diag.Problem{At: e.At(), Message: fmt.Sprintf("evidence %q has no archived copy", e.ID),
				Hint: fmt.Sprintf(`add archive_url = "https://...", or archive = "none" and archive_reason = { %s = "..." }`, c.Languages.Source)})
		case len(e.ArchiveReason) == 0:
			report.add(diag.Problem{At: e.At("archive"), Message: "missing reason why there is no archived copy",
				Hint: fmt.Sprintf(`add archive_reason = { %s = "..." }`, c.Languages.Source)})
		}
	}
}

func noArchive(c *campaign.Campaign, report *report) {
	for _, e := range c.Evidence {
		if e.ArchiveURL == "" && e.Archive == "none" {
			report.add(diag.Problem{At: e.At("archive"), Severity: diag.Warning,
				Message: fmt.Sprintf("evidence %q has no archived copy and is lost when its page is removed", e.ID)})
		}
	}
}

func oneAddress(c *campaign.Campaign, report *report) {
	first := map[string]campaign.Evidence{}
	for _, e := range c.Evidence {
		key := normalURL(e.URL)
		if key == "" {
			continue
		}
		if before, ok := first[key]; ok {
			report.add(diag.Problem{
				At: e.At("url"), Message: fmt.Sprintf("evidence %q has the same URL as %q", e.ID, before.ID),
				Hint:    "remove one of them and use the other in both places",
				Related: []diag.Related{{At: before.At("url"), Message: "first used here"}},
			})
			continue
		}
		first[key] = e
	}
}

// normalURL is what two spellings of one address have in common: without scheme, www, default port, fragment, closing
// slash and the parameters that only count readers; parameters sorted. It is "" for what is no address.
func normalURL(address campaign.URL) string {
	u, err := url.Parse(string(address))
	if err != nil || u.Host == "" {
		return ""
	}
	host := strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
	if port := u.Port(); port != "" && port != "80" && port != "443" {
		host += ":" + port
	}
	query := u.Query()
	for name := range query {
		if strings.HasPrefix(name, "utm_") || name == "fbclid" || name == "gclid" {
			query.Del(name)
		}
	}
	return host + strings.TrimSuffix(u.EscapedPath(), "/") + "?" + query.Encode()
}

// cited calls f with every reference to evidence by what the site shows, and the moment that is shown from.
func cited(c *campaign.Campaign, f func(id campaign.EvidenceID, from campaign.Moment, at diag.Position)) {
	each := func(ids []campaign.EvidenceID, from campaign.Moment, place campaign.Place, path ...any) {
		for i, id := range ids {
			f(id, from, place.At(append(path, "evidence", i)...))
		}
	}
	for _, p := range c.Pledges {
		if p.Confidence.Published() {
			each(p.Evidence, p.PublishAfter, p.Place)
		}
	}
	for _, a := range c.Assessments {
		for i, e := range a.Events {
			if e.Confidence.Published() {
				each(e.Evidence, e.PublishAfter, a.Place, "event", i)
			}
		}
	}
	for _, s := range c.Signatories {
		for i, m := range s.Memberships {
			each(m.Evidence, "", s.Place, "membership", i)
		}
	}
	for _, r := range c.Commitments {
		each(r.Evidence, "", r.Place)
	}
	for _, r := range c.Standards {
		each(r.Evidence, "", r.Place)
	}
	for _, r := range c.Meetings {
		each(r.Evidence, r.PublishAfter, r.Place)
	}
	for _, p := range c.Programmes {
		for _, e := range p.Entries {
			if e.Confidence.Published() {
				each(e.Evidence, e.PublishAfter, e.Place)
			}
		}
	}
}

func evidenceByID(c *campaign.Campaign) map[campaign.EvidenceID]campaign.Evidence {
	records := map[campaign.EvidenceID]campaign.Evidence{}
	for _, e := range c.Evidence {
		records[e.ID] = e
	}
	return records
}

func withheldEvidence(c *campaign.Campaign, report *report) {
	records := evidenceByID(c)
	cited(c, func(id campaign.EvidenceID, from campaign.Moment, at diag.Position) {
		e, ok := records[id]
		switch {
		case !ok:
		case len(e.Withheld) > 0:
			report.add(diag.Problem{At: at, Message: fmt.Sprintf("published record with withheld evidence %q", id),
				Hint: "add a public source, or set confidence = \"low\"", Related: []diag.Related{{At: e.At("withheld"), Message: "withheld here"}}})
		case e.PublishAfter.Withheld(report.now) && e.PublishAfter.Instant().After(from.Instant()):
			report.add(diag.Problem{At: at, Message: fmt.Sprintf("evidence %q is under embargo longer than the record that cites it", id),
				Hint: "set the same publish_after in both", Related: []diag.Related{{At: e.At("publish_after"), Message: "withheld here"}}})
		}
	})
	for i := range c.Pages {
		p := &c.Pages[i]
		e, ok := records[p.Params.Evidence]
		out, public := publicFrom(p, report.now)
		problem := diag.Problem{At: p.At("params", "evidence")}
		switch {
		case !ok || !public:
			continue
		case len(e.Withheld) > 0:
			problem.Message, problem.Hint = fmt.Sprintf("public page with withheld evidence %q", e.ID), "name a public source, or set draft = true"
			problem.Related = []diag.Related{{At: e.At("withheld"), Message: "withheld here"}}
		case e.PublishAfter.Withheld(out):
			problem.Message, problem.Hint = fmt.Sprintf("evidence %q is under embargo when this page is public", e.ID), "set the same embargo in both"
			problem.Related = []diag.Related{{At: e.At("publish_after"), Message: "withheld here"}}
		default:
			continue
		}
		report.add(problem)
	}
}

func lowConfidence(c *campaign.Campaign, report *report) {
	for _, a := range c.Assessments {
		for i, e := range a.Events {
			if c.Vocabulary.Status(e.Status).Counts && e.Confidence == campaign.Low {
				report.add(diag.Problem{At: a.At("event", i, "confidence"), Severity: diag.Warning,
					Message: fmt.Sprintf("status %q has low confidence and is not published", e.Status)})
			}
		}
	}
}

func countryCode(c *campaign.Campaign, report *report) {
	for _, s := range c.Signatories {
		region, err := language.ParseRegion(s.ISO2)
		switch {
		case s.ISO2 == "" || s.ISO3 == "":
		case err != nil || !region.IsCountry() || region.Canonicalize().String() != s.ISO2:
			report.errorf(s.At("iso2"), "unknown country code %q; use ISO 3166-1 alpha-2", s.ISO2)
		case region.ISO3() != s.ISO3:
			report.add(diag.Problem{At: s.At("iso3"), Message: fmt.Sprintf("iso3 %q is not the alpha-3 code of %q", s.ISO3, s.ISO2),
				Hint: fmt.Sprintf("set iso3 = %q", region.ISO3())})
		}
	}
}

func languageCode(c *campaign.Campaign, report *report) {
	check := func(code string, place campaign.Place, path ...any) {
		if code == "" {
			return
		}
		if tag, err := language.Parse(code); err != nil || tag.String() != code {
			report.add(diag.Problem{At: place.At(path...), Message: fmt.Sprintf("invalid language code %q", code), Hint: "use BCP 47: en, es, pt-BR"})
		}
	}
	for i, t := range c.Declaration.Texts {
		check(t.Language, c.Declaration.Place, "text", i, "language")
	}
	for _, e := range c.Evidence {
		check(e.Language, e.Place, "language")
	}
}

func translated(c *campaign.Campaign, report *report) {
	values(c, func(text campaign.Text, leaf source.Leaf) {
		source := c.Languages.Source
		for _, code := range c.Languages.All {
			if code != source && strings.TrimSpace(text[source]) != "" && strings.TrimSpace(text[code]) == "" {
				report.add(diag.Problem{At: leaf.At, Severity: diag.Warning,
					Message: fmt.Sprintf("%q is not translated into %q; it is shown in %q", leaf.Key, code, source)})
			}
		}
	})
}
