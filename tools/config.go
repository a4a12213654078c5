package main

import (
	"io/fs"
	"iter"
	"maps"
	"net/url"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"

	"declarationwatch/tools/internal/diag"
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

// checkConfig adds what is wrong in config.toml, which has been read as c.
func checkConfig(files fs.FS, c config, doc *source.Doc, problems *diag.List) {
	var all struct {
		Languages map[string]map[string]any
		Cascade   []map[string]any
	}
	meta, err := toml.DecodeFS(files, "config.toml", &all)
	if err != nil {
		problems.Errorf(doc.At(), source.RuleWrongType, "%v", err)
		return
	}
	refuse := func(keys iter.Seq[string], allowed []string, path ...any) {
		for _, key := range slices.Sorted(keys) {
			if slices.Contains(allowed, key) {
				continue
			}
			at := doc.At(append(path, key)...)
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
	if _, err := siteURL(c.BaseURL); err != nil {
		problems.Errorf(doc.At("baseURL"), source.RuleWrongType, "%v", err)
	}
	address := c.Params.Contact.Address
	if u, err := url.Parse(address); address != "" && (err != nil || !slices.Contains([]string{"mailto", "https", "http"}, u.Scheme)) {
		problems.Errorf(doc.At("params", "contact", "address"), source.RuleWrongType, "invalid address %q", address).
			WithHint(`write "mailto:name@host.example", or the https:// address of a page`)
	}
}
