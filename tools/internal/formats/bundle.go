package formats

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	_ "embed"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path"
	"runtime"
	"slices"
	"time"

	"github.com/klauspost/compress/flate"

	"declarationwatch/tools/internal/disk"
	"declarationwatch/tools/internal/release"
)

// writeArchive packs every file made so far but the parts, whose rows its tables have, and how to cite them.
func writeArchive(w io.Writer, e *edition) error {
	texts, err := e.citations()
	if err != nil {
		return err
	}
	files := map[string]content{}
	for name, text := range texts {
		files[name] = contentIn(text.Bytes())
	}
	for _, f := range e.files {
		files[f.Path] = contentOf(f.name, int64(f.Bytes))
	}
	at := e.Matrix.AsOf.First()
	if e.Name != "" {
		return pack(w, files, at, stored)
	}
	return pack(w, files, at, packed)
}

// How the entries of an archive are kept. Those of a release are as they are, since a release is compressed as one: it has
// their bytes already, each as a file.
const stored, packed = zip.Store, zip.Deflate

// content is what an entry of an archive contains.
type content struct {
	size int64
	open func() (io.ReadCloser, error)
}

// contentOf returns the content of a file of a size.
func contentOf(name string, size int64) content {
	return content{size, func() (io.ReadCloser, error) { return os.Open(name) }}
}

// contentIn returns the content that a text is.
func contentIn(text []byte) content {
	return content{int64(len(text)), func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(text)), nil }}
}

// copyTo writes the content.
func (c content) copyTo(w io.Writer) error {
	from, err := c.open()
	if err != nil {
		return err
	}
	_, err = io.Copy(w, from)
	return errors.Join(err, from.Close())
}

// packing is part of what an archive depends on beside its files.
//
//go:embed bundle.go
var packing string

// large is how many bytes an archive unpacks to that is written as it is packed, and never whole in memory; slow is those of an entry
// for which packing it as small as it gets takes too long.
const large, slow = 64 << 20, 2 << 20

// pack writes a ZIP archive whose bytes follow from its content alone. Most builds pack the files of the build before.
func pack(w io.Writer, files map[string]content, at time.Time, method uint16) error {
	size := int64(0)
	for _, f := range files {
		size += f.size
	}
	if size > large {
		return compress(w, files, at, method)
	}
	key := sha256.New()
	fmt.Fprintln(key, packing, runtime.Version(), disk.Modules(), at.Unix(), method)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		sum := sha256.New()
		if err := files[name].copyTo(sum); err != nil {
			return err
		}
		fmt.Fprintf(key, "%q %x\n", name, sum.Sum(nil))
	}
	archive, err := disk.OpenMemo("archives").Do([sha256.Size]byte(key.Sum(nil)), func() ([]byte, error) {
		var b bytes.Buffer
		err := compress(&b, files, at, method)
		return b.Bytes(), err
	})
	_, failed := w.Write(archive)
	return errors.Join(err, failed)
}

// compress writes a ZIP archive: entries by name, all of one time.
func compress(w io.Writer, files map[string]content, at time.Time, method uint16) error {
	archive := zip.NewWriter(w)
	level := flate.BestCompression
	archive.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, level) })
	for _, name := range slices.Sorted(maps.Keys(files)) {
		header := &zip.FileHeader{Name: name, Method: method, Modified: at}
		if path.Ext(name) == ".xlsx" {
			header.Method = zip.Store // packed already
		}
		if level = flate.BestCompression; files[name].size > slow {
			level = flate.BestSpeed
		}
		out, err := archive.CreateHeader(header)
		if err != nil {
			return err
		}
		if err := files[name].copyTo(out); err != nil {
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
	_, err := w.Write(release.List(files))
	return err
}
