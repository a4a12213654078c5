// Package check contains the rules of the record. It adds every problem of every rule to a list. A rule is a row of a
// table: the manual, the tests and the run are loops over it.
package check

import (
	"cmp"
	"iter"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/diag"
	"declarationwatch/tools/internal/leak"
	"declarationwatch/tools/internal/source"
)

// Rule is one requirement.
type Rule struct {
	ID  string // stable; printed in brackets after every problem
	Doc string // one sentence: what is required, and why if that is not obvious
	run func(c *campaign.Campaign, report *report)
}

// warns reports whether all problems of the rule are warnings.
func (r Rule) warns() bool { return strings.HasSuffix(r.Doc, "(warning)") }

// Rules is every rule that a data or content file can break, in the order of the manual. Those without a run are applied
// while files are read.
var Rules = append([]Rule{
	{source.RuleUnreadable, "every file can be read, and every required file exists", nil},
	{campaign.RuleUnknownFile, "every file in data/ has a name that is read, so that a mistyped name is reported", nil},
	{source.RuleSyntax, "every file is valid TOML, and every content file starts with TOML between two lines +++", nil},
	{source.RuleCharacter, "a text has no replacement, control, bidirectional or invisible characters, as copying may leave", nil},
	{source.RuleSoftHyphen, "no text has soft hyphens, which copying leaves and searching stumbles over", nil},
	{source.RuleConflict, "no file has two versions of a part, as git leaves them where it cannot merge", nil},
	{source.RuleUnknownKey, "every key is one that is read, so that a mistyped key is reported", nil},
	{source.RuleMissingKey, "every record has its required keys", nil},
	{source.RuleWrongType, "every value has the type of its key", nil},

	{"empty-value", "no value is empty: a key without a value is left out", emptyValue},
	{"missing-text", "every text exists in the source language", missingText},
	{"bad-id", "every id is made of lower-case letters, digits and single hyphens, and makes no address that something else has", badID},
	{"duplicate-id", "every id is unique within its kind, and no pledge has the id of a commitment", duplicateID},
	{"former-id", "an id that a government, a commitment or a policy had before is no id of another: its addresses lead on to the new ones", formerID},
	{"unknown-id", "every reference names a record that exists", unknownID},
	{"file-name", "a record that is a file has its file's name as id, and pledges and assessments are in a file named after their signatory", fileName},
	{"bad-date", "every date is YYYY, YYYY-MM or YYYY-MM-DD and exists in the calendar", badDate},
	{"bad-url", "every URL is absolute, http or https, with a host and without a user name", badURL},
	{"bad-value", "a value from a closed list is in that list", badValue},
	{"bad-number", "a number is one that its key can have: an amount is above 0, what is counted starts at 1, and a year has come", badNumber},
	{"bad-moment", "every publish_after is a day, which begins in time_zone of data/campaign.toml, or an instant", badMoment},
	{"time-zone", "time_zone of data/campaign.toml is a zone of the IANA database, such as America/Bogota", timeZone},
	{"country-code", "iso2 and iso3 are the ISO 3166-1 codes of one country, by CLDR, and no other government has them", countryCode},
	{"language-code", "a language is a BCP 47 code", languageCode},
	{"not-translated", "every text exists in every language of the site (warning)", translated},
	{"release-row", "every release in static/v has a row in data/releases.toml, named after its month as 2026.11 or 2026.11.2, oldest first, and every row has its release", releaseRow},
	{"release-attributes", "git converts no line endings in releases, by .gitattributes", releaseAttributes},
	{"release-frozen", "no byte of a release has changed since it was frozen, so that citations stay true", releaseFrozen},
	{"released-id", "every id of the newest release still exists, of records and of words in columns: ids never change, and a government that leaves is marked, not removed", releasedID},

	{"no-evidence", "every statement about a government has evidence", noEvidence},
	{"amount-unit", "an amount has a unit and a unit has an amount", amountUnit},
	{"assessment-subject", "an assessment is of one pledge by the same government, or of one commitment, and each has one assessment", assessmentSubject},
	{"event-status", "an event does not record a status that is computed: those of a cell without anything published", eventStatus},
	{"event-actor", "an event names the other government whose act it was where its status has needs_actor", eventActor},
	{"event-fact", "an event names a dated fact that is public no later than itself, or has its own date, summary, confidence and evidence; what happened has a date or, where that is not known, the day of a report", eventFact},
	{"event-corrects", "a correction names an earlier event of the same assessment by its id, or by its date where no other has it, and is not older than the fact that it corrects", eventCorrects},
	{"event-early", "a pledge was fulfilled after it was made, or the record says that it was not (warning)", earlyEvent},
	{"same-pledge", "no two pledges of a government and a day read alike: they would be counted twice (warning)", samePledge},
	{"same-report", "no two reports on one subject and day read alike (warning)", sameReport},
	{"named-twice", "no list names a source, a government or any other id twice", namedTwice},
	{"event-order", "an event took effect before it was recorded, and events are in the order of recording: the record is append-only", eventOrder},
	{"distant-date", "no date is too long before the Declaration to be true", distantDate},
	{"future-date", "no date is in the future, unless the row is withheld until then", futureDate},
	{"stale", "every assessment was reviewed within stale_after_days of data/vocabulary.toml (warning)", stale},
	{"unjudged-fact", "what happened in a policy after the declaration was adopted is judged for the pledges that lean on it and for the government whose policy it is, if it is newer than their last report; or the entry says why not (warning)", unjudgedFact},
	{"low-confidence", "a status that counts as found has medium confidence or better, or it is not published (warning)", lowConfidence},
	{"membership", "memberships fit the role, are in the order of their dates and alternate", membership},
	{"pledge-after-leaving", "no pledge was made after its government left the Declaration, or a note says why it counts", pledgeAfterLeaving},
	{"archive", "every source has an archived copy, or says that there is none and why", archive},
	{"no-archive", "a source without an archived copy is lost when its page is removed (warning)", noArchive},
	{"weak-address", "a source is cited at its publisher's own address, or a note says why not", weakAddress},
	{"archived-copy", "archive_url is a copy of this address at a known archive, with its full moment", archivedCopy},
	{"one-address", "no two sources have the same URL, whatever its spelling", oneAddress},
	{"withheld-evidence", "published records have published evidence", withheldEvidence},
	{"page-dates", "a page has no date before the year 1000, is not published before its date, is changed between its date and today, and does not expire before it is published, and not_after is within the month or year of its date", pageDates},
	{"withheld-section", "a withheld section has no public pages below it", withheldSection},
	{"site-page", "a page that the site itself consists of is there and public in every language: others link to it", sitePage},
	{"translation-embargo", "a translation is not published before its source", translationEmbargo},
	{"translation-keys", "a translation has the dates, topics, source, relations and corrections of its source (warning)", translationKeys},
	{"same-text", "a translation that is no draft has no paragraph and no description of its source (warning)", sameText},
	{"untranslated-page", "every public page is out in every language of the site (warning)", untranslated},
	{"attachment", "a file in content/ is in the folder of its page, so that the page's embargo covers it", attachment},
	{"shared-file", "a file that only a withheld translation names has its language in its name, so that it is published with that translation", sharedFile},
	{"static-file", "a withheld page names no file of static/ or of another page that is public, unless something public names it too", publicFile},
	{"file-address", "no file of static/ or beside a page has the address of a page, of another file, or one kept for what the build writes", fileAddress},
	{"not-for-publication", "no file of a preview, and no page that was shared before it is out, is in content/ or static/", notForPublication},
	{"tile", "every government has its own column and row on the tile map, from 0", tile},
	{"series-entry", "a series has two or more figures of its own programme, each published, a number, not below 0 and used once", seriesEntry},
	{"series-period", "the figures of a series cover complete periods of one length, in order; each is dated at the end of its period", seriesPeriod},
	{"series-unit", "the figures of a series count one thing, and a point has the hedge of its entry", seriesUnit},
	{"currency", "a text of a currency of data/campaign.toml has the place of the amount", currencyAmount},
	{"period", "a period of data/campaign.toml has 1 or 12 months and a first month from 1 to 12", periodMonths},
	{"alias", "an alias of data/campaign.toml leads to a page of the site, and has words that no other one has", alias},
	{"not-signed", "iso2 of a government that did not sign is a code of ISO 3166-1; that of a government of the record is a warning", notSigned},
	{"status-order", "no two statuses have the same order or the same rank, and only those of an empty cell are in the group none", statusOrder},
	{"status-colour", "every colour of a status is #rrggbb; its ink has 7:1 on its wash and its bar 3:1 on the page, in both schemes; two bars that look alike are a warning", statusColour},
	{"status-symbol", "every status has a symbol of one character, different from the others", statusSymbol},
	{"withheld-words", "no public text of a page or of the data has words of what is withheld: no title, sentence, address or file", withheldWords},
	{"withheld-in-file", "no file that is public has words of what is withheld, and each can be searched for them", withheldInFiles},
	{"public-title", "the title of a page that is withheld is not in the data, where everybody may read it (warning)", publicTitle},
	{"interface-text", "the words of templates, in i18n/, have the same keys and placeholders in every language of the site, and all plural forms of the language", interfaceText},
	{"menu", "every entry of a menu in config.toml leads to a page of the site, and has a word in i18n/", menu},
	{"asset", "every style sheet and script in assets/ can be parsed: each block, bracket, string and comment is closed", asset},
}, slices.Concat(bodyRules, pictureRules, nearRules, sinceRules)...)

