package canonical_test

import (
	"io/fs"
	"math/rand/v2"
	"os"
	"path"
	"slices"
	"strings"
	"testing"

	"declarationwatch/tools/internal/canonical"
	"declarationwatch/tools/internal/locale"
)

var languages = locale.Languages{Source: "en", All: []string{"en", "es"}}

func TestFormat(t *testing.T) {
	for _, test := range []struct{ name, old, new string }{
		{"order of keys", "[[pledge]]\ndate = \"2022\"\nid = \"a\"\n", "[[pledge]]\nid = \"a\"\ndate = \"2022\"\n"},
		{"spacing", "\n\n[[ pledge ]]  # first\n  id=\"a\"#x\n\n\n\n[[pledge]]\n\tid   =   \"b\"  ", "[[pledge]] # first\nid = \"a\" #x\n\n[[pledge]]\nid = \"b\"\n"},
		{"quotes", "[[pledge]]\nid = 'a \"b\" \\'\n", "[[pledge]]\nid = \"a \\\"b\\\" \\\\\"\n"},
		{"languages", "[[pledge]]\nsummary = {es = \"dos\",en='one, {two}'}\n", "[[pledge]]\nsummary = { en = \"one, {two}\", es = \"dos\" }\n"},
		{"lists", "[[pledge]]\nevidence = [ \"a\",\"b\", ]\n", "[[pledge]]\nevidence = [\"a\", \"b\"]\n"},
		{"lists on lines", "[[pledge]]\nevidence = [\"a\",\n\"b\"]\n", "[[pledge]]\nevidence = [\n  \"a\",\n  \"b\",\n]\n"},
		{"comments in a list", "[[pledge]]\nevidence  = [\"a\", # why\n\"b\"]\n", "[[pledge]]\nevidence = [\"a\", # why\n\"b\"]\n"},
		{"comments go with their key", "[[pledge]]\n# of date\ndate = \"2022\"\nid = \"a\"\n# last\n", "[[pledge]]\nid = \"a\"\n# of date\ndate = \"2022\"\n# last\n"},
		{"comments above a table", "[[pledge]]\nid = \"a\"\n# of b\n[[pledge]]\nid = \"b\"\n", "[[pledge]]\nid = \"a\"\n\n# of b\n[[pledge]]\nid = \"b\"\n"},
		{"an empty line divides", "[[pledge]]\ndate = \"2022\"\n\nid = \"a\"\n", "[[pledge]]\ndate = \"2022\"\n\nid = \"a\"\n"},
		{"numbers stay", "[[pledge]]\namount = 20_000\n", "[[pledge]]\namount = 20_000\n"},
		{"keys nobody knows", "[[pledge]]\n\"x y\" = 1\nother.z = [[1, 2],[]]\nid = \"a\"\n", "[[pledge]]\nid = \"a\"\n\"x y\" = 1\nother.z = [[1, 2], []]\n"},
		{"texts of several lines", "[[pledge]]\nsummary.en = \"\"\"a\n# no comment\n\\\"\"\"\"\"\"\nid = \"a\"\n", "[[pledge]]\nid = \"a\"\nsummary.en = \"\"\"a\n# no comment\n\\\"\"\"\"\"\"\n"},
		{"only comments", "# a\r\n\r\n\r\n# b", "# a\n\n# b\n"},
	} {
		got, err := canonical.Format("data/pledges/x.toml", []byte(test.old), languages)
		if string(got) != test.new || err != nil {
			t.Errorf("%s: %v\n%s\nwant\n%s", test.name, err, got, test.new)
		}
		if again, err := canonical.Format("data/pledges/x.toml", got, languages); string(again) != string(got) || err != nil {
			t.Errorf("%s: the second time it is %v\n%s", test.name, err, again)
		}
	}
	if _, err := canonical.Format("data/pledges/x.toml", []byte("a = "), languages); err == nil {
		t.Error("no error for a file with a mistake")
	}
}

// TestRecord: every file of the record can be formatted, and has the same form after its keys were shuffled and badly written.
func TestRecord(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	root := os.DirFS("../../..")
	site, err := locale.ReadLanguages(root)
	if err != nil {
		t.Fatal(err)
	}
	err = fs.WalkDir(root, "data", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || path.Ext(name) != ".toml" {
			return err
		}
		f, err := canonical.Read(root, name, site)
		if err != nil {
			return err
		}
		shuffled := worse(random, string(f.New))
		if again, err := canonical.Format(name, []byte(shuffled), site); string(again) != string(f.New) || err != nil {
			t.Errorf("%s: written differently, it is formatted otherwise: %v", name, err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// worse returns a text with other spacing and other places of keys without comments.
func worse(random *rand.Rand, text string) string {
	lines := strings.Split(text, "\n")
	simple := func(line string) bool {
		return strings.Contains(line, " = ") && line[0] >= 'a' && !strings.HasSuffix(line, "[")
	}
	for i := range lines[1:] {
		if simple(lines[i+1]) && lines[i] != "" && simple(lines[i]) && (i == 0 || !strings.HasPrefix(lines[i-1], "#")) && random.IntN(2) == 0 {
			lines[i], lines[i+1] = lines[i+1], lines[i]
		}
	}
	for i, line := range lines {
		if simple(line) && random.IntN(3) == 0 {
			lines[i] = "  " + strings.Replace(line, " = ", "=", 1) + " "
		}
	}
	return strings.Join(slices.Clip(lines), "\r\n")
}
