package difference_test

import (
	"bytes"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/diag"
	"declarationwatch/tools/internal/difference"
	"declarationwatch/tools/internal/export"
	"declarationwatch/tools/internal/fixture"
	"declarationwatch/tools/internal/matrix"
)

var now = time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)

// small is the small record with texts of its files replaced: file, old, new.
func small(t *testing.T, edits ...string) *campaign.Campaign {
	t.Helper()
	files := fixture.Small(t)
	for i := 0; i < len(edits); i += 3 {
		files[edits[i]] = &fstest.MapFile{Data: []byte(edited(t, string(files[edits[i]].Data), edits[i+1:i+3]...))}
	}
	var problems diag.List
	c := campaign.Load(files, &problems)
	if err := problems.Err(); err != nil {
		t.Fatal(err)
	}
	return c
}

// published is what a record shows when some rows are held back.
func published(t *testing.T, c *campaign.Campaign, held map[difference.Row]bool) string {
	t.Helper()
	public := difference.Published(c, held, now)
	var b bytes.Buffer
	err := export.Published(&b, &export.Release{
		Campaign: public, Matrix: matrix.Build(public, "2026-11-24"), BaseURL: "https://x.example/", Languages: []string{"en"},
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestHeldBack holds that what is under embargo now is shown of neither side, wherever the embargo stands.
func TestHeldBack(t *testing.T) {
	const (
		pledges, events, sources = "data/pledges/united-states.toml", "data/assessments/united-states.toml", "data/evidence/all.toml"
		later, before            = "publish_after = \"2999-01-01\"\n", "publish_after = \"2026-11-01\"\n"
	)
	for name, test := range map[string]struct {
		file, row, words, id string
	}{
		"a pledge":   {pledges, `id = "usa-parole"`, "The programme was ended.", "usa-parole"},
		"another":    {pledges, `id = "usa-visas"`, "Process more visas.", "usa-visas"},
		"an event":   {events, `date = "2025-12-15"`, "The programme was ended.", "usa-parole.2025-12-15"},
		"of conduct": {events, `date = "2025-08-31"`, "Children were put on planes at night.", "safe-return-of-children.2025"},
		"a source":   {sources, `id = "newspaper"`, "El programa", "newspaper"},
	} {
		t.Run(name, func(t *testing.T) {
			public := small(t)
			embargoed := small(t, test.file, test.row, later+test.row)
			slip := small(t, test.file, test.row, strings.Replace(later, "01-01", "13-01", 1)+test.row)
			over := small(t, test.file, test.row, before+test.row)
			shown := func(c *campaign.Campaign, held map[difference.Row]bool) bool {
				return strings.Contains(published(t, c, held), test.words)
			}
			for what, held := range map[string]map[difference.Row]bool{
				"held back by the open record":               difference.HeldBack(now, embargoed, public, public),
				"held back by a slip in the open record":     difference.HeldBack(now, slip, public, public),
				"held back by the newer side, which is open": difference.HeldBack(now, embargoed, public, embargoed),
				"held back by the older side, open too":      difference.HeldBack(now, embargoed, embargoed, public),
			} {
				if shown(public, held) || shown(embargoed, held) {
					t.Errorf("%s, and shown", what)
				}
			}
			for what, open := range map[string]*campaign.Campaign{"let out": public, "over": over} {
				held := difference.HeldBack(now, open, embargoed, open)
				if !shown(open, held) || shown(embargoed, held) {
					t.Errorf("%s: the newer side shows it %v, the older %v", what, shown(open, held), shown(embargoed, held))
				}
			}
			// A release is known by its published data alone.
			held := difference.HeldBack(now, embargoed, nil, embargoed)
			d := difference.Between(
				difference.Side{Record: read(t, published(t, public, nil)).Without(held)},
				difference.Side{Record: read(t, published(t, embargoed, held))},
			)
			for _, f := range difference.Formats {
				if text := printed(t, d, f); strings.Contains(text, test.words) || strings.Contains(text, test.id) {
					t.Errorf("of a release it is shown:\n%s", text)
				}
			}
		})
	}
}

// TestNeverShown holds that a source which came to be withheld for good is not told as gone.
func TestNeverShown(t *testing.T) {
	open := small(t, "data/evidence/all.toml", `note = { en = "A copy." }`, `withheld = { en = "It names a child." }`)
	held := difference.HeldBack(now, open, small(t), open)
	if strings.Contains(published(t, small(t), held), "El programa") {
		t.Error("it is shown")
	}
}

// TestRowKnownNoMore holds that a row which the open record does not have is held back as soon as one side does so.
func TestRowKnownNoMore(t *testing.T) {
	const file, row = "data/pledges/united-states.toml", `id = "usa-visas"`
	embargoed := small(t, file, row, "publish_after = \"2999-01-01\"\n"+row)
	open := small(t, file, row, `id = "usa-other"`)
	for _, held := range []map[difference.Row]bool{
		difference.HeldBack(now, open, small(t), embargoed), difference.HeldBack(now, open, embargoed, small(t)),
	} {
		if strings.Contains(published(t, small(t), held), "usa-visas") {
			t.Error("it is shown")
		}
	}
}

// TestCitedNoMore holds that a source which is held back is not told of by its id, where it was cited before.
func TestCitedNoMore(t *testing.T) {
	open := small(t, "data/evidence/all.toml", `id = "newspaper"`, "publish_after = \"2999-01-01\"\nid = \"newspaper\"",
		"data/assessments/united-states.toml", `evidence = ["newspaper"]`, `evidence = ["text"]`)
	before := small(t, "data/assessments/united-states.toml", `evidence = ["newspaper"]`, `evidence = ["text", "newspaper"]`)
	held := difference.HeldBack(now, open, before, open)
	d := difference.Between(
		difference.Side{Record: read(t, published(t, before, held))}, difference.Side{Record: read(t, published(t, open, held))},
	)
	if text := printed(t, d, difference.JSON); strings.Contains(text, "newspaper") {
		t.Errorf("it is told of:\n%s", text)
	}
}
