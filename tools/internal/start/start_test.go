package start

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
)

// project is as little as a project can be.
var project = fstest.MapFS{
	"config.toml": {Data: []byte(`baseURL = "https://old.example/"
locale = "en"
defaultContentLanguage = "en"
[params]
  tag = "tag:old.example,2026:"
[params.contact]
  address = "mailto:old@old.example"
[languages.en]
  label = "English"
  locale = "en"
  weight = 1
[languages.en.outputs]
  home = ["html", "security"]
[languages.es]
  label = "Español"
  locale = "es"
  weight = 2
`)},
	"i18n/en.toml":                        {Data: []byte("word = \"word\"\n[texts]\none = \"{{ .Count }} text\"\nother = \"{{ .Count }} texts\"\n")},
	"i18n/es.toml":                        {Data: []byte("word = \"palabra\"\n")},
	"data/vocabulary.toml":                {Data: []byte("# Statuses.\n[[status]]\nlabel = { en = \"Kept\", es = \"Cumplido\" }\n")},
	"content/handbook/write.md":           {Data: []byte("+++\ntitle = \"Write\"\n+++\nEnglish\n")},
	"content/handbook/write.es.md":        {Data: []byte("Español\n")},
	"content/statements/old.md":           {Data: []byte("ours\n")},
	"content/commitments/_content.gotmpl": {Data: []byte("{{ . }}\n")},
	".ci/run":                             {Data: []byte("#!/bin/sh\n"), Mode: 0o755},
	".ci/node_modules/x/x.js":             {Data: []byte("x\n")},
	"static/v/2026.01/manifest.json":      {Data: []byte("{}\n")},
}

func write(t *testing.T, languages ...string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "new")
	if err := Write(project, dir, Options{Name: "new", Languages: languages, Year: 2027}); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestLanguages(t *testing.T) {
	tests := []struct {
		name  string
		langs []string
		file  string
		want  []string
	}{
		{"another source", []string{"es", "en"}, "config.toml", []string{`defaultContentLanguage = "es"`, `home = ["html", "security"]`, "[languages.en]"}},
		{"one is left out", []string{"es"}, "content/method.md", []string{`title = "Método"`}},
		{"and its texts", []string{"es"}, "data/vocabulary.toml", []string{`label = { es = "Cumplido" }`, "# Statuses."}},
		{"the other order", []string{"es", "en"}, "content/method.en.md", []string{`title = "Method"`}},
		{"the handbook follows", []string{"es", "en"}, "content/handbook/write.md", []string{"Español"}},
		{"and is marked where it is not translated", []string{"fr", "es"}, "content/handbook/write.md", []string{`title = "fr: Write"`, "English"}},
		{"in each language", []string{"es", "fr"}, "content/handbook/write.fr.md", []string{`title = "fr: Write"`, "English"}},
		{"an unknown one is marked", []string{"fr"}, "content/method.md", []string{`title = "fr: Method"`}},
		{"in the data", []string{"fr"}, "data/vocabulary.toml", []string{`label = { fr = "fr: Kept" }`}},
		{"and in the words", []string{"fr"}, "i18n/fr.toml", []string{"# To be translated into French.", `word = "word"`}},
		{"with the plural forms of the language", []string{"ar"}, "i18n/ar.toml", []string{"other = \"{{ .Count }} texts\"\nzero = \"{{ .Count }} texts\"\ntwo = \"{{ .Count }} texts\"\nfew = ", "\nmany = "}},
		{"without a name of its own", []string{"gn"}, "config.toml", []string{`label = "Guarani"`}},
		{"from right to left", []string{"he"}, "config.toml", []string{`direction = "rtl"`}},
		{"addresses", []string{"en"}, "config.toml", []string{"https://new.example/", "tag:new.example,2027:", "mailto:corrections@new.example"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			text, err := os.ReadFile(filepath.Join(write(t, tt.langs...), filepath.FromSlash(tt.file)))
			if err != nil {
				t.Fatal(err)
			}
			for _, want := range tt.want {
				if !strings.Contains(string(text), want) {
					t.Errorf("%s lacks %q:\n%s", tt.file, want, text)
				}
			}
		})
	}
}

func TestOnlyWhatIsShared(t *testing.T) {
	dir := write(t, "en")
	for _, gone := range []string{"content/statements/old.md", ".ci/node_modules", "static/v", "i18n/es.toml", "content/method.es.md", "content/handbook/write.es.md"} {
		if _, err := os.Stat(filepath.Join(dir, filepath.FromSlash(gone))); err == nil {
			t.Errorf("%s is there", gone)
		}
	}
	info, err := os.Stat(filepath.Join(dir, ".ci", "run"))
	if err != nil || info.Mode().Perm()&0o100 == 0 {
		t.Errorf(".ci/run cannot be run: %v, %v", info, err)
	}
	if _, err := os.Stat(filepath.Join(dir, "content", "commitments", "_content.gotmpl")); err != nil {
		t.Error(err)
	}
}

func TestNothingIsOverwritten(t *testing.T) {
	dir := t.TempDir()
	kept := filepath.Join(dir, "kept.txt")
	if err := os.WriteFile(kept, []byte("mine"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := Write(project, dir, Options{Name: "new", Languages: []string{"en"}}); err == nil {
		t.Error("a folder with a file was taken")
	}
	if text, _ := os.ReadFile(kept); string(text) != "mine" {
		t.Errorf("the file is %q", text)
	}
	// What fails leaves nothing behind.
	broken := fstest.MapFS{"config.toml": project["config.toml"]}
	parent := t.TempDir()
	if err := Write(broken, filepath.Join(parent, "new"), Options{Name: "new", Languages: []string{"en"}}); err == nil {
		t.Error("a project without words was taken")
	}
	if left, _ := fs.Glob(os.DirFS(parent), "*"); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}
