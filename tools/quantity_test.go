package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/tools/txtar"
)

// TestQuantities shows figures in a text as each language writes them: money with its sign, round numbers in words.
func TestQuantities(t *testing.T) {
	figures := []struct {
		figure, unit string
		want         map[string]string
	}{
		{"4_000_000_000", `en = "US dollars over four years", es = "de dólares en cuatro años"`, map[string]string{"": "US$4 billion", "es": "4000 millones de dólares"}},
		{"44_500_000", `en = "US dollars (planned)", es = "dólares (previstos)"`, map[string]string{"": "US$44.5 million", "es": "44,5 millones de dólares"}},
		{"1_000_000", `en = "US dollars", es = "dólares"`, map[string]string{"": "US$1 million", "es": "1 millón de dólares"}},
		{"180_000", `en = "US dollars", es = "dólares"`, map[string]string{"": "US$180,000", "es": "180 000 dólares"}},
		{"1_234_567", `en = "US dollars", es = "dólares"`, map[string]string{"": "US$1,234,567", "es": "1 234 567 dólares"}},
		{"12_340_000_000", `en = "people", es = "personas"`, map[string]string{"": "12.34 billion", "es": "12 340 millones"}},
		{"12_345_678_000", `en = "people", es = "personas"`, map[string]string{"": "12,345,678,000", "es": "12 345 678 000"}},
		{"4_700_000", `en = "children", es = "niñas y niños"`, map[string]string{"": "4.7 million", "es": "4,7 millones"}},
		{"5_764", `en = "dollars of another country", es = "dólares"`, map[string]string{"": "5,764", "es": "5764"}},
		{"0", `en = "people", es = "personas"`, map[string]string{"": "0", "es": "0"}},
	}
	policy := "id = \"money\"\ntitle = { en = \"Money\", es = \"Dinero\" }\nsummary = { en = \"Sums.\", es = \"Sumas.\" }\n"
	text := "+++\ntitle = \"Sums\"\ndescription = \"Of money.\"\ndate = 2026-11-01\n[params]\nstatement = \"partner\"\npublisher = \"A partner\"\nevidence = \"newspaper\"\n+++\n"
	for i, f := range figures {
		policy += fmt.Sprintf("\n[[entry]]\nid = \"sum-%d\"\nask = \"ask-safe-return\"\ndate = \"2024-12-31\"\nstatus = \"data\"\nsummary = { en = \"A sum.\", es = \"Una suma.\" }\nfigure = %s\nunit = { %s }\n"+
			"confidence = \"medium\"\nevidence = [\"newspaper\"]\n", i, f.figure, f.unit)
		text += fmt.Sprintf("\n{{< fact \"sum-%d\" >}}\n", i)
	}
	dir := t.TempDir()
	bilingualProject(t, dir, txtar.File{Name: "data/programmes/money.toml", Data: []byte(policy)},
		txtar.File{Name: "content/statements/money.md", Data: []byte(text)}, txtar.File{Name: "content/statements/money.es.md", Data: []byte(strings.Replace(text, "Of money.", "De dinero.", 1))})
	campaign := filepath.Join(dir, "data", "campaign.toml")
	old, err := os.ReadFile(campaign)
	if err != nil {
		t.Fatal(err)
	}
	write(t, campaign, string(old)+`
[[currency]]
id = "USD"
label = { en = "US dollars", es = "dólares" }
unit = [{ en = "US dollars", es = "de dólares" }, { en = "US dollars", es = "dólares" }]
amount = { en = "US${amount}", es = "{amount} dólares" }
millions = { en = "US${amount}", es = "{amount} de dólares" }
`)
	site := builtSite{filepath.Join(dir, "public"), "https://small.example/watch/"}
	mustRun(t, dir, "build", "-as-of", "2026-11-22", "-base-url", site.base)
	for _, language := range []string{"", "es"} {
		page := site.read(t, filepath.Join(language, "statements", "money", "index.html"))
		for i, f := range figures {
			_, rest, _ := strings.Cut(page, fmt.Sprintf("programmes/money/#sum-%d", i))
			_, rest, _ = strings.Cut(rest, ">")
			got, _, _ := strings.Cut(rest, "</a>")
			if got = strings.ReplaceAll(html.UnescapeString(got), "\u00a0", " "); got != f.want[language] {
				t.Errorf("%q: %s of %s reads %q, want %q", language, f.figure, f.unit, got, f.want[language])
			}
		}
	}
	if policy := site.read(t, "programmes/money/index.html"); !strings.Contains(policy, "<strong>US$4 billion</strong> over four years") {
		t.Error("the policy's page does not write money as a text does")
	}
}
