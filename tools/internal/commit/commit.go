// Package commit reads a project from git: from the name of a commit it returns the day it was made and its files, in
// memory. Nothing is checked out.
package commit

import (
	"archive/zip"
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"time"
)

// Why a commit is not found, apart from a failure of git.
var (
	ErrNoGit        = errors.New("git is not installed")
	ErrNoRepository = errors.New("not in a git repository")
	ErrUnknown      = errors.New("unknown commit")
)

// Commit is one state of a project.
type Commit struct {
	Hash string    // in full
	Made time.Time // by the committer's clock, in UTC
	dir  string
}

// Find looks up a commit in the repository of a folder.
func Find(ctx context.Context, dir, name string) (Commit, error) {
	if strings.HasPrefix(name, "-") {
		return Commit{}, ErrUnknown // git would read it as an option
	}
	object, err := git(ctx, dir, "rev-parse", "--verify", "--quiet", name)
	if err != nil {
		return Commit{}, err
	}
	// A tag points to a commit; a file or a folder does not.
	shown, err := git(ctx, dir, "show", "-s", "--no-show-signature", "--format=%H %ct", strings.TrimSpace(string(object))+"^{commit}", "--")
	if err != nil {
		return Commit{}, cmp.Or(ctx.Err(), ErrUnknown)
	}
	hash, seconds, _ := strings.Cut(strings.TrimSpace(string(shown)), " ")
	made, err := strconv.ParseInt(seconds, 10, 64)
	if err != nil {
		return Commit{}, fmt.Errorf("invalid time %q of commit %s", seconds, name)
	}
	return Commit{hash, time.Unix(made, 0).UTC(), dir}, nil
}

// Published returns the newest commit that others can have: where the branch left its upstream, or else the last one.
func Published(ctx context.Context, dir string) (Commit, error) {
	name := "HEAD"
	if base, err := git(ctx, dir, "merge-base", "HEAD", "@{upstream}"); err == nil {
		name = strings.TrimSpace(string(base))
	}
	return Find(ctx, dir, name)
}

// Changed reports whether any file of the commit below some folders is another one now, or gone.
func (c Commit) Changed(ctx context.Context, folders ...string) (bool, error) {
	names, err := git(ctx, c.dir, append([]string{"diff", "--name-only", "--diff-filter=a", c.Hash, "--"}, folders...)...)
	return len(names) > 0, err
}

// LastBefore returns the last commit that was made no later than a moment; the zero Commit where there is none.
func LastBefore(ctx context.Context, dir string, moment time.Time) (Commit, error) {
	hash, err := git(ctx, dir, "rev-list", "-1", "--before="+moment.UTC().Format(time.RFC3339), "HEAD")
	if name := strings.TrimSpace(string(hash)); err == nil && name != "" {
		return Find(ctx, dir, name)
	}
	return Commit{}, err
}

// Files returns the files below the folder that the commit was looked up from, or only those below some names.
func (c Commit) Files(ctx context.Context, names ...string) (fs.FS, error) {
	if len(names) == 0 {
		names = []string{".", ":(exclude)tools", ":(exclude)assets"}
	}
	// With the line ends of the repository, whatever those of a working tree are. Packing would only take time. Nothing
	// of the record is in the folders that are left out.
	text, err := git(ctx, c.dir, append([]string{"-c", "core.autocrlf=false", "-c", "core.eol=lf", "archive", "--format=zip", "-0", c.Hash, "--"}, names...)...)
	if err != nil {
		return nil, err
	}
	return zip.NewReader(bytes.NewReader(text), int64(len(text)))
}

// git runs git in a folder and returns what it prints.
func git(ctx context.Context, dir string, args ...string) ([]byte, error) {
	var out, errs bytes.Buffer
	cmd := exec.CommandContext(ctx, "git", args...)
	cmd.Dir, cmd.Stdout, cmd.Stderr = dir, &out, &errs
	cmd.Env = append(os.Environ(), "LC_ALL=C") // for messages that are compared below
	err := cmd.Run()
	switch {
	case err == nil:
		return out.Bytes(), nil
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case errors.Is(err, exec.ErrNotFound):
		return nil, ErrNoGit
	case strings.Contains(errs.String(), "not a git repository"):
		return nil, ErrNoRepository
	case errs.Len() == 0:
		return nil, ErrUnknown // rev-parse was asked to be quiet
	}
	first, _, _ := strings.Cut(strings.TrimPrefix(errs.String(), "fatal: "), "\n")
	return nil, fmt.Errorf("git: %s", first)
}
