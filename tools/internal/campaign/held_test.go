package campaign_test

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/diag"
	"declarationwatch/tools/internal/fixture"
)

// loadSmall reads the small record with some more files, and with texts appended to others.
func loadSmall(t *testing.T, changes map[string]string) *campaign.Campaign {
	t.Helper()
	files := fixture.Small(t)
	for name, text := range changes {
		var before []byte
		if old := files[name]; old != nil {
			before = old.Data
		}
		files[name] = &fstest.MapFile{Data: append(slices.Clone(before), text...)}
	}
	return campaign.Load(files, &diag.List{})
}

// TestZone: a day begins at the same instant for pages and rows, where the campaign is.
func TestZone(t *testing.T) {
	for zone, want := range map[string]string{
		"": "2026-12-01T00:00:00Z", "America/Bogota": "2026-12-01T05:00:00Z", "Asia/Manila": "2026-11-30T16:00:00Z", "Local": "2026-12-01T00:00:00Z",
	} {
		days := []campaign.Date{"2025-12-31", "2026-01-31"} // there at half past midnight in Cairo
		if zone == "Asia/Manila" {
			days = []campaign.Date{"2026-01-01", "2026-02-01"}
		}
		files := fixture.Small(t)
		if zone != "" {
			profile := files["data/campaign.toml"]
			profile.Data = append([]byte("time_zone = \""+zone+"\"\n"), profile.Data...)
		}
		night := "date = 2026-01-01T00:30:00+02:00\nlastmod = 2026-02-01T00:30:00+02:00\n"
		files["content/statements/night.md"] = &fstest.MapFile{Data: []byte("+++\ntitle = \"Night\"\ndescription = \"D\"\n" + night + "+++\n")}
		files["content/statements/soon.md"] = &fstest.MapFile{Data: []byte("+++\ntitle = \"Soon\"\ndescription = \"D\"\ndate = 2026-12-01\nexpiryDate = 2026-12-01\n+++\n")}
		meetings := files["data/events.toml"]
		meetings.Data = append(meetings.Data, "\n[[event]]\nid = \"soon\"\npublish_after = \"2026-12-01\"\n"...)
		c := campaign.Load(files, &diag.List{})
		page := slices.IndexFunc(c.Pages, func(p campaign.Page) bool { return p.Title == "Soon" })
		written := slices.IndexFunc(c.Pages, func(p campaign.Page) bool { return p.Title == "Night" })
		row := slices.IndexFunc(c.Meetings, func(m campaign.Meeting) bool { return m.ID == "soon" })
		if page < 0 || row < 0 || written < 0 {
			t.Fatal("not read")
		}
		for what, moment := range map[string]time.Time{
			"the page": c.Pages[page].Published(), "its end": c.Pages[page].ExpiryDate, "the row": c.Meetings[row].PublishAfter.Instant(),
		} {
			if got := moment.UTC().Format(time.RFC3339); got != want {
				t.Errorf("in %q %s is out at %s, want %s", zone, what, got, want)
			}
		}
		if day := c.Pages[page].Dated(); day != "2026-12-01" {
			t.Errorf("in %q the page is dated %s", zone, day)
		}
		elsewhere := c.Pages[written]
		if got := []campaign.Date{elsewhere.Dated(), campaign.DayOf(elsewhere.LastMod)}; !slices.Equal(got, days) {
			t.Errorf("in %q a page of another zone is of %s, want %s", zone, got, days)
		}
	}
}

// TestHeld: what is withheld is listed with when it comes out, and with what depends on it.
func TestHeld(t *testing.T) {
	now := time.Date(2026, 11, 26, 12, 0, 0, 0, time.UTC)
	page := func(lines string) string {
		return "+++\ntitle = \"T\"\ndescription = \"D\"\n" + lines + "\n+++\n"
	}
	c := loadSmall(t, map[string]string{
		"content/statements/both/index.md":     page("date = 2026-01-01"),
		"content/statements/both/index.es.md":  page("date = 2026-01-01\ndraft = true"),
		"content/statements/both/annex.pdf":    "shared",
		"content/statements/both/annex.es.pdf": "Spanish",
		"content/statements/soon/index.md":     page("date = 2026-12-01T09:00:00-05:00"),
		"content/statements/soon/annex.pdf":    "annex",
		"content/statements/past.md":           page("date = 2026-01-01\nexpiryDate = 2026-02-01"),
		"data/programmes/new.toml": "id = \"new\"\n[[entry]]\nid = \"new-first\"\nevidence = [\"own\", \"text\"]\npublish_after = \"2026-12-02\"\n" +
			"[[entry]]\nid = \"new-second\"\nevidence = [\"text\"]\npublish_after = \"2026-12-03\"\n",
		"data/evidence/own.toml": "[[evidence]]\nid = \"own\"\n[[evidence]]\nid = \"uncited\"\n",
	})
	c.Languages.All = []string{"en", "es"}
	var got []string
	for _, h := range c.Held(now) {
		got = append(got, strings.TrimSpace(string(h.Kind)+" "+h.ID+" "+map[bool]string{false: h.Until.Format("01-02T15:04")}[h.Until.IsZero()]))
	}
	want := []string{
		"page statements/soon 12-01T14:00", "file content/statements/soon/annex.pdf 12-01T14:00",
		"programme new 12-02T00:00", "programme entry new-first 12-02T00:00", "programme entry new-second 12-03T00:00",
		"page es/statements/both", "page statements/past", "file content/statements/both/annex.es.pdf", "evidence own",
	}
	if !slices.Equal(got, want) {
		t.Errorf("held back is\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if public := c.Published(now); slices.ContainsFunc(public.Programmes, func(p campaign.Programme) bool { return p.ID == "new" }) {
		t.Error("a policy is public, and none of its entries")
	}
	if turns := c.Turns(now, now.AddDate(0, 0, 6)); len(turns) != 2 {
		t.Errorf("the turns are %v", turns)
	}
}
