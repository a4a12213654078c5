// Package export writes the matrix in the formats that others read: files for reuse under data/v1/, and the data that
// the site's templates are given. It takes a campaign and its matrix and changes neither.
package export

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/matrix"
)

// Release is what every format is written from.
type Release struct {
	Campaign  *campaign.Campaign
	Matrix    *matrix.Matrix
	BaseURL   string   // of the site, with or without a closing slash
	Languages []string // that the site is published in, English among them
}

// Format is one file for reuse.
type Format struct {
	Path  string // below the site's root
	Write func(io.Writer, *Release) error
}

// Formats is every file for reuse. A new format is a new row.
var Formats = []Format{
	{"data/v1/matrix.json", writeJSON},
	{"data/v1/matrix.csv", writeCSV},
}

// Stage writes every format below folder/static and the templates' data below folder/data, where Hugo looks for
// a component's files.
func Stage(folder string, r *Release) error {
	for _, f := range Formats {
		if err := write(filepath.Join(folder, "static", filepath.FromSlash(f.Path)), r, f.Write); err != nil {
			return fmt.Errorf("%s: %w", f.Path, err)
		}
	}
	for _, language := range r.Languages {
		file := filepath.Join(folder, "data", "matrix", language+".json")
		err := write(file, r, func(w io.Writer, r *Release) error { return writeView(w, r, language) })
		if err != nil {
			return fmt.Errorf("templates' data in %s: %w", language, err)
		}
	}
	return nil
}

func write(file string, r *Release, f func(io.Writer, *Release) error) error {
	var b bytes.Buffer
	if err := f(&b, r); err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return err
	}
	return os.WriteFile(file, b.Bytes(), 0o644)
}

// permalink is the one address of a cell.
func (r *Release) permalink(c matrix.Cell) string {
	return fmt.Sprintf("%s/signatories/%s/#%s", strings.TrimSuffix(r.BaseURL, "/"), c.Signatory, c.Commitment)
}
