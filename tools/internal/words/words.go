// Package words reads the texts of i18n/ for what Go writes itself: frames for partners and social cards. Templates read
// the same files through Hugo, with the same library.
package words

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"sync"
	"time"

	"github.com/BurntSushi/toml"
	"github.com/bep/golocales"
	"github.com/gohugoio/go-i18n/v2/i18n"
	"golang.org/x/text/language"

	"declarationwatch/tools/internal/locale"
)

// Words is the texts of one language. Those that are not translated are in the source language.
type Words struct {
	Language  string
	localizer *i18n.Localizer
	all       *All
}

// All is the texts of every language. It is safe for concurrent use.
type All struct {
	byLanguage map[string]*Words

	mu      sync.Mutex
	missing []error
}

// Read reads i18n/LANGUAGE.toml for every language of the site.
func Read(root fs.FS, languages locale.Languages) (*All, error) {
	bundle := i18n.NewBundle(language.Make(languages.Source))
	bundle.RegisterUnmarshalFunc("toml", toml.Unmarshal)
	all := &All{byLanguage: map[string]*Words{}}
	for _, code := range languages.All {
		file := "i18n/" + code + ".toml"
		text, err := fs.ReadFile(root, file)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
		if _, err := bundle.ParseMessageFileBytes(bytes.TrimPrefix(text, []byte("\ufeff")), file); err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		all.byLanguage[code] = &Words{code, i18n.NewLocalizer(bundle, code, languages.Source), all}
	}
	return all, nil
}

// In returns the texts of a language.
func (a *All) In(language string) *Words { return a.byLanguage[language] }

// Err returns an error for each text that was asked for and is missing in the source language.
func (a *All) Err() error {
	a.mu.Lock()
	defer a.mu.Unlock()
	return errors.Join(a.missing...)
}

// Text returns the text of a key. pairs are the names and values that it is filled with: name, value, name, value.
func (w *Words) Text(key string, pairs ...any) string {
	return w.localize(&i18n.LocalizeConfig{MessageID: key, TemplateData: data(pairs)})
}

// Count returns the text of a key in the plural form of a number, which it is filled with as Count.
func (w *Words) Count(key string, n int, pairs ...any) string {
	return w.localize(&i18n.LocalizeConfig{MessageID: key, TemplateData: data(append(pairs, "Count", n)), PluralCount: n})
}

// Date returns a date, YYYY, YYYY-MM or YYYY-MM-DD, in words and as exact as it is written.
func (w *Words) Date(date string) string {
	layouts := map[int][2]string{7: {"2006-01", "date.month_format"}, 10: {time.DateOnly, "date.day_format"}}
	day, err := time.Parse(layouts[len(date)][0], date)
	if err != nil || date == "" {
		return date
	}
	// The formats spell the month in English, as Hugo has it.
	const month = "January"
	parts := strings.Split(w.Text(layouts[len(date)][1]), month)
	for i, part := range parts {
		parts[i] = day.Format(part)
	}
	return strings.Join(parts, golocales.New(w.Language).MonthsWide()[day.Month()-1])
}

func (w *Words) localize(c *i18n.LocalizeConfig) string {
	text, err := w.localizer.Localize(c)
	if text == "" {
		w.all.mu.Lock()
		defer w.all.mu.Unlock()
		w.all.missing = append(w.all.missing, fmt.Errorf("missing text %q in i18n/: %w", c.MessageID, err))
	}
	return text
}

func data(pairs []any) map[string]any {
	out := map[string]any{}
	for i := 0; i < len(pairs); i += 2 {
		out[pairs[i].(string)] = pairs[i+1]
	}
	return out
}
