package site

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"declarationwatch/tools/internal/disk"
)

// Hugo keeps the pictures that it resizes in a folder, and writes them there where another build may read them. So each run
// has a folder of its own, and files move between it and the cache of this user in one step. A cache that cannot be read or
// written is no error: its pictures are made again.

// pictureAge is how long a picture is kept: longer ones are made again, so that what no project has any more goes.
const pictureAge = 60 * 24 * time.Hour

// pictureCache returns the folder of the cache; "" if there is none.
func pictureCache() string {
	folder, err := disk.CacheFolder("resized")
	if err != nil {
		return ""
	}
	return folder
}

// lendPictures puts the pictures of earlier builds into the folder of a run.
func lendPictures(cache, folder string) {
	_ = eachFile(cache, func(name string, info fs.FileInfo) error {
		if time.Since(info.ModTime()) > pictureAge || filepath.Ext(name) == partial {
			return os.Remove(filepath.Join(cache, name))
		}
		return link(filepath.Join(cache, name), filepath.Join(folder, name))
	})
}

// keepPictures puts the pictures that a run has made into the cache.
func keepPictures(folder, cache string) {
	if cache == "" {
		return
	}
	_ = eachFile(folder, func(name string, _ fs.FileInfo) error {
		kept := filepath.Join(cache, name)
		if _, err := os.Lstat(kept); err == nil {
			return nil
		}
		return errors.Join(link(filepath.Join(folder, name), kept+partial), os.Rename(kept+partial, kept))
	})
}

// partial is the ending of a file that is being written.
const partial = ".partial"

// eachFile calls do with the name below a folder of each file in it, and goes on after an error.
func eachFile(folder string, do func(name string, info fs.FileInfo) error) error {
	return filepath.WalkDir(folder, func(file string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() {
			return nil
		}
		name, err := filepath.Rel(folder, file)
		info, infoErr := entry.Info()
		if err == nil && infoErr == nil {
			_ = do(name, info)
		}
		return nil
	})
}

// link makes a file appear at another place, as a copy where that is on another file system.
func link(from, to string) error {
	if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
		return err
	}
	if os.Link(from, to) == nil {
		return nil
	}
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.Create(to)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Close())
}

// removeOriginals removes the pictures beside pages as they were taken: with the place and the name that a camera writes into
// them. Pages show them in other sizes, which Hugo has written.
func (o Options) removeOriginals() error {
	for _, file := range o.Originals {
		if err := os.Remove(filepath.Join(o.Out, filepath.FromSlash(file))); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}
