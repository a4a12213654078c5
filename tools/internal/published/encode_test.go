package published

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/locale"
)

// FuzzEncode: whatever a text contains, the JSON that carries it into a page has no markup in it and restores it unchanged.
func FuzzEncode(f *testing.F) {
	for _, s := range []string{"", "a", "</script><script>alert(1)</script>", "<!--", "a & b", "\u2028", `"quoted"`, "=1+1", "\x00\x1b"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		var out bytes.Buffer
		err := encode(&out, writer{}, campaign.Text{"en": s})
		text := out.Bytes()
		if err != nil {
			t.Fatal(err)
		}
		if strings.ContainsAny(string(text), "<>&") {
			t.Fatalf("%q became %s", s, text)
		}
		var back campaign.Text
		if err := json.Unmarshal(text, &back); err != nil || back["en"] != strings.ToValidUTF8(s, "\uFFFD") && utf8.ValidString(s) {
			t.Fatalf("%q came back as %q: %v", s, back["en"], err)
		}
	})
}

func TestEncode(t *testing.T) {
	number := 1234.5
	type row struct {
		Title  campaign.Text `json:"title"`
		Amount *float64      `json:"amount,omitempty"`
		Figure Figure        `json:"figure" pages:"only"`
		List   []string      `json:"list"`
		hidden string
	}
	all := []row{{campaign.Text{"en": "A", "es": "B"}, &number, Figure{Number: &number}, nil, "x"}, {Title: campaign.Text{"en": "A"}}}
	english := locale.Languages{Source: "en", All: []string{"en", "es"}}
	for language, want := range map[string]string{
		"":   `[{"title":{"en":"A","es":"B"},"amount":1234.5,"list":[]},{"title":{"en":"A"},"list":[]}]`,
		"en": `[{"title":"A","amount":"1,234.5","figure":"1,234.5","list":[]},{"title":"A","amount":"","figure":"","list":[]}]`,
		"es": `[{"title":"B","amount":"1234,5","figure":"1234,5","list":[]},{"title":"A","amount":"","figure":"","list":[]}]`,
	} {
		var got bytes.Buffer
		err := encode(&got, writer{languages: english, language: language}, all)
		if err != nil || strings.TrimSpace(got.String()) != want {
			t.Errorf("%q: %s %v, want %s", language, got.String(), err, want)
		}
	}
}
