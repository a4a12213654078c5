package leak

import (
	"crypto/sha256"
	"embed"
	"encoding/json"
	"io/fs"
	"strings"
)

// A folder that never changes is searched once for what is withheld: that nothing was found in it is kept between builds, by the
// hash of all that is in it, by what was looked for, and by how.

//go:embed *.go
var sources embed.FS

// Clean reports whether it is known that a folder, by a hash of all that is in it, contains nothing that is withheld.
func (s *Search) Clean(hash string) bool {
	return len(s.list) == 0 || s.memo.Has(s.key(hash))
}

// Remember keeps that a folder is clean, unless the search found something in it.
func (s *Search) Remember(folder, hash string) {
	for name, scan := range s.scans {
		if strings.HasPrefix(name, folder+"/") && len(scan.found)+len(scan.unsearched) > 0 {
			return
		}
	}
	_, _ = s.memo.Do(s.key(hash), func() ([]byte, error) { return []byte("clean"), nil }) // for speed only
}

func (s *Search) key(hash string) [sha256.Size]byte {
	sum := sha256.New()
	_ = json.NewEncoder(sum).Encode([]any{hash, s.root, s.list}) // texts and bytes can always be encoded
	names, _ := fs.Glob(sources, "*.go")
	for _, name := range names {
		text, _ := sources.ReadFile(name)
		sum.Write(text)
	}
	return [sha256.Size]byte(sum.Sum(nil))
}
