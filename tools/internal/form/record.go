package form

import (
	"errors"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/language"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/edit"
	"declarationwatch/tools/internal/locale"
	"declarationwatch/tools/internal/prompt"
	"declarationwatch/tools/internal/source"
)

var checkAndCommit = []string{"go run ./tools check", "commit the file"}

var evidenceForm = Form{
	Name: "evidence", Summary: "a source, in a file of data/evidence",
	Questions: func(p *Project) []prompt.Question {
		withoutCopy := func(a prompt.Answers) bool { return !a.Has("archive-url") }
		questions := []prompt.Question{
			{Name: "url", Prompt: "Address of the page", Form: "https://...", Required: true, Check: p.newAddress},
			{Name: "title", Prompt: "Title, as the page shows it", Required: true},
			{Name: "publisher", Prompt: "Publisher", Required: true},
			{Name: "kind", Prompt: "What sort of body published it", Required: true, Choices: p.words(p.Profile.SourceKinds)},
			date("published", "Day it was published, if the page shows one"),
			{Name: "language", Prompt: "Language of the page", Form: "a BCP 47 code such as " + p.source(), Required: true,
				Default: func(prompt.Answers) string { return p.source() }, Check: languageCode},
			p.required(p.past("accessed", "Day you read it"), p.today()),
			{Name: "archive-url", Prompt: "Address of an archived copy", Form: "https://web.archive.org/web/...", Check: address},
		}
		questions = append(questions, p.texts(prompt.Question{Name: "archive-reason", Prompt: "Why there is no archived copy", Required: true, When: withoutCopy})...)
		for i := range questions {
			if strings.HasPrefix(questions[i].Name, "archive-reason") {
				questions[i].When = withoutCopy
			}
		}
		questions = append(questions, p.texts(prompt.Question{Name: "note", Prompt: "Note that readers see"})...)
		return append(questions, p.moment("published"),
			p.id(campaign.KindEvidence, func(a prompt.Answers) string { return Slug(a.Get("title"), 40) }),
			prompt.Question{Name: "file", Prompt: "File of data/evidence, without its ending", Required: true, Default: p.evidenceFile,
				Check: fileName})
	},
	Write: func(p *Project, a prompt.Answers) (Done, error) {
		var r record
		r.add("id", a.Get("id"))
		r.add("title", a.Get("title"))
		r.add("publisher", a.Get("publisher"))
		r.add("kind", a.Get("kind"))
		r.add("published", a.Get("published"))
		r.add("language", a.Get("language"))
		r.add("url", a.Get("url"))
		r.add("archive_url", a.Get("archive-url"))
		if !a.Has("archive-url") {
			r.add("archive", "none")
			r.add("archive_reason", p.text(a, "archive-reason"))
		}
		r.add("accessed", a.Get("accessed"))
		r.add("note", p.text(a, "note"))
		r.add("publish_after", p.written(a.Get("publish-after")))
		file := "data/evidence/" + a.Get("file") + ".toml"
		err := p.Changes.Edit(file, "# Sources.\n", func(t *edit.Text) error { return t.Append(r.Table, "evidence") })
		return Done{fmt.Sprintf("added source %q to %s", a.Get("id"), file), append([]string{
			fmt.Sprintf("cite it: evidence = [%q] in a record, or {{< evidence %q >}} in a text", a.Get("id"), a.Get("id")),
		}, checkAndCommit...)}, err
	},
}

// required makes a question required, with a default.
func (p *Project) required(q prompt.Question, answer string) prompt.Question {
	q.Required = true
	if answer != "" {
		q.Default = func(prompt.Answers) string { return answer }
	}
	return q
}

func address(answer string) error {
	if !campaign.URL(answer).Valid() {
		return fmt.Errorf("invalid address %q; copy it from the browser, with https://", answer)
	}
	return nil
}

// newAddress refuses the address of a source that exists.
func (p *Project) newAddress(answer string) error {
	for _, e := range p.Evidence {
		if strings.TrimSuffix(string(e.URL), "/") == strings.TrimSuffix(answer, "/") {
			return fmt.Errorf("source %q has this address; cite that one", e.ID)
		}
	}
	return address(answer)
}

