// Package publish replaces a folder in one step. A build works beside the target and swaps it in at the end, so that at
// every moment, killed or not, the target is the old folder or the new one and never a mixture.
package publish

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/rogpeppe/go-internal/lockedfile"
)

// ErrForeign is returned for a target that no build made, which is not replaced.
var ErrForeign = errors.New("contains files that no build made")

// Target is a folder to be replaced. Only one build at a time has it.
type Target struct {
	dir      string // absolute, symbolic links resolved
	work     string // beside dir, on the same file system
	replaced string // what was the target before a swap; "" if it was not there
	unlock   func()
}

// Options is how to open a target.
type Options struct {
	// Ours reports whether a build may replace a folder that is not empty.
	Ours func(dir string) bool
	// Waiting is called once if another build has the target.
	Waiting func()
}

// patience is how long to wait for another build before Waiting is called.
const patience = 200 * time.Millisecond

// Open locks a target, by its absolute path, for this build: it waits for any other build of it, removes what killed builds
// left, and creates an empty work folder beside it.
func Open(ctx context.Context, dir string, o Options) (*Target, error) {
	dir, err := resolve(dir)
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(filepath.Dir(dir), 0o755); err != nil {
		return nil, err
	}
	unlock, err := lock(ctx, sibling(dir, "lock"), o.Waiting)
	if err != nil {
		return nil, err
	}
	t := &Target{dir: dir, unlock: unlock}
	if err := t.prepare(o.Ours); err != nil {
		unlock()
		return nil, err
	}
	return t, nil
}

func (t *Target) prepare(ours func(string) bool) (err error) {
	if err := t.clear(); err != nil {
		return err
	}
	switch entries, err := os.ReadDir(t.dir); {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return err
	case len(entries) > 0 && !ours(t.dir):
		return fmt.Errorf("%s %w", t.dir, ErrForeign)
	}
	// A new name: a process that a killed build left may still write to the old one.
	t.work, err = os.MkdirTemp(filepath.Dir(t.dir), filepath.Base(sibling(t.dir, "build"))+"-")
	return err
}

// clear removes every work folder beside the target. First it restores the old folder if a swap in two steps was killed
// between them.
func (t *Target) clear() error {
	beside, err := os.ReadDir(filepath.Dir(t.dir))
	if err != nil {
		return err
	}
	for _, entry := range beside {
		work := filepath.Join(filepath.Dir(t.dir), entry.Name())
		if !strings.HasPrefix(work, sibling(t.dir, "build")+"-") {
			continue
		}
		aside := filepath.Join(work, "old")
		_, gone := os.Lstat(t.dir)
		if _, kept := os.Lstat(aside); errors.Is(gone, fs.ErrNotExist) && kept == nil {
			if err := os.Rename(aside, t.dir); err != nil {
				return err
			}
		}
		if err := os.RemoveAll(work); err != nil {
			return err
		}
	}
	return nil
}

// Path returns the path of a name inside the work folder.
func (t *Target) Path(name string) string { return filepath.Join(t.work, name) }

// Swap replaces the target by the folder of this name in the work folder.
func (t *Target) Swap(name string) error {
	built := t.Path(name)
	_, err := os.Lstat(t.dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return os.Rename(built, t.dir)
	case err != nil:
		return err
	}
	t.replaced = built
	err = exchange(built, t.dir)
	if errors.Is(err, errors.ErrUnsupported) || errors.Is(err, syscall.EINVAL) { // some file systems cannot
		t.replaced = t.Path("old")
		if err = os.Rename(t.dir, t.replaced); err != nil {
			return err
		}
		err = os.Rename(built, t.dir)
	}
	return err
}

// Replaced returns the folder that a swap has replaced, until Close removes it; "" for none.
func (t *Target) Replaced() string { return t.replaced }

// Close unlocks the target and removes the work folder, whether the build succeeded or not. A second call does nothing.
func (t *Target) Close() error {
	if t.unlock == nil {
		return nil
	}
	unlock := t.unlock
	t.unlock = nil
	defer unlock()
	return t.clear()
}

// lock waits for the lock file. The system unlocks it if its process dies.
func lock(ctx context.Context, file string, waiting func()) (unlock func(), err error) {
	locked := make(chan struct{})
	var u func()
	var e error
	go func() {
		u, e = lockedfile.MutexAt(file).Lock()
		close(locked)
	}()
	if waiting != nil {
		defer time.AfterFunc(patience, waiting).Stop()
	}
	select {
	case <-locked:
		return u, e
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// sibling returns a hidden name beside a folder, such as .public.lock beside public.
func sibling(dir, role string) string {
	return filepath.Join(filepath.Dir(dir), "."+filepath.Base(dir)+"."+role)
}

// resolve follows symbolic links, so that the folder that they lead to is replaced and not the link.
func resolve(dir string) (string, error) {
	real, err := filepath.EvalSymlinks(dir)
	if above := filepath.Dir(dir); errors.Is(err, fs.ErrNotExist) && above != dir {
		real, err = resolve(above)
		real = filepath.Join(real, filepath.Base(dir))
	}
	return real, err
}
