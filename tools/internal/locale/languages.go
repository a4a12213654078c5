package locale

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"
	"golang.org/x/text/unicode/bidi"
)

// Languages are the languages that the site is published in.
type Languages struct {
	Source string   // every text exists in it, and its pages have no folder of their own
	All    []string // the source language first, then by weight and code
	Former []string // that the site had in folders of their own, and has no more

	settings map[string]setting
}

// setting is a language in config.toml.
type setting struct {
	Direction string `toml:"direction"`
	Weight    int    `toml:"weight"`
}

// ReadLanguages reads them from config.toml in a project's top folder.
func ReadLanguages(root fs.FS) (Languages, error) {
	// Hugo's own default.
	config := struct {
		Source    string             `toml:"defaultContentLanguage"`
		Languages map[string]setting `toml:"languages"`
	}{Source: "en"}
	if _, err := toml.DecodeFS(root, "config.toml", &config); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return Languages{}, err
	}
	if len(config.Languages) == 0 {
		config.Languages = map[string]setting{config.Source: {}}
	}
	if _, ok := config.Languages[config.Source]; !ok {
		return Languages{}, fmt.Errorf("defaultContentLanguage %q has no table in config.toml; add [languages.%[1]s]", config.Source)
	}
	l := Languages{Source: config.Source, settings: config.Languages}
	others := slices.DeleteFunc(slices.Collect(maps.Keys(config.Languages)), func(code string) bool { return code == l.Source })
	slices.SortFunc(others, func(a, b string) int {
		return cmp.Or(cmp.Compare(l.settings[a].Weight, l.settings[b].Weight), strings.Compare(a, b))
	})
	l.All = append([]string{l.Source}, others...)
	return l, nil
}

// Text returns a text in a language, or in the source language where it is not translated.
func (l Languages) Text(text map[string]string, language string) string {
	return cmp.Or(text[language], text[l.Source])
}

// Mixed reports whether a language is written in another direction than the source language.
func (l Languages) Mixed() bool {
	return slices.ContainsFunc(l.All, func(code string) bool { return l.Direction(code) != l.Direction(l.Source) })
}

// Shown returns the same text for a page. One that is not translated is isolated (Unicode UAX 9) where it is read in the other direction:
// its full stop would be at the wrong end.
func (l Languages) Shown(text map[string]string, language string) string {
	shown := l.Text(text, language)
	direction := l.Direction(l.Source)
	if text[language] != "" || direction == l.Direction(language) || Begins(shown) != direction { // words of this tool may be in a third language
		return shown
	}
	return map[string]string{"ltr": LeftToRight, "rtl": RightToLeft}[direction] + shown + EndOfIsolate
}

// Begins returns the direction of the first letter of a text; "" for a text without letters.
func Begins(text string) string {
	for _, r := range text {
		properties, _ := bidi.LookupRune(r)
		switch properties.Class() {
		case bidi.L:
			return "ltr"
		case bidi.R, bidi.AL:
			return "rtl"
		}
	}
	return ""
}

// The characters around a text that is isolated from the direction of what it is in.
const (
	LeftToRight  = "\u2066"
	RightToLeft  = "\u2067"
	FirstStrong  = "\u2068" // the direction of its first letter
	EndOfIsolate = "\u2069"
)

// Root returns the folder of a language's pages, with its closing slash: "" for the source language.
func (l Languages) Root(language string) string {
	if language == l.Source {
		return ""
	}
	return language + "/"
}

// Apart reports whether a language of the site has a folder of its own.
func (l Languages) Apart(code string) bool { return code != l.Source && slices.Contains(l.All, code) }

// Split splits a path below the site's root into its language and the path below that language's folder. It may be a former one.
func (l Languages) Split(path string) (language, below string) {
	first, below, _ := strings.Cut(path, "/")
	if l.Apart(first) || slices.Contains(l.Former, first) {
		return first, below
	}
	return l.Source, path
}

// Direction returns the direction that a language is written in: "ltr" or "rtl".
func (l Languages) Direction(code string) string { return cmp.Or(l.settings[code].Direction, "ltr") }
