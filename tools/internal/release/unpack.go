package release

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"time"

	"declarationwatch/tools/internal/disk"
)

// Folders returns the folder of each release in a site.
func Folders(all []*Frozen) (folders []disk.Folder) {
	for _, f := range all {
		folders = append(folders, disk.Folder{Path: path.Clean(f.Name.Path()), Key: f.Key(), Slot: f.Key(), Make: f.unpack})
	}
	return folders
}

// unpack writes the files of a release into a new folder, each of which must be as the manifest has it.
func (f *Frozen) unpack(dir string) error {
	m, err := f.Manifest()
	if err != nil {
		return err
	}
	manifest, err := f.stored(manifestName)
	if err != nil {
		return err
	}
	packed, err := f.stored(archiveName)
	if err != nil {
		return err
	}
	write := func(name string, text []byte) error {
		return errors.Join(disk.Write(dir, name, text), os.Chtimes(filepath.Join(dir, filepath.FromSlash(name)), m.day(), m.day()))
	}
	if err := errors.Join(write(manifestName, manifest), write(archiveName, packed)); err != nil {
		return err
	}
	missing := m.byPath()
	err = unpack(packed, func(name string, r io.Reader) error {
		file, ok := missing[name]
		if !ok {
			return fmt.Errorf("%s is not in the manifest", name)
		}
		delete(missing, name)
		text, err := io.ReadAll(io.LimitReader(r, int64(file.Bytes)+1))
		if err == nil && newFile(name, text) != file {
			err = fmt.Errorf("%s is not what the manifest has", name)
		}
		return errors.Join(err, write(name, text))
	})
	for name := range missing {
		err = errors.Join(err, fmt.Errorf("%s is missing in %s", name, archiveName))
	}
	return err
}

func (m Manifest) byPath() map[string]File {
	all := map[string]File{}
	for _, file := range m.Files {
		all[file.Path] = file
	}
	return all
}

// day returns the time that every unpacked file has, by which a change is noticed without reading it.
func (m Manifest) day() time.Time {
	day, _ := time.Parse(time.DateOnly, m.AsOf) // what is of no day is unpacked for each build
	return day
}
