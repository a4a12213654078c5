package commit

import (
	"context"
	"crypto/sha1" // it names files for git, and protects nothing
	"crypto/sha256"
	"fmt"
	"hash"
	"strings"
)

// Blobs is the content of the files of one commit, by git's names for it.
type Blobs map[string]bool

// Before returns what the folder's repository contained before what it contains now: at the last commit where something was
// changed since, else at the one before. Where git does not have that, as in a shallow clone, it is the last commit.
func Before(ctx context.Context, dir string) (Blobs, error) {
	changed, err := git(ctx, dir, "status", "--porcelain", "--untracked-files=all", "--", ".")
	if err != nil {
		return nil, err
	}
	name := "HEAD"
	if len(changed) == 0 {
		shallow, _ := git(ctx, dir, "rev-parse", "--is-shallow-repository")
		_, missing := git(ctx, dir, "rev-parse", "--verify", "--quiet", "HEAD^")
		if strings.TrimSpace(string(shallow)) != "true" || missing == nil {
			name = "HEAD^"
		}
	}
	blobs := Blobs{}
	listed, err := git(ctx, dir, "ls-tree", "-r", name, "--", ".")
	if err != nil {
		if _, first := git(ctx, dir, "rev-parse", "--verify", "--quiet", name); first != nil {
			return blobs, nil // there is no commit before
		}
		return nil, err
	}
	for line := range strings.Lines(string(listed)) {
		if fields := strings.Fields(line); len(fields) > 2 {
			blobs[fields[2]] = true
		}
	}
	return blobs, nil
}

// Has reports whether a file with this content is among them.
func (b Blobs) Has(data []byte) bool {
	name := func(h hash.Hash) string {
		fmt.Fprintf(h, "blob %d\x00", len(data))
		h.Write(data)
		return fmt.Sprintf("%x", h.Sum(nil))
	}
	return b[name(sha1.New())] || b[name(sha256.New())]
}
