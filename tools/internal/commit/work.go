package commit

import (
	"context"
	"errors"
	"strconv"
	"strings"
)

// Work is what is in a folder and not yet where others get it.
type Work struct {
	Changed  []string // files that differ from the last commit, or are new
	Unpushed int      // commits that the branch's remote does not have
	Remote   bool     // the branch has one
}

// Pending returns the work in a folder that is not committed, and the commits that are not pushed.
func Pending(ctx context.Context, dir string) (Work, error) {
	listed, err := git(ctx, dir, "status", "--porcelain", "-z", "--no-renames", "--untracked-files=all", "--", ".")
	if err != nil {
		return Work{}, err
	}
	var w Work
	for entry := range strings.SplitSeq(string(listed), "\x00") {
		if len(entry) > len("XY ") {
			w.Changed = append(w.Changed, entry[len("XY "):])
		}
	}
	ahead, err := git(ctx, dir, "rev-list", "--count", "@{upstream}..HEAD")
	if err != nil {
		return w, errors.Join(ctx.Err()) // without a remote nothing is pushed
	}
	w.Remote = true
	w.Unpushed, err = strconv.Atoi(strings.TrimSpace(string(ahead)))
	return w, err
}
