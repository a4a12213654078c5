package form

import (
	"fmt"
	"slices"
	"strings"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/edit"
	"declarationwatch/tools/internal/prompt"
)

// Correct returns the form that puts something published right: a report, by a new one that names it, or a page, by a note
// that stays on it.
func (p *Project) Correct(id string) (Form, error) {
	if page := p.Page(id); page != nil {
		return correctPage(page), nil
	}
	if a, e := p.event(id); e != nil {
		return correctEvent(a, e), nil
	}
	return Form{}, p.nothing(id, "report or page", p.eventIDs())
}

// Withdraw returns the form that takes something back: a report, a source, or a government's place in the declaration.
func (p *Project) Withdraw(id string) (Form, error) {
	if a, e := p.event(id); e != nil {
		return withdrawEvent(a, e), nil
	}
	if i := slices.IndexFunc(p.Evidence, func(e campaign.Evidence) bool { return string(e.ID) == id }); i >= 0 {
		return p.withdrawSource(p.Evidence[i])
	}
	if s := p.signatory(id); s.ID != "" {
		return withdrawSignatory(s), nil
	}
	return Form{}, p.nothing(id, "report, source or government",
		slices.Concat(p.eventIDs(), p.IDs(campaign.KindEvidence), p.IDs(campaign.KindSignatory)))
}

// event returns a report and the assessment it is in.
func (p *Project) event(id string) (campaign.Assessment, *campaign.Event) {
	for _, a := range p.Assessments {
		for i := range a.Events {
			if string(a.Events[i].ID) == id {
				return a, &a.Events[i]
			}
		}
	}
	return campaign.Assessment{}, nil
}

func (p *Project) eventIDs() []string { return p.IDs(campaign.KindEvent) }

// subject returns the answers that name what an assessment is of.
func subject(a campaign.Assessment, corrects campaign.EventID) prompt.Answers {
	out := prompt.Answers{"signatory": {string(a.Signatory)}, "corrects": {string(corrects)}}
	if a.Pledge != "" {
		out["pledge"] = []string{string(a.Pledge)}
	} else {
		out["commitment"] = []string{string(a.Commitment)}
	}
	return out
}

// with returns answers with those to other questions.
func with(a, more prompt.Answers) prompt.Answers {
	out := prompt.Answers{}
	for _, each := range []prompt.Answers{a, more} {
		for name, answer := range each {
			out[name] = answer
		}
	}
	return out
}

func correctEvent(x campaign.Assessment, e *campaign.Event) Form {
	return Form{
		Name: "correct",
		Questions: func(p *Project) []prompt.Question {
			if e.DateKey() == "date" {
				return p.report(string(e.Date))
			}
			return p.report("")
		},
		Write: func(p *Project, a prompt.Answers) (Done, error) {
			file := x.Doc.File
			err := p.Changes.Edit(file, "", func(t *edit.Text) error { return p.addReport(t, with(a, subject(x, e.ID))) })
			return Done{fmt.Sprintf("added a report to %s that corrects %q, which stays as it is", file, e.ID), checkAndCommit}, err
		},
	}
}

func correctPage(page *campaign.Page) Form {
	return Form{
		Name: "correct",
		Questions: func(p *Project) []prompt.Question {
			return append([]prompt.Question{p.required(p.past("date", "Day of the correction"), p.today())},
				p.texts(prompt.Question{Name: "text", Prompt: "What was wrong, and what is right", Required: true})...)
		},
		Write: func(p *Project, a prompt.Answers) (Done, error) {
			var files []string
			for _, other := range p.Pages {
				text := a.Get(inLanguage("text", other.Language(), p.source()))
				if other.Source() != page.Source() || text == "" {
					continue
				}
				note := edit.Table{{Key: "date", Value: a.Get("date")}, {Key: "text", Value: text}}
				if err := p.Changes.Edit(other.Doc.File, "", func(t *edit.Text) error { return t.Append(note, "params", "corrections") }); err != nil {
					return Done{}, err
				}
				files = append(files, other.Doc.File)
			}
			return Done{"added the correction to " + strings.Join(files, ", "), []string{
				"correct the text itself below the second +++, in every language", "go run ./tools check", "commit the files",
			}}, nil
		},
	}
}

