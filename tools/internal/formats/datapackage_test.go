package formats

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"testing"
	"time"

	"declarationwatch/tools/internal/campaign"
)

// TestDataPackage compares the description of the tables with the standard.
func TestDataPackage(t *testing.T) {
	profile := readFile(t, "testdata/datapackage-2.0.json")
	for _, e := range []*edition{small(t), full(t)} {
		text := e.file("datapackage.json").content()
		if err := validate(t, profile, text); err != nil {
			t.Error(err)
		}
		for what, slip := range map[string][2]string{
			"a type that the profile lacks": {`"type": "number"`, `"type": "list"`},
			"a field without a name":        {`"name": "as_of",`, ``},
			"a hash of no kind":             {`"sha256:`, `"`},
			"a property of another version": {`"type": "table"`, `"profile": "tabular-data-resource"`},
		} {
			if validate(t, profile, bytes.Replace(text, []byte(slip[0]), []byte(slip[1]), 1)) == nil {
				t.Errorf("%s passes", what)
			}
		}
	}
}

// TestTablesAreAsDescribed compares the tables with their description: bytes, types, constraints and keys.
func TestTablesAreAsDescribed(t *testing.T) {
	for _, e := range []*edition{small(t), full(t)} {
		var described dataPackage
		if err := json.Unmarshal(e.file("datapackage.json").content(), &described); err != nil {
			t.Fatal(err)
		}
		tables := map[string]resource{}
		for _, r := range described.Resources {
			tables[r.Name] = r
		}
		for _, r := range described.Resources {
			content := e.file(r.Path).content()
			if sum := fmt.Sprintf("sha256:%x", sha256.Sum256(content)); r.Hash != sum || r.Bytes != len(content) {
				t.Errorf("%s is of %d bytes, %s, described as of %d, %s", r.Path, len(content), sum, r.Bytes, r.Hash)
			}
			rows := read(t, e, r.Name)
			for _, f := range r.Schema.Fields {
				for _, wrong := range f.faults(r.column(rows, f.Name)) {
					t.Errorf("%s: %s: %s", r.Path, f.Name, wrong)
				}
			}
			keys := map[string]bool{}
			for i := range rows {
				key := ""
				for _, name := range r.Schema.PrimaryKey {
					key += r.column(rows[i:i+1], name)[0] + "\x00"
				}
				if keys[key] {
					t.Errorf("%s: two rows have the key %q", r.Path, key)
				}
				keys[key] = true
			}
			for _, key := range r.Schema.ForeignKeys {
				to := tables[key.Reference.Resource]
				there := to.column(read(t, e, to.Name), key.Reference.Fields[0])
				for _, id := range r.column(rows, key.Fields[0]) {
					if id != "" && !slices.Contains(there, id) {
						t.Errorf("%s: %s %q is not in %s", r.Path, key.Fields[0], id, to.Path)
					}
				}
			}
		}
	}
}

// column gives the values of a field.
func (r resource) column(rows [][]string, name string) []string {
	i := slices.IndexFunc(r.Schema.Fields, func(f tableField) bool { return f.Name == name })
	var out []string
	for _, row := range rows {
		out = append(out, row[i])
	}
	return out
}

// faults lists which values are not as their field is described.
func (f tableField) faults(values []string) []string {
	var out []string
	pattern := regexp.MustCompile("^(?:" + f.Constraints.Pattern + ")$")
	seen := map[string]bool{}
	for _, v := range values {
		ok := true
		switch {
		case v == "":
			ok = !f.Constraints.Required
		case f.Type == "integer":
			_, err := strconv.Atoi(v)
			ok = err == nil
		case f.Type == "number":
			_, err := strconv.ParseFloat(v, 64)
			ok = err == nil
		case f.Type == "boolean":
			ok = v == "true" || v == "false"
		case f.Type == "date":
			_, err := time.Parse(time.DateOnly, v)
			ok = err == nil
		case f.Format == "uri":
			ok = campaign.URL(v).Valid()
		}
		if v != "" && f.Constraints.Pattern != "" {
			ok = ok && pattern.MatchString(v)
		}
		if v != "" && f.Constraints.Enum != nil {
			ok = ok && slices.Contains(f.Constraints.Enum, v)
		}
		if !ok || f.Constraints.Unique && seen[v] {
			out = append(out, strconv.Quote(v))
		}
		seen[v] = true
	}
	return out
}

func TestFaults(t *testing.T) {
	id := tableField{Type: "string", Constraints: constraints{Required: true, Unique: true, Pattern: "[a-z]+(-[a-z]+)*"}}
	for _, test := range []struct {
		field  tableField
		values []string
		want   int
	}{
		{id, []string{"a", "b-c"}, 0},
		{id, []string{"a", "a", "", "A", "a b"}, 4},
		{tableField{Type: "number"}, []string{"1", "", "2.5", "1,000"}, 1},
		{tableField{Type: "boolean"}, []string{"true", "", "yes"}, 1},
		{tableField{Type: "date"}, []string{"2024-05-09", "2024-05"}, 1},
		{tableField{Type: "string", Format: "uri"}, []string{"https://x.example/", "x.example"}, 1},
		{tableField{Type: "string", Constraints: constraints{Enum: []string{"core"}}}, []string{"core", "", "main"}, 1},
	} {
		if got := test.field.faults(test.values); len(got) != test.want {
			t.Errorf("%+v: %v, want %d", test.field, got, test.want)
		}
	}
}
