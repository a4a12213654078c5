package check

import (
	"fmt"
	"path"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/diag"
	"declarationwatch/tools/internal/source"
)

// The rules of this file check one value at a time, wherever it is in the record, by its type.

// values calls f with every value of a type and its leaf. T may be an interface.
func values[T any](c *campaign.Campaign, f func(T, source.Leaf)) {
	for _, doc := range c.Docs {
		for _, leaf := range doc.Leaves {
			if v, ok := leaf.Value.(T); ok {
				f(v, leaf)
			}
		}
	}
}

func emptyValue(c *campaign.Campaign, report *report) {
	values(c, func(v any, leaf source.Leaf) {
		if s := reflect.ValueOf(v); s.Kind() == reflect.String && blank(s.String()) {
			report.errorf(leaf.At, "empty value of %s", name(leaf)).WithHint("set a value, or remove the key")
		}
	})
}

// blank reports whether a reader sees nothing of a text.
func blank(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool { return unicode.IsGraphic(r) && !unicode.IsSpace(r) })
}

func missingText(c *campaign.Campaign, report *report) {
	values(c, func(text campaign.Text, leaf source.Leaf) {
		if blank(text[c.Languages.Source]) {
			report.errorf(leaf.At, "%s has no text in %q, the source language", name(leaf), c.Languages.Source).
				WithHint(fmt.Sprintf(`add %s = { %s = "..." }`, leaf.Key, c.Languages.Source))
		}
	})
}

func badID(c *campaign.Campaign, report *report) {
	for kind, ids := range c.Definitions() {
		for id, positions := range ids {
			if !id.Valid() && !(kind == campaign.KindEvent && !slices.ContainsFunc(strings.Split(string(id), "."), func(part string) bool { return !campaign.ID(part).Valid() })) {
				report.errorf(positions[0], "invalid id %q", id).
					WithHint("use lower-case letters, digits and single hyphens")
			}
			if taken := takenAddress(kind, string(id)); taken != "" {
				report.errorf(positions[0], "%s %q has the address of %s", kind, id, taken).WithHint("choose another id")
			}
		}
	}
}

// takenAddress returns what else is at the address that an id makes, beside records of its kind; "" for nothing.
func takenAddress(kind campaign.Kind, id string) string {
	switch {
	case kind == campaign.KindCommitment && id == campaign.Mentions: // below each government
		return "the texts that name a government"
	case kind == campaign.KindCommitment && id == campaign.FeedFolder:
		return "the feed of a government"
	case kind == campaign.KindCommitment && id == campaign.PillarFolder: // below each government, and below the list of commitments
		return "pages by pillar"
	}
	return ""
}

func unknownID(c *campaign.Campaign, report *report) {
	values(c, func(ref campaign.Reference, leaf source.Leaf) {
		id, kind := fmt.Sprint(ref), ref.RefersTo()
		if id != "" && !c.Has(kind, id) {
			report.errorf(leaf.At, "unknown %s %q", kind, id).WithHint(suggestID(c, kind, id))
		}
	})
}

// severalUses is how many places with one unknown id are no misprint, shownUses how many of them are listed.
const (
	severalUses = 3
	shownUses   = 10
)

// unknown matches the part of a message that says which id is unknown.
var unknown = regexp.MustCompile(`^unknown [a-z ]+ "([^"]+)"`)

// together makes one problem of those about one unknown id, in data and in texts: what is used in several places was there, and
// is no misprint.
func together(problems []diag.Problem) []diag.Problem {
	uses := map[string][]diag.Problem{}
	of := func(p diag.Problem) (what, id string) {
		if found := unknown.FindStringSubmatch(p.Message); found != nil && p.Rule == "unknown-id" {
			return found[0], found[1]
		}
		return "", ""
	}
	for _, p := range problems {
		what, _ := of(p)
		uses[what] = append(uses[what], p)
	}
	var out []diag.Problem
	for _, p := range problems {
		what, id := of(p)
		same := uses[what]
		switch {
		case what == "" || len(same) < severalUses:
			out = append(out, p)
		case p.At == same[0].At && p.Message == same[0].Message:
			p.Message = fmt.Sprintf("%s, in %d places", what, len(same))
			p.Hint = fmt.Sprintf("restore the record from git if it was removed or renamed, since ids never change; or correct every place that \"where %s\" prints", id)
			for _, other := range same[1:min(len(same), shownUses)] {
				p.WithRelated(other.At, "used here")
			}
			out = append(out, p)
		}
	}
	return out
}

