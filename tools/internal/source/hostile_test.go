package source_test

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"declarationwatch/tools/internal/diag"
	"declarationwatch/tools/internal/source"
)

// repeat is text that is too long to be read here.
func repeat(s string, times int) string { return strings.Repeat(s, times) }

func numbered(format string, times int) string {
	var b strings.Builder
	for i := range times {
		fmt.Fprintf(&b, format, i)
	}
	return b.String()
}

// TestHostile reads each hostile text and has how its problems begin; "" means that it is right.
func TestHostile(t *testing.T) {
	hostile := []struct{ name, text, want string }{
		{"a null", "title = \"a\x00b\"\n", `1:11: control character U+0000 (remove it)`},
		{"bytes that are not UTF-8", "title = \"x\"\ncount = 1 # caf\xe9\n", `2:16: bytes that are not UTF-8 (save the file as UTF-8)`},
		{"Latin 1 hides no other mistake", "title = \"caf\xe9\"\ncuont = 1\n", "1:13: bytes that are not UTF-8 (save the file as UTF-8)\n2:1: unknown key \"cuont\""},
		{"UTF-16", "\xff\xfet\x00i\x00", `1:1: file is in UTF-16 (save it as UTF-8)`},
		{"a lone carriage return", "title = \"x\"\rcuont = 1\r", "1:12: carriage return without a line feed (save the file with LF line endings)\n2:1: unknown key"},
		{"all nulls", repeat("\x00", 1<<20), `1:1: `},
		{"all bytes that are not UTF-8", repeat("\xff\n", 1<<20), `1:1: `},
		{"many unknown keys", "title = \"x\"\n" + numbered("key%d = 1\n", 200_000), `2:1: unknown key "key0"`},
		{"10^5 keys of a table of texts", "title = \"x\"\n[texts]\n" + numbered("key%d = 1\n", 100_000), `3:1: "key0" must be a string`},
		{"2.7 million keys", repeat("a.b=1\n", 2_700_000), `1:1: more than 4194304 keys and values (split it)`},
		{"10^6 elements of a wrong type", "title = \"x\"\nitem = [" + repeat("1,", 1_000_000) + "]\n", `2:9: "item" must be a table, not a whole number`},
		{"many records that lack a key", "title = \"x\"\n" + repeat("[[item]]\n", 300_000), `2:3: missing key "id"`},
		{"many records that lack a key, in one line", "title = \"x\"\nitem = [" + repeat("{},", 300_000) + "]\ncount =\n", `2:9: missing key "id"`},
		{"one key 10^5 times", repeat("title=\"x\"\n", 100_000), `2:1: duplicate key "title"`},
		{"one line of 16 MB", "title = \"" + repeat("x", 16<<20-20) + "\"\n", ""},
		{"one open line of 16 MB", "title = \"" + repeat("x", 16<<20-20), `1:16777205: unterminated basic string (close the string`},
		{"one open string of a million lines", "title = \"\"\"" + repeat("x\n", 1<<20), `1:1: multi-line string is not closed`},
		{"10^5 levels", "title = " + repeat("[", 100_000) + repeat("]", 100_000), `1:10009: tables and arrays nested more than 64 deep`},
		{"10^6 levels", "title = " + repeat("[", 1_000_000), `1:10009: tables and arrays nested more than 64 deep`},
		{"10^6 levels behind a mistake", "title = 1 " + repeat("[", 1_000_000), `1:11: expected a top-level item to end`},
		{"10^5 levels of inline tables", "title = " + repeat("{a=", 100_000), `1:30009: tables and arrays nested more than 64 deep`},
		{"64 levels", "title = " + repeat("[", 63) + repeat("]", 63), `1:1: "title" must be a string, not an array`},
		{"65 levels", "title = " + repeat("[", 65) + repeat("]", 65), `1:1: tables and arrays nested more than 64 deep`},
		{"10^5 levels of a dotted key", repeat("a.", 100_000) + "a = 1", `1:1: tables and arrays nested more than 64 deep`},
		{"10^5 levels of a header", "[" + repeat("a.", 100_000) + "a]", `1:2: tables and arrays nested more than 64 deep`},
		{"10^6 brackets", repeat("[", 1_000_000), `1:3: expected '.' or ']'`},
		{"noise", repeat("Wa hr;:\n", 1<<17), `1:4: expected '.' or '='`},
		{"prose", repeat("It = is, [they] said = so\n", 1<<15), `1:6: expected value`},
		{"a million blank lines", "title = \"x\"" + repeat("\n", 1<<20), ""},
	}
	for _, test := range hostile {
		t.Run(test.name, func(t *testing.T) {
			start := spent()
			var problems diag.List
			source.Decode[record]("x.toml", []byte(test.text), &problems)
			got := print(problems.Sorted())
			if !strings.HasPrefix(got, test.want) || test.want == "" && got != "" {
				t.Errorf("got %.300q, want %q", got, test.want)
			}
			if n := len(problems.Sorted()); n > 51 {
				t.Errorf("%d problems", n)
			}
			if took := spent() - start; took > 60*time.Second {
				t.Errorf("took %s", took)
			}
		})
	}
}

