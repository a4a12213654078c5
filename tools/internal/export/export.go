// Package export writes the matrix in the formats that others read: files for reuse under data/v1/, and the data that
// the site's templates are given. It takes a campaign and its matrix and changes neither.
package export

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"golang.org/x/sync/errgroup"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/draw"
	"declarationwatch/tools/internal/embed"
	"declarationwatch/tools/internal/matrix"
	"declarationwatch/tools/internal/release"
)

// Release is what every format is written from.
type Release struct {
	Campaign  *campaign.Campaign
	Matrix    *matrix.Matrix
	BaseURL   string   // of the site, with or without a closing slash
	Languages []string // that the site is published in, English among them
	Frames    []*embed.Frame
	Pictures  *draw.Cache

	Name   release.Name    // under which all of it is to be frozen; "" for the site itself
	Newest *release.Frozen // release before this; nil where there is none
}

// Format is one file for reuse.
type Format struct {
	Path      string // below Folder
	MediaType string
	write     func(io.Writer, *edition) error
}

// Folder is where the files for reuse lie, below the site's root.
const Folder = "data/v1/"

const (
	schemaFile  = "schema/matrix.schema.json"
	packageFile = "datapackage.json"
)

// rounds is every file for reuse. Those of a round are written side by side, and may tell of the files of the rounds
// before. A new format is a new row.
var rounds = [][]Format{
	{
		{"matrix.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", writeWorkbook},
		{"matrix.csv", "text/csv", writeCSV("matrix")},
		{"signatories.csv", "text/csv", writeCSV("signatories")},
		{"commitments.csv", "text/csv", writeCSV("commitments")},
		{"pledges.csv", "text/csv", writeCSV("pledges")},
		{"assessments.csv", "text/csv", writeCSV("assessments")},
		{"evidence.csv", "text/csv", writeCSV("evidence")},
		{"labels.csv", "text/csv", writeCSV("labels")},
		{"matrix.json", "application/json", writeJSON},
		{"matrix.csv-metadata.json", "application/csvm+json", writeCSVW},
		{schemaFile, "application/json", writeSchema},
	},
	{{packageFile, "application/json", writePackage}},
	{{"all.zip", "application/zip", writeArchive}},
	{{"SHA256SUMS", "text/plain", writeSums}},
}

// Formats lists every file for reuse.
func Formats() []Format {
	var all []Format
	for _, round := range rounds {
		all = append(all, round...)
	}
	return all
}

// Final lists the files that are staged in the form in which they are to be published, from the site's root: what is
// told of them, such as their hashes, is true only as long as nothing changes them.
func Final() []string {
	var paths []string
	for _, f := range Formats() {
		paths = append(paths, Folder+f.Path)
	}
	return paths
}

// Stage writes every format and every frame below folder/static and the templates' data below folder/data, where Hugo
// looks for a component's files.
func Stage(folder string, r *Release) error {
	e, err := newEdition(r, "en")
	if err != nil {
		return err
	}
	if err := e.write(); err != nil {
		return err
	}
	var group errgroup.Group
	for _, f := range e.files {
		group.Go(func() error {
			return save(filepath.Join(folder, "static", filepath.FromSlash(Folder+f.Path)), f.content)
		})
	}
	framed, err := r.frames()
	if err != nil {
		return err
	}
	group.Go(func() error { return r.stageFrames(folder, framed) })
	group.Go(func() error {
		return save(filepath.Join(folder, "assets", "css", "status-tokens.css"), []byte(r.Campaign.Vocabulary.StyleSheet()))
	})
	for _, language := range r.Languages {
		group.Go(func() error {
			var b bytes.Buffer
			if err := writeView(&b, e, language, framed); err != nil {
				return fmt.Errorf("templates' data in %s: %w", language, err)
			}
			return save(filepath.Join(folder, "data", "matrix", language+".json"), b.Bytes())
		})
	}
	return group.Wait()
}

func save(file string, content []byte) error {
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return err
	}
	return os.WriteFile(file, content, 0o644)
}
