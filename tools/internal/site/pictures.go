package site

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// Hugo names a drawn picture by all that it is made of, and so need not draw it twice. But it writes into its cache in
// place: one that several builds shared would give half a picture to one build while another draws it, or for ever if
// that one is killed. So each run has a cache of its own, filled with links to the pictures that are kept, and only a
// run that succeeds adds to those, each picture all at once.

// pictures is where drawn pictures are: those kept between builds, and those of one run.
type pictures struct{ kept, own string }

// keptFor is how long a picture is kept before it is drawn anew, so that the folder does not grow for ever.
const keptFor = 90 * 24 * time.Hour

// newPictures gives a run its folder inside work. The pictures that are kept lie where the system has such things.
func newPictures(work string) pictures {
	p := pictures{own: filepath.Join(work, "pictures")}
	if dir, err := os.UserCacheDir(); err == nil {
		p.kept = filepath.Join(dir, "declaration-watch", "pictures")
	}
	return p
}

// lend fills the folder of the run. What cannot be lent is drawn again, so that no error counts here.
func (p pictures) lend() {
	oldest := time.Now().Add(-keptFor)
	each(p.kept, func(name string, entry fs.DirEntry) {
		file := filepath.Join(p.kept, name)
		if info, err := entry.Info(); err == nil && info.ModTime().Before(oldest) {
			_ = os.Remove(file)
			return
		}
		_ = share(file, filepath.Join(p.own, name))
	})
}

// keep adds what the run drew to what is kept. What cannot be kept is drawn again next time.
func (p pictures) keep() {
	if p.kept == "" {
		return
	}
	each(p.own, func(name string, _ fs.DirEntry) {
		file := filepath.Join(p.kept, name)
		if _, err := os.Lstat(file); errors.Is(err, fs.ErrNotExist) {
			_ = share(filepath.Join(p.own, name), file)
		}
	})
}

// each goes through the files below a folder, by their names below it.
func each(dir string, do func(name string, entry fs.DirEntry)) {
	_ = filepath.WalkDir(dir, func(file string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return nil
		}
		if name, err := filepath.Rel(dir, file); err == nil {
			do(name, entry)
		}
		return nil
	})
}

// share makes a file appear under a second name, all at once: as a link, or as a copy on another file system.
func share(from, to string) error {
	if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
		return err
	}
	if os.Link(from, to) == nil {
		return nil
	}
	data, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	part, err := os.CreateTemp(filepath.Dir(to), filepath.Base(to)+"-*")
	if err != nil {
		return err
	}
	_, err = part.Write(data)
	if err = errors.Join(err, part.Close()); err == nil {
		err = os.Rename(part.Name(), to)
	}
	if err != nil {
		return errors.Join(err, os.Remove(part.Name()))
	}
	return nil
}
