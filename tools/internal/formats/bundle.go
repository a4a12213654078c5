package formats

import (
	"archive/zip"
	"bytes"
	"io"
	"maps"
	"path"
	"slices"
	"time"

	"declarationwatch/tools/internal/release"
)

// writeArchive packs every file made so far but the parts, whose rows its tables have.
func writeArchive(w io.Writer, e *edition) error {
	files := map[string]*bytes.Buffer{}
	for _, f := range e.files {
		files[f.Path] = bytes.NewBuffer(f.content)
	}
	return pack(w, files, e.Matrix.AsOf.First())
}

// pack writes a ZIP archive whose bytes follow from its content alone: entries by name, all of one time.
func pack(w io.Writer, files map[string]*bytes.Buffer, at time.Time) error {
	archive := zip.NewWriter(w)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		header := &zip.FileHeader{Name: name, Method: zip.Deflate, Modified: at}
		if path.Ext(name) == ".xlsx" {
			header.Method = zip.Store // packed already
		}
		out, err := archive.CreateHeader(header)
		if err != nil {
			return err
		}
		if _, err := out.Write(files[name].Bytes()); err != nil {
			return err
		}
	}
	return archive.Close()
}

// writeSums lists the SHA-256 of every other file.
func writeSums(w io.Writer, e *edition) error {
	var files []release.File
	for _, f := range slices.Concat(e.files, e.parts) {
		files = append(files, release.File{Path: f.Path, SHA256: f.SHA256})
	}
	_, err := w.Write(release.Sums(files))
	return err
}
