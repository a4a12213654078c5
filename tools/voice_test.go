package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"
	"golang.org/x/net/html"

	"declarationwatch/tools/internal/locale"
	"declarationwatch/tools/internal/published"
)

// voice is what the interface does not say in a language: words of the data's inside, and words that mean something else here.
type voice struct {
	prose   *regexp.Regexp // wrong wherever we write
	labels  *regexp.Regexp // wrong in the interface too, where nobody holds a meeting and no border has a port of entry
	allowed *regexp.Regexp // what the two find and is right
	wrong   []string       // found by the two
	right   []string       // found by none
}

// voices has a list for each language that somebody wrote one for; other languages are not tested.
var voices = map[string]voice{
	"en": {
		prose:   regexp.MustCompile(`(?i)\b(on|the|this|that|our) records?\b|\brecord edited\b|\bcells?\b|\byardsticks?\b|\bwhat became of\b`),
		labels:  regexp.MustCompile(`(?i)\b(records?|entry|entries|stands?|holds?|promises?|promised)\b|\b(a|an|the|each|every|its|this|one|no|other|status) signs?\b`),
		allowed: regexp.MustCompile(`(?i)\b(ports?|points?) of entry\b`),
		wrong: []string{"record edited: 4 May", "The latest entry on record", "One row a cell", "The sign that stands for it", "The record holds something",
			"What the Declaration promises", "Domestic yardstick", "Policies, and what became of each"},
		right: []string{"Last edited: 4 May", "The prime minister did not sign", "Appointments at ports of entry", "What is held back", "We looked, and found nothing"},
	},
	"es": {
		prose:   regexp.MustCompile(`(?i)\b(el|del|este|nuestro|con) registro\b|\bregistro editado\b|\bcasillas?\b|\bceldas?\b|\bvaras?\b|\btrata de la niñez\b|\bniñez sola\b`),
		labels:  regexp.MustCompile(`(?i)\b(registros?|entradas?|signos?|truncad[oa]s?)\b`),
		allowed: regexp.MustCompile(`(?i)\bregistro (federal|civil)\b|\bpu(ert|est)os? de entrada\b`),
		wrong: []string{"registro editado: 4 de mayo", "la entrada más reciente", "Una fila por casilla", "Compromisos con registro", "Trata de la niñez",
			"Truncado por otro", "Vara para medir", "la niñez sola"},
		right: []string{"Última edición: 4 de mayo", "un aviso en el Registro Federal", "en los puertos de entrada", "la trata de personas", "Sobre la niñez"},
	},
}

// find returns the first word in a text that is not to be said there; "" for none.
func (v voice) find(text string, interfaceText bool) string {
	text = v.allowed.ReplaceAllString(unspoken.ReplaceAllString(text, ""), "")
	if found := v.prose.FindString(text); found != "" || !interfaceText {
		return found
	}
	return v.labels.FindString(text)
}

// unspoken is what a text contains and nobody reads: addresses, and the names of what is filled in.
var unspoken = regexp.MustCompile(`https?://\S+|\{\{.*?\}\}|\{\w+\}`)

// spoken returns the languages of the real project that have a list.
func spoken(t *testing.T, languages locale.Languages) (out []string) {
	t.Helper()
	for _, code := range languages.All {
		if _, listed := voices[code]; listed {
			out = append(out, code)
		}
	}
	if len(out) == 0 {
		t.Error("no language of the project has a list: the test proves nothing")
	}
	return out
}

// TestVoices tries the lists themselves.
func TestVoices(t *testing.T) {
	for code, v := range voices {
		for _, text := range v.wrong {
			if v.find(text, true) == "" {
				t.Errorf("%s: nothing is found in %q", code, text)
			}
		}
		for _, text := range v.right {
			if found := v.find(text, true); found != "" {
				t.Errorf("%s: %q is found in %q", code, found, text)
			}
		}
	}
}

// ownTexts are the files whose texts by language are the interface's; those of other files of data/ say what happened.
var ownTexts = []string{
	"data/vocabulary.toml", "data/campaign.toml", "data/declaration.toml", "data/asks.toml", "data/standards.toml", "data/commitments/*.toml",
	"data/action_packages.toml",
}

// texts calls f with each text of a TOML file in a language.
func texts(t *testing.T, file, language string, f func(text string)) {
	t.Helper()
	var tree map[string]any
	if _, err := toml.DecodeFile(file, &tree); err != nil {
		t.Fatal(err)
	}
	var walk func(key string, node any)
	walk = func(key string, node any) {
		switch v := node.(type) {
		case map[string]any:
			for key, value := range v {
				walk(key, value)
			}
		case []map[string]any:
			for _, value := range v {
				walk(key, value)
			}
		case []any:
			for _, value := range v {
				walk(key, value)
			}
		case string:
			if key == language {
				f(v)
			}
		}
	}
	walk("", tree)
}

