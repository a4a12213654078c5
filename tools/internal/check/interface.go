package check

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"text/template"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/diag"
	wording "declarationwatch/tools/internal/words"
)

// interfaceText compares the files of i18n/ with that of the source language. A key that is missing would be shown in the
// source language; one that Hugo cannot read would stop a build.
func interfaceText(c *campaign.Campaign, r *report) {
	if len(c.Interfaces) == 0 {
		return
	}
	texts, there := map[string]map[string]any{}, map[string]bool{}
	for _, i := range c.Interfaces {
		if there[i.Language] = true; !i.Doc.Damaged() { // where a mistake may hide any text
			texts[i.Language] = i.Words
		}
	}
	for _, i := range c.Interfaces {
		w := interfaceWalk{r, i, c.Languages.Source, wording.Forms(i.Language)}
		w.table(i.Words, texts[c.Languages.Source])
	}
	for _, language := range r.languages {
		if !there[language] {
			r.errorf(diag.Position{File: "i18n/" + language + ".toml"}, "missing file: words of the interface in %q", language)
		}
	}
}

type interfaceWalk struct {
	*report
	campaign.Interface
	source string // language
	has    []wording.Form
}

// rest is the form of what no other form is for, and of a text without forms.
const rest = "other"

// forms are the keys of a text with plurals; reserved are further keys that Hugo reads in such a text.
var (
	forms    = []string{"zero", "one", "two", "few", "many", rest}
	reserved = []string{"description", "hash", "id", "leftdelim", "rightdelim"}
)

var filledIn = regexp.MustCompile(`\{\{ *\.\w+ *\}\}|\{\w+\}`)

// table compares a table of words with that of the source language at the same path.
func (w interfaceWalk) table(words, source map[string]any, path ...any) {
	plural := hasForms(words)
	for _, key := range slices.Sorted(maps.Keys(words)) {
		at := append(slices.Clone(path), key)
		isForm := slices.Contains(forms, key)
		want, known := source[key]
		switch text := words[key].(type) {
		case map[string]any:
			below, _ := want.(map[string]any)
			switch {
			case plural:
				w.errorf(w.At(at...), "table beside plural forms: %q", key)
			case source != nil && below == nil:
				w.errorf(w.At(at...), "unknown key %q", key)
			default:
				w.table(text, below, at...)
			}
		case string:
			of, _ := want.(string)
			switch {
			case slices.Contains(reserved, strings.ToLower(key)) || plural && !isForm:
				w.errorf(w.At(at...), "reserved key %q", key)
			case source != nil && !known && !isForm:
				w.errorf(w.At(at...), "unknown key %q", key)
			default:
				w.text(text, of, at)
				if other, _ := want.(map[string]any); hasForms(other) { // the text is for any number
					w.plurals(map[string]any{rest: text}, at)
				}
			}
		default:
			w.errorf(w.At(at...), "%q must be a string or a table of strings", key)
		}
	}
	if plural || hasForms(source) {
		w.plurals(words, path)
	}
	for _, key := range slices.Sorted(maps.Keys(source)) {
		if words[key] == nil && !slices.Contains(forms, key) && !w.Doc.Damaged() {
			w.errorf(w.At(path...), "missing key %q", key)
		}
	}
}

// hasForms reports whether words are the plural forms of a text.
func hasForms(words map[string]any) bool {
	return slices.ContainsFunc(forms, func(form string) bool { return words[form] != nil })
}

// plurals reports which plural forms of the language a text lacks.
func (w interfaceWalk) plurals(text map[string]any, at []any) {
	var missing, add []string
	for _, form := range w.has {
		if text[form.Name] == nil {
			missing, add = append(missing, strconv.Quote(form.Name)), append(add, fmt.Sprintf("%s = \"...\" (for %d)", form.Name, form.Least))
		}
	}
	if text[rest] == nil && !slices.ContainsFunc(w.has, func(form wording.Form) bool { return form.Name == rest }) {
		missing, add = append(missing, strconv.Quote(rest)), append(add, rest+` = "..." (for fractions)`)
	}
	if len(missing) > 0 && !w.Doc.Damaged() {
		w.errorf(w.At(at...), "missing in a text with plural forms of %q: %s", w.Language, strings.Join(missing, ", ")).
			WithHint("add " + strings.Join(add, ", "))
	}
}

// text compares the placeholders of a text with those of the source language's, if there is one.
func (w interfaceWalk) text(text, source string, at []any) {
	if strings.Contains(text, "{{") { // any other text is a template
		if _, err := template.New("").Parse(text); err != nil {
			w.errorf(w.At(at...), "invalid placeholder in %q", text)
			return
		}
	}
	placeholders := func(text string) []string {
		if !strings.Contains(text, "{") {
			return nil
		}
		return slices.Compact(slices.Sorted(slices.Values(filledIn.FindAllString(text, -1))))
	}
	switch got, want := placeholders(text), placeholders(source); {
	case text == "":
		w.errorf(w.At(at...), "empty text")
	case source != "" && !slices.Equal(got, want):
		w.errorf(w.At(at...), "placeholders %v must be %v", got, want).
			WithHint("copy them from i18n/" + w.source + ".toml")
	}
}