// Twenty mistakes in a megabyte, of syntax, of definition, of type: none makes the reading slow.
func TestManyMistakesAreQuick(t *testing.T) {
	for _, mistake := range []string{"bad =\n", "amount = 1\n", "other = 5\n", "date = 2026-02-30\n", "tags = [\n"} {
		var b strings.Builder
		b.WriteString("title = \"x\"\n")
		for i := 0; b.Len() < 1<<20; i++ {
			fmt.Fprintf(&b, "[[item]]\nid = \"a%d\"\ntags = [\"one\", \"two\"]\namount = %d\n", i, i)
			if i%1000 == 5 {
				b.WriteString(mistake)
			}
		}
		start := time.Now()
		var problems diag.List
		source.Decode[record]("x.toml", []byte(b.String()), &problems)
		if n := len(problems.Sorted()); n < 15 {
			t.Errorf("%q: %d problems", mistake, n)
		}
		if took := time.Since(start); took > 60*time.Second {
			t.Errorf("%q: took %s", mistake, took)
		}
	}
}

func TestTheRestIsCounted(t *testing.T) {
	var problems diag.List
	source.Decode[record]("x.toml", []byte("title = \"x\"\n"+numbered("key%d = 1\n", 60)), &problems)
	sorted := problems.Sorted()
	if last := sorted[len(sorted)-1]; len(sorted) != 51 || last.Message != "10 more problems below" || last.At.String() != "x.toml:52:1" {
		t.Errorf("%d problems, the last: %s %s", len(sorted), last.At, last.Message)
	}
}

// files is a project on disk in which nothing is as it should be.
func files(t *testing.T) fs.FS {
	t.Helper()
	dir := t.TempDir()
	write := func(name string, size int64) {
		f, err := os.Create(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		if _, err := f.WriteString("+++\n"); err != nil {
			t.Fatal(err)
		}
		if size > 0 {
			if err := f.Truncate(size); err != nil {
				t.Fatal(err)
			}
		}
	}
	write("large", 100_000_000)
	write("plain", 0)
	if err := os.Mkdir(filepath.Join(dir, "folder"), 0o755); err != nil {
		t.Fatal(err)
	}
	for name, target := range map[string]string{"inside": "plain", "outside": "/etc/hostname", "nowhere": "gone", "circle": "circle"} {
		if err := os.Symlink(target, filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	return os.DirFS(dir)
}

func TestUnreadable(t *testing.T) {
	root := files(t)
	for file, want := range map[string]string{
		"large":   "larger than 64 MiB",
		"folder":  "must be a file, not a folder",
		"inside":  "must not be a symbolic link",
		"outside": "must not be a symbolic link",
		"nowhere": "must not be a symbolic link",
		"circle":  "must not be a symbolic link",
		"gone":    "missing file",
		"../up":   "not readable: invalid argument",
	} {
		wantUnreadable(t, root, file, want)
	}
	wantUnreadable(t, sealed{fstest.MapFS{"x": {Data: []byte("a = 1")}}}, "x", "not readable: permission denied")
	wantUnreadable(t, growing{}, "x", "not readable: it grew while it was read")
}

func wantUnreadable(t *testing.T, root fs.FS, file, want string) {
	t.Helper()
	var problems diag.List
	_, doc := source.DecodeFile[record](root, file, &problems)
	_, page := source.DecodeFrontMatter[page](root, file, &problems)
	sorted := problems.Sorted() // the same problem twice is one
	if len(sorted) != 1 || sorted[0].At.File != file || sorted[0].Rule != source.RuleUnreadable || sorted[0].Message != want {
		t.Errorf("%s: %v, want %q", file, sorted, want)
	}
	if doc.At("title").File != file || doc.Top().Skipped("title") || doc.Lost("x") || len(page.Body()) > 0 {
		t.Errorf("%s: a file that was not read has content", file)
	}
}

// sealed is a file system of which nothing may be opened.
type sealed struct{ fstest.MapFS }

func (sealed) Open(name string) (fs.File, error) {
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
}

// growing has a file that never ends and reports that it is empty.
type growing struct{ fs.FileInfo }

func (growing) Open(string) (fs.File, error)      { return growing{}, nil }
func (growing) Stat() (fs.FileInfo, error)        { return growing{}, nil }
func (growing) Lstat(string) (fs.FileInfo, error) { return growing{}, nil }
func (growing) ReadLink(string) (string, error)   { return "", errors.ErrUnsupported }
func (growing) Read(p []byte) (int, error)        { return len(p), nil }
func (growing) Close() error                      { return nil }
func (growing) Size() int64                       { return 0 }
func (growing) Mode() fs.FileMode                 { return 0o644 }
func (growing) IsDir() bool                       { return false }
