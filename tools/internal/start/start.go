// Package start writes a project for another declaration: the generator of this one, with an example record in place of its
// own, in the languages that are asked for. It is separate because nothing that builds a site needs it.
package start

import (
	"cmp"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"declarationwatch/tools/internal/edit"
	"declarationwatch/tools/internal/locale"
	"declarationwatch/tools/internal/words"
)

// template is the example: a complete record and its pages, which the check accepts as they are.
//
//go:embed all:template
var template embed.FS

// Example is the id of the example's declaration.
const Example = "example-declaration"

// written is the languages that the example is written in, the first of which replaces any other.
var written = []string{"en", "es"}

// generator is what another declaration shares with this one: everything but the record, the pages and config.toml.
var generator = []string{
	"tools", "layouts", "assets", "archetypes", "static", ".ci", ".github", ".editorconfig", ".gitattributes", ".gitignore", "LICENSE",
	"netlify.toml", "go.mod", "go.sum", "data/README.md",
}

// notShared is what lies in those folders and is not the generator's: what npm installs, and the releases of this record.
var notShared = []string{".ci/node_modules", "static/v"}

// pageMakers are the files that make pages from data; they name no record.
var pageMakers = []string{"content/_content.gotmpl", "content/*/_content.gotmpl"}

// Options says what to write.
type Options struct {
	Name      string   // of the host in example addresses, such as "meals" in https://meals.example/
	Languages []string // BCP 47, as config.toml and i18n/ name them; the source language first
	Year      int      // in the tag of feeds: the year in which the name was owned (RFC 4151)
}

