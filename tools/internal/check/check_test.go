package check_test

import (
	"fmt"
	"io/fs"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"golang.org/x/tools/txtar"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/check"
	"declarationwatch/tools/internal/diag"
	"declarationwatch/tools/internal/fixture"
	"declarationwatch/tools/internal/release"
)

// now is when the fixtures are checked.
var now = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

func problemsOf(files fs.FS) []diag.Problem {
	var problems diag.List
	check.Run(campaign.Load(files, &problems), check.Options{Now: now}, &problems)
	return problems.Sorted()
}

// problemsSince returns the problems of a record, and where a fixture has files of an earlier one, of what changed since.
func problemsSince(published, files fs.FS) []diag.Problem {
	var problems diag.List
	record := campaign.Load(files, &problems)
	before := campaign.Load(published, new(diag.List))
	check.Run(record, check.Options{Now: now, Before: before}, &problems)
	return problems.Sorted()
}

// directive gives the words of a line of an archive's head that begins with name, if there is one.
func directive(archive *txtar.Archive, name string) []string {
	for line := range strings.Lines(string(archive.Comment)) {
		if words := strings.Fields(line); len(words) > 0 && words[0] == name {
			return words[1:]
		}
	}
	return nil
}

func TestSmallRecordIsSound(t *testing.T) {
	for _, p := range problemsOf(fixture.Small(t)) {
		t.Errorf("%s: %s [%s]", p.At, p.Message, p.Rule)
	}
}

// expectation is what a fixture expects of itself: `# want "regexp"` at the end of the line that causes the problem, or in
// the archive's head `want file: "regexp"` where no line does. The head may also say which files to `remove`, which
// `languages` the site has beside its own, and that the fixture is about `only` some rules, or what is wrong `in` some files.
// Files in frozen/ are packed as those of release 2026.11.
type expectation struct {
	at      string // file:line, or file
	pattern *regexp.Regexp
}

var wanted = regexp.MustCompile(`want ("(?:[^"\\]|\\.)*")`)

func expectations(t *testing.T, archive *txtar.Archive) []expectation {
	t.Helper()
	var out []expectation
	add := func(at, quoted string) {
		text, err := strconv.Unquote(quoted)
		if err != nil {
			t.Fatalf("%s: %v", at, err)
		}
		out = append(out, expectation{at, regexp.MustCompile(text)})
	}
	for line := range strings.Lines(string(archive.Comment)) {
		if rest, ok := strings.CutPrefix(line, "want "); ok && strings.Contains(rest, ": \"") {
			at, quoted, _ := strings.Cut(strings.TrimSpace(rest), ": ")
			add(at, quoted)
		}
	}
	for _, file := range archive.Files {
		for i, line := range strings.Split(string(file.Data), "\n") {
			for _, match := range wanted.FindAllStringSubmatch(line, -1) {
				add(file.Name+":"+strconv.Itoa(i+1), match[1])
			}
		}
	}
	return out
}

// TestRules runs every fixture: nothing unexpected, nothing missing, and at the end no rule without a fixture.
func TestRules(t *testing.T) {
	fixtures, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(fixtures) == 0 {
		t.Fatal("no fixtures", err)
	}
	provoked, refuses := map[string]bool{}, map[string]bool{}
	for _, name := range fixtures {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			files := fixture.Small(t)
			published, released := fixture.Small(t), map[string][]byte{}
			for _, f := range archive.Files {
				folder, name, _ := strings.Cut(f.Name, "/")
				switch folder {
				case "published":
					published[name] = &fstest.MapFile{Data: f.Data}
				case "frozen":
					released[name] = f.Data
				default:
					files[f.Name] = &fstest.MapFile{Data: f.Data}
				}
			}
			if len(released) > 0 {
				packed, err := release.Pack(released)
				if err != nil {
					t.Fatal(err)
				}
				files[release.Folder+"/2026.11/files.tar.br"] = &fstest.MapFile{Data: packed}
			}
			for _, name := range directive(archive, "remove") {
				delete(files, name)
			}
			config := files["config.toml"]
			for _, language := range directive(archive, "languages") {
				config.Data = fmt.Appendf(config.Data, "\n[languages.%s]\n", language)
			}
			only, in := directive(archive, "only"), directive(archive, "in")
			expected := expectations(t, archive)
			met := make([]bool, len(expected))
		problems:
			for _, p := range problemsSince(published, files) {
				if len(only) > 0 && !slices.Contains(only, p.Rule) || len(in) > 0 && !slices.Contains(in, p.At.File) {
					continue
				}
				provoked[p.Rule] = true
				refuses[p.Rule] = refuses[p.Rule] || p.Severity == diag.Error
				at := p.At
				at.Column = 0
				printed := p.Message + " [" + p.Rule + "] " + p.Hint
				for _, r := range p.Related {
					printed += " " + r.At.String() + ": " + r.Message
				}
				for i, e := range expected {
					if !met[i] && e.at == at.String() && e.pattern.MatchString(printed) {
						met[i] = true
						continue problems
					}
				}
				t.Errorf("unexpected: %s: %s", p.At, printed)
			}
			for i, e := range expected {
				if !met[i] {
					t.Errorf("missing: %s: %s", e.at, e.pattern)
				}
			}
		})
	}
	for _, rule := range check.Rules {
		if !provoked[rule.ID] {
			t.Errorf("no fixture provokes rule %s", rule.ID)
		}
		if refuses[rule.ID] && strings.HasSuffix(rule.Doc, "(warning)") { // serve leaves those out
			t.Errorf("rule %s is said to warn, and reports an error", rule.ID)
		}
		delete(provoked, rule.ID)
	}
	for rule := range maps.Keys(provoked) {
		t.Errorf("rule %s is not in the table", rule)
	}
}
