// Package check holds the rules of the record: it takes a loaded campaign and adds every problem of every rule to
// a list. A rule is a row of data, so that the manual, the tests and the run are loops over one table.
package check

import (
	"runtime"
	"time"

	"golang.org/x/sync/errgroup"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/diag"
	"declarationwatch/tools/internal/source"
)

// Rule is one thing that must hold.
type Rule struct {
	ID  string // stable; printed in brackets after every problem
	Doc string // one sentence: what must hold, and why where that is not plain
	run func(c *campaign.Campaign, report *report)
}

// Rules is every rule that a data or content file can break, in the order of the manual. Those without a run are
// kept by the reading of the files, before there is a campaign to judge.
var Rules = append([]Rule{
	{source.RuleUnreadable, "every file can be read and every file that the site stands on is there", nil},
	{campaign.RuleUnknownFile, "every file in data/ is one that something reads, so that none is left out by a slip in its name", nil},
	{source.RuleSyntax, "every file is valid TOML, and every content file opens with TOML between two lines +++", nil},
	{source.RuleUnknownKey, "every key is one that something reads, so that none is lost by a slip in its name", nil},
	{source.RuleMissingKey, "every record has its required keys", nil},
	{source.RuleWrongType, "every value is of its key's type", nil},

	{"empty-value", "no text is empty: a key without a value is left out", emptyValue},
	{"missing-text", "every text that a visitor reads is there in English, the source of every other language", missingText},
	{"bad-id", "every id is made of lower-case letters, digits and single hyphens", badID},
	{"duplicate-id", "every id is given once within its kind", duplicateID},
	{"unknown-id", "every reference names a record that exists", unknownID},
	{"file-name", "a record that is a file has its file's name as id, and pledges and assessments lie in a file named for their signatory", fileName},
	{"bad-date", "every date is YYYY, YYYY-MM or YYYY-MM-DD and in the calendar", badDate},
	{"bad-url", "every address is a full http or https one, with a host and without a user name", badURL},
	{"bad-value", "a value from a closed list is one of the list", badValue},
	{"bad-moment", "a publish_after is a day or an instant", badMoment},
	{"country-code", "iso2 and iso3 are the ISO 3166-1 codes of one country, by CLDR", countryCode},
	{"language-code", "a language is a BCP 47 code", languageCode},
	{"not-translated", "every text is there in every language of the site; what is missing is listed (warning)", translated},
	{"release-row", "every release in static/v has its row in data/releases.toml, named for the month as 2026.11 or 2026.11.2, in order, and every row its release", releaseRow},
	{"release-frozen", "no byte of a release is other than it was frozen: what cites it must find it for ever", releaseFrozen},
	{"released-id", "no id of the newest release is gone: ids never change", releasedID},

	{"no-evidence", "whatever is said of a government has evidence: a status without it is refused", noEvidence},
	{"amount-unit", "an amount has a unit and a unit has an amount", amountUnit},
	{"assessment-subject", "an assessment is of one pledge by the same government, or of one commitment, and each is assessed in one place", assessmentSubject},
	{"event-status", "an event does not record a status that is computed: those of a cell without anything published", eventStatus},
	{"event-actor", "an event names the other government whose act it was where its status has needs_actor", eventActor},
	{"event-corrects", "a correction names the date of an earlier event of the same assessment", eventCorrects},
	{"event-order", "an event took effect before it was recorded, and events stand in the order they were recorded in: the record is append-only", eventOrder},
	{"future-date", "what is told of has happened: a date ahead is a slip, unless the row is held back until then", futureDate},
	{"stale", "every assessment was looked at within stale_after_days of data/vocabulary.toml (warning)", stale},
	{"low-confidence", "an assessed status rests on medium confidence or better to be published (warning)", lowConfidence},
	{"membership", "memberships fit the role, stand in the order of their dates and alternate", membership},
	{"pledge-after-leaving", "no pledge was made after its government left the Declaration, or a note says why it counts", pledgeAfterLeaving},
	{"archive", "evidence has an archived copy, or says that there is none and why", archive},
	{"no-archive", "evidence without an archived copy is lost when its page goes (warning)", noArchive},
	{"one-address", "no two records of evidence have one address, spellings aside", oneAddress},
	{"withheld-evidence", "what is published rests on evidence that is published too", withheldEvidence},
	{"page-dates", "a page is not out before its date, and does not expire before it is out", pageDates},
	{"withheld-section", "a section that is withheld has no public pages below it", withheldSection},
	{"translation-embargo", "a translation is not out before its source", translationEmbargo},
	{"embargoed-evidence", "the source of a page under embargo, if nothing public uses it, is held back too", embargoedEvidence},
	{"attachment", "a file in content/ lies in the folder of the page it belongs to, so that the page's embargo covers it", attachment},
	{"static-file", "a page that is withheld names no file of static/, which is public", staticFile},
	{"tile", "every government has a place of its own on the tile map: a column and a row, from 0", tile},
	{"series-entry", "a series is drawn from two or more figures of its own programme that are published and numbers, each once", seriesEntry},
	{"series-period", "the figures of a series cover whole periods of one length, in order: each is dated at its period's end", seriesPeriod},
	{"series-unit", "the figures of a series count one thing, and a point is as rough as its entry says", seriesUnit},
	{"period", "a period of data/campaign.toml has 1 or 12 months and a first month from 1 to 12", periodMonths},
	{"status-order", "no two statuses have the same order or the same rank, and only those of an empty cell are in the group none", statusOrder},
	{"status-colour", "every colour of a status is #rrggbb; its ink has 7:1 on its wash and its bar 3:1 on the page, in both schemes", statusColour},
	{"status-symbol", "every status has a symbol of one character, different from the others", statusSymbol},
	{"interface-text", "the words of templates, in i18n/, have the same keys and placeholders in every language of the site", interfaceText},
}, bodyRules...)

// Options is what the rules need to know beside the record.
type Options struct {
	Now time.Time // later dates are in the future
}

// Run applies every rule to the record. Rules only read it and do not know of each other, so they run side by side.
func Run(c *campaign.Campaign, o Options, problems *diag.List) {
	found := make([]diag.List, len(Rules))
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i, rule := range Rules {
		if rule.run == nil {
			continue
		}
		group.Go(func() error {
			rule.run(c, &report{o.Now.UTC(), c.Languages.All, rule.ID, &found[i]})
			return nil
		})
	}
	_ = group.Wait() // a rule has no error but the problems it finds
	for i := range found {
		for _, p := range found[i].Sorted() {
			problems.Add(p)
		}
	}
}

// report adds problems under the id of the rule that runs, and tells it what it needs to know beside the record.
type report struct {
	now       time.Time
	languages []string
	rule      string
	problems  *diag.List
}

func (r *report) errorf(at diag.Position, format string, args ...any) {
	r.problems.Errorf(at, r.rule, format, args...)
}

func (r *report) add(p diag.Problem) {
	p.Rule = r.rule
	r.problems.Add(p)
}
