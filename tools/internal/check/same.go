package check

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"declarationwatch/tools/internal/campaign"
)

// samePledge: one undertaking under two ids is counted twice.
func samePledge(c *campaign.Campaign, report *report) {
	type key struct {
		signatory  campaign.SignatoryID
		commitment campaign.CommitmentID
		date       campaign.Date
	}
	type known struct {
		campaign.Pledge
		words []string
	}
	groups := map[key][]known{}
	for _, p := range c.Pledges {
		k, words := key{p.Signatory, p.Commitment, p.Date}, distinctWords(p.Summary[c.Languages.Source])
		for _, earlier := range groups[k] {
			if alike(earlier.words, words) {
				report.warnf(p.At("id"), "pledge %q looks the same as %q", p.ID, earlier.ID).
					WithHint("if they are one undertaking, remove the one that was added last; else say in the summary how they differ").
					WithRelated(earlier.At("id"), "the other one")
			}
		}
		groups[k] = append(groups[k], known{p, words})
	}
}

// sameReport finds what was added twice: "new assessment" does what it is told as often as it is told.
func sameReport(c *campaign.Campaign, report *report) {
	type key struct {
		status campaign.StatusID
		date   campaign.Date
		fact   campaign.EntryID
		actor  campaign.SignatoryID
	}
	for _, a := range c.Assessments {
		groups := map[key][]int{}
		for i, e := range a.Events {
			k := key{e.Status, e.Date, e.Fact, e.Actor}
			groups[k] = append(groups[k], i)
		}
		for k, group := range groups {
			same := map[int]int{} // by the place of a report, that of an earlier one
			if k.fact == "" {
				same = firstAlike(len(group), func(i int) string { return a.Events[group[i]].Summary[c.Languages.Source] })
			} else { // all reports on one fact are alike
				for i := 1; i < len(group); i++ {
					same[i] = 0
				}
			}
			for at, earlier := range same {
				e, other := &a.Events[group[at]], &a.Events[group[earlier]]
				if e.Corrects == "" {
					report.warnf(e.At("status"), "report looks the same as an earlier one").
						WithHint("if they are one report, remove the one that was added last; else say in the summary how they differ").
						WithRelated(other.At("status"), "the other one")
				}
			}
		}
	}
}

// firstAlike returns, for each of n texts that is like one shortly before, the first that it is like. There may be thousands, so it
// compares only texts that have a long word in common, and of these the last few.
func firstAlike(n int, text func(i int) string) map[int]int {
	out := map[int]int{}
	if n < 2 {
		return out
	}
	words, having := make([][]string, n), map[string][]int{}
	for i := range n {
		words[i] = distinctWords(text(i))
		for _, w := range words[i][:min(len(words[i]), len(words[i])/5+1)] { // of two that share four in five, one of these
			for _, j := range having[w][max(0, len(having[w])-lastFew):] {
				if first, found := out[i]; found && first <= j {
					break
				}
				if alike(words[j], words[i]) {
					out[i] = j
				}
			}
			having[w] = append(having[w], i)
		}
	}
	return out
}

const lastFew = 20

// distinctWords returns each word of a text once, the longest first: these are in few texts.
func distinctWords(text string) []string {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	slices.SortFunc(words, byLength)
	return slices.Compact(words)
}

func byLength(a, b string) int { return cmp.Or(len(b)-len(a), strings.Compare(a, b)) }

// alike reports whether two texts of more than three distinct words share four in five of them.
func alike(x, y []string) bool {
	n := max(len(x), len(y))
	missing := (4*n + 4) / 5
	for missing > 0 && min(len(x), len(y)) >= missing {
		switch order := byLength(x[0], y[0]); {
		case order < 0:
			x = x[1:]
		case order > 0:
			y = y[1:]
		default:
			x, y, missing = x[1:], y[1:], missing-1
		}
	}
	return n > 3 && missing == 0
}
