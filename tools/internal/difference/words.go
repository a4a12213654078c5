package difference

import (
	"maps"
	"slices"

	"declarationwatch/tools/internal/campaign"
)

// words is a text of a record, in every language.
type words struct {
	field string
	text  campaign.Text
	facts bool // its English is among the facts
}

// worded is a record with texts to compare.
type worded interface {
	key() string
	words() []words
}

// wordings compares the texts of the records of a kind that both sides have.
func wordings[T any, P interface {
	*T
	worded
}](kind string, pairs []pair[T]) []Wording {
	var out []Wording
	for _, p := range pairs {
		if p.before == nil || p.after == nil {
			continue
		}
		before, after := P(p.before).words(), P(p.after).words()
		for i, a := range after {
			b := before[i]
			if (b.text == nil || a.text == nil) && !slices.Contains(optional, a.field) {
				continue // a side does not have such words at all
			}
			for _, language := range languages(b.text, a.text) {
				if from, to := b.text[language], a.text[language]; from != to && (language != "en" || !a.facts) {
					out = append(out, Wording{kind, P(p.after).key(), a.field, language, from, to})
				}
			}
		}
	}
	return out
}

// languages lists those of two texts, sorted.
func languages(a, b campaign.Text) []string {
	all := slices.AppendSeq(slices.Collect(maps.Keys(a)), maps.Keys(b))
	slices.Sort(all)
	return slices.Compact(all)
}

// sign is a value that is in no language.
func sign(value string) campaign.Text { return campaign.Text{"": value} }

func (d *declaration) key() string { return d.ID }

func (d *declaration) words() []words { return []words{{"title", d.Title, false}} }

func (s *status) words() []words {
	return []words{{"label", s.Label, false}, {"definition", s.Definition, false}, {"symbol", sign(s.Symbol), false}, {"kind", sign(s.Kind), false}}
}

func (p *pillar) words() []words { return []words{{"title", p.Title, false}} }

func (g *government) words() []words { return []words{{"name", g.Name, false}} }

func (c *commitment) words() []words {
	return []words{
		{"short_title", c.ShortTitle, true}, {"summary", c.Summary, false}, {"who_benefits", c.WhoBenefits, false},
		{"for_children", c.ForChildren, false},
	}
}

func (p *pledge) words() []words {
	return []words{{"summary", p.Summary, true}, {"unit", p.Unit, true}}
}

func (e *event) words() []words { return []words{{"summary", e.Summary, true}} }

func (s *source) words() []words { return []words{{"note", s.Note, true}} }
