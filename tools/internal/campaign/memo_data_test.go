package campaign

import (
	"reflect"
	"strings"
	"testing"

	"declarationwatch/tools/internal/diag"
	"declarationwatch/tools/internal/fixture"
)

// TestMemoOfData loads a record again after an edit of each of its files, and compares it with one that is read from nothing.
func TestMemoOfData(t *testing.T) {
	t.Parallel()
	files := fixture.Small(t)
	memo := Memo{}
	load := func(m Memo) *Campaign {
		c := m.Load(files, &diag.List{})
		c.root = nil
		return c
	}
	before := load(memo)
	edited := false
	for name, file := range files {
		if !strings.HasPrefix(name, "data/") {
			continue
		}
		edited = true
		file.Data = append([]byte("# Above everything.\n"), file.Data...)
		again, fresh := load(memo), load(nil)
		if !reflect.DeepEqual(again, fresh) {
			t.Fatalf("after an edit of %s the record is another than one that is read from nothing", name)
		}
		kept := 0
		for i, doc := range again.Docs {
			if doc == before.Docs[i] {
				kept++
			} else if doc.File != name {
				t.Errorf("an edit of %s has %s decoded again", name, doc.File)
			}
		}
		if kept != len(again.Docs)-1 {
			t.Errorf("an edit of %s: %d of %d files are kept", name, kept, len(again.Docs))
		}
		for i, m := range again.moments() {
			if m == before.moments()[i] {
				t.Fatalf("after an edit of %s two records share a row", name)
			}
		}
		before = again
	}
	if !edited {
		t.Error("no file is edited")
	}
}