// wholeSite is the rules that compare everything public with everything withheld, or every byte of releases.
var wholeSite = []string{"withheld-words", "withheld-in-file", "public-title", "release-frozen"}

// Options is what the rules need beside the record.
type Options struct {
	Now   time.Time         // later dates are in the future
	Ahead time.Duration     // how far the rules look ahead, at each moment at which something comes out or goes
	Known func([]byte) bool // reports whether a file was published before, so that it need not be searched; nil searches texts only
	Later *diag.List        // gets what will be wrong then; nil for the list of what is wrong now

	// Only says which files have changed since every rule was applied; nil for all. Rules for one text after the other are applied
	// to those of these files. Rules that only warn wait for the next time, as do those that compare every text or file of the site with
	// what is withheld.
	Only func(file string) bool

	// Before is the record as it was last published, which all of this one is compared with; nil where it is not known.
	Before *campaign.Campaign

	// Outputs is which files templates make; nil leaves links to them to the build.
	Outputs Outputs

	// Files returns sets of the names of files that are made from the published record, as of now or with what is withheld now: first of
	// those that are known at once, and at last of all. It is only called for a record without errors; nil leaves links to them to the build.
	Files func(withheld bool) iter.Seq[map[string]bool]

	// Stopped reports whether nobody wants the problems any more; nil for never. The rules that are left are not applied then.
	Stopped func() bool
}

