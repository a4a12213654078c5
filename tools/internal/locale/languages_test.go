package locale_test

import (
	"slices"
	"testing"
	"testing/fstest"

	"declarationwatch/tools/internal/locale"
)

func read(t *testing.T, config string) (locale.Languages, error) {
	t.Helper()
	return locale.ReadLanguages(fstest.MapFS{"config.toml": {Data: []byte(config)}})
}

func TestLanguages(t *testing.T) {
	l, err := read(t, `defaultContentLanguage = "ar"
[languages.pt]
weight = 2
[languages.fr]
weight = 1
[languages.ar]
weight = 3
direction = "rtl"`)
	if err != nil {
		t.Fatal(err)
	}
	if l.Source != "ar" || !slices.Equal(l.All, []string{"ar", "fr", "pt"}) {
		t.Errorf("source %q, all %q", l.Source, l.All)
	}
	if l.Direction("ar") != "rtl" || l.Direction("pt") != "ltr" {
		t.Errorf("%q, %q", l.Direction("ar"), l.Direction("pt"))
	}
	for path, want := range map[string][2]string{
		"fr/matrix/index.html": {"fr", "matrix/index.html"}, "matrix/": {"ar", "matrix/"}, "ar/x": {"ar", "ar/x"}, "fr": {"fr", ""},
		"french/": {"ar", "french/"}, "": {"ar", ""},
	} {
		if language, below := l.Split(path); language != want[0] || below != want[1] {
			t.Errorf("Split(%q) = %q, %q, want %q", path, language, below, want)
		}
	}
	if l.Root("ar") != "" || l.Root("fr") != "fr/" {
		t.Errorf("roots %q and %q", l.Root("ar"), l.Root("fr"))
	}
	text := map[string]string{"ar": "source", "fr": "translation"}
	if l.Text(text, "fr") != "translation" || l.Text(text, "pt") != "source" {
		t.Errorf("texts %q and %q", l.Text(text, "fr"), l.Text(text, "pt"))
	}
}

func TestLanguagesOfHugosDefaults(t *testing.T) {
	if l, err := read(t, `title = "x"`); err != nil || len(l.All) != 1 || l.All[0] != l.Source {
		t.Errorf("%+v, %v", l, err)
	}
	if _, err := read(t, "defaultContentLanguage = \"fr\"\n[languages.es]\n"); err == nil {
		t.Error("a source language without a table is accepted")
	}
}

func TestShown(t *testing.T) {
	l, err := read(t, `defaultContentLanguage = "pt"
[languages.pt]
[languages.fr]
[languages.ar]
direction = "rtl"`)
	if err != nil || !l.Mixed() {
		t.Fatal(l, err)
	}
	for _, c := range []struct{ text, language, want string }{
		{"Um.", "pt", "Um."}, {"Um.", "fr", "Um."}, {"Um.", "ar", "\u2066Um.\u2069"}, {"1.", "ar", "1."}, {"", "ar", ""}, {"\u0648.", "ar", "\u0648."},
	} {
		if got := l.Shown(map[string]string{"pt": c.text}, c.language); got != c.want {
			t.Errorf("%q in %s is shown as %q, want %q", c.text, c.language, got, c.want)
		}
	}
	if got := l.Shown(map[string]string{"pt": "Um.", "ar": "x"}, "ar"); got != "x" {
		t.Errorf("a translation is shown as %q", got)
	}
}
