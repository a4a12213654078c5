package published

import (
	"slices"
	"testing"

	"declarationwatch/tools/internal/campaign"
)

// TestJoined: the number of governments counts one that is suspended and then withdraws once, and one that comes back again.
func TestJoined(t *testing.T) {
	history := func(id campaign.SignatoryID, steps ...string) Signatory {
		s := Signatory{ID: id}
		for i := 0; i < len(steps); i += 2 {
			s.Memberships = append(s.Memberships, campaign.Membership{
				Date: campaign.Date(steps[i]), Precision: "day", Kind: campaign.MembershipKind(steps[i+1]), Evidence: []campaign.EvidenceID{"text"},
			})
		}
		return s
	}
	b := &builder{record: &Record{Signatories: []Signatory{
		history("a", "2022-06-10", "endorsed", "2023-01-01", "suspended", "2024-01-01", "withdrew"),
		history("b", "2022-06-10", "endorsed"),
		history("c", "2022-09-01", "endorsed", "2023-02-01", "withdrew", "2025-01-01", "endorsed"),
	}}}
	b.joined()
	var totals []int
	for _, x := range b.record.Joined {
		totals = append(totals, x.Total)
	}
	if want := []int{2, 3, 2, 1, 1, 2}; !slices.Equal(totals, want) {
		t.Errorf("governments from then on: %v, want %v", totals, want)
	}
}
