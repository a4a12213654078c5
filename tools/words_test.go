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
)

// words reads a file of i18n/ into a flat map: "nav.skip" to its text.
func words(t *testing.T, file string) map[string]string {
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
	used   = regexp.MustCompile(`i18n "([\w.-]+)"`)
	formed = regexp.MustCompile(`i18n \(printf "([\w.-]*)%s|"area" "([\w-]+)"|i18n \(cond [^"]*"([\w.-]+)" "([\w.-]+)"\)`)
)

// TestWordsAreUsed: every word that a template asks for is there, and none is left that no template asks for.
func TestWordsAreUsed(t *testing.T) {
	english := words(t, filepath.Join(realProject(t), "i18n/en.toml"))
	known, asked, areas := map[string]bool{}, map[string]bool{}, []string{}
	for key := range english {
		for _, plural := range []string{".one", ".other"} {
			key = strings.TrimSuffix(key, plural)
		}
		known[key] = true
	}
	read := func(name string, _ fs.DirEntry, err error) error {
		template := strings.HasPrefix(name, "../layouts") || strings.HasSuffix(name, ".gotmpl")
		if info, _ := os.Stat(name); err != nil || !template || info.IsDir() {
			return err
		}
		text, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		for _, m := range used.FindAllStringSubmatch(string(text), -1) {
			asked[m[1]] = true
			if !known[m[1]] {
				t.Errorf("%s asks for the word %q, which is not in i18n/en.toml", name, m[1])
			}
		}
		for _, m := range formed.FindAllStringSubmatch(string(text), -1) {
			switch {
			case m[1] != "":
				areas = append(areas, m[1])
			case m[2] != "":
				areas = append(areas, m[2]+".")
			default:
				asked[m[3]], asked[m[4]] = true, true
			}
		}
		return nil
	}
	for _, dir := range []string{"../layouts", "../content"} {
		if err := filepath.WalkDir(dir, read); err != nil {
			t.Fatal(err)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(known)) {
		if !asked[key] && !slices.ContainsFunc(areas, func(area string) bool { return strings.HasPrefix(key, area) }) {
			t.Errorf("i18n/en.toml: no template asks for %q", key)
		}
	}
}

// TestFramesCallTheSiteByItsName: the words of frames stand apart from config.toml, and the site's name stands in both.
func TestFramesCallTheSiteByItsName(t *testing.T) {
	var config struct {
		Title     string
		Languages map[string]struct{ Title string }
	}
	if _, err := toml.DecodeFile("../config.toml", &config); err != nil {
		t.Fatal(err)
	}
	framed := words(t, "internal/frame/words.toml")
	for language, own := range config.Languages {
		want := config.Title
		if own.Title != "" {
			want = own.Title
		}
		if framed[language+".site"] != want {
			t.Errorf("%s: frames call the site %q, config.toml %q", language, framed[language+".site"], want)
		}
	}
}
