package commit

import (
	"context"
	"path/filepath"
	"strings"
)

// Hooks returns the folder of the hooks of a project's repository, and where the project is below the repository's top.
func Hooks(ctx context.Context, dir string) (folder, below string, err error) {
	path, err := git(ctx, dir, "rev-parse", "--git-path", "hooks")
	if err != nil {
		return "", "", err
	}
	folder = strings.TrimSpace(string(path))
	if !filepath.IsAbs(folder) {
		folder = filepath.Join(dir, folder)
	}
	prefix, err := git(ctx, dir, "rev-parse", "--show-prefix")
	if below = strings.TrimSpace(string(prefix)); below == "" {
		below = "."
	}
	return folder, below, err
}

// Clean reports whether a commit is what the folder contains.
func (c Commit) Clean(ctx context.Context) (bool, error) {
	head, err := git(ctx, c.dir, "rev-parse", "HEAD")
	if err != nil || strings.TrimSpace(string(head)) != c.Hash {
		return false, err
	}
	work, err := Pending(ctx, c.dir)
	return len(work.Changed) == 0, err
}
