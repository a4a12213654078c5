package source

import (
	"errors"
	"io"
	"io/fs"

	"declarationwatch/tools/internal/diag"
)

// Optional returns the bytes of a file that a project need not have.
func Optional(root fs.FS, file string, problems *diag.List) []byte {
	if _, err := fs.Lstat(root, file); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	text, _ := read(root, file, problems)
	return text
}

// read returns a file's bytes, or reports why they cannot be read. What is refused is never opened.
func read(root fs.FS, file string, problems *diag.List) ([]byte, bool) {
	info, err := fs.Lstat(root, file)
	if !readable(problems, file, info, err) {
		return nil, false
	}
	text, err := readFile(root, file)
	if err != nil {
		unreadable(problems, file, notReadable(err), "")
	}
	return text, err == nil
}

// readable reports whether a file may be read, and adds the problem if not.
func readable(problems *diag.List, file string, info fs.FileInfo, err error) bool {
	var message, hint string
	if err != nil {
		message = notReadable(err)
	} else {
		message, hint = refusal(info, file)
	}
	if message != "" {
		unreadable(problems, file, message, hint)
	}
	return message == ""
}

func readFile(root fs.FS, name string) ([]byte, error) {
	if files, ok := root.(*Files); ok {
		return files.ReadFile(name)
	}
	file, err := root.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return readAll(file)
}

var errGrew = errors.New("it grew while it was read")

// readAll reads what a file contained when it was opened. One that grows meanwhile is an error, not read for ever.
func readAll(file fs.File) ([]byte, error) {
	info, err := file.Stat()
	if err != nil {
		return nil, err
	}
	text := make([]byte, info.Size()+1)
	n, err := io.ReadFull(file, text)
	switch {
	case err == nil:
		err = errGrew
	case err == io.EOF || err == io.ErrUnexpectedEOF: // as it should be
		err = nil
	}
	return text[:n], err
}

func notReadable(err error) string {
	if errors.Is(err, fs.ErrNotExist) {
		return "missing file"
	}
	var perr *fs.PathError
	if errors.As(err, &perr) {
		err = perr.Err // without the path, which the position gives
	}
	return "not readable: " + err.Error()
}
