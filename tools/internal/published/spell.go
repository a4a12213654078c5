package published

import (
	"fmt"

	"declarationwatch/tools/internal/campaign"
)

type (
	// spell is how long a pledge, conduct or a cell has had its status.
	spell struct {
		Since    campaign.Date `json:"since"`
		Reported bool          `json:"since_reported"`
		Last     campaign.Date `json:"last_report"`
		Quiet    int           `json:"years_without_report"`
		Early    string        `json:"early"` // the key of the words for what was done before it was pledged, or that day; "" for anything else
	}
	// spells is every spell by its id. Many places have the same, which pages put in words once.
	spells map[string]spell
)

// add returns the id of a spell, new or known.
func (all spells) add(s spell) string {
	id := fmt.Sprint(s.Since, s.Reported, s.Last, s.Quiet, s.Early)
	all[id] = s
	return id
}

// early returns the key of the words for a pledge that was kept early; "" for any other.
func (t Thing) early() string {
	if !t.Early {
		return ""
	}
	for _, e := range t.Events {
		if !e.Corrected && e.Date < t.Date {
			return "cell.early"
		}
	}
	return "cell.early_day"
}
