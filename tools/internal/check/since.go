package check

import (
	"fmt"
	"path"
	"reflect"
	"slices"
	"strings"
	"time"

	"golang.org/x/text/language"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/diag"
	"declarationwatch/tools/internal/source"
)

// The rules of this file compare the record with what was published: nothing that others can have read or linked to is edited
// or goes without a trace.

// sinceRules are the rules that compare applies.
var sinceRules = []Rule{
	{"deleted-report", "no report that was published is deleted: the record is append-only", nil},
	{"moved-report", "a report stays with the pledge or the commitment that it was published under", nil},
	{"edited-report", "a published report is corrected by a new one and not edited, but for its translations (warning)", nil},
	{"moved-pledge", "a pledge stays with the government that made it", nil},
	{"removed-id", "an id that was published stays: of a record, and of a word in columns and addresses; a warning for a pledge, a source and an entry of a policy", nil},
	{"withheld-again", "a report, a pledge, a source or an entry that was published is not put under embargo again (warning)", nil},
	{"lost-address", "a page that was published, also the list of a topic, keeps its address, or another has it as an alias, or expires; it does not become a draft or move to a later day; a page keeps its aliases, a record its former ids", nil},
	{"former-language", "a language that the site had and has no more is in a release or in former_languages of data/campaign.toml, so that its addresses lead to the source language", formerLanguages},
}

// compare compares a record with what it was when it was last published.
func compare(old, c *campaign.Campaign, now time.Time, problems *diag.List) {
	s := since{old.Published(now), c, now, problems}
	s.reports()
	s.pledges()
	s.ids()
	s.withheld()
	s.addresses()
	s.languages()
}

type since struct {
	old, now *campaign.Campaign
	moment   time.Time
	problems *diag.List
}

func (s *since) errorf(at diag.Position, rule, format string, args ...any) *diag.Problem {
	return s.problems.Errorf(at, rule, format, args...)
}

func (s *since) warnf(at diag.Position, rule, format string, args ...any) *diag.Problem {
	p := s.errorf(at, rule, format, args...)
	p.Severity = diag.Warning
	return p
}

// filed is a report and what it is about.
type filed struct {
	campaign.Event
	campaign.Assessment
	subject string
}

func reportsOf(c *campaign.Campaign) (list []filed) {
	for _, a := range c.Assessments {
		subject := fmt.Sprintf("pledge %q", a.Pledge)
		if a.Pledge == "" {
			subject = fmt.Sprintf("commitment %q of %q", a.Commitment, a.Signatory)
		}
		for _, e := range a.Events {
			list = append(list, filed{e, a, subject})
		}
	}
	return list
}

func (s *since) reports() {
	list := reportsOf(s.now)
	byID := map[campaign.EventID]filed{}
	for _, e := range list {
		byID[e.ID] = e
	}
	for _, old := range reportsOf(s.old) {
		e, found := byID[old.ID]
		switch {
		case found && e.subject != old.subject:
			s.moved(old, e)
		case found:
			s.edited(old, e)
		default:
			s.missing(old, list)
		}
	}
}

// missing reports one whose id is gone: its date was edited, it came under another header, or it was deleted.
func (s *since) missing(old filed, list []filed) {
	if s.lost(old) {
		return
	}
	for _, e := range list {
		same := e.Fact == old.Fact && reflect.DeepEqual(e.Summary, old.Summary) && e.Status == old.Status
		switch {
		case !same || s.hadReport(e.ID):
		case e.subject != old.subject:
			s.moved(old, e)
			return
		default:
			s.warnf(e.Event.At(), "edited-report", "report %q has another date, and so another id", old.ID).
				WithHint(fmt.Sprintf("add id = %q: it is published", old.ID))
			return
		}
	}
	s.errorf(diag.Position{File: old.Event.Doc.File}, "deleted-report", "report %q is gone, which was published", old.ID).
		WithHint(fmt.Sprintf("restore it from git; then go run ./tools correct %s, or withdraw", old.ID))
}

