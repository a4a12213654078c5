package published

import (
	"slices"

	"declarationwatch/tools/internal/campaign"
)

// usedSources returns the sources by id, each with every place that cites it, in the order of the record's lists.
func (p *Pages) usedSources() map[campaign.EvidenceID]Source {
	r := p.Record
	uses := map[campaign.EvidenceID][]Use{}
	use := func(ids []campaign.EvidenceID, u Use) {
		for _, id := range ids {
			if !slices.Contains(uses[id], u) {
				uses[id] = append(uses[id], u)
			}
		}
	}
	use(r.Declaration.Evidence, Use{Kind: "declaration", ID: string(r.Declaration.ID)})
	for _, s := range slices.Concat(r.Signatories, r.Observers) {
		for _, m := range s.Memberships {
			use(m.Evidence, Use{Kind: "signatory", Signatory: s.ID})
		}
		for _, c := range r.Commitments {
			use(p.Cells[string(s.ID)][string(c.ID)].Evidence, Use{Kind: "cell", Signatory: s.ID, Commitment: c.ID})
		}
	}
	for _, c := range r.Commitments {
		use(c.Evidence, Use{Kind: "commitment", Commitment: c.ID})
	}
	for _, p := range r.Programmes {
		for _, e := range p.Entries {
			use(e.Evidence, Use{Kind: "programme", Programme: p.ID, ID: string(e.ID)})
		}
	}
	for _, s := range r.Standards {
		use(s.Evidence, Use{Kind: "standard", ID: string(s.ID)})
	}
	for _, m := range r.Meetings {
		use(m.Evidence, Use{Kind: "event", ID: string(m.ID)})
	}
	for _, p := range r.Packages {
		use(p.Evidence, Use{Kind: "package", ID: string(p.ID)})
	}
	out := map[campaign.EvidenceID]Source{}
	for _, s := range r.Evidence {
		s.Used = uses[s.ID]
		out[s.ID] = s
	}
	return out
}
