// Package formats writes the published record in the formats that others read: the files for reuse under data/v1/, and the
// data that the site's templates get. It reads only the record.
package formats

import (
	"bufio"
	"cmp"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"math"
	"path/filepath"
	"slices"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/disk"
	"declarationwatch/tools/internal/published"
	"declarationwatch/tools/internal/words"
)

// Format is one file for reuse.
type Format struct {
	Path      string // below published.Folder
	MediaType string
	Of        string // the path of the file whose content this is in another form; "" for none
	write     func(io.Writer, *edition) error
}

const packageFile = "datapackage.json"

// rounds is every file for reuse but the parts. Those of a round are written side by side, and may describe the files of the
// rounds before. A new format is a new row; a new table is one of allTables.
var rounds = [][]Format{
	slices.Concat(
		[]Format{{Path: "matrix.xlsx", MediaType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", write: writeWorkbook}},
		tableFormats(),
		[]Format{
			{Path: published.File, MediaType: "application/json", write: writeJSON},
			{Path: latestFile, MediaType: "application/json", write: writeLatest},
			{Path: "matrix.csv-metadata.json", MediaType: "application/csvm+json", write: writeCSVW},
			{Path: published.SchemaFile, MediaType: "application/json", write: writeSchema},
			{Path: rowsSchema, MediaType: "application/json", write: writeRowsSchema},
		}),
	{{Path: packageFile, MediaType: "application/json", write: writePackage}},
	{{Path: "all.zip", MediaType: "application/zip", write: writeArchive}},
	{{Path: "SHA256SUMS", MediaType: "text/plain", write: writeSums}},
}

// tableFormats returns the files of every table: CSV, and JSON where matrix.json does not have the rows.
func tableFormats() (out []Format) {
	for _, d := range allTables {
		out = append(out, Format{Path: d.name + ".csv", MediaType: "text/csv", write: writeCSV(d.name)})
		if d.json {
			out = append(out, Format{Path: d.name + ".json", MediaType: "application/json", Of: d.name + ".csv", write: writeRows(d.name)})
		}
	}
	return out
}

// notes are the notes of the dictionary about all tables, in the order to read them.
var notes = []string{"absence", "dates", "lists", "languages", "formulas", "promise"}

// Files returns the files for reuse of a record, from the site's root.
func Files(in published.Input, record *published.Record) (paths []string) {
	e := &edition{Input: in, record: record}
	for _, f := range append(slices.Concat(rounds...), e.partFormats()...) {
		paths = append(paths, published.Folder+f.Path)
	}
	return paths
}

// Final returns the files that are staged in the form in which they are to be published, from the site's root: what others
// record about them, such as their hashes, is true only as long as nothing changes them. Below a path that ends in a slash
// every file is one of them.
func Final() []string {
	var paths []string
	for _, folder := range partFolders {
		paths = append(paths, published.Folder+folder)
	}
	for _, f := range slices.Concat(rounds...) {
		paths = append(paths, published.Folder+f.Path)
	}
	return paths
}

// edition is a record on its way into files: what its fields mean, and the files made so far. They are written as they are made:
// none is ever whole in memory, but for the small ones that describe the others.
type edition struct {
	published.Input
	folder string // that the files are written to
	record *published.Record
	words  *published.Dictionary
	tables []table
	files  []file
	parts  []file // of one government or commitment; none in a release, which has the whole
}

// file is a file for reuse, made.
type file struct {
	Format
	published.Words
	SHA256 string // in hexadecimal
	Bytes  int

	name string // in the file system
}

// newEdition defines everything that is to be written to a folder.
func newEdition(folder string, in published.Input, r *published.Record) (*edition, error) {
	words, err := published.NewDictionary(in.Campaign.Languages, in.Values())
	if err != nil {
		return nil, err
	}
	page := r.Page // of a release, the place where it stays
	if in.Name != "" {
		page = in.URL("%s", in.Name.Path()+published.Folder+packageFile)
	}
	for _, language := range in.Campaign.Languages.All {
		words.Fill(language, "{day}", string(r.AsOf), "{page}", string(page), "{site}", in.Campaign.Languages.Text(in.Campaign.Profile.Name, language),
			"{licence}", in.Campaign.Profile.Licence.Name, "{declaration}", in.Campaign.Languages.Text(r.Declaration.Title, language))
	}
	e := &edition{Input: in, folder: folder, record: r, words: words}
	for _, d := range allTables {
		t := d.make(e)
		t.name, t.json = d.name, d.json
		e.tables = append(e.tables, t)
	}
	e.written() // asks for its objects, before files are written side by side
	return e, nil
}

// text returns a text in the source language, which every text is in.
func (e *edition) text(t campaign.Text) string { return t[e.Campaign.Languages.Source] }

// note returns a note in the source language.
func (e *edition) note(name string) string { return e.text(e.words.Note(name)) }

// write makes every file, round by round. Whatever has no words is an error.
func (e *edition) write() error {
	var err error
	e.words.File("parts") // a record without governments and a release have none
	if e.parts, err = e.made(e.partFormats()); err != nil {
		return err
	}
	for _, round := range rounds {
		made, err := e.made(round)
		if err != nil {
			return err
		}
		e.files = append(e.files, made...)
	}
	return e.words.Err()
}

// made makes some files side by side.
func (e *edition) made(all []Format) ([]file, error) {
	out := make([]file, len(all))
	return out, disk.Each(all, func(i int, format Format) error {
		made, err := disk.Create(e.folder, format.Path)
		if err != nil {
			return err
		}
		sum := sha256.New()
		w := bufio.NewWriterSize(io.MultiWriter(made, sum), 1<<16)
		err = errors.Join(format.write(w, e), w.Flush())
		size, failed := made.Seek(0, io.SeekCurrent)
		if err := errors.Join(err, failed, made.Close()); err != nil {
			return fmt.Errorf("%s: %w", format.Path, err)
		}
		out[i] = file{format, e.words.File(cmp.Or(format.Of, format.Path)), fmt.Sprintf("%x", sum.Sum(nil)), int(size), made.Name()}
		return nil
	})
}

// file returns a file that is made already.
func (e *edition) file(path string) file {
	return e.files[slices.IndexFunc(e.files, func(f file) bool { return f.Path == path })]
}

// Stage writes every file for reuse below folder/static and the templates' data below folder/assets, where Hugo looks for a
// component's files.
func Stage(folder string, in published.Input, pages *published.Pages, texts words.All) error {
	e, err := write(folder, in, pages.Record)
	if err != nil {
		return err
	}
	var files []object
	for _, f := range e.files {
		size := math.Max(1, math.Round(float64(f.Bytes)/1000))
		files = append(files, object{
			"path": published.Folder + f.Path, "name": f.Path, "media_type": f.MediaType, "bytes": f.Bytes, "kilobytes": &size,
			"sha256": f.SHA256, "title": f.Title, "text": f.Text, "of": f.Of,
		})
	}
	pages.Reuse = published.Reuse{Files: files, Parts: e.listed(), Dictionary: e.dictionary()}
	return StagePages(folder, in, pages, texts)
}

// Write writes every file for reuse below folder/static.
func Write(folder string, in published.Input, record *published.Record) error {
	_, err := write(folder, in, record)
	return err
}

func write(folder string, in published.Input, record *published.Record) (*edition, error) {
	e, err := newEdition(filepath.Join(folder, "static", filepath.FromSlash(published.Folder)), in, record)
	if err != nil {
		return nil, err
	}
	return e, e.write()
}

// StagePages writes the templates' data alone: what pages show of the files for reuse is that of a Stage before.
func StagePages(folder string, in published.Input, pages *published.Pages, texts words.All) error {
	_, _, err := disk.Update(folder, "assets/css/status-tokens.css", []byte(in.Campaign.Vocabulary.StyleSheet()))
	return errors.Join(err,
		disk.Each(in.Campaign.Languages.All, func(_ int, language string) error {
			put := func(part string, text []byte) error {
				_, _, err := disk.Update(folder, "assets/staged/record/"+part+"."+language+".json", text)
				return err
			}
			if err := pages.Write(put, in.Campaign.Languages, texts[language]); err != nil {
				return fmt.Errorf("templates' data in %s: %w", language, err)
			}
			return nil
		}))
}

func writeJSON(w io.Writer, e *edition) error { return published.Encode(w, e.record) }
