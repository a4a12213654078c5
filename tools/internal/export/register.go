package export

import (
	"slices"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/locale"
)

// viewEvidence is a line of the register of sources: what it is, and everywhere it is used.
type viewEvidence struct {
	ID           campaign.ID           `json:"id"`
	Title        string                `json:"title"`
	TitleKind    campaign.TitleKind    `json:"title_kind"`
	Publisher    string                `json:"publisher"`
	Kind         campaign.EvidenceKind `json:"kind"`
	Published    campaign.Date         `json:"published"`
	Language     string                `json:"language"`
	LanguageName string                `json:"language_name"`
	URL          campaign.URL          `json:"url"`
	ArchiveURL   campaign.URL          `json:"archive_url"`
	Accessed     campaign.Date         `json:"accessed"`
	Note         string                `json:"note"`
	Used         list[viewUse]         `json:"used"`
}

// viewUse is one place that rests on a source.
type viewUse struct {
	Kind       string                `json:"kind"` // cell, programme, commitment, standard, event, declaration, signatory or package
	Signatory  campaign.ID           `json:"signatory,omitempty"`
	Commitment campaign.CommitmentID `json:"commitment,omitempty"`
	Programme  campaign.ID           `json:"programme,omitempty"`
	ID         campaign.ID           `json:"id,omitempty"`
}

// evidence fills the register from what the rest of the view says. Sources that are withheld are left out.
func (v viewer) evidence() {
	out := map[campaign.EvidenceID]*viewEvidence{}
	for _, e := range v.Campaign.Evidence {
		if len(e.Withheld) > 0 {
			continue
		}
		out[campaign.EvidenceID(e.ID)] = &viewEvidence{
			ID: e.ID, Title: e.Title, TitleKind: e.TitleKind, Publisher: e.Publisher, Kind: e.Kind, Published: e.Published,
			Language: e.Language, LanguageName: locale.Language(e.Language, v.language), URL: e.URL, ArchiveURL: e.ArchiveURL,
			Accessed: e.Accessed, Note: v.text(e.Note),
		}
	}
	use := func(ids []campaign.EvidenceID, u viewUse) {
		for _, id := range ids {
			if e := out[id]; e != nil && !slices.Contains(e.Used, u) {
				e.Used = append(e.Used, u)
			}
		}
	}
	use(v.out.Declaration.Evidence, viewUse{Kind: "declaration", ID: v.out.Declaration.ID})
	for _, s := range slices.Concat(v.out.Signatories, v.out.Observers) {
		for _, m := range s.Memberships {
			use(m.Evidence, viewUse{Kind: "signatory", Signatory: s.ID})
		}
		for _, c := range v.out.Commitments {
			cell := campaign.CommitmentID(c.ID)
			use(v.out.Cells[s.ID][cell].Evidence, viewUse{Kind: "cell", Signatory: s.ID, Commitment: cell})
		}
	}
	for _, c := range v.out.Commitments {
		use(c.Evidence, viewUse{Kind: "commitment", Commitment: campaign.CommitmentID(c.ID)})
	}
	for _, p := range v.out.Programmes {
		for _, e := range p.Entries {
			use(e.Evidence, viewUse{Kind: "programme", Programme: p.ID, ID: e.ID})
		}
	}
	for _, s := range v.out.Standards {
		use(s.Evidence, viewUse{Kind: "standard", ID: s.ID})
	}
	for _, m := range v.out.Events {
		use(m.Evidence, viewUse{Kind: "event", ID: m.ID})
	}
	for _, p := range v.out.Packages {
		use(p.Evidence, viewUse{Kind: "package", ID: p.ID})
	}
	v.out.Evidence = out
}
