// Package formats writes the published record in the formats that others read: the files for reuse under data/v1/, and the
// data that the site's templates get. It reads only the record.
package formats

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"

	"golang.org/x/sync/errgroup"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/published"
)

// Format is one file for reuse.
type Format struct {
	Path      string // below published.Folder
	MediaType string
	write     func(io.Writer, *edition) error
}

const packageFile = "datapackage.json"

// rounds is every file for reuse. Those of a round are written side by side, and may describe the files of the rounds
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
		{published.File, "application/json", writeJSON},
		{"matrix.csv-metadata.json", "application/csvm+json", writeCSVW},
		{published.SchemaFile, "application/json", writeSchema},
	},
	{{packageFile, "application/json", writePackage}},
	{{"all.zip", "application/zip", writeArchive}},
	{{"SHA256SUMS", "text/plain", writeSums}},
}

// Formats returns every file for reuse.
func Formats() []Format { return slices.Concat(rounds...) }

// Final returns the files that are staged in the form in which they are to be published, from the site's root: what others
// say about them, such as their hashes, is true only as long as nothing changes them.
func Final() []string {
	var paths []string
	for _, f := range Formats() {
		paths = append(paths, published.Folder+f.Path)
	}
	return paths
}

// edition is a record on its way into files: what its fields mean, and the files made so far.
type edition struct {
	published.Input
	record *published.Record
	words  *published.Dictionary
	about  map[string]published.Words // each file, by its path
	texts  map[string]campaign.Text   // about the whole, by name
	notes  []string                   // those to read, in order
	tables []table
	files  []file
}

// file is a file for reuse, made.
type file struct {
	Format
	about   published.Words
	content []byte
	sha256  string // in hexadecimal
}

// newEdition defines everything that is to be written. Whatever has no words is an error.
func newEdition(in published.Input, r *published.Record) (*edition, error) {
	words, err := published.NewDictionary(in.Campaign.Languages, in.Values())
	if err != nil {
		return nil, err
	}
	e := &edition{
		Input: in, record: r, words: words, about: map[string]published.Words{}, texts: map[string]campaign.Text{},
		notes: []string{"absence", "dates", "lists", "languages", "formulas", "promise"},
	}
	page := r.Page // of a release, the place where it stays
	if in.Name != "" {
		page = in.URL("%s", in.Name.Path()+published.Folder+packageFile)
	}
	for _, language := range in.Campaign.Languages.All {
		words.Fill(language, "{day}", string(r.AsOf), "{page}", string(page), "{site}", in.Campaign.Languages.Text(in.Campaign.Profile.Name, language),
			"{licence}", in.Campaign.Profile.Licence.Name, "{declaration}", in.Campaign.Languages.Text(r.Declaration.Title, language))
	}
	for _, name := range slices.Concat([]string{"dataset", "cite", "no-value"}, sheetWords, e.notes) {
		e.texts[name] = words.Note(name)
	}
	e.tables = e.allTables()
	for _, f := range Formats() {
		e.about[f.Path] = words.File(f.Path)
	}
	return e, words.Err()
}

// text returns a text in the source language, which every text is in.
func (e *edition) text(t campaign.Text) string { return t[e.Campaign.Languages.Source] }

// note returns a text about the whole in the source language.
func (e *edition) note(name string) string { return e.text(e.texts[name]) }

// write makes every file, round by round.
func (e *edition) write() error {
	for _, round := range rounds {
		made := make([]file, len(round))
		var group errgroup.Group
		group.SetLimit(runtime.GOMAXPROCS(0))
		for i, format := range round {
			group.Go(func() error {
				var b bytes.Buffer
				if err := format.write(&b, e); err != nil {
					return fmt.Errorf("%s: %w", format.Path, err)
				}
				made[i] = file{format, e.about[format.Path], b.Bytes(), fmt.Sprintf("%x", sha256.Sum256(b.Bytes()))}
				return nil
			})
		}
		if err := group.Wait(); err != nil {
			return err
		}
		e.files = append(e.files, made...)
	}
	return nil
}

// file returns a file that is made already.
func (e *edition) file(path string) file {
	return e.files[slices.IndexFunc(e.files, func(f file) bool { return f.Path == path })]
}

// Stage writes every file for reuse below folder/static and the templates' data below folder/data, where Hugo looks for a
// component's files. Templates list the frames, if there are any.
func Stage(folder string, in published.Input, r *published.Record, frames *Frames) error {
	e, err := newEdition(in, r)
	if err != nil {
		return err
	}
	if err := e.write(); err != nil {
		return err
	}
	pages := published.NewPages(in, r)
	pages.Files, pages.Dictionary = e.pageFiles(), e.pageDictionary()
	var group errgroup.Group
	for _, f := range e.files {
		group.Go(func() error {
			return save(filepath.Join(folder, "static", filepath.FromSlash(published.Folder+f.Path)), f.content)
		})
	}
	group.Go(func() error {
		return save(filepath.Join(folder, "assets", "css", "status-tokens.css"), []byte(in.Campaign.Vocabulary.StyleSheet()))
	})
	for _, language := range in.Campaign.Languages.All {
		group.Go(func() error {
			mine := *pages
			mine.Frames = frames.forPages(r, language)
			text, err := mine.In(in.Campaign.Languages, language)
			if err != nil {
				return fmt.Errorf("templates' data in %s: %w", language, err)
			}
			return save(filepath.Join(folder, "data", "matrix", language+".json"), text)
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
