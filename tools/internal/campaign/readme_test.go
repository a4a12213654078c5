package campaign

import (
	"os"
	"reflect"
	"strings"
	"testing"
)

// TestReadmeNamesEveryKey compares data/README.md with the files and keys that are read.
func TestReadmeNamesEveryKey(t *testing.T) {
	text, err := os.ReadFile("../../../data/README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if !strings.Contains(string(text), f.path) {
			t.Errorf("data/README.md lacks %s", f.path)
		}
	}
	seen := map[reflect.Type]bool{}
	var keys func(reflect.Type)
	keys = func(typ reflect.Type) {
		for typ.Kind() == reflect.Slice || typ.Kind() == reflect.Pointer {
			typ = typ.Elem()
		}
		if typ.Kind() != reflect.Struct || seen[typ] {
			return
		}
		seen[typ] = true
		for f := range typ.Fields() {
			key := f.Tag.Get("toml")
			if key == "" || key == "-" {
				continue
			}
			named := strings.Contains(string(text), "`"+key+"`") || strings.Contains(string(text), "["+key+"]") ||
				strings.Contains(string(text), "."+key+"]") || strings.Contains(string(text), "."+key+"`") || strings.Contains(string(text), "`"+key+" = ")
			if !named {
				t.Errorf("data/README.md lacks the key %q of %s", key, typ.Name())
			}
			keys(f.Type)
		}
	}
	for _, record := range []any{
		Profile{}, Declaration{}, Vocabulary{}, Commitment{}, Signatory{}, Pledge{}, Assessment{}, Programme{}, Evidence{}, Meeting{},
		Package{}, Ask{}, Standard{}, Release{},
	} {
		keys(reflect.TypeOf(record))
	}
}
