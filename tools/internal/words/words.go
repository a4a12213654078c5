// Package words reads the texts of i18n/ for what Go writes itself: frames for partners and social cards. Templates read
// the same files through Hugo, with the same library.
package words

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"sync"
	"time"

	"github.com/BurntSushi/toml"
	"github.com/gohugoio/go-i18n/v2/i18n"
	"github.com/gohugoio/hugo/common/htime"
	"golang.org/x/text/language"

	"declarationwatch/tools/internal/locale"
)

// Words is the texts of one language. Those that are not translated are in the source language. It is safe for concurrent
// use.
type Words struct {
	Language  string
	Root      string // the folder of the language's pages, with its closing slash
	RTL       bool   // the language is written from right to left
	localizer *i18n.Localizer
	languages locale.Languages
	missing   sync.Map // the keys of texts that were asked for and are missing in the source language
}

// All is the texts of every language.
type All map[string]*Words

// Read reads i18n/LANGUAGE.toml for every language of the site.
func Read(root fs.FS, languages locale.Languages) (All, error) {
	bundle := i18n.NewBundle(tagOf(languages.Source))
	bundle.RegisterUnmarshalFunc("toml", toml.Unmarshal)
	all := All{}
	for _, code := range languages.All {
		file := "i18n/" + code + ".toml"
		text, err := fs.ReadFile(root, file)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
		if _, err := bundle.ParseMessageFileBytes(bytes.TrimPrefix(text, []byte("\ufeff")), tagOf(code).String()+".toml"); err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		all[code] = &Words{
			Language: code, Root: languages.Root(code), RTL: languages.Direction(code) == "rtl", languages: languages,
			localizer: i18n.NewLocalizer(bundle, tagOf(code).String(), tagOf(languages.Source).String()),
		}
	}
	return all, nil
}

// tagOf returns the tag of a language for the library of texts. One whose plural forms it does not know, as Guaraní, has those of
// English, as in Hugo.
func tagOf(code string) language.Tag {
	tag := language.Make(code)
	if i18n.NewBundle(tag).AddMessages(tag) != nil {
		return language.Make("art-x-" + code)
	}
	return tag
}

// Form is a plural form, and the least number that it is for.
type Form struct {
	Name  string `json:"name"`
	Least int    `json:"least"`
}

// Forms returns the plural forms that a language has for whole numbers, but for those of only millions, which are written in words.
// It asks what picks a form when texts are shown.
func Forms(code string) (forms []Form) {
	const key = "key"
	tag := tagOf(code)
	bundle := i18n.NewBundle(tag)
	bundle.MustAddMessages(tag, &i18n.Message{ID: key, Zero: "zero", One: "one", Two: "two", Few: "few", Many: "many", Other: "other"})
	localizer := i18n.NewLocalizer(bundle, tag.String())
	for n := range 200 { // no language has another form for a greater number, up to a million
		name, _ := localizer.Localize(&i18n.LocalizeConfig{MessageID: key, PluralCount: n})
		if !slices.ContainsFunc(forms, func(f Form) bool { return f.Name == name }) {
			forms = append(forms, Form{name, n})
		}
	}
	return forms
}

// Err returns an error for each text that was asked for and is missing in the source language.
func (a All) Err() error {
	var missing []error
	for _, w := range a {
		w.missing.Range(func(key, err any) bool {
			missing = append(missing, fmt.Errorf("missing text %q in i18n/: %v", key, err))
			return true
		})
	}
	return errors.Join(missing...)
}

// In returns a text of the record in the language, to be shown by itself or in a sentence: isolated where it is not translated and is
// written in the other direction.
func (w *Words) In(text map[string]string) string { return w.languages.Shown(text, w.Language) }

// Plain returns the same text as it is, to be compared with others.
func (w *Words) Plain(text map[string]string) string { return w.languages.Text(text, w.Language) }

// Isolated returns a text that may be in any language, isolated in the same way where it begins in the other direction.
func (w *Words) Isolated(text string) string {
	if own := locale.Begins(text); own == "" || (own == "rtl") == w.RTL {
		return text
	}
	return locale.FirstStrong + text + locale.EndOfIsolate
}

// Source returns the language that everything is written in.
func (w *Words) Source() string { return w.languages.Source }

// Text returns the text of a key. pairs are the names and values that it is filled with: name, value, name, value.
func (w *Words) Text(key string, pairs ...any) string { return w.localize(key, nil, pairs) }

// Count returns the text of a key in the plural form of a number, which it is filled with as Count, with the separators of the language.
func (w *Words) Count(key string, n int, pairs ...any) string {
	return w.localize(key, n, append(pairs, "Count", w.Number(n)))
}

// Number writes a whole number with the separators of the language.
func (w *Words) Number(n int) string { return locale.Number(float64(n), w.Language) }

// Date returns a date, YYYY, YYYY-MM or YYYY-MM-DD, in words and as exact as it is written.
func (w *Words) Date(date string) string {
	layouts := map[int][2]string{7: {"2006-01", "date.month_format"}, 10: {time.DateOnly, "date.day_format"}}
	day, err := time.Parse(layouts[len(date)][0], date)
	if err != nil || date == "" {
		return date
	}
	return htime.NewTimeFormatter(locale.Translator(w.Language, w.languages.Source)).Format(day, w.Text(layouts[len(date)][1]))
}

func (w *Words) localize(key string, plural any, pairs []any) string {
	data := map[string]any{}
	for i := 0; i < len(pairs); i += 2 {
		data[pairs[i].(string)] = pairs[i+1]
	}
	text, err := w.localizer.Localize(&i18n.LocalizeConfig{MessageID: key, TemplateData: data, PluralCount: plural})
	if text == "" {
		w.missing.Store(key, err)
	}
	return text
}