// Run applies every rule to the record: to what changed since it was published, at a moment, and at each later one at which something comes out or goes.
func Run(c *campaign.Campaign, o Options, problems *diag.List) {
	now := o.Now.UTC()
	rules, only := Rules, o.Only
	if only == nil {
		only = everyFile
	} else {
		rules = slices.DeleteFunc(slices.Clone(rules), func(r Rule) bool { return r.warns() || slices.Contains(wholeSite, r.ID) })
	}
	texts := sync.OnceValue(func() []*prose { return readTexts(c, only) })
	r := &run{c, o.Before, o.Known, texts, sync.OnceValue(func() iter.Seq[passage] { return readPassages(c, texts(), only) }), renderedOnce(), o.Outputs, o.Stopped}
	present := r.at(now)
	found, timed := r.apply(present, rules)
	for _, p := range found {
		problems.Add(p)
	}
	if o.Before != nil {
		compare(o.Before, c, now, problems)
	}
	r.rehearse(c.Turns(now, now.Add(o.Ahead)), timed, found, cmp.Or(o.Later, problems))
	if o.Files != nil && problems.Err() == nil {
		fileLinks(present.texts(), now, o.Files, problems)
	}
}

// run applies rules to one record.
type run struct {
	record   *campaign.Campaign
	before   *campaign.Campaign
	known    func([]byte) bool
	texts    func() []*prose
	passages func() iter.Seq[passage]
	rendered func(*campaign.Page) words
	outputs  Outputs
	stopped  func() bool
}

