// Package form has the first form of everything that is added to a project: what must be asked, and the files that follow from
// the answers.
package form

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/edit"
	"declarationwatch/tools/internal/locale"
	"declarationwatch/tools/internal/prompt"
)

// Project is the record that something is added to, and the changes so far.
type Project struct {
	*campaign.Campaign
	Changes *edit.Changes
	Now     time.Time
	Zone    *time.Location // of the campaign
}

// Done is what a form has done, and what a person does next.
type Done struct {
	What string   // with the file, for one line
	Next []string // steps
}

// Form adds one kind of thing.
type Form struct {
	Name      string
	Summary   string // one line
	Questions func(p *Project) []prompt.Question
	Write     func(p *Project, a prompt.Answers) (Done, error)
}

// New lists what can be added.
var New = []Form{statementForm, analysisForm, translationForm, evidenceForm, assessmentForm, pledgeForm, signatoryForm}

// today is the day of the campaign's zone, or of UTC where it is still the day before: nothing in the record is in the future.
func (p *Project) today() string {
	local, utc := p.Now.In(p.Zone).Format(time.DateOnly), p.Now.UTC().Format(time.DateOnly)
	return min(local, utc)
}

// source is the source language.
func (p *Project) source() string { return p.Languages.Source }

// in returns a text in the source language.
func (p *Project) in(text campaign.Text) string { return p.Languages.Text(text, p.source()) }

// texts returns a question for a text in each language; only the source language can be required.
func (p *Project) texts(q prompt.Question) []prompt.Question {
	var out []prompt.Question
	for _, language := range p.languages() {
		each := q
		each.Name = inLanguage(q.Name, language, p.source())
		if len(p.Languages.All) > 1 {
			each.Prompt += ", in " + locale.Language(language, "en")
		}
		if language != p.source() {
			each.Required, each.Default = false, nil
			each.When = prompt.Is(q.Name)
		}
		out = append(out, each)
	}
	return out
}

// languages lists the languages of the site, the source language first.
func (p *Project) languages() []string {
	all := []string{p.source()}
	for _, language := range p.Languages.All {
		if language != p.source() {
			all = append(all, language)
		}
	}
	return all
}

// inLanguage returns the name of a question in a language.
func inLanguage(name, language, source string) string {
	if language == source {
		return name
	}
	return name + "-" + language
}

// text returns the answers to a question in all languages.
func (p *Project) text(a prompt.Answers, name string) edit.Table {
	var t edit.Table
	for _, language := range p.languages() {
		if answer := a.Get(inLanguage(name, language, p.source())); answer != "" {
			t = append(t, edit.Field{Key: language, Value: answer})
		}
	}
	return t
}

// record collects the keys of a new record, without those that have no value.
type record struct{ edit.Table }

func (r *record) add(key string, value any) {
	switch v := value.(type) {
	case string:
		if v == "" {
			return
		}
	case []string:
		if len(v) == 0 {
			return
		}
	case edit.Table:
		if len(v) == 0 {
			return
		}
	}
	r.Table = append(r.Table, edit.Field{Key: key, Value: value})
}