func languageCode(answer string) error {
	if _, err := language.Parse(answer); err != nil {
		return fmt.Errorf("invalid language %q; use a BCP 47 code, such as en or es-MX", answer)
	}
	return nil
}

func fileName(answer string) error {
	if !campaign.ID(answer).Valid() {
		return fmt.Errorf("invalid name %q; use lower-case letters, digits and single hyphens, such as %q", answer, Slug(answer, 60))
	}
	return nil
}

// evidenceFile returns the file that most sources of the publisher are in, or else most of the kind.
func (p *Project) evidenceFile(a prompt.Answers) string {
	best := "all"
	for _, same := range []func(campaign.Evidence) bool{
		func(e campaign.Evidence) bool { return string(e.Kind) == a.Get("kind") },
		func(e campaign.Evidence) bool { return e.Publisher == a.Get("publisher") },
	} {
		count, most := map[string]int{}, 0
		for _, e := range p.Evidence {
			name := strings.TrimSuffix(path.Base(e.Doc.File), ".toml")
			if count[name]++; same(e) && count[name] > most {
				best, most = name, count[name]
			}
		}
	}
	return best
}

var pledgeForm = Form{
	Name: "pledge", Summary: "what a government said it would do, in data/pledges",
	Questions: func(p *Project) []prompt.Question {
		questions := []prompt.Question{
			{Name: "signatory", Prompt: "Government", Required: true, Choices: p.signatories()},
			{Name: "commitment", Prompt: "Commitment it falls under", Required: true, Choices: p.commitments()},
			p.required(date("date", "Day it was pledged"), ""),
		}
		questions = append(questions, p.texts(prompt.Question{Name: "summary", Prompt: "The pledge in one sentence", Required: true})...)
		questions = append(questions,
			prompt.Question{Name: "event", Prompt: "Meeting where it was made", Choices: choices(p.Meetings, func(m campaign.Meeting) (string, string) { return string(m.ID), p.in(m.Title) })},
			prompt.Question{Name: "programme", Prompt: "Policy that it leans on", Choices: p.programmes()},
			prompt.Question{Name: "amount", Prompt: "Number it promises", Form: "digits", Check: amount})
		for _, q := range p.texts(prompt.Question{Name: "unit", Prompt: "Unit of the number, such as people a year", Required: true}) {
			q.When = prompt.Is("amount")
			questions = append(questions, q)
		}
		questions = append(questions, date("deadline", "Deadline"), confidence, p.evidence())
		for i, q := range p.texts(prompt.Question{Name: "note", Prompt: "Note that readers see; a pledge after its government left needs one, on why it counts"}) {
			if i == 0 {
				q.Needed = func(a prompt.Answers) bool {
					return p.signatory(a.Get("signatory")).Left(campaign.Date(a.Get("date"))) != nil
				}
			}
			questions = append(questions, q)
		}
		return append(questions, p.moment("date"),
			p.id(campaign.KindPledge, func(a prompt.Answers) string {
				return Slug(strings.ToLower(p.signatory(a.Get("signatory")).ISO3)+" "+a.Get("summary"), 32)
			}))
	},
	Write: func(p *Project, a prompt.Answers) (Done, error) {
		var r record
		r.add("id", a.Get("id"))
		r.add("commitment", a.Get("commitment"))
		r.add("date", a.Get("date"))
		r.add("event", a.Get("event"))
		r.add("programme", a.Get("programme"))
		r.add("summary", p.text(a, "summary"))
		if a.Has("amount") {
			r.add("amount", edit.Raw(grouped(a.Get("amount"))))
			r.add("unit", p.text(a, "unit"))
		}
		r.add("deadline", a.Get("deadline"))
		r.add("confidence", a.Get("confidence"))
		r.add("evidence", a["evidence"])
		r.add("publish_after", p.written(a.Get("publish-after")))
		r.add("note", p.text(a, "note"))
		file := "data/pledges/" + a.Get("signatory") + ".toml"
		head := fmt.Sprintf("# What %s pledged. Confidence says how sure it is that the pledge was made.\n", p.nameOf(a.Get("signatory")))
		err := p.Changes.Edit(file, head, func(t *edit.Text) error { return t.Append(r.Table, "pledge") })
		return Done{fmt.Sprintf("added pledge %q to %s", a.Get("id"), file), append([]string{
			fmt.Sprintf("when there is a report: go run ./tools new assessment -signatory %s -pledge %s", a.Get("signatory"), a.Get("id")),
		}, checkAndCommit...)}, err
	},
}