// TestInterfaceWords: neither i18n/, nor the statuses, the campaign's words and the dictionary of the published data say a word that readers
// should not meet.
func TestInterfaceWords(t *testing.T) {
	dir := realProject(t)
	languages, err := locale.ReadLanguages(os.DirFS(dir))
	if err != nil {
		t.Fatal(err)
	}
	for _, code := range spoken(t, languages) {
		for key, text := range readWords(t, filepath.Join(dir, "i18n", code+".toml")) {
			if strings.HasPrefix(key, "prose.") { // what the check looks for in texts, which no page shows
				continue
			}
			if found := voices[code].find(text, true); found != "" {
				t.Errorf("i18n/%s.toml: %s says %q: %s", code, key, found, text)
			}
		}
		files := []string{filepath.Join("internal", "published", "dictionary.toml")}
		for _, pattern := range ownTexts {
			found, err := filepath.Glob(filepath.Join(dir, pattern))
			if err != nil {
				t.Fatal(err)
			}
			files = append(files, found...)
		}
		n := 0
		for _, file := range files {
			texts(t, file, code, func(text string) {
				n++
				if found := voices[code].find(text, true); found != "" {
					t.Errorf("%s says %q in %s: %s", filepath.Base(file), found, code, text)
				}
			})
		}
		if n == 0 {
			t.Errorf("no text of data/ is in %s: the test proves nothing", code)
		}
	}
}

// TestPagesUseOurWords looks for the same words in every page of the built site. What a page quotes, the titles of sources and what
// data/ says about what happened are left out; accounts of statements and analysis are prose, where a court may hold and a record be broken.
func TestPagesUseOurWords(t *testing.T) {
	t.Parallel()
	site := realSite(t)
	for _, code := range spoken(t, site.languages) {
		v, facts, pages := voices[code], factsWith(t, code), 0
		clean := map[bool]map[string]bool{true: {}, false: {}} // by whether it is prose: pages repeat most texts
		for _, page := range site.pages {
			language, below := site.languages.Split(page)
			if language != code || scripted(page) {
				continue
			}
			pages++
			tree, err := html.Parse(strings.NewReader(site.files[filepath.ToSlash(file(page))]))
			if err != nil {
				t.Fatal(err)
			}
			section, name, _ := strings.Cut(below, "/")
			prose := name != "" && slices.Contains([]string{"statements", "analysis"}, section)
			seen := map[string]bool{}
			readers(tree, code, func(text string) {
				whole := text
				if clean[prose][whole] {
					return
				}
				if v.find(text, !prose) == "" {
					clean[prose][whole] = true
					return
				}
				for _, fact := range facts {
					if strings.Contains(fact, text) { // a sentence of it
						clean[prose][whole] = true
						return
					}
					text = strings.ReplaceAll(text, fact, "")
				}
				found := v.find(text, !prose)
				clean[prose][whole] = found == ""
				if found != "" && !seen[text] {
					seen[text] = true
					t.Errorf("/%s says %q: %s", page, found, text)
				}
			})
		}
		if pages == 0 {
			t.Errorf("the site has no page in %s: the test proves nothing", code)
		}
	}
}

// factsWith returns the texts of data/ about what happened, and titles of sources, in which a word of the list is found. The longest come first.
func factsWith(t *testing.T, language string) (out []string) {
	t.Helper()
	dir := realProject(t)
	own := func(file string) bool {
		return slices.ContainsFunc(ownTexts, func(pattern string) bool {
			match, err := filepath.Match(filepath.Join(dir, pattern), file)
			return err == nil && match
		})
	}
	err := filepath.WalkDir(filepath.Join(dir, "data"), func(file string, _ fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(file) != ".toml" || own(file) {
			return err
		}
		for _, key := range []string{language, "title", "publisher"} { // titles and publishers of sources are not translated
			texts(t, file, key, func(text string) {
				if text = oneLine(text); voices[language].find(text, true) != "" {
					out = append(out, text, published.FirstSentence(text))
				}
			})
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.SortFunc(out, func(a, b string) int { return len(b) - len(a) })
	return slices.Compact(out)
}

// oneLine returns a text with one plain space between words.
func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// readers calls f with each text of a page that a reader sees or hears, but for quotations, code and what is in another language.
func readers(node *html.Node, language string, f func(text string)) {
	if node.Type == html.TextNode {
		f(oneLine(node.Data))
	}
	if node.Type == html.ElementNode {
		switch node.Data {
		case "script", "style", "blockquote", "q", "cite", "code", "pre":
			return
		case "meta":
			if name := attribute(node, "name") + attribute(node, "property"); strings.HasSuffix(name, "description") || strings.HasSuffix(name, "title") {
				f(oneLine(attribute(node, "content")))
			}
		}
		if lang := attribute(node, "lang"); lang != "" && lang != language {
			return
		}
		for _, key := range []string{"alt", "aria-label", "title"} {
			f(oneLine(attribute(node, key)))
		}
	}
	for child := range node.ChildNodes() {
		readers(child, language, f)
	}
}
