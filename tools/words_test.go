package main

import (
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"

	"declarationwatch/tools/internal/locale"
)

// readWords reads a file of i18n/ into a flat map: "nav.skip" to its text.
func readWords(t *testing.T, file string) map[string]string {
	t.Helper()
	var tree map[string]any
	if _, err := toml.DecodeFile(file, &tree); err != nil {
		t.Fatal(err)
	}
	flat := map[string]string{}
	var walk func(prefix string, node map[string]any)
	walk = func(prefix string, node map[string]any) {
		for key, value := range node {
			switch v := value.(type) {
			case map[string]any:
				walk(prefix+key+".", v)
			case string:
				flat[prefix+key] = v
			default:
				t.Errorf("%s: %s%s is not a text", file, prefix, key)
			}
		}
	}
	walk("", tree)
	return flat
}

var (
	asking = regexp.MustCompile(`(?:i18n |\.Text\(|\.Count\()"([\w-]+\.[\w.-]+)"`)
	quoted = regexp.MustCompile(`"([\w-]+(?:\.[\w-]+)+)"`)
	prefix = regexp.MustCompile(`"([\w-]+\.[\w.-]*)%s|"area" "([\w-]+)"|Text\("(\w+\.)"\+`)
)

// TestWordsAreUsed: every word that a template asks for is there, and none is left that no template asks for.
func TestWordsAreUsed(t *testing.T) {
	languages, err := locale.ReadLanguages(os.DirFS(realProject(t)))
	if err != nil {
		t.Fatal(err)
	}
	source := "i18n/" + languages.Source + ".toml"
	known, asked, areas := map[string]bool{}, map[string]bool{}, []string{}
	for key := range readWords(t, filepath.Join(realProject(t), source)) {
		for _, plural := range []string{".one", ".other"} {
			key = strings.TrimSuffix(key, plural)
		}
		known[key] = true
	}
	read := func(name string, _ fs.DirEntry, err error) error {
		code := strings.HasPrefix(name, "../layouts") || strings.HasSuffix(name, ".gotmpl") || strings.HasSuffix(name, ".go")
		if info, _ := os.Stat(name); err != nil || !code || info.IsDir() || strings.HasSuffix(name, "_test.go") {
			return err
		}
		text, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		for _, m := range asking.FindAllStringSubmatch(string(text), -1) {
			if !known[m[1]] {
				t.Errorf("%s asks for the word %q, which is not in %s", name, m[1], source)
			}
		}
		for _, m := range quoted.FindAllStringSubmatch(string(text), -1) {
			asked[m[1]] = true
		}
		for _, m := range prefix.FindAllStringSubmatch(string(text), -1) {
			areas = append(areas, m[1]+m[3])
			if m[2] != "" {
				areas[len(areas)-1] = m[2] + "."
			}
		}
		return nil
	}
	commands, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, dir := range append(commands, "../layouts", "../content", "internal") {
		if err := filepath.WalkDir(dir, read); err != nil {
			t.Fatal(err)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(known)) {
		if !asked[key] && !slices.ContainsFunc(areas, func(area string) bool { return strings.HasPrefix(key, area) }) {
			t.Errorf("%s: no template asks for %q", source, key)
		}
	}
}
