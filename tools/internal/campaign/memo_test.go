package campaign_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/diag"
	"declarationwatch/tools/internal/source"
)

// TestMemo reads what has changed again, and nothing else.
func TestMemo(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) {
		t.Helper()
		file := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("config.toml", "[languages.en]\n")
	write("content/a.md", "+++\ntitle = \"A\"\ndescription = \"A.\"\n+++\nOne.\n")
	write("content/b.md", "+++\ntitle = \"B\"\ndescription = \"B.\"\n+++\nTwo.\n")
	files, err := source.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer files.Close()
	memo := campaign.Memo{}
	load := func() []campaign.Page { return memo.Load(files, &diag.List{}).Pages }

	before := load()
	write("content/a.md", "+++\ntitle = \"A\"\ndescription = \"A.\"\n+++\nOther words.\n")
	files.Forget([]string{"content/a.md"}, false)
	after := load()
	if string(after[0].Doc.Body()) != "Other words.\n" || after[1].Doc != before[1].Doc {
		t.Errorf("got %q and, read again, %v", after[0].Doc.Body(), after[1].Doc != before[1].Doc)
	}
	if after[0].WithoutWords() != before[0].WithoutWords() {
		t.Error("other words are more than other words")
	}
	head := "+++\ntitle = \"A\"\ndescription = \"A.\"\n+++\n"
	for _, text := range []string{
		strings.Replace(head, "A.", "Z.", 1) + "Other words.\n", head + "Other words {{< evidence \"text\" >}}.\n", head + "Other {{< count >}} words\n",
		head + "![Other words](sign.svg)\n", head + "Other ![ words.\n", head + "Other words[^1]\n\n[^1]: A note.", head + "Other\n\n> words\n", head + "Other <b>words</b>\n",
	} {
		write("content/a.md", text)
		files.Forget([]string{"content/a.md"}, false)
		if load()[0].WithoutWords() == before[0].WithoutWords() {
			t.Errorf("other pages show what differs in\n%s", text)
		}
	}

	for _, file := range []string{"content/texts/_index.md", "content/texts/b/index.md", "content/texts/c.md"} {
		write(file, head)
	}
	files.Forget(nil, true)
	for _, p := range load() {
		if want := p.Doc.File == "content/texts/c.md"; p.WordsOnlyHere() != want {
			t.Errorf("words of %s only there: %v, want %v", p.Doc.File, !want, want)
		}
	}
	if err := os.RemoveAll(filepath.Join(dir, "content/texts")); err != nil {
		t.Fatal(err)
	}

	write("content/c.md", "+++\ntitle = \"C\"\ndescription = \"C.\"\n+++\nThree.\n")
	if files.Forget([]string{"content/c.md"}, true); len(load()) != 3 {
		t.Error("a new page is not read")
	}
	if err := os.Remove(filepath.Join(dir, "content/b.md")); err != nil {
		t.Fatal(err)
	}
	if files.Forget(nil, true); len(load()) != 2 {
		t.Error("a page that is gone is there")
	}
}
