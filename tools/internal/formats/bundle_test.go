package formats

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"testing"
)

func unzip(t *testing.T, content []byte) map[string][]byte {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][]byte{}
	for _, x := range archive.File {
		r, err := x.Open()
		if err != nil {
			t.Fatal(err)
		}
		if out[x.Name], err = io.ReadAll(r); err != nil {
			t.Fatal(err)
		}
	}
	return out
}

// TestSameBytes: the same record and day give the same files, packed ones too.
func TestSameBytes(t *testing.T) {
	first := full(t)
	second, err := made("../../..")
	if err != nil {
		t.Fatal(err)
	}
	for i, f := range first.files {
		if !bytes.Equal(f.content(), second.files[i].content()) {
			t.Errorf("%s is not the same twice", f.Path)
		}
	}
}

// TestArchive: it contains what is beside it, and every file is among the checksums.
func TestArchive(t *testing.T) {
	e := full(t)
	packed, sums := unzip(t, e.file("all.zip").content()), string(e.file("SHA256SUMS").content())
	for _, f := range e.files {
		last := f.Path == "all.zip" || f.Path == "SHA256SUMS"
		if !last && !bytes.Equal(packed[f.Path], f.content()) {
			t.Errorf("%s is not in the archive as it is beside it", f.Path)
		}
		if f.Path != "SHA256SUMS" && !strings.Contains(sums, f.SHA256+"  "+f.Path+"\n") {
			t.Errorf("%s is not among the checksums", f.Path)
		}
	}
	if len(packed) != len(e.files)-2+len([]string{"CITATION.cff", ".zenodo.json"}) {
		t.Errorf("%d files in the archive, %d beside it", len(packed), len(e.files))
	}
	title, day := e.text(e.Campaign.Profile.Name), string(e.record.AsOf)
	var deposit struct {
		Title, Version string
		Type           string `json:"upload_type"`
		Published      string `json:"publication_date"`
	}
	if err := json.Unmarshal(packed[".zenodo.json"], &deposit); err != nil || deposit.Title != title || deposit.Type != "dataset" || deposit.Version != e.Version() || deposit.Published != day {
		t.Errorf(".zenodo.json: %v %+v", err, deposit)
	}
	for _, line := range []string{"cff-version: \"1.2.0\"", "type: \"dataset\"", fmt.Sprintf("title: %q", title), fmt.Sprintf("version: %q", e.Version()), fmt.Sprintf("date-released: %q", day)} {
		if !strings.Contains("\n"+string(packed["CITATION.cff"]), "\n"+line+"\n") {
			t.Errorf("CITATION.cff has no line %s:\n%s", line, packed["CITATION.cff"])
		}
	}
}
