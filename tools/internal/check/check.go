// Package check holds the rules of the record: it takes a loaded campaign and adds every problem of every rule to
// a list. A rule is a row of data, so that the manual, the tests and the run are loops over one table.
package check

import (
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
var Rules = []Rule{
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

	{"no-evidence", "whatever is said of a government has evidence: a status without it is refused", noEvidence},
	{"amount-unit", "an amount has a unit and a unit has an amount", amountUnit},
	{"assessment-subject", "an assessment is of one pledge by the same government, or of one commitment, and each is assessed in one place", assessmentSubject},
	{"event-status", "an event records a status that can be found, or disputed; the other absences are computed", eventStatus},
	{"event-actor", "an overtaken pledge names the other government whose act ended it", eventActor},
	{"event-corrects", "a correction names the date of an earlier event of the same assessment", eventCorrects},
	{"tile", "every government has a place of its own on the tile map: a column and a row, from 0", tile},
	{"headline-order", "the headline order names every status that an event or a pledge can give, once each", headlineOrder},
}

// Run applies every rule to the record.
func Run(c *campaign.Campaign, problems *diag.List) {
	for _, rule := range Rules {
		if rule.run != nil {
			rule.run(c, &report{rule.ID, problems})
		}
	}
}

// report adds problems under the id of the rule that runs.
type report struct {
	rule     string
	problems *diag.List
}

func (r *report) errorf(at diag.Position, format string, args ...any) {
	r.problems.Errorf(at, r.rule, format, args...)
}

func (r *report) add(p diag.Problem) {
	p.Rule = r.rule
	r.problems.Add(p)
}
