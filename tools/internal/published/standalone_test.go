package published

import (
	"fmt"
	"strings"
	"testing"

	"declarationwatch/tools/internal/campaign"
)

// TestStandalone: the more there is on record, the less of it is in the file that stands alone, down to the status of each cell.
func TestStandalone(t *testing.T) {
	before := reportsAlone[0]
	for _, pledges := range []int{1, 50, 200, 1_000, 20_000} {
		p := &Pages{Cells: map[string]map[string]Cell{}}
		for i := range pledges {
			said := func(what int) campaign.Text {
				return campaign.Text{"en": fmt.Sprint(i, " ", what, strings.Repeat(" word", 60))}
			}
			thing := Thing{Of: "pledge", Pledge: Pledge{}}
			thing.Summary, thing.Pledge.Evidence = said(0), []campaign.EvidenceID{campaign.EvidenceID(fmt.Sprint(i))}
			for report := range 4 {
				thing.Events = append(thing.Events, Assessment{Summary: said(1 + report)})
			}
			p.Cells[fmt.Sprint(i)] = map[string]Cell{"commitment": {Things: []Thing{thing}}}
		}
		reports, sources := p.standalone([]string{"en"})
		if reports > before {
			t.Errorf("%d pledges: %d reports on each, %d of fewer pledges", pledges, reports, before)
		}
		if (reports == statusAlone) != (len(sources) == 0) {
			t.Errorf("%d pledges: %d reports on each, %d sources", pledges, reports, len(sources))
		}
		before = reports
	}
	if before != statusAlone {
		t.Errorf("the longest has %d reports", before)
	}
}
