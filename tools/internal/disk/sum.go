package disk

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"os"
	"sync"

	"github.com/cespare/xxhash/v2"
)

// Sum is a hash of values and files. No two lists of them make the same bytes.
type Sum struct {
	hash hash.Hash
	err  error
}

// NewSum returns the hash of values, which are written as JSON.
func NewSum(values ...any) *Sum {
	s := &Sum{hash: sha256.New()}
	text, err := json.Marshal(values)
	s.err = err
	fmt.Fprintf(s.hash, "%s\n", text)
	return s
}

// Add adds files, each with its name and size.
func (s *Sum) Add(files fs.FS, names ...string) {
	for _, name := range names {
		text, err := fs.ReadFile(files, name)
		if err != nil && s.err == nil {
			s.err = err
		}
		fmt.Fprintf(s.hash, "%q %d\n", name, len(text))
		s.hash.Write(text)
	}
}

// Key returns the hash as text, or the first error of what was added.
func (s *Sum) Key() (string, error) { return fmt.Sprintf("%x", s.hash.Sum(nil)), s.err }

// Program returns what tells this program from other builds of it. Nobody else writes it, so that a fast hash does.
var Program = sync.OnceValues(func() (string, error) {
	name, err := os.Executable()
	if err != nil {
		return "", err
	}
	file, err := os.Open(name)
	if err != nil {
		return "", err
	}
	defer file.Close()
	sum := xxhash.New()
	_, err = io.Copy(sum, file)
	return fmt.Sprintf("%x", sum.Sum64()), err
})