// Slug returns the words of a title as a name of a file or an id: letters lose their accents and are kept.
func Slug(title string, longest int) string {
	fold := transform.Chain(norm.NFD, runes.Remove(runes.In(unicode.Mn)), norm.NFC)
	plain, _, err := transform.String(fold, title)
	if err != nil {
		plain = title
	}
	plain = strings.NewReplacer("ß", "ss", "æ", "ae", "ø", "o", "œ", "oe", "ł", "l", "'", "", "’", "").Replace(strings.ToLower(plain))
	words := strings.FieldsFunc(plain, func(r rune) bool { return r > unicode.MaxASCII || !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	slug := ""
	for _, word := range words {
		if slug != "" && len(slug)+1+len(word) > longest {
			break
		}
		slug = strings.TrimPrefix(slug+"-"+word, "-")
	}
	return slug[:min(len(slug), longest)]
}

// free returns an id that no record of a kind has yet: the wanted one, or with a number.
func (p *Project) free(kind campaign.Kind, wanted string) string {
	for id, n := wanted, 2; ; id, n = fmt.Sprintf("%s-%d", wanted, n), n+1 {
		if id == "" || !p.Has(kind, id) {
			return id
		}
	}
}

// id returns the question for the id of a new record.
func (p *Project) id(kind campaign.Kind, suggest func(prompt.Answers) string) prompt.Question {
	return prompt.Question{
		Name: "id", Prompt: "Id, which never changes", Form: "lower-case letters, digits and hyphens", Required: true,
		Default: func(a prompt.Answers) string { return p.free(kind, suggest(a)) },
		Check: func(id string) error {
			switch {
			case !campaign.ID(id).Valid():
				return fmt.Errorf("invalid id %q; use lower-case letters, digits and single hyphens, such as %q", id, Slug(id, 60))
			case p.Has(kind, id):
				return fmt.Errorf("%s %q exists; choose another id", kind, id)
			}
			return nil
		},
	}
}

// date returns a question for a date of the record, as exact as it is known.
func date(name, text string) prompt.Question {
	return prompt.Question{Name: name, Prompt: text, Form: "YYYY-MM-DD, YYYY-MM or YYYY", Check: func(answer string) error {
		if !campaign.Date(answer).Valid() {
			return fmt.Errorf("invalid date %q; write YYYY-MM-DD, or YYYY-MM or YYYY if no more is known", answer)
		}
		return nil
	}}
}

// past returns a question for a date that has come.
func (p *Project) past(name, text string) prompt.Question {
	q := date(name, text)
	valid := q.Check
	q.Check = func(answer string) error {
		if err := valid(answer); err != nil {
			return err
		}
		if campaign.Date(answer).First().After(p.Now) {
			return fmt.Errorf("date %s is in the future", answer)
		}
		return nil
	}
	return q
}

// moment returns a question for when a row may be shown. One with some of these dates in the future must be withheld until then.
func (p *Project) moment(dates ...string) prompt.Question {
	text := "Withheld until"
	if len(dates) > 0 {
		text += "; a date in the future needs it"
	}
	return prompt.Question{Name: "publish-after", Prompt: text, Form: "YYYY-MM-DD, or YYYY-MM-DD HH:MM " + p.zoneName(),
		Needed: func(a prompt.Answers) bool {
			return slices.ContainsFunc(dates, func(name string) bool { return campaign.Date(a.Get(name)).First().After(p.Now) })
		},
		Check: func(answer string) error {
			_, _, err := p.when(answer)
			return err
		}}
}

// zoneName is the campaign's zone as a person writes it.
func (p *Project) zoneName() string { return p.Zone.String() }

var clock = regexp.MustCompile(`^([0-9]{4}-[0-9]{2}-[0-9]{2})[ T]([0-9]{1,2}:[0-9]{2})$`)

// when reads a day, a time of the campaign's zone, or an instant with its offset. day reports that no time is given.
func (p *Project) when(answer string) (t time.Time, day bool, err error) {
	if answer == "today" {
		answer = p.today()
	}
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04Z07:00"} {
		if t, err = time.Parse(layout, answer); err == nil {
			return t, false, nil
		}
	}
	if parts := clock.FindStringSubmatch(answer); parts != nil {
		t, err = time.ParseInLocation("2006-01-02 15:04", parts[1]+" "+parts[2], p.Zone)
		if err == nil {
			return t, false, nil
		}
	}
	if t, err = time.Parse(time.DateOnly, answer); err == nil {
		return t, true, nil
	}
	return t, false, fmt.Errorf("invalid date %q; write YYYY-MM-DD, or YYYY-MM-DD HH:MM for a time in %s, or YYYY-MM-DDTHH:MM-05:00 with the offset of another place", answer, p.zoneName())
}

// written returns a moment as a value of data/ writes it.
func (p *Project) written(answer string) string {
	t, day, err := p.when(answer)
	switch {
	case answer == "" || err != nil:
		return ""
	case day:
		return t.Format(time.DateOnly)
	}
	return t.Format(time.RFC3339)
}

// confidence is how sure the record is of a row.
var confidence = prompt.Question{
	Name: "confidence", Prompt: "Confidence; low is kept and not published", Required: true, Choices: closed[campaign.Confidence](),
}

// closed returns the choices of a closed list.
func closed[T campaign.Choice]() func(prompt.Answers) []prompt.Choice {
	var zero T
	return func(prompt.Answers) []prompt.Choice {
		var out []prompt.Choice
		for _, id := range zero.Choices() {
			out = append(out, prompt.Choice{ID: id})
		}
		return out
	}
}

// choices returns a list of the record as choices.
func choices[T any](list []T, choice func(T) (id, label string)) func(prompt.Answers) []prompt.Choice {
	return func(prompt.Answers) []prompt.Choice {
		out := make([]prompt.Choice, len(list))
		for i, v := range list {
			id, label := choice(v)
			out[i] = prompt.Choice{ID: id, Label: label}
		}
		return out
	}
}

func (p *Project) words(list []campaign.Word) func(prompt.Answers) []prompt.Choice {
	return choices(list, func(w campaign.Word) (string, string) { return string(w.ID), p.in(w.Label) })
}

func (p *Project) sources() func(prompt.Answers) []prompt.Choice {
	return choices(p.Evidence, func(e campaign.Evidence) (string, string) { return string(e.ID), e.Publisher + ": " + e.Title })
}

func (p *Project) commitments() func(prompt.Answers) []prompt.Choice {
	return choices(p.Commitments, func(c campaign.Commitment) (string, string) { return string(c.ID), p.in(c.ShortTitle) })
}

func (p *Project) signatories() func(prompt.Answers) []prompt.Choice {
	return choices(p.Signatories, func(s campaign.Signatory) (string, string) {
		return string(s.ID), locale.Country(s.ISO2, p.source())
	})
}

func (p *Project) programmes() func(prompt.Answers) []prompt.Choice {
	return choices(p.Programmes, func(r campaign.Programme) (string, string) { return string(r.ID), p.in(r.Title) })
}

// evidence returns the question for the sources of a statement about a government.
func (p *Project) evidence() prompt.Question {
	return prompt.Question{Name: "evidence", Prompt: "Sources", Required: true, Many: true, Choices: p.sources()}
}

// signatory returns a government of the record.
func (p *Project) signatory(id string) campaign.Signatory {
	for _, s := range p.Signatories {
		if string(s.ID) == id {
			return s
		}
	}
	return campaign.Signatory{}
}

// nameOf returns a government's name in the source language.
func (p *Project) nameOf(id string) string { return locale.Country(p.signatory(id).ISO2, p.source()) }
