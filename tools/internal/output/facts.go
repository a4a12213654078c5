package output

import (
	"bufio"
	"crypto/sha256"
	"encoding/gob"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"declarationwatch/tools/internal/disk"
)

// Most files of a site are those of the build before. What is known of a file follows from its name and its bytes, so that it is kept, and
// a file that has not changed is not parsed again, and where no Reader wants its text not read either, if nobody has written to it.

// fact is what is known of a file of some bytes.
type fact struct {
	Sum      [sha256.Size]byte
	Modified time.Time
	File     *File
}

// facts are those of a site, by the names of the files.
type facts struct {
	key     string           // what they depend on beside the files
	kept    map[string]*fact // of the build before; nil where nothing is kept
	written time.Time        // when they were kept: a file system may not tell what is written two seconds later from what was there
}

// readFacts reads what was kept in a file, "" for none. What cannot be read is not known.
func (s *Site) readFacts(name string) facts {
	if name == "" {
		return facts{}
	}
	program, err := disk.Program()
	if err != nil {
		return facts{}
	}
	f := facts{kept: map[string]*fact{}}
	if f.key, err = disk.NewSum(program, s.BaseURL, s.Languages).Key(); err != nil {
		return facts{}
	}
	file, err := os.Open(name)
	if err != nil {
		return f
	}
	defer file.Close()
	if info, err := file.Stat(); err == nil {
		f.written = info.ModTime()
	}
	kept := gob.NewDecoder(bufio.NewReaderSize(file, 1<<20))
	var key string
	if kept.Decode(&key) != nil || key != f.key {
		return f
	}
	for {
		var one fact
		if kept.Decode(&one) != nil || one.File == nil { // the end of the file, in most cases
			return f
		}
		f.kept[one.File.Name] = &one
	}
}

// untouched returns what is known of a file that nobody has written to since; nil if that is not certain.
func (f facts) untouched(file *File, info fs.FileInfo) *fact {
	one := f.kept[file.Name]
	if one == nil || info.Size() != int64(one.File.Size) || !info.ModTime().Equal(one.Modified) || f.written.Sub(one.Modified) < 2*time.Second {
		return nil
	}
	return one
}

// know takes over what is known of a file of these bytes, and reports whether anything is.
func (f facts) know(file *File, sum [sha256.Size]byte) bool {
	one := f.kept[file.Name]
	if one == nil || one.Sum != sum {
		return false
	}
	*file = *one.File
	return true
}

// keep writes what is known of some files for the next build. What cannot be written is not kept.
func (f facts) keep(name string, all []*fact) {
	same := len(all) == len(f.kept)
	for _, one := range all {
		same = same && f.kept[one.File.Name] != nil && f.kept[one.File.Name].Sum == one.Sum
	}
	if same {
		now := time.Now()
		_ = os.Chtimes(name, now, now)
		return
	}
	file, err := os.CreateTemp(filepath.Dir(name), "new-")
	if err != nil {
		return
	}
	defer os.Remove(file.Name())
	defer file.Close()
	to := bufio.NewWriterSize(file, 1<<20)
	out := gob.NewEncoder(to)
	err = out.Encode(f.key)
	for _, one := range all {
		if err == nil {
			err = out.Encode(one)
		}
	}
	if err == nil && to.Flush() == nil && file.Close() == nil {
		_ = os.Rename(file.Name(), name)
	}
}