func withdrawEvent(x campaign.Assessment, e *campaign.Event) Form {
	return Form{
		Name: "withdraw",
		Questions: func(p *Project) []prompt.Question {
			status := prompt.Question{Name: "status", Prompt: "Status without it", Required: true, Choices: p.statuses(),
				Default: func(prompt.Answers) string { return string(p.statusBefore(x, e)) }}
			questions := append([]prompt.Question{status},
				p.texts(prompt.Question{Name: "summary", Prompt: "Why it is withdrawn, in one sentence", Required: true})...)
			sources := p.evidence()
			sources.Default = func(prompt.Answers) string {
				ids := make([]string, len(e.Evidence))
				for i, id := range e.Evidence {
					ids[i] = string(id)
				}
				return strings.Join(ids, ",")
			}
			sure := confidence
			sure.Default = func(prompt.Answers) string { return string(e.Confidence) }
			return append(questions, sure, sources)
		},
		Write: func(p *Project, a prompt.Answers) (Done, error) {
			dated := prompt.Answers{"date": {string(e.Date)}}
			if e.Reported != "" {
				dated = prompt.Answers{"reported": {string(e.Reported)}}
			}
			file := x.Doc.File
			err := p.Changes.Edit(file, "", func(t *edit.Text) error { return p.addReport(t, with(with(a, dated), subject(x, e.ID))) })
			return Done{fmt.Sprintf("added a report to %s that takes %q back, which stays in the record", file, e.ID), checkAndCommit}, err
		},
	}
}

// statusBefore returns the status of a subject before a report.
func (p *Project) statusBefore(a campaign.Assessment, e *campaign.Event) campaign.StatusID {
	before := p.Vocabulary.Default.Pledge
	for _, other := range a.Events {
		if other.ID == e.ID {
			break
		}
		before = other.Status
	}
	return before
}

// withdrawSource hides a source. What the published record says must rest on others first.
func (p *Project) withdrawSource(e campaign.Evidence) (Form, error) {
	if uses := p.cited(e.ID); len(uses) > 0 {
		return Form{}, fmt.Errorf("source %q is cited in %s; name another source there first", e.ID, strings.Join(uses, ", "))
	}
	return Form{
		Name: "withdraw",
		Questions: func(p *Project) []prompt.Question {
			return p.texts(prompt.Question{Name: "reason", Prompt: "Why it is never shown", Required: true})
		},
		Write: func(p *Project, a prompt.Answers) (Done, error) {
			err := p.Changes.Edit(e.Doc.File, "", func(t *edit.Text) error {
				i := p.indexIn(e)
				return t.Set(p.text(a, "reason"), "evidence", i, "withheld")
			})
			return Done{fmt.Sprintf("source %q in %s is withheld; its id stays taken", e.ID, e.Doc.File), checkAndCommit}, err
		},
	}, nil
}

// indexIn returns the place of a source in its file.
func (p *Project) indexIn(e campaign.Evidence) (index int) {
	for _, other := range p.Evidence {
		switch {
		case other.ID == e.ID:
			return index
		case other.Doc == e.Doc:
			index++
		}
	}
	return -1
}

// cited returns where a source is named, but for the texts of pages that are no published record.
func (p *Project) cited(id campaign.EvidenceID) []string {
	var out []string
	for _, use := range p.Where(string(id)) {
		if !use.Defines {
			out = append(out, use.At.String())
		}
	}
	return out
}

func withdrawSignatory(s campaign.Signatory) Form {
	return Form{
		Name: "withdraw",
		Questions: func(p *Project) []prompt.Question {
			kind := prompt.Question{Name: "kind", Prompt: "What it did", Required: true,
				Choices: func(prompt.Answers) []prompt.Choice {
					return []prompt.Choice{{ID: string(campaign.Withdrew)}, {ID: string(campaign.Suspended)}}
				},
				Default: func(prompt.Answers) string { return string(campaign.Withdrew) }}
			questions := []prompt.Question{kind, p.required(p.past("date", "Day it took effect"), ""), precision}
			questions = append(questions, p.texts(prompt.Question{Name: "note", Prompt: "What happened, in one sentence"})...)
			return append(questions, confidence, p.evidence())
		},
		Write: func(p *Project, a prompt.Answers) (Done, error) {
			err := p.Changes.Edit(s.Doc.File, "", func(t *edit.Text) error {
				return t.Append(p.membership(a, campaign.MembershipKind(a.Get("kind"))), "membership")
			})
			return Done{fmt.Sprintf("added to %s; the government keeps its page and history, and is in no total from that day", s.Doc.File), checkAndCommit}, err
		},
	}
}
