package formats

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"declarationwatch/tools/internal/published"
)

var update = flag.Bool("update", false, "write testdata/v1.txt again")

// TestVersionOneIsKept compares the fields of every table and object with testdata/v1.txt, which is what was promised.
// A field that is new passes; run the test with -update to promise it too.
func TestVersionOneIsKept(t *testing.T) {
	now := promised(small(t))
	const file = "testdata/v1.txt"
	if *update {
		if err := os.WriteFile(file, []byte(strings.Join(now, "\n")+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	before, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, broken := range broken(strings.Split(strings.TrimSpace(string(before)), "\n"), now) {
		t.Error(broken)
	}
}

// promised lists every field with what it contains: "pledges.csv 8 amount: number or empty", columns with their number.
func promised(e *edition) []string {
	var out []string
	for _, t := range e.tables {
		for i, f := range t.Fields {
			out = append(out, fmt.Sprintf("%s.csv %d %s: %s", t.name, i+1, f.Name, holds(f)))
		}
	}
	for _, o := range e.objects() {
		for _, f := range o.Fields {
			out = append(out, fmt.Sprintf("matrix.json %s.%s: %s", o.Name, f.Name, holds(f)))
		}
	}
	return out
}

func holds(f published.Field) string {
	s := f.Type.Name
	if f.Object != nil {
		s = f.Object.Name
	}
	if f.List {
		s = "list of " + s
	}
	if f.Absent != nil {
		s += " or empty"
	}
	return s
}

// broken returns what is promised and no longer so.
func broken(before, now []string) []string {
	var out []string
	for _, line := range before {
		if slices.Contains(now, line) {
			continue
		}
		name, _, _ := strings.Cut(line, ":")
		i := slices.IndexFunc(now, func(s string) bool { return strings.HasPrefix(s, name+":") })
		if i < 0 {
			out = append(out, "gone, or in another place: "+line)
		} else {
			out = append(out, fmt.Sprintf("%s, which was promised as %s", now[i], line))
		}
	}
	return out
}

func TestBrokenPromises(t *testing.T) {
	before := []string{"a.csv 1 id: identifier", "a.csv 2 amount: number or empty", "matrix.json a.id: identifier"}
	for name, test := range map[string]struct {
		now  []string
		want int
	}{
		"the same":                    {before, 0},
		"a field more":                {append(slices.Clone(before), "a.csv 3 unit: text or empty", "matrix.json a.unit: text"), 0},
		"a field less":                {before[:2], 1},
		"another type":                {[]string{before[0], "a.csv 2 amount: integer or empty", before[2]}, 1},
		"empty now and then":          {[]string{"a.csv 1 id: identifier or empty", before[1], before[2]}, 1},
		"a column between two others": {[]string{before[0], "a.csv 2 unit: text", "a.csv 3 amount: number or empty", before[2]}, 1},
	} {
		if got := broken(before, test.now); len(got) != test.want {
			t.Errorf("%s: %q, want %d", name, got, test.want)
		}
	}
}