func amount(answer string) error {
	digits := strings.NewReplacer(",", "", "_", "", " ", "").Replace(answer)
	if digits == "" || strings.Trim(digits, "0123456789") != "" || digits[0] == '0' {
		return fmt.Errorf("invalid number %q; write digits only", answer)
	}
	if n, err := strconv.ParseInt(digits, 10, 64); err != nil || n > source.MaxNumber {
		return fmt.Errorf("%s is too large; write at most %d", answer, source.MaxNumber)
	}
	return nil
}

// grouped returns the digits of a number with underscores between thousands, as the record writes them.
func grouped(answer string) string {
	digits := strings.NewReplacer(",", "", "_", "", " ", "").Replace(answer)
	if len(digits) < 5 {
		return digits
	}
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "_" + digits[i:]
	}
	return digits
}

var assessmentForm = Form{
	Name: "assessment", Summary: "a report on a pledge, or on conduct, in data/assessments",
	Questions: func(p *Project) []prompt.Question {
		pledges := func(a prompt.Answers) []prompt.Choice {
			var out []prompt.Choice
			for _, pledge := range p.Pledges {
				if string(pledge.Signatory) == a.Get("signatory") {
					out = append(out, prompt.Choice{ID: string(pledge.ID), Label: p.in(pledge.Summary)})
				}
			}
			return out
		}
		return append([]prompt.Question{
			{Name: "signatory", Prompt: "Government", Required: true, Choices: p.signatories()},
			{Name: "pledge", Prompt: "Pledge; none to judge conduct on a commitment", Choices: pledges},
			{Name: "commitment", Prompt: "Commitment that its conduct is judged on", Required: true, Choices: p.commitments(),
				When: func(a prompt.Answers) bool { return !a.Has("pledge") }},
			{Name: "fact", Prompt: "Dated line of a policy that this judges; none to write what happened here", Choices: p.facts()},
		}, p.report("")...)
	},
	Write: func(p *Project, a prompt.Answers) (Done, error) {
		file := "data/assessments/" + a.Get("signatory") + ".toml"
		head := fmt.Sprintf("# What happened with the pledges of %s, and what it did on the commitments themselves.\n"+
			"# APPEND-ONLY: an event is never edited or deleted. To put one right, add a new event that names it in `corrects`.\n", p.nameOf(a.Get("signatory")))
		err := p.Changes.Edit(file, head, func(t *edit.Text) error { return p.addReport(t, a) })
		return Done{"added a report to " + file, checkAndCommit}, err
	},
}

// facts lists the dated lines of policies.
func (p *Project) facts() func(prompt.Answers) []prompt.Choice {
	return func(prompt.Answers) []prompt.Choice {
		var out []prompt.Choice
		for _, programme := range p.Programmes {
			for _, e := range programme.Entries {
				if e.Date != "" {
					out = append(out, prompt.Choice{ID: string(e.ID), Label: string(e.Date) + " " + p.in(e.Summary)})
				}
			}
		}
		return out
	}
}