func badDate(c *campaign.Campaign, report *report) {
	values(c, func(date campaign.Date, leaf source.Leaf) {
		if date == "" || date.Valid() {
			return
		}
		message := fmt.Sprintf("invalid date %q", date)
		if date.WellFormed() {
			message = fmt.Sprintf("date %q does not exist", date)
		}
		report.errorf(leaf.At, "%s", message).WithHint("use YYYY-MM-DD, or YYYY-MM or YYYY if no more is known")
	})
}

func badURL(c *campaign.Campaign, report *report) {
	values(c, func(address campaign.URL, leaf source.Leaf) {
		if address != "" && !address.Valid() {
			report.errorf(leaf.At, "invalid URL %q", address).
				WithHint("use https://host/path, without spaces or a user name")
		}
	})
}

func badValue(c *campaign.Campaign, report *report) {
	values(c, func(choice campaign.Choice, leaf source.Leaf) {
		if value := fmt.Sprint(choice); value != "" && !slices.Contains(choice.Choices(), value) {
			hint := suggest(value, choice.Choices())
			if _, archive := choice.(campaign.ArchiveChoice); archive && campaign.URL(value).Valid() {
				hint = fmt.Sprintf("the address of a copy is archive_url = %q", value)
			}
			report.errorf(leaf.At, "%s cannot be %q", name(leaf), value).WithHint(hint)
		}
	})
}

// badNumber leaves to other rules what they compare with more than the key. The figure of a fact may be below 0: of a change, or of
// money that was paid back.
func badNumber(c *campaign.Campaign, report *report) {
	check := func(place campaign.Place, key string, value any, possible bool, hint string) {
		if !possible && place.At(key) != place.At() && !place.Skipped(key) {
			report.errorf(place.At(key), "%q cannot be %v", key, value).WithHint(hint)
		}
	}
	days := c.Vocabulary.StaleAfterDays
	check(c.Vocabulary.Place, "stale_after_days", days, days >= 0, "set a number of days, or 0 for no warning")
	for _, p := range c.Pledges {
		check(p.Place, "amount", strconv.FormatFloat(p.Amount, 'f', -1, 64), !(p.Amount <= 0), "write what was pledged as a number above 0; unit says of what, so also by how much less; or remove the key")
	}
	for _, p := range c.Packages {
		check(p.Place, "number", p.Number, p.Number >= 1, "set its number among the packages, from 1")
	}
	for _, a := range c.Asks {
		check(a.Place, "paragraph", a.Paragraph, a.Paragraph >= 1, "set the number of the paragraph in the statement, from 1")
	}
	for _, s := range c.Standards {
		now := report.now()
		check(s.Place, "year", s.Year, s.Year >= 1000 && (s.Year <= now.Year() || s.PublishAfter.Withheld(now)),
			"set the year in which it was issued, YYYY, or remove the key if that is not known")
	}
}

// suggest returns a hint at the value that was meant: the nearest known one, or all of them where they are few.
func suggest(value string, known []string) string {
	if hint := diag.Suggest(value, known); hint != "" || len(known) == 0 || len(known) > 12 {
		return hint
	}
	return "choose one of " + strings.Join(slices.Sorted(slices.Values(known)), ", ")
}

// suggestID returns the same for the id of a record: where there are many, it says where they are.
func suggestID(c *campaign.Campaign, kind campaign.Kind, id string) string {
	if hint := suggest(id, c.IDs(kind)); hint != "" {
		return hint
	}
	where := ""
	for _, defined := range c.Definitions()[kind] {
		switch file := defined[0].File; where {
		case "":
			where = file
		case file:
		default:
			where = path.Dir(file) + "/"
		}
	}
	if where == "" {
		return ""
	}
	return "known ids are in " + where
}

// name is how a message calls a value: by its key, or by its place in a list.
func name(leaf source.Leaf) string {
	if leaf.Key == "" {
		return "an element"
	}
	return fmt.Sprintf("%q", leaf.Key)
}
