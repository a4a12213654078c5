package published

import "declarationwatch/tools/internal/campaign"

// About is what data/campaign.toml says, for pages.
type About struct {
	campaign.Profile
	AskKinds []campaign.AskWord                  `json:"ask_kinds"`
	Own      []campaign.ID                       `json:"own_statements"` // kinds of statement
	Periods  map[string]campaign.PeriodOfFigures `json:"periods"`
}

func about(p campaign.Profile) About {
	out := About{Profile: p, AskKinds: p.AskKinds, Periods: map[string]campaign.PeriodOfFigures{}}
	for _, k := range p.StatementKinds {
		if k.Own {
			out.Own = append(out.Own, k.ID)
		}
	}
	for _, x := range p.Periods {
		out.Periods[string(x.ID)] = x
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
