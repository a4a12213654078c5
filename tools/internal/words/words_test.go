package words_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"declarationwatch/tools/internal/locale"
	"declarationwatch/tools/internal/words"
)

func read(t *testing.T) words.All {
	t.Helper()
	return readFrom(t, fstest.MapFS{
		"config.toml":  {Data: []byte("defaultContentLanguage = \"en\"\n[languages.en]\n[languages.es]\n[languages.pt]\n[languages.gn]\n[languages.nah]\n")},
		"i18n/gn.toml": {Data: []byte("[card]\n[card.pages]\none = \"{{ .Count }} kuatia\"\nother = \"{{ .Count }} kuatiakuéra\"\n")},
		"i18n/en.toml": {Data: []byte("[card]\nof = \"{{ .Some }} of {{ .All }}\"\nonly = \"<only>\"\n[card.pages]\none = \"{{ .Count }} page\"\nother = \"{{ .Count }} pages\"\n[date]\nday_format = \"2 January 2006\"\nmonth_format = \"January 2006\"\n")},
		"i18n/es.toml": {Data: []byte("\ufeff[card]\nof = \"{{ .Some }} de {{ .All }}\"\n[date]\nday_format = \"2 de January de 2006\"\n")},
	})
}

func readFrom(t *testing.T, files fstest.MapFS) words.All {
	t.Helper()
	languages, err := locale.ReadLanguages(files)
	if err != nil {
		t.Fatal(err)
	}
	all, err := words.Read(files, languages)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestText(t *testing.T) {
	all := read(t)
	en, es, pt := all["en"], all["es"], all["pt"]
	for got, want := range map[string]string{
		en.Text("card.of", "Some", 2, "All", 3):     "2 of 3",
		es.Text("card.of", "Some", 2, "All", 3):     "2 de 3",
		pt.Text("card.of", "Some", 2, "All", "<3>"): "2 of <3>",
		es.Text("card.only"):                        "<only>",
		en.Count("card.pages", 1):                   "1 page",
		all["gn"].Count("card.pages", 1):            "1 kuatia",
		all["gn"].Count("card.pages", 2):            "2 kuatiakuéra",
		all["gn"].Text("card.only"):                 "<only>",
		es.Count("card.pages", 2):                   "2 pages",
		en.Count("card.pages", 1234):                "1,234 pages",
		en.Date("2022-06-10"):                       "10 June 2022",
		es.Date("2022-06-10"):                       "10 de junio de 2022",
		en.Date("2022-06"):                          "June 2022",
		es.Date("2022"):                             "2022",
		all["nah"].Date("2022-06-10"):               "10 June 2022", // which CLDR has no months in
		es.Date("2022-13-01"):                       "2022-13-01",
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	if err := all.Err(); err != nil {
		t.Errorf("nothing is missing: %v", err)
	}
	if text := en.Text("card.none"); text != "" || all.Err() == nil || !strings.Contains(all.Err().Error(), `"card.none"`) {
		t.Errorf("a missing text: %q, %v", text, all.Err())
	}
}

func TestForms(t *testing.T) {
	for language, want := range map[string]string{
		"en": "other 0, one 1", "es": "other 0, one 1", "fr": "one 0, other 2", "pt-BR": "one 0, other 2", "ja": "other 0",
		"ar": "zero 0, one 1, two 2, few 3, many 11, other 100", "he": "other 0, one 1, two 2", "ru": "many 0, one 1, few 2", "pl": "many 0, one 1, few 2",
		"cy": "zero 0, one 1, two 2, few 3, other 4, many 6", "gn": "other 0, one 1",
	} {
		var got []string
		for _, f := range words.Forms(language) {
			got = append(got, fmt.Sprint(f.Name, " ", f.Least))
		}
		if strings.Join(got, ", ") != want {
			t.Errorf("%s: got %q, want %q", language, got, want)
		}
	}
}

// TestIsolated: a text in a sentence of the other direction leaves the order of what is around it.
func TestIsolated(t *testing.T) {
	all := readFrom(t, fstest.MapFS{"config.toml": {Data: []byte("defaultContentLanguage = \"ar\"\n[languages.ar]\ndirection = \"rtl\"\n[languages.pt]\n")}})
	ar, pt := all["ar"], all["pt"]
	for got, want := range map[string]string{
		pt.In(map[string]string{"ar": "ماء."}):                "\u2067ماء.\u2069",
		pt.In(map[string]string{"ar": "ماء.", "pt": "Água."}): "Água.",
		ar.In(map[string]string{"ar": "ماء."}):                "ماء.",
		pt.Isolated("ماء."):                                   "\u2068ماء.\u2069",
		ar.Isolated("Água."):                                  "\u2068Água.\u2069",
		ar.Isolated("ماء."):                                   "ماء.",
		ar.Isolated("2023"):                                   "2023",
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
