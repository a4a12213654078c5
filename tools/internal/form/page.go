package form

import (
	"fmt"
	"path"
	"slices"
	"unicode/utf8"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/document"
	"declarationwatch/tools/internal/edit"
	"declarationwatch/tools/internal/locale"
	"declarationwatch/tools/internal/prompt"
)

// toWrite is the body of a page that nothing was given for. The check refuses it once the page is no draft.
const toWrite = "TODO: write the text.\n"

var statementForm = StatementFrom(document.Document{})

// StatementFrom returns the form of a statement whose text is given.
func StatementFrom(d document.Document) Form {
	return Form{
		Name: "statement", Summary: "what somebody said, or a press release of ours, in content/statements; with FILE.docx, FILE.html or - as its text",
		Questions: func(p *Project) []prompt.Question {
			own := func(a prompt.Answers) bool { return p.isOwn(a.Get("kind")) }
			elsewhere := func(a prompt.Answers) bool { return a.Get("here") != "yes" }
			questions := p.page(d, "statements")
			questions = append(questions,
				prompt.Question{Name: "kind", Prompt: "Whose statement it is", Required: true,
					Choices: choices(p.Profile.StatementKinds, func(w campaign.StatementWord) (string, string) { return string(w.ID), p.in(w.Label) })},
				prompt.Question{Name: "here", Prompt: "Is it published here first, as a press release of ours", When: own, Required: true,
					Default: func(prompt.Answers) string { return "no" }, Choices: func(prompt.Answers) []prompt.Choice { return []prompt.Choice{{ID: "yes"}, {ID: "no"}} }},
				prompt.Question{Name: "evidence", Prompt: "Source that has the original", Required: true, When: elsewhere, Choices: p.sources()},
				prompt.Question{Name: "publisher", Prompt: "Publisher", Required: true, Default: p.publisher})
			return append(questions, p.relations()...)
		},
		Write: func(p *Project, a prompt.Answers) (Done, error) {
			var params record
			params.add("statement", a.Get("kind"))
			params.add("publisher", a.Get("publisher"))
			params.add("evidence", a.Get("evidence"))
			if a.Get("here") == "yes" {
				params.add("published_here", true)
			}
			p.addRelations(&params, a)
			return p.write(a, "statements", params, d)
		},
	}
}

var analysisForm = Form{
	Name: "analysis", Summary: "a question and our answer, in content/analysis",
	Questions: func(p *Project) []prompt.Question {
		questions := append(p.page(document.Document{}, "analysis"),
			p.required(p.past("as-of", "Last day that the record read for it reaches"), p.today()),
			prompt.Question{Name: "key-points", Prompt: "Key points", Required: true, Lines: true})
		return append(questions, p.relations()...)
	},
	Write: func(p *Project, a prompt.Answers) (Done, error) {
		var params record
		params.add("as_of", a.Get("as-of"))
		params.add("key_points", a["key-points"])
		p.addRelations(&params, a)
		return p.write(a, "analysis", params, document.Document{})
	},
}

// longestDescription is in characters, as the check has it.
const longestDescription = 160

// page returns the questions about every page of a section.
func (p *Project) page(d document.Document, section string) []prompt.Question {
	fixed := func(text string) func(prompt.Answers) string { return func(prompt.Answers) string { return text } }
	title := prompt.Question{Name: "title", Prompt: "Title", Required: true, Default: fixed(d.Title)}
	description := prompt.Question{Name: "description", Prompt: "Description, one sentence for lists and search engines", Required: true,
		Form: fmt.Sprintf("at most %d characters", longestDescription), Default: fixed(d.Lead), Check: description}
	day := prompt.Question{Name: "date", Prompt: "Date; in the future it is an embargo", Form: "YYYY-MM-DD, or YYYY-MM-DD HH:MM " + p.zoneName(),
		Required: true, Default: fixed(p.today()), Check: func(answer string) error { _, _, err := p.when(answer); return err }}
	questions := []prompt.Question{title, description, day,
		{Name: "name", Prompt: "Short name for its permanent address, /" + section + "/NAME/", Required: true,
			Default: func(a prompt.Answers) string { return Slug(a.Get("title"), 60) },
			Check: func(name string) error {
				if err := fileName(name); err != nil {
					return err
				}
				if stem := path.Join("content", section, name); p.Changes.Exists(stem) || p.Changes.Exists(stem+".md") {
					return fmt.Errorf("a page %q exists; choose another name", name)
				}
				return nil
			}}}
	if len(p.Profile.Topics) > 0 {
		questions = append(questions, prompt.Question{Name: "topics", Prompt: "Topics", Many: true, Choices: p.words(p.Profile.Topics)})
	}
	return questions
}

