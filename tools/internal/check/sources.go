package check

import (
	"fmt"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"

	"golang.org/x/text/language"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/diag"
	"declarationwatch/tools/internal/source"
)

// The rules of this file check sources, and the codes of languages and countries.

func archive(c *campaign.Campaign, report *report) {
	for _, e := range c.Evidence {
		switch {
		case e.ArchiveURL != "" && e.Archive == "none":
			report.errorf(e.At("archive"), "archive_url and archive exclude each other").
				WithHint("remove one of the two keys")
		case e.ArchiveURL != "":
		case e.Archive == "" && !e.Skipped("archive"):
			report.errorf(e.At(), "evidence %q has no archived copy", e.ID).
				WithHint(fmt.Sprintf(`add archive_url = "https://...", or archive = "none" and archive_reason = { %s = "..." }`, c.Languages.Source))
		case e.Archive == "none" && len(e.ArchiveReason) == 0:
			report.errorf(e.At("archive"), "missing reason why there is no archived copy").
				WithHint(fmt.Sprintf(`add archive_reason = { %s = "..." }`, c.Languages.Source))
		}
	}
}

func noArchive(c *campaign.Campaign, report *report) {
	for _, e := range c.Evidence {
		if e.ArchiveURL == "" && e.Archive == "none" {
			report.warnf(e.At("archive"), "evidence %q has no archived copy and is lost when its page is removed", e.ID)
		}
	}
}

func oneAddress(c *campaign.Campaign, report *report) {
	first := map[string]diag.Position{}
	for _, e := range c.Evidence {
		if key := normalURL(e.URL); key != "" {
			once(report, first, key, e.At("url"), "remove one of them and use the other in both places",
				"evidence %q has the same URL as another", e.ID)
		}
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
		if countsReaders(name) {
			query.Del(name)
		}
	}
	return host + strings.TrimSuffix(u.EscapedPath(), "/") + "?" + query.Encode()
}

// unfinishedHost is the first label of an address that is not meant for readers; a name of two labels has none.
var unfinishedHost = regexp.MustCompile(`^(uat[a-z0-9-]*|(proof|edit|staging|stage|dev|preview|preprod)[0-9-]*)\.[^.]+\.`)

// Hosts by the end of their name: those that copy or serve what others publish, and those that keep old versions of pages.
var (
	copying = []string{
		"cloudfront.net", "akamaized.net", "fastly.net", "azureedge.net", "b-cdn.net", "cdninstagram.com", "googleusercontent.com", "ampproject.org", "arcpublishing.com",
		"newsbreak.com", "particle.news", "owlbrief.com", "ground.news", "smartnews.com", "flipboard.com", "news.google.com", "scribd.com", "docslib.org",
		"localnewswave.com", "newsbeep.com", "ganjingworld.com", "vdocuments.mx", "docsbay.net",
	}
	copyingLabel = regexp.MustCompile(`^([a-z0-9]+-)?(cdn|assets)[0-9-]*\.[^.]+\.`)
	archives     = []string{"web.archive.org", "archive.ph", "archive.today", "archive.is", "arquivo.pt", "archive-it.org", "webarchive.org.uk", "nationalarchives.gov.uk", "webarchive.loc.gov"}
	permanent    = []string{"archives.gov", "nationalarchives.gov.uk"} // where the page itself was moved to an archive
	stamped      = regexp.MustCompile(`/([0-9]{14})(?:[a-z]{2}_)?/(.+)$`)
)

func onHost(host string, names []string) bool {
	return slices.ContainsFunc(names, func(name string) bool { return host == name || strings.HasSuffix(host, "."+name) })
}

// weakAddress: a reader must find the source itself, not a copy that anybody may have changed.
func weakAddress(c *campaign.Campaign, report *report) {
	for _, e := range c.Evidence {
		u, err := url.Parse(string(e.URL))
		if err != nil {
			continue
		}
		for _, name := range slices.Sorted(maps.Keys(u.Query())) {
			if countsReaders(name) {
				report.errorf(e.At("url"), "parameter %q of the URL only counts readers", name).WithHint("remove it from the URL")
				break
			}
		}
		if len(e.Note) > 0 {
			continue
		}
		host, what := strings.ToLower(u.Hostname()), ""
		switch {
		case unfinishedHost.MatchString(host):
			what = "is not meant for readers"
		case onHost(host, copying) || copyingLabel.MatchString(host):
			what = "serves copies"
		case slices.Contains(strings.Split(u.Path, "/"), "amp") || u.Query().Get("outputType") == "amp" || u.Query().Get("format") == "amp":
			what = "has another address for this page than its AMP form"
		default:
			continue
		}
		report.errorf(e.At("url"), "host %q %s", host, what).
			WithHint(fmt.Sprintf(`use the publisher's own address, or add note = { %s = "..." } that says why this one is cited`, c.Languages.Source))
	}
}

// archivedCopy: a copy proves something only where an archive made it, of this page, on a day that is known.
func archivedCopy(c *campaign.Campaign, report *report) {
	for _, e := range c.Evidence {
		if why, hint := copyProblem(e, report.now()); why != "" {
			p := report.errorf(e.At("archive_url"), "%s", why).WithHint(hint)
			if strings.HasPrefix(why, otherPage) {
				p.WithRelated(e.At("url"), "the address")
			}
		}
	}
}

// otherPage is how the problem with a copy of another page begins.
const otherPage = "archived copy is of another page, "

// RefusedCopy returns why the check does not accept the archived copy of a source; "" where it does.
func RefusedCopy(e campaign.Evidence, now time.Time) string {
	if !e.ArchiveURL.Valid() {
		return "invalid address"
	}
	why, _ := copyProblem(e, now)
	return why
}