// report returns the questions of a report, which of a correction have the first day as default.
func (p *Project) report(day string) []prompt.Question {
	inline := func(a prompt.Answers) bool { return !a.Has("fact") }
	took := date("date", "Day it took effect; none if only a report's day is known")
	took.When = inline
	if day != "" {
		took.Default = func(prompt.Answers) string { return day }
	}
	reported := p.required(date("reported", "Day of the report"), "")
	reported.When = func(a prompt.Answers) bool { return inline(a) && !a.Has("date") }
	questions := []prompt.Question{took, reported,
		{Name: "status", Prompt: "Status", Required: true, Choices: p.statuses()},
		{Name: "actor", Prompt: "Government whose act it was", Required: true, Choices: p.signatories(),
			When: func(a prompt.Answers) bool { return p.Vocabulary.Status(campaign.StatusID(a.Get("status"))).NeedsActor }},
	}
	for _, q := range p.texts(prompt.Question{Name: "summary", Prompt: "What happened, in one sentence", Required: true}) {
		q.When = inline
		questions = append(questions, q)
	}
	sure, sources := confidence, p.evidence()
	sure.When, sources.When = inline, inline
	return append(questions, sure, sources, p.moment("date", "reported"))
}

// statuses lists what a report can say.
func (p *Project) statuses() func(prompt.Answers) []prompt.Choice {
	ranked := p.Vocabulary.Ranked()
	var list []campaign.Status
	for _, s := range p.Vocabulary.Ordered() {
		if slices.Contains(ranked, s.ID) {
			list = append(list, s)
		}
	}
	return choices(list, func(s campaign.Status) (string, string) { return string(s.ID), p.in(s.Definition) })
}

// addReport adds a report to the assessment of its subject, which it creates if there is none.
func (p *Project) addReport(t *edit.Text, a prompt.Answers) error {
	index, events := p.assessment(a)
	if index < 0 {
		var subject record
		subject.add("pledge", a.Get("pledge"))
		subject.add("commitment", a.Get("commitment"))
		if err := t.Append(subject.Table, "assessment"); err != nil {
			return err
		}
		index = p.count(campaign.SignatoryID(a.Get("signatory")))
	}
	var r record
	r.add("fact", a.Get("fact"))
	r.add("date", a.Get("date"))
	r.add("reported", a.Get("reported"))
	r.add("recorded", p.today())
	r.add("status", a.Get("status"))
	r.add("summary", p.text(a, "summary"))
	r.add("confidence", a.Get("confidence"))
	r.add("evidence", a["evidence"])
	r.add("actor", a.Get("actor"))
	r.add("corrects", a.Get("corrects"))
	r.add("publish_after", p.written(a.Get("publish-after")))
	return t.Insert(r.Table, p.place(events, a), "assessment", index, "event")
}

// assessment returns the place of a subject's assessment in its file, or -1, and its reports.
func (p *Project) assessment(a prompt.Answers) (index int, events []campaign.Event) {
	for _, x := range p.Assessments {
		if string(x.Signatory) != a.Get("signatory") {
			continue
		}
		if string(x.Pledge) == a.Get("pledge") && string(x.Commitment) == a.Get("commitment") {
			return index, x.Events
		}
		index++
	}
	return -1, nil
}

// count returns how many assessments a government's file has.
func (p *Project) count(id campaign.SignatoryID) (n int) {
	for _, x := range p.Assessments {
		if x.Signatory == id {
			n++
		}
	}
	return n
}

// place returns where a new report belongs: at the end, or above those recorded today whose date is later.
func (p *Project) place(events []campaign.Event, a prompt.Answers) int {
	day := campaign.Date(a.Get("date") + a.Get("reported"))
	if fact := p.Facts()[campaign.EntryID(a.Get("fact"))]; fact != nil {
		day = fact.Date
	}
	i := len(events)
	for i > 0 && a.Get("corrects") == "" && string(events[i-1].Recorded) == p.today() && day.Compare(events[i-1].Date) < 0 {
		i--
	}
	return i
}