// lost reports whether a mistake hides the file of a report, or a part of it.
func (s *since) lost(old filed) bool {
	return slices.ContainsFunc(s.now.Docs, func(doc *source.Doc) bool { return doc.File == old.Event.Doc.File && doc.Damaged() })
}

// stays reports whether what an assessment is of still has its ids.
func (s *since) stays(a campaign.Assessment) bool {
	return s.now.Has(campaign.KindSignatory, string(a.Signatory)) &&
		(a.Pledge == "" || s.now.Has(campaign.KindPledge, string(a.Pledge))) &&
		(a.Commitment == "" || s.now.Has(campaign.KindCommitment, string(a.Commitment)))
}

func (s *since) hadReport(id campaign.EventID) bool {
	return slices.ContainsFunc(reportsOf(s.old), func(e filed) bool { return e.ID == id })
}

// moved reports a report under another subject, unless the one that it was under has another id now.
func (s *since) moved(old, e filed) {
	if !s.stays(old.Assessment) {
		return
	}
	s.errorf(e.Event.At(), "moved-report", "report %q is now about %s; it was published about %s", old.ID, e.subject, old.subject).
		WithHint("put it below its own [[assessment]], or add a new report here")
}

// edited reports what a report says otherwise than before. Texts in other languages than the source may follow later.
func (s *since) edited(old, e filed) {
	first := s.now.Languages.Source
	var changed []string
	for _, part := range []struct {
		key    string
		before any
		after  any
	}{
		{"status", old.Status, e.Status}, {"date", old.Date, e.Date}, {"fact", old.Fact, e.Fact},
		{"summary", old.Summary[first], e.Summary[first]}, {"actor", old.Actor, e.Actor}, {"recorded", old.Recorded, e.Recorded},
		{"corrects", old.Corrects, e.Corrects},
	} {
		if part.before != part.after && !(e.Fact != "" && e.Fact == old.Fact && (part.key == "date" || part.key == "summary")) {
			changed = append(changed, part.key)
		}
	}
	if len(changed) > 0 {
		s.warnf(e.Event.At(), "edited-report", "report %q was edited after it was published: %s", e.ID, strings.Join(changed, ", ")).
			WithHint(fmt.Sprintf("restore it from git; then go run ./tools correct %s", e.ID))
	}
}

func (s *since) pledges() {
	before := map[campaign.PledgeID]campaign.SignatoryID{}
	for _, p := range s.old.Pledges {
		before[p.ID] = p.Signatory
	}
	for _, p := range s.now.Pledges {
		if was := before[p.ID]; was != "" && was != p.Signatory && s.now.Has(campaign.KindSignatory, string(was)) {
			s.errorf(p.At("id"), "moved-pledge", "pledge %q is now of %q; it was published as one of %q", p.ID, p.Signatory, was).
				WithHint("give the new pledge an id of its own, and keep the old one in data/pledges/" + string(was) + ".toml")
		}
	}
}

// withheld reports what was published and is under embargo again.
func (s *since) withheld() {
	type row struct {
		kind campaign.Kind
		id   string
	}
	public := map[row]bool{}
	for r := range s.old.Rows() {
		public[row{r.Kind, r.ID}] = !r.Hidden
	}
	for r := range s.now.Rows() {
		if r.Kind != "" && r.From.Withheld(s.moment) && public[row{r.Kind, r.ID}] {
			s.warnf(r.At("publish_after"), "withheld-again", "%s %q was published, and is under embargo until %s now", r.Kind, r.ID, r.From.Instant().Format(time.RFC3339)).
				WithHint("remove publish_after: others have read it")
		}
	}
}

