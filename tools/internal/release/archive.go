package release

import (
	"archive/tar"
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"maps"
	"path"
	"slices"

	"github.com/andybalholm/brotli"
)

// archiveName is the file that has every file of a release but the manifest: a tar archive, compressed as one text. The pages,
// frames and tables of a release repeat the same words: compressed one by one they would take twice as much.
const archiveName = "files.tar.br"

// compression is that of an archive: a window as wide as there is, and a quality that takes seconds, not minutes. Whatever it
// is, the archive is read back to the same bytes.
var compression = brotli.WriterOptions{Quality: 9, LGWin: 24}

// Pack returns the archive of files, by path. The same files give the same bytes.
func Pack(files map[string][]byte) ([]byte, error) {
	var packed bytes.Buffer
	compressed := brotli.NewWriterOptions(&packed, compression)
	archive := tar.NewWriter(compressed)
	for _, name := range slices.SortedFunc(maps.Keys(files), inArchive) {
		err := archive.WriteHeader(&tar.Header{Name: name, Size: int64(len(files[name])), Mode: 0o644})
		if err == nil {
			_, err = archive.Write(files[name])
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	err := errors.Join(archive.Close(), compressed.Close())
	return packed.Bytes(), err
}

// inArchive orders the files of an archive: JSON first, because only that is read again, and reading stops where it is found;
// then what is alike beside each other.
func inArchive(a, b string) int {
	return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(path.Base(path.Dir(a)), path.Base(path.Dir(b))), cmp.Compare(a, b))
}

// rank returns the place of a file's kind in an archive. all.zip has what the two kinds before it have.
func rank(name string) int {
	kinds := []string{".json", ".csv", ".zip"}
	if i := slices.Index(kinds, path.Ext(name)); i >= 0 {
		return i
	}
	return len(kinds)
}

// errFound ends the reading of an archive.
var errFound = errors.New("found")

// unpack calls do with each file of an archive, in its order, until do returns an error.
func unpack(packed []byte, do func(name string, text io.Reader) error) error {
	archive := tar.NewReader(brotli.NewReader(bytes.NewReader(packed)))
	for {
		header, err := archive.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err == nil {
			err = do(header.Name, archive)
		}
		if err != nil {
			return err
		}
	}
}
