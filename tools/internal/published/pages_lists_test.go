package published

import (
	"strings"
	"testing"

	"declarationwatch/tools/internal/campaign"
)

// TestAskFacts: the page of asks lists all facts while they are few, and fewer of each ask as they get more.
func TestAskFacts(t *testing.T) {
	pages := func(facts int) *Pages {
		entry := Entry{Brief: campaign.Text{"en": strings.Repeat("a", 70)}}
		ask := Ask{Entries: make([]campaign.EntryID, facts)}
		for i := range ask.Entries {
			ask.Entries[i] = "fact"
		}
		return &Pages{Record: &Record{Asks: []Ask{ask, ask}}, Entry: map[string]Entry{"fact": entry}}
	}
	for facts, want := range map[int]int{10: 10_000, 300: 10_000, 301: 50, 100_000: 50} {
		if got := pages(facts).askFacts([]string{"en"}); got != want {
			t.Errorf("%d facts for each of two asks: the newest %d are listed, want %d", facts, got, want)
		}
	}
	crowded := pages(50)
	for range 8 {
		crowded.Asks = append(crowded.Asks, crowded.Asks...)
	}
	if got := crowded.askFacts([]string{"en"}); got != 1 {
		t.Errorf("of %d asks %d facts each are listed", len(crowded.Asks), got)
	}
}

// TestMadeThere: the page of meetings lists the pledges of each while they are few, and fewer of each as they get more.
func TestMadeThere(t *testing.T) {
	before := 60
	for _, meetings := range []int{1, 10, 30, 1_000} {
		made := make([]MeetingPledge, 100)
		for i := range made {
			made[i].Summary = campaign.Text{"en": strings.Repeat("a", 100)}
		}
		p := &Pages{Record: &Record{}}
		for range meetings {
			p.Meetings = append(p.Meetings, Meeting{Pledges: made})
		}
		got := p.madeThere([]string{"en"})
		if got > before || got < 1 || got*min(meetings, campaign.PerPage)*(100+lettersOfMade) > roomOfMeetings {
			t.Errorf("%d meetings: %d pledges of each are listed, %d of fewer meetings", meetings, got, before)
		}
		before = got
	}
}