// ids reports what is gone. Where the record still names it, the rule unknown-id reports that.
func (s *since) ids() {
	named := map[string]bool{}
	values(s.now, func(ref campaign.Reference, _ source.Leaf) { named[fmt.Sprint(ref)] = true })
	for _, f := range s.old.Former() {
		if id := string(f.Old); !s.now.Has(f.Kind, id) && !s.now.HasFormer(f.Kind, id) && s.now.Has(f.Kind, string(f.New)) {
			s.errorf(diag.Position{File: f.Doc.File}, "lost-address", "the addresses of the former %s %q were published, and lead nowhere now", f.Kind, id).
				WithHint(fmt.Sprintf("add former = [%q] to %q again", id, f.New))
		}
	}
	gone := func(id campaign.Reference, place campaign.Place) {
		if s.now.Has(id.RefersTo(), fmt.Sprint(id)) || s.now.HasFormer(id.RefersTo(), fmt.Sprint(id)) || named[fmt.Sprint(id)] {
			return
		}
		hint := "restore it: others may link to it"
		switch id.RefersTo() {
		case campaign.KindEvidence:
			hint += "; go run ./tools withdraw takes a source back"
		case campaign.KindSignatory, campaign.KindCommitment, campaign.KindProgramme:
			hint += fmt.Sprintf("; if it has another id now, add former = [%q] there, as go run ./tools rename does", id)
		}
		p := s.errorf(diag.Position{File: place.Doc.File}, "removed-id", "%s %q is gone, which was published", id.RefersTo(), id).WithHint(hint)
		switch id.RefersTo() {
		case campaign.KindPledge, campaign.KindEvidence, campaign.KindEntry:
			p.Severity = diag.Warning
		}
	}
	for _, r := range s.old.Signatories {
		gone(r.ID, r.Place)
	}
	for _, r := range s.old.Commitments {
		gone(r.ID, r.Place)
	}
	for _, r := range s.old.Pledges {
		gone(r.ID, r.Place)
	}
	for _, r := range s.old.Evidence {
		gone(r.ID, r.Place)
	}
	for _, r := range s.old.Programmes {
		gone(r.ID, r.Place)
		for _, e := range r.Entries {
			gone(e.ID, e.Place)
		}
	}
	for _, r := range s.old.Meetings {
		gone(r.ID, r.Place)
	}
	for _, r := range s.old.Asks {
		gone(r.ID, r.Place)
	}
	for _, r := range s.old.Standards {
		gone(r.ID, r.Place)
	}
	for _, r := range s.old.Packages {
		gone(r.ID, r.Place)
	}
	for _, kind := range append([]campaign.Kind{campaign.KindGroup}, vocabulary...) {
		for id, at := range s.old.Definitions()[kind] {
			if !s.now.Has(kind, string(id)) && !named[string(id)] {
				s.errorf(diag.Position{File: at[0].File}, "removed-id", "%s %q is gone, which was published", kind, id).
					WithHint("restore it: published data and addresses have it; its texts may change")
			}
		}
	}
}

