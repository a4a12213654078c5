package check_test

import (
	"io/fs"
	"maps"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/check"
	"declarationwatch/tools/internal/diag"
	"declarationwatch/tools/internal/fixture"
)

func problemsOf(files fs.FS) []diag.Problem {
	var problems diag.List
	check.Run(campaign.Load(files, &problems), &problems)
	return problems.Sorted()
}

func TestSmallRecordIsSound(t *testing.T) {
	for _, p := range problemsOf(fixture.Small(t)) {
		t.Errorf("%s: %s [%s]", p.At, p.Message, p.Rule)
	}
}

// expectation is what a fixture says of itself: `# want "regexp"` at the end of the line that causes the problem, or in
// the archive's head `want file: "regexp"` where no line does.
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
		if rest, ok := strings.CutPrefix(line, "want "); ok {
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
	provoked := map[string]bool{}
	for _, name := range fixtures {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			files := fixture.Small(t)
			for _, f := range archive.Files {
				files[f.Name] = &fstest.MapFile{Data: f.Data}
			}
			for line := range strings.Lines(string(archive.Comment)) {
				if name, ok := strings.CutPrefix(line, "remove "); ok {
					delete(files, strings.TrimSpace(name))
				}
			}
			expected := expectations(t, archive)
			met := make([]bool, len(expected))
		problems:
			for _, p := range problemsOf(files) {
				provoked[p.Rule] = true
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
		delete(provoked, rule.ID)
	}
	for rule := range maps.Keys(provoked) {
		t.Errorf("rule %s is not in the table", rule)
	}
}
