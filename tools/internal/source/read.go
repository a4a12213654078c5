package source

import (
	"errors"
	"io"
	"io/fs"

	"declarationwatch/tools/internal/diag"
)

// maxSize bounds one file of data or content, in bytes. The whole record is a twentieth of it.
const maxSize = 16 << 20

// read gives a file's bytes, or a problem that says why it cannot.
func read(root fs.FS, file string, problems *diag.List) ([]byte, bool) {
	refuse := func(message, hint string) ([]byte, bool) {
		problems.Add(diag.Problem{At: diag.Position{File: file}, Rule: RuleUnreadable, Message: message, Hint: hint})
		return nil, false
	}
	// Hugo follows no link out of its folders either; a link that is read here and not there, or the other way
	// round, is a page that nobody checked.
	info, err := fs.Lstat(root, file)
	switch {
	case err != nil:
		return refuse("cannot be read: "+reason(err), "")
	case info.Mode()&fs.ModeSymlink != 0:
		return refuse("is a symbolic link", "put the file itself here in place of the link")
	case info.IsDir():
		return refuse("is a folder where a file should be", "")
	case !info.Mode().IsRegular():
		return refuse("is not a file", "")
	case info.Size() > maxSize:
		return refuse("is larger than 16 MiB", "split it")
	}
	f, err := root.Open(file)
	if err != nil {
		return refuse("cannot be read: "+reason(err), "")
	}
	defer f.Close()
	// One byte more than there should be, so that a file that grows meanwhile is not read for ever.
	text := make([]byte, info.Size()+1)
	n, err := io.ReadFull(f, text)
	switch {
	case err == nil:
		return refuse("grew while it was read", "try again")
	case !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF):
		return refuse("cannot be read: "+reason(err), "")
	}
	return text[:n], true
}

// reason leaves out the path, which the position gives.
func reason(err error) string {
	var perr *fs.PathError
	if errors.As(err, &perr) {
		return perr.Err.Error()
	}
	return err.Error()
}