// copyProblem returns what is wrong with the archived copy of a source, and how to fix it; "" where nothing is.
func copyProblem(e campaign.Evidence, now time.Time) (why, hint string) {
	u, err := url.Parse(string(e.ArchiveURL))
	if err != nil || e.ArchiveURL == "" || !e.ArchiveURL.Valid() {
		return "", ""
	}
	host := strings.ToLower(u.Hostname())
	if e.ArchiveURL == e.URL && onHost(host, permanent) {
		return "", ""
	}
	if !onHost(host, archives) {
		return fmt.Sprintf("%q is not a known archive", u.Hostname()), "use a copy at one of " + strings.Join(archives, ", ")
	}
	parts := stamped.FindStringSubmatch(string(e.ArchiveURL))
	if parts == nil {
		return "archived copy without its moment and original", "use the long form, https://web.archive.org/web/20261101093000/" + string(e.URL)
	}
	switch made, err := time.Parse("20060102150405", parts[1]); {
	case err != nil:
		return fmt.Sprintf("moment %s of the archived copy does not exist", parts[1]), "copy the address from the archive again"
	case made.After(now):
		return fmt.Sprintf("moment %s of the archived copy is in the future", parts[1]), "copy the address from the archive again"
	case normalURL(campaign.URL(parts[2])) != normalURL(e.URL):
		return otherPage + parts[2], "use a copy of the address in url, or correct url"
	}
	return "", ""
}

// countsReaders reports whether a parameter of an address only says where a reader came from.
func countsReaders(parameter string) bool {
	return strings.HasPrefix(parameter, "utm_") || parameter == "fbclid" || parameter == "gclid"
}

// cited calls f with every reference to evidence by what the site shows, and the moment that is shown from.
func cited(c *campaign.Campaign, f func(id campaign.EvidenceID, from campaign.Moment, at diag.Position)) {
	for r := range c.Rows() {
		for i, id := range r.Evidence {
			if !r.Hidden {
				f(id, r.From, r.At("evidence", i))
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
			report.errorf(at, "published record with withheld evidence %q", id).
				WithHint("add a public source, or set confidence = \"low\"").
				WithRelated(e.At("withheld"), "withheld here")
		case e.PublishAfter.Withheld(report.now()) && e.PublishAfter.Instant().After(from.Instant()):
			report.errorf(at, "evidence %q is under embargo longer than the record that cites it", id).
				WithHint("set the same publish_after in both").WithRelated(e.At("publish_after"), "withheld here")
		}
	})
	for i := range c.Pages {
		p := &c.Pages[i]
		e, ok := records[p.Params.Evidence]
		switch out, public := publicFrom(p, report.now()); {
		case !ok || !public:
		case len(e.Withheld) > 0:
			report.errorf(p.Params.At("evidence"), "public page with withheld evidence %q", e.ID).
				WithHint("name a public source, or set draft = true").WithRelated(e.At("withheld"), "withheld here")
		case e.PublishAfter.Withheld(out):
			report.errorf(p.Params.At("evidence"), "evidence %q is under embargo when this page is public", e.ID).
				WithHint("set the same embargo in both").WithRelated(e.At("publish_after"), "withheld here")
		}
	}
}

func lowConfidence(c *campaign.Campaign, report *report) {
	for _, a := range c.Assessments {
		for _, e := range a.Events {
			if c.Vocabulary.Status(e.Status).Counts && e.Confidence == campaign.Low {
				report.warnf(e.At("confidence"), "status %q has low confidence and is not published", e.Status)
			}
		}
	}
}

func countryCode(c *campaign.Campaign, report *report) {
	first := map[string]diag.Position{}
	for _, s := range c.Signatories {
		if s.ISO2 != "" {
			once(report, first, s.ISO2, s.At("iso2"), "correct one of the two, or remove one", "iso2 %q is that of another government", s.ISO2)
		}
		region, err := language.ParseRegion(s.ISO2)
		switch {
		case s.ISO2 == "" || s.ISO3 == "":
		case err != nil || !region.IsCountry() || region.Canonicalize().String() != s.ISO2:
			report.errorf(s.At("iso2"), "unknown country code %q; use ISO 3166-1 alpha-2", s.ISO2)
		case region.ISO3() != s.ISO3:
			report.errorf(s.At("iso3"), "iso3 %q is not the alpha-3 code of %q", s.ISO3, s.ISO2).
				WithHint(fmt.Sprintf("set iso3 = %q", region.ISO3()))
		}
	}
}

func languageCode(c *campaign.Campaign, report *report) {
	check := func(code string, place campaign.Place) {
		if code == "" {
			return
		}
		if tag, err := language.Parse(code); err != nil || tag.String() != code {
			report.errorf(place.At("language"), "invalid language code %q", code).WithHint("use BCP 47: en, es, pt-BR")
		}
	}
	for _, t := range c.Declaration.Texts {
		check(t.Language, t.Place)
	}
	for _, e := range c.Evidence {
		check(e.Language, e.Place)
	}
}

func translated(c *campaign.Campaign, report *report) {
	values(c, func(text campaign.Text, leaf source.Leaf) {
		source := c.Languages.Source
		for _, code := range c.Languages.All {
			if code != source && strings.TrimSpace(text[source]) != "" && strings.TrimSpace(text[code]) == "" {
				report.warnf(leaf.At, "%q is not translated into %q; it is shown in %q", leaf.Key, code, source)
			}
		}
	})
}
