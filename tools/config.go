package main

import (
	"cmp"
	"fmt"
	"io/fs"
	"iter"
	"maps"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"
	bcp47 "golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"declarationwatch/tools/internal/diag"
	"declarationwatch/tools/internal/site"
	"declarationwatch/tools/internal/source"
)

// What config.toml may set of Hugo's many keys. Others would have it read files that nobody has checked, publish what is held back, or
// move pages and files away from where the rest of the site looks for them.
var (
	hugoKeys = []string{
		"baseURL", "cascade", "copyright", "defaultContentLanguage", "disableDefaultSiteRedirect", "disableHugoGeneratorInject", "disableKinds",
		"enableGitInfo", "enableRobotsTXT", "imaging", "languages", "locale", "mainSections", "markup", "mediaTypes", "menus", "outputFormats",
		"outputs", "params", "taxonomies", "timeZone", // of which another rule says what to do
	}
	languageKeys = []string{"direction", "label", "locale", "menus", "outputs", "params", "weight"}
	cascadeKeys  = []string{"outputs", "params", "target"}
)

// tagForm matches what begins a tag (RFC 4151).
var tagForm = regexp.MustCompile(`^tag:[a-zA-Z0-9@._-]+,\d{4}(?:-\d\d(?:-\d\d)?)?:`)

