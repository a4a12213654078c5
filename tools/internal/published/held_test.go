package published

import (
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/diag"
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

// publicJSON returns the JSON of what a record shows when some rows are held back.
func publicJSON(t *testing.T, c *campaign.Campaign, held map[Row]bool) string {
	t.Helper()
	shown := Public(c, held, now)
	in := Input{Campaign: shown, Matrix: matrix.Build(shown, "2026-11-24"), BaseURL: "https://x.example/"}
	text, err := Build(in).JSON()
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestHeldBack: what is under embargo now is shown on neither side, whichever record has the embargo.
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
			shown := func(c *campaign.Campaign, held map[Row]bool) bool {
				return strings.Contains(publicJSON(t, c, held), test.words)
			}
			for what, held := range map[string]map[Row]bool{
				"held back by the open record":               HeldBack(now, embargoed, public, public),
				"held back by a slip in the open record":     HeldBack(now, slip, public, public),
				"held back by the newer side, which is open": HeldBack(now, embargoed, public, embargoed),
				"held back by the older side, open too":      HeldBack(now, embargoed, embargoed, public),
			} {
				if shown(public, held) || shown(embargoed, held) {
					t.Errorf("%s, and shown", what)
				}
			}
			for what, open := range map[string]*campaign.Campaign{"let out": public, "over": over} {
				held := HeldBack(now, open, embargoed, open)
				if !shown(open, held) || shown(embargoed, held) {
					t.Errorf("%s: the newer side shows it %v, the older %v", what, shown(open, held), shown(embargoed, held))
				}
			}
			// A release is known by its published data alone.
			held := HeldBack(now, embargoed, nil, embargoed)
			released := read(t, publicJSON(t, public, nil))
			released.Without(held)
			d := Compare(released, read(t, publicJSON(t, embargoed, held)), "en")
			for _, f := range Formats {
				if text := printed(t, d, f); strings.Contains(text, test.words) || strings.Contains(text, test.id) {
					t.Errorf("of a release it is shown:\n%s", text)
				}
			}
		})
	}
}

// TestNeverShown: a source that is withheld forever since then is not reported as gone.
func TestNeverShown(t *testing.T) {
	open := small(t, "data/evidence/all.toml", `note = { en = "A copy." }`, `withheld = { en = "It names a child." }`)
	held := HeldBack(now, open, small(t), open)
	if strings.Contains(publicJSON(t, small(t), held), "El programa") {
		t.Error("it is shown")
	}
}

// TestRowGone: a row which the open record does not have is held back as soon as one side does so.
func TestRowGone(t *testing.T) {
	const file, row = "data/pledges/united-states.toml", `id = "usa-visas"`
	embargoed := small(t, file, row, "publish_after = \"2999-01-01\"\n"+row)
	open := small(t, file, row, `id = "usa-other"`)
	for _, held := range []map[Row]bool{
		HeldBack(now, open, small(t), embargoed), HeldBack(now, open, embargoed, small(t)),
	} {
		if strings.Contains(publicJSON(t, small(t), held), "usa-visas") {
			t.Error("it is shown")
		}
	}
}

// TestCitedBefore: the id of a source that is held back is not shown where it was cited before.
func TestCitedBefore(t *testing.T) {
	open := small(t, "data/evidence/all.toml", `id = "newspaper"`, "publish_after = \"2999-01-01\"\nid = \"newspaper\"",
		"data/assessments/united-states.toml", `evidence = ["newspaper"]`, `evidence = ["text"]`)
	before := small(t, "data/assessments/united-states.toml", `evidence = ["newspaper"]`, `evidence = ["text", "newspaper"]`)
	held := HeldBack(now, open, before, open)
	d := Compare(read(t, publicJSON(t, before, held)), read(t, publicJSON(t, open, held)), "en")
	if text := printed(t, d, JSON); strings.Contains(text, "newspaper") {
		t.Errorf("it is shown:\n%s", text)
	}
}
