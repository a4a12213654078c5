package formats

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/diag"
	"declarationwatch/tools/internal/matrix"
	"declarationwatch/tools/internal/published"
	"declarationwatch/tools/internal/words"
)

// work is where tests write files, in a folder for each edition.
var work string

func TestMain(m *testing.M) {
	var err error
	if work, err = os.MkdirTemp("", "formats"); err != nil {
		panic(err)
	}
	code := m.Run()
	os.RemoveAll(work)
	os.Exit(code)
}

func folder() string {
	dir, err := os.MkdirTemp(work, "")
	if err != nil {
		panic(err)
	}
	return dir
}

// content returns what is in a file that was made.
func (f file) content() []byte {
	text, err := os.ReadFile(f.name)
	if err != nil {
		panic(err)
	}
	return text
}

// made writes every file from the record in a folder.
func made(dir string) (*edition, error) {
	e, err := editionOf(dir)
	if err != nil {
		return nil, err
	}
	return e, e.write()
}

// editionOf reads the record in a folder.
func editionOf(dir string) (*edition, error) {
	var problems diag.List
	c := campaign.Load(os.DirFS(dir), &problems)
	if err := problems.Err(); err != nil {
		return nil, err
	}
	in := published.Input{Campaign: c, Matrix: matrix.Build(c, "2026-11-23"), BaseURL: "https://x.example/sub/"}
	for _, p := range c.Pages {
		if p.Withheld(in.Matrix.AsOf.First()) == "" {
			in.Pages = append(in.Pages, p)
		}
	}
	return newEdition(folder(), in, published.Build(in))
}

// The record that tests change, and the real one. What is made of them is only read.
var (
	smallOnce = sync.OnceValues(func() (*edition, error) { return made("../../testdata/small") })
	fullOnce  = sync.OnceValues(func() (*edition, error) { return made("../../..") })
)

func small(t testing.TB) *edition { return must(t, smallOnce) }
func full(t testing.TB) *edition  { return must(t, fullOnce) }

func must(t testing.TB, make func() (*edition, error)) *edition {
	t.Helper()
	e, err := make()
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func TestJSON(t *testing.T) {
	var got struct {
		AsOf        string `json:"as_of"`
		Signatories []struct {
			ID   string
			Name map[string]string
		}
		Cells []map[string]any
	}
	if err := json.Unmarshal(small(t).file("matrix.json").content(), &got); err != nil {
		t.Fatal(err)
	}
	if got.AsOf != "2026-11-23" || len(got.Signatories) != 2 || len(got.Cells) != 4 || got.Signatories[1].Name["en"] != "United States" {
		t.Errorf("as_of %s, signatories %v, %d cells", got.AsOf, got.Signatories, len(got.Cells))
	}
	cell := got.Cells[2]
	if cell["status"] != "reversed" || cell["since"] != "2025-12-15" ||
		cell["permalink"] != "https://x.example/sub/signatories/united-states/#family-reunification" ||
		!reflect.DeepEqual(cell["evidence"], []any{"fact-sheet", "newspaper"}) {
		t.Errorf("cell: %v", cell)
	}
}

func TestCSV(t *testing.T) {
	e := small(t)
	text := e.file("matrix.csv").content()
	if bytes.Count(text, []byte("\r\n")) != 5 || bytes.Count(text, []byte("\n")) != 5 {
		t.Errorf("not five lines that end in CRLF:\n%s", text)
	}
	for name, want := range map[string][]string{
		"matrix": {
			"2026-11-23", "united-states", "United States", "USA", "pathways", "family-reunification", "Reunite families", "reversed", "2025-12-15",
			"usa-parole;usa-visas", "fact-sheet;newspaper", "https://x.example/sub/signatories/united-states/#family-reunification",
		},
		"pledges": {
			"2026-11-23", "usa-parole", "united-states", "family-reunification", "reversed", "2025-12-15", "2022-06-10", "Admit 20,000 people a year.",
			"20000", "people a year", "2024", "false", "signing", "high", "fact-sheet", "https://x.example/sub/signatories/united-states/#usa-parole",
		},
		"assessments": {
			"2026-11-23", "united-states.safe-return-of-children.2025-08-31", "united-states", "safe-return-of-children", "", "2025-08-31", "2026-11-23",
			"contradicted", "Children were put on planes at night.", "", "", "false", "medium", "newspaper",
			"https://x.example/sub/signatories/united-states/#safe-return-of-children",
		},
	} {
		found := false
		for _, row := range read(t, e, name) {
			found = found || reflect.DeepEqual(row[:min(len(want), len(row))], want) // new columns come last
		}
		if !found {
			t.Errorf("%s.csv has no row %q:\n%s", name, want, e.file(name+".csv").content())
		}
	}
}

// read gives the lines of a table below its head.
func read(t *testing.T, e *edition, name string) [][]string {
	t.Helper()
	rows, err := csv.NewReader(bytes.NewReader(e.file(name + ".csv").content())).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows[1:]
}

// FuzzInert: no text becomes a formula, and every text can be had back.
func FuzzInert(f *testing.F) {
	for _, s := range []string{"", "a", "=1+1", "+1", "-1", "@x", "\tx", "\rx", "'x", "'=x", "''"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := inert(s)
		if got != "" && strings.ContainsAny(got[:1], "=+-@\t\r") {
			t.Fatalf("%q would be a formula", got)
		}
		if back := strings.TrimPrefix(got, "'"); back != s {
			t.Fatalf("%q became %q and came back as %q", s, got, back)
		}
	})
}

// TestStage: a template may range over any list of its data, and what is not published is not in it.
func TestStage(t *testing.T) {
	dir := t.TempDir()
	e := small(t)
	texts, err := words.Read(os.DirFS("../../.."), e.Campaign.Languages)
	if err != nil {
		t.Fatal(err)
	}
	if Stage(dir, e.Input, published.NewPages(e.Input, e.record), texts) != nil {
		t.Fatal("nothing is staged")
	}
	parts, err := filepath.Glob(filepath.Join(dir, "assets", "staged", "record", "*.en.json"))
	if err != nil {
		t.Fatal(err)
	}
	text := ""
	for _, part := range parts {
		text += fmt.Sprintf("%q:%s", strings.TrimSuffix(filepath.Base(part), ".en.json"), readFile(t, part))
	}
	for _, hidden := range []string{"1,234,567", "parole-rumour", "nobody could confirm"} {
		if strings.Contains(text, hidden) {
			t.Errorf("%q is of low confidence and is in the templates' data", hidden)
		}
	}
	for _, shown := range []string{
		`"figure":"59,000"`, `"amount":"20,000"`, `"language_name":"Spanish"`, `"name":"Mexico"`, `"path":"data/v1/SHA256SUMS"`, `"observers":[`,
	} {
		if !strings.Contains(text, shown) {
			t.Errorf("%s is not in the templates' data", shown)
		}
	}
}

func readFile(t *testing.T, name string) []byte {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return text
}
