package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
)

// publishedRecord is what tests of the finished site read of its matrix.json.
type publishedRecord struct {
	Statuses, Signatories, Observers, Commitments things
	Cells                                         []publishedCell
}

type publishedCell struct {
	Signatory, Commitment, Status string
	Pledges                       []struct {
		ID       string
		Evidence []string
	}
	Events   []struct{ Evidence []string }
	Evidence []string
}

// filled reports whether the record has anything in the cell.
func (c publishedCell) filled() bool { return len(c.Pledges)+len(c.Events) > 0 }

// things are records with a name, under the one key or the other.
type things []struct {
	ID         string
	Label      map[string]string
	Name       map[string]string
	ShortTitle map[string]string `json:"short_title"`
}

// text is the name of a thing in a language.
func (all things) text(id, lang string) string {
	for _, one := range all {
		if one.ID == id {
			return one.Label[lang] + one.Name[lang] + one.ShortTitle[lang]
		}
	}
	return ""
}

// readMatrix reads the matrix of a built site.
func readMatrix(t *testing.T, dir string) publishedRecord {
	t.Helper()
	var p publishedRecord
	text, err := os.ReadFile(filepath.Join(dir, "data", "v1", "matrix.json"))
	if err == nil {
		err = json.Unmarshal(text, &p)
	}
	if err != nil {
		t.Fatal(err)
	}
	return p
}
