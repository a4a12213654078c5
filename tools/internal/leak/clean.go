package leak

import (
	"crypto/sha256"
	"embed"
	"encoding/json"
	"io/fs"
	"slices"
	"strings"
)

// A folder that never changes is searched once for what is withheld, and so is a file between two changes: that nothing was found
// is kept, by the hash of all that is in it, by what was looked for, and by how.

//go:embed *.go
var sources embed.FS

// Clean reports whether it is known that a folder or a file, by a hash of all that is in it, contains nothing that is withheld.
func (s *Search) Clean(hash string) bool {
	return len(s.list) == 0 || s.memo().Has(s.key(hash))
}

// Remember keeps that a folder or a file is clean, unless the search found something in it.
func (s *Search) Remember(name, hash string) {
	for file, scan := range s.scans {
		if (file == name || strings.HasPrefix(file, name+"/")) && len(scan.found)+len(scan.unsearched) > 0 {
			return
		}
	}
	_, _ = s.memo().Do(s.key(hash), func() ([]byte, error) { return []byte("clean"), nil }) // for speed only
}

func (s *Search) key(hash string) [sha256.Size]byte {
	return sha256.Sum256(slices.Concat(s.self(), []byte(hash)))
}

// identity returns a hash of what is looked for, and of how.
func (s *Search) identity() []byte {
	sum := sha256.New()
	_ = json.NewEncoder(sum).Encode([]any{s.root, s.list}) // texts and bytes can always be encoded
	names, _ := fs.Glob(sources, "*.go")
	for _, name := range names {
		text, _ := sources.ReadFile(name)
		sum.Write(text)
	}
	return sum.Sum(nil)
}
