package formats

import (
	"archive/zip"
	"bytes"
	"cmp"
	"fmt"
	"io"
	"path"
	"slices"
	"time"
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

// writeSums lists the SHA-256 of every other file, as sha256sum -c reads it in the folder of the files.
func writeSums(w io.Writer, e *edition) error {
	for _, f := range slices.SortedFunc(slices.Values(e.files), func(a, b file) int { return cmp.Compare(a.Path, b.Path) }) {
		if _, err := fmt.Fprintf(w, "%s  %s\n", f.SHA256, f.Path); err != nil {
			return err
		}
	}
	return nil
}
