package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/BurntSushi/toml"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/diag"
	"declarationwatch/tools/internal/edit"
	"declarationwatch/tools/internal/start"
)

// A second declaration, testdata/second, is built by the same code and templates. It has its own pillars, statuses, words
// and languages, of which one is written from right to left and none is English, no policies and no asks, a government that
// left and one that is suspended.

// secondProject writes the second declaration into a folder: a project as init starts it, with testdata/second in place of
// the example. The texts of i18n/ are made from the real ones: letters of another alphabet in their place, so that a text
// that is not translated is found as English.
func secondProject(dir string) error {
	err := start.Write(os.DirFS(".."), dir, start.Options{Name: "meals", Languages: []string{"ar", "pt"}, Year: 2026})
	if err != nil {
		return err
	}
	if err := os.RemoveAll(filepath.Join(dir, "data")); err != nil {
		return err
	}
	err = filepath.WalkDir(filepath.Join(dir, "content"), func(name string, entry fs.DirEntry, err error) error {
		// It has no policies.
		if err != nil || entry.IsDir() || filepath.Ext(name) == ".gotmpl" && !strings.Contains(name, "programmes") {
			return err
		}
		return os.Remove(name)
	})
	if err != nil {
		return err
	}
	if err := copyTree("testdata/second", dir); err != nil {
		return err
	}
	if err := onlyMenusOfPages(dir); err != nil {
		return err
	}
	for language, letters := range map[string]string{"ar": "ابتثجحخدذرزسشصضطظعغفقكلمنه", "pt": "ábçdéfghíjklmnópqrstúvwxyz"} {
		name := filepath.Join(dir, "i18n", language+".toml")
		var words map[string]any
		if _, err := toml.DecodeFile(name, &words); err != nil {
			return err
		}
		file, err := os.Create(name)
		if err != nil {
			return err
		}
		if err := toml.NewEncoder(file).Encode(translated(words, []rune(letters), language == "ar")); err != nil {
			return err
		}
		if err := file.Close(); err != nil {
			return err
		}
	}
	return nil
}

// onlyMenusOfPages removes the menu entries that lead to pages which a project does not have.
func onlyMenusOfPages(dir string) error {
	raw, err := os.ReadFile(filepath.Join(dir, "config.toml"))
	if err != nil {
		return err
	}
	config, err := edit.Parse("config.toml", raw)
	if err != nil {
		return err
	}
	entries, _ := config.Value("menus", "main").([]map[string]any)
	for i, entry := range slices.Backward(entries) {
		page := filepath.Join(dir, "content", fmt.Sprint(entry["pageRef"]))
		if _, err := os.Stat(page + ".md"); err == nil {
			continue
		}
		if _, err := os.Stat(filepath.Join(page, "_index.md")); err == nil {
			continue
		}
		if err := config.Remove("menus", "main", i); err != nil {
			return err
		}
	}
	return os.WriteFile(filepath.Join(dir, "config.toml"), config.Bytes(), 0o644)
}

// verbatim is what a translation leaves as it is: placeholders, tags and character references.
var verbatim = regexp.MustCompile(`\{\{.*?\}\}|\{\w+\}|<[^>]*>|&\w+;`)

// translated replaces the Latin letters of texts. With sixForms a text with plurals gets every form that Arabic has.
func translated(words map[string]any, letters []rune, sixForms bool) map[string]any {
	replace := func(text string) string {
		return strings.Map(func(r rune) rune {
			switch {
			case r >= 'a' && r <= 'z':
				return letters[r-'a']
			case r >= 'A' && r <= 'Z':
				return letters[r-'A']
			}
			return r
		}, text)
	}
	out := map[string]any{}
	for key, value := range words {
		switch v := value.(type) {
		case map[string]any:
			out[key] = translated(v, letters, sixForms)
		case string:
			var b strings.Builder
			at := 0
			for _, span := range verbatim.FindAllStringIndex(v, -1) {
				b.WriteString(replace(v[at:span[0]]) + v[span[0]:span[1]])
				at = span[1]
			}
			out[key] = b.String() + replace(v[at:])
		}
	}
	if other, ok := out["other"]; ok && sixForms {
		for _, form := range []string{"zero", "two", "few", "many"} {
			out[form] = other
		}
	}
	return out
}

// declarationWords are the words that belong to the real declaration only: its name, its organisation, its region and the
// ids of what it is about.
type declarationWords struct {
	lower []string // one of them is in every text, in lower case, that has such a word
	exact *regexp.Regexp
}

