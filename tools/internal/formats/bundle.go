package formats

import (
	"archive/zip"
	"bytes"
	"cmp"
	"io"
	"path"
	"slices"
	"time"

	"declarationwatch/tools/internal/release"
)

// writeArchive packs every file made so far.
func writeArchive(w io.Writer, e *edition) error {
	var entries []entry
	for _, f := range e.files {
		entries = append(entries, entry{f.Path, bytes.NewBuffer(f.content)})
	}
	return pack(w, entries, e.Matrix.AsOf.First())
}

// entry is one file of an archive.
type entry struct {
	name string
	*bytes.Buffer
}

// pack writes a ZIP archive whose bytes follow from its content alone: entries by name, all of one time.
func pack(w io.Writer, entries []entry, at time.Time) error {
	archive := zip.NewWriter(w)
	for _, x := range slices.SortedFunc(slices.Values(entries), func(a, b entry) int { return cmp.Compare(a.name, b.name) }) {
		header := &zip.FileHeader{Name: x.name, Method: zip.Deflate, Modified: at}
		if path.Ext(x.name) == ".xlsx" {
			header.Method = zip.Store // packed already
		}
		out, err := archive.CreateHeader(header)
		if err != nil {
			return err
		}
		if _, err := out.Write(x.Bytes()); err != nil {
			return err
		}
	}
	return archive.Close()
}

// writeSums lists the SHA-256 of every other file.
func writeSums(w io.Writer, e *edition) error {
	var files []release.File
	for _, f := range e.files {
		files = append(files, release.File{Path: f.Path, SHA256: f.SHA256})
	}
	_, err := w.Write(release.Sums(files))
	return err
}