// checkConfig adds what is wrong in config.toml, which has been read as c.
func checkConfig(files fs.FS, c config, doc *source.Doc, problems *diag.List) {
	var all struct {
		Languages map[string]map[string]any
		Cascade   []map[string]any
		Params    map[string]any

		DisableKinds []string
		MainSections []string
		Menus        map[string]any

		Outputs       map[string]any
		OutputFormats map[string]any
		Taxonomies    map[string]string
	}
	meta, err := toml.DecodeFS(files, "config.toml", &all)
	if err != nil {
		problems.Errorf(doc.At(), source.RuleWrongType, "%v", err)
		return
	}
	refuse := func(keys iter.Seq[string], allowed []string, above ...any) {
		for _, key := range slices.Sorted(keys) {
			if slices.Contains(allowed, key) {
				continue
			}
			at := doc.At(append(above, key)...)
			if i := slices.IndexFunc(allowed, func(other string) bool { return strings.EqualFold(key, other) }); i >= 0 {
				// Hugo does not mind, but we read some of them too.
				problems.Errorf(at, source.RuleUnknownKey, "unknown key %q", key).WithHint("write it as " + allowed[i])
				continue
			}
			problems.Errorf(at, source.RuleUnknownKey, "%s may not be set here: the build decides where files are, and what is published when", key).
				WithHint("remove it")
		}
	}
	top := map[string]bool{}
	for _, key := range meta.Keys() {
		top[key[0]] = true
	}
	refuse(maps.Keys(top), hugoKeys)
	for _, code := range slices.Sorted(maps.Keys(all.Languages)) {
		refuse(maps.Keys(all.Languages[code]), languageKeys, "languages", code)
	}
	for i, rule := range all.Cascade {
		refuse(maps.Keys(rule), cascadeKeys, "cascade", i)
	}
	if _, err := bcp47.Parse(c.Locale); c.Locale != "" && (err != nil || strings.Contains(c.Locale, "_")) {
		problems.Errorf(doc.At("locale"), source.RuleWrongType, "unknown locale %q", c.Locale).WithHint(localeHint)
	}
	if _, err := siteURL(c.BaseURL); err != nil {
		problems.Errorf(doc.At("baseURL"), source.RuleWrongType, "%v", err)
	}
	formats := append(slices.Sorted(maps.Keys(all.OutputFormats)), "html")
	outputs := func(of any, above ...any) {
		names, _ := of.([]any)
		for i, name := range names {
			if !slices.ContainsFunc(formats, func(format string) bool { return strings.EqualFold(format, fmt.Sprint(name)) }) {
				problems.Errorf(doc.At(append(above, i)...), source.RuleWrongType, "unknown output format %q", name).
					WithHint("use one of " + strings.Join(formats, ", "))
			}
		}
	}
	kinds := site.Kinds()
	ofKinds := func(all map[string]any, above ...any) {
		for _, kind := range slices.Sorted(maps.Keys(all)) {
			known(problems, doc.At(append(above, kind)...), "kind of page", strings.ToLower(kind), kinds)
			outputs(all[kind], append(above, kind)...)
		}
	}
	ofKinds(all.Outputs, "outputs")
	for i, rule := range all.Cascade {
		outputs(rule["outputs"], "cascade", i, "outputs")
	}
	for _, code := range slices.Sorted(maps.Keys(all.Languages)) {
		of, _ := all.Languages[code]["outputs"].(map[string]any)
		ofKinds(of, "languages", code, "outputs")
		menus, _ := all.Languages[code]["menus"].(map[string]any)
		for _, name := range slices.Sorted(maps.Keys(menus)) {
			known(problems, doc.At("languages", code, "menus", name), "menu", name, menuNames)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(all.Menus)) {
		known(problems, doc.At("menus", name), "menu", name, menuNames)
	}
	for i, kind := range all.DisableKinds {
		known(problems, doc.At("disableKinds", i), "kind of page", strings.ToLower(kind), kinds)
	}
	sections := sectionsOf(files)
	for i, name := range all.MainSections {
		if _, err := fs.Stat(files, path.Join("layouts", name, "page.html")); err != nil { // a section that has no page yet
			known(problems, doc.At("mainSections", i), "section", name, sections)
		}
	}
	if len(all.MainSections) == 0 {
		problems.Errorf(doc.At("mainSections"), source.RuleMissingKey, "mainSections names no section, so the home page and its feed have no texts").
			WithHint("name the folders of content/ whose pages have an author and a date, of " + strings.Join(sections, ", "))
	}
	if top["taxonomies"] && !maps.Equal(all.Taxonomies, map[string]string{"topic": "topics"}) {
		problems.Errorf(doc.At("taxonomies"), source.RuleWrongType, "templates know topics and no other taxonomy").WithHint(`write topic = "topics" below [taxonomies], and nothing else`)
	}
	if tag := c.Params.Tag; tag != "" && !tagForm.MatchString(tag) {
		problems.Errorf(doc.At("params", "tag"), source.RuleWrongType, "invalid tag %q", tag).
			WithHint(`write "tag:", a host name that is ours, a year or day on which it was, and a colon: "tag:host.example,2026:"`)
	}
	checkLanguages(doc, all.Languages, problems)
	checkNumbers(doc, all.Params, problems)
	address := c.Params.Contact.Address
	if u, err := url.Parse(address); address != "" && (err != nil || !slices.Contains([]string{"mailto", "https", "http"}, u.Scheme)) {
		problems.Errorf(doc.At("params", "contact", "address"), source.RuleWrongType, "invalid address %q", address).
			WithHint(`write "mailto:name@host.example", or the https:// address of a page`)
	}
}

// menuNames are the menus that templates show.
var menuNames = []string{"main"}

// known adds a problem for a name that Hugo would pass over without a word.
func known(problems *diag.List, at diag.Position, what, name string, names []string) {
	if !slices.Contains(names, name) {
		problems.Errorf(at, source.RuleWrongType, "unknown %s %q", what, name).WithHint("use one of " + strings.Join(names, ", "))
	}
}

// sectionsOf returns the sections of the site: the folders of content/ that have a page of their own.
func sectionsOf(files fs.FS) (names []string) {
	pages, _ := fs.Glob(files, "content/*/_index.md") // the pattern is right
	for _, page := range pages {
		names = append(names, path.Base(path.Dir(page)))
	}
	return names
}

// checkLanguages adds what is wrong with the languages of the site: their codes, names and order.
func checkLanguages(doc *source.Doc, languages map[string]map[string]any, problems *diag.List) {
	wrong := func(at diag.Position, hint, format string, args ...any) {
		problems.Errorf(at, source.RuleWrongType, format, args...).WithHint(hint)
	}
	first := map[any]diag.Position{} // labels and weights
	for _, code := range slices.Sorted(maps.Keys(languages)) {
		language, at := languages[code], func(key string) diag.Position { return doc.At("languages", code, key) }
		tag, err := bcp47.Parse(code)
		switch {
		case err != nil:
			wrong(doc.At("languages", code), "use a code of BCP 47 in lower case, such as fr or pt-br", "unknown language %q", code)
		case code != strings.ToLower(code):
			wrong(doc.At("languages", code), fmt.Sprintf("write it as [languages.%s], and so in the names of files", strings.ToLower(code)), "language %q has capitals", code)
		case code != currentCode(tag):
			wrong(doc.At("languages", code), fmt.Sprintf("write it as [languages.%s], and so in the names of files", currentCode(tag)), "language %q has another code now", code)
		}
		if written, is := language["locale"].(string); is {
			locale, localeErr := bcp47.Parse(written)
			base, _ := tag.Base()
			if own, _ := locale.Base(); localeErr != nil || strings.Contains(written, "_") {
				wrong(at("locale"), localeHint, "unknown locale %q", written)
			} else if err == nil && own != base {
				wrong(at("locale"), "set it to "+code+", or to its form in a country", "locale %q is not of the language %q", written, code)
			}
		}
		label, is := language["label"].(string)
		if strings.TrimSpace(label) == "" && (is || language["label"] == nil) {
			wrong(at("label"), fmt.Sprintf("set label to what its readers call it, such as %q", cmp.Or(display.Self.Name(tag), "Français")), "language %q has no label", code)
		}
		for _, key := range []string{"label", "weight"} {
			value, there := language[key]
			if !there || value == "" {
				continue
			}
			if before, twice := first[value]; twice {
				problems.Errorf(at(key), source.RuleWrongType, "duplicate %s of a language: %v", key, value).
					WithHint("give each language its own").WithRelated(before, "the first")
			} else {
				first[value] = at(key)
			}
		}
		if weight, is := language["weight"].(int64); is && weight < 1 {
			wrong(at("weight"), "set it to the place of the language: 1, 2, 3", "weight is %d, and must be at least 1", weight)
		}
		if direction, there := language["direction"]; there && direction != "ltr" && direction != "rtl" {
			wrong(at("direction"), `use "ltr", or "rtl" for a language that is written from right to left`, "unknown direction %q", direction)
		}
	}
}

// currentCode returns the code of a language as config.toml writes it. Hugo does not find the words of one by an older code, as iw for he.
func currentCode(tag bcp47.Tag) string { return strings.ToLower(tag.String()) }

const localeHint = "use a code of BCP 47, such as es or es-419"

// checkNumbers refuses limits that nothing could keep to.
func checkNumbers(doc *source.Doc, params map[string]any, problems *diag.List) {
	budgets, _ := params["budgets"].(map[string]any)
	for _, key := range slices.Sorted(maps.Keys(budgets)) {
		if n, is := budgets[key].(int64); is && n <= 0 {
			problems.Errorf(doc.At("params", "budgets", key), source.RuleWrongType, "budget %s is %d, and must be above 0", key, n).
				WithHint("set it to a number of bytes, or remove the line for no limit")
		}
	}
	for _, key := range []string{"matrix", "rows"} {
		if n, is := params[key].(int64); is && n < 0 {
			problems.Errorf(doc.At("params", key), source.RuleWrongType, "%s is %d, and must not be below 0", key, n).
				WithHint("remove the line: a page then shows as much as its budget has room for")
		}
	}
}