// moment is the site at a moment, and the texts as parts of it.
type moment struct {
	time.Time
	site  func() *addresses
	texts func() []*prose
}

func (r *run) at(now time.Time) moment {
	site := sync.OnceValue(func() *addresses { return newAddresses(r.record, now, r.outputs) })
	return moment{now, site, sync.OnceValue(func() []*prose { return placed(r.texts(), site) })}
}

// apply applies rules at a moment, and returns those that asked what time it is. Rules only read the record and are
// independent, so they run in parallel.
func (r *run) apply(m moment, rules []Rule) (found []diag.Problem, timed []Rule) {
	lists, asked, now := make([]diag.List, len(rules)), make([]bool, len(rules)), m.Time
	marks := sync.OnceValue(func() []leak.Secret { return newMarker(r.record, now, r.rendered).distinctive() })
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i, rule := range rules {
		if rule.run == nil {
			continue
		}
		group.Go(func() error {
			if r.stopped != nil && r.stopped() {
				return nil
			}
			rule.run(r.record, &report{r.record, r.before, now, &asked[i], r.record.Languages.All, m.site, m.texts, r.passages, marks, r.known, rule.ID, &lists[i]})
			return nil
		})
	}
	_ = group.Wait() // a rule has no error but the problems it finds
	for i, rule := range rules {
		found = append(found, lists[i].Sorted()...)
		if asked[i] {
			timed = append(timed, rule)
		}
	}
	return together(found), timed
}

// rehearse applies the rules that depend on the time at later moments, and adds the errors that will be new then.
func (r *run) rehearse(turns []time.Time, rules []Rule, found []diag.Problem, problems *diag.List) {
	type mistake struct {
		at   diag.Position
		rule string
	}
	known := map[mistake]bool{}
	for _, p := range found {
		known[mistake{p.At, p.Rule}] = true
	}
	zone, _ := r.record.Profile.Zone()
	for _, turn := range turns {
		// A page expires after its last moment, not in it.
		later, _ := r.apply(r.at(turn.Add(time.Millisecond)), rules)
		for _, p := range later {
			if key := (mistake{p.At, p.Rule}); p.Severity == diag.Error && !known[key] {
				known[key] = true
				p.Message = "from " + turn.In(zone).Format(MomentLayout) + ": " + p.Message
				problems.Add(p)
			}
		}
	}
}

// MomentLayout is how messages write a moment, and how it is given on the command line.
const MomentLayout = "2006-01-02T15:04Z07:00"

// report adds problems under the id of the rule that runs.
type report struct {
	record    *campaign.Campaign
	before    *campaign.Campaign // may be nil
	moment    time.Time
	asked     *bool // whether the rule asked for the moment
	languages []string
	site      func() *addresses // of the moment
	texts     func() []*prose
	passages  func() iter.Seq[passage]
	marks     func() []leak.Secret // of the moment
	known     func([]byte) bool
	rule      string
	problems  *diag.List
}

// now returns when the record is checked. A rule that asks is applied again to later moments.
func (r *report) now() time.Time {
	*r.asked = true
	return r.moment
}

func (r *report) errorf(at diag.Position, format string, args ...any) *diag.Problem {
	return r.problems.Errorf(at, r.rule, format, args...)
}

// once reports the second of two equal values and points at the first.
func once[K comparable](r *report, first map[K]diag.Position, value K, at diag.Position, hint, format string, args ...any) {
	if before, taken := first[value]; taken {
		r.errorf(at, format, args...).WithHint(hint).WithRelated(before, "first used here")
		return
	}
	first[value] = at
}

func (r *report) warnf(at diag.Position, format string, args ...any) *diag.Problem {
	p := r.errorf(at, format, args...)
	p.Severity = diag.Warning
	return p
}