var signatoryForm = Form{
	Name: "signatory", Summary: "a government, in data/signatories",
	Questions: func(p *Project) []prompt.Question {
		questions := []prompt.Question{
			{Name: "iso2", Prompt: "Country code", Form: "two capitals of ISO 3166-1, such as MX", Required: true, Check: p.newCountry},
			p.id(campaign.KindSignatory, func(a prompt.Answers) string { return Slug(locale.Country(a.Get("iso2"), p.source()), 40) }),
		}
		questions = append(questions, p.texts(prompt.Question{Name: "name-in-text", Prompt: "Its name within a sentence, if that differs: the Bahamas"})...)
		if len(p.Profile.Subregions) > 0 {
			questions = append(questions, prompt.Question{Name: "subregion", Prompt: "Where it is", Choices: p.words(p.Profile.Subregions)})
		}
		questions = append(questions,
			prompt.Question{Name: "role", Prompt: "Role", Required: true, Choices: closed[campaign.Role]()},
			prompt.Question{Name: "tile", Prompt: "Square on the map", Form: "column,row from 0", Many: true, Required: true, Default: p.freeTile, Check: tileNumber},
			p.required(p.past("date", "Day it joined"), ""),
			precision)
		questions = append(questions, p.texts(prompt.Question{Name: "note", Prompt: "Note on how it joined"})...)
		return append(questions, confidence, p.evidence())
	},
	Write: func(p *Project, a prompt.Answers) (Done, error) {
		if len(a["tile"]) != 2 {
			return Done{}, errors.New("-tile: write a column and a row, such as 3,0")
		}
		region, err := language.ParseRegion(a.Get("iso2"))
		if err != nil {
			return Done{}, err
		}
		var r record
		r.add("id", a.Get("id"))
		r.add("iso3", region.ISO3())
		r.add("iso2", a.Get("iso2"))
		r.add("subregion", a.Get("subregion"))
		r.add("name_in_text", p.text(a, "name-in-text"))
		r.add("role", a.Get("role"))
		r.add("tile", edit.Raw("["+strings.Join(a["tile"], ", ")+"]"))
		name := locale.Country(a.Get("iso2"), p.source())
		kind := campaign.Endorsed
		if a.Get("role") == string(campaign.Observer) {
			kind = campaign.Observing
		}
		file := "data/signatories/" + a.Get("id") + ".toml"
		head := fmt.Sprintf("# %s: codes, square on the tile map, and what it did about the declaration.\n\n", name) + r.String()
		err = p.Changes.Edit(file, head, func(t *edit.Text) error { return t.Append(p.membership(a, kind), "membership") })
		return Done{fmt.Sprintf("added government %q in %s", a.Get("id"), file), append([]string{
			"its pledges: go run ./tools new pledge -signatory " + a.Get("id"),
		}, checkAndCommit...)}, err
	},
}

// precision is how well the day of a membership is known.
var precision = prompt.Question{
	Name: "precision", Prompt: "How well that day is known", Required: true, Choices: closed[campaign.Precision](),
	Default: func(a prompt.Answers) string {
		if len(a.Get("date")) == len("2006-01-02") {
			return "day"
		}
		return "month"
	},
}

// membership returns a thing that a government did about the declaration.
func (p *Project) membership(a prompt.Answers, kind campaign.MembershipKind) edit.Table {
	var m record
	m.add("date", a.Get("date"))
	m.add("precision", a.Get("precision"))
	m.add("kind", string(kind))
	m.add("recorded", p.today())
	m.add("note", p.text(a, "note"))
	m.add("confidence", a.Get("confidence"))
	m.add("evidence", a["evidence"])
	return m.Table
}

// newCountry refuses what is no country, and a government that is there.
func (p *Project) newCountry(answer string) error {
	region, err := language.ParseRegion(answer)
	if err != nil || !region.IsCountry() || region.String() != answer {
		return fmt.Errorf("invalid country code %q; use two capitals of ISO 3166-1, such as MX", answer)
	}
	for _, s := range p.Signatories {
		if s.ISO2 == answer {
			return fmt.Errorf("government %q has this code; to change its membership, run withdraw or edit %s", s.ID, s.Doc.File)
		}
	}
	return nil
}

func tileNumber(answer string) error {
	if answer == "" || strings.Trim(answer, "0123456789") != "" || len(answer) > 2 {
		return fmt.Errorf("invalid number %q; write a column and a row from 0, such as 3,0", answer)
	}
	return nil
}

// freeTile returns a square of the map that is free, below all others.
func (p *Project) freeTile(prompt.Answers) string {
	row := 0
	for _, s := range p.Signatories {
		if len(s.Tile) == 2 {
			row = max(row, s.Tile[1]+1)
		}
	}
	return fmt.Sprintf("0,%d", row)
}
