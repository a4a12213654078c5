package source_test

import (
	"errors"
	"io/fs"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"
	tomltest "github.com/toml-lang/toml-test"

	"declarationwatch/tools/internal/diag"
	"declarationwatch/tools/internal/source"
)

// elsewhere gives the line of each mistake that the decoder, by which the others are judged, puts on another line or does
// not see.
var elsewhere = map[string]int{
	// What ends too early is reported where it begins, not at the end of the file; "reading stopped here" is beside it.
	"invalid/string/multiline-lit-no-close-1": 1, "invalid/string/multiline-lit-no-close-3": 1, "invalid/string/multiline-lit-no-close-4": 1,
	"invalid/string/multiline-no-close-1": 1, "invalid/string/multiline-no-close-3": 1, "invalid/string/multiline-no-close-4": 1,
	"invalid/string/multiline-no-close-5": 1,
	// The decoder counts the line break that it stumbles over as the next line.
	"invalid/inline-table/no-close-1": 1, "invalid/key/end-in-escape": 1, "invalid/key/single-open-bracket": 1,
	"invalid/table/array-no-close-1": 1, "invalid/table/array-no-close-2": 1, "invalid/table/no-close-4": 1, "invalid/table/no-close-5": 1,
	// It takes the escape on the second line for one that ends on the third.
	"invalid/string/multiline-escape-space-1": 2,
	// It lets tables be added to that may not be.
	"invalid/array/extend-defined-aot": 3, "invalid/inline-table/duplicate-key-3": 1, "invalid/inline-table/overwrite-02": 3,
	"invalid/inline-table/overwrite-08": 1, "invalid/spec/inline-table-2-0": 3, "invalid/spec/table-9-1": 6,
	"invalid/table/append-to-array-with-dotted-keys": 4, "invalid/table/append-with-dotted-keys-1": 17,
	"invalid/table/append-with-dotted-keys-2": 8, "invalid/table/duplicate-key-dotted-table": 4,
	"invalid/table/duplicate-key-dotted-table2": 4, "invalid/table/redefine-2": 3, "invalid/table/redefine-3": 3,
}

// TestSuite runs every file of the public toml-test suite, as a data file would be: those that are invalid in TOML 1.1, the
// version that the decoder reads, are refused at the line of the mistake, and all others pass.
func TestSuite(t *testing.T) {
	files := tomltest.EmbeddedTests()
	invalid := map[string]bool{}
	for _, file := range listed(t, files, "files-toml-1.1.0") {
		invalid[file] = strings.HasPrefix(file, "invalid/")
	}
	refused := 0
	for _, file := range append(listed(t, files, "files-toml-1.0.0"), listed(t, files, "files-toml-1.1.0")...) {
		text, err := fs.ReadFile(files, file+".toml")
		if err != nil {
			t.Fatal(err)
		}
		var problems diag.List
		source.Decode[record](file, text, &problems)
		inside(t, string(text), problems.Sorted())
		var first diag.Problem
		for _, p := range problems.Sorted() {
			if p.Rule == source.RuleSyntax {
				first = p
				break
			}
		}
		if !invalid[file] {
			if first.Rule != "" {
				t.Errorf("valid, and refused: %s: %s", first.At, first.Message)
			}
			continue
		}
		refused++
		want, known := elsewhere[file]
		var perr toml.ParseError
		if errors.As(toml.Unmarshal(text, &map[string]any{}), &perr) && !known {
			want = perr.Position.Line
		}
		if first.At.Line != want {
			t.Errorf("%s: reported at line %d, want %d: %s", file, first.At.Line, want, first.Message)
		}
		if known && perr.Position.Line == want {
			t.Errorf("%s: the decoder agrees by now", file)
		}
	}
	if refused < 600 {
		t.Errorf("only %d invalid files", refused)
	}
}

// listed gives the files of a list of the suite that are TOML, without their extension.
func listed(t *testing.T, files fs.FS, list string) []string {
	t.Helper()
	text, err := fs.ReadFile(files, list)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for file := range strings.Lines(string(text)) {
		if name, ok := strings.CutSuffix(strings.TrimSpace(file), ".toml"); ok {
			names = append(names, name)
		}
	}
	return names
}
