package export

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"os"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/diag"
	"declarationwatch/tools/internal/matrix"
)

func release(t *testing.T, dir string) *Release {
	t.Helper()
	var problems diag.List
	c := campaign.Load(os.DirFS(dir), &problems)
	if err := problems.Err(); err != nil {
		t.Fatal(err)
	}
	return &Release{Campaign: c, Matrix: matrix.Build(c, "2026-11-23"), BaseURL: "https://x.example/sub/", Languages: []string{"en"}}
}

func TestJSON(t *testing.T) {
	var b bytes.Buffer
	if err := writeJSON(&b, release(t, "../../testdata/small")); err != nil {
		t.Fatal(err)
	}
	var got struct {
		AsOf        string `json:"as_of"`
		Signatories []struct {
			ID   string
			Name map[string]string
		}
		Cells []map[string]any
	}
	if err := json.Unmarshal(b.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	if got.AsOf != "2026-11-23" || len(got.Signatories) != 2 || len(got.Cells) != 4 || got.Signatories[1].Name["en"] != "United States" {
		t.Errorf("as_of %s, signatories %v, %d cells", got.AsOf, got.Signatories, len(got.Cells))
	}
	for _, cell := range got.Cells {
		for _, key := range []string{"signatory", "commitment", "status", "since", "permalink", "pledges", "events", "evidence"} {
			if cell[key] == nil {
				t.Errorf("cell %v %v has no %s", cell["signatory"], cell["commitment"], key)
			}
		}
	}
	cell := got.Cells[2]
	if cell["status"] != "reversed" || cell["since"] != "2025-12-15" ||
		cell["permalink"] != "https://x.example/sub/signatories/united-states/#family-reunification" ||
		!reflect.DeepEqual(cell["evidence"], []any{"fact-sheet", "newspaper"}) {
		t.Errorf("cell: %v", cell)
	}
}

func TestCSV(t *testing.T) {
	var b bytes.Buffer
	if err := writeCSV(&b, release(t, "../../testdata/small")); err != nil {
		t.Fatal(err)
	}
	if bytes.Count(b.Bytes(), []byte("\r\n")) != 5 || bytes.Count(b.Bytes(), []byte("\n")) != 5 {
		t.Errorf("not five lines that end in CRLF:\n%s", b.String())
	}
	rows, err := csv.NewReader(&b).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"2026-11-23", "united-states", "United States", "USA", "pathways", "family-reunification", "Reunite families", "reversed", "2025-12-15",
		"usa-parole;usa-visas", "fact-sheet;newspaper", "https://x.example/sub/signatories/united-states/#family-reunification",
	}
	if !reflect.DeepEqual(rows[3], want) {
		t.Errorf("got  %q\nwant %q", rows[3], want)
	}
}

func FuzzInert(f *testing.F) {
	for _, s := range []string{"", "a", "=1+1", "+1", "-1", "@x", "\tx", "\rx", "'x"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := inert(s)
		if got != "" && strings.ContainsAny(got[:1], "=+-@\t\r") {
			t.Fatalf("%q would be a formula", got)
		}
		if got != s && got != "'"+s {
			t.Fatalf("%q became %q", s, got)
		}
	})
}

// FuzzEncode: whatever a text holds, the JSON that carries it into a page has no markup in it and gives it back whole.
func FuzzEncode(f *testing.F) {
	for _, s := range []string{"", "a", "</script><script>alert(1)</script>", "<!--", "a & b", "\u2028", `"quoted"`, "=1+1"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		var b bytes.Buffer
		if err := encode(&b, campaign.Text{"en": s}); err != nil {
			t.Fatal(err)
		}
		if strings.ContainsAny(b.String(), "<>&") {
			t.Fatalf("%q became %s", s, b.String())
		}
		var back campaign.Text
		if err := json.Unmarshal(b.Bytes(), &back); err != nil || back["en"] != strings.ToValidUTF8(s, "\uFFFD") && utf8.ValidString(s) {
			t.Fatalf("%q came back as %q: %v", s, back["en"], err)
		}
	})
}

// TestViewIsSafeToRange: a template may range over any list of the view, and what is not published is not in it.
func TestView(t *testing.T) {
	var b bytes.Buffer
	if err := writeView(&b, release(t, "../../testdata/small"), "en"); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(b.String(), ":null") {
		t.Error("a list of the view is null")
	}
	for _, hidden := range []string{"1,234,567", "parole-rumour", "nobody could confirm"} {
		if strings.Contains(b.String(), hidden) {
			t.Errorf("%q is of low confidence and is in the view", hidden)
		}
	}
	for _, shown := range []string{`"figure":"59,000"`, `"amount":"20,000"`, `"language_name":"Spanish"`, `"name":"Mexico"`} {
		if !strings.Contains(b.String(), shown) {
			t.Errorf("%s is not in the view", shown)
		}
	}
}
