package campaign

import (
	"regexp"
	"strings"
	"sync"
)

// Measure is the unit of a figure, taken apart: "workers a year (minimum)" counts workers, a year, at least so many.
type Measure struct {
	Currency ID    // "" for what is not money
	Hedge    Hedge // "" for a figure as it was counted
	Period   Span  // that the figure is per; "" where the unit names none
	What     string
}

var brackets = regexp.MustCompile(`\s*\([^)]*\)`)

// Bare returns a unit without what is in brackets, which says how a figure was obtained, not what it counts.
func Bare(unit string) string { return strings.TrimSpace(brackets.ReplaceAllString(unit, "")) }

// Hedge returns how a unit in the source language says that its figure falls short of a count.
func (p Profile) Hedge(unit string) Hedge {
	switch {
	case AnyWord(p.MoreWords).MatchString(unit):
		return MoreThan
	case AnyWord(p.AboutWords).MatchString(unit):
		return About
	}
	return ""
}

// Measure takes a unit apart by the words that data/campaign.toml lists for the source language. It reads a hedge in brackets
// only: "US dollars over four years" is no lower bound.
func (p Profile) Measure(unit Text, source string) Measure {
	m := Measure{Hedge: p.Hedge(strings.Join(brackets.FindAllString(unit[source], -1), " ")), What: unit[source]}
	if money, after, ok := p.Currency(unit); ok {
		m.Currency, m.What = money.ID, after[source]
	}
	m.What = Bare(m.What)
	for _, period := range p.Periods {
		if at := AnyWord(period.UnitWords).FindStringSubmatchIndex(m.What); at != nil {
			m.Period, m.What = period.ID, strings.Trim(strings.TrimSpace(m.What[:at[2]])+m.What[at[3]:], " ,")
			break
		}
	}
	return m
}

// AnyWord returns what matches a text with one of some words, which may be several words long, and the word as its submatch.
func AnyWord(words []string) *regexp.Regexp {
	list := strings.Join(words, "\n")
	if known, ok := anyWord.Load(list); ok {
		return known.(*regexp.Regexp)
	}
	made := compileAnyWord(words)
	anyWord.Store(list, made)
	return made
}

// anyWord is what AnyWord has returned: each of a few lists is asked for with every figure.
var anyWord sync.Map

func compileAnyWord(words []string) *regexp.Regexp {
	var quoted []string
	for _, word := range words {
		if word != "" {
			quoted = append(quoted, regexp.QuoteMeta(word))
		}
	}
	if quoted == nil {
		return regexp.MustCompile(`[^\s\S]()`) // nothing
	}
	const edge = `[^\p{L}\p{N}\p{M}_]`
	return regexp.MustCompile(`(?:^|` + edge + `)(` + strings.Join(quoted, "|") + `)(?:$|` + edge + `)`)
}