// Write writes the project to a folder that does not exist yet or is empty. It appears complete or not at all.
// The texts of a language that the example is not written in are in English, to be translated.
func Write(project fs.FS, to string, o Options) (err error) {
	if entries, err := os.ReadDir(to); err == nil && len(entries) > 0 {
		return fmt.Errorf("%s is not empty; name a new folder", to)
	} else if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	own, err := locale.ReadLanguages(project)
	if err != nil {
		return err
	}
	out := site{project: project, own: own, Options: o, files: map[string]file{}}
	for _, step := range []func() error{out.share, out.handbook, out.words, out.config, out.record, out.pages} {
		if err := step(); err != nil {
			return err
		}
	}
	temp, err := os.MkdirTemp(filepath.Dir(to), ".init-*")
	if err != nil {
		return err
	}
	defer os.RemoveAll(temp)
	for _, name := range slices.Sorted(maps.Keys(out.files)) {
		target := filepath.Join(temp, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(target), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(target, out.files[name].text, out.files[name].mode); err != nil {
			return err
		}
	}
	if err := os.Chmod(temp, 0o755); err != nil { // what makes temporary folders lets nobody else in
		return err
	}
	if err := os.Remove(to); err != nil && !errors.Is(err, fs.ErrNotExist) { // Windows renames to nothing that is there
		return err
	}
	return os.Rename(temp, to)
}

// site is the files of the new project by name.
type site struct {
	project fs.FS
	own     locale.Languages // of the project that this is made from
	Options
	files map[string]file
}

type file struct {
	text []byte
	mode fs.FileMode
}

func (s *site) put(name string, text []byte) { s.files[name] = file{text, 0o644} }

// share takes over the generator.
func (s *site) share() error {
	roots := slices.Clone(generator)
	for _, pattern := range pageMakers {
		names, err := fs.Glob(s.project, pattern)
		if err != nil {
			return err
		}
		roots = append(roots, names...)
	}
	for _, root := range roots {
		err := fs.WalkDir(s.project, root, func(name string, entry fs.DirEntry, err error) error {
			switch {
			case name == root && errors.Is(err, fs.ErrNotExist):
				return nil
			case err != nil:
				return err
			case slices.Contains(notShared, name):
				if entry.IsDir() {
					return fs.SkipDir
				}
				return nil
			case !entry.Type().IsRegular():
				return nil
			}
			info, err := entry.Info()
			if err != nil {
				return err
			}
			text, err := fs.ReadFile(s.project, name)
			s.files[name] = file{text, info.Mode().Perm()}
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// handbook takes over the pages for staff in the languages of the new project; those of the source language of this project, marked, in
// one that it does not have.
func (s *site) handbook() error {
	names, err := fs.Glob(s.project, "content/handbook/*.md")
	if err != nil {
		return err
	}
	for _, name := range names {
		bare, in := s.split(name, s.own)
		text, err := fs.ReadFile(s.project, name)
		if err != nil {
			return err
		}
		s.putPage(bare, in, text, s.own)
	}
	return nil
}

// putPage writes a page in its language, and one in the source language marked in each language of the new project that none is written in.
func (s *site) putPage(bare, in string, text []byte, written locale.Languages) {
	for _, l := range s.Languages {
		switch {
		case l == in:
			s.put(s.named(bare, l), text)
		case in == written.Source && !slices.Contains(written.All, l):
			s.put(s.named(bare, l), marked(text, l))
		}
	}
}

// split returns a page's name without its language, and the language.
func (s *site) split(name string, of locale.Languages) (bare, language string) {
	bare = strings.TrimSuffix(name, ".md")
	for _, l := range of.All {
		if before, ok := strings.CutSuffix(bare, "."+l); ok {
			return before, l
		}
	}
	return bare, of.Source
}

// named returns the name of a page in a language of the new project.
func (s *site) named(bare, language string) string {
	if language == s.Languages[0] {
		return bare + ".md"
	}
	return bare + "." + language + ".md"
}

// words takes over the interface's texts of each language; those of the source language of this project where it has none.
func (s *site) words() error {
	for _, l := range s.Languages {
		text, err := fs.ReadFile(s.project, "i18n/"+l+".toml")
		if errors.Is(err, fs.ErrNotExist) {
			text, err = fs.ReadFile(s.project, "i18n/"+s.own.Source+".toml")
			text = []byte(withForms(string(text), l))
			text = append([]byte("# To be translated into "+display.English.Languages().Name(language.Make(l))+".\n\n"), text...)
		}
		if err != nil {
			return err
		}
		s.put("i18n/"+l+".toml", text)
	}
	return nil
}

var lastForm = regexp.MustCompile(`(?m)^other = (.*)$`)

// withForms gives texts with plural forms those that a language has besides, in the words of the last, to be translated.
func withForms(text, language string) string {
	return lastForm.ReplaceAllStringFunc(text, func(line string) string {
		_, other, _ := strings.Cut(line, " = ")
		for _, form := range words.Forms(language) {
			if form.Name != "one" && form.Name != "other" {
				line += "\n" + form.Name + " = " + other
			}
		}
		return line
	})
}

// config takes over config.toml with other addresses and languages.
func (s *site) config() error {
	raw, err := fs.ReadFile(s.project, "config.toml")
	if err != nil {
		return err
	}
	t, err := edit.Parse("config.toml", raw)
	if err != nil {
		return err
	}
	host := s.Name + ".example" // reserved (RFC 2606): the check asks for the real one before the site goes out
	source := s.Languages[0]
	files := t.Value("languages", s.own.Source, "outputs", "home")
	var set []func() error
	change := func(value any, at ...any) { set = append(set, func() error { return t.Set(value, at...) }) }
	change("https://"+host+"/", "baseURL")
	change(fmt.Sprintf("tag:%s,%d:", host, s.Year), "params", "tag")
	change("mailto:corrections@"+host, "params", "contact", "address")
	change(source, "locale")
	change(source, "defaultContentLanguage")
	for i, l := range s.Languages {
		if !slices.Contains(s.own.All, l) {
			change(cmp.Or(display.Self.Name(language.Make(l)), display.English.Languages().Name(language.Make(l)), l), "languages", l, "label")
			change(l, "languages", l, "locale")
			if rightToLeft(l) {
				change("rtl", "languages", l, "direction")
			}
		}
		change(int64(i+1), "languages", l, "weight")
	}
	if s.own.Source != source && files != nil {
		change(files, "languages", source, "outputs", "home")
	}
	for _, l := range s.own.All {
		if !slices.Contains(s.Languages, l) {
			set = append(set, func() error { return t.Remove("languages", l) })
		}
	}
	if s.own.Source != source && slices.Contains(s.Languages, s.own.Source) && files != nil {
		set = append(set, func() error { return t.Remove("languages", s.own.Source, "outputs") })
	}
	for _, step := range set {
		if err := step(); err != nil {
			return fmt.Errorf("config.toml: %w", err)
		}
	}
	s.put("config.toml", t.Bytes())
	return nil
}

// rightToLeft reports whether a language is usually written from right to left: its script says so (ISO 15924).
func rightToLeft(tag string) bool {
	script, _ := language.Make(tag).Script()
	return slices.Contains([]string{"Arab", "Hebr", "Syrc", "Thaa", "Nkoo", "Adlm", "Rohg"}, script.String())
}

// record writes the example record, with the statuses of this project.
func (s *site) record() error {
	vocabulary, err := fs.ReadFile(s.project, "data/vocabulary.toml")
	if err != nil {
		return err
	}
	if vocabulary, err = s.translate("data/vocabulary.toml", vocabulary, s.own.All); err != nil {
		return err
	}
	s.put("data/vocabulary.toml", vocabulary)
	return s.example("data", func(name string, text []byte) error {
		text, err := s.translate(name, text, written)
		s.put(name, text)
		return err
	})
}

// pages writes the example's pages and its README.md.
func (s *site) pages() error {
	example := locale.Languages{Source: written[0], All: written}
	return errors.Join(
		s.example("README.md", func(name string, text []byte) error { s.put(name, text); return nil }),
		s.example("content", func(name string, text []byte) error {
			bare, in := s.split(name, example)
			s.putPage(bare, in, text, example)
			return nil
		}))
}

// head matches the title and description of a page.
var head = regexp.MustCompile(`(?m)^(title|description) = "`)

// marked marks a page as not translated yet: two languages may not have the same title.
func marked(text []byte, language string) []byte {
	return head.ReplaceAll(text, []byte(`${0}`+language+": "))
}

// example passes each file of the example below a root to a function, by its name in a project.
func (s *site) example(root string, each func(name string, text []byte) error) error {
	return fs.WalkDir(template, path.Join("template", root), func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := template.ReadFile(name)
		if err != nil {
			return err
		}
		return each(strings.TrimPrefix(name, "template/"), text)
	})
}

// translate gives each text of a TOML file the languages of the new project. One that it does not have in a language
// is what it is in the first of its own, marked.
func (s *site) translate(name string, raw []byte, of []string) ([]byte, error) {
	if slices.Equal(of, s.Languages) {
		return raw, nil
	}
	t, err := edit.Parse(name, raw)
	if err != nil {
		return nil, err
	}
	var set func(value any, at []any) error
	set = func(value any, at []any) error {
		switch v := value.(type) {
		case map[string]any:
			if texts, ok := byLanguage(v, of); ok {
				return t.Set(s.inline(texts, of), at...)
			}
			for _, key := range slices.Sorted(maps.Keys(v)) {
				if err := set(v[key], append(slices.Clone(at), key)); err != nil {
					return err
				}
			}
		case []map[string]any:
			for i := range v {
				if err := set(v[i], append(slices.Clone(at), i)); err != nil {
					return err
				}
			}
		case []any:
			for i := range v {
				if err := set(v[i], append(slices.Clone(at), i)); err != nil {
					return err
				}
			}
		}
		return nil
	}
	if err := set(t.Value(), nil); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return t.Bytes(), nil
}

// byLanguage returns a table as texts by language, if that is what it is.
func byLanguage(table map[string]any, of []string) (map[string]string, bool) {
	texts := map[string]string{}
	for key, value := range table {
		text, ok := value.(string)
		if !ok || !slices.Contains(of, key) {
			return nil, false
		}
		texts[key] = text
	}
	return texts, len(texts) > 0
}

// inline writes a text in the languages of the new project.
func (s *site) inline(texts map[string]string, of []string) edit.Raw {
	var all []string
	for _, l := range s.Languages {
		text, ok := texts[l]
		if !ok {
			text = l + ": " + texts[of[slices.IndexFunc(of, func(other string) bool { return texts[other] != "" })]]
		}
		all = append(all, l+" = "+edit.Quoted(text))
	}
	return edit.Raw("{ " + strings.Join(all, ", ") + " }")
}
