// Package commit reads a project as git keeps it: it takes a name that git knows a commit by, and gives the day it was made
// and its files, in memory. Nothing is checked out.
package commit

import (
	"archive/zip"
	"bytes"
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

// What stands in the way of finding a commit, apart from a failure of git.
var (
	ErrNoGit        = errors.New("git is not installed")
	ErrNoRepository = errors.New("this folder lies in no git repository")
	ErrUnknown      = errors.New("no commit that git knows")
)

// Commit is one state of a project.
type Commit struct {
	Hash string    // in full
	Made time.Time // by the committer's clock, in UTC
	dir  string
}

// Find looks a commit up in the repository that a folder lies in.
func Find(ctx context.Context, dir, name string) (Commit, error) {
	if _, err := git(ctx, dir, "rev-parse", "--git-dir"); err != nil {
		return Commit{}, err
	}
	if strings.HasPrefix(name, "-") {
		return Commit{}, ErrUnknown // git would take it for an option
	}
	object, err := git(ctx, dir, "rev-parse", "--verify", "--quiet", name)
	if err != nil {
		return Commit{}, unknown(ctx)
	}
	// A tag leads to its commit; a file or a folder leads to none.
	shown, err := git(ctx, dir, "show", "-s", "--no-show-signature", "--format=%H %ct", strings.TrimSpace(string(object))+"^{commit}", "--")
	if err != nil {
		return Commit{}, unknown(ctx)
	}
	hash, seconds, _ := strings.Cut(strings.TrimSpace(string(shown)), " ")
	made, err := strconv.ParseInt(seconds, 10, 64)
	if err != nil {
		return Commit{}, fmt.Errorf("git gives %q for the time of %s", seconds, name)
	}
	return Commit{hash, time.Unix(made, 0).UTC(), dir}, nil
}

// Files gives the files below the folder that the commit was looked up from.
func (c Commit) Files(ctx context.Context) (fs.FS, error) {
	// With the line ends of the repository, whatever those of a working tree are. Packing would only take time. Nothing
	// of the record is in the folders that are left out.
	text, err := git(ctx, c.dir, "-c", "core.autocrlf=false", "-c", "core.eol=lf", "archive", "--format=zip", "-0", c.Hash, "--",
		".", ":(exclude)tools", ":(exclude)assets")
	if err != nil {
		return nil, err
	}
	return zip.NewReader(bytes.NewReader(text), int64(len(text)))
}

// unknown says that a name is none, unless git was stopped.
func unknown(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return ErrUnknown
}

// git runs git in a folder and gives what it prints.
func git(ctx context.Context, dir string, args ...string) ([]byte, error) {
	var out, errs bytes.Buffer
	cmd := exec.CommandContext(ctx, "git", args...)
	cmd.Dir, cmd.Stdout, cmd.Stderr = dir, &out, &errs
	cmd.Env = append(os.Environ(), "LC_ALL=C") // for words that are known below
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
	}
	first, _, _ := strings.Cut(strings.TrimPrefix(errs.String(), "fatal: "), "\n")
	if first == "" {
		first = err.Error()
	}
	return nil, fmt.Errorf("git: %s", first)
}