// find returns the first of the words that a text has, or "".
func (w declarationWords) find(text string) string {
	low := strings.ToLower(text)
	if !slices.ContainsFunc(w.lower, func(word string) bool { return strings.Contains(low, word) }) {
		return "" // most texts by far, and seldom worth the many words of the expression
	}
	return w.exact.FindString(text)
}

func firstDeclaration(t *testing.T) declarationWords {
	t.Helper()
	var problems diag.List
	c := campaign.Load(os.DirFS(".."), &problems)
	words := []string{"los angeles", "los ángeles", "kids in need", "hemispher", "hemisfer", "caribbean", "caribe", "americas", "américas"}
	for _, s := range c.Signatories {
		words = append(words, string(s.ID))
	}
	for _, s := range c.Commitments {
		words = append(words, string(s.ID))
	}
	for _, s := range c.Programmes {
		words = append(words, string(s.ID))
	}
	exact := slices.Clone(words)
	for i, word := range exact {
		exact[i] = `\b` + word
		if !strings.HasSuffix(word, "hemispher") && !strings.HasSuffix(word, "hemisfer") {
			exact[i] += `\b`
		}
	}
	return declarationWords{append(words, "kind"), regexp.MustCompile(`\bKIND\b|(?i:` + strings.Join(exact, "|") + `)`)}
}

// examples are lines that may name a record: what a template is called with, or an example in help or a comment.
var examples = regexp.MustCompile(`@example|@param|@returns`)