func description(answer string) error {
	if n := utf8.RuneCountInString(answer); n > longestDescription {
		return fmt.Errorf("description has %d characters; use at most %d", n, longestDescription)
	}
	return nil
}

// relations returns the questions about what a page is about.
func (p *Project) relations() []prompt.Question {
	return []prompt.Question{
		{Name: "commitments", Prompt: "Commitments it is about", Many: true, Choices: p.commitments()},
		{Name: "signatories", Prompt: "Governments it is about", Many: true, Choices: p.signatories()},
		{Name: "programmes", Prompt: "Policies it is about", Many: true, Choices: p.programmes()},
	}
}

func (p *Project) addRelations(params *record, a prompt.Answers) {
	params.add("commitments", a["commitments"])
	params.add("signatories", a["signatories"])
	params.add("programmes", a["programmes"])
}

// isOwn reports whether a kind of statement is that of the campaign's organisation.
func (p *Project) isOwn(kind string) bool { return p.Profile.Own(campaign.StatementKind(kind)) }

// publisher returns that of the source, or that of our other statements.
func (p *Project) publisher(a prompt.Answers) string {
	for _, e := range p.Evidence {
		if string(e.ID) == a.Get("evidence") {
			return e.Publisher
		}
	}
	for _, page := range p.Pages {
		if a.Get("here") == "yes" && string(page.Params.Statement) == a.Get("kind") {
			return page.Params.Publisher
		}
	}
	return ""
}

// write puts a new page, as a draft, into a section.
func (p *Project) write(a prompt.Answers, section string, params record, d document.Document) (Done, error) {
	var head record
	head.add("title", a.Get("title"))
	head.add("description", a.Get("description"))
	when, isDay, err := p.when(a.Get("date"))
	if err != nil {
		return Done{}, err
	}
	head.add("date", when)
	if !isDay {
		when = when.In(p.Zone)
	}
	if today, _, _ := p.when("today"); campaign.DayOf(when) < campaign.DayOf(today) {
		head.Table = append(head.Table, edit.Field{Key: "publishDate", Value: today, Comment: "the day it comes out here, so that feeds have it as new"})
	}
	head.Table = append(head.Table, edit.Field{Key: "draft", Value: true, Comment: "remove this line when the text is ready"})
	head.add("topics", a["topics"])
	body := d.Markdown
	if body == "" {
		body = toWrite
	}
	text := "+++\n" + head.String() + "\n[params]\n" + params.String() + "+++\n\n" + body
	file := path.Join("content", section, a.Get("name")+".md")
	if len(d.Files) > 0 { // files lie beside the page, in a folder of its own
		file = path.Join("content", section, a.Get("name"), "index.md")
	}
	p.Changes.Put(file, []byte(text))
	for _, f := range d.Files {
		p.Changes.Put(path.Join(path.Dir(file), f.Name), f.Bytes)
	}
	return Done{"wrote " + file, p.steps(file, d)}, nil
}

// steps returns what is left to do with a new page.
func (p *Project) steps(file string, d document.Document) []string {
	steps := []string{"write the text below the second +++ of " + file}
	if d.Markdown != "" {
		steps = []string{"read the text in " + file + " against the original"}
	}
	if len(d.Files) > 0 {
		steps = append(steps, "describe each picture where the text has TODO, and say where and when it was taken, and by whom")
	}
	steps = append(steps, "see it: go run ./tools build -preview, and open preview/index.html")
	for _, language := range p.languages()[1:] {
		steps = append(steps, fmt.Sprintf("translate it: go run ./tools new translation %s -language %s", file, language))
	}
	return append(steps, "remove draft = true", "go run ./tools check", "commit and push")
}

