package published

import "declarationwatch/tools/internal/campaign"

// About is what data/campaign.toml says beside the words, for pages.
type About struct {
	ShortName string            `json:"short_name"`
	Tagline   campaign.Text     `json:"tagline"`
	Region    campaign.Text     `json:"region"`
	AsksNote  campaign.Text     `json:"asks_note"`
	Licence   Licence           `json:"licence"`
	AskKinds  []AskKind         `json:"ask_kinds"`
	Own       []campaign.ID     `json:"own_statements"` // kinds of statement
	Periods   map[string]Period `json:"periods"`
}

type (
	Licence struct {
		Name string       `json:"name"`
		URL  campaign.URL `json:"url"`
	}
	AskKind struct {
		ID      campaign.ID   `json:"id"`
		Heading campaign.Text `json:"heading"`
		Note    campaign.Text `json:"note"`
		Home    bool          `json:"home"`
	}
	// Period has the names of a length of time with {year}; none where a date is enough.
	Period struct {
		Label campaign.Text `json:"label"`
		Short campaign.Text `json:"short"`
	}
)

func about(p campaign.Profile) About {
	out := About{p.ShortName, p.Tagline, p.Region, p.AsksNote, Licence{p.Licence.Name, p.Licence.URL}, nil, nil, map[string]Period{}}
	for _, k := range p.AskKinds {
		out.AskKinds = append(out.AskKinds, AskKind{k.ID, k.Heading, k.Note, k.Home})
	}
	for _, k := range p.StatementKinds {
		if k.Own {
			out.Own = append(out.Own, k.ID)
		}
	}
	for _, x := range p.Periods {
		out.Periods[string(x.ID)] = Period{x.Label, x.Short}
	}
	return out
}

// labels returns the labels of the words that records are sorted by, as data/campaign.toml names the lists.
func labels(p campaign.Profile) map[string]map[string]campaign.Text {
	out := map[string]map[string]campaign.Text{"statement_kind": {}, "ask_kind": {}}
	for list, words := range map[string][]campaign.Word{
		"subregion": p.Subregions, "source_kind": p.SourceKinds, "entry_status": p.EntryStatuses, "topic": p.Topics,
	} {
		out[list] = map[string]campaign.Text{}
		for _, w := range words {
			out[list][string(w.ID)] = w.Label
		}
	}
	for _, w := range p.StatementKinds {
		out["statement_kind"][string(w.ID)] = w.Label
	}
	for _, w := range p.AskKinds {
		out["ask_kind"][string(w.ID)] = w.Label
	}
	return out
}