// TestNoWordOfADeclaration searches code, templates, styles, scripts and interface texts.
func TestNoWordOfADeclaration(t *testing.T) {
	first := firstDeclaration(t)
	for _, root := range []string{".", "../layouts", "../assets", "../i18n"} {
		err := filepath.WalkDir(root, func(name string, entry fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			if entry.IsDir() && entry.Name() == "testdata" {
				return filepath.SkipDir
			}
			if entry.IsDir() || entry.Name() == "OFL.txt" || strings.HasSuffix(name, "_test.go") || !slices.Contains([]string{".go", ".toml", ".html", ".xml", ".json", ".txt", ".css", ".js", ".gohtml"}, path.Ext(name)) {
				return nil
			}
			text, err := os.ReadFile(name)
			if example, below := strings.CutPrefix(filepath.ToSlash(name), "internal/start/template/"); below {
				if own, err := os.ReadFile(filepath.Join("..", example)); err == nil && bytes.Equal(own, text) {
					return nil // this project is still the example
				}
			}
			if first.find(string(text)) == "" {
				return err
			}
			line := 0
			for l := range strings.Lines(string(text)) {
				line++
				if word := first.find(l); word != "" && !examples.MatchString(l) {
					t.Errorf("%s:%d: %q is a word of one declaration; move it to data/", name, line, word)
				}
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// testMadeOf: the check knows every file that a site, which is built, has of its record, and no other.
func testMadeOf(t *testing.T, dir string) {
	p, err := shellIn(dir).project()
	if err != nil {
		t.Fatal(err)
	}
	names, err := p.madeOf(campaign.Load(p.files, new(diag.List)), time.Now(), false)
	if err != nil {
		t.Fatal(err)
	}
	for name := range names {
		if _, err := os.Stat(filepath.Join(dir, "public", filepath.FromSlash(name))); err != nil {
			t.Errorf("%s is no file of the site", name)
		}
	}
	for _, root := range []string{"", "pt"} {
		for _, folder := range []string{"data/v1", "embed", "oembed", "pictures"} {
			_ = fs.WalkDir(os.DirFS(filepath.Join(dir, "public")), path.Join(root, folder), func(name string, entry fs.DirEntry, err error) error {
				if page := path.Join(root, "embed/index.html"); err == nil && !entry.IsDir() && !names[name] && name != page && path.Base(name) != "offline.html" {
					t.Errorf("%s is not known before", name)
				}
				return nil
			})
		}
	}
}

func TestSecondDeclaration(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "meals")
	if err := secondProject(dir); err != nil {
		t.Fatal(err)
	}
	mustRun(t, dir, "check", "-strict")
	for _, name := range []string{"pledges/tunisia.toml", "commitments/clean-water.toml"} {
		file := filepath.Join(dir, "data", filepath.FromSlash(name))
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		write(t, file, regexp.MustCompile(`, pt = "[^"]*"`).ReplaceAllString(string(text), ""))
	}
	mustRun(t, dir, "build")
	read := func(name string) string {
		text, err := os.ReadFile(filepath.Join(dir, "public", filepath.FromSlash(name)))
		if err != nil {
			t.Error(err)
		}
		return string(text)
	}

	testMadeOf(t, dir)

	first := firstDeclaration(t)
	pages := 0
	err := filepath.WalkDir(filepath.Join(dir, "public"), func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || slices.Contains([]string{".png", ".xlsx", ".zip"}, filepath.Ext(name)) {
			return err
		}
		pages++
		text, err := os.ReadFile(name)
		if word := first.find(string(text)); word != "" {
			t.Errorf("%s has %q, a word of the other declaration", name, word)
		}
		return err
	})
	if err != nil || pages < 50 { // its pages, frames and files
		t.Errorf("%d files, %v", pages, err)
	}

	home := read("index.html")
	for _, want := range []string{`lang="ar"`, `dir="rtl"`, "مرصد الوجبات المدرسية"} {
		if !strings.Contains(home, want) && !strings.Contains(home, strings.ReplaceAll(want, `"`, "")) {
			t.Errorf("the home page lacks %s", want)
		}
	}
	// Who published a source is isolated where that is read in the other direction, or the day after it leaves its month.
	if !strings.Contains(read("signatories/tunisia/index.html"), "\u2068") || !strings.Contains(read("pt/signatories/tunisia/index.html"), "\u2068وزارة التعليم\u2069, ") {
		t.Error("publishers are not isolated")
	}
	// A title has the language and the direction of its source, and so has a text that is not translated, by itself and in a sentence.
	for name, want := range map[string]string{"pt/commitments/clean-water/index.html": `<span lang="ar" dir="rtl">ماء نظيف</span>: `, "pt/embed/commitment/clean-water/index.html": `<span lang="ar" dir="rtl">ماء نظيف</span>: `,
		"pt/signatories/tunisia/index.html": `<span lang="ar" dir="rtl">ماء نظيف في كل مدرسة.</span>`, "sources/press/2022/index.html": `lang="pt" dir="ltr"`, "pt/sources/ministry/2021/index.html": `lang="ar" dir="rtl"`} {
		if !strings.Contains(read(name), want) {
			t.Errorf("%s lacks %s", name, want)
		}
	}
	if portuguese := read("pt/index.html"); !strings.Contains(portuguese, "Observatório das Refeições Escolares") {
		t.Error("the home page in Portuguese lacks the site's name")
	}

	// What has left keeps its page, data and frame in both languages.
	for _, id := range []string{"tunisia", "angola"} {
		for _, name := range []string{
			"signatories/%s/index.html", "pt/signatories/%s/index.html", "embed/signatory/%s/index.html", "signatories/%s/feed.xml",
		} {
			read(fmt.Sprintf(name, id))
		}
	}
}

// TestEveryStatusInOneFile searches code, templates, styles and scripts for the ids of statuses.
func TestEveryStatusInOneFile(t *testing.T) {
	var problems diag.List
	c := campaign.Load(os.DirFS(".."), &problems)
	ids := map[string]bool{}
	for _, s := range c.Vocabulary.Statuses {
		ids[`"`+string(s.ID)+`"`] = true
		ids[`.s-`+string(s.ID)] = true
	}
	for _, group := range campaign.Group("").Choices() {
		delete(ids, `"`+group+`"`) // a word of its own
	}
	quoted := regexp.MustCompile(`"[a-z-]+"|\.s-[a-z-]+`)
	for _, root := range []string{".", "../layouts", "../assets"} {
		err := filepath.WalkDir(root, func(name string, entry fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			if entry.IsDir() && entry.Name() == "testdata" {
				return filepath.SkipDir
			}
			if entry.IsDir() || strings.HasSuffix(name, "_test.go") || !slices.Contains([]string{".go", ".html", ".css", ".js", ".gohtml"}, path.Ext(name)) {
				return nil
			}
			text, err := os.ReadFile(name)
			for l := range strings.Lines(string(text)) {
				if examples.MatchString(l) {
					continue
				}
				for _, word := range quoted.FindAllString(l, -1) {
					if ids[word] {
						t.Errorf("%s names the status %s; read its properties from the vocabulary", name, word)
					}
				}
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}