var translationForm = Form{
	Name: "translation", Summary: "a page in another language, beside the page: new translation PAGE -language CODE",
	Questions: func(p *Project) []prompt.Question {
		return []prompt.Question{
			{Name: "page", Prompt: "Page to translate", Form: "its file", Required: true, Choices: p.untranslated, Why: p.whyTranslated},
			{Name: "language", Prompt: "Language", Required: true, Choices: p.missing, Why: p.whyThere, Default: func(a prompt.Answers) string {
				if open := p.missing(a); len(open) == 1 {
					return open[0].ID
				}
				return ""
			}},
			{Name: "title", Prompt: "Title in that language", Required: true},
			{Name: "description", Prompt: "Description in that language", Form: fmt.Sprintf("at most %d characters", longestDescription),
				Required: true, Check: description},
		}
	},
	Write: func(p *Project, a prompt.Answers) (Done, error) {
		source := a.Get("page")
		file := campaign.TranslationOf(source, a.Get("language"))
		raw, err := p.Changes.Read(source)
		if err != nil {
			return Done{}, err
		}
		p.Changes.Put(file, raw)
		page := p.Page(source)
		draft, out := true, "remove draft = true: until then readers of this language do not see the page"
		if p.SitePages()(page) {
			draft, out = false, "do so before you push: it is no draft, since other pages link to it"
		}
		err = p.Changes.Edit(file, "", func(t *edit.Text) error { return p.translate(t, page, draft, a) })
		return Done{"wrote " + file, []string{
			"translate the text below the second +++, and the key points and corrections above it",
			out, "go run ./tools check", "commit both files",
		}}, err
	},
}

// translate makes a copy of a page its translation, still to be written.
func (p *Project) translate(t *edit.Text, page *campaign.Page, draft bool, a prompt.Answers) error {
	steps := []func() error{
		func() error { return t.Set(a.Get("title"), "title") },
		func() error { return t.Set(a.Get("description"), "description") },
	}
	if draft {
		steps = append(steps, func() error { return t.Set(true, "draft") })
	}
	for _, key := range []string{"aliases", "lastmod"} { // of the source's own addresses and changes
		if !page.At(key).IsValid() || page.At(key) == page.At() {
			continue
		}
		steps = append(steps, func() error { return t.Remove(key) })
	}
	for _, step := range steps {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// untranslated lists the pages in the source language that lack another.
func (p *Project) untranslated(prompt.Answers) []prompt.Choice {
	var out []prompt.Choice
	for _, page := range p.Pages {
		file := page.Doc.File
		if page.Language() == p.source() && len(p.missing(prompt.Answers{"page": {file}})) > 0 {
			out = append(out, prompt.Choice{ID: file, Label: page.Title})
		}
	}
	return out
}

// whyTranslated returns why a page need not be translated: it is in every other language.
func (p *Project) whyTranslated(file string, _ prompt.Answers) string {
	if source := p.Page(file); source == nil || source.Language() != p.source() || len(p.missing(prompt.Answers{"page": {file}})) > 0 {
		return ""
	}
	text := file + " has every translation"
	for _, language := range p.languages()[1:] {
		if file := campaign.TranslationOf(file, language); p.isDraft(file) {
			text += "; " + asDraft(file)
		}
	}
	return text + "; edit those, or delete one to start it again"
}

// whyThere returns why a page need not be translated into a language: its translation is there.
func (p *Project) whyThere(language string, a prompt.Answers) string {
	file := campaign.TranslationOf(a.Get("page"), language)
	switch {
	case !slices.Contains(p.languages()[1:], language) || !p.Changes.Exists(file):
		return ""
	case p.isDraft(file):
		return asDraft(file)
	}
	return file + " exists; edit it, or delete it to start it again"
}

func asDraft(file string) string {
	return file + " exists as a draft; complete it and remove its line draft = true"
}

func (p *Project) isDraft(file string) bool {
	page := p.Page(file)
	return page != nil && page.Draft
}

// missing lists the languages that a page is not in.
func (p *Project) missing(a prompt.Answers) []prompt.Choice {
	var out []prompt.Choice
	for _, language := range p.languages()[1:] {
		if !p.Changes.Exists(campaign.TranslationOf(a.Get("page"), language)) {
			out = append(out, prompt.Choice{ID: language, Label: locale.Language(language, "en")})
		}
	}
	return out
}