// addresses reports each address of a page, an alias among them, or of the list of a topic that is gone, which nothing has now.
func (s *since) addresses() {
	taken, hidden := map[string]bool{}, map[string]*campaign.Page{}
	for i := range s.now.Pages {
		p := &s.now.Pages[i]
		// To let a page expire is how one takes it back; a draft and a later day are for what nobody has seen.
		expired := !p.ExpiryDate.IsZero() && p.ExpiryDate.Before(s.moment)
		for _, address := range addressesOf(p) {
			if p.Withheld(s.moment) == "" || expired {
				taken[address] = true
			} else {
				hidden[address] = p
			}
		}
	}
	lost := func(p *campaign.Page, file, address, what, hint, keeps string) {
		_, below := s.old.Languages.Split(address)
		language, to := p.Language(), address
		if s.gone(language) { // it leads to the same one in the source language
			language, to = s.now.Languages.Source, below
		}
		if taken[to] {
			return
		}
		taken[to] = true // once, if two languages that are gone had it, or several pages have a topic
		if p := hidden[to]; p != nil {
			at := p.At("draft")
			if !p.Draft {
				at = p.At("publishDate")
				if p.PublishDate.IsZero() {
					at = p.At("date")
				}
			}
			s.errorf(at, "lost-address", "%s %s was published, and leads nowhere now: the page is %s", what, shown(address), p.Withheld(s.moment)).
				WithHint("remove that; an expiryDate takes a page back")
			return
		}
		if below != "" { // an alias is below the folder of its language
			hint += fmt.Sprintf(`, or add aliases = [%q] to the page that replaces it`, shown(below))
			if section := s.above(language, to); section != nil {
				hint += fmt.Sprintf(", or to %s if none does", section.Doc.File)
			}
			hint += keeps
		}
		s.errorf(diag.Position{File: file}, "lost-address", "%s %s was published, and leads nowhere now", what, shown(address)).WithHint(hint)
	}
	for i := range s.old.Pages {
		p := &s.old.Pages[i]
		if p.Withheld(s.moment) != "" {
			continue
		}
		for n, address := range addressesOf(p) {
			what, hint := "the address", "restore the page"
			if n > 0 {
				what, hint = "the alias", "restore it"
			}
			lost(p, p.Doc.File, address, what, hint, "; go run ./tools rename keeps addresses")
		}
		for _, topic := range p.Topics {
			if !s.now.Has(campaign.KindTopic, string(topic)) { // whose address is kept for its next page
				lost(p, "data/campaign.toml", path.Join(s.old.Languages.Root(p.Language()), "topics", string(topic)), "the address", "restore the topic", "")
			}
		}
	}
}

// addressesOf returns the address of a page, and those of its aliases.
func addressesOf(p *campaign.Page) []string {
	all := []string{p.Address()}
	for _, alias := range p.Aliases {
		all = append(all, p.AliasAddress(alias))
	}
	return all
}

// above returns the page nearest above an address in its language: that of the folder, or the home page; nil for a language without pages.
func (s *since) above(language, address string) (nearest *campaign.Page) {
	for i := range s.now.Pages {
		p := &s.now.Pages[i]
		if p.IsSection() && p.Language() == language && p.Withheld(s.moment) == "" && (p.Address() == "" || strings.HasPrefix(address, p.Address()+"/")) &&
			(nearest == nil || len(p.Address()) > len(nearest.Address())) {
			nearest = p
		}
	}
	return nearest
}

// gone reports whether a language had a folder of its own, and has none now.
func (s *since) gone(language string) bool {
	return s.old.Languages.Apart(language) && !s.now.Languages.Apart(language)
}

// languages reports each language that is gone once, whatever it had.
func (s *since) languages() {
	at, former := diag.Position{File: "config.toml"}, s.now.FormerLanguages()
	for _, language := range s.old.Languages.All {
		switch {
		case !s.gone(language):
		case slices.Contains(former, language):
			s.warnf(at, "former-language", "language %q is gone, which was published; each address below /%[1]s/ leads to the same one in %q", language, s.now.Languages.Source).
				WithHint("restore its table [languages." + language + "], its pages and its words from git if that is not meant")
		default:
			s.errorf(at, "former-language", "language %q is gone, which was published, and its addresses lead nowhere now: no release has it", language).
				WithHint(fmt.Sprintf("restore it from git, or add former_languages = [%q] to data/campaign.toml: each address below /%[1]s/ then leads to the same one in %q", language, s.now.Languages.Source))
		}
	}
}

func formerLanguages(c *campaign.Campaign, report *report) {
	for i, code := range c.Profile.FormerLanguages {
		at := c.Profile.At("former_languages", i)
		if tag, err := language.Parse(code); err != nil || strings.ToLower(tag.String()) != code {
			report.errorf(at, "invalid language code %q", code).WithHint("use the name of its folder: es, pt-br")
		} else if c.Languages.Apart(code) {
			report.errorf(at, "the site has the language %q", code).WithHint("remove it from the list")
		}
	}
}
